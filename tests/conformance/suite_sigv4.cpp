#include "tests/conformance/suite.h"

#include "core/aws/sigv4/signer.h"
#include "core/value/json.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimeZone>

#include <algorithm>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

/// A folder of aws-c-auth's signing test suite: context.json, request.txt, and for "header" and "query" each the canonical
/// request, the string to sign, the signature and the signed request.
struct SigningCase
{
    Http::Request request;
    Aws::Credentials credentials;
    Aws::SigningScope scope;
    Aws::SigningOptions options;
    Clock::Moment moment;
    std::chrono::seconds expires {3600};
};

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Request line, header lines (white space in front continues the one above), blank line, body.
std::optional<Http::Request> readRequest(const QByteArray &text)
{
    const qsizetype blank = text.indexOf("\n\n");
    const QByteArray head = blank < 0 ? text : text.first(blank);
    Http::Request request;
    if (blank >= 0)
        request.body = text.sliced(blank + 2);
    QList<QByteArray> lines = head.split('\n');
    const QByteArray first = lines.takeFirst();
    const qsizetype methodEnd = first.indexOf(' ');
    const qsizetype targetEnd = first.lastIndexOf(" HTTP/");
    if (methodEnd < 0 || targetEnd <= methodEnd)
        return {};
    request.method = first.first(methodEnd);
    const QByteArray target = first.sliced(methodEnd + 1, targetEnd - methodEnd - 1);
    const qsizetype question = target.indexOf('?');
    request.target.path = question < 0 ? target : target.first(question);
    request.target.query = question < 0 ? QByteArray() : target.sliced(question + 1);

    QList<Http::Headers::Line> headers;
    for (const QByteArray &line : std::as_const(lines)) {
        if (!headers.isEmpty() && (line.startsWith(' ') || line.startsWith('\t'))) {
            headers.last().second += '\n' + line;
        } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
            headers.append({line.first(colon), line.sliced(colon + 1)});
        }
    }
    for (const Http::Headers::Line &line : std::as_const(headers))
        request.headers.add(line.first, line.second);
    request.target.host = request.headers.value("Host");
    return request;
}

Result<SigningCase> readCase(const QString &folder)
{
    const Result<Value> context = Json::read(readAll(folder + u"/context.json"_s));
    if (!context)
        return context.error();
    const auto request = readRequest(readAll(folder + u"/request.txt"_s));
    if (!request)
        return Error {Stage::Request, ErrorCode::Syntax, u"request.txt has no request line"_s, folder};
    const Value keys = (*context)["credentials"];
    const auto text = [](const Value &value) { return value.utf8().toByteArray(); };
    const QDateTime time = QDateTime::fromString((*context)["timestamp"].string(), Qt::ISODate).toUTC();

    SigningCase result;
    result.request = *request;
    result.credentials.accessKeyId = text(keys["access_key_id"]);
    result.credentials.secretAccessKey = Sensitive(text(keys["secret_access_key"]));
    result.credentials.sessionToken = Sensitive(text(keys["token"]));
    result.scope = {text((*context)["region"]), text((*context)["service"])};
    result.options.normalizePath = (*context)["normalize"].isTrue();
    result.options.contentHashHeader = (*context)["sign_body"].isTrue();
    result.options.tokenAfterSigning = (*context)["omit_session_token"].isTrue();
    result.moment = Clock::Moment(std::chrono::seconds(time.toSecsSinceEpoch()));
    if (const auto seconds = (*context)["expiration_in_seconds"].number().toInt64(); seconds > 0)
        result.expires = std::chrono::seconds(*seconds);
    return result;
}

QList<QByteArray> queryPairs(const QByteArray &query)
{
    QList<QByteArray> pairs;
    for (const QByteArray &pair : query.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        pairs.append(Http::percentDecoded(equals < 0 ? pair : pair.first(equals)) + '='
                     + (equals < 0 ? QByteArray() : Http::percentDecoded(pair.sliced(equals + 1))));
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

QList<QByteArray> headerLines(const Http::Headers &headers)
{
    QList<QByteArray> lines;
    for (const Http::Headers::Line &line : headers.lines())
        lines.append(line.first.toLower() + ':' + line.second.simplified());
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// The first stage that differs, so that a failure names it; empty if none does.
QString difference(const QString &prefix, const Result<Aws::Signed> &result)
{
    if (!result)
        return result.error().text();
    const QList<std::pair<QString, QByteArray>> stages {
        {u"canonical-request"_s, result->canonicalRequest},
        {u"string-to-sign"_s, result->stringToSign},
        {u"signature"_s, result->signature},
    };
    for (const auto &[stage, actual] : stages) {
        if (actual != readAll(prefix + stage + u".txt"_s))
            return stage + u" is\n"_s + QString::fromUtf8(actual);
    }
    const auto expected = readRequest(readAll(prefix + u"signed-request.txt"_s));
    const Http::Request &actual = result->request;
    if (!expected || expected->method != actual.method || expected->target.path != actual.target.path
        || expected->body != actual.body)
        return u"signed request differs in method, path or body"_s;
    if (queryPairs(expected->target.query) != queryPairs(actual.target.query))
        return u"signed request has the query "_s + QString::fromUtf8(actual.target.query);
    if (headerLines(expected->headers) != headerLines(actual.headers))
        return u"signed request has the headers\n"_s + QString::fromUtf8(headerLines(actual.headers).join('\n'));
    return {};
}

void runOne(const QString &folder, Aws::Signer &signer, Report &report)
{
    const QString name = QFileInfo(folder).fileName();
    const Result<SigningCase> read = readCase(folder);
    for (const QString &way : {u"header"_s, u"query"_s}) {
        const QString id = name + u'/' + way;
        if (report.skips(id))
            continue;
        if (!read) {
            report.fail(id, read.error().text());
            continue;
        }
        const Result<Aws::Signed> result = way == u"header"_s
            ? signer.sign(read->request, read->credentials, read->scope, read->moment, read->options)
            : signer.presign(read->request, read->credentials, read->scope, read->moment, read->expires, read->options);
        const QString why = difference(folder + u'/' + way + u'-', result);
        if (why.isEmpty())
            report.pass();
        else
            report.fail(id, why);
    }
}

void runSigv4(const Options &options, Report &report)
{
    Aws::Signer signer;
    for (const QString &path : options.paths) {
        if (QFileInfo::exists(path + u"/context.json"_s)) {
            runOne(path, signer, report);
            continue;
        }
        const QStringList folders = QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        if (folders.isEmpty())
            report.fail(path, u"holds no cases"_s);
        for (const QString &folder : folders)
            runOne(path + u'/' + folder, signer, report);
    }
}

const Registration registration {u"sigv4"_s, u"Signature Version 4 (folder of cases)"_s, &runSigv4};

} // namespace

} // namespace Plugboard::Conformance
