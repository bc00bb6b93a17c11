#include "core/aws/sigv4/canonicalrequest_p.h"

#include <algorithm>
#include <array>

namespace Plugboard::Aws {

namespace {

/// Headers that proxies and HTTP stacks add or alter on the way, and the signature itself.
bool isUnsignable(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 10> names {
        "authorization", "connection",        "expect",  "keep-alive", "te",
        "trailer",       "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id"};
    return name.startsWith("proxy-") || std::find(names.begin(), names.end(), name) != names.end();
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/// Is there nothing to fold? A session token has a thousand bytes and no blank: a loop without branches finds that out.
bool isPlain(QByteArrayView value)
{
    unsigned blanks = 0;
    for (const char c : value)
        blanks += static_cast<unsigned char>(c) <= ' ' ? 1 : 0;
    return blanks == 0;
}

/// Trimmed, inner runs of white space as one blank.
void writeFolded(TextWriter &out, QByteArrayView value)
{
    if (isPlain(value)) {
        out << value;
        return;
    }
    const qsizetype start = out.length();
    for (qsizetype at = 0; at < value.size();) {
        qsizetype end = at;
        while (end < value.size() && !isBlank(value[end]))
            ++end;
        if (end > at && out.length() > start)
            out << ' ';
        out << value.sliced(at, end - at);
        at = end;
        while (at < value.size() && isBlank(value[at]))
            ++at;
    }
}

/// Without empty, "." and ".." segments; a slash at the end stays.
QByteArray withoutDotSegments(QByteArrayView path)
{
    QVarLengthArray<QByteArrayView, 16> segments;
    bool slashAtEnd = false;
    for (qsizetype begin = 0; begin < path.size();) {
        const qsizetype slash = path.indexOf('/', begin);
        const qsizetype end = slash < 0 ? path.size() : slash;
        const QByteArrayView segment = path.sliced(begin, end - begin);
        const bool dots = segment == "." || segment == "..";
        slashAtEnd = slash >= 0 || dots;
        if (segment == ".." && !segments.isEmpty())
            segments.removeLast();
        else if (!segment.isEmpty() && !dots)
            segments.append(segment);
        begin = end + 1;
    }
    QByteArray out;
    for (const QByteArrayView segment : segments)
        out.append('/').append(segment);
    if (out.isEmpty() || slashAtEnd)
        out.append('/');
    return out;
}

} // namespace

SignedHeaders::SignedHeaders(const Http::Request &request)
{
    bool hostGiven = false;
    for (const Http::Headers::Line &line : request.headers.lines()) {
        const QByteArray name = line.first.toLower();
        if (isUnsignable(name))
            continue;
        hostGiven = hostGiven || name == "host";
        m_lines.append({name, line.second});
    }
    if (!hostGiven) {
        m_authority = request.target.authority();
        m_lines.append({QByteArrayLiteral("host"), m_authority});
    }
    // Few lines, nearly in order, and equal names must keep theirs.
    for (qsizetype i = 1; i < m_lines.size(); ++i) {
        for (qsizetype at = i; at > 0 && m_lines[at].name < m_lines[at - 1].name; --at)
            std::swap(m_lines[at], m_lines[at - 1]);
    }
}

QList<QByteArray> SignedHeaders::names() const
{
    QList<QByteArray> names;
    names.reserve(m_lines.size());
    for (const Line &line : m_lines) {
        if (names.isEmpty() || names.last() != line.name)
            names.append(line.name);
    }
    return names;
}

QByteArray SignedHeaders::joinedNames() const
{
    TextWriter joined(m_lines.size() * 24);
    const QByteArray *last = nullptr;
    for (const Line &line : m_lines) {
        if (last != nullptr && *last == line.name)
            continue;
        if (last != nullptr)
            joined << ';';
        joined << line.name;
        last = &line.name;
    }
    return joined.take();
}

void SignedHeaders::writeLines(TextWriter &out) const
{
    const QByteArray *last = nullptr;
    for (const Line &line : m_lines) {
        if (last != nullptr && *last == line.name) {
            out << ',';
        } else {
            if (last != nullptr)
                out << '\n';
            out << line.name << ':';
        }
        writeFolded(out, line.value);
        last = &line.name;
    }
    out << '\n';
}

QByteArray canonicalPath(QByteArrayView path, const SigningOptions &options)
{
    if (path.isEmpty() || path == "/")
        return QByteArrayLiteral("/");
    const QByteArray normal = options.normalizePath ? withoutDotSegments(path) : path.toByteArray();
    return options.doubleEncodePath ? Http::percentEncoded(normal, "/") : normal;
}

QByteArray canonicalQuery(QByteArrayView query)
{
    if (query.isEmpty())
        return {};
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (qsizetype begin = 0; begin <= query.size();) {
        const qsizetype ampersand = query.indexOf('&', begin);
        const qsizetype end = ampersand < 0 ? query.size() : ampersand;
        const QByteArrayView pair = query.sliced(begin, end - begin);
        begin = end + 1;
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView name = equals < 0 ? pair : pair.first(equals);
        const QByteArrayView value = equals < 0 ? QByteArrayView() : pair.sliced(equals + 1);
        pairs.append(
            {Http::percentEncoded(Http::percentDecoded(name)), Http::percentEncoded(Http::percentDecoded(value))});
    }
    std::sort(pairs.begin(), pairs.end());
    QByteArray out;
    out.reserve(query.size() + pairs.size());
    for (const auto &[name, value] : std::as_const(pairs)) {
        if (!out.isEmpty())
            out += '&';
        out.append(name).append('=').append(value);
    }
    return out;
}

QByteArray canonicalRequest(const Http::Request &request, const SignedHeaders &headers, const QByteArray &signedNames,
                            QByteArrayView payloadHash, const SigningOptions &options)
{
    qsizetype room = 256 + request.target.path.size() + request.target.query.size();
    for (const Http::Headers::Line &line : request.headers.lines())
        room += 2 * line.first.size() + line.second.size() + 3;
    TextWriter out(room);
    out << request.method << '\n';
    out << canonicalPath(request.target.path, options) << '\n';
    out << canonicalQuery(request.target.query) << '\n';
    headers.writeLines(out);
    out << '\n' << signedNames << '\n' << payloadHash;
    return out.take();
}

} // namespace Plugboard::Aws
