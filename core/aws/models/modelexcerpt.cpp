#include "core/aws/models/modeltext_p.h"

#include <QFile>

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// Finds two objects at the top of a JSON text that comes bit by bit. It matches brackets and strings, no more: what it
/// finds is parsed afterwards.
class ExcerptFinder final
{
public:
    /// `text` begins as it did before. True: both are there.
    bool goOn(QByteArrayView text)
    {
        for (; m_at < text.size() && !isDone(); ++m_at) {
            const char c = text[m_at];
            if (m_isInString)
                inString(text, c);
            else
                outside(c);
        }
        return isDone();
    }

    ModelExcerpt of(QByteArrayView text) const { return {cut(text, m_metadata), cut(text, m_operations)}; }
    bool isDone() const { return m_metadata.end > 0 && m_operations.end > 0; }

private:
    struct Span
    {
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    static QByteArray cut(QByteArrayView text, const Span &span)
    {
        return text.sliced(span.begin, span.end - span.begin).toByteArray();
    }

    void inString(QByteArrayView text, char c)
    {
        if (m_isEscaped) {
            m_isEscaped = false;
        } else if (c == '\\') {
            m_isEscaped = true;
        } else if (c == '"') {
            m_isInString = false;
            if (m_depth == 1)
                m_lastString = text.sliced(m_stringBegin, m_at - m_stringBegin).toByteArray();
        }
    }

    void outside(char c)
    {
        switch (c) {
        case '"':
            m_isInString = true;
            m_stringBegin = m_at + 1;
            break;
        case '{':
        case '[':
            if (++m_depth == 2 && c == '{')
                m_wanted = m_lastString == "metadata" ? &m_metadata
                    : m_lastString == "operations"    ? &m_operations
                                                      : nullptr;
            if (m_depth == 2 && m_wanted != nullptr)
                m_wanted->begin = m_at;
            break;
        case '}':
        case ']':
            if (--m_depth == 1 && m_wanted != nullptr)
                std::exchange(m_wanted, nullptr)->end = m_at + 1;
            break;
        default:
            break;
        }
    }

    qsizetype m_at = 0;
    qsizetype m_stringBegin = 0;
    int m_depth = 0;
    bool m_isInString = false;
    bool m_isEscaped = false;
    QByteArray m_lastString; ///< At the top: the key of the value that comes next
    Span *m_wanted = nullptr;
    Span m_metadata;
    Span m_operations;
};

} // namespace

Result<ModelExcerpt> readModelExcerpt(const QString &path)
{
    ExcerptFinder finder;
    const auto goOn = [&finder](const QByteArray &text) { return finder.goOn(text); };
    const Result<QByteArray> text = modelText(path, goOn);
    if (!text)
        return text.error();
    // Packed text may end where it was enough; all other is whole, and ends as an object does.
    const bool isCut = !path.endsWith(u".gz") && !text->trimmed().endsWith('}');
    if (!finder.goOn(*text) || isCut)
        return Error {Stage::Call, ErrorCode::Invalid,
                      u"this is no whole service model: it has no \"metadata\" and \"operations\"; install it again"_s,
                      path};
    return finder.of(*text);
}

} // namespace Plugboard::Aws
