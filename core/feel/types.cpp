#include "core/feel/types.h"

#include "core/feel/functions/functionvalue.h"

namespace Plugboard::Feel {

using TypeKind = TypeName::Kind;

namespace {

TypeName simpleType(Value::Type type)
{
    TypeName name;
    name.kind = TypeKind::Simple;
    name.simple = type;
    return name;
}

TypeName builtinResult(const char *text)
{
    static constexpr std::pair<const char *, Value::Type> known[]
        = {{"number", Value::Type::Number}, {"string", Value::Type::String}, {"boolean", Value::Type::Boolean},
           {"date", Value::Type::Date},     {"time", Value::Type::Time},     {"date and time", Value::Type::DateTime}};
    for (const auto &[name, type] : known) {
        if (qstrcmp(name, text) == 0)
            return simpleType(type);
    }
    return {};
}

bool isInstanceOfList(const Value &value, const TypeName &type)
{
    if (!value.isList())
        return false;
    for (qsizetype i = 0; type.parts && i < value.size(); ++i) {
        const Value item = value.at(i);
        if (!item.isNull() && !isInstance(item, type.inner.front()))
            return false;
    }
    return true;
}

bool isInstanceOfContext(const Value &value, const TypeName &type)
{
    if (!value.isContext())
        return false;
    for (size_t i = 0; i < type.names.size() && i < type.inner.size(); ++i) {
        const std::optional<Value> entry = value.find(type.names[i]);
        if (!entry || (!entry->isNull() && !isInstance(*entry, type.inner[i])))
            return false;
    }
    return true;
}

bool isInstanceOfRange(const Value &value, const TypeName &type)
{
    if (value.type() != Value::Type::Range)
        return false;
    const Range &range = value.range();
    if (!type.parts)
        return true;
    const auto fits = [&](const Value &end) { return end.isNull() || isInstance(end, type.inner.front()); };
    return fits(range.start) && fits(range.end);
}

TypeName typeOfFunction(const Value &value)
{
    TypeName type;
    type.kind = TypeKind::Function;
    type.parts = true;
    if (const UserFunction *own = userFunction(value)) {
        type.inner = own->code->types;
        type.inner.emplace_back();
    } else if (const BuiltinFunction *builtin = builtinFunction(value); builtin && !builtin->overloads.empty()) {
        for (const Parameter &parameter : builtin->overloads.front()->parameters) {
            TypeName part;
            for (int i = 0; i <= int(Value::Type::Function); ++i) {
                if (parameter.types == only(Value::Type(i)) && i < int(Value::Type::List))
                    part = simpleType(Value::Type(i));
            }
            type.inner.push_back(part);
        }
        type.inner.push_back(builtinResult(builtin->overloads.front()->result));
    }
    return type;
}

} // namespace

bool isInstance(const Value &value, const TypeName &type)
{
    if (value.isNull())
        return type.kind == TypeKind::Null;
    switch (type.kind) {
    case TypeKind::Any:
        return true;
    case TypeKind::Simple:
        return value.type() == type.simple;
    case TypeKind::List:
        return isInstanceOfList(value, type);
    case TypeKind::Context:
        return isInstanceOfContext(value, type);
    case TypeKind::Range:
        return isInstanceOfRange(value, type);
    case TypeKind::Function:
        return value.type() == Value::Type::Function && (!type.parts || conforms(typeOfFunction(value), type));
    case TypeKind::Null:
    case TypeKind::Unknown:
        break;
    }
    return false;
}

bool conforms(const TypeName &narrow, const TypeName &wide)
{
    if (wide.kind == TypeKind::Any || narrow.kind == TypeKind::Null)
        return true;
    if (narrow.kind != wide.kind)
        return false;
    if (narrow.kind == TypeKind::Simple)
        return narrow.simple == wide.simple;
    if (!wide.parts)
        return true;
    if (narrow.kind == TypeKind::Context) {
        for (size_t i = 0; i < wide.names.size() && i < wide.inner.size(); ++i) {
            const auto at = std::find(narrow.names.begin(), narrow.names.end(), wide.names[i]);
            const auto index = size_t(at - narrow.names.begin());
            if (at == narrow.names.end() || index >= narrow.inner.size()
                || !conforms(narrow.inner[index], wide.inner[i]))
                return false;
        }
        return true;
    }
    if (narrow.inner.size() != wide.inner.size())
        return false;
    for (size_t i = 0; i < wide.inner.size(); ++i) {
        // Parameters the other way round: a function must take at least what is asked.
        const bool isParameter = wide.kind == TypeKind::Function && i + 1 < wide.inner.size();
        if (!(isParameter ? conforms(wide.inner[i], narrow.inner[i]) : conforms(narrow.inner[i], wide.inner[i])))
            return false;
    }
    return true;
}

bool coerce(Value &value, const TypeName &type)
{
    if (value.isNull() || type.kind == TypeKind::Unknown || isInstance(value, type))
        return true;
    if (value.isList() && value.size() == 1 && isInstance(value.at(0), type)) {
        value = value.at(0);
        return true;
    }
    if (type.kind == TypeKind::List && !value.isList()) {
        Value list = Value::list(Value::Items {value});
        if (isInstance(list, type)) {
            value = list;
            return true;
        }
    }
    return false;
}

} // namespace Plugboard::Feel
