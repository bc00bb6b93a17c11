#pragma once

#include "models/secrets/secretlist.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace Plugboard::Ui {

/// The secrets of the environment by name: add, replace, delete with undo, copy the reference. A value is shown only on
/// demand, for some seconds.
class SecretsPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Not owned.
    explicit SecretsPanel(Models::SecretList *secrets, QWidget *parent = nullptr);

private:
    void makeEntry();
    void makeButtons();
    void store();
    void removeCurrent();
    void revealCurrent();
    void hideValue();
    void showState();
    void tell(const QString &text, bool canUndo = false);
    QString current() const;

    Models::SecretList *m_secrets;
    QLabel *m_state;
    QListView *m_list;
    QLabel *m_value;
    QLineEdit *m_name;
    QLineEdit *m_newValue;
    QPushButton *m_store;
    QPushButton *m_remove;
    QPushButton *m_reveal;
    QPushButton *m_copy;
    QPushButton *m_undo;
    QLabel *m_note;
    QTimer m_hide;
};

} // namespace Plugboard::Ui
