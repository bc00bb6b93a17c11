#include "core/http/transport.h"

#include <algorithm>
#include <cctype>

namespace Plugboard::Http {

using namespace Qt::StringLiterals;

namespace {

Error refused(const QString &message)
{
    return {Stage::Transport, ErrorCode::Invalid, message, {}};
}

/// RFC 9110, section 5.6.2.
bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

/// RFC 9110, section 5.5: visible characters, blanks, tabs, and bytes from 0x80 on.
bool isFieldValue(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (uchar(c) >= 0x20 && c != 0x7F); });
}

/// A path or query as RFC 3986 lets it stand in a request line: no blanks, controls or non-ASCII, "%" only with two digits.
bool isRequestText(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (uchar(c) <= 0x20 || uchar(c) >= 0x7F || QByteArrayView("\"#<>\\^`{|}").contains(c))
            return false;
        if (c != '%')
            continue;
        if (i + 2 >= text.size() || !isxdigit(uchar(text[i + 1])) || !isxdigit(uchar(text[i + 2])))
            return false;
    }
    return true;
}

/// A name that may itself hold controls, made fit to be shown.
QString shown(QByteArrayView name)
{
    return u'“' + QString::fromLatin1(percentEncoded(name, " !#$&'()*+,/:;=?@[]^`{|}").left(60)) + u'”';
}

/// Headers the transport computes, and those of which a second line would say two things at once.
constexpr QByteArrayView ownHeaders[] = {"content-length", "transfer-encoding", "host"};
constexpr QByteArrayView singleHeaders[]
    = {"authorization", "content-type", "content-encoding", "date", "range", "user-agent"};

Result<Done> checkHeaders(const Headers &headers)
{
    for (const Headers::Line &line : headers.lines()) {
        if (!isToken(line.first)) {
            return refused(
                u"the header name %1 has a character that no header name may have; use letters, digits and dashes"_s
                    .arg(shown(line.first)));
        }
        if (!isFieldValue(line.second)) {
            return refused(u"the value of header %1 has a line break or another control character; remove it"_s.arg(
                shown(line.first)));
        }
    }
    for (const QByteArrayView name : ownHeaders) {
        if (headers.contains(name))
            return refused(u"the header %1 is set by Plugboard from the request itself; remove it"_s.arg(shown(name)));
    }
    for (const QByteArrayView name : singleHeaders) {
        if (headers.values(name).size() > 1)
            return refused(u"the header %1 is given more than once; keep one"_s.arg(shown(name)));
    }
    return Done {};
}

Result<Done> checkTarget(const Target &target)
{
    if (target.scheme != "http" && target.scheme != "https")
        return refused(u"the scheme %1 is not supported; use https or http"_s.arg(shown(target.scheme)));
    const auto parsed = Target::fromUrl(QString::fromLatin1(target.origin()));
    if (target.port < 0 || target.port > 65535 || !parsed || parsed->host != target.host)
        return refused(u"%1 is no host that can be called; check the endpoint"_s.arg(shown(target.host)));
    if (!target.path.startsWith('/') || target.path.contains('?') || !isRequestText(target.path))
        return refused(
            u"the path has a character that must be percent-encoded, or does not begin with a slash; correct the URL"_s);
    if (!isRequestText(target.query))
        return refused(u"the query has a character that must be percent-encoded; correct the URL"_s);
    return Done {};
}

} // namespace

Result<Done> validate(const Request &request)
{
    if (!isToken(request.method)) {
        return refused(u"the method %1 has a character that no method may have; use GET, POST, PUT …"_s.arg(
            shown(request.method)));
    }
    return checkTarget(request.target).andThen([&](Done) { return checkHeaders(request.headers); });
}

} // namespace Plugboard::Http
