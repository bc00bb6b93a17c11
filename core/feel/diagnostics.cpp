#include "core/feel/diagnostics.h"

#include "core/feel/lexer.h"
#include "core/feel/text.h"

#include <algorithm>
#include <vector>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

QString kindName(Kind kind)
{
    switch (kind) {
    case Kind::NoVariableFound:
        return u"NO_VARIABLE_FOUND"_s;
    case Kind::NoContextEntryFound:
        return u"NO_CONTEXT_ENTRY_FOUND"_s;
    case Kind::NoPropertyFound:
        return u"NO_PROPERTY_FOUND"_s;
    case Kind::NotComparable:
        return u"NOT_COMPARABLE"_s;
    case Kind::InvalidType:
        return u"INVALID_TYPE"_s;
    case Kind::NoFunctionFound:
        return u"NO_FUNCTION_FOUND"_s;
    case Kind::FunctionInvocationFailure:
        return u"FUNCTION_INVOCATION_FAILURE"_s;
    case Kind::InvalidArguments:
        return u"INVALID_ARGUMENTS"_s;
    case Kind::Unsupported:
        return u"UNSUPPORTED"_s;
    case Kind::OutOfRange:
        return u"OUT_OF_RANGE"_s;
    case Kind::DuplicateKey:
        return u"DUPLICATE_KEY"_s;
    case Kind::BeyondCamunda:
        return u"BEYOND_CAMUNDA"_s;
    case Kind::Syntax:
        return u"SYNTAX"_s;
    case Kind::Limit:
        return u"LIMIT"_s;
    case Kind::Cancelled:
        return u"CANCELLED"_s;
    case Kind::AssertFailed:
        return u"ASSERT_FAILED"_s;
    case Kind::NoInput:
        return u"NO_INPUT"_s;
    }
    return {};
}

Diagnostic diagnosticAt(QByteArrayView utf8, Span span, Kind kind, const QString &message)
{
    Diagnostic result;
    result.kind = kind;
    result.message = message;
    result.from = std::clamp<qsizetype>(span.from, 0, utf8.size());
    result.to = std::clamp<qsizetype>(span.to, result.from, utf8.size());
    int utf16 = 0;
    for (qsizetype i = 0; i < result.to; ++i) {
        if (i == result.from)
            result.fromUtf16 = utf16;
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if ((byte & 0xC0u) == 0x80u)
            continue; // the middle of a character
        utf16 += byte >= 0xF0 ? 2 : 1;
        if (i >= result.from)
            continue;
        ++result.column;
        if (byte == '\n') {
            ++result.line;
            result.column = 1;
        }
    }
    if (result.from == result.to)
        result.fromUtf16 = utf16;
    result.toUtf16 = utf16;
    return result;
}

QString quoted(const Value &value, int characters)
{
    QString text = QString::fromUtf8(literalOf(value, Dialect::Camunda, characters * 4).text).simplified();
    if (text.size() > characters)
        text = text.first(characters - 1) + u'…';
    if (!text.isEmpty() && text.endsWith(u'…') && text.size() > 1 && text[text.size() - 2].isHighSurrogate())
        text.remove(text.size() - 2, 1);
    return text;
}

namespace {

/// Damerau–Levenshtein distance (neighbours swapped count one), never more than `most` + 1.
int editDistance(const QByteArray &a, const QByteArray &b, int most)
{
    if (std::abs(a.size() - b.size()) > most)
        return most + 1;
    std::vector<int> before;
    std::vector<int> last(size_t(b.size()) + 1);
    std::vector<int> row(last.size());
    for (size_t j = 0; j < last.size(); ++j)
        last[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = size_t(j);
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], before[at - 2] + 1);
        }
        before = std::exchange(last, row);
    }
    return last.back();
}

} // namespace

QByteArray nearest(const QByteArray &word, const QList<QByteArray> &candidates)
{
    QByteArray best;
    const QByteArray lower = word.toLower();
    int bestDistance = std::max(1, int(word.size() + 1) / 4) + 1;
    for (const QByteArray &candidate : candidates) {
        if (candidate.isEmpty() || candidate == word)
            continue;
        const int distance = editDistance(lower, candidate.toLower(), bestDistance);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace Plugboard::Feel
