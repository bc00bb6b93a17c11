#include "ui/invocation/tracepanel.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::TraceModel;

namespace {

/// A stage's name, and how long it took at the other end of the row.
class StageDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setFont(option.font);
        painter->setPen(isSelected ? option.palette.color(QPalette::HighlightedText) : textColor(TextColor::Quiet));
        painter->drawText(option.rect.adjusted(0, 0, -margin, 0), Qt::AlignRight | Qt::AlignVCenter, timeOf(index));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, margin / 2);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        // There is no room to fit when only the size is asked for.
        if (option->rect.isEmpty())
            return;
        const int time = option->fontMetrics.horizontalAdvance(timeOf(index));
        option->text
            = option->fontMetrics.elidedText(option->text, Qt::ElideRight, option->rect.width() - time - 3 * margin);
    }

private:
    static constexpr int margin = 8;

    static QString timeOf(const QModelIndex &index) { return index.data(TraceModel::TimeRole).toString(); }
};

} // namespace

TracePanel::TracePanel(QWidget *parent)
    : QWidget(parent)
    , m_stages(named(new QListView, u"trace-stages"_s, tr("Stages of the run")))
    , m_text(named(new QPlainTextEdit, u"trace-text"_s, tr("Content of the stage")))
    , m_note(named(new QLabel, u"trace-note"_s, {}))
    , m_copyStage(named(new QToolButton, u"trace-copy"_s, tr("Copy the stage")))
    , m_copyAll(named(new QToolButton, u"trace-copy-all"_s, tr("Copy the whole trace")))
{
    m_stages->setModel(&m_model);
    m_stages->setItemDelegate(new StageDelegate(m_stages));
    m_stages->setUniformItemSizes(true);
    m_stages->setFrameShape(QFrame::NoFrame);
    m_stages->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setUndoRedoEnabled(false);
    m_text->setFont(valueFont());
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setPlaceholderText(tr("Invoke the request to see every stage of its way, with secrets masked."));
    m_copyStage->setText(tr("Copy stage"));
    m_copyAll->setText(tr("Copy all"));
    setTextColor(m_note, TextColor::Quiet);
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_stages);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    constexpr int nameCharacters = 28;
    const int nameWidth = m_stages->fontMetrics().averageCharWidth() * nameCharacters;
    splitter->setSizes({nameWidth, 2 * nameWidth});
    auto *line = new QHBoxLayout;
    line->setContentsMargins(4, 0, 4, 4);
    line->setSpacing(4);
    for (QToolButton *button : {m_copyStage, m_copyAll}) {
        button->setAutoRaise(true);
        line->addWidget(button);
    }
    line->addWidget(m_note, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(splitter, 1);
    column->addLayout(line);
    connect(m_stages->selectionModel(), &QItemSelectionModel::currentChanged, this, &TracePanel::showStage);
    connect(m_copyStage, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_stages->currentIndex().data(TraceModel::TextRole).toString());
    });
    connect(m_copyAll, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_model.wholeText()); });
    showStage();
}

void TracePanel::setRun(const std::shared_ptr<const Invocation::Run> &run)
{
    const int before = std::max(0, m_stages->currentIndex().row());
    m_model.setRun(run);
    if (m_model.rowCount() > 0)
        m_stages->setCurrentIndex(m_model.index(std::min(before, m_model.rowCount() - 1)));
    showStage();
}

void TracePanel::showStage()
{
    const QModelIndex stage = m_stages->currentIndex();
    const QString text = stage.data(TraceModel::TextRole).toString();
    // A whole body of some megabytes is for the clipboard, not for the eye.
    constexpr qsizetype mostCharacters = 64 << 10;
    m_text->setPlainText(text.left(mostCharacters));
    m_note->setText(
        text.size() > mostCharacters
            ? tr("This is the beginning; copying gives all %1.").arg(QLocale().formattedDataSize(text.size()))
            : QString());
    m_copyStage->setEnabled(stage.isValid());
    m_copyAll->setEnabled(stage.isValid());
}

} // namespace Plugboard::Ui
