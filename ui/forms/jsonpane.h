#pragma once

#include "core/form/inputjson.h"
#include "models/request/openrequest.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;
class QPlainTextEdit;

namespace Plugboard::Ui {

/// The inputs of a request as JSON, the other view of its form. What is typed reaches the request as soon as it is JSON;
/// what is wrong stands below, each with its line, and leads there.
///
/// Keys that were typed into password fields are shown as dots, and stay what they are.
class JsonPane final : public QWidget
{
    Q_OBJECT

public:
    explicit JsonPane(QWidget *parent = nullptr);

    /// Not owned; null shows nothing.
    void setRequest(Models::OpenRequest *request);
    /// Takes what was typed now, not when the keyboard rests. False: it is no JSON yet.
    bool commit();
    void focusText();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void showNotes(const QList<Form::JsonNote> &notes, bool isRead);
    void goTo(int note);

    QPointer<Models::OpenRequest> m_request;
    QPlainTextEdit *m_text;
    QLabel *m_state;
    QListWidget *m_notes;
    QTimer m_later;
    QHash<QString, QString> m_hidden;
    QList<Form::JsonNote> m_shownNotes;
    bool m_isOurs = false; ///< The change comes from here
    bool m_isUnread = false; ///< The text is no JSON yet; it stays until it is, or the form changes
};

} // namespace Plugboard::Ui
