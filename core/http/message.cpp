#include "core/http/message.h"

#include <QUrl>

#include <algorithm>

namespace Plugboard::Http {

namespace {

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
        || c == '.' || c == '~';
}

/// The value of a hexadecimal digit, or -1.
int digitValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The byte that "%XX" at `at` stands for, or -1.
int escapedByte(QByteArrayView text, qsizetype at)
{
    if (at + 2 >= text.size() || text[at] != '%')
        return -1;
    const int high = digitValue(text[at + 1]);
    const int low = digitValue(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

void appendEscaped(QByteArray &out, char c)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    out += '%';
    out += digits[static_cast<uchar>(c) >> 4];
    out += digits[static_cast<uchar>(c) & 15];
}

/// Path or query as it may stand in a request line: what may not stand there is encoded; of two spellings that RFC 3986,
/// section 6.2.2, calls equivalent ("%7e", "~") the one that is sent.
QByteArray requestText(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const int escaped = escapedByte(text, i);
        if (escaped >= 0) {
            if (isUnreserved(char(escaped)))
                out += char(escaped);
            else
                appendEscaped(out, char(escaped));
            i += 2;
        } else if (isUnreserved(c) || QByteArrayView("!$&'()*+,;=:@/?[]").contains(c)) {
            out += c;
        } else {
            appendEscaped(out, c);
        }
    }
    return out;
}

bool isHostText(QByteArrayView host)
{
    if (host.startsWith('[')) {
        if (!host.endsWith(']') || host.size() < 4)
            return false;
        return std::all_of(host.begin() + 1, host.end() - 1,
                           [](char c) { return digitValue(c) >= 0 || c == ':' || c == '.'; });
    }
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), [](char c) { return isUnreserved(c) && c != '~'; });
}

/// "host", "host:port", "[::1]:port" into its parts; false if it is none of them.
bool splitAuthority(QStringView authority, Target &target)
{
    qsizetype hostEnd = authority.size();
    const qsizetype colon = authority.lastIndexOf(u':');
    if (colon > authority.lastIndexOf(u']')) {
        hostEnd = colon;
        const QStringView digits = authority.sliced(colon + 1);
        bool ok = true;
        const int port = digits.isEmpty() ? 0 : digits.toInt(&ok);
        const bool plain = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!ok || !plain || port > 65535 || (port == 0 && !digits.isEmpty()))
            return false;
        target.port = port;
    }
    const QString host = authority.first(hostEnd).toString();
    target.host = host.startsWith(u'[') ? host.toUtf8().toLower() : QUrl::toAce(host).toLower();
    // toAce() gives nothing for names that DNS does not have but hosts files do, such as "my_host".
    if (target.host.isEmpty())
        target.host = host.toUtf8().toLower();
    return isHostText(target.host);
}

int defaultPort(QByteArrayView scheme)
{
    return scheme == "http" ? 80 : 443;
}

} // namespace

void Headers::set(const QByteArray &name, QByteArray value)
{
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (!sameName(m_lines.at(i).first, name))
            continue;
        m_lines[i].second = std::move(value);
        m_lines.erase(std::remove_if(m_lines.begin() + i + 1, m_lines.end(),
                                     [&](const Line &line) { return sameName(line.first, name); }),
                      m_lines.end());
        return;
    }
    m_lines.append({name, std::move(value)});
}

void Headers::remove(QByteArrayView name)
{
    m_lines.removeIf([&](const Line &line) { return sameName(line.first, name); });
}

bool Headers::contains(QByteArrayView name) const
{
    return std::any_of(m_lines.begin(), m_lines.end(), [&](const Line &line) { return sameName(line.first, name); });
}

QByteArray Headers::value(QByteArrayView name) const
{
    return values(name).join(", ");
}

QList<QByteArray> Headers::values(QByteArrayView name) const
{
    QList<QByteArray> found;
    for (const Line &line : m_lines) {
        if (sameName(line.first, name))
            found.append(line.second);
    }
    return found;
}

QByteArray Target::authority() const
{
    if (port == 0 || port == defaultPort(scheme))
        return host;
    return host + ':' + QByteArray::number(port);
}

QByteArray Target::origin() const
{
    return scheme + "://" + authority();
}

QByteArray Target::url() const
{
    return origin() + path + (query.isEmpty() ? QByteArray() : '?' + query);
}

QString Target::display() const
{
    return QString::fromUtf8(origin() + path);
}

std::optional<Target> Target::fromUrl(QStringView url)
{
    if (!url.isValidUtf16())
        return {};
    const qsizetype schemeEnd = url.indexOf(u"://");
    if (schemeEnd < 0)
        return {};
    Target target;
    target.scheme = url.first(schemeEnd).toUtf8().toLower();
    if (target.scheme != "http" && target.scheme != "https")
        return {};
    QStringView rest = url.sliced(schemeEnd + 3);
    const qsizetype fragment = rest.indexOf(u'#');
    if (fragment >= 0)
        rest = rest.first(fragment);
    const auto pathStart = std::find_if(rest.begin(), rest.end(), [](QChar c) { return c == u'/' || c == u'?'; });
    const qsizetype authorityEnd = pathStart - rest.begin();
    if (!splitAuthority(rest.first(authorityEnd), target))
        return {};
    rest = rest.sliced(authorityEnd);
    const qsizetype question = rest.indexOf(u'?');
    const QStringView path = question < 0 ? rest : rest.first(question);
    if (!path.isEmpty())
        target.path = requestText(path.toUtf8());
    if (question >= 0)
        target.query = requestText(rest.sliced(question + 1).toUtf8());
    return target;
}

QByteArray percentEncoded(QByteArrayView text, QByteArrayView keep)
{
    QByteArray out;
    out.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c) || keep.contains(c))
            out += c;
        else
            appendEscaped(out, c);
    }
    return out;
}

QByteArray percentDecoded(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int escaped = escapedByte(text, i);
        if (escaped >= 0)
            i += 2;
        out += escaped >= 0 ? char(escaped) : text[i];
    }
    return out;
}

} // namespace Plugboard::Http
