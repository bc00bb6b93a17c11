#include "ui/widgets/section.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int contentIndent = 20;
constexpr int noteMargin = 12; // A note has it itself

} // namespace

Section::Section(const QString &title, Fill fill, QWidget *parent)
    : QWidget(parent)
    , m_fill(std::move(fill))
    , m_header(new QToolButton)
    , m_mark(new QLabel)
    , m_content(new QWidget)
    , m_title(title)
{
    m_header->setText(title);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setArrowType(Qt::RightArrow);
    m_header->setAutoRaise(true);
    m_header->setFocusPolicy(Qt::StrongFocus);
    m_header->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_header->installEventFilter(this);
    QFont bold = m_header->font();
    bold.setBold(true);
    m_header->setFont(bold);
    m_content->hide();
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_header);
    line->addWidget(m_mark);
    line->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(line);
    column->addWidget(m_content);
    connect(m_header, &QToolButton::clicked, this, [this] { setOpen(!m_isOpen); });
    describe();
}

void Section::setOpen(bool open)
{
    if (open && !m_isFilled) {
        m_isFilled = true;
        auto *content = new QVBoxLayout(m_content);
        content->setContentsMargins(contentIndent, 0, 0, 8);
        content->setSpacing(12);
        m_fill(content);
    }
    if (m_isOpen == open)
        return;
    m_isOpen = open;
    m_header->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_content->setVisible(open);
    describe();
    emit toggled(open);
}

void Section::setFindingCount(int count)
{
    if (m_findings == count)
        return;
    m_findings = count;
    describe();
}

void Section::setChanged(bool changed)
{
    if (m_isChanged == changed)
        return;
    m_isChanged = changed;
    describe();
}

void Section::addNote(NoticeBar *note)
{
    note->setContentsMargins(contentIndent - noteMargin, 0, 0, 0); // In line with the content
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, note);
}

void Section::describe()
{
    const QString findings = m_findings == 0 ? QString()
        : m_findings == 1                    ? tr("1 finding")
                                             : tr("%1 findings").arg(m_findings);
    m_mark->setText(m_findings > 0 ? u"⚠ "_s + findings : m_isChanged ? u"•"_s : QString());
    m_mark->setToolTip(m_isChanged ? tr("Something here differs from the defaults.") : QString());
    setTextColor(m_mark, m_findings > 0 ? TextColor::Bad : TextColor::Quiet);
    m_header->setAccessibleName(findings.isEmpty() ? m_title : m_title + u", "_s + findings);
    m_header->setAccessibleDescription(m_isOpen ? tr("open") : tr("closed"));
}

bool Section::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            setOpen(key == Qt::Key_Right);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Plugboard::Ui
