#include "core/invocation/record_p.h"

#include "core/http/message.h"

namespace Plugboard::Invocation {

using namespace Qt::StringLiterals;

namespace {

/// Of a body in the trace; the whole of an answer is in Run::received.
constexpr qsizetype shownBodyBytes = 64 << 10;

/// A signature lets nobody in twice, but it does not belong into a log either.
QByteArray withoutSignature(const QByteArray &name, const QByteArray &value)
{
    if (name.compare("authorization", Qt::CaseInsensitive) != 0)
        return value;
    const qsizetype at = value.indexOf("Signature=");
    return at < 0 ? Secrets::Masking::mask.toUtf8() : value.first(at + 10) + Secrets::Masking::mask.toUtf8();
}

QList<std::pair<QString, QString>> shownHeaders(const Http::Headers &headers)
{
    QList<std::pair<QString, QString>> shown;
    for (const auto &[name, value] : headers.lines())
        shown.append({QString::fromLatin1(name), QString::fromUtf8(withoutSignature(name, value))});
    return shown;
}

QString messageText(const QString &firstLine, const QList<std::pair<QString, QString>> &headers,
                    const QByteArray &maskedBody)
{
    QString text = firstLine;
    for (const auto &[name, value] : headers)
        text += u'\n' + name + u": "_s + value;
    text += u"\n\n"_s + QString::fromUtf8(maskedBody.first(qMin(maskedBody.size(), shownBodyBytes)));
    if (maskedBody.size() > shownBodyBytes)
        text += u"\n… %1 bytes more"_s.arg(maskedBody.size() - shownBodyBytes);
    return text;
}

} // namespace

void noteRequest(Run &run, const Http::Request &request, const Secrets::Masking &masking, const QStringList &unsearched)
{
    const SentRequest sent {request.method, QString::fromUtf8(request.target.url()), shownHeaders(request.headers),
                            request.body.size()};
    run.request = sent;
    const QByteArray body = unsearched.isEmpty()
        ? masking.masked(request.body)
        : u"(not shown: may hold secrets that are too short to be hidden: %1)"_s.arg(unsearched.join(u", "_s)).toUtf8();
    run.trace.append(
        {u"request"_s, messageText(QString::fromLatin1(request.method) + u' ' + sent.url, sent.headers, body)});
}

void noteResponse(Run &run, const Http::Response &response, const Secrets::Masking &masking)
{
    const ReceivedResponse received {shownHeaders(response.headers), masking.masked(response.body)};
    run.status = response.status;
    run.received = received;
    const QString firstLine = u"%1 %2"_s.arg(response.status).arg(QString::fromUtf8(response.reason));
    run.trace.append({u"response"_s, messageText(firstLine.trimmed(), received.headers, received.body)});
}

void mask(Run &run, const Secrets::Masking &masking)
{
    const auto hide = [&](QString &text) { text = masking.masked(text); };
    const auto hideHeaders = [&](QList<std::pair<QString, QString>> &headers) {
        for (auto &[name, value] : headers) {
            hide(name);
            hide(value);
        }
    };
    for (QString *text :
         {&run.connector, &run.canonicalRequest, &run.stringToSign, &run.credentialSource, &run.endpointSource})
        hide(*text);
    run.response = masking.masked(run.response);
    run.variables = masking.masked(run.variables);
    for (TraceEntry &entry : run.trace)
        hide(entry.text);
    for (QString &warning : run.warnings)
        hide(warning);
    if (run.failure) {
        Failure &failure = *run.failure;
        for (QString *text : {&failure.code, &failure.message, &failure.requestId, &failure.retries,
                              &failure.retryBackoff, &failure.where})
            hide(*text);
        failure.variables = masking.masked(failure.variables);
        for (Form::Finding &finding : failure.findings)
            hide(finding.message);
    }
    if (run.failureInScope) {
        hide(run.failureInScope->code);
        hide(run.failureInScope->message);
    }
    if (run.request) {
        run.request->method = masking.masked(run.request->method);
        hide(run.request->url);
        hideHeaders(run.request->headers);
    }
    if (run.received)
        hideHeaders(run.received->headers);
}

} // namespace Plugboard::Invocation
