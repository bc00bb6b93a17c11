#include "core/feel/completion.h"

#include "core/feel/colouring.h"
#include "core/feel/parser_p.h"
#include "core/feel/place_p.h"
#include "core/feel/properties.h"

#include <QSet>

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

constexpr int detailCharacters = 40;
constexpr qsizetype mostNames = 2000;

/// Stands for the name that is being typed, so that the text around it can be read.
constexpr char placeholder[] = "x__";

bool isPart(QChar character)
{
    return character == u'_' || character == u'$' || character.isLetterOrNumber() || character.isSurrogate();
}

/// Text around the caret, in UTF-16.
struct Word
{
    int from = 0;
    int to = 0;
    bool isQuoted = false; ///< Begins with a backtick
};

Word wordAt(QStringView text, int position)
{
    Word word {position, position};
    while (word.from > 0 && isPart(text[word.from - 1]))
        --word.from;
    while (word.to < text.size() && isPart(text[word.to]))
        ++word.to;
    if (word.from > 0 && text[word.from - 1] == u'`') {
        --word.from;
        word.isQuoted = true;
        if (word.to < text.size() && text[word.to] == u'`')
            ++word.to;
    }
    return word;
}

bool isInsideOfText(QStringView text, int position)
{
    const QList<Coloured> colours = coloursOf(text);
    return std::any_of(colours.begin(), colours.end(), [&](const Coloured &stretch) {
        if (position <= stretch.from || position > stretch.to)
            return false;
        const bool isText = stretch.look == Coloured::Look::String || stretch.look == Coloured::Look::Temporal;
        const bool isClosed = isText && stretch.to - stretch.from > 1 && text[stretch.to - 1] == u'"';
        if (isText)
            return position < stretch.to || !isClosed;
        return stretch.look == Coloured::Look::Number || stretch.look == Coloured::Look::Comment;
    });
}

/// What may stand at the caret, told by the words before it.
enum class Wanted { Operand, Operator, Entry, Nothing };

/// Whether the `)` at `end` closes the parameters of a function, whose body follows.
bool endsParameters(std::span<const Token> tokens, size_t end)
{
    int depth = 0;
    for (size_t i = end + 1; i-- > 0;) {
        depth += tokens[i].is(")") ? 1 : tokens[i].is("(") ? -1 : 0;
        if (depth == 0)
            return i > 0 && tokens[i - 1].isWord("function");
    }
    return false;
}

Wanted wantedAfter(std::span<const Token> tokens, qsizetype place)
{
    size_t count = 0;
    while (count < tokens.size() && tokens[count].type != Token::Type::End && tokens[count].span.to <= place)
        ++count;
    if (count == 0)
        return Wanted::Operand;
    const Token &before = tokens[count - 1];
    if (before.is("."))
        return Wanted::Entry;
    if (before.is("{"))
        return Wanted::Nothing;
    if (before.is(")") || before.is("]") || before.is("}"))
        return endsParameters(tokens, count - 1) ? Wanted::Operand : Wanted::Operator;
    if (before.type == Token::Type::Symbol)
        return Wanted::Operand;
    const bool isOperatorWord = before.type == Token::Type::Word && isReservedWord(before.spelling)
        && !before.isWord("null") && !before.isWord("true") && !before.isWord("false");
    return isOperatorWord ? Wanted::Operand : Wanted::Operator;
}

class Search final
{
public:
    Search(QStringView text, int position, const Sight &sight, const Environment &environment)
        : m_text(text)
        , m_sight(sight)
        , m_environment(environment)
        , m_word(wordAt(text, position))
        , m_typed(text.sliced(m_word.from, position - m_word.from).toString())
        , m_isCalled(text.sliced(m_word.to).trimmed().startsWith(u'('))
    {
        m_typed.remove(u'`');
    }

    Completions run();

private:
    void takeWordsBefore();
    void addEntries();
    void addNames();
    void addFunctions(const FunctionSet &functions);
    void addWords(std::initializer_list<const char *> words, Completion::Kind kind);
    void addName(const QByteArray &name, const Value &value, Completion::Kind kind);
    void add(Completion completion);
    std::optional<int> rank(const QString &label) const;
    QString insertOf(const QByteArray &name) const;
    QByteArray textWithPlaceholder() const;

    QStringView m_text;
    const Sight &m_sight;
    const Environment &m_environment;
    Word m_word;
    QString m_typed;
    bool m_isCalled;
    QSet<QString> m_seen;
    std::vector<std::pair<int, Completion>> m_found;
};

QByteArray Search::textWithPlaceholder() const
{
    return m_text.first(m_word.from).toUtf8() + placeholder + m_text.sliced(m_word.to).toUtf8();
}

/// "string len": a name of several words is replaced as a whole.
void Search::takeWordsBefore()
{
    constexpr int mostWords = 5;
    Word longer = m_word;
    QString typed = m_typed;
    for (int words = 1; words < mostWords && longer.from > 1 && m_text[longer.from - 1] == u' '; ++words) {
        const Word before = wordAt(m_text, longer.from - 1);
        if (before.from == before.to || before.isQuoted)
            return;
        typed.prepend(m_text.sliced(before.from, longer.from - before.from));
        longer.from = before.from;
        QList<QByteArray> names = builtinFunctions().names() + m_sight.scope.names();
        if (m_sight.options.functions)
            names += m_sight.options.functions->names();
        const bool fits = std::any_of(names.begin(), names.end(), [&typed](const QByteArray &name) {
            return QString::fromUtf8(name).startsWith(typed, Qt::CaseInsensitive);
        });
        if (!fits)
            continue;
        m_word = longer;
        m_typed = typed;
    }
}

Completions Search::run()
{
    takeWordsBefore();
    const QByteArray utf8 = m_text.toUtf8();
    const Tokens tokens = tokenize(utf8, m_sight.options.limits);
    switch (wantedAfter(tokens.list, utf8Position(m_text, m_word.from))) {
    case Wanted::Entry:
        addEntries();
        break;
    case Wanted::Operator:
        addWords({"and", "or", "in", "between", "instance of", "then", "else", "return", "satisfies"},
                 Completion::Kind::Keyword);
        break;
    case Wanted::Operand:
        addNames();
        addFunctions(builtinFunctions());
        if (m_sight.options.functions)
            addFunctions(*m_sight.options.functions);
        addWords({"true", "false", "null"}, Completion::Kind::Constant);
        addWords({"if", "for", "some", "every", "function"}, Completion::Kind::Keyword);
        break;
    case Wanted::Nothing:
        break;
    }
    std::stable_sort(m_found.begin(), m_found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    Completions completions {m_word.from, m_word.to, {}};
    for (auto &[rank, completion] : m_found)
        completions.items.append(std::move(completion));
    return completions;
}

void Search::addEntries()
{
    const QByteArray utf8 = textWithPlaceholder();
    const qsizetype at = utf8Position(m_text, m_word.from);
    const Place place(utf8, at, m_sight);
    const auto path = std::find_if(place.around().begin(), place.around().end(), [at](const SyntaxNode *node) {
        return node->kind == Syntax::Path && node->nameSpan.from == at;
    });
    if (path == place.around().end())
        return;
    const auto base = place.valueOf(*(*path)->children[0], place.scope(m_environment), m_environment);
    Value value = base ? base->value : Value();
    if (value.isList())
        value = value.at(0); // A path over a list reads its items
    for (qsizetype i = 0; value.isContext() && i < std::min(value.size(), mostNames); ++i)
        addName(value.keyAt(i).toByteArray(), value.valueAt(i), Completion::Kind::Entry);
    for (const QByteArray &name : propertyNames(value.type()))
        addName(name, propertyOf(value, name, m_environment.zones).value_or(Value()), Completion::Kind::Property);
}

void Search::addNames()
{
    const Place place(textWithPlaceholder(), utf8Position(m_text, m_word.from) + 1, m_sight);
    // Between braces and commas stands a key that nobody can guess.
    for (const SyntaxNode *node : place.around()) {
        const bool isKey = node->kind == Syntax::Context && node == place.inner();
        if (isKey)
            return;
    }
    const Scope scope = place.scope(m_environment);
    const QList<QByteArray> names = scope.names();
    for (qsizetype i = 0; i < std::min(names.size(), mostNames); ++i) {
        if (names[i] != placeholder)
            addName(names[i], scope.find(names[i]).value_or(Value()), Completion::Kind::Variable);
    }
}

void Search::addName(const QByteArray &name, const Value &value, Completion::Kind kind)
{
    Completion completion {.kind = kind,
                           .label = QString::fromUtf8(name),
                           .insert = kind == Completion::Kind::Property ? QString::fromUtf8(name) : insertOf(name),
                           .detail = briefly(value, detailCharacters),
                           .documentation = {}};
    completion.caret = int(completion.insert.size());
    add(std::move(completion));
}

/// Plain names stand as they are; of the others Camunda knows only those in backticks.
QString Search::insertOf(const QByteArray &name) const
{
    const QString label = QString::fromUtf8(name);
    const bool needsTicks = !isPlainName(name) && m_sight.options.dialect == Dialect::Camunda;
    return needsTicks ? u'`' + label + u'`' : label;
}

void Search::addFunctions(const FunctionSet &functions)
{
    for (const QByteArray &name : functions.names()) {
        const QList<Signature> signatures = signaturesOf(name, m_sight.options);
        if (signatures.isEmpty())
            continue;
        const Signature &first = signatures.first();
        QStringList parameters;
        for (const QString &parameter : first.parameters)
            parameters.append(parameter.section(u':', 0, 0));
        const QString label = QString::fromUtf8(name);
        Completion completion {.kind = Completion::Kind::Function,
                               .label = label,
                               .insert = m_isCalled ? label : label + "()"_L1,
                               .detail = u"(%1) → %2"_s.arg(parameters.join(u", "), first.result),
                               .documentation = first.documentation};
        const bool takesNothing = std::all_of(signatures.begin(), signatures.end(),
                                              [](const Signature &one) { return one.parameters.isEmpty(); });
        completion.caret = int(label.size()) + (m_isCalled ? 0 : takesNothing ? 2 : 1);
        add(std::move(completion));
    }
}

void Search::addWords(std::initializer_list<const char *> words, Completion::Kind kind)
{
    for (const char *word : words) {
        const QString text = QString::fromLatin1(word);
        const bool wantsMore = kind == Completion::Kind::Keyword;
        const QString insert = wantsMore ? text + u' ' : text;
        add({.kind = kind,
             .label = text,
             .insert = insert,
             .caret = int(insert.size()),
             .detail = {},
             .documentation = {}});
    }
}

void Search::add(Completion completion)
{
    const auto at = rank(completion.label);
    if (!at || m_seen.contains(completion.label))
        return;
    m_seen.insert(completion.label);
    m_found.emplace_back(*at, std::move(completion));
}

/// How well a label goes on from what was typed; nullopt: not at all.
std::optional<int> Search::rank(const QString &label) const
{
    if (label.startsWith(m_typed))
        return 0;
    if (label.startsWith(m_typed, Qt::CaseInsensitive))
        return 1;
    if (label.contains(u' ' + m_typed, Qt::CaseInsensitive))
        return 2;
    if (m_typed.size() > 1 && label.contains(m_typed, Qt::CaseInsensitive))
        return 3;
    return std::nullopt;
}

} // namespace

Completions completionsAt(QStringView text, int position, const Sight &sight, const Environment &environment)
{
    position = std::clamp(position, 0, int(text.size()));
    if (isInsideOfText(text, position))
        return {position, position, {}};
    return Search(text, position, sight, environment).run();
}

} // namespace Plugboard::Feel
