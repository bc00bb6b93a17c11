#include "ui/forms/grouppaste_p.h"

#include "models/request/pastedfields.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/section.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype namedAtMost = 5;

QString unknownNames(const QStringList &names)
{
    const QString shown = names.first(std::min(namedAtMost, names.size())).join(", "_L1);
    return names.size() > namedAtMost
        ? GroupPaste::tr("%1 and %n more", nullptr, int(names.size() - namedAtMost)).arg(shown)
        : shown;
}

QString pasteSummary(qsizetype filled, const QStringList &unknown)
{
    const QString done = filled == 1 ? GroupPaste::tr("1 field was filled.")
        : filled > 1                 ? GroupPaste::tr("%1 fields were filled.").arg(filled)
                                     : GroupPaste::tr("Nothing was changed.");
    return unknown.isEmpty()
        ? done
        : done + u' ' + GroupPaste::tr("This group has no field for %1.").arg(unknownNames(unknown));
}

} // namespace

GroupPaste::GroupPaste(Section *section, const QString &groupId, Models::OpenRequest *request)
    : QObject(section)
    , m_section(section)
    , m_groupId(groupId)
    , m_request(request)
{
    section->header()->installEventFilter(this);
}

bool GroupPaste::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: // Else a shortcut of the window would take the key
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPaste = key->matches(QKeySequence::Paste);
        if (!isPaste && !(key->matches(QKeySequence::Undo) && !m_before.isEmpty()))
            return false;
        event->accept();
        if (event->type() == QEvent::ShortcutOverride)
            return true;
        if (isPaste)
            paste();
        else
            undo();
        return true;
    }
    case QEvent::ContextMenu:
        showMenu(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    default:
        return QObject::eventFilter(watched, event);
    }
}

void GroupPaste::showMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(m_section);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"menu-"_s + m_section->header()->objectName());
    QAction *paste = menu->addAction(tr("&Paste fields"), QKeySequence::Paste, this, &GroupPaste::paste);
    paste->setEnabled(!QGuiApplication::clipboard()->text().isEmpty());
    menu->addAction(tr("&Undo pasting"), QKeySequence::Undo, this, &GroupPaste::undo)->setEnabled(!m_before.isEmpty());
    menu->popup(globalPosition);
}

void GroupPaste::paste()
{
    if (!m_request)
        return;
    const Result<Models::PastedFields> pasted
        = Models::readPasted(QGuiApplication::clipboard()->text(), m_request->state(), m_groupId);
    m_section->setOpen(true);
    if (!pasted)
        return note().tell(tr("Nothing was pasted: %1.").arg(pasted.error().message), {}, true);
    m_before = m_request->change(pasted->changes);
    QList<NoticeBar::Button> buttons;
    if (!m_before.isEmpty())
        buttons.append({tr("Undo"), [this] { undo(); }});
    note().tell(pasteSummary(m_before.size(), pasted->unknown), buttons);
}

void GroupPaste::undo()
{
    if (m_note)
        m_note->clear();
    if (m_request)
        m_request->change(std::exchange(m_before, {}));
    m_section->header()->setFocus();
}

NoticeBar &GroupPaste::note()
{
    if (!m_note) {
        m_note = new NoticeBar;
        m_section->addNote(m_note);
    }
    return *m_note;
}

} // namespace Plugboard::Ui
