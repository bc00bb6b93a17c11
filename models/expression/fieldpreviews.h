#pragma once

#include "core/feel/expression.h"
#include "models/backend.h"
#include "models/expression/finding.h"
#include "models/latesttask.h"
#include "models/request/openrequest.h"

#include <QHash>
#include <QPointer>

namespace Plugboard::Models {

/// What stands under an expression while it is typed.
struct FieldPreview
{
    QString text; ///< The value in one line, or the error in words with its place
    bool isError = false;
    QList<Finding> findings {}; ///< Errors, why something is null, hints; positions in the field's text
    QStringList variables {}; ///< Of the environment, that it reads
};

/// How many characters at the beginning of a field's text mark it as FEEL and are not part of the expression a person sees:
/// the `=` and the blanks behind it.
qsizetype expressionMark(QStringView text);

/// The values of all expressions of a form, anew after each change, in a worker. Only the newest state is evaluated.
///
/// What is made from a key that was typed in plain text is not shown, nor what is made from that.
class FieldPreviews final : public QObject
{
    Q_OBJECT

public:
    explicit FieldPreviews(const Backend &backend, QObject *parent = nullptr);

    /// Not owned; null clears.
    void setRequest(OpenRequest *request);
    /// What expressions see beside the other inputs: the environment's variables.
    void setVariables(const Value &variables);

    const QHash<QString, FieldPreview> &previews() const
    {
        return m_previews;
    } ///< By field id, of parts inside nested fields, too

signals:
    void changed();

private:
    void update();

    const Backend &m_backend;
    QPointer<OpenRequest> m_request;
    Value m_variables;
    QHash<QString, FieldPreview> m_previews;
    LatestTask m_task;
};

} // namespace Plugboard::Models
