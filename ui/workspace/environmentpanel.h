#pragma once

#include "models/workspace/openworkspace.h"

#include <QHash>
#include <QWidget>

#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace Plugboard::Ui {

/// The chosen environment's settings, and new environments.
///
/// Nothing typed is lost: changes that were not saved wait for their environment to be chosen again.
class EnvironmentPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Not owned.
    explicit EnvironmentPanel(Models::OpenWorkspace *workspace, QWidget *parent = nullptr);

    bool isModified() const;

public slots:
    /// Empties the fields for one that does not exist yet.
    void beginNew();

private:
    /// What stands in the fields.
    struct Draft
    {
        QString name;
        QString region;
        QString endpoint;
        QString secrets;
        QString variables;
        bool isProduction = false;

        friend bool operator==(const Draft &, const Draft &) = default;
    };

    /// How the last try to save ended. It stands until something is typed or another environment is shown.
    struct Outcome
    {
        QString text;
        bool isProblem = false;
    };

    /// On its way to the disk.
    struct Sent
    {
        Workspace::Environment environment;
        Draft draft;
        bool isNew = false;
    };

    QFormLayout *makeForm();
    static Draft draftOf(const Workspace::Environment &environment);
    Draft typed() const;
    void fill(const Draft &draft);
    void keepDraft();
    void showEnvironment(const Workspace::Environment &environment, bool isNew);
    void onChosen(const Workspace::Environment &environment);
    void onSaved(const QString &name);
    void discard();
    void save();
    /// What the fields say; nothing if that is wrong, which is told then.
    std::optional<Workspace::Environment> checked();
    std::optional<Workspace::Environment> refuse(QWidget *field, const QString &message);
    void showState();
    void onTyped();
    void tell(const QString &text, bool isProblem);
    void say(const QString &text, bool isProblem);

    Models::OpenWorkspace *m_workspace;
    Workspace::Environment m_shown; ///< As read
    bool m_isNew = false;
    QString m_besides; ///< The chosen one while a new one is typed
    std::optional<Sent> m_sent;
    std::optional<Outcome> m_outcome;
    bool m_isFilling = false;
    QHash<QString, Draft> m_drafts; ///< By environment; "" is the new one's
    QLineEdit *m_name;
    QComboBox *m_risk;
    QLineEdit *m_region;
    QLineEdit *m_endpoint;
    QLineEdit *m_secrets;
    QPlainTextEdit *m_variables;
    QLabel *m_note;
    QPushButton *m_save;
    QPushButton *m_discard;
    QPushButton *m_new;
};

} // namespace Plugboard::Ui
