#include "ui/expression/findinglist.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QStyledItemDelegate>
#include <QTextBlock>
#include <QTextDocument>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::Finding;

namespace {

constexpr int mostFindingRows = 4;
/// Nobody mends more at once, and each of them costs layout.
constexpr qsizetype mostListed = 50;

QString severityWord(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Error:
        return FindingList::tr("Error");
    case Finding::Severity::Warning:
        return FindingList::tr("Warning");
    case Finding::Severity::Hint:
        break;
    }
    return FindingList::tr("Hint");
}

/// Colours alone say nothing.
QString severitySign(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Error:
        return u"✖"_s;
    case Finding::Severity::Warning:
        return u"⚠"_s;
    case Finding::Severity::Hint:
        break;
    }
    return u"ℹ"_s;
}

TextColor severityTextColor(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Error:
        return TextColor::Bad;
    case Finding::Severity::Warning:
        return TextColor::Unsure;
    case Finding::Severity::Hint:
        break;
    }
    return TextColor::Quiet;
}

QString withPlace(const Finding &finding, const QTextDocument &text)
{
    const QTextBlock line = text.findBlock(std::min(finding.from, text.characterCount() - 1));
    const int column = int(line.text().first(finding.from - line.position()).toUcs4().size()) + 1;
    return FindingList::tr("%1 (line %2, column %3)").arg(finding.message).arg(line.blockNumber() + 1).arg(column);
}

/// Wraps to the width of the list.
class WrappedRow final : public QStyledItemDelegate
{
public:
    explicit WrappedRow(QListWidget *list)
        : QStyledItemDelegate(list)
        , m_list(list)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int margin = 2 * (m_list->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, m_list) + 1);
        const int width = std::max(80, m_list->viewport()->width());
        const QRect text = QFontMetrics(option.font)
                               .boundingRect(QRect(0, 0, width - margin, 10'000),
                                             Qt::TextWordWrap | Qt::TextWrapAnywhere, index.data().toString());
        return {width, text.height() + 4};
    }

private:
    QListWidget *m_list;
};

} // namespace

FindingList::FindingList(QWidget *parent)
    : QListWidget(parent)
{
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new WrappedRow(this));
    setWordWrap(true);
    setTextElideMode(Qt::ElideNone);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setResizeMode(QListView::Adjust);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    hide();
    connect(this, &QListWidget::itemClicked, this, &FindingList::choose);
}

void FindingList::setFindings(const QList<Finding> &findings, const QTextDocument &text)
{
    const QList<Finding> shown = findings.first(std::min(mostListed, findings.size()));
    QStringList lines;
    for (const Finding &finding : shown)
        lines.append(severitySign(finding.severity) + u' ' + withPlace(finding, text));
    bool isSame = lines.size() == count();
    for (int row = 0; isSame && row < count(); ++row)
        isSame = item(row)->text() == lines.at(row);
    m_findings = shown;
    if (isSame)
        return;
    const int row = currentRow();
    clear();
    for (qsizetype i = 0; i < shown.size(); ++i) {
        auto *line = new QListWidgetItem(lines.at(i), this);
        line->setData(Qt::AccessibleTextRole,
                      u"%1: %2"_s.arg(severityWord(shown.at(i).severity), withPlace(shown.at(i), text)));
    }
    colour();
    if (row >= 0 && count() > 0)
        setCurrentRow(std::min(row, count() - 1));
    setVisible(count() > 0);
    updateGeometry();
    if (count() == 0 || !QAccessible::isActive())
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    alert.setChild(0);
    QAccessible::updateAccessibility(&alert);
}

void FindingList::colour()
{
    for (int row = 0; row < count(); ++row)
        item(row)->setForeground(textColor(severityTextColor(m_findings.at(row).severity), palette()));
}

QSize FindingList::sizeHint() const
{
    int height = 0;
    QStyleOptionViewItem option;
    option.font = font();
    for (int row = 0; row < std::min(count(), mostFindingRows); ++row)
        height += itemDelegate()->sizeHint(option, model()->index(row, 0)).height();
    return {120, height + 2 * frameWidth()};
}

QSize FindingList::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void FindingList::resizeEvent(QResizeEvent *event)
{
    QListWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) {
        scheduleDelayedItemsLayout();
        updateGeometry();
    }
}

void FindingList::changeEvent(QEvent *event)
{
    QListWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void FindingList::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && !(event->modifiers() & ~Qt::KeypadModifier))
        choose(currentItem());
    else
        QListWidget::keyPressEvent(event);
}

void FindingList::choose(QListWidgetItem *item)
{
    if (item && row(item) < m_findings.size())
        emit chosen(m_findings.at(row(item)));
}

} // namespace Plugboard::Ui
