#include "core/feel/beyondcamunda.h"

#include "core/feel/functions/builtin.h"
#include "core/feel/properties.h"
#include "core/feel/scope.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

class BeyondCamunda final
{
public:
    explicit BeyondCamunda(const QByteArray &text)
        : m_text(text)
    {
    }

    void look(const SyntaxNode &node);
    QList<Diagnostic> takeHints() { return std::move(m_hints); }

private:
    void hint(Span place, const QString &what);
    QByteArrayView written(Span place) const
    {
        return QByteArrayView(m_text).sliced(place.from, place.to - place.from);
    }
    void lookAtFilter(const SyntaxNode &node);
    void lookAtPath(const SyntaxNode &node);
    void lookAtName(Span place, const QByteArray &name);
    void lookAtTests(const SyntaxNode &node);
    void lookAtIteration(const SyntaxNode &node);

    const QByteArray &m_text;
    QList<Diagnostic> m_hints;
};

void BeyondCamunda::hint(Span place, const QString &what)
{
    constexpr int mostHints = 50;
    if (m_hints.size() < mostHints)
        m_hints.append(diagnosticAt(m_text, place, Kind::BeyondCamunda, what));
}

bool isScalar(const SyntaxNode &node)
{
    return node.kind == Syntax::At || node.kind == Syntax::Context
        || (node.kind == Syntax::Literal && !node.value.isNull());
}

void BeyondCamunda::lookAtFilter(const SyntaxNode &node)
{
    if (isScalar(*node.children[0]))
        hint(node.span, u"a filter on what is no list works here; Camunda 8 returns null, write [value][…]"_s);
}

void BeyondCamunda::lookAtPath(const SyntaxNode &node)
{
    const Syntax base = node.children[0]->kind;
    if (base == Syntax::Range || base == Syntax::UnaryRange)
        hint(node.span, u"properties of ranges work here; Camunda 8 returns null"_s);
    else
        lookAtName(node.nameSpan, node.name);
}

/// A name that no plain word is, and that stands without backticks: only the scope makes it one.
void BeyondCamunda::lookAtName(Span place, const QByteArray &name)
{
    static const QList<QByteArray> properties = propertyNames(Value::Type::Range) + propertyNames(Value::Type::DateTime)
        + QList<QByteArray> {"?", "item", "partial"};
    const auto isPlain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (std::all_of(name.begin(), name.end(), isPlain) || isPlainName(name)
        || !builtinFunctions().overloads(name).empty() || properties.contains(name) || written(place).startsWith('`'))
        return;
    hint(place, u"`%1` is read as one name here; Camunda 8 needs it in backticks"_s.arg(QString::fromUtf8(name)));
}

bool isRange(const SyntaxNode *node)
{
    return node->kind == Syntax::Range || node->kind == Syntax::UnaryRange;
}

void BeyondCamunda::lookAtTests(const SyntaxNode &node)
{
    const SyntaxNode &right = *node.children[1];
    const std::vector<SyntaxNode *> one {node.children[1]};
    for (const SyntaxNode *test : right.kind == Syntax::Tests ? right.children : one) {
        if (test->kind == Syntax::List && std::any_of(test->children.begin(), test->children.end(), isRange))
            hint(test->span, u"`in` looks into a list of ranges here; Camunda 8 refuses it, write the ranges in ( )"_s);
    }
}

bool isDate(const SyntaxNode &node)
{
    if (node.kind == Syntax::At)
        return Date::fromText(node.name).has_value();
    return node.kind == Syntax::Call && node.children[0]->kind == Syntax::Name && node.children[0]->name == "date";
}

bool mentions(const SyntaxNode &tree, const std::vector<QByteArray> &names)
{
    constexpr size_t most = 500; // nested loops would be searched again and again
    std::vector<const SyntaxNode *> waiting {&tree};
    for (size_t at = 0; at < waiting.size() && at < most; ++at) {
        const SyntaxNode &node = *waiting[at];
        if (node.kind == Syntax::Name && std::find(names.begin(), names.end(), node.name) != names.end())
            return true;
        waiting.insert(waiting.end(), node.children.begin(), node.children.end());
    }
    return false;
}

void BeyondCamunda::lookAtIteration(const SyntaxNode &node)
{
    std::vector<QByteArray> bound;
    for (size_t i = 0; i + 1 < node.children.size(); ++i) {
        const SyntaxNode &domain = *node.children[i];
        if (i > 0 && mentions(domain, bound)) {
            hint(domain.span,
                 u"an iterator that uses an earlier one works here; Camunda 8 returns null, nest two loops"_s);
        }
        if (domain.kind == Syntax::Range && isDate(*domain.children[0]))
            hint(domain.span, u"iteration over dates works here; Camunda 8 returns null"_s);
        bound.push_back(node.names[i]);
    }
}

bool hasExponent(QByteArrayView number)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    for (qsizetype i = 1; i < number.size(); ++i) {
        if ((number[i] | 0x20) == 'e' && isDigit(number[i - 1]))
            return true;
    }
    return false;
}

void BeyondCamunda::look(const SyntaxNode &node)
{
    switch (node.kind) {
    case Syntax::Literal:
        if (node.value.isNumber() && hasExponent(written(node.span)))
            hint(node.span, u"a number with an exponent works here; Camunda 8 refuses it, write its digits"_s);
        return;
    case Syntax::Name:
        return lookAtName(node.nameSpan, node.name);
    case Syntax::Path:
        return lookAtPath(node);
    case Syntax::Filter:
        return lookAtFilter(node);
    case Syntax::In:
        return lookAtTests(node);
    case Syntax::UnaryRange:
        if (node.operation == Operation::Equal || node.operation == Operation::NotEqual)
            hint(node.span, u"a test that begins with = or != works here; Camunda 8 refuses it, write `? = …`"_s);
        return;
    case Syntax::InstanceOf:
        if (node.types.front().parts || node.types.front().kind == TypeName::Kind::Range)
            hint(node.span, u"`instance of` such a type works here; Camunda 8 refuses it, it knows plain types"_s);
        return;
    case Syntax::For:
    case Syntax::Some:
    case Syntax::Every:
        return lookAtIteration(node);
    case Syntax::Call:
        if (node.children[0]->kind != Syntax::Name && node.children[0]->kind != Syntax::Path)
            hint(node.span, u"a function called where it is made works here; Camunda 8 refuses it, give it a name"_s);
        return;
    default:
        return;
    }
}

} // namespace

QList<Diagnostic> hintsBeyondCamunda(const SyntaxTree &tree, const QByteArray &text)
{
    BeyondCamunda beyond(text);
    for (const SyntaxNode &node : tree.nodes)
        beyond.look(node);
    return beyond.takeHints();
}

} // namespace Plugboard::Feel
