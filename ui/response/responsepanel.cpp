#include "ui/response/responsepanel.h"

#include "ui/response/headerlist.h"
#include "ui/response/rawview.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/valueview.h"

#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabWidget>
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
    , m_headers(new HeaderList)
    , m_find(new FindBar(u"response-search"_s))
{
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(24);
    setTextColor(m_empty, TextColor::Quiet);
    m_tree->setMappable(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_headers->setFrameShape(QFrame::NoFrame);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_tree, tr("Tree"));
    m_tabs->addTab(m_raw, tr("Raw"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_tabs);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    column->addWidget(m_find);
    connect(m_tree, &ValueView::mapRequested, this, &ResponsePanel::mapRequested);
    connectSearch(m_tree);
    connectSearch(m_raw);
    connectSearch(m_headers);
    connect(m_find, &FindBar::textChanged, this, &ResponsePanel::search);
    connect(m_find, &FindBar::moved, this, &ResponsePanel::searchNext);
    connect(m_find, &FindBar::closed, this, [this] { m_tabs->currentWidget()->setFocus(); });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { search(m_find->text()); });
    connect(m_tabs, &QTabWidget::tabBarClicked, this, [this] { m_hasLeftTree = false; });
    const auto shortcut = [this](const QKeySequence &keys, auto run) {
        auto *made = new QShortcut(keys, this);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, run);
    };
    shortcut(QKeySequence::Find, [this] { find(); });
    shortcut(QKeySequence::FindNext, [this] { searchNext(false); });
    shortcut(QKeySequence::FindPrevious, [this] { searchNext(true); });
    m_raw->setFocusProxy(m_raw->findChild<QWidget *>(u"response-raw"_s));
    setRun(nullptr);
}

/// Of the three views that one counts that is seen.
template <typename View>
void ResponsePanel::connectSearch(View *view)
{
    connect(view, &View::found, this, [this, view](qint64 current, qint64 count) {
        if (m_tabs->currentWidget() == view)
            m_find->showCount(current, count);
    });
}

void ResponsePanel::find()
{
    if (m_pages->currentWidget() == m_tabs)
        m_find->open();
}

void ResponsePanel::search(const QString &text)
{
    QWidget *current = m_tabs->currentWidget();
    if (!text.isEmpty())
        m_find->showBusy();
    m_tree->find(current == m_tree ? text : QString());
    m_raw->find(current == m_raw ? text : QString());
    m_headers->find(current == m_headers ? text : QString());
}

void ResponsePanel::searchNext(bool backwards)
{
    QWidget *current = m_tabs->currentWidget();
    if (current == m_tree)
        m_tree->findNext(backwards);
    else if (current == m_raw)
        m_raw->findNext(backwards);
    else
        m_headers->findNext(backwards);
}

void ResponsePanel::setRun(std::shared_ptr<const Invocation::Run> run)
{
    if (m_run && m_run == run)
        return;
    m_run = std::move(run);
    const bool hasAnswer = m_run && (m_run->received || !m_run->response.isNull());
    m_empty->setText(!m_run                ? tr("The answer appears here after you press Invoke.")
                         : m_run->attempts ? tr("There is no answer to show. What happened stands above the form.")
                                           : tr("Nothing was sent, so there is no answer. Why stands above the form."));
    m_pages->setCurrentWidget(hasAnswer ? static_cast<QWidget *>(m_tabs) : m_empty);
    if (!hasAnswer)
        m_find->close();
    m_tree->setValue(hasAnswer ? m_run->response : Value(), hasAnswer ? u"response"_s : QString());
    m_raw->setBody(hasAnswer && m_run->received ? m_run->received->body : QByteArray());
    m_headers->setHeaders(hasAnswer && m_run->received ? m_run->received->headers
                                                       : QList<std::pair<QString, QString>> {});
    if (hasAnswer)
        chooseTab();
}

/// A refusal may have no tree, only text; the next answer brings the tree back.
void ResponsePanel::chooseTab()
{
    const bool hasTree = !m_run->response.isNull() || m_run->received->body.isEmpty();
    const bool wasTree = m_tabs->currentWidget() == m_tree;
    m_tabs->setTabEnabled(m_tabs->indexOf(m_tree), hasTree);
    if (!hasTree && wasTree) {
        m_hasLeftTree = true;
        m_tabs->setCurrentWidget(m_raw);
    } else if (hasTree && std::exchange(m_hasLeftTree, false)) {
        m_tabs->setCurrentWidget(m_tree);
    }
}

} // namespace Plugboard::Ui
