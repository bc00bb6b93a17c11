#pragma once

#include "models/secrets/secretlist.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace Plugboard::Ui {

class GrowingText;

/// The secrets of the environment by name: add, replace, delete with undo, copy the reference. A value is shown only on
/// demand, for some seconds.
class SecretsPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Not owned.
    explicit SecretsPanel(Models::SecretList *secrets, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeState();
    void makeList();
    void makeEntry();
    void makeNote();
    void connectSecrets();
    void followWork();
    void store();
    void removeCurrent();
    void revealCurrent();
    void showValue(const QString &name, const Sensitive &value);
    void hideValue();
    void paste();
    void dropPasted();
    void remedy();
    void showState();
    void onChanged(const QString &name, Models::SecretList::Change change);
    void tell(const QString &text, bool canUndo = false, bool isProblem = false);
    void forgetUndo();
    QString current() const;
    QString typedName() const;
    bool hasValue() const;

    Models::SecretList *m_secrets;
    QLabel *m_state;
    QPushButton *m_remedy;
    QListView *m_list;
    GrowingText *m_value;
    QLineEdit *m_name;
    QLineEdit *m_newValue;
    QPushButton *m_paste;
    QPushButton *m_store;
    QPushButton *m_remove;
    QPushButton *m_reveal;
    QPushButton *m_copy;
    QPushButton *m_undo;
    QLabel *m_note;
    std::optional<Sensitive> m_pasted; ///< A value of several lines, which a line cannot hold
    QString m_space;
    QTimer m_hide;
    QTimer m_forget;
    QTimer m_asking; ///< Waits are told when they are long enough to be noticed
    bool m_isWaiting = false; ///< So long
};

} // namespace Plugboard::Ui
