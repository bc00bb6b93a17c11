#pragma once

#include "core/invocation/run.h"
#include "models/workspace/openworkspace.h"

#include <QLabel>

#include <memory>

namespace Plugboard::Ui {

/// Who will be charged, and where: environment, region, source of the credentials. Where it has no room it is elided, and
/// whole in its tooltip.
class IdentityChip final : public QLabel
{
    Q_OBJECT

public:
    /// Not owned.
    explicit IdentityChip(Models::OpenWorkspace *workspace, QWidget *parent = nullptr);

    /// The current request's last run tells whose credentials and which endpoint were used in the end.
    void setRun(std::shared_ptr<const Invocation::Run> run);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showIdentity();

    Models::OpenWorkspace *m_workspace;
    std::shared_ptr<const Invocation::Run> m_run;
};

} // namespace Plugboard::Ui
