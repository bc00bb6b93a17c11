#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/value/value.h"

#include <QByteArray>

#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace Plugboard::Aws {

template <typename Name>
struct KnownMember
{
    const Member &member;
    QByteArray name; ///< In the output
    Name wireName;
};

template <typename Name>
using KnownMembers = std::vector<KnownMember<Name>>;

/// The walk over an answer along its shapes, the same for every way of writing one. Members unknown to the model are kept
/// behind the known ones, and what is no such thing as the model says is kept as it is.
///
/// `Form` knows one way of writing:
///
///     Node                                                       what is read as a shape; cheap to copy
///     Name                                                       what a member is called in it
///     static Name nameOf(const Member &)
///     static bool fits(const Member &, const Node &)             could it be one? Nulls are none
///     static std::optional<Node> member(const Member &, const Name &, const Node &)
///     static void addUnknown(const KnownMembers<Name> &, qsizetype found, const Node &, ContextBuilder &)
///     static std::vector<Node> items(const Member &, const Node &)
///     static std::vector<std::pair<QByteArray, Node>> entries(const Member &, const Node &)
///     static Value scalar(const Member &, const Node &)
///     static Value plain(const Node &)                           as nobody describes it
///
/// One object for one answer: it remembers the names of the shapes that it met.
template <typename Form>
class ShapeWalk final
{
public:
    using Node = typename Form::Node;
    using Known = KnownMembers<typename Form::Name>;

    Value read(const Member &use, const Node &node)
    {
        if (use.shape->document || !Form::fits(use, node))
            return Form::plain(node);
        switch (use.shape->type) {
        case ShapeType::Structure:
            return structure(*use.shape, node);
        case ShapeType::List:
            return list(use, node);
        case ShapeType::Map:
            return map(use, node);
        default:
            return Form::scalar(use, node);
        }
    }

private:
    const Known &knownOf(const Shape &shape)
    {
        const auto met = m_known.find(&shape);
        if (met != m_known.end())
            return met->second;
        Known known;
        for (const Member &member : shape.members)
            known.push_back({member, member.name.toUtf8(), Form::nameOf(member)});
        return m_known.emplace(&shape, std::move(known)).first->second;
    }

    Value structure(const Shape &shape, const Node &node)
    {
        const Known &known = knownOf(shape);
        ContextBuilder context;
        qsizetype found = 0;
        for (const auto &each : known) {
            if (const std::optional<Node> value = Form::member(each.member, each.wireName, node)) {
                context.set(each.name, read(each.member, *value));
                ++found;
            }
        }
        Form::addUnknown(known, found, node, context);
        return context.build();
    }

    Value list(const Member &use, const Node &node)
    {
        Value::Items items;
        for (const Node &item : Form::items(use, node))
            items.push_back(read(use.shape->item, item));
        return Value::list(std::move(items));
    }

    Value map(const Member &use, const Node &node)
    {
        ContextBuilder context;
        for (const auto &[key, value] : Form::entries(use, node))
            context.set(key, read(use.shape->value, value));
        return context.build();
    }

    std::unordered_map<const Shape *, Known> m_known; ///< Its elements stay where they are while others come
};

} // namespace Plugboard::Aws
