#include "ui/expression/expressionbox.h"

#include "ui/expression/feeledit.h"
#include "ui/expression/findinglist.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/naming.h"

#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

/// Longer than between two keys.
constexpr std::chrono::milliseconds listPause {500};

} // namespace

ExpressionBox::ExpressionBox(const QString &name, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_edit(named(new FeelEdit, name, accessibleName))
    , m_list(named(new FindingList, name + u"-findings"_s, tr("Findings of %1").arg(accessibleName)))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_edit, 1);
    column->addWidget(m_list);
    setFocusProxy(m_edit);
    auto *open = new QShortcut(QKeySequence::Find, this);
    open->setContext(Qt::WidgetWithChildrenShortcut);
    connect(open, &QShortcut::activated, this, &ExpressionBox::openBar);
    m_listLater.setSingleShot(true);
    m_listLater.setInterval(listPause);
    connect(&m_listLater, &QTimer::timeout, this, &ExpressionBox::listFindings);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (m_listLater.isActive())
            m_listLater.start();
    });
    connect(m_list, &FindingList::chosen, m_edit, &FeelEdit::goTo);
}

void ExpressionBox::setFindings(const QList<Models::Finding> &findings)
{
    m_edit->setFindings(findings);
    const bool opens = m_list->isHidden() && !findings.isEmpty();
    if (!opens || !m_edit->hasFocus())
        listFindings();
    else if (!m_listLater.isActive())
        m_listLater.start();
}

void ExpressionBox::listFindings()
{
    m_listLater.stop();
    m_list->setFindings(m_edit->findings(), *m_edit->document());
}

void ExpressionBox::openBar()
{
    if (!m_bar) {
        m_bar = new FindBar(m_name + u"-find"_s);
        static_cast<QVBoxLayout *>(layout())->insertWidget(0, m_bar);
        connect(m_bar, &FindBar::textChanged, this, &ExpressionBox::find);
        connect(m_bar, &FindBar::moved, this, &ExpressionBox::step);
        connect(m_bar, &FindBar::closed, m_edit, qOverload<>(&QWidget::setFocus));
        connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
            if (!m_bar->text().isEmpty())
                find(m_bar->text());
        });
    }
    m_bar->open();
}

void ExpressionBox::find(const QString &text)
{
    m_found.clear();
    const QString searched = m_edit->toPlainText();
    const int length = int(text.size());
    for (qsizetype at = text.isEmpty() ? -1 : searched.indexOf(text, 0, Qt::CaseInsensitive); at >= 0;
         at = searched.indexOf(text, at + length, Qt::CaseInsensitive))
        m_found.append({int(at), int(at) + length});
    // From the caret on; what is typed in the editor itself must not move it.
    const int caret = m_edit->textCursor().selectionStart();
    const auto next
        = std::find_if(m_found.begin(), m_found.end(), [caret](const auto &each) { return each.first >= caret; });
    m_current = m_found.isEmpty() || m_edit->hasFocus() ? -1 : next == m_found.end() ? 0 : next - m_found.begin();
    showFound();
}

void ExpressionBox::step(bool backwards)
{
    if (m_found.isEmpty())
        return;
    const qsizetype count = m_found.size();
    m_current = m_current < 0 ? 0 : (m_current + (backwards ? count - 1 : 1)) % count;
    showFound();
}

void ExpressionBox::showFound()
{
    m_edit->setFound(m_found, m_current);
    m_bar->showCount(m_current + 1, m_found.size());
}

} // namespace Plugboard::Ui
