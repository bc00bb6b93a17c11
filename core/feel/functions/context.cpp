#include "core/feel/functions/builtin.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace ContextFamily {

static Value getValue(Call &call)
{
    const std::optional<Value> entry = call[0].find(call[1].utf8());
    return entry
        ? *entry
        : call.fail(Kind::NoContextEntryFound, u"no context entry found with key '%1'"_s.arg(call[1].string()));
}

static Value getByKeys(Call &call)
{
    if (call[1].size() == 0)
        return {};
    Value value = call[0];
    for (qsizetype i = 0; i < call[1].size(); ++i)
        value = value[call[1].at(i).utf8()];
    return value;
}

static Value getEntries(Call &call)
{
    Value::Items entries;
    for (qsizetype i = 0; i < call[0].size(); ++i)
        entries.push_back(
            ContextBuilder().set("key", Value::utf8(call[0].keyAt(i))).set("value", call[0].valueAt(i)).build());
    return call.list(std::move(entries));
}

static Value put(Call &call)
{
    return call[0].with(call[1].utf8(), call[2]);
}

static Value putAt(const Value &context, const Value &keys, qsizetype at, const Value &value)
{
    if (at == keys.size())
        return value;
    const Value name = keys.at(at); // Short texts live in the value itself
    const QByteArrayView key = name.utf8();
    const Value inner = context[key];
    return (context.isContext() ? context : Value()).with(key, putAt(inner, keys, at + 1, value));
}

/// Camunda's engine replaces such a value, the standard's does not.
static bool leadsThroughScalar(const Value &context, const Value &keys)
{
    Value inner = context;
    for (qsizetype i = 0; i + 1 < keys.size(); ++i) {
        const Value name = keys.at(i);
        inner = inner[name.utf8()];
        if (inner.isNull())
            return false;
        if (!inner.isContext())
            return true;
    }
    return false;
}

static Value putByKeys(Call &call)
{
    if (call[1].size() == 0)
        return call.fail(u"the list of keys is empty"_s);
    for (qsizetype i = 0; i < call[1].size(); ++i)
        if (!call[1].at(i).isString())
            return call.fail(u"keys must be texts"_s);
    if (call.dialect() == Dialect::Dmn && leadsThroughScalar(call[0], call[1]))
        return call.fail(u"a key on the way has a value that is no context"_s);
    return putAt(call[0], call[1], 0, call[2]);
}

/// Of one list of contexts, or of the contexts themselves; later entries win.
static Value merge(Call &call)
{
    const bool isOneList = call.count() == 1 && call[0].isList();
    const qsizetype count = isOneList ? call[0].size() : call.count();
    Value merged = ContextBuilder().build();
    for (qsizetype i = 0; i < count; ++i) {
        const Value part = isOneList ? call[0].at(i) : call[i];
        if (!part.isContext())
            return call.fail(Kind::InvalidType, u"only contexts can be merged"_s);
        for (qsizetype j = 0; j < part.size(); ++j)
            merged = merged.with(part.keyAt(j), part.valueAt(j));
    }
    return merged;
}

static Value context(Call &call)
{
    ContextBuilder result;
    for (qsizetype i = 0; i < call[0].size(); ++i) {
        const Value entry = call[0].at(i);
        if (!entry["key"].isString() || !entry.find("value"))
            return call.fail(u"every entry must have a key and a value"_s);
        result.set(entry["key"].utf8().toByteArray(), entry["value"]);
    }
    const Value made = result.build();
    if (made.size() == call[0].size())
        return made;
    if (call.dialect() == Dialect::Dmn)
        return call.fail(Kind::DuplicateKey, u"a key stands twice"_s);
    call.warn(Kind::DuplicateKey, u"a key stands twice; the last one counts"_s);
    return made;
}

static constexpr Parameter getParameters[] = {{"m", Take::Context, {}, "context"}, {"key", Take::String}};
static constexpr Parameter keysParameters[] = {{"context", Take::Context}, {"keys", Take::List}};
static constexpr Parameter entriesParameters[] = {{"m", Take::Context, {}, "context"}};
static constexpr Parameter putParameters[] = {{"context", Take::Context}, {"key", Take::String}, {"value", Take::Any}};
static constexpr Parameter putKeysParameters[]
    = {{"context", Take::Context}, {"keys", Take::List}, {"value", Take::Any}};
static constexpr Parameter mergeParameters[] = {{"contexts", Take::List}};
static constexpr Parameter mergedParameters[] = {{"context", Take::Context, Parameter::Presence::Rest}};
static constexpr Parameter contextParameters[] = {{"entries", Take::List}};

static const Builtin functions[] = {
    {"get value", getParameters, getValue, "Any", "The entry of that key."},
    {"get value", keysParameters, getByKeys, "Any", "The entry at the end of a path of keys.",
     Availability::CamundaOnly},
    {"get entries", entriesParameters, getEntries, "list<context>", "All entries as contexts of key and value."},
    {"context put", putParameters, put, "context", "The context with one entry added or replaced."},
    {"context put", putKeysParameters, putByKeys, "context", "The context with one nested entry added or replaced."},
    {"put", putParameters, put, "context", "Old name of context put.", Availability::CamundaOnly},
    {"context merge", mergeParameters, merge, "context", "All entries of the contexts; later ones win."},
    {"context merge", mergedParameters, merge, "context", "All entries of the contexts; later ones win.",
     Availability::CamundaOnly},
    {"put all", mergeParameters, merge, "context", "Old name of context merge.", Availability::CamundaOnly},
    {"put all", mergedParameters, merge, "context", "Old name of context merge.", Availability::CamundaOnly},
    {"context", contextParameters, context, "context", "A context of entries that have a key and a value."},
};

} // namespace ContextFamily

std::span<const Builtin> contextFunctions()
{
    return ContextFamily::functions;
}

} // namespace Plugboard::Feel
