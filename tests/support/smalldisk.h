#pragma once

#include <QtGlobal>

#include <csignal>

#include <sys/resource.h>

namespace Plugboard::Tests {

/// Cuts off what is written to any file behind so many bytes, as a full disk does, for as long as it lives.
class SmallDisk final
{
public:
    explicit SmallDisk(qsizetype bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit cut {rlim_t(bytes), m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &cut);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)
    ~SmallDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before {};
    void (*m_handler)(int);
};

} // namespace Plugboard::Tests
