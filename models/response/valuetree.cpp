#include "models/response/valuetree.h"

#include "core/feel/scope.h"
#include "core/value/json.h"

#include <vector>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype rowsAtATime = 256;
constexpr qsizetype shownCharacters = 300;

qsizetype childCount(const Value &value)
{
    return value.isContext() || value.isList() ? value.size() : 0;
}

/// In one line, cut, as JSON writes it.
QString quotedText(const Value &value)
{
    const QByteArrayView bytes = value.utf8();
    const bool isCut = bytes.size() > shownCharacters * 4;
    QString text = QString::fromUtf8(isCut ? bytes.first(shownCharacters * 4) : bytes);
    const bool isLong = isCut || text.size() > shownCharacters;
    text.truncate(shownCharacters);
    const QString quoted = QString::fromUtf8(Json::write(Value::string(text)));
    return isLong ? quoted.chopped(1) + u"…\""_s : quoted;
}

} // namespace

/// A row that a view has asked for.
struct ValueTree::Node
{
    Value value;
    Node *parent = nullptr;
    qsizetype row = 0;
    std::vector<std::unique_ptr<Node>> children; ///< As far as fetched

    Value childAt(qsizetype index) const { return value.isContext() ? value.valueAt(index) : value.at(index); }
    QString key() const
    {
        if (!parent)
            return {};
        return parent->value.isContext() ? QString::fromUtf8(parent->value.keyAt(row)) : u"[%1]"_s.arg(row);
    }
};

ValueTree::ValueTree(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

ValueTree::~ValueTree() = default;

void ValueTree::setValue(const Value &value, const QString &rootName)
{
    beginResetModel();
    m_value = value;
    m_rootName = rootName;
    m_root = std::make_unique<Node>();
    // With a name the value is the one row at the top; without one its entries are.
    m_root->value = rootName.isEmpty() ? value : ContextBuilder().set(rootName, value).build();
    endResetModel();
}

ValueTree::Node *ValueTree::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ValueTree::index(int row, int column, const QModelIndex &parent) const
{
    Node *node = nodeAt(parent);
    if (row < 0 || std::size_t(row) >= node->children.size() || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, node->children[std::size_t(row)].get());
}

QModelIndex ValueTree::parent(const QModelIndex &child) const
{
    Node *parent = child.isValid() ? nodeAt(child)->parent : nullptr;
    return parent && parent != m_root.get() ? createIndex(int(parent->row), 0, parent) : QModelIndex();
}

int ValueTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent)->children.size());
}

int ValueTree::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ValueTree::hasChildren(const QModelIndex &parent) const
{
    return parent.column() <= 0 && childCount(nodeAt(parent)->value) > 0;
}

bool ValueTree::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    return parent.column() <= 0 && qsizetype(node->children.size()) < childCount(node->value);
}

void ValueTree::fetchMore(const QModelIndex &parent)
{
    Node *node = nodeAt(parent);
    const qsizetype from = qsizetype(node->children.size());
    const qsizetype to = std::min(childCount(node->value), from + rowsAtATime);
    if (to <= from)
        return;
    beginInsertRows(parent, int(from), int(to) - 1);
    for (qsizetype row = from; row < to; ++row) {
        auto child = std::make_unique<Node>();
        child->value = node->childAt(row);
        child->parent = node;
        child->row = row;
        node->children.push_back(std::move(child));
    }
    endInsertRows();
}

QVariant ValueTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return display(node, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Key ? u"%1: %2"_s.arg(path(node), display(node, Content).toString())
                                     : display(node, index.column());
    case Qt::ToolTipRole:
        return index.column() == Key ? feelPath(node) : QVariant();
    case PathRole:
        return path(node);
    case FeelPathRole:
        return feelPath(node);
    case TextRole:
        return node.value.isString()
            ? node.value.string()
            : QString::fromUtf8(
                Json::write(node.value, childCount(node.value) > 0 ? Json::Style::Indented : Json::Style::Compact));
    case JsonRole:
        return QString::fromUtf8(Json::write(node.value, Json::Style::Indented));
    default:
        return {};
    }
}

QVariant ValueTree::display(const Node &node, int column) const
{
    if (column == Key)
        return node.key();
    if (column == Type)
        return node.value.typeName();
    if (node.value.isContext())
        return node.value.size() == 1 ? tr("1 entry") : tr("%1 entries").arg(node.value.size());
    if (node.value.isList())
        return node.value.size() == 1 ? tr("1 item") : tr("%1 items").arg(node.value.size());
    if (node.value.isString())
        return quotedText(node.value);
    return QString::fromUtf8(Json::write(node.value));
}

QVariant ValueTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Key ? tr("Key") : section == Content ? tr("Value") : tr("Type");
}

QString ValueTree::path(const Node &node) const
{
    if (!node.parent)
        return {};
    const QString before = path(*node.parent);
    const QString key = node.key();
    return before.isEmpty() || key.startsWith(u'[') ? before + key : before + u'.' + key;
}

/// Names that FEEL cannot read are written in backticks; lists count from 1.
QString ValueTree::feelPath(const Node &node) const
{
    if (!node.parent)
        return {};
    const QString before = feelPath(*node.parent);
    if (node.parent->value.isList())
        return before + u"[%1]"_s.arg(node.row + 1);
    const QString key = node.key();
    const QString name = Feel::isPlainName(key.toUtf8()) ? key : u'`' + key + u'`';
    return before.isEmpty() ? name : before + u'.' + name;
}

} // namespace Plugboard::Models
