#include "core/base/sensitive.h"

#include <cstring>

namespace Plugboard {

Sensitive &Sensitive::operator=(const Sensitive &other)
{
    if (this != &other) {
        wipe();
        m_bytes = other.m_bytes;
    }
    return *this;
}

Sensitive &Sensitive::operator=(Sensitive &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Sensitive::~Sensitive()
{
    wipe();
}

void Sensitive::wipe()
{
    // Shared bytes are left for the last owner; data() of an unshared array does not copy.
    if (m_bytes.isDetached() && !m_bytes.isEmpty())
        explicit_bzero(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
    m_bytes.clear();
}

} // namespace Plugboard
