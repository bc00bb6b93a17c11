#pragma once

#include "models/workspace/openworkspace.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace Plugboard::Ui {

/// The chosen environment's settings, and new environments.
class EnvironmentPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Not owned.
    explicit EnvironmentPanel(Models::OpenWorkspace *workspace, QWidget *parent = nullptr);

private:
    void showEnvironment();
    void beginNew();
    void save();

    Models::OpenWorkspace *m_workspace;
    Workspace::Environment m_shown;
    QLineEdit *m_name;
    QLineEdit *m_region;
    QLineEdit *m_endpoint;
    QLineEdit *m_secrets;
    QPlainTextEdit *m_variables;
    QLabel *m_note;
    QPushButton *m_save;
};

} // namespace Plugboard::Ui
