#include "core/base/platform_terminal.h"

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace Plugboard {

using namespace Qt::StringLiterals;

namespace {

/// Echo is off while it lives.
class SilentTerminal
{
public:
    SilentTerminal()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }

private:
    termios m_before {};
};

} // namespace

Result<QByteArray> readSecretInput(const char *prompt)
{
    const bool terminal = isatty(STDIN_FILENO) == 1;
    std::optional<SilentTerminal> silence;
    if (terminal) {
        std::fputs(prompt, stderr);
        silence.emplace();
    }
    QByteArray bytes;
    char buffer[4096];
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count < 0)
            return Error {Stage::Secrets, ErrorCode::Unreadable, u"stdin cannot be read; pipe the value in"_s, {}};
        bytes.append(buffer, count);
        if (count == 0 || (terminal && bytes.endsWith('\n')))
            break;
    }
    if (terminal) {
        std::fputc('\n', stderr);
        if (bytes.endsWith('\n'))
            bytes.chop(1);
    }
    return bytes;
}

} // namespace Plugboard
