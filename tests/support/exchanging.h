#pragma once

#include "core/http/networktransport.h"
#include "tests/support/loopbackserver.h"

#include <QTest>

#include <future>
#include <ostream>

namespace Plugboard::Tests {

inline Http::Request requestTo(const QByteArray &url, const QByteArray &method = "GET", const QByteArray &body = {})
{
    Http::Request request;
    request.method = method;
    request.target = Http::Target::fromUrl(QString::fromUtf8(url)).value_or(Http::Target {});
    request.body = body;
    return request;
}

/// An exchange in a thread of its own, for cancelling it and for making several at once.
inline std::future<Result<Http::Response>> exchangeAside(Http::Transport &transport, const Http::Request &request,
                                                         std::stop_token stop = {})
{
    return std::async(std::launch::async, [&transport, request, stop] { return transport.exchange(request, stop); });
}

/// What a failed comparison shall show.
inline QByteArray told(const Result<Http::Response> &result)
{
    if (!result)
        return "error " + QByteArray::number(int(result.error().code)) + ": " + result.error().text().toUtf8();
    return "status " + QByteArray::number(result->status) + ", body " + result->body.left(200);
}

} // namespace Plugboard::Tests

#define VERIFY_FAILS(result, expected)                                                                                 \
    do {                                                                                                               \
        const auto &outcome = (result);                                                                                \
        QVERIFY2(!outcome && outcome.error().code == ErrorCode::expected, told(outcome).constData());                  \
        QVERIFY2(!outcome.error().message.isEmpty(), "an error without words");                                        \
    } while (false)

#define VERIFY_ANSWERS(result, expected)                                                                               \
    do {                                                                                                               \
        const auto &outcome = (result);                                                                                \
        QVERIFY2(outcome && outcome->status == (expected), told(outcome).constData());                                 \
    } while (false)
