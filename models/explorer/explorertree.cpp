#include "models/explorer/explorertree.h"

#include "models/background.h"

#include <QMimeData>
#include <QSet>

#include <algorithm>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

const QString requestMimeType = u"application/x-plugboard-request"_s;
const QString requestFileEnding = u".request.json"_s;

/// More than fit a screen, few enough to be shown within a key's time.
constexpr qsizetype shownOperations = 50;

QString folderOf(const QString &path)
{
    return path.contains(u'/') ? path.section(u'/', 0, -2) : QString();
}

} // namespace

struct ExplorerTree::Node
{
    Kind kind = Kind::Section;
    QString name;
    QString id;
    QString tip;
    QString search;
    QString icon;
    Node *parent = nullptr;
    Children children;
    int row = 0;
    Reading reading = Reading::Never;
    bool isFound = false;

    void add(std::unique_ptr<Node> child)
    {
        child->parent = this;
        child->row = int(children.size());
        children.push_back(std::move(child));
    }
    void renumber(int from)
    {
        for (std::size_t i = std::size_t(from); i < children.size(); ++i)
            children[i]->row = int(i);
    }
    int rowOf(const QString &wanted, int from) const
    {
        const auto found = std::find_if(children.begin() + from, children.end(),
                                        [&wanted](const auto &child) { return child->id == wanted; });
        return found == children.end() ? -1 : int(found - children.begin());
    }
    bool looksLike(const Node &other) const
    {
        return kind == other.kind && name == other.name && tip == other.tip && search == other.search;
    }
};

std::unique_ptr<ExplorerTree::Node> ExplorerTree::makeNode(Kind kind, const QString &name, const QString &id,
                                                           const QString &tip)
{
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->name = name;
    node->id = id;
    node->tip = tip;
    return node;
}

std::unique_ptr<ExplorerTree::Node> ExplorerTree::makeNote(const QString &text, const QString &tip)
{
    return makeNode(Kind::Note, text, {}, tip);
}

std::unique_ptr<ExplorerTree::Node> ExplorerTree::makeRequest(const Workspace::Item &item)
{
    using ItemKind = Workspace::Item::Kind;
    const Kind kind = item.kind == ItemKind::Folder ? Kind::Folder
        : item.kind == ItemKind::Request            ? Kind::Request
                                                    : Kind::Broken;
    auto node = makeNode(kind, item.name, item.path, item.problem ? item.problem->text() : item.connector);
    node->search = QString(item.path).remove(requestFileEnding) + u' ' + item.connector;
    for (const Workspace::Item &child : item.children)
        node->add(makeRequest(child));
    return node;
}

ExplorerTree::ExplorerTree(const Backend &backend, OpenWorkspace *workspace, QObject *parent)
    : QAbstractItemModel(parent)
    , m_backend(backend)
    , m_workspace(workspace)
    , m_root(std::make_unique<Node>())
{
    for (const auto &[name, place] :
         {std::pair(tr("Requests"), &m_requests), std::pair(tr("Connectors"), &m_connectors),
          std::pair(tr("AWS services"), &m_services)}) {
        m_root->add(makeNode(Kind::Section, name, {}, {}));
        *place = m_root->children.back().get();
    }
    m_services->reading = Reading::NotYet;
    m_readers.setMaxThreadCount(2);
    showConnectors();
    connect(workspace, &OpenWorkspace::treeChanged, this, &ExplorerTree::showRequests);
    if (!workspace->requests().children.isEmpty())
        showRequests();
}

ExplorerTree::~ExplorerTree()
{
    // They read from what may end right after this.
    m_stop.request_stop();
    m_readers.clear();
    m_readers.waitForDone();
}

ExplorerTree::Node *ExplorerTree::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ExplorerTree::indexOf(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

void ExplorerTree::insert(Node *parent, int row, std::unique_ptr<Node> child)
{
    beginInsertRows(indexOf(parent), row, row);
    child->parent = parent;
    parent->children.insert(parent->children.begin() + row, std::move(child));
    parent->renumber(row);
    endInsertRows();
}

void ExplorerTree::removeFrom(Node *parent, int row)
{
    beginRemoveRows(indexOf(parent), row, row);
    parent->children.erase(parent->children.begin() + row);
    parent->renumber(row);
    endRemoveRows();
}

void ExplorerTree::moveUp(Node *parent, int from, int to)
{
    const QModelIndex index = indexOf(parent);
    beginMoveRows(index, from, from, index, to);
    const auto begin = parent->children.begin();
    std::rotate(begin + to, begin + from, begin + from + 1);
    parent->renumber(to);
    endMoveRows();
}

/// All at once, for children that have nothing in common with those that were there.
void ExplorerTree::setChildren(Node *node, Children children)
{
    const QModelIndex parent = indexOf(node);
    if (!node->children.empty()) {
        beginRemoveRows(parent, 0, int(node->children.size()) - 1);
        node->children.clear();
        endRemoveRows();
    }
    if (children.empty())
        return;
    beginInsertRows(parent, 0, int(children.size()) - 1);
    for (std::unique_ptr<Node> &child : children)
        node->add(std::move(child));
    endInsertRows();
}

/// Makes the children those that are wanted by few changes, so that views keep what they know of the others.
void ExplorerTree::refresh(Node *node, Children wanted)
{
    if (node->children.empty())
        return setChildren(node, std::move(wanted));
    QSet<QString> ids;
    for (const std::unique_ptr<Node> &child : wanted)
        ids.insert(child->id);
    for (int row = int(node->children.size()) - 1; row >= 0; --row) {
        if (!ids.contains(node->children[std::size_t(row)]->id))
            removeFrom(node, row);
    }
    for (int row = 0; row < int(wanted.size()); ++row) {
        std::unique_ptr<Node> &next = wanted[std::size_t(row)];
        const int from = node->rowOf(next->id, row);
        if (from < 0) {
            insert(node, row, std::move(next));
            continue;
        }
        if (from > row)
            moveUp(node, from, row);
        Node *child = node->children[std::size_t(row)].get();
        if (!child->looksLike(*next)) {
            child->kind = next->kind;
            child->name = next->name;
            child->tip = next->tip;
            child->search = next->search;
            emit dataChanged(indexOf(child), indexOf(child));
        }
        refresh(child, std::move(next->children));
    }
}

void ExplorerTree::showRequests()
{
    Children children;
    for (const Workspace::Item &item : m_workspace->requests().children)
        children.push_back(makeRequest(item));
    if (children.empty())
        children.push_back(
            makeNote(tr("Nothing is saved yet"),
                     tr("Open a connector or an operation below, fill its form, and save it with Ctrl+S.")));
    refresh(m_requests, std::move(children));
}

void ExplorerTree::showConnectors()
{
    Children children;
    for (const Template::TemplatePtr &item : m_backend.forms.catalogue().newest()) {
        QString tip = item->description;
        if (item->deprecated)
            tip = tr("Deprecated. %1").arg(item->deprecation.isEmpty() ? tip : item->deprecation).trimmed();
        children.push_back(makeNode(Kind::Connector, item->name, item->id, tip));
        children.back()->search = item->name + u' ' + item->id + u' ' + item->keywords.join(u' ');
        children.back()->icon = item->iconData;
    }
    if (children.empty())
        children.push_back(makeNote(tr("No connectors are installed"),
                                    tr("Put a connector's folder into the workspace's folder \"connectors\".")));
    setChildren(m_connectors, std::move(children));
}

void ExplorerTree::read(Node *node)
{
    node->reading = Reading::Now;
    Children reading;
    reading.push_back(makeNote(tr("Reading…")));
    setChildren(node, std::move(reading));
    if (node == m_services)
        readServices();
    else
        readOperations(node->id);
}

void ExplorerTree::readServices()
{
    inBackground(
        m_readers, this, [&library = m_backend.forms.models()] { return library.services(); },
        [this](const QList<Aws::ServiceInfo> &services) {
            Children children;
            for (const Aws::ServiceInfo &service : services) {
                children.push_back(makeNode(Kind::Service, service.id, service.id, service.version));
                children.back()->search = service.id;
                children.back()->reading = Reading::NotYet;
            }
            if (services.isEmpty())
                children.push_back(makeNote(
                    tr("No service models on this computer"),
                    tr("Install the package python3-botocore, or set AWS_DATA_PATH to a folder of AWS's service "
                       "models. Then start Plugboard again.")));
            m_services->reading = Reading::Done;
            setChildren(m_services, std::move(children));
        });
}

void ExplorerTree::readOperations(const QString &service)
{
    using Loaded = Result<Aws::ServiceModelPtr>;
    inBackground(
        m_readers, this, [&library = m_backend.forms.models(), service] { return library.load(service); },
        [this, service](const Loaded &model) {
            const int row = m_services->rowOf(service, 0);
            if (row < 0)
                return;
            Node *node = m_services->children[std::size_t(row)].get();
            node->reading = model ? Reading::Done : Reading::Failed;
            Children children;
            if (!model)
                children.push_back(makeNote(tr("Cannot be read; open this row to try again"), model.error().text()));
            for (const QString &name : model ? (*model)->operations() : QStringList()) {
                children.push_back(makeNode(Kind::Operation, name, u"aws:%1:%2"_s.arg(service, name), {}));
            }
            setChildren(node, std::move(children));
        });
}

void ExplorerTree::prepareSearch()
{
    if (m_indexing != Reading::NotYet || !m_backend.operations)
        return;
    m_indexing = Reading::Now;
    inBackground(
        m_readers, this, [open = m_backend.operations, stop = m_stop.get_token()] { return open(stop); },
        [this](const Aws::OperationIndexPtr &index) {
            m_indexing = Reading::Done;
            m_index = index;
            showFound();
        });
}

void ExplorerTree::setSearch(const QString &words)
{
    m_search = words.trimmed();
    if (!m_search.isEmpty())
        prepareSearch();
    showFound();
}

ExplorerTree::Children ExplorerTree::findOperations() const
{
    Children children;
    if (m_search.isEmpty())
        return children;
    if (m_indexing == Reading::Now)
        children.push_back(makeNote(tr("Reading the service models…")));
    const Aws::OperationHits hits = m_index ? m_index->search(m_search, shownOperations) : Aws::OperationHits();
    for (const Aws::OperationHit &hit : hits.best) {
        const QString tip = hit.deprecated ? tr("Deprecated. %1").arg(hit.sentence).trimmed() : hit.sentence;
        children.push_back(makeNode(Kind::Operation, hit.serviceName + u' ' + hit.operation, hit.id(), tip));
    }
    if (hits.found > hits.best.size())
        children.push_back(
            makeNote(tr("%Ln more; type on to narrow it down", nullptr, int(hits.found - hits.best.size()))));
    for (const std::unique_ptr<Node> &child : children)
        child->isFound = true;
    return children;
}

void ExplorerTree::showFound()
{
    Children children = findOperations();
    if (children.empty()) {
        if (m_found != nullptr)
            removeFrom(m_root.get(), std::exchange(m_found, nullptr)->row);
        return;
    }
    if (m_found != nullptr)
        return setChildren(m_found, std::move(children));
    auto section = makeNode(Kind::Section, tr("Operations found"), {}, {});
    for (std::unique_ptr<Node> &child : children)
        section->add(std::move(child));
    m_found = section.get();
    insert(m_root.get(), m_services->row, std::move(section));
}

/// The node that could not be read; null if `note` tells of none.
ExplorerTree::Node *ExplorerTree::failedAt(const QModelIndex &note) const
{
    Node *node = nodeAt(note);
    if (node->kind == Kind::Note)
        node = node->parent;
    return node->reading == Reading::Failed ? node : nullptr;
}

void ExplorerTree::retry(const QModelIndex &note)
{
    if (Node *node = failedAt(note))
        read(node);
}

bool ExplorerTree::canRetry(const QModelIndex &note) const
{
    return failedAt(note) != nullptr;
}

QModelIndex ExplorerTree::find(const QString &path) const
{
    const Node *node = m_requests;
    while (!path.isEmpty()) {
        const auto next
            = std::find_if(node->children.begin(), node->children.end(), [&path](const std::unique_ptr<Node> &child) {
                  return child->id == path || (child->kind == Kind::Folder && path.startsWith(child->id + u'/'));
              });
        if (next == node->children.end())
            break;
        node = next->get();
        if (node->id == path)
            return indexOf(node);
    }
    return {};
}

QModelIndex ExplorerTree::requestsIndex() const
{
    return indexOf(m_requests);
}

QModelIndex ExplorerTree::servicesIndex() const
{
    return indexOf(m_services);
}

QModelIndex ExplorerTree::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    if (row < 0 || std::size_t(row) >= node->children.size() || column != 0)
        return {};
    return createIndex(row, 0, node->children[std::size_t(row)].get());
}

QModelIndex ExplorerTree::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeAt(child)->parent) : QModelIndex();
}

int ExplorerTree::rowCount(const QModelIndex &parent) const
{
    return int(nodeAt(parent)->children.size());
}

int ExplorerTree::columnCount(const QModelIndex &) const
{
    return 1;
}

bool ExplorerTree::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    return node->reading == Reading::NotYet || !node->children.empty();
}

bool ExplorerTree::canFetchMore(const QModelIndex &parent) const
{
    return nodeAt(parent)->reading == Reading::NotYet;
}

void ExplorerTree::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        read(nodeAt(parent));
}

QVariant ExplorerTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return node->name;
    case Qt::ToolTipRole:
        return node->tip;
    case Qt::AccessibleDescriptionRole:
        return node->tip;
    case Qt::AccessibleTextRole:
        return node->kind == Kind::Broken ? tr("%1, cannot be read").arg(node->name) : node->name;
    case KindRole:
        return QVariant::fromValue(node->kind);
    case IdRole:
        return node->id;
    case SearchRole:
        return node->search;
    case OpensRole:
        return node->kind == Kind::Request || node->kind == Kind::Broken || node->kind == Kind::Connector
            || node->kind == Kind::Operation;
    case IconRole:
        return node->icon;
    case FoundRole:
        return node->isFound;
    default:
        return {};
    }
}

bool ExplorerTree::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const Node *node = nodeAt(index);
    if (const QString name = value.toString().trimmed(); !name.isEmpty() && name != node->name)
        m_workspace->rename(node->id, name);
    return true;
}

Qt::ItemFlags ExplorerTree::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Node *node = nodeAt(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (node->kind == Kind::Request || node->kind == Kind::Folder)
        flags |= Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    if (node == m_requests || node->kind == Kind::Folder)
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

Qt::DropActions ExplorerTree::supportedDropActions() const
{
    return Qt::MoveAction;
}

QStringList ExplorerTree::mimeTypes() const
{
    return {requestMimeType};
}

/// The path, then the workspace it belongs to: what is dragged may come from another window.
QMimeData *ExplorerTree::mimeData(const QModelIndexList &indexes) const
{
    auto *data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(requestMimeType,
                      (nodeAt(indexes.first())->id + u'\n' + m_workspace->workspace().folder()).toUtf8());
    return data;
}

std::optional<ExplorerTree::Place> ExplorerTree::placeFor(const QMimeData *data, int row,
                                                          const QModelIndex &parent) const
{
    const Node *folder = nodeAt(parent);
    const QString dragged = QString::fromUtf8(data->data(requestMimeType));
    if ((folder != m_requests && folder->kind != Kind::Folder)
        || dragged.section(u'\n', 1) != m_workspace->workspace().folder())
        return std::nullopt;
    Place place {dragged.section(u'\n', 0, 0), folder->id, {}};
    const bool isInItself = folder->id == place.path || folder->id.startsWith(place.path + u'/');
    if (place.path.isEmpty() || isInItself)
        return std::nullopt;
    const int count = int(folder->children.size());
    const int own = folderOf(place.path) == folder->id ? folder->rowOf(place.path, 0) : -1;
    const int at = row < 0 ? count : std::min(row, count);
    if (own >= 0 && (at == own || at == own + 1))
        return std::nullopt;
    if (at < count)
        place.before = folder->children[std::size_t(at)]->id;
    return place;
}

bool ExplorerTree::canDropMimeData(const QMimeData *data, Qt::DropAction, int row, int, const QModelIndex &parent) const
{
    return data->hasFormat(requestMimeType) && placeFor(data, row, parent);
}

bool ExplorerTree::dropMimeData(const QMimeData *data, Qt::DropAction, int row, int, const QModelIndex &parent)
{
    if (const std::optional<Place> place = placeFor(data, row, parent))
        m_workspace->move(place->path, place->folder, place->before);
    // The workspace's answer moves the row; the view must not remove it by itself.
    return false;
}

} // namespace Plugboard::Models
