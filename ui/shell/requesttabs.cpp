#include "ui/shell/requesttabs.h"

#include "core/sequence/savedcall.h"
#include "models/background.h"
#include "ui/forms/formview.h"
#include "ui/shell/previewstyle.h"
#include "ui/widgets/naming.h"

#include <QTabBar>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

const QString newItem = u"new:"_s;
const QString draftItem = u"draft:"_s;
constexpr auto itemProperty = "item"; ///< Of a page: what it was opened as

Workspace::Request newRequest(const QString &connector)
{
    Workspace::Request request;
    request.connector = connector;
    return request;
}

QString itemOf(const QWidget *page)
{
    return page->property(itemProperty).toString();
}

void collectFolders(const Workspace::Item &item, QStringList &folders)
{
    for (const Workspace::Item &child : item.children) {
        if (child.kind != Workspace::Item::Kind::Folder)
            continue;
        folders.append(child.path);
        collectFolders(child, folders);
    }
}

} // namespace

RequestTabs::RequestTabs(const Models::Backend &backend, Models::OpenWorkspace *workspace, QWidget *parent)
    : QTabWidget(parent)
    , m_backend(backend)
    , m_workspace(workspace)
    , m_style(new PreviewStyle(this))
{
    tabBar()->setStyle(m_style);
    named(this, u"requests"_s, tr("Open requests"));
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideRight);
    connect(this, &QTabWidget::tabCloseRequested, this, &RequestTabs::close);
    connect(this, &QTabWidget::tabBarDoubleClicked, this, [this](int index) {
        if (index >= 0 && isPreview(page(index)))
            setPreview(nullptr);
    });
    connect(tabBar(), &QTabBar::tabMoved, this, [this] {
        markPreview();
        emit changed();
    });
    connect(this, &QTabWidget::currentChanged, this, [this] {
        RequestPage *current = currentPage();
        emit currentRequestChanged(current ? &current->request() : nullptr);
        emit changed();
        emit runningChanged(current && current->call().isRunning());
    });
    using Models::OpenWorkspace;
    connect(workspace, &OpenWorkspace::loaded, this, &RequestTabs::openLoaded);
    connect(workspace, &OpenWorkspace::failed, this, &RequestTabs::forget);
    connect(workspace, &OpenWorkspace::added, this, &RequestTabs::onAdded);
    connect(workspace, &OpenWorkspace::moved, this, &RequestTabs::onMoved);
    connect(workspace, &OpenWorkspace::addFailed, this, [this] { m_beingNamed = nullptr; });
    connect(workspace, &OpenWorkspace::saved, this, &RequestTabs::onSaved);
    connect(workspace, &OpenWorkspace::saveFailed, this, [this](const QString &path) { m_saving.remove(path); });
    connect(workspace, &OpenWorkspace::removed, this, &RequestTabs::onRemoved);
    connect(workspace, &OpenWorkspace::conflicted, this, &RequestTabs::conflicted);
    connect(workspace, &OpenWorkspace::environmentChosen, this, [this](const Workspace::Environment &environment) {
        for (int index = 0; index < count(); ++index)
            page(index)->form().setVariables(environment.variables);
    });
}

RequestPage *RequestTabs::page(int index) const
{
    return static_cast<RequestPage *>(widget(index));
}

RequestPage *RequestTabs::currentPage() const
{
    return page(currentIndex());
}

RequestPage *RequestTabs::pageOf(const QString &path) const
{
    for (int index = 0; index < count(); ++index) {
        if (page(index)->request().path() == path)
            return page(index);
    }
    return nullptr;
}

/// The connector or operation as it was opened, with nothing typed yet.
RequestPage *RequestTabs::untouchedPageOf(const QString &item) const
{
    for (int index = 0; index < count(); ++index) {
        const Models::OpenRequest &request = page(index)->request();
        if (itemOf(page(index)) == item && request.path().isEmpty() && !request.isModified())
            return page(index);
    }
    return nullptr;
}

void RequestTabs::openRequest(const QString &path)
{
    m_restoring.removeOne(path);
    if (RequestPage *open = pageOf(path))
        return keep(open);
    if (!keepComing(path))
        m_workspace->load(path);
}

void RequestTabs::previewRequest(const QString &path)
{
    if (RequestPage *open = pageOf(path))
        return setCurrentWidget(open);
    if (startPreview(path))
        m_workspace->load(path);
}

void RequestTabs::openConnector(const QString &id)
{
    // A double click looks at it first.
    const QString item = newItem + id;
    if (m_preview && m_preview == untouchedPageOf(item))
        keep(m_preview);
    else if (!keepComing(item))
        fill({item, newRequest(id)});
}

void RequestTabs::previewConnector(const QString &id)
{
    const QString item = newItem + id;
    if (RequestPage *open = untouchedPageOf(item))
        setCurrentWidget(open);
    else if (startPreview(item))
        fill({item, newRequest(id)});
}

/// False: it is on its way already.
bool RequestTabs::startPreview(const QString &item)
{
    m_lastPreview = item;
    if (m_coming.contains(item))
        return false;
    m_coming.insert(item, true);
    return true;
}

/// What is on its way stays when it is there. False: it is not.
bool RequestTabs::keepComing(const QString &item)
{
    const auto coming = m_coming.find(item);
    if (coming == m_coming.end())
        return false;
    *coming = false;
    return true;
}

void RequestTabs::keep(RequestPage *page)
{
    setCurrentWidget(page);
    if (isPreview(page))
        setPreview(nullptr);
}

/// Makes this page the preview, in place of the one that was; null: what was the preview stays.
void RequestTabs::setPreview(RequestPage *page)
{
    if (RequestPage *before = std::exchange(m_preview, page); before && page && before != page)
        close(indexOf(before));
    markPreview();
}

void RequestTabs::markPreview()
{
    m_style->setPreviewTab(m_preview ? indexOf(m_preview) : -1);
    tabBar()->update();
}

void RequestTabs::tabInserted(int index)
{
    QTabWidget::tabInserted(index);
    markPreview();
}

void RequestTabs::tabRemoved(int index)
{
    QTabWidget::tabRemoved(index);
    markPreview();
}

void RequestTabs::openDraft(const Models::Draft &draft)
{
    const QString item = draft.path.isEmpty() ? newItem + draft.request.connector : draft.path;
    fill({item, draft.request, draft.hash, draft.path, true});
}

/// Tabs come as their workers end, so each looks for its place among those that are there.
void RequestTabs::restore(const OpenTabs &tabs, const QList<Models::Draft> &drafts)
{
    m_restored = tabs.items;
    for (qsizetype number = 0; number < drafts.size(); ++number) {
        const QString item = draftItem + QString::number(number);
        m_awaited.insert(item, drafts[number]);
        if (!m_restored.contains(item))
            m_restored.append(item);
    }
    m_restoring = m_restored;
    for (qsizetype tab = 0; tab < tabs.items.size(); ++tab)
        m_scrolled.insert(tabs.items[tab], tabs.scrolled.value(tab));
    if (tabs.current >= 0)
        m_restoredCurrent = m_restored.value(tabs.current, m_restored.value(0));
    if (const QString preview = tabs.items.value(tabs.preview); !preview.isEmpty())
        startPreview(preview);
    for (const QString &item : std::as_const(m_restored))
        restoreItem(item);
}

void RequestTabs::restoreItem(const QString &item)
{
    if (item.startsWith(newItem))
        fill({item, newRequest(item.sliced(newItem.size()))});
    else if (const auto draft = m_awaited.constFind(item); draft != m_awaited.constEnd())
        fill({item, draft->request, draft->hash, draft->path, true});
    else if (!item.startsWith(draftItem))
        m_workspace->load(item);
}

int RequestTabs::placeFor(const QString &item) const
{
    const qsizetype order = m_restoring.contains(item) ? m_restored.indexOf(item) : -1;
    int place = 0;
    while (order >= 0 && place < count()) {
        const qsizetype other = m_restored.indexOf(itemOf(widget(place)));
        if (other < 0 || other > order)
            break;
        ++place;
    }
    return order >= 0 ? place : count();
}

void RequestTabs::openLoaded(const QString &path, const Workspace::LoadedRequest &loaded)
{
    if (RequestPage *moved = m_moved.take(path))
        return moved->request().setMoved(path, loaded);
    if (!pageOf(path) || m_reloading.contains(path))
        fill({path, loaded.request, loaded.hash, path});
}

/// The form is made in a worker: a service's model may have to be read for it.
void RequestTabs::fill(const Opening &opening)
{
    Models::inBackground(
        *QThreadPool::globalInstance(), this,
        [request = opening.request, &forms = m_backend.forms, &random = m_backend.services.random] {
            return Sequence::filledForm(request, forms, random);
        },
        [opening, this](const Result<Form::FormState> &state) {
            if (state)
                return onFilled(opening, *state);
            forget(opening.item);
            emit failed({state.error().stage, state.error().code, state.error().message,
                         opening.path.isEmpty() ? opening.request.connector : opening.path});
            emit notOpened(opening.item);
        });
}

/// It does not come.
void RequestTabs::forget(const QString &item)
{
    m_coming.remove(item);
    m_restoring.removeOne(item);
}

void RequestTabs::onFilled(const Opening &opening, const Form::FormState &state)
{
    // Something else was clicked meanwhile.
    if (m_coming.value(opening.item) && opening.item != m_lastPreview) {
        m_coming.remove(opening.item);
        emit notOpened(opening.item);
        return;
    }
    const QString &path = opening.path;
    RequestPage *there = path.isEmpty() ? nullptr : pageOf(path);
    // A draft takes the place of what has no changes; beside other changes it is a request of its own.
    const bool replaces = there && (m_reloading.remove(path) || (opening.isDraft && !there->request().isModified()));
    // It may have been asked for twice while it was read.
    if (there && !replaces && !opening.isDraft) {
        m_coming.remove(opening.item);
        setCurrentWidget(there);
        emit opened(opening.item);
        return;
    }
    Workspace::Request kept = opening.request;
    if (path.isEmpty())
        kept.connector = state.form()->jobType;
    auto request = std::make_unique<Models::OpenRequest>(state, kept);
    if (!path.isEmpty() && (!there || replaces))
        request->setSaved(path, opening.hash);
    if (opening.isDraft)
        request->setModified();
    show(std::move(request), opening.item);
    if (!replaces)
        return;
    tabBar()->moveTab(currentIndex(), indexOf(there));
    removeTab(indexOf(there));
    there->deleteLater();
}

void RequestTabs::show(std::unique_ptr<Models::OpenRequest> request, const QString &item)
{
    auto *page = new RequestPage(m_backend, std::move(request));
    page->form().setVariables(m_workspace->environment().variables);
    page->setProperty(itemProperty, item);
    page->setScrolled(m_scrolled.take(item));
    m_awaited.remove(item);
    const int place = placeFor(item);
    const bool isRestored = m_restoring.removeOne(item);
    const int index = insertTab(place, page, {});
    describe(page);
    follow(page);
    if (!isRestored || item == m_restoredCurrent)
        setCurrentIndex(index);
    if (m_coming.take(item))
        setPreview(page);
    emit opened(item);
}

void RequestTabs::follow(RequestPage *page)
{
    connect(page, &RequestPage::invokeRequested, this, [this, page] { invoke(page); });
    connect(page, &RequestPage::nameChosen, this,
            [this, page](const QString &folder, const QString &name) { saveAs(page, folder, name); });
    const auto tellRunning = [this, page](bool running) {
        if (page == currentPage())
            emit runningChanged(running);
    };
    connect(&page->call(), &Models::Call::started, this, [tellRunning] { tellRunning(true); });
    connect(&page->call(), &Models::Call::finished, this, [tellRunning] { tellRunning(false); });
    const Models::OpenRequest *request = &page->request();
    connect(request, &Models::OpenRequest::titleChanged, this, [this, page] { describe(page); });
    connect(request, &Models::OpenRequest::modifiedChanged, this, [this, page] { describe(page); });
    for (const auto change :
         {&Models::OpenRequest::formChanged, &Models::OpenRequest::rulesChanged, &Models::OpenRequest::titleChanged})
        connect(request, change, this, &RequestTabs::changed);
    connect(request, &Models::OpenRequest::modifiedChanged, this, &RequestTabs::changed);
}

void RequestTabs::describe(RequestPage *page)
{
    const Models::OpenRequest &request = page->request();
    if (isPreview(page) && request.isModified())
        setPreview(nullptr);
    const int index = indexOf(page);
    QString title = request.title();
    setTabText(index, (request.isModified() ? u"● "_s : QString()) + title.replace(u'&', u"&&"_s));
    setTabToolTip(
        index, request.isModified() ? tr("%1 has changes that are not saved.").arg(request.title()) : request.path());
}

void RequestTabs::invokeCurrent()
{
    if (RequestPage *current = currentPage())
        invoke(current);
}

void RequestTabs::invoke(RequestPage *page)
{
    if (page->call().isRunning())
        return;
    if (isPreview(page))
        setPreview(nullptr);
    const Workspace::Environment &environment = m_workspace->environment();
    page->call().start(Sequence::jobFor(page->request().state(), page->request().rules(), environment, std::nullopt),
                       environment.sandbox);
}

void RequestTabs::cancelCurrent()
{
    if (RequestPage *current = currentPage())
        current->call().cancel();
}

void RequestTabs::saveCurrent(const QString &folder)
{
    RequestPage *current = currentPage();
    if (!current)
        return;
    if (current->request().path().isEmpty())
        saveCurrentAs(folder);
    else
        save(current, false);
}

void RequestTabs::saveCurrentAs(const QString &folder)
{
    if (RequestPage *current = currentPage())
        current->askName(Workspace::fileNameFor(current->request().title()), folders(), folder);
}

void RequestTabs::save(RequestPage *page, bool overwriting)
{
    Models::OpenRequest &request = page->request();
    // One at a time: the next has to know the hash that this one leaves, or it would conflict with it.
    if (const auto running = m_saving.find(request.path()); running != m_saving.end()) {
        running->again = true;
        return;
    }
    m_saving.insert(request.path(), {request.revision()});
    m_workspace->save(request.path(), request.request(), request.loadedHash(), Form::secretKeys(request.state()),
                      overwriting);
}

void RequestTabs::saveAs(RequestPage *page, const QString &folder, const QString &name)
{
    if (m_beingNamed)
        return;
    m_beingNamed = page;
    m_namedRevision = page->request().revision();
    m_workspace->add(folder, name, page->request().request(), Form::secretKeys(page->request().state()));
}

void RequestTabs::onAdded(const QString &path, const QByteArray &hash)
{
    if (hash.isEmpty() || !m_beingNamed)
        return;
    RequestPage *named = std::exchange(m_beingNamed, nullptr);
    named->hideName();
    if (isPreview(named))
        setPreview(nullptr);
    named->request().setSaved(path, hash, m_namedRevision);
}

void RequestTabs::onSaved(const QString &path, const QByteArray &hash)
{
    const Saving saving = m_saving.take(path);
    RequestPage *saved = pageOf(path);
    if (!saved)
        return;
    saved->request().setSaved(path, hash, saving.revision);
    if (saving.again && saved->request().isModified())
        save(saved, false);
}

/// Also of a folder. What was deleted stays open as something that was never saved, so that nothing is lost by it; but what
/// was only looked at goes.
void RequestTabs::onRemoved(const QString &path)
{
    for (int index = count() - 1; index >= 0; --index) {
        Models::OpenRequest &request = page(index)->request();
        if (request.path() != path && !request.path().startsWith(path + u'/'))
            continue;
        if (isPreview(page(index)))
            close(index);
        else
            request.setUnsaved();
    }
}

/// Also of a folder that what is open lies in.
void RequestTabs::onMoved(const QString &from, const QString &to)
{
    for (int index = 0; index < count(); ++index) {
        const QString path = page(index)->request().path();
        if (path != from && !path.startsWith(from + u'/'))
            continue;
        const QString newPath = to + path.sliced(from.size());
        m_moved.insert(newPath, page(index));
        m_workspace->load(newPath);
    }
}

void RequestTabs::overwrite(const QString &path)
{
    if (RequestPage *mine = pageOf(path))
        save(mine, true);
}

void RequestTabs::reload(const QString &path)
{
    m_reloading.insert(path);
    m_workspace->load(path);
}

void RequestTabs::closeCurrent()
{
    if (count() > 0)
        close(currentIndex());
}

void RequestTabs::step(int by)
{
    if (count() > 0)
        setCurrentIndex((currentIndex() + by + count()) % count());
}

void RequestTabs::close(int index)
{
    RequestPage *closed = page(index);
    if (closed->request().isModified())
        emit closedWithChanges({closed->request().path(), closed->request().request(), closed->request().loadedHash()});
    removeTab(index);
    closed->deleteLater();
}

OpenTabs RequestTabs::openTabs() const
{
    OpenTabs tabs;
    tabs.current = currentIndex();
    int drafts = 0;
    for (int index = 0; index < count(); ++index) {
        const Models::OpenRequest &request = page(index)->request();
        if (request.isModified())
            tabs.items.append(draftItem + QString::number(drafts++));
        else
            tabs.items.append(request.path().isEmpty() ? newItem + request.state().form()->id : request.path());
        tabs.scrolled.append(page(index)->scrolled());
        if (isPreview(page(index)))
            tabs.preview = index;
    }
    // What is still on its way was open, too.
    for (const QString &item : m_restoring) {
        if (item.startsWith(draftItem))
            continue;
        tabs.items.append(item);
        tabs.scrolled.append(m_scrolled.value(item));
    }
    return tabs;
}

QList<Models::Draft> RequestTabs::drafts() const
{
    QList<Models::Draft> drafts;
    for (int index = 0; index < count(); ++index) {
        const Models::OpenRequest &request = page(index)->request();
        if (request.isModified())
            drafts.append({request.path(), request.request(), request.loadedHash(), Form::secretKeys(request.state())});
    }
    // Their items are not among openTabs(), so they come last at the next start.
    return drafts + m_awaited.values();
}

QStringList RequestTabs::folders() const
{
    QStringList folders;
    collectFolders(m_workspace->requests(), folders);
    return folders;
}

} // namespace Plugboard::Ui
