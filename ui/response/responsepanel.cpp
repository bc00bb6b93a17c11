#include "ui/response/responsepanel.h"

#include "ui/response/rawview.h"
#include "ui/widgets/clearbutton.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/valueview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

ResponsePanel::ResponsePanel(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_empty(named(new QLabel, u"response-empty"_s, {}))
    , m_tabs(named(new QTabWidget, u"response-tabs"_s, tr("Views of the answer")))
    , m_tree(named(new ValueView, u"response-tree"_s, tr("Answer as a tree")))
    , m_raw(new RawView)
    , m_headers(named(new QTreeWidget, u"response-headers"_s, tr("Headers of the answer")))
    , m_searchBar(new QWidget)
    , m_search(named(new QLineEdit, u"response-search"_s, tr("Search the answer")))
    , m_found(new QLabel)
{
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(24);
    setTextColor(m_empty, TextColor::Quiet);
    m_tree->setMappable(true);
    m_headers->setHeaderLabels({tr("Header"), tr("Value")});
    m_headers->setRootIsDecorated(false);
    m_headers->setUniformRowHeights(true);
    m_headers->header()->resizeSection(0, 200);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_tree, tr("Tree"));
    m_tabs->addTab(m_raw, tr("Raw"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_tabs);
    makeSearch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_pages, 1);
    column->addWidget(m_searchBar);
    connect(m_tree, &ValueView::mapRequested, this, &ResponsePanel::mapRequested);
    setRun(nullptr);
}

void ResponsePanel::makeSearch()
{
    auto *row = new QHBoxLayout(m_searchBar);
    row->setContentsMargins(4, 0, 4, 4);
    m_search->setPlaceholderText(tr("Search in keys and values"));
    addClearButton(m_search);
    auto *previous = named(new QToolButton, u"response-search-previous"_s, tr("Previous"));
    auto *next = named(new QToolButton, u"response-search-next"_s, tr("Next"));
    auto *close = named(new QToolButton, u"response-search-close"_s, tr("Close the search"));
    previous->setArrowType(Qt::UpArrow);
    next->setArrowType(Qt::DownArrow);
    close->setText(u"×"_s);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_search), static_cast<QWidget *>(m_found), static_cast<QWidget *>(previous),
          static_cast<QWidget *>(next), static_cast<QWidget *>(close)})
        row->addWidget(widget, widget == m_search ? 1 : 0);
    m_searchBar->hide();
    connect(m_search, &QLineEdit::returnPressed, this, [this] { search(false); });
    connect(next, &QToolButton::clicked, this, [this] { search(false); });
    connect(previous, &QToolButton::clicked, this, [this] { search(true); });
    connect(close, &QToolButton::clicked, m_searchBar, &QWidget::hide);
    auto *shortcut = new QShortcut(QKeySequence::Find, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &ResponsePanel::find);
    auto *escape = new QShortcut(Qt::Key_Escape, m_searchBar);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, m_searchBar, &QWidget::hide);
}

void ResponsePanel::find()
{
    m_searchBar->show();
    m_search->setFocus();
    m_search->selectAll();
}

void ResponsePanel::search(bool backwards)
{
    const QString text = m_search->text();
    const bool found
        = m_tabs->currentWidget() == m_raw ? m_raw->find(text, backwards) : m_tree->findNext(text, backwards);
    m_found->setText(found || text.isEmpty() ? QString() : tr("Not found"));
}

void ResponsePanel::setRun(std::shared_ptr<const Invocation::Run> run)
{
    m_run = std::move(run);
    const bool hasAnswer = m_run && (m_run->received || !m_run->response.isNull());
    m_empty->setText(m_run ? tr("There is no answer to show. What happened stands above the form.")
                           : tr("The answer appears here after you press Invoke."));
    m_pages->setCurrentWidget(hasAnswer ? static_cast<QWidget *>(m_tabs) : m_empty);
    if (!hasAnswer) {
        m_tree->setValue({});
        m_raw->setBody({});
        m_headers->clear();
        return;
    }
    m_tree->setValue(m_run->response, u"response"_s);
    m_raw->setBody(m_run->received ? m_run->received->body : QByteArray());
    showHeaders();
}

void ResponsePanel::showHeaders()
{
    m_headers->clear();
    if (!m_run->received)
        return;
    for (const auto &[name, value] : m_run->received->headers) {
        auto *item = new QTreeWidgetItem(m_headers, {name, value});
        item->setToolTip(1, value.toHtmlEscaped());
    }
}

} // namespace Plugboard::Ui
