#pragma once

#include "core/aws/sigv4/signer.h"
#include "core/aws/sigv4/textwriter_p.h"
#include "core/http/message.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QVarLengthArray>

namespace Plugboard::Aws {

/// The headers that are signed, lower case, in the order of their names; a name's lines in the order in which they are sent.
class SignedHeaders final
{
public:
    /// Views into the request: it must stay as it is while this is used.
    explicit SignedHeaders(const Http::Request &request);

    QList<QByteArray> names() const;
    /// "host;x-amz-date"
    QByteArray joinedNames() const;
    /// "name:value\n" each, white space folded, values of one name joined by commas.
    void writeLines(TextWriter &out) const;

private:
    struct Line
    {
        QByteArray name;
        QByteArrayView value;
    };

    QByteArray m_authority;
    QVarLengthArray<Line, 16> m_lines;
};

/// AWS, "Create a signed AWS API request", step 1: the request in the one form that both sides hash.
QByteArray canonicalRequest(const Http::Request &request, const SignedHeaders &headers, const QByteArray &signedNames,
                            QByteArrayView payloadHash, const SigningOptions &options);

/// The path as it is hashed. Empty is "/".
QByteArray canonicalPath(QByteArrayView path, const SigningOptions &options);

/// Pairs decoded, encoded anew and sorted by encoded name, then value; a name alone gets "=".
QByteArray canonicalQuery(QByteArrayView query);

} // namespace Plugboard::Aws
