#pragma once

#include "models/request/openrequest.h"

#include <QPointer>

namespace Plugboard::Ui {

class NoticeBar;
class Section;

/// Fills a group of a form from the clipboard: Ctrl+V on the group's heading, or its menu. Undo takes it back as one step, with
/// Ctrl+Z on the heading or by the button of the note that tells what was filled. Belongs to the section.
class GroupPaste final : public QObject
{
    Q_OBJECT

public:
    GroupPaste(Section *section, const QString &groupId, Models::OpenRequest *request);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showMenu(const QPoint &globalPosition);
    void paste();
    void undo();
    NoticeBar &note();

    Section *m_section;
    QString m_groupId;
    QPointer<Models::OpenRequest> m_request;
    NoticeBar *m_note = nullptr; ///< Made when there is something to tell for the first time
    QList<Models::OpenRequest::Change> m_before;
};

} // namespace Plugboard::Ui
