#include "core/feel/diagnostics.h"

#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

QString kindName(Kind kind)
{
    static constexpr QStringView names[] {u"NO_VARIABLE_FOUND",
                                          u"NO_CONTEXT_ENTRY_FOUND",
                                          u"NO_PROPERTY_FOUND",
                                          u"NOT_COMPARABLE",
                                          u"INVALID_TYPE",
                                          u"NO_FUNCTION_FOUND",
                                          u"FUNCTION_INVOCATION_FAILURE",
                                          u"INVALID_ARGUMENTS",
                                          u"UNSUPPORTED",
                                          u"OUT_OF_RANGE",
                                          u"DUPLICATE_KEY",
                                          u"BEYOND_CAMUNDA",
                                          u"SYNTAX",
                                          u"LIMIT",
                                          u"CANCELLED",
                                          u"ASSERT_FAILED",
                                          u"NO_INPUT"};
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

namespace {

/// Writes FEEL text until there is enough of it; what is beyond is not read.
class Quotation final
{
public:
    explicit Quotation(int characters)
        : m_most(characters)
    {
    }

    QString take()
    {
        if (m_text.size() > m_most)
            m_text = m_text.first(m_most) + u'…';
        return std::move(m_text);
    }

    void write(const Value &value)
    {
        switch (value.type()) {
        case Value::Type::List:
            return writeItems(value, u'[', u']');
        case Value::Type::Context:
            return writeItems(value, u'{', u'}');
        case Value::Type::Range:
            m_text += u"a range";
            return;
        case Value::Type::Function:
            m_text += u"a function";
            return;
        case Value::Type::String:
            return writeText(value);
        case Value::Type::Null:
            m_text += u"null";
            return;
        default:
            m_text += QString::fromUtf8(Json::write(value));
        }
    }

private:
    bool isEnough() const { return m_text.size() > m_most; }

    void writeText(const Value &value)
    {
        const QByteArrayView bytes = value.utf8();
        const QString text = QString::fromUtf8(bytes.first(std::min<qsizetype>(bytes.size(), 4 * (m_most + 1))));
        m_text += text.size() > m_most ? u'"' + text.first(m_most) + u"…\""_s : u'"' + text + u'"';
    }

    void writeItems(const Value &value, QChar open, QChar close)
    {
        m_text += open;
        for (qsizetype index = 0; index < value.size() && !isEnough(); ++index) {
            if (index > 0)
                m_text += u", "_s;
            if (value.isContext())
                m_text += QString::fromUtf8(value.keyAt(index)) + u": "_s;
            write(value.isContext() ? value.valueAt(index) : value.at(index));
        }
        m_text += close;
    }

    QString m_text;
    int m_most;
};

} // namespace

QString quoted(const Value &value, int characters)
{
    Quotation quotation(characters);
    quotation.write(value);
    return quotation.take();
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
