#include "models/response/valuetree.h"

#include "core/feel/diagnostics.h"
#include "core/feel/scope.h"
#include "core/value/json.h"
#include "core/value/valuepath.h"

#include <unordered_map>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype rowsAtATime = 256;
constexpr qsizetype shownCharacters = 300;
constexpr qsizetype tipCharacters = 1500;
/// Longer texts stay texts: whether one holds JSON is asked for every row that is painted.
constexpr qsizetype mostUnfoldedBytes = 1 << 20;

qsizetype childCount(const Value &value)
{
    return value.isContext() || value.isList() ? value.size() : 0;
}

/// The beginning of a long text, without reading all of it.
QString beginning(const Value &value, qsizetype characters)
{
    const QByteArrayView bytes = value.utf8();
    const bool isCut = bytes.size() > characters * 4;
    QString text = QString::fromUtf8(isCut ? bytes.first(characters * 4) : bytes);
    if (!isCut && text.size() <= characters)
        return text;
    text.truncate(characters);
    return text + u'…';
}

/// JSON has no word for it.
bool onlyInFeel(const Value &value)
{
    return value.type() == Value::Type::Range || value.type() == Value::Type::Function;
}

/// In one line, as JSON writes it.
QString quotedText(const Value &value)
{
    return QString::fromUtf8(Json::write(Value::string(beginning(value, shownCharacters))));
}

/// Keys and values come from anywhere: a tool tip must not read them as HTML.
QString tip(const QString &text)
{
    return u"<p style=\"white-space: pre-wrap\">%1</p>"_s.arg(text.toHtmlEscaped());
}

/// The object or array that a text holds; null if it holds none.
Value jsonIn(const Value &text)
{
    const QByteArrayView bytes = text.utf8().trimmed();
    const bool mayBe = bytes.size() > 2 && bytes.size() <= mostUnfoldedBytes
        && ((bytes.front() == '{' && bytes.back() == '}') || (bytes.front() == '[' && bytes.back() == ']'));
    return mayBe ? Json::readLazily(bytes.toByteArray()).valueOr(Value()) : Value();
}

} // namespace

/// A row that a view has asked for.
struct ValueTree::Node
{
    Value value;
    Node *parent = nullptr;
    qsizetype row = 0;
    qsizetype fetched = 0; ///< Rows that views know of
    std::unordered_map<qsizetype, std::unique_ptr<Node>> children {}; ///< Those that were looked at
    std::optional<Value> inner {}; ///< What a text holds, once somebody asked

    /// What the rows below are the entries of.
    const Value &content()
    {
        if (!value.isString())
            return value;
        if (!inner)
            inner = jsonIn(value);
        return *inner;
    }
    Node *child(qsizetype at)
    {
        std::unique_ptr<Node> &found = children[at];
        if (!found) {
            const Value &all = content();
            found = std::make_unique<Node>(Node {all.isContext() ? all.valueAt(at) : all.at(at), this, at});
        }
        return found.get();
    }
    ValuePath::Step step() const
    {
        const Value &siblings = parent->content();
        if (siblings.isContext())
            return siblings.keyAt(row).toByteArray();
        return row + 1;
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

const Value &ValueTree::shown() const
{
    return m_root->value;
}

ValueTree::Node *ValueTree::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ValueTree::index(int row, int column, const QModelIndex &parent) const
{
    Node *node = nodeAt(parent);
    if (row < 0 || row >= node->fetched || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, node->child(row));
}

QModelIndex ValueTree::parent(const QModelIndex &child) const
{
    Node *parent = child.isValid() ? nodeAt(child)->parent : nullptr;
    return parent && parent != m_root.get() ? createIndex(int(parent->row), 0, parent) : QModelIndex();
}

int ValueTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent)->fetched);
}

int ValueTree::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ValueTree::hasChildren(const QModelIndex &parent) const
{
    return parent.column() <= 0 && childCount(nodeAt(parent)->content()) > 0;
}

bool ValueTree::canFetchMore(const QModelIndex &parent) const
{
    Node *node = nodeAt(parent);
    return parent.column() <= 0 && node->fetched < childCount(node->content());
}

void ValueTree::fetchMore(const QModelIndex &parent)
{
    fetch(parent, nodeAt(parent)->fetched + rowsAtATime);
}

void ValueTree::fetch(const QModelIndex &parent, qsizetype to)
{
    Node *node = nodeAt(parent);
    to = std::min(childCount(node->content()), to);
    if (to <= node->fetched)
        return;
    beginInsertRows(parent, int(node->fetched), int(to) - 1);
    node->fetched = to;
    endInsertRows();
}

bool ValueTree::isText(const QModelIndex &index) const
{
    return nodeAt(index)->value.isString();
}

ValueTree::Way ValueTree::wayTo(const QModelIndex &index) const
{
    Way way;
    for (const Node *node = nodeAt(index); node->parent; node = node->parent)
        way.insert(way.begin(), node->row);
    return way;
}

QModelIndex ValueTree::reach(const Way &way)
{
    QModelIndex index;
    for (const qsizetype row : way) {
        fetch(index, std::max(row + 1, rowsAtATime));
        index = this->index(int(row), 0, index);
        if (!index.isValid())
            return {};
    }
    return index;
}

QVariant ValueTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    Node &node = *nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return display(node, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Key ? u"%1: %2"_s.arg(path(node), display(node, Content).toString())
                                     : display(node, index.column());
    case Qt::ToolTipRole:
        return tip(index.column() == Content && node.value.isString() ? beginning(node.value, tipCharacters)
                                                                      : feelPath(node));
    case PathRole:
        return path(node);
    case FeelPathRole:
        return feelPath(node);
    case TextRole:
        if (onlyInFeel(node.value))
            return Feel::quoted(node.value, shownCharacters);
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

QVariant ValueTree::display(Node &node, int column) const
{
    if (column == Key) {
        const ValuePath::Step step = node.step();
        const auto *key = std::get_if<QByteArray>(&step);
        return key ? QString::fromUtf8(*key) : u"[%1]"_s.arg(std::get<qsizetype>(step));
    }
    if (column == Type)
        return childCount(node.content()) > 0 && node.value.isString() ? tr("JSON in a string") : node.value.typeName();
    if (node.value.isContext())
        return node.value.size() == 1 ? tr("1 entry") : tr("%1 entries").arg(node.value.size());
    if (node.value.isList())
        return node.value.size() == 1 ? tr("1 item") : tr("%1 items").arg(node.value.size());
    if (node.value.isString())
        return quotedText(node.value);
    return onlyInFeel(node.value) ? Feel::quoted(node.value, shownCharacters)
                                  : QString::fromUtf8(Json::write(node.value));
}

QVariant ValueTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Key ? tr("Key") : section == Content ? tr("Value") : tr("Type");
}

QString ValueTree::path(const Node &node) const
{
    std::vector<ValuePath::Step> steps;
    for (const Node *at = &node; at->parent; at = at->parent)
        steps.insert(steps.begin(), at->step());
    return ValuePath(std::move(steps)).toText();
}

/// Names that FEEL cannot read are written in backticks; lists count from 1.
QString ValueTree::feelPath(const Node &node) const
{
    if (!node.parent)
        return {};
    QString before = feelPath(*node.parent);
    if (node.parent->value.isString())
        before = u"from json(%1)"_s.arg(before);
    const ValuePath::Step step = node.step();
    const auto *key = std::get_if<QByteArray>(&step);
    if (!key)
        return before + u"[%1]"_s.arg(std::get<qsizetype>(step));
    const QString name = Feel::isPlainName(*key) ? QString::fromUtf8(*key) : u'`' + QString::fromUtf8(*key) + u'`';
    return before.isEmpty() ? name : before + u'.' + name;
}

} // namespace Plugboard::Models
