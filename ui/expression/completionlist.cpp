#include "ui/expression/completionlist.h"

#include "ui/expression/disturbance.h"
#include "ui/expression/feelcolours.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAccessible>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <numeric>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Kind = Feel::Completion::Kind;

namespace {

constexpr int mostRows = 8;
constexpr int gap = 8;
/// So many rows say how wide the list has to be.
constexpr int measuredRows = 100;

QString kindWord(Kind kind)
{
    switch (kind) {
    case Kind::Variable:
        return CompletionList::tr("variable");
    case Kind::Entry:
        return CompletionList::tr("entry");
    case Kind::Property:
        return CompletionList::tr("property");
    case Kind::Function:
        return CompletionList::tr("function");
    case Kind::Keyword:
        return CompletionList::tr("word of the language");
    case Kind::Constant:
        break;
    }
    return CompletionList::tr("constant");
}

/// One sign for each kind, in the colour that it will have in the text.
std::pair<QString, Feel::Coloured::Look> kindSign(Kind kind)
{
    using Look = Feel::Coloured::Look;
    switch (kind) {
    case Kind::Variable:
        return {u"x"_s, Look::Constant};
    case Kind::Entry:
        return {u"·"_s, Look::Key};
    case Kind::Property:
        return {u"."_s, Look::Key};
    case Kind::Function:
        return {u"ƒ"_s, Look::Function};
    case Kind::Keyword:
        return {u"k"_s, Look::Keyword};
    case Kind::Constant:
        break;
    }
    return {u"="_s, Look::Constant};
}

/// Whether `label` holds the letters of `word` in that order.
bool holdsLetters(const QString &label, const QString &word)
{
    qsizetype at = 0;
    for (const QChar letter : word) {
        at = label.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

/// Sign, label, and at the right the detail.
class CompletionRowPainter final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(option.font);
        const int detail = metrics.horizontalAdvance(index.data(CompletionRows::DetailRole).toString());
        const int label = metrics.horizontalAdvance(index.data().toString());
        return {signWidth(metrics) + label + detail + 4 * gap, metrics.height() + gap / 2};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem plain = option;
        initStyleOption(&plain, index);
        plain.text.clear();
        plain.state.setFlag(QStyle::State_HasFocus, false);
        plain.state.setFlag(QStyle::State_Active, true);
        const QStyle *style = plain.widget->style();
        style->drawControl(QStyle::CE_ItemViewItem, &plain, painter, plain.widget);

        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        const QFontMetrics metrics(option.font);
        const auto [sign, look] = kindSign(index.data(CompletionRows::KindRole).value<Kind>());
        const QColor normal = option.palette.color(isCurrent ? QPalette::HighlightedText : QPalette::Text);
        painter->save();
        painter->setFont(option.font);
        QRect rest = option.rect.adjusted(gap, 0, -gap, 0);
        painter->setPen(isCurrent ? normal : feelFormat(look, option.palette).foreground().color());
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, sign);
        rest.setLeft(rest.left() + signWidth(metrics));
        painter->setPen(normal);
        const QString label = metrics.elidedText(index.data().toString(), Qt::ElideRight, rest.width());
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, label);
        rest.setLeft(rest.left() + metrics.horizontalAdvance(label) + 2 * gap);
        painter->setPen(isCurrent ? normal : textColor(TextColor::Quiet, option.palette));
        const QString detail = index.data(CompletionRows::DetailRole).toString();
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight,
                          metrics.elidedText(detail, Qt::ElideRight, rest.width()));
        painter->restore();
    }

private:
    static int signWidth(const QFontMetrics &metrics) { return metrics.horizontalAdvance(u'x') + gap; }
};

} // namespace

void CompletionRows::setItems(const QList<Feel::Completion> &items)
{
    beginResetModel();
    m_items = items;
    m_shown.resize(items.size());
    std::iota(m_shown.begin(), m_shown.end(), 0);
    endResetModel();
}

void CompletionRows::filter(const QString &word)
{
    QList<qsizetype> first;
    QList<qsizetype> then;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        const QString &label = m_items.at(i).label;
        if (label.startsWith(word, Qt::CaseInsensitive))
            first.append(i);
        else if (holdsLetters(label, word))
            then.append(i);
    }
    beginResetModel();
    m_shown = first + then;
    endResetModel();
}

int CompletionRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant CompletionRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Feel::Completion &shown = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown.label;
    case DetailRole:
        return shown.detail;
    case DocumentationRole:
        return shown.documentation;
    case KindRole:
        return QVariant::fromValue(shown.kind);
    case Qt::AccessibleTextRole:
        return shown.detail.isEmpty() ? u"%1, %2"_s.arg(shown.label, kindWord(shown.kind))
                                      : u"%1, %2, %3"_s.arg(shown.label, kindWord(shown.kind), shown.detail);
    default:
        return {};
    }
}

CompletionList::CompletionList(QWidget *editor)
    : QFrame(editor, Qt::ToolTip)
    , m_editor(editor)
    , m_rows(new CompletionRows(this))
    , m_view(named(new QListView, u"completion-rows"_s, tr("Ways to go on")))
    , m_documentation(named(new QLabel, u"completion-documentation"_s, tr("Documentation")))
{
    named(this, u"completion"_s, tr("Completion"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_view->setModel(m_rows);
    m_view->setItemDelegate(new CompletionRowPainter(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setMouseTracking(true);
    m_documentation->setTextFormat(Qt::PlainText);
    m_documentation->setWordWrap(true);
    m_documentation->setMargin(gap);
    setTextColor(m_documentation, TextColor::Quiet);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view);
    column->addWidget(m_documentation);
    connect(new Disturbance(this, editor), &Disturbance::happened, this, &CompletionList::hide);
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) { emit taken(index.row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &CompletionList::showCurrent);
}

void CompletionList::openAt(const QRect &globalWord)
{
    m_word = globalWord;
    m_view->setFont(m_editor->font());
    select(0);
    fit();
    show();
}

/// As wide as the rows want, as high as some of them; all of it on the screen.
void CompletionList::fit()
{
    ensurePolished();
    const QRect room = m_editor->screen()->availableGeometry();
    int width = fontMetrics().averageCharWidth() * 36;
    const int rows = m_rows->rowCount();
    QStyleOptionViewItem option;
    option.font = m_view->font();
    for (int row = 0; row < std::min(rows, measuredRows); ++row)
        width = std::max(width, m_view->itemDelegate()->sizeHint(option, m_rows->index(row)).width());
    if (rows > mostRows)
        width += m_view->verticalScrollBar()->sizeHint().width();
    width = std::min({width, room.width() * 2 / 3, fontMetrics().averageCharWidth() * 90});
    m_view->setFixedHeight(std::clamp(rows, 1, mostRows) * m_view->sizeHintForRow(0) + 2);
    const int help = m_documentation->isHidden() ? 0 : m_documentation->heightForWidth(width);
    resize(width + 2 * frameWidth(), m_view->height() + help + 2 * frameWidth());
    QPoint corner(m_word.left(), m_word.bottom() + 2);
    if (corner.y() + height() > room.bottom() && m_word.top() - 2 - height() >= room.top())
        corner.setY(m_word.top() - 2 - height());
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - this->width())));
    move(corner);
}

void CompletionList::select(int row)
{
    m_view->setCurrentIndex(m_rows->index(row));
    showCurrent();
}

int CompletionList::current() const
{
    return m_view->currentIndex().row();
}

void CompletionList::showCurrent()
{
    const QModelIndex current = m_view->currentIndex();
    const QString text = current.data(CompletionRows::DocumentationRole).toString();
    if (m_documentation->text() != text || text.isEmpty() == !m_documentation->isHidden()) {
        m_documentation->setText(text);
        m_documentation->setVisible(!text.isEmpty());
        if (isVisible())
            fit();
    }
    if (!current.isValid() || !QAccessible::isActive())
        return;
    // The focus stays in the text; a screen reader says the row all the same.
    QAccessibleEvent focused(m_view, QAccessible::Focus);
    focused.setChild(current.row());
    QAccessible::updateAccessibility(&focused);
}

void CompletionList::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (isVisible() && (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange))
        fit();
}

} // namespace Plugboard::Ui
