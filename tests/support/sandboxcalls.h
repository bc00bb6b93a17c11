#pragma once

#include "core/aws/sigv4/signer.h"
#include "core/http/networktransport.h"
#include "core/sandbox/sandbox.h"

#include <QUrl>

#include <memory>

namespace Plugboard::Tests {

/// A sandbox whose clock stands still, and calls of it by the product's own signer and transport.
class SandboxCalls
{
public:
    SandboxCalls()
        : sandbox(*Sandbox::Sandbox::start(clock, random))
    {
    }

    static QByteArray sampleTopic() { return Sandbox::Sandbox::sampleTopicArn().toUtf8(); }

    /// The text of the first element of that name; empty if there is none.
    static QByteArray valueOf(const QByteArray &xml, const QByteArray &tag)
    {
        const qsizetype from = xml.indexOf('<' + tag + '>');
        const qsizetype to = xml.indexOf("</" + tag + '>');
        return from < 0 ? QByteArray() : xml.mid(from + tag.size() + 2, to - from - tag.size() - 2);
    }

    Aws::Credentials credentials() const
    {
        return {sandbox->accessKey(), sandbox->secretKey(), {}, QStringLiteral("test"), {}};
    }

    Http::Request signedRequest(const QByteArray &body, const QByteArray &service, const QByteArray &region,
                                const Aws::Credentials &credentials, Clock::Moment moment)
    {
        Http::Request request;
        request.method = "POST";
        request.target = *Http::Target::fromUrl(sandbox->endpoint() + QLatin1Char('/'));
        request.headers.set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        request.body = body;
        return signer.sign(request, credentials, {region, service}, moment)->request;
    }

    Http::Response send(const Http::Request &request)
    {
        const Result<Http::Response> response = transport.exchange(request, {});
        return response ? *response : Http::Response {};
    }

    /// A form, rightly signed; the service's version is added if the form has none.
    Http::Response ask(const QByteArray &form, const QByteArray &service = "sns",
                       const QByteArray &region = "us-east-1")
    {
        const QByteArray version = service == "sts" ? "&Version=2011-06-15" : "&Version=2010-03-31";
        return send(signedRequest(form.contains("Version=") ? form : form + version, service, region, credentials(),
                                  clock.now()));
    }

    FixedClock clock {Clock::Moment(std::chrono::seconds(1'777'888'800))};
    SystemRandom random;
    std::unique_ptr<Sandbox::Sandbox> sandbox;
    Aws::Signer signer;
    Http::NetworkTransport transport;
};

} // namespace Plugboard::Tests
