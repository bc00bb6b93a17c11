#include "core/feel/completion.h"
#include "core/feel/place_p.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

/// The function's name is the first child of a call.
bool isCallee(const SyntaxNode &node, const std::vector<const SyntaxNode *> &around)
{
    return std::any_of(around.begin(), around.end(), [&node](const SyntaxNode *other) {
        return other->kind == Syntax::Call && other->children.front() == &node;
    });
}

} // namespace

std::optional<Explanation> explainAt(QStringView text, int position, const Sight &sight, const Environment &environment)
{
    const QByteArray utf8 = text.toUtf8();
    const Place place(utf8, utf8Position(text, position), sight);
    const SyntaxNode *part = place.inner();
    if (!part)
        return std::nullopt;
    Explanation explanation;
    explanation.from = utf16Position(utf8, part->span.from);
    explanation.to = utf16Position(utf8, part->span.to);
    explanation.part = text.sliced(explanation.from, explanation.to - explanation.from).toString().simplified();
    if (explanation.part.size() > environment.limits.quotedCharacters)
        explanation.part = explanation.part.first(environment.limits.quotedCharacters - 1) + u'…';
    if (part->kind == Syntax::Name && isCallee(*part, place.around())) {
        explanation.functions = signaturesOf(part->name, sight.options);
        if (!explanation.functions.isEmpty())
            return explanation;
    }
    const auto outcome = place.valueOf(*part, place.scope(environment), environment);
    if (!outcome)
        return std::nullopt;
    explanation.type = outcome->ok() ? outcome->value.typeName() : QString();
    explanation.value = outcome->ok() ? quoted(outcome->value, environment.limits.quotedCharacters) : QString();
    explanation.firstItem = place.isRepeated();
    if (outcome->error)
        explanation.reasons.append(outcome->error->message);
    for (const Diagnostic &warning : outcome->warnings)
        explanation.reasons.append(warning.message);
    return explanation;
}

} // namespace Plugboard::Feel
