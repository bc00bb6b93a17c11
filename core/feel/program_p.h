#pragma once

#include "core/feel/expression.h"
#include "core/feel/functions/functionvalue.h"
#include "core/feel/wordhash.h"

#include <deque>
#include <memory>
#include <unordered_set>
#include <vector>

namespace Plugboard::Feel {

class Evaluation;

/// A piece of a compiled expression. Immutable; names are resolved to slots of a frame.
class Node
{
public:
    explicit Node(Span place)
        : m_place(place)
    {
    }
    virtual ~Node() = default;
    Q_DISABLE_COPY_MOVE(Node)

    virtual Value run(Evaluation &evaluation) const = 0;
    /// The value, if it is known without running.
    virtual const Value *constant() const { return nullptr; }

    Span place() const { return m_place; }
    /// Nodes that one run evaluates at the least; what loops charge per turn.
    qint64 cost() const { return m_cost; }
    void setCost(qint64 cost) { m_cost = cost; }

private:
    Span m_place;
    qint64 m_cost = 1;
};

/// A compiled expression: its nodes and what it was made from. Shared by Expression and the functions that came out of it.
struct Program
{
    QByteArray text;
    Dialect dialect = Dialect::Camunda;
    Limits limits;
    std::vector<std::unique_ptr<Node>> nodes;
    std::deque<FunctionCode> functions;
    const Node *root = nullptr;
    int slotCount = 0;
    std::unordered_set<QByteArray, WordHash, SameWord> variables;
};

} // namespace Plugboard::Feel
