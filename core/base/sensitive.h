#pragma once

#include <QByteArray>

#include <utility>

namespace Plugboard {

/// A secret on its way: a key, a token, a password.
///
/// Has no QDebug operator, no JSON form and no conversion; whoever needs the bytes says `reveal()`, and a search for that
/// word finds every place. The bytes are overwritten when the last copy goes.
class Sensitive final
{
public:
    Sensitive() = default;
    explicit Sensitive(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    Sensitive(const Sensitive &) = default;
    Sensitive(Sensitive &&) noexcept = default;
    Sensitive &operator=(const Sensitive &other);
    Sensitive &operator=(Sensitive &&other) noexcept;
    ~Sensitive();

    bool isEmpty() const { return m_bytes.isEmpty(); }
    qsizetype size() const { return m_bytes.size(); }

    /// The bytes. Never log, store or show what this returns without masking.
    const QByteArray &reveal() const { return m_bytes; }

    friend bool operator==(const Sensitive &, const Sensitive &) = default;

private:
    void wipe();

    QByteArray m_bytes;
};

} // namespace Plugboard
