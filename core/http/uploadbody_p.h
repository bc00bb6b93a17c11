#pragma once

#include <QIODevice>

#include <algorithm>
#include <cstring>
#include <functional>

namespace Plugboard::Http {

/// The request's body as a device that gives each byte once and cannot go back, so that the manager is unable to send a
/// request twice: it would do so silently for any body it can rewind, and for none at all.
class UploadBody final : public QIODevice
{
public:
    /// `taken` hears, in the thread of the manager, how many bytes have been handed over so far.
    UploadBody(QByteArray body, std::function<void(qint64)> taken)
        : m_body(std::move(body))
        , m_taken(std::move(taken))
    {
        open(ReadOnly | Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool atEnd() const override { return m_given == m_body.size(); }
    qint64 bytesAvailable() const override { return m_body.size() - m_given; }

protected:
    qint64 readData(char *data, qint64 limit) override
    {
        if (atEnd())
            return -1;
        const qint64 count = std::min<qint64>(limit, m_body.size() - m_given);
        std::memcpy(data, m_body.constData() + m_given, size_t(count));
        m_given += count;
        m_taken(m_given);
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    std::function<void(qint64)> m_taken;
    qint64 m_given = 0;
};

} // namespace Plugboard::Http
