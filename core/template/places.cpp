#include "core/template/places_p.h"

#include "core/value/json.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

/// The wanted pointers as a tree of steps: what the walk over the text descends along.
class PointerTree final
{
public:
    static constexpr int none = -1;

    struct Node
    {
        QHash<QString, int> steps;
        int parent = none;
        qsizetype offset = none; ///< Where its value begins
        Json::Position position;
    };

    PointerTree()
        : m_nodes(1)
    {
    }

    int insert(const QString &pointer)
    {
        int node = 0;
        if (pointer.isEmpty())
            return node;
        for (const QStringView step : QStringView(pointer).sliced(1).split(u'/'))
            node = childFor(node, unescaped(step));
        return node;
    }
    int child(int node, const QString &step) const
    {
        return node == none ? none : m_nodes[static_cast<size_t>(node)].steps.value(step, none);
    }
    bool isLeaf(int node) const { return node == none || at(node).steps.isEmpty(); }
    Node &at(int node) { return m_nodes[static_cast<size_t>(node)]; }
    const Node &at(int node) const { return m_nodes[static_cast<size_t>(node)]; }
    std::vector<Node> &nodes() { return m_nodes; }

    /// Of a missing value: that of its nearest parent.
    const Json::Position &positionOf(int node) const
    {
        while (at(node).offset == none && at(node).parent != none)
            node = at(node).parent;
        return at(node).position;
    }

private:
    static QString unescaped(QStringView step)
    {
        return step.toString().replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1);
    }
    int childFor(int node, const QString &step)
    {
        if (const int found = child(node, step); found != none)
            return found;
        const int made = static_cast<int>(m_nodes.size());
        m_nodes.push_back({});
        m_nodes.back().parent = node;
        at(node).steps.insert(step, made);
        return made;
    }

    std::vector<Node> m_nodes;
};

/// Walks a correct JSON text once and notes where the wanted values begin. Of duplicate keys the
/// last one counts.
class OffsetWalk final
{
public:
    OffsetWalk(QByteArrayView text, PointerTree &tree)
        : m_text(text)
        , m_tree(tree)
    {
    }

    void run()
    {
        int next = 0; // The node that the value to come belongs to
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (isBlank(c) || c == ':') {
                ++m_at;
            } else if (c == ',') {
                ++m_at;
                next = stepOver();
            } else if (c == '}' || c == ']') {
                ++m_at;
                if (!m_open.empty())
                    m_open.pop_back();
            } else {
                next = value(c, next);
            }
        }
    }

private:
    struct Open
    {
        int node;
        bool isArray;
        qsizetype index = 0;
    };

    static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

    /// Begins a value, enters it if it is a container, else skips it. Returns the node of the value
    /// after it.
    int value(char c, int node)
    {
        if (node != PointerTree::none)
            m_tree.at(node).offset = m_at;
        if (c == '{' || c == '[') {
            ++m_at;
            m_open.push_back({node, c == '['});
            return firstInside();
        }
        if (c == '"')
            skipString();
        else
            skipWord();
        return PointerTree::none;
    }
    int firstInside()
    {
        skipBlanks();
        const Open &open = m_open.back();
        if (m_at >= m_text.size() || m_text[m_at] == '}' || m_text[m_at] == ']')
            return PointerTree::none;
        return open.isArray ? itemNode(open) : readKey(open);
    }
    int stepOver()
    {
        if (m_open.empty())
            return PointerTree::none;
        Open &open = m_open.back();
        ++open.index;
        skipBlanks();
        return open.isArray ? itemNode(open) : readKey(open);
    }
    int itemNode(const Open &open) const
    {
        return m_tree.isLeaf(open.node) ? PointerTree::none : m_tree.child(open.node, QString::number(open.index));
    }
    int readKey(const Open &open)
    {
        const qsizetype from = m_at;
        skipString();
        if (m_tree.isLeaf(open.node))
            return PointerTree::none;
        return m_tree.child(open.node, keyText(m_text.sliced(from, m_at - from)));
    }
    /// `quoted` with its quotes and escapes.
    static QString keyText(QByteArrayView quoted)
    {
        if (!quoted.contains('\\'))
            return QString::fromUtf8(quoted.sliced(1).chopped(1));
        return Json::read(quoted).valueOr({}).string();
    }
    void skipString()
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_text.size());
    }
    void skipWord()
    {
        while (m_at < m_text.size() && !isBlank(m_text[m_at]) && !QByteArrayView(",]}").contains(m_text[m_at]))
            ++m_at;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }

    QByteArrayView m_text;
    PointerTree &m_tree;
    std::vector<Open> m_open;
    qsizetype m_at = 0;
};

/// Lines and columns of all noted offsets, in one pass. Columns count code points.
void countLines(QByteArrayView text, PointerTree &tree)
{
    std::vector<PointerTree::Node *> noted;
    for (PointerTree::Node &node : tree.nodes()) {
        if (node.offset != PointerTree::none)
            noted.push_back(&node);
    }
    std::sort(noted.begin(), noted.end(), [](const auto *a, const auto *b) { return a->offset < b->offset; });
    Json::Position here;
    for (PointerTree::Node *node : noted) {
        for (; here.offset < node->offset; ++here.offset) {
            const char c = text[here.offset];
            if (c == '\n') {
                ++here.line;
                here.column = 1;
            } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
                ++here.column;
            }
        }
        node->position = here;
    }
}

} // namespace

void placeAll(QByteArrayView utf8, const QList<Errors *> &lists)
{
    const QByteArrayView mark("\xEF\xBB\xBF");
    const QByteArrayView text = utf8.startsWith(mark) ? utf8.sliced(mark.size()) : utf8;
    PointerTree tree;
    for (const Errors *errors : lists) {
        for (const Error &error : *errors)
            tree.insert(error.where);
    }
    OffsetWalk(text, tree).run();
    countLines(text, tree);
    for (Errors *errors : lists) {
        for (Error &error : *errors) {
            const Json::Position &position = tree.positionOf(tree.insert(error.where));
            error.where = (position.toText() + u' ' + error.where).trimmed();
        }
    }
}

} // namespace Plugboard::Template
