#include "core/feel/functions/builtin.h"
#include "core/feel/functions/functionvalue.h"

namespace Plugboard::Feel {

FunctionSet::FunctionSet(std::initializer_list<std::span<const Builtin>> tables)
{
    for (const auto &table : tables)
        add(table);
}

void FunctionSet::add(std::span<const Builtin> table)
{
    for (const Builtin &builtin : table) {
        std::vector<const Builtin *> &overloads = m_overloads[builtin.name];
        if (overloads.empty())
            m_names.append(builtin.name);
        overloads.push_back(&builtin);
    }
}

std::span<const Builtin *const> FunctionSet::overloads(QByteArrayView name) const
{
    const auto found = m_overloads.find(name);
    if (found == m_overloads.end())
        return {};
    return found->second;
}

const FunctionSet &builtinFunctions()
{
    static const FunctionSet functions {booleanFunctions(), contextFunctions(),    conversionFunctions(),
                                        listFunctions(),    listChangeFunctions(), numericFunctions(),
                                        rangeFunctions(),   regexFunctions(),      statisticsFunctions(),
                                        stringFunctions(),  temporalFunctions()};
    return functions;
}

const UserFunction *userFunction(const Value &value)
{
    if (value.type() != Value::Type::Function)
        return nullptr;
    return dynamic_cast<const UserFunction *>(value.function().get());
}

const BuiltinFunction *builtinFunction(const Value &value)
{
    if (value.type() != Value::Type::Function)
        return nullptr;
    return dynamic_cast<const BuiltinFunction *>(value.function().get());
}

QByteArray signatureOf(const Value &function)
{
    if (const BuiltinFunction *builtin = builtinFunction(function))
        return builtin->name;
    QByteArray text("function(");
    if (const UserFunction *own = userFunction(function))
        text.append(own->code->names.empty()
                        ? QByteArray()
                        : QByteArrayList(own->code->names.begin(), own->code->names.end()).join(", "));
    return text + ')';
}

QByteArray textOfType(const TypeName &type)
{
    static constexpr const char *kinds[] = {"unknown", "Any", "Null", "", "list", "context", "function", "range"};
    if (type.kind == TypeName::Kind::Simple)
        return Value::typeName(type.simple).toUtf8();
    QByteArray text = kinds[size_t(type.kind)];
    if (!type.parts)
        return text;
    const bool isFunction = type.kind == TypeName::Kind::Function;
    QByteArrayList parts;
    for (size_t i = 0; i < type.inner.size() - (isFunction ? 1 : 0); ++i)
        parts.append((i < type.names.size() ? type.names[i] + ": " : QByteArray()) + textOfType(type.inner[i]));
    text += '<' + parts.join(", ") + '>';
    return isFunction ? text + "->" + textOfType(type.inner.back()) : text;
}

} // namespace Plugboard::Feel
