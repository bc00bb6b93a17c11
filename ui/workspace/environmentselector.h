#pragma once

#include "models/workspace/openworkspace.h"

#include <QComboBox>

namespace Plugboard::Ui {

/// Chooses the workspace's environment; says in words how much care it wants, in colour too.
class EnvironmentSelector final : public QComboBox
{
    Q_OBJECT

public:
    /// Not owned.
    explicit EnvironmentSelector(Models::OpenWorkspace *workspace, QWidget *parent = nullptr);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showEnvironments();
    void showChosen();

    Models::OpenWorkspace *m_workspace;
};

} // namespace Plugboard::Ui
