#pragma once

#include "core/feel/diagnostics.h"

#include <vector>

namespace Plugboard::Feel {

struct Token
{
    enum class Type : quint8 {
        Word, ///< Letters, digits, _ and what else may stand in a name's word
        Quoted, ///< `name in backticks`; text without them
        Number,
        String, ///< Text with escapes resolved
        Sign, ///< Operators and brackets, the longest that fits
        Bad, ///< Text says why
        End,
    };

    Type type = Type::End;
    Span span;
    QByteArray text;

    bool is(QByteArrayView sign) const { return (type == Type::Sign || type == Type::Word) && text == sign; }
};

/// Words, literals and signs of a FEEL text (DMN 1.5, section 10.3.1.2), ended by Token::End. Blanks are Unicode's; comments
/// are skipped. What cannot be read is a Bad token, and reading goes on behind it.
std::vector<Token> lex(QByteArrayView utf8);

} // namespace Plugboard::Feel
