#include "core/feel/functions/functionvalue.h"
#include "core/feel/functions/invocation_p.h"
#include "core/feel/lexer.h"
#include "core/feel/names.h"
#include "core/feel/place_p.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

/// The innermost call that is open at a place.
struct OpenCall
{
    QByteArray function;
    int arguments = 0; ///< Commas before the place
    QByteArray named; ///< The parameter named in the argument at the place
};

std::span<const Builtin *const> overloadsOf(const QByteArray &name, const ParseOptions &options)
{
    const auto builtin = builtinFunctions().overloads(name);
    return builtin.empty() && options.functions ? options.functions->overloads(name) : builtin;
}

bool isKnown(const QByteArray &name, const Sight &sight)
{
    return !overloadsOf(name, sight.options).empty() || sight.scope.find(name).has_value();
}

/// The longest function name that ends before `tokens[end]`.
QByteArray functionBefore(std::span<const Token> tokens, size_t end, const Sight &sight)
{
    constexpr size_t mostWords = 6;
    for (size_t words = std::min(end, mostWords); words > 0; --words) {
        const QByteArray name = words == 1 && tokens[end - 1].type == Token::Type::Quoted
            ? tokens[end - 1].text
            : joinedName(tokens.subspan(end - words, words));
        if (isKnown(name.simplified(), sight))
            return name.simplified();
    }
    return {};
}

std::optional<OpenCall> openCallAt(std::span<const Token> before, const Sight &sight)
{
    int depth = 0;
    OpenCall call;
    bool isFirst = true;
    for (size_t i = before.size(); i-- > 0;) {
        const Token &token = before[i];
        if (token.is(")") || token.is("]") || token.is("}"))
            ++depth;
        if (depth == 0 && token.is(","))
            ++call.arguments;
        isFirst = isFirst && !(depth == 0 && token.is(","));
        if (isFirst && depth == 0 && token.is(":") && call.named.isEmpty()) {
            size_t from = i;
            while (from > 0 && before[from - 1].type == Token::Type::Word)
                --from;
            call.named = joinedName(before.subspan(from, i - from));
        }
        if (!token.is("(") && !token.is("[") && !token.is("{"))
            continue;
        if (depth-- > 0)
            continue;
        call.function = token.is("(") ? functionBefore(before, i, sight) : QByteArray();
        if (!call.function.isEmpty())
            return call;
        depth = 0; // A list or parenthesis inside of an argument
        call = {};
        isFirst = true;
    }
    return std::nullopt;
}

int activeOf(const OpenCall &call, std::span<const Parameter> parameters)
{
    for (size_t i = 0; i < parameters.size(); ++i) {
        if (!call.named.isEmpty() && call.named == parameters[i].name)
            return int(i);
    }
    if (call.arguments < int(parameters.size()))
        return call.arguments;
    const bool hasRest = !parameters.empty() && parameters.back().presence == Parameter::Presence::Rest;
    return hasRest ? int(parameters.size()) - 1 : -1;
}

Signature signatureOfBuiltin(const Builtin &builtin)
{
    Signature signature {.name = QString::fromUtf8(builtin.name),
                         .parameters = {},
                         .result = QString::fromUtf8(builtin.result),
                         .documentation = QString::fromUtf8(builtin.documentation)};
    for (const Parameter &parameter : builtin.parameters) {
        const auto presence = parameter.presence;
        const QString mark = presence == Parameter::Presence::Optional ? u"?"_s
            : presence == Parameter::Presence::Rest                    ? u"…"_s
                                                                       : QString();
        signature.parameters.append(
            u"%1%2: %3"_s.arg(QString::fromUtf8(parameter.name), mark, typeList(parameter.types)));
    }
    return signature;
}

Signature signatureOfOwn(const QByteArray &name, const UserFunction &function)
{
    Signature signature {.name = QString::fromUtf8(name), .parameters = {}, .result = u"Any"_s, .documentation = {}};
    for (size_t i = 0; i < function.code->names.size(); ++i) {
        signature.parameters.append(u"%1: %2"_s.arg(QString::fromUtf8(function.code->names[i]),
                                                    QString::fromUtf8(textOfType(function.code->types[i]))));
    }
    return signature;
}

bool isFor(const Builtin &builtin, Dialect dialect)
{
    return dialect == Dialect::Dmn ? builtin.availability != Availability::CamundaOnly
                                   : builtin.availability != Availability::DmnOnly;
}

} // namespace

QList<Signature> signaturesOf(const QByteArray &function, const ParseOptions &options)
{
    QList<Signature> signatures;
    for (const Builtin *builtin : overloadsOf(function, options)) {
        if (isFor(*builtin, options.dialect))
            signatures.append(signatureOfBuiltin(*builtin));
    }
    return signatures;
}

QList<Signature> signaturesAt(QStringView text, int position, const Sight &sight)
{
    const QByteArray utf8 = text.toUtf8();
    const Tokens tokens = tokenize(utf8, sight.options.limits);
    const qsizetype place = utf8Position(text, position);
    const auto end = std::find_if(tokens.list.begin(), tokens.list.end(), [place](const Token &token) {
        return token.type == Token::Type::End || token.span.from >= place;
    });
    const auto call = openCallAt({tokens.list.begin(), end}, sight);
    if (!call)
        return {};
    QList<Signature> fitting;
    QList<Signature> tooShort;
    for (const Builtin *builtin : overloadsOf(call->function, sight.options)) {
        if (!isFor(*builtin, sight.options.dialect))
            continue;
        Signature signature = signatureOfBuiltin(*builtin);
        signature.active = activeOf(*call, builtin->parameters);
        (signature.active >= 0 || signature.parameters.isEmpty() ? fitting : tooShort).append(signature);
    }
    const std::optional<Value> own = sight.scope.find(call->function);
    if (const UserFunction *function = own ? userFunction(*own) : nullptr) {
        Signature signature = signatureOfOwn(call->function, *function);
        signature.active = call->arguments < signature.parameters.size() ? call->arguments : -1;
        fitting.append(signature);
    }
    return fitting + tooShort;
}

} // namespace Plugboard::Feel
