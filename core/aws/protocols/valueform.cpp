#include "core/aws/protocols/valueform_p.h"

#include "core/aws/protocols/shapewalk_p.h"

#include <algorithm>
#include <optional>

namespace Plugboard::Aws {

namespace {

struct ValueForm
{
    using Node = Value;
    using Name = QByteArray;

    static bool fits(const Member &use, const Value &value)
    {
        switch (use.shape->type) {
        case ShapeType::Structure:
        case ShapeType::Map:
            return value.isContext();
        case ShapeType::List:
            return value.isList();
        default:
            return true;
        }
    }

    static QByteArray nameOf(const Member &member) { return member.wireName().toUtf8(); }

    static std::optional<Value> member(const Member & /*member*/, const QByteArray &name, const Value &structure)
    {
        const std::optional<Value> found = structure.find(name);
        return found && !found->isNull() ? found : std::nullopt;
    }

    static void addUnknown(const KnownMembers<QByteArray> &known, qsizetype found, const Value &structure,
                           ContextBuilder &context)
    {
        for (qsizetype i = 0; i < structure.size() && found < structure.size(); ++i) {
            const QByteArrayView key = structure.keyAt(i);
            const bool isKnown
                = std::any_of(known.begin(), known.end(), [key](const auto &each) { return each.wireName == key; });
            if (!isKnown)
                context.set(key.toByteArray(), structure.valueAt(i));
        }
    }

    static std::vector<Value> items(const Member & /*use*/, const Value &list)
    {
        std::vector<Value> items;
        for (qsizetype i = 0; i < list.size(); ++i)
            items.push_back(list.at(i));
        return items;
    }

    static std::vector<std::pair<QByteArray, Value>> entries(const Member & /*use*/, const Value &map)
    {
        std::vector<std::pair<QByteArray, Value>> entries;
        for (qsizetype i = 0; i < map.size(); ++i)
            entries.emplace_back(map.keyAt(i).toByteArray(), map.valueAt(i));
        return entries;
    }

    static Value scalar(const Member & /*use*/, const Value &value) { return value; }
    static Value plain(const Value &value) { return value; }
};

} // namespace

Value readValueShape(const Member &use, const Value &value)
{
    return ShapeWalk<ValueForm>().read(use, value);
}

} // namespace Plugboard::Aws
