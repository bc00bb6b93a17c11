#pragma once

#include <QByteArray>
#include <QString>

namespace Plugboard {

/// Chance, as an interface, so that a run can be replayed. Thread-safe.
class Random
{
public:
    virtual ~Random() = default;

    /// Unpredictable bytes; fit for keys.
    virtual QByteArray bytes(qsizetype count) = 0;

    /// Uniform in [0, 1).
    double real();

    /// Version 4, lower case, with dashes (RFC 9562, section 5.4).
    QString uuid();
};

/// The operating system's source.
class SystemRandom final : public Random
{
public:
    QByteArray bytes(qsizetype count) override;
};

} // namespace Plugboard
