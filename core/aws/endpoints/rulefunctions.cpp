#include "core/aws/endpoints/rulefunctions_p.h"

#include "core/http/message.h"

#include <QList>

#include <algorithm>

namespace Plugboard::Aws {

namespace {

struct FunctionRow
{
    QByteArrayView name;
    RuleFunction function;
    int arguments; ///< -1: any number
};

constexpr FunctionRow functionRows[] {
    {"booleanEquals", RuleFunction::BooleanEquals, 2},
    {"coalesce", RuleFunction::Coalesce, -1},
    {"getAttr", RuleFunction::GetAttr, 2},
    {"ite", RuleFunction::IfThenElse, 3},
    {"isSet", RuleFunction::IsSet, 1},
    {"isValidHostLabel", RuleFunction::IsValidHostLabel, 2},
    {"not", RuleFunction::Not, 1},
    {"parseURL", RuleFunction::ParseUrl, 1},
    {"split", RuleFunction::Split, 3},
    {"stringEquals", RuleFunction::StringEquals, 2},
    {"substring", RuleFunction::Substring, 4},
    {"uriEncode", RuleFunction::UriEncode, 1},
    {"aws.isVirtualHostableS3Bucket", RuleFunction::IsVirtualHostableS3Bucket, 2},
    {"aws.parseArn", RuleFunction::ParseArn, 1},
    {"aws.partition", RuleFunction::PartitionOf, 1},
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAlphanumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// RFC 1123, section 2.1.
bool isHostLabel(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= 63 && text.front() != '-' && text.back() != '-'
        && std::all_of(text.begin(), text.end(), [](char c) { return isAlphanumeric(c) || c == '-'; });
}

std::vector<QByteArrayView> splitAt(QByteArrayView text, QByteArrayView delimiter, std::int64_t limit)
{
    std::vector<QByteArrayView> parts;
    while (limit <= 0 || std::int64_t(parts.size()) < limit - 1) {
        const qsizetype at = text.indexOf(delimiter);
        if (at < 0)
            break;
        parts.push_back(text.first(at));
        text = text.sliced(at + delimiter.size());
    }
    parts.push_back(text);
    return parts;
}

bool isValidHostLabel(QByteArrayView text, bool allowSubdomains)
{
    if (!allowSubdomains)
        return isHostLabel(text);
    const std::vector<QByteArrayView> labels = splitAt(text, ".", 0);
    return std::all_of(labels.begin(), labels.end(), isHostLabel);
}

bool isIpv4(QByteArrayView text)
{
    const std::vector<QByteArrayView> parts = splitAt(text, ".", 0);
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](QByteArrayView part) {
               return !part.isEmpty() && part.size() <= 3 && std::all_of(part.begin(), part.end(), isDigit)
                   && part.toByteArray().toInt() <= 255;
           });
}

/// Amazon S3 user guide, "Bucket naming rules", as far as a name must be part of a host.
bool isVirtualHostableBucket(QByteArrayView name, bool allowSubdomains)
{
    const bool anyUpper = std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return name.size() >= 3 && name.size() <= 63 && !anyUpper && !isIpv4(name)
        && isValidHostLabel(name, allowSubdomains);
}

Value listOf(const std::vector<QByteArrayView> &texts)
{
    Value::Items items;
    for (const QByteArrayView text : texts)
        items.push_back(Value::utf8(text));
    return Value::list(std::move(items));
}

/// A URL's port, behind the host: empty or a number.
bool isPort(QByteArrayView text)
{
    return text.isEmpty() || (text.size() <= 5 && std::all_of(text.begin(), text.end(), isDigit));
}

Value parsedUrl(QByteArrayView url)
{
    const qsizetype schemeEnd = url.indexOf("://");
    const QByteArray scheme = schemeEnd < 0 ? QByteArray() : url.first(schemeEnd).toByteArray().toLower();
    if ((scheme != "http" && scheme != "https") || url.contains('?') || url.contains('#'))
        return {};
    const QByteArrayView rest = url.sliced(schemeEnd + 3);
    const qsizetype slash = rest.indexOf('/');
    const QByteArrayView authority = slash < 0 ? rest : rest.first(slash);
    const QByteArrayView path = slash < 0 ? QByteArrayView() : rest.sliced(slash);
    const bool bracketed = authority.startsWith('[');
    const qsizetype hostEnd = bracketed ? authority.indexOf(']') + 1 : authority.indexOf(':');
    const QByteArrayView host = hostEnd < 0 ? authority : authority.first(hostEnd);
    const QByteArrayView behind = hostEnd < 0 ? QByteArrayView() : authority.sliced(hostEnd);
    if (host.isEmpty() || (!behind.isEmpty() && (!behind.startsWith(':') || !isPort(behind.sliced(1)))))
        return {};
    const QByteArray ended = path.endsWith('/') ? path.toByteArray() : path.toByteArray() + '/';
    return ContextBuilder()
        .set("scheme", Value::utf8(scheme))
        .set("authority", Value::utf8(authority))
        .set("path", Value::utf8(path))
        .set("normalizedPath", Value::utf8(ended))
        .set("isIp", Value::boolean(bracketed || isIpv4(host)))
        .build();
}

/// arn:partition:service:region:account:resource, of which region and account may be empty.
Value parsedArn(QByteArrayView text)
{
    const std::vector<QByteArrayView> parts = splitAt(text, ":", 6);
    if (parts.size() < 6 || parts[0] != "arn" || parts[1].isEmpty() || parts[2].isEmpty() || parts[5].isEmpty())
        return {};
    QByteArray resource = parts[5].toByteArray();
    resource.replace(':', '/');
    return ContextBuilder()
        .set("partition", Value::utf8(parts[1]))
        .set("service", Value::utf8(parts[2]))
        .set("region", Value::utf8(parts[3]))
        .set("accountId", Value::utf8(parts[4]))
        .set("resourceId", listOf(splitAt(resource, "/", 0)))
        .build();
}

std::int64_t integer(const Value &value)
{
    return value.number().toInt64().value_or(0);
}

Value substring(const std::vector<Value> &arguments)
{
    const QByteArrayView text = arguments[0].utf8();
    const qsizetype start = integer(arguments[1]);
    const qsizetype stop = integer(arguments[2]);
    const bool ascii = std::none_of(text.begin(), text.end(), [](char c) { return c < 0; });
    if (!arguments[0].isString() || !ascii || start < 0 || start >= stop || stop > text.size())
        return {};
    const bool fromEnd = arguments[3].isTrue();
    return Value::utf8(text.sliced(fromEnd ? text.size() - stop : start, stop - start));
}

Value firstSet(const std::vector<Value> &arguments)
{
    const auto set = std::find_if(arguments.begin(), arguments.end(), [](const Value &each) { return !each.isNull(); });
    return set == arguments.end() ? Value() : *set;
}

/// The functions whose first argument is a text; without one they give no value.
Value ofText(RuleFunction function, const std::vector<Value> &arguments, const Partitions &partitions)
{
    const QByteArrayView text = arguments[0].utf8();
    switch (function) {
    case RuleFunction::IsValidHostLabel:
        return Value::boolean(isValidHostLabel(text, arguments[1].isTrue()));
    case RuleFunction::IsVirtualHostableS3Bucket:
        return Value::boolean(isVirtualHostableBucket(text, arguments[1].isTrue()));
    case RuleFunction::ParseArn:
        return parsedArn(text);
    case RuleFunction::ParseUrl:
        return parsedUrl(text);
    case RuleFunction::PartitionOf:
        return partitions.of(text);
    case RuleFunction::Split:
        return arguments[1].utf8().isEmpty() ? Value()
                                             : listOf(splitAt(text, arguments[1].utf8(), integer(arguments[2])));
    case RuleFunction::StringEquals:
        return Value::boolean(arguments[1].isString() && text == arguments[1].utf8());
    case RuleFunction::Substring:
        return substring(arguments);
    case RuleFunction::UriEncode:
        return Value::utf8(Http::percentEncoded(text));
    default:
        return {};
    }
}

} // namespace

bool holds(const Value &condition)
{
    return !condition.isNull() && (!condition.isBoolean() || condition.boolean());
}

std::optional<RuleFunction> ruleFunctionNamed(QByteArrayView name)
{
    for (const FunctionRow &row : functionRows)
        if (row.name == name)
            return row.function;
    return {};
}

std::optional<int> argumentCount(RuleFunction function)
{
    for (const FunctionRow &row : functionRows)
        if (row.function == function && row.arguments >= 0)
            return row.arguments;
    return {};
}

Value callRuleFunction(RuleFunction function, const std::vector<Value> &arguments, const Partitions &partitions)
{
    switch (function) {
    case RuleFunction::BooleanEquals:
        return Value::boolean(arguments[0].isBoolean() && arguments[0] == arguments[1]);
    case RuleFunction::Coalesce:
        return firstSet(arguments);
    case RuleFunction::IfThenElse:
        return holds(arguments[0]) ? arguments[1] : arguments[2];
    case RuleFunction::IsSet:
        return Value::boolean(!arguments[0].isNull());
    case RuleFunction::Not:
        return Value::boolean(!holds(arguments[0]));
    default:
        return arguments[0].isString() ? ofText(function, arguments, partitions) : Value();
    }
}

std::optional<AttributePath> AttributePath::parse(QByteArrayView text)
{
    AttributePath path;
    for (QByteArrayView part : splitAt(text, ".", 0)) {
        const qsizetype bracket = part.indexOf('[');
        const QByteArrayView name = bracket < 0 ? part : part.first(bracket);
        if (!name.isEmpty())
            path.m_steps.push_back({name.toByteArray()});
        else if (bracket < 0)
            return {};
        part = bracket < 0 ? QByteArrayView() : part.sliced(bracket);
        while (!part.isEmpty()) {
            const qsizetype end = part.indexOf(']');
            bool number = false;
            const qsizetype index = end < 1 ? 0 : part.sliced(1, end - 1).toByteArray().toLongLong(&number);
            if (!part.startsWith('[') || !number)
                return {};
            path.m_steps.push_back({{}, index});
            part = part.sliced(end + 1);
        }
    }
    return path;
}

Value AttributePath::read(Value value) const
{
    for (const Step &step : m_steps) {
        if (!step.name.isEmpty())
            value = value[step.name];
        else if (value.isList())
            value = value.at(step.index < 0 ? value.size() + step.index : step.index);
        else
            return {};
    }
    return value;
}

} // namespace Plugboard::Aws
