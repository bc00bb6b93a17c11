#include "core/feel/diagnostics.h"

#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

QString kindName(Kind kind)
{
    static constexpr QStringView names[] {
        u"NO_VARIABLE_FOUND",  u"NO_CONTEXT_ENTRY_FOUND", u"NO_PROPERTY_FOUND",
        u"NOT_COMPARABLE",     u"INVALID_TYPE",           u"NO_FUNCTION_FOUND",
        u"FUNCTION_INVOCATION_FAILURE", u"INVALID_ARGUMENTS", u"UNSUPPORTED",
        u"OUT_OF_RANGE",       u"DUPLICATE_KEY",          u"BEYOND_CAMUNDA",
        u"SYNTAX",             u"LIMIT",                  u"CANCELLED",
        u"ASSERT_FAILED",      u"NO_INPUT"};
    return names[static_cast<int>(kind)].toString();
}

Diagnostic diagnosticAt(QByteArrayView utf8, Span span, Kind kind, const QString &message)
{
    Diagnostic diagnostic {kind, message, span.from, span.to};
    const Json::Position position = Json::positionAt(utf8, span.from);
    diagnostic.line = position.line;
    diagnostic.column = position.column;
    diagnostic.fromUtf16 = int(QString::fromUtf8(utf8.first(std::min(span.from, utf8.size()))).size());
    diagnostic.toUtf16 = int(QString::fromUtf8(utf8.first(std::min(span.to, utf8.size()))).size());
    return diagnostic;
}

QString quoted(const Value &value, int characters)
{
    switch (value.type()) {
    case Value::Type::List:
        return u"a list of %1"_s.arg(value.size());
    case Value::Type::Context:
        return u"a context of %1"_s.arg(value.size());
    case Value::Type::Range:
        return u"a range"_s;
    case Value::Type::Function:
        return u"a function"_s;
    case Value::Type::String: {
        const QString text = QString::fromUtf8(value.utf8().first(std::min<qsizetype>(value.utf8().size(), 4 * characters)));
        return u'"' + (text.size() > characters ? text.first(characters) + u'…' : text) + u'"';
    }
    case Value::Type::Null:
        return u"null"_s;
    default:
        return QString::fromUtf8(Json::write(value));
    }
}

/// Levenshtein's distance, at most a third of the word.
QByteArray nearest(const QByteArray &word, const QList<QByteArray> &candidates)
{
    QByteArray best;
    qsizetype least = std::max<qsizetype>(1, word.size() / 3) + 1;
    for (const QByteArray &candidate : candidates) {
        if (std::abs(candidate.size() - word.size()) >= least)
            continue;
        std::vector<qsizetype> row(size_t(candidate.size()) + 1);
        for (size_t i = 0; i < row.size(); ++i)
            row[i] = qsizetype(i);
        for (qsizetype i = 0; i < word.size(); ++i) {
            qsizetype diagonal = row[0]++;
            for (qsizetype j = 0; j < candidate.size(); ++j) {
                const qsizetype replaced = diagonal + (word[i] == candidate[j] ? 0 : 1);
                diagonal = row[size_t(j) + 1];
                row[size_t(j) + 1] = std::min({replaced, diagonal + 1, row[size_t(j)] + 1});
            }
        }
        if (row.back() < least) {
            least = row.back();
            best = candidate;
        }
    }
    return best;
}

} // namespace Plugboard::Feel
