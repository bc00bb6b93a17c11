#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QString>

namespace Plugboard::Workspace {

/// A saved request: which connector, and what was typed into its form. Plain data; what its file and the side files next to
/// it hold (FORMATS: request), with the side files' texts in place.
struct Request
{
    QString connector; ///< A job type, or "aws:sns:Publish"
    QString templateId; ///< Empty for AWS operations
    QString rank; ///< Place among its siblings
    Value inputs; ///< Templates: context of texts by Form::Field::key. AWS: the operation's own JSON
    Value headers; ///< Task headers: resultVariable, resultExpression …; a context of texts
    QString retries;
    Value properties; ///< zeebe:property; a context of texts
    Value expect; ///< List of {that, name}
    Value source; ///< As read: what we do not know of it survives saving. Null for a new one
};

/// Reads the JSON of a request file; `folder` is where {"$file": …} is looked for, never outside of it.
/// Errors (Stage::Workspace, where = "line:column" or the side file): Syntax, Invalid, Unsupported (a newer format), Unreadable.
Result<Request> readRequest(const QByteArray &utf8, const QString &folder);

/// The bytes of the request file, and its side files by name: text of more than one line goes into "STEM.KEY.feel" (FEEL) or
/// "STEM.KEY.txt". Keys in schema order, defaults left out, unknown keys kept; reading and writing changes no byte. New side
/// files get no name that is in `taken`: files that are there and belong to something else.
struct WrittenRequest
{
    QByteArray json;
    QList<std::pair<QString, QByteArray>> sideFiles;
};
WrittenRequest writeRequest(const Request &request, const QString &stem, const QStringList &taken = {});

/// A text in a request that looks like a key, token or private key and would land in a file.
struct PlainSecret
{
    QString field; ///< Path in the file: "inputs/authentication.secretKey"
    QString reason; ///< "looks like an AWS secret access key"
};
/// FEEL expressions and placeholders are none; `secretKeys` are the keys of fields that the form shows as passwords (any plain
/// text in them counts); fields inside a nested one as "Users/0/Password".
QList<PlainSecret> plainSecrets(const Request &request, const QStringList &secretKeys);
/// The same for any other value; `field` is what its path begins with.
QList<PlainSecret> plainSecretsIn(const Value &value, const QString &field);

} // namespace Plugboard::Workspace
