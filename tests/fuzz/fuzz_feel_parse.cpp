#include "core/feel/expression.h"
#include "core/feel/functions/builtin.h"
#include "core/feel/lexer.h"

#include <QString>

#include <cstdlib>

// Any bytes, read as an expression and as unary tests: no crash, no hang, and every finding has a place in the text.

namespace Plugboard {

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void checkPlaces(const QList<Feel::Diagnostic> &found, const QString &text, qsizetype bytes)
{
    for (const Feel::Diagnostic &one : found) {
        require(!one.message.isEmpty());
        require(one.from >= 0 && one.from <= one.to && one.to <= bytes);
        require(one.fromUtf16 >= 0 && one.fromUtf16 <= one.toUtf16 && one.toUtf16 <= text.size());
        require(one.line >= 1 && one.column >= 1);
    }
}

void check(const Feel::Parsed &parsed, const QString &text)
{
    const qsizetype bytes = text.toUtf8().size();
    checkPlaces(parsed.errors, text, bytes);
    checkPlaces(parsed.hints, text, bytes);
}

/// Tokens stand in order, none is empty but the last.
void checkTokens(QByteArrayView bytes)
{
    qsizetype behind = 0;
    for (const Feel::Token &token : Feel::tokenize(bytes, {}).list) {
        const bool last = token.type == Feel::Token::Type::End;
        require(token.span.from >= behind && (last || token.span.to > token.span.from));
        require(token.span.to <= bytes.size());
        behind = token.span.to;
    }
}

} // namespace

} // namespace Plugboard

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace Plugboard;
    const QByteArrayView bytes(data, qsizetype(size));
    checkTokens(bytes);
    const QString text = QString::fromUtf8(bytes);
    Feel::ParseOptions options {.dialect = Feel::Dialect::Camunda,
                                .names = {"a-b", "days in weekend", "3rd party"},
                                .entryNames = {"b c"},
                                .functions = &Feel::connectorFunctions(),
                                .limits = {}};
    check(Feel::Expression::parse(text, options), text);
    options.dialect = Feel::Dialect::Dmn;
    check(Feel::Expression::parseUnaryTests(text, options), text);
    return 0;
}
