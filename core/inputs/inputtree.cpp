#include "core/inputs/inputtree_p.h"

#include <QHash>

#include <optional>
#include <vector>

namespace Plugboard::Inputs {

/// A context that is still growing. Each child is a value, or a node if something was set inside
/// it.
struct InputTree::Node
{
    struct Child
    {
        QByteArray key;
        Value value;
        std::shared_ptr<Node> node;
    };

    std::vector<Child> children;
    QHash<QByteArray, size_t> byKey;
    QList<QByteArray> unusualKeys;
    std::optional<Value> made; ///< What value() made, until something changes below

    Child *find(QByteArrayView key)
    {
        const auto found = byKey.constFind(QByteArray::fromRawData(key.data(), key.size()));
        return found == byKey.constEnd() ? nullptr : &children[*found];
    }
    Child &childFor(const QByteArray &key)
    {
        if (Child *found = find(key))
            return *found;
        byKey.insert(key, children.size());
        if (!Feel::isPlainName(key))
            unusualKeys.append(key);
        children.push_back({key, {}, nullptr});
        return children.back();
    }
    /// The child as a node; a context that was a value is taken apart, anything else is given up.
    static Node &nodeOf(Child &child)
    {
        if (!child.node) {
            child.node = std::make_shared<Node>();
            child.node->merge(child.value);
            child.value = {};
        }
        return *child.node;
    }
    void merge(const Value &context)
    {
        made.reset();
        for (qsizetype i = 0; context.isContext() && i < context.size(); ++i)
            put(context.keyAt(i).toByteArray(), context.valueAt(i));
    }
    void put(const QByteArray &key, const Value &value)
    {
        made.reset();
        Child &child = childFor(key);
        if (value.isContext() && (child.node || child.value.isContext())) {
            nodeOf(child).merge(value);
        } else {
            child.node.reset();
            child.value = value;
        }
    }
    static Value valueOf(const Child &child) { return child.node ? child.node->value() : child.value; }
    Value value()
    {
        if (made)
            return *made;
        Value::Entries entries;
        entries.reserve(children.size());
        for (const Child &child : children)
            entries.emplace_back(child.key, valueOf(child));
        made = Value::context(std::move(entries));
        return *made;
    }
};

/// A node as a layer of a scope. Nobody keeps it beyond one evaluation, and nothing is set during
/// one.
class InputTree::Layer final : public ContextSource
{
public:
    explicit Layer(std::shared_ptr<Node> node)
        : m_node(std::move(node))
    {
    }
    qsizetype size() const override { return static_cast<qsizetype>(m_node->children.size()); }
    QByteArrayView keyAt(qsizetype index) const override { return at(index).key; }
    Value valueAt(qsizetype index) const override { return Node::valueOf(at(index)); }
    std::optional<Value> find(QByteArrayView key) const override
    {
        const Node::Child *child = m_node->find(key);
        return child ? std::optional(Node::valueOf(*child)) : std::nullopt;
    }

private:
    const Node::Child &at(qsizetype index) const { return m_node->children[static_cast<size_t>(index)]; }

    std::shared_ptr<Node> m_node;
};

InputTree::InputTree()
    : m_root(std::make_shared<Node>())
{
}

void InputTree::set(const QByteArrayList &path, const Value &value)
{
    Node *node = m_root.get();
    for (qsizetype i = 0; i + 1 < path.size(); ++i) {
        node->made.reset();
        node = &Node::nodeOf(node->childFor(path.at(i)));
    }
    node->put(path.last(), value);
}

std::vector<std::shared_ptr<InputTree::Node>> InputTree::nodesAt(const QByteArrayList &path) const
{
    std::vector<std::shared_ptr<Node>> nodes {m_root};
    for (qsizetype i = 0; i + 1 < path.size(); ++i) {
        Node::Child *child = nodes.back()->find(path.at(i));
        if (!child || (!child->node && !child->value.isContext()))
            break;
        Node::nodeOf(*child);
        nodes.push_back(child->node);
    }
    return nodes;
}

Feel::Scope InputTree::scopeAt(const QByteArrayList &path, const Feel::Scope &base) const
{
    Feel::Scope scope = base;
    for (const std::shared_ptr<Node> &node : nodesAt(path))
        scope.push(Value::context(std::make_shared<const Layer>(node)));
    return scope;
}

QList<QByteArray> InputTree::unusualNamesAt(const QByteArrayList &path) const
{
    QList<QByteArray> names;
    for (const std::shared_ptr<Node> &node : nodesAt(path))
        names.append(node->unusualKeys);
    return names;
}

Value InputTree::value() const
{
    return m_root->value();
}

} // namespace Plugboard::Inputs
