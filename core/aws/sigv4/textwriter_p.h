#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstring>

namespace Plugboard::Aws {

/// Puts a text together from many short pieces. QByteArray::append() costs as much as hashing such a piece; this is a copy.
class TextWriter final
{
public:
    /// `room`: how long the text will be at most; it grows if that is wrong.
    explicit TextWriter(qsizetype room)
        : m_text(room, Qt::Uninitialized)
        , m_data(m_text.data())
    {
    }

    TextWriter &operator<<(QByteArrayView piece)
    {
        if (piece.size() > m_text.size() - m_length)
            grow(piece.size());
        if (!piece.isEmpty())
            std::memcpy(m_data + m_length, piece.data(), std::size_t(piece.size()));
        m_length += piece.size();
        return *this;
    }
    TextWriter &operator<<(char c) { return *this << QByteArrayView(&c, 1); }

    qsizetype length() const { return m_length; }

    QByteArray take()
    {
        m_text.truncate(m_length);
        return std::move(m_text);
    }

private:
    void grow(qsizetype more)
    {
        m_text.resize(2 * m_text.size() + more);
        m_data = m_text.data();
    }

    QByteArray m_text;
    char *m_data;
    qsizetype m_length = 0;
};

} // namespace Plugboard::Aws
