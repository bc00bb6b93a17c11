#include "ui/shell/mainwindow.h"

#include "models/explorer/explorertree.h"
#include "models/request/draftkeeper.h"
#include "models/secrets/secretlist.h"
#include "ui/explorer/explorerpanel.h"
#include "ui/expression/expressionbench.h"
#include "ui/forms/formview.h"
#include "ui/invocation/tracepanel.h"
#include "ui/mapping/mappingpanel.h"
#include "ui/response/responsepanel.h"
#include "ui/secrets/secretspanel.h"
#include "ui/shell/requesttabs.h"
#include "ui/shell/theme.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/noticebar.h"
#include "ui/workspace/environmentpanel.h"
#include "ui/workspace/environmentselector.h"
#include "ui/workspace/identitychip.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

const QSize firstSize(1280, 800);
/// What a crash can cost.
constexpr std::chrono::seconds draftsInterval(2);

} // namespace

MainWindow::MainWindow(const Models::Backend &backend, Secrets::SecretStore &secrets, Models::OpenWorkspace *workspace,
                       const QString &stateFolder, QWidget *parent)
    : QMainWindow(parent)
    , m_backend(backend)
    , m_workspace(workspace)
    , m_state(stateFolder + u"/window.ini"_s, QSettings::IniFormat)
    , m_drafts(new Models::DraftKeeper(stateFolder + u"/drafts"_s, this))
    , m_tree(new Models::ExplorerTree(backend, workspace, this))
    , m_secrets(new Models::SecretList(secrets, this))
{
    named(this, u"main-window"_s, tr("Plugboard"));
    keepPlaceholdersReadable();
    setWindowTitle(workspace->workspace().name());
    setWindowIcon(QIcon(u":/icons/plugboard.svg"_s));
    // Room for the frame that the window manager adds.
    resize(firstSize.boundedTo(screen()->availableSize() * 0.95));
    makeTop();
    makeCentre();
    makeDocks();
    makeActions();
    connectWorkspace();
    connectTabs();
    m_initialLayout = QMainWindow::saveState();
    restoreState();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeTop()
{
    QToolBar *top = addToolBar(tr("Environment"));
    named(top, u"top-bar"_s, tr("Environment and identity"));
    top->setMovable(false);
    top->toggleViewAction()->setEnabled(false);
    top->addWidget(new EnvironmentSelector(m_workspace));
    m_identity = new IdentityChip(m_workspace);
    m_identity->setMargin(6);
    top->addWidget(m_identity);
}

void MainWindow::makeCentre()
{
    m_tabs = new RequestTabs(m_backend, m_workspace);
    m_response = new ResponsePanel;
    m_mapping = new MappingPanel(m_backend);
    m_trace = new TracePanel;
    m_answer = named(new QTabWidget, u"answer"_s, tr("Answer"));
    m_answer->setDocumentMode(true);
    m_answer->addTab(m_response, tr("Response"));
    m_answer->addTab(m_trace, tr("Trace"));
    m_results = new QSplitter(Qt::Vertical);
    m_results->setChildrenCollapsible(false);
    m_results->addWidget(m_answer);
    m_results->addWidget(m_mapping);
    m_centre = new QSplitter;
    m_centre->setChildrenCollapsible(false);
    m_requests = new QStackedWidget;
    m_requests->addWidget(m_tabs);
    m_requests->addWidget(makeNothingOpen());
    m_centre->addWidget(m_requests);
    m_centre->addWidget(m_results);
    // Narrower than what they hold would like, so that large fonts fit on small screens.
    m_requests->setMinimumWidth(280);
    m_results->setMinimumWidth(220);
    m_notice = new NoticeBar;
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_centre, 1);
    column->addWidget(m_notice);
    setCentralWidget(content);
}

/// Stands where the tabs would be.
QWidget *MainWindow::makeNothingOpen()
{
    auto *text = new QLabel(
        tr("Nothing is open. Requests, connectors and the operations of AWS services are in the explorer."));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    setTextColor(text, TextColor::Quiet);
    auto *button
        = named(new QPushButton(tr("Search the explorer")), u"nothing-open-search"_s, tr("Search the explorer"));
    connect(button, &QPushButton::clicked, this, &MainWindow::search);
    auto *page = named(new QWidget, u"nothing-open"_s, tr("Nothing is open"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addStretch(1);
    column->addWidget(text);
    column->addWidget(button, 0, Qt::AlignHCenter);
    column->addStretch(2);
    return page;
}

void MainWindow::search()
{
    m_explorerDock->show();
    m_explorerDock->raise();
    m_explorer->focusSearch();
}

void MainWindow::makeDocks()
{
    const auto dock = [this](const QString &name, const QString &title) {
        auto *widget = new QDockWidget(title);
        named(widget, name, title);
        addDockWidget(Qt::LeftDockWidgetArea, widget);
        return widget;
    };
    m_explorer = new ExplorerPanel(m_tree, m_workspace);
    m_explorerDock = dock(u"explorer-dock"_s, tr("Explorer"));
    m_explorerDock->setWidget(m_explorer);
    m_secretsDock = dock(u"secrets-dock"_s, tr("Secrets"));
    m_environmentDock = dock(u"environment-dock"_s, tr("Environment"));
    tabifyDockWidget(m_explorerDock, m_secretsDock);
    tabifyDockWidget(m_secretsDock, m_environmentDock);
    m_benchDock = dock(u"bench-dock"_s, tr("Expression bench"));
    addDockWidget(Qt::BottomDockWidgetArea, m_benchDock);
    for (QDockWidget *hidden : {m_secretsDock, m_environmentDock, m_benchDock})
        hidden->hide();
    // Made, and the keychain asked, when somebody looks.
    connect(m_environmentDock, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible && !m_environmentDock->widget())
            m_environmentDock->setWidget(new EnvironmentPanel(m_workspace));
    });
    connect(m_benchDock, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible && !m_benchDock->widget())
            m_benchDock->setWidget(new ExpressionBench(m_backend, [this] {
                const std::shared_ptr<const Invocation::Run> run = m_current ? m_current->lastRun() : nullptr;
                return run ? run->response : Value();
            }));
    });
    connect(m_secretsDock, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible && !m_secretsDock->widget())
            m_secretsDock->setWidget(new SecretsPanel(m_secrets));
        if (visible)
            m_secrets->setSpace(m_workspace->environment().sandbox ? m_backend.sandboxSpace
                                                                   : m_workspace->environment().secretSpace());
    });
}

void MainWindow::makeActions()
{
    struct Entry
    {
        QString menu;
        QString name;
        QString text;
        QKeySequence shortcut;
        std::function<void()> run;
    };
    const QString file = tr("&File");
    const QString request = tr("&Request");
    const QString view = tr("&View");
    const auto toggle = [](QDockWidget *dock) {
        return [dock] {
            // One behind another tab counts as visible, too.
            const bool isSeen = !dock->visibleRegion().isEmpty();
            dock->setVisible(!isSeen);
            if (isSeen)
                return;
            dock->raise();
            if (dock->widget())
                dock->widget()->setFocus();
        };
    };
    const Entry entries[] {
        {file, u"save"_s, tr("&Save"), QKeySequence::Save,
         [this] { m_tabs->saveCurrent(m_explorer->currentFolder()); }},
        {file, u"save-as"_s, tr("Save &as…"), QKeySequence::SaveAs,
         [this] { m_tabs->saveCurrentAs(m_explorer->currentFolder()); }},
        {file, u"close-tab"_s, tr("&Close tab"), QKeySequence::Close, [this] { m_tabs->closeCurrent(); }},
        {file, u"quit"_s, tr("&Quit"), QKeySequence::Quit, [this] { close(); }},
        {request, u"invoke-action"_s, tr("&Invoke"), Qt::CTRL | Qt::Key_Return, [this] { m_tabs->invokeCurrent(); }},
        {request, u"cancel-action"_s, tr("&Cancel the call"), Qt::Key_Escape, [this] { m_tabs->cancelCurrent(); }},
        {request, u"rename-action"_s, tr("&Rename in the explorer"), {}, [this] { m_explorer->renameCurrent(); }},
        {request, u"duplicate-action"_s, tr("&Duplicate"), {}, [this] { m_explorer->duplicateCurrent(); }},
        {request, u"delete-action"_s, tr("De&lete"), {}, [this] { m_explorer->removeCurrent(); }},
        {request, u"new-folder-action"_s, tr("New &folder"), {}, [this] { m_explorer->addFolder(); }},
        {view, u"search-action"_s, tr("&Search"), Qt::CTRL | Qt::Key_P, [this] { search(); }},
        {view, u"next-tab"_s, tr("&Next tab"), Qt::CTRL | Qt::Key_Tab, [this] { m_tabs->step(1); }},
        {view, u"previous-tab"_s, tr("&Previous tab"), Qt::CTRL | Qt::SHIFT | Qt::Key_Tab,
         [this] { m_tabs->step(-1); }},
        {view, u"explorer-action"_s, tr("&Explorer"), Qt::CTRL | Qt::Key_B, toggle(m_explorerDock)},
        {view, u"secrets-action"_s, tr("Se&crets"), Qt::CTRL | Qt::SHIFT | Qt::Key_S, toggle(m_secretsDock)},
        {view, u"environment-action"_s, tr("En&vironment"), Qt::CTRL | Qt::SHIFT | Qt::Key_E,
         toggle(m_environmentDock)},
        {view, u"bench-action"_s, tr("E&xpression bench"), Qt::CTRL | Qt::SHIFT | Qt::Key_X, toggle(m_benchDock)},
        {view, u"answer-below-action"_s, tr("Answer &below or beside the form"), Qt::CTRL | Qt::SHIFT | Qt::Key_L,
         [this] { setAnswerBelow(m_centre->orientation() == Qt::Horizontal); }},
        {view, u"reset-layout"_s, tr("&Reset layout"), {}, [this] { resetLayout(); }},
    };
    QHash<QString, QMenu *> menus;
    for (const QString &title : {file, request, view})
        menus.insert(title, menuBar()->addMenu(title));
    for (const Entry &entry : entries) {
        QAction *action = menus[entry.menu]->addAction(entry.text);
        action->setObjectName(entry.name);
        action->setShortcut(entry.shortcut);
        connect(action, &QAction::triggered, this, entry.run);
        addAction(action);
    }
    // Esc is wanted by others while nothing runs.
    QAction *cancel = findChild<QAction *>(u"cancel-action"_s);
    cancel->setEnabled(false);
    connect(m_tabs, &RequestTabs::runningChanged, cancel, &QAction::setEnabled);
    QAction *search = findChild<QAction *>(u"search-action"_s);
    auto *more = named(new QToolButton, u"open-more"_s, tr("Open a request, connector or operation"));
    more->setText(u"+"_s);
    more->setAutoRaise(true);
    more->setToolTip(
        tr("Open a request, connector or operation (%1)").arg(search->shortcut().toString(QKeySequence::NativeText)));
    connect(more, &QToolButton::clicked, search, &QAction::trigger);
    m_tabs->setCornerWidget(more);
    // Ctrl+Return is the key of the other Return, too.
    QAction *invoke = findChild<QAction *>(u"invoke-action"_s);
    invoke->setShortcuts({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
}

void MainWindow::connectWorkspace()
{
    using Models::OpenWorkspace;
    connect(m_workspace, &OpenWorkspace::environmentChosen, this, [this](const Workspace::Environment &environment) {
        if (m_secretsDock->isVisible())
            m_secrets->setSpace(environment.sandbox ? m_backend.sandboxSpace : environment.secretSpace());
    });
    connect(m_workspace, &OpenWorkspace::added, this, [this](const QString &path, const QByteArray &hash) {
        m_explorer->select(path);
        m_notice->tell((hash.isEmpty() ? tr("Made the copy %1.") : tr("Saved %1.")).arg(path));
    });
    connect(m_workspace, &OpenWorkspace::moved, m_explorer,
            [this](const QString &, const QString &to) { m_explorer->select(to); });
    connect(m_workspace, &OpenWorkspace::saved, this,
            [this](const QString &path) { m_notice->tell(tr("Saved %1.").arg(path)); });
    connect(m_workspace, &OpenWorkspace::removed, this, [this](const QString &path) {
        m_notice->tell(tr("Deleted %1.").arg(path), {{tr("Undo"), [this] { m_workspace->undoRemove(); }}});
    });
    connect(m_workspace, &OpenWorkspace::failed, this,
            [this](const QString &, const Error &error) { tellProblem(error); });
}

void MainWindow::connectTabs()
{
    connect(m_explorer, &ExplorerPanel::requestActivated, m_tabs, &RequestTabs::openRequest);
    connect(m_explorer, &ExplorerPanel::requestPreviewed, m_tabs, &RequestTabs::previewRequest);
    connect(m_explorer, &ExplorerPanel::connectorActivated, m_tabs, &RequestTabs::openConnector);
    connect(m_explorer, &ExplorerPanel::connectorPreviewed, m_tabs, &RequestTabs::previewConnector);
    connect(m_tabs, &RequestTabs::currentRequestChanged, this, &MainWindow::showRequest);
    connect(m_tabs, &RequestTabs::failed, this, &MainWindow::tellProblem);
    connect(m_drafts, &Models::DraftKeeper::failed, this, &MainWindow::tellProblem);
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(draftsInterval);
    connect(&m_keeping, &QTimer::timeout, this, &MainWindow::keepDrafts);
    connect(m_tabs, &RequestTabs::changed, this, [this] {
        if (m_isRestored && !m_keeping.isActive())
            m_keeping.start();
    });
    connect(m_tabs, &RequestTabs::conflicted, this, &MainWindow::offerConflict);
    connect(m_tabs, &RequestTabs::closedWithChanges, this, [this](const Models::Draft &draft) {
        m_notice->tell(tr("Closed with changes that were not saved."),
                       {{tr("Open again"), [this, draft] { m_tabs->openDraft(draft); }}});
    });
    connect(m_response, &ResponsePanel::mapRequested, m_mapping, &MappingPanel::addMapping);
}

void MainWindow::showRequest(Models::OpenRequest *request)
{
    if (m_current)
        disconnect(m_current, &Models::OpenRequest::runChanged, this, nullptr);
    m_current = request;
    m_requests->setCurrentIndex(request || !m_isRestored ? 0 : 1);
    m_mapping->setRequest(request);
    if (request)
        connect(request, &Models::OpenRequest::runChanged, this, &MainWindow::showRun);
    if (request && !request->path().isEmpty())
        m_explorer->select(request->path());
    showRun();
}

void MainWindow::showRun()
{
    const std::shared_ptr<const Invocation::Run> run = m_current ? m_current->lastRun() : nullptr;
    m_response->setRun(run);
    m_trace->setRun(run);
    m_identity->setRun(run);
}

void MainWindow::setAnswerBelow(bool below)
{
    m_centre->setOrientation(below ? Qt::Vertical : Qt::Horizontal);
    m_results->setOrientation(below ? Qt::Horizontal : Qt::Vertical);
}

void MainWindow::openItem(const QString &item)
{
    if (item.endsWith(".request.json"_L1))
        m_tabs->openRequest(item);
    else
        m_tabs->openConnector(item);
}

void MainWindow::begin(const Start &start)
{
    const QString environment
        = start.environment.isEmpty() ? m_state.value(u"environment"_s).toString() : start.environment;
    if (!environment.isEmpty())
        m_workspace->chooseEnvironment(environment);
    m_workspace->reload();
    connect(m_drafts, &Models::DraftKeeper::loaded, this,
            [this, start](const QList<Models::Draft> &drafts, const Errors &problems) {
                openFirst(start, drafts);
                for (const Error &problem : problems)
                    tellProblem(problem);
            });
    m_drafts->load();
}

void MainWindow::openFirst(const Start &start, const QList<Models::Draft> &drafts)
{
    OpenTabs tabs = openTabs();
    if (!m_state.contains(u"open"_s) && start.open.isEmpty() && !start.sample.isEmpty())
        tabs.items.append(start.sample);
    m_awaited = start.open.isEmpty() ? tabs.items.value(tabs.current, tabs.items.value(0)) : start.open.last();
    // What was asked for comes to the front.
    if (!start.open.isEmpty())
        tabs.current = -1;
    connect(m_tabs, &RequestTabs::opened, this,
            [this, invokes = start.invokes](const QString &item) { onOpened(item, invokes); });
    connect(m_tabs, &RequestTabs::notOpened, this, &MainWindow::onFailed);
    connect(m_workspace, &Models::OpenWorkspace::failed, this, &MainWindow::onFailed);
    m_tabs->restore(tabs, drafts);
    m_isRestored = true;
    for (const QString &item : start.open)
        openItem(item);
    if (!m_awaited.isEmpty())
        return;
    showRequest(m_current);
    emit settled();
}

bool MainWindow::isAwaited(const QString &item) const
{
    return !m_awaited.isEmpty() && (item == m_awaited || item == u"new:"_s + m_awaited);
}

void MainWindow::onFailed(const QString &item)
{
    if (!isAwaited(item))
        return;
    m_awaited.clear();
    showRequest(m_current);
    emit settled();
}

/// The request that the window begins with is there.
void MainWindow::onOpened(const QString &item, bool invokes)
{
    if (!isAwaited(item))
        return;
    m_awaited.clear();
    RequestPage *page = m_tabs->currentPage();
    page->focusInvoke();
    if (!invokes) {
        emit settled();
        return;
    }
    connect(&page->call(), &Models::Call::finished, this, &MainWindow::settled);
    m_tabs->invokeCurrent();
}

void MainWindow::offerConflict(const QString &path, const Error &error)
{
    m_notice->tell(error.text(),
                   {{tr("Keep mine"), [this, path] { m_tabs->overwrite(path); }},
                    {tr("Take theirs"), [this, path] { m_tabs->reload(path); }},
                    {tr("Save a copy"), [this] { m_tabs->saveCurrentAs(m_explorer->currentFolder()); }}},
                   true);
}

void MainWindow::tellProblem(const Error &error)
{
    m_notice->tell(error.text(), {}, true);
}

void MainWindow::resetLayout()
{
    QMainWindow::restoreState(m_initialLayout);
    setAnswerBelow(false);
    shareWidth();
}

void MainWindow::shareWidth()
{
    constexpr int explorerPercent = 22;
    resizeDocks({m_explorerDock}, {width() * explorerPercent / 100}, Qt::Horizontal);
    m_centre->setSizes({56, 44});
}

void MainWindow::restoreState()
{
    restoreGeometry(m_state.value(u"geometry"_s).toByteArray());
    QMainWindow::restoreState(m_state.value(u"docks"_s).toByteArray());
    setAnswerBelow(m_state.value(u"answerBelow"_s, false).toBool());
    m_centre->restoreState(m_state.value(u"centre"_s).toByteArray());
    m_results->restoreState(m_state.value(u"results"_s).toByteArray());
    m_answer->setCurrentIndex(m_state.value(u"answerTab"_s, 0).toInt());
    if (m_state.contains(u"openNodes"_s))
        m_explorer->setOpenNodes(m_state.value(u"openNodes"_s).toStringList());
}

void MainWindow::saveState()
{
    m_state.setValue(u"geometry"_s, saveGeometry());
    m_state.setValue(u"docks"_s, QMainWindow::saveState());
    m_state.setValue(u"answerBelow"_s, m_centre->orientation() == Qt::Vertical);
    m_state.setValue(u"centre"_s, m_centre->saveState());
    m_state.setValue(u"results"_s, m_results->saveState());
    m_state.setValue(u"answerTab"_s, m_answer->currentIndex());
    m_state.setValue(u"openNodes"_s, m_explorer->openNodes());
    m_state.setValue(u"environment"_s, m_workspace->environment().name);
    // Before they were read, the ones of the last time are right.
    if (m_isRestored)
        keepTabs();
}

OpenTabs MainWindow::openTabs() const
{
    OpenTabs tabs;
    tabs.items = m_state.value(u"open"_s).toStringList();
    for (const QVariant &pixels : m_state.value(u"scrolled"_s).toList())
        tabs.scrolled.append(pixels.toInt());
    tabs.current = m_state.value(u"current"_s, 0).toInt();
    tabs.preview = m_state.value(u"preview"_s, -1).toInt();
    return tabs;
}

void MainWindow::keepTabs()
{
    const OpenTabs tabs = m_tabs->openTabs();
    m_state.setValue(u"open"_s, tabs.items);
    m_state.setValue(u"scrolled"_s, QVariantList(tabs.scrolled.begin(), tabs.scrolled.end()));
    m_state.setValue(u"current"_s, tabs.current);
    m_state.setValue(u"preview"_s, tabs.preview);
}

/// What is open and not saved outlives a crash, too.
void MainWindow::keepDrafts()
{
    keepTabs();
    m_drafts->keep(m_tabs->drafts());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    // Before they were read, the ones on disk are right.
    const Result<Done> saved = m_isRestored ? m_drafts->keepNow(m_tabs->drafts()) : Done {};
    // Nothing is lost silently: once the person has read why, closing again closes.
    const QString reason = saved ? QString() : saved.error().text();
    if (!saved && !m_notice->text().contains(reason)) {
        tellProblem(saved.error());
        event->ignore();
        return;
    }
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        keepPlaceholdersReadable();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    // Before the window is shown, docks take the width that they like.
    if (!m_wasPainted && !m_state.contains(u"docks"_s))
        shareWidth();
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!std::exchange(m_wasPainted, true))
        QTimer::singleShot(0, this, &MainWindow::firstFrameShown);
}

} // namespace Plugboard::Ui
