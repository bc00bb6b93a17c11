#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <stop_token>

namespace Plugboard::Models {

/// A body cut into parts that a text view lays out without a pause. Immutable, cheap to copy, thread-safe.
class BodyText final
{
public:
    struct Hit
    {
        qsizetype part = 0;
        qsizetype position = 0; ///< In UTF-16 units of part()
    };
    struct Hits
    {
        QList<Hit> first; ///< 100,000 at the most
        qint64 count = 0;
    };

    BodyText() = default;
    /// Cuts at the ends of lines where there are any, never within a character. Reads the body once.
    explicit BodyText(const QByteArray &utf8);

    const QByteArray &utf8() const { return m_utf8; }
    /// At least one; an empty body has one empty part.
    qsizetype partCount() const { return m_begins.size(); }
    /// Line ends as text views have them: one character each.
    QString part(qsizetype index) const;

    /// Letters of either case. Blocking: for a worker.
    Hits find(const QString &text, const std::stop_token &stop) const;

private:
    qsizetype endOf(qsizetype part) const { return m_begins.value(part + 1, m_utf8.size()); }

    QByteArray m_utf8;
    QList<qsizetype> m_begins {0};
};

} // namespace Plugboard::Models
