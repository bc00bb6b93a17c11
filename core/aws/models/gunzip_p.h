#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace Plugboard::Aws {

struct Unpacked
{
    enum class State { Whole, Enough, TooLarge, Damaged };

    QByteArray text;
    State state = State::Damaged;
};

/// Unpacks a gzip file (RFC 1952) to at most `limitBytes`. `enough` is told all text so far, every 128 KiB, and may end it.
Unpacked gunzip(QByteArrayView packed, qsizetype limitBytes,
                const std::function<bool(const QByteArray &text)> &enough = {});

} // namespace Plugboard::Aws
