#pragma once

#include "core/feel/expression.h"
#include "models/backend.h"
#include "models/latesttask.h"
#include "models/request/openrequest.h"

#include <QHash>
#include <QPointer>

namespace Plugboard::Models {

/// What stands under an expression while it is typed.
struct FieldPreview
{
    QString text; ///< The value in one line, or the error in words
    bool isError = false;
    QStringList warnings; ///< Why something is null
};

/// The values of all expressions of a form, anew after each change, in a worker. Only the newest state is evaluated.
class FieldPreviews final : public QObject
{
    Q_OBJECT

public:
    explicit FieldPreviews(const Backend &backend, QObject *parent = nullptr);

    /// Not owned; null clears.
    void setRequest(OpenRequest *request);
    /// What expressions see beside the other inputs: the environment's variables.
    void setVariables(const Value &variables);

    const QHash<QString, FieldPreview> &previews() const { return m_previews; } ///< By field id

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
