#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/aws/protocols/timestamps_p.h"
#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>

#include <optional>

namespace Plugboard::Aws {

/// The form of the query protocol: "Action=Publish&Version=2010-03-31&TopicArn=…".
///
/// Source: Smithy, "AWS query protocol", request serialization. Blanks are %20, which every service takes, unlike "+".
class QueryRequest final
{
public:
    static Result<QByteArray> body(const ServiceModel &model, const Operation &operation, const Value &input);

private:
    /// How a shape is used where it stands.
    struct Use
    {
        const Member &member;
        QString path; ///< As callers say it, for errors
    };

    void add(const Use &use, const Value &value, const QByteArray &name);
    void addStructure(const Use &use, const Value &value, const QByteArray &prefix);
    void addList(const Use &use, const Value &value, const QByteArray &name);
    void addMap(const Use &use, const Value &value, const QByteArray &name);
    void addScalar(const Use &use, const Value &value, const QByteArray &name);
    void addPair(const QByteArray &name, QByteArrayView value);
    void fail(const Use &use, const QString &message);

    QByteArray m_body;
    std::optional<Error> m_error; ///< The first
};

} // namespace Plugboard::Aws
