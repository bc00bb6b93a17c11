#pragma once

#include "core/feel/completion.h"
#include "core/feel/parser.h"

namespace Plugboard::Feel {

/// One place in a text that may be unfinished: the parts of the expression around it, and what names mean there. Lives for one
/// question of an editor.
///
///     const Place place(text, position, sight);
///     const Value base = place.valueOf(*place.inner(), environment).value;
class Place final
{
public:
    /// `position` in bytes of UTF-8.
    Place(const QByteArray &utf8, qsizetype position, const Sight &sight);

    /// Nodes that contain the position, outermost first, as far as they have children.
    const std::vector<const SyntaxNode *> &around() const { return m_around; }
    /// Nodes that end at the position count too.
    const SyntaxNode *inner() const { return m_around.empty() ? nullptr : m_around.back(); }
    const SyntaxTree &tree() const { return m_read.tree; }

    /// The scope at the place: variables, and what loops, filters, contexts and functions around it bind. Loops and filters
    /// stand at their first item.
    Scope scope(const Environment &environment) const;
    /// Whether the place is inside of a loop or filter.
    bool isRepeated() const;
    /// What a part comes to when it is evaluated at this place; nullopt if it contains an error.
    std::optional<Outcome> valueOf(const SyntaxNode &part, const Scope &scope, const Environment &environment) const;

private:
    Scope withNamesOf(const SyntaxNode &node, Scope scope, const Environment &environment) const;
    Value firstOf(const SyntaxNode &list, const Scope &scope, const Environment &environment) const;
    bool isIn(const SyntaxNode &node) const;

    QByteArray m_utf8;
    qsizetype m_position;
    const Sight &m_sight;
    ParseOptions m_options;
    ParseResult m_read;
    std::vector<const SyntaxNode *> m_around;
};

/// Bytes of UTF-8 in front of a UTF-16 position, and back.
qsizetype utf8Position(QStringView text, int utf16);
int utf16Position(const QByteArray &utf8, qsizetype bytes);

/// "list", "string = \"Ada\"": a value in a few words.
QString briefly(const Value &value, int characters);

/// A function's overloads as signatures.
QList<Signature> signaturesOf(const QByteArray &function, const ParseOptions &options);

} // namespace Plugboard::Feel
