#pragma once

#include "core/base/result.h"
#include "core/feel/expression.h"

#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace Plugboard::Calls {

/// A condition that the inputs must meet before anything is sent: what the template's constraints cannot say.
struct Check
{
    Feel::Expression that;
    QString field; ///< Input path that the finding belongs to
    QString message; ///< "must be shorter than 100 characters"
};

/// One AWS operation, each part an expression over the inputs.
struct AwsCall
{
    QString service; ///< Folder name of the model: "sns"
    QString operation; ///< "Publish"
    Feel::Expression region;
    Feel::Expression endpoint;
    Feel::Expression credentials;
    Feel::Expression input; ///< The operation's input in the model's member names; null entries are left out
};

/// The first of a file's calls whose condition is true is made.
struct Call
{
    Feel::Expression when;
    AwsCall aws;
    std::optional<Feel::Expression> response; ///< Over the inputs and `output`; none: the output itself
};

/// What a connector does: the content of a call.json, compiled. Immutable; share it by CallFilePtr.
struct CallFile
{
    QString jobType;
    QList<Check> checks;
    QList<Call> calls;
};

using CallFilePtr = std::shared_ptr<const CallFile>; ///< Shared by catalogue and running workers

/// Reads a call.json; `folder` is where {"$file": "publish.feel"} is looked for, and never outside of it. Errors of all
/// findings, with "file:line:column" of the call or of the side file in `where`; a short expression's error carries its place
/// within the expression in its own text. Unknown keys are findings, a newer format is one alone.
struct ReadCall
{
    CallFilePtr call; ///< Null if there are findings
    Errors findings;
};
ReadCall readCall(const QByteArray &utf8, const QString &file, const QString &folder);

/// Calls by job type. A connector without one opens, validates and evaluates; only Invoke says why it cannot run.
class CallCatalogue final
{
public:
    /// Every call.json in a folder below `folder`. Of two for one job type the first by path counts, and the other is a
    /// finding; calls of an earlier folder are replaced: a team's own before ours.
    Errors addFolder(const QString &folder);
    CallFilePtr find(const QString &jobType) const { return m_calls.value(jobType); }

private:
    QHash<QString, CallFilePtr> m_calls;
};

} // namespace Plugboard::Calls
