#pragma once

#include "models/latesttask.h"
#include "models/response/bodytext.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace Plugboard::Ui {

/// A body as text, one entry a line or as it was sent.
///
/// Large bodies are shown in parts, so that no more is laid out than one can look at. What costs time (ordering, cutting,
/// searching) happens in a worker, and only once somebody looks.
class RawView final : public QWidget
{
    Q_OBJECT

public:
    explicit RawView(QWidget *parent = nullptr);

    void setBody(const QByteArray &body);
    /// As ValueView's.
    void find(const QString &text);
    void findNext(bool backwards);

signals:
    void found(qint64 current, qint64 count);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void prepare();
    void showPart(qsizetype part);
    void goTo(qsizetype hit);
    void copyAll();

    QPlainTextEdit *m_text;
    QLabel *m_size;
    QLabel *m_part;
    QToolButton *m_pretty;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_copy;
    QByteArray m_body;
    Models::BodyText m_shown;
    qsizetype m_current = 0; ///< The part on the screen
    bool m_isStale = false; ///< m_body is not what is shown
    QString m_wanted; ///< Searched
    Models::BodyText::Hits m_hits;
    qsizetype m_hit = -1;
    Models::LatestTask m_preparing;
    Models::LatestTask m_searching;
};

} // namespace Plugboard::Ui
