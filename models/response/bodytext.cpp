#include "models/response/bodytext.h"

#include <algorithm>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

/// What a plain text view lays out in a few milliseconds even if it is one line.
constexpr qsizetype mostPartBytes = 64 << 10;
constexpr qsizetype mostTextHits = 100'000;

/// Where a part that begins at `from` ends.
qsizetype partEnd(QByteArrayView bytes, qsizetype from)
{
    if (bytes.size() - from <= mostPartBytes)
        return bytes.size();
    const QByteArrayView part = bytes.sliced(from, mostPartBytes);
    if (const qsizetype line = part.lastIndexOf('\n'); line > mostPartBytes / 2)
        return from + line + 1;
    qsizetype end = from + mostPartBytes;
    // Not within a character of UTF-8, which has four bytes at the most.
    for (int step = 0; step < 3 && (uchar(bytes.at(end)) & 0xC0) == 0x80; ++step)
        --end;
    return end;
}

} // namespace

BodyText::BodyText(const QByteArray &utf8)
    : m_utf8(utf8)
{
    for (qsizetype end = partEnd(utf8, 0); end < utf8.size(); end = partEnd(utf8, end))
        m_begins.append(end);
}

QString BodyText::part(qsizetype index) const
{
    if (index < 0 || index >= partCount())
        return {};
    const qsizetype begin = m_begins.at(index);
    return QString::fromUtf8(QByteArrayView(m_utf8).sliced(begin, endOf(index) - begin)).replace("\r\n"_L1, "\n"_L1);
}

BodyText::Hits BodyText::find(const QString &text, const std::stop_token &stop) const
{
    Hits hits;
    if (text.isEmpty())
        return hits;
    for (qsizetype index = 0; index < partCount() && !stop.stop_requested(); ++index) {
        QString part = this->part(index);
        const qsizetype size = part.size();
        // What begins here may end in the next one.
        part += this->part(index + 1).left(text.size() - 1);
        for (qsizetype at = part.indexOf(text, 0, Qt::CaseInsensitive); at >= 0 && at < size;
             at = part.indexOf(text, at + text.size(), Qt::CaseInsensitive)) {
            ++hits.count;
            if (hits.first.size() < mostTextHits)
                hits.first.append({index, at});
        }
    }
    return hits;
}

} // namespace Plugboard::Models
