#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QMap>
#include <QString>

namespace Plugboard::Workspace {

/// How careful a window must be while this environment is chosen.
enum class Risk { Sandbox, Normal, Production };

/// An environment of a workspace (FORMATS: environment): what differs between "dev" and "production".
struct Environment
{
    QString name; ///< File name without ".environment.json"
    Risk risk = Risk::Normal;
    QString connection; ///< Name of a connection; empty: the default chain
    QString secrets; ///< Namespace of {{secrets.NAME}}; empty: the environment's name
    QString region; ///< Empty: the request's, the connection's
    QString endpoint; ///< For all services; empty: by AWS's rules
    QMap<QString, QString> endpoints; ///< By service, before `endpoint`
    Value variables; ///< A context: the scope of every expression
    bool sandbox = false; ///< "kind": "sandbox": the built-in one, whose endpoint beats all others
    Value source; ///< As read: unknown keys survive

    QString secretSpace() const { return secrets.isEmpty() ? name : secrets; }
};

/// Errors as readRequest()'s.
Result<Environment> readEnvironment(const QByteArray &utf8, const QString &name);
QByteArray writeEnvironment(const Environment &environment);

} // namespace Plugboard::Workspace
