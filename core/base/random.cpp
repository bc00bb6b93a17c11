#include "core/base/random.h"

#include <QRandomGenerator>
#include <QUuid>

#include <cstring>

namespace Plugboard {

double Random::real()
{
    quint64 bits = 0;
    const QByteArray source = bytes(sizeof bits);
    std::memcpy(&bits, source.constData(), sizeof bits);
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

QString Random::uuid()
{
    QByteArray source = bytes(16);
    source[6] = static_cast<char>((source[6] & 0x0f) | 0x40);
    source[8] = static_cast<char>((source[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(source).toString(QUuid::WithoutBraces);
}

QByteArray SystemRandom::bytes(qsizetype count)
{
    QByteArray result(count, Qt::Uninitialized);
    for (char &byte : result)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return result;
}

} // namespace Plugboard
