#include "models/explorer/explorertree.h"

#include "models/background.h"

#include <QMimeData>

#include <vector>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

const QString requestMimeType = u"application/x-plugboard-request"_s;

} // namespace

struct ExplorerTree::Node
{
    Kind kind = Kind::Section;
    QString name;
    QString id;
    QString tip;
    Node *parent = nullptr;
    Children children;
    bool isLazy = false; ///< Children are read when it is opened
    bool isLoading = false;

    int row() const
    {
        const auto own = std::find_if(parent->children.begin(), parent->children.end(),
                                      [this](const std::unique_ptr<Node> &child) { return child.get() == this; });
        return int(own - parent->children.begin());
    }
};

namespace {

template <typename Node>
std::unique_ptr<Node> makeNode(ExplorerTree::Kind kind, const QString &name, const QString &id, const QString &tip)
{
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->name = name;
    node->id = id;
    node->tip = tip;
    return node;
}

template <typename Node>
std::unique_ptr<Node> requestNode(const Workspace::Item &item)
{
    using Kind = Workspace::Item::Kind;
    const ExplorerTree::Kind kind = item.kind == Kind::Folder ? ExplorerTree::Kind::Folder
        : item.kind == Kind::Request                          ? ExplorerTree::Kind::Request
                                                              : ExplorerTree::Kind::Broken;
    auto node = makeNode<Node>(kind, item.name, item.path, item.problem ? item.problem->text() : item.connector);
    for (const Workspace::Item &child : item.children) {
        node->children.push_back(requestNode<Node>(child));
        node->children.back()->parent = node.get();
    }
    return node;
}

} // namespace

ExplorerTree::ExplorerTree(const Backend &backend, OpenWorkspace *workspace, QObject *parent)
    : QAbstractItemModel(parent)
    , m_backend(backend)
    , m_workspace(workspace)
    , m_root(std::make_unique<Node>())
{
    for (const auto &[name, place] :
         {std::pair(tr("Requests"), &m_requests), std::pair(tr("Connectors"), &m_connectors),
          std::pair(tr("AWS services"), &m_services)}) {
        m_root->children.push_back(makeNode<Node>(Kind::Section, name, {}, {}));
        m_root->children.back()->parent = m_root.get();
        *place = m_root->children.back().get();
    }
    m_services->isLazy = true;
    showConnectors();
    connect(workspace, &OpenWorkspace::treeChanged, this, &ExplorerTree::showRequests);
    showRequests();
}

ExplorerTree::~ExplorerTree() = default;

ExplorerTree::Node *ExplorerTree::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ExplorerTree::indexOf(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, node);
}

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
    for (const std::unique_ptr<Node> &child : children)
        child->parent = node;
    node->children = std::move(children);
    endInsertRows();
}

void ExplorerTree::showRequests()
{
    Children children;
    for (const Workspace::Item &item : m_workspace->requests().children)
        children.push_back(requestNode<Node>(item));
    setChildren(m_requests, std::move(children));
}

void ExplorerTree::showConnectors()
{
    Children children;
    for (const Template::TemplatePtr &item : m_backend.forms.catalogue().newest())
        children.push_back(makeNode<Node>(Kind::Connector, item->name, item->id, item->description));
    setChildren(m_connectors, std::move(children));
}

void ExplorerTree::loadServices()
{
    inBackground(
        *QThreadPool::globalInstance(), this, [&library = m_backend.forms.models()] { return library.services(); },
        [this](const QList<Aws::ServiceInfo> &services) {
            Children children;
            for (const Aws::ServiceInfo &service : services) {
                children.push_back(makeNode<Node>(Kind::Service, service.id, service.id, service.version));
                children.back()->isLazy = true;
            }
            if (services.isEmpty())
                children.push_back(makeNode<Node>(Kind::Note, tr("No service models on this computer"), {},
                                                  tr("Install the package python3-botocore, or set AWS_DATA_PATH to a "
                                                     "folder of AWS's service models.")));
            setChildren(m_services, std::move(children));
        });
}

void ExplorerTree::loadOperations(Node *service)
{
    using Loaded = Result<Aws::ServiceModelPtr>;
    inBackground(
        *QThreadPool::globalInstance(), this,
        [&library = m_backend.forms.models(), id = service->id] { return library.load(id); },
        [this, service](const Loaded &model) {
            Children children;
            if (model) {
                for (const QString &operation : (*model)->operations())
                    children.push_back(
                        makeNode<Node>(Kind::Operation, operation, u"aws:%1:%2"_s.arg(service->id, operation), {}));
            } else {
                children.push_back(makeNode<Node>(Kind::Note, tr("Cannot be read"), {}, model.error().text()));
            }
            setChildren(service, std::move(children));
        });
}

QModelIndex ExplorerTree::find(const QString &path) const
{
    Node *node = m_requests;
    while (node->id != path || node == m_requests) {
        const auto next
            = std::find_if(node->children.begin(), node->children.end(), [&path](const std::unique_ptr<Node> &child) {
                  return child->id == path || (child->kind == Kind::Folder && path.startsWith(child->id + u'/'));
              });
        if (next == node->children.end())
            return {};
        node = next->get();
    }
    return indexOf(node);
}

QModelIndex ExplorerTree::requestsIndex() const
{
    return indexOf(m_requests);
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
    return node->isLazy || !node->children.empty();
}

bool ExplorerTree::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    return node->isLazy && !node->isLoading && node->children.empty();
}

void ExplorerTree::fetchMore(const QModelIndex &parent)
{
    Node *node = nodeAt(parent);
    if (!canFetchMore(parent))
        return;
    node->isLoading = true;
    if (node == m_services)
        loadServices();
    else
        loadOperations(node);
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
        return node->kind == Kind::Broken ? tr("cannot be read: %1").arg(node->tip) : node->tip;
    case KindRole:
        return QVariant::fromValue(node->kind);
    case IdRole:
        return node->id;
    case SearchRole:
        return node->kind == Kind::Operation ? QString(node->parent->name + u' ' + node->name) : node->name;
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

QMimeData *ExplorerTree::mimeData(const QModelIndexList &indexes) const
{
    auto *data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(requestMimeType, nodeAt(indexes.first())->id.toUtf8());
    return data;
}

bool ExplorerTree::dropMimeData(const QMimeData *data, Qt::DropAction, int row, int, const QModelIndex &parent)
{
    const Node *folder = nodeAt(parent);
    if (!data->hasFormat(requestMimeType) || (folder != m_requests && folder->kind != Kind::Folder))
        return false;
    const bool isInside = row >= 0 && std::size_t(row) < folder->children.size();
    m_workspace->move(QString::fromUtf8(data->data(requestMimeType)), folder->id,
                      isInside ? folder->children[std::size_t(row)]->id : QString());
    // The workspace's answer moves the row; the view must not remove it by itself.
    return false;
}

} // namespace Plugboard::Models
