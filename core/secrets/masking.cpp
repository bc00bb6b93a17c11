#include "core/secrets/placeholders.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>

namespace Plugboard::Secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortestSearched = 4;

/// All but RFC 3986's unreserved characters encoded, as signers and forms do.
QByteArray percentForm(const QByteArray &secret)
{
    return secret.toPercentEncoding();
}

/// The middle of a text's base64 that is the same whatever stands before and after it, when it begins `offset` bytes into a
/// group of three.
QByteArray base64Form(const QByteArray &secret, qsizetype offset, QByteArray::Base64Options options)
{
    const QByteArray all = (QByteArray(offset, '\0') + secret).toBase64(options | QByteArray::OmitTrailingEquals);
    const qsizetype from = (offset * 8 + 5) / 6;
    const qsizetype to = (offset + secret.size()) * 8 / 6;
    return all.mid(from, to - from);
}

QByteArray jsonForm(const QByteArray &secret, bool escapedSlash)
{
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray out;
    for (const char c : secret) {
        static constexpr QByteArrayView named = "\"\\\b\f\n\r\t";
        const qsizetype at = named.indexOf(c);
        if (at >= 0)
            out += QByteArray("\\") + "\"\\bfnrt"[at];
        else if (c == '/' && escapedSlash)
            out += "\\/";
        else if (uchar(c) < 0x20)
            out += QByteArray("\\u00") + digits[uchar(c) >> 4] + digits[uchar(c) & 15];
        else
            out += c;
    }
    return out;
}

/// As jsonForm(), with all beyond ASCII as \uXXXX.
QByteArray asciiJsonForm(const QByteArray &secret)
{
    QByteArray out;
    for (const QChar c : QString::fromUtf8(jsonForm(secret, false))) {
        if (c.unicode() < 0x80)
            out += char(c.unicode());
        else
            out += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return out;
}

QByteArray xmlForm(const QByteArray &secret)
{
    return QString::fromUtf8(secret).toHtmlEscaped().toUtf8();
}

/// Percent-encoding with small hexadecimal digits.
QByteArray withSmallEscapes(QByteArray encoded)
{
    for (qsizetype i = 0; i + 2 < encoded.size(); ++i) {
        if (encoded.at(i) != '%')
            continue;
        encoded[i + 1] = char(std::tolower(uchar(encoded.at(i + 1))));
        encoded[i + 2] = char(std::tolower(uchar(encoded.at(i + 2))));
    }
    return encoded;
}

/// The spellings under which a secret turns up in requests, answers and logs.
QList<QByteArray> forms(const QByteArray &secret)
{
    const QByteArray percent = percentForm(secret);
    const QByteArray xml = xmlForm(secret);
    QList<QByteArray> all {secret,
                           percent,
                           withSmallEscapes(percent),
                           QByteArray(percent).replace("%20", "+"),
                           secret.toHex(),
                           secret.toHex().toUpper(),
                           jsonForm(secret, false),
                           jsonForm(secret, true),
                           asciiJsonForm(secret),
                           xml,
                           QByteArray(xml).replace('\'', "&apos;"),
                           QByteArray(xml).replace('\'', "&#39;"),
                           secret.toBase64(),
                           secret.toBase64().toPercentEncoding()};
    for (const auto options : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        for (const qsizetype offset : {0, 1, 2}) {
            all.append(base64Form(secret, offset, options));
            all.append(base64Form(secret, offset, options).toPercentEncoding());
        }
    }
    all.removeIf([](const QByteArray &form) { return form.size() < shortestSearched; });
    return all;
}

} // namespace

/// Finds needles in one pass: most bytes are passed over by what the needles begin with.
class Masking::Finder final
{
public:
    explicit Finder(const QList<Needle> &needles)
    {
        for (const Needle &needle : needles) {
            m_byFirst[uchar(needle.bytes.at(0))].append(&needle);
            m_begins.set(pairAt(needle.bytes.constData()));
        }
    }

    /// The first match at or after `from`, or -1.
    qsizetype next(const QByteArray &bytes, qsizetype from) const
    {
        const char *data = bytes.constData();
        for (qsizetype at = from; at + 1 < bytes.size(); ++at) {
            if (m_begins.test(pairAt(data + at)) && longestAt(bytes, at))
                return at;
        }
        return -1;
    }

    const Needle *longestAt(const QByteArray &bytes, qsizetype at) const
    {
        for (const Needle *needle : m_byFirst[uchar(bytes.at(at))]) {
            if (QByteArrayView(bytes).sliced(at).startsWith(needle->bytes))
                return needle;
        }
        return nullptr;
    }

private:
    static size_t pairAt(const char *text) { return size_t(uchar(text[0])) << 8 | uchar(text[1]); }

    std::array<QList<const Needle *>, 256> m_byFirst; ///< Longest first
    std::bitset<65'536> m_begins; ///< Their first two bytes
};

bool Masking::canHide(const Sensitive &secret)
{
    // Counted in characters: "äé" is too short, though it has four bytes.
    return QString::fromUtf8(secret.reveal()).size() >= shortestSearched;
}

void Masking::add(const Sensitive &secret, const QString &name)
{
    if (!canHide(secret))
        return;
    const QByteArray replacement = name.isEmpty() ? mask.toUtf8() : "{{secrets." + name.toUtf8() + "}}";
    for (const QByteArray &form : forms(secret.reveal())) {
        const bool known = std::any_of(m_needles.begin(), m_needles.end(),
                                       [&](const Needle &needle) { return needle.bytes == form; });
        if (!known)
            m_needles.append({form, replacement});
    }
    std::stable_sort(m_needles.begin(), m_needles.end(),
                     [](const Needle &a, const Needle &b) { return a.bytes.size() > b.bytes.size(); });
}

bool Masking::isEmpty() const
{
    return m_needles.isEmpty();
}

QByteArray Masking::masked(const QByteArray &bytes) const
{
    if (isEmpty())
        return bytes;
    const Finder finder(m_needles);
    QByteArray out;
    qsizetype copied = 0;
    for (qsizetype at = finder.next(bytes, 0); at >= 0; at = finder.next(bytes, copied)) {
        const Needle *first = finder.longestAt(bytes, at);
        out += QByteArrayView(bytes).sliced(copied, at - copied);
        out += first->replacement;
        // A second secret may begin inside this one and reach beyond it: no rest of it may stay.
        qsizetype end = at + first->bytes.size();
        for (qsizetype inner = at + 1; inner < end; ++inner) {
            if (const Needle *overlapping = finder.longestAt(bytes, inner))
                end = std::max(end, inner + overlapping->bytes.size());
        }
        copied = end;
    }
    return copied == 0 ? bytes : out + QByteArrayView(bytes).sliced(copied).toByteArray();
}

QString Masking::masked(const QString &text) const
{
    if (isEmpty())
        return text;
    const QByteArray utf8 = text.toUtf8();
    const QByteArray hidden = masked(utf8);
    return hidden == utf8 ? text : QString::fromUtf8(hidden);
}

Error Masking::masked(Error error) const
{
    error.message = masked(error.message);
    error.where = masked(error.where);
    return error;
}

} // namespace Plugboard::Secrets
