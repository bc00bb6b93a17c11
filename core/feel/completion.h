#pragma once

#include "core/feel/expression.h"

#include <QList>
#include <QString>
#include <QStringView>

namespace Plugboard::Feel {

/// What helps while an expression is typed: names to go on with, parameters, the value of a part. The text may be unfinished or
/// wrong anywhere. Positions are UTF-16 code units of the text, as QString and editors count them. All functions evaluate parts
/// of the text within small limits: they belong in a worker, may run in several threads at once and end early when
/// `environment.stop` asks for it.
struct Sight
{
    Scope scope; ///< What the expression sees: variables, the last answer
    ParseOptions options; ///< How it will be read; names of the scope are added by the functions
};

/// One way to go on.
struct Completion
{
    enum class Kind { Variable, Entry, Property, Function, Keyword, Constant };

    Kind kind = Kind::Variable;
    QString label; ///< "order", "string length": what is matched and shown
    QString
        insert; ///< What replaces Completions::from to `to`: with backticks where the name needs them, with parentheses
    int caret = 0; ///< Where the caret stands in `insert` afterwards, from its beginning
    QString detail; ///< "string = \"Ada\"", "(string) → number": one short line
    QString documentation; ///< Of a function; empty for others
};

struct Completions
{
    int from = 0; ///< The word at the caret, replaced when one is taken
    int to = 0;
    QList<Completion>
        items; ///< Best first: locals, variables, functions, keywords; those that begin with the word before others
};

/// After a dot the entries or properties of what stands before it (of a list: of its first item), also inside loops and filters,
/// whose variables stand for the first item; else variables, functions and words of the language. Empty inside texts, numbers
/// and comments.
Completions completionsAt(QStringView text, int position, const Sight &sight, const Environment &environment);

/// A function whose argument the caret is in.
struct Signature
{
    QString name;
    QStringList parameters; ///< "string: string", "length: number?"
    QString result; ///< "number"
    QString documentation;
    int active = -1; ///< Index of the parameter at the caret; -1: one too many
};

/// All overloads of the innermost call around `position`, those that the arguments so far fit first; empty outside of calls.
QList<Signature> signaturesAt(QStringView text, int position, const Sight &sight);

/// The part of an expression under the mouse.
struct Explanation
{
    int from = 0;
    int to = 0;
    QString part; ///< The part's text, cut
    QString type; ///< "list", "number"; empty for a function's name
    QString value; ///< As FEEL text, cut to Limits::quotedCharacters
    bool firstItem = false; ///< In a loop or filter: the value is the one of the first turn
    QStringList reasons; ///< Why it is null, in order
    QList<Signature> functions; ///< If the part is a function's name
};

/// The smallest part around `position` that has a value or is a function's name; nullopt if there is none there.
std::optional<Explanation> explainAt(QStringView text, int position, const Sight &sight,
                                     const Environment &environment);

} // namespace Plugboard::Feel
