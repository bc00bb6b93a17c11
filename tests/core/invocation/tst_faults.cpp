#include "core/http/networktransport.h"
#include "tests/support/certificates.h"
#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <thread>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

Job jobTo(InvocationRig &rig, const QByteArray &url)
{
    Job job = InvocationRig::job(rig.publishForm());
    job.commandLine.endpoint = QString::fromLatin1(url);
    return job;
}

QByteArray answer(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}

/// What a server does with a connection.
enum class Fault {
    ResetAtOnce,
    CloseAtOnce,
    ResetAfterRequest,
    CloseAfterRequest,
    HalfAHeader,
    NoHttp,
    HalfABody,
    Redirect,
    Page,
    NoBody,
    ManyHeaders,
    EarlyRefusal,
};

void play(Fault fault, LoopbackConnection &client)
{
    if (fault == Fault::ResetAtOnce)
        return client.reset();
    if (fault == Fault::CloseAtOnce)
        return client.close();
    if (fault == Fault::EarlyRefusal) {
        client.readHead();
        client.send(answer("401 Unauthorized", "<html><title>Who are you?</title></html>", "Connection: close\r\n"));
        return client.close();
    }
    client.readRequest();
    switch (fault) {
    case Fault::ResetAfterRequest:
        return client.reset();
    case Fault::HalfAHeader:
        client.send("HTTP/1.1 200 OK\r\nContent-Le");
        return client.close();
    case Fault::NoHttp:
        client.send("SSH-2.0-OpenSSH_9.2\r\n");
        return client.close();
    case Fault::HalfABody:
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<PublishResponse>");
        return client.close();
    case Fault::Redirect:
        client.send(answer("307 Temporary Redirect", {}, "Location: http://elsewhere.example/\r\n"));
        break;
    case Fault::Page:
        client.send(answer("503 Service Unavailable", "<html><head><title>Down for lunch</title></head></html>"));
        break;
    case Fault::NoBody:
        client.send(answer("500 Internal Server Error", {}));
        break;
    case Fault::ManyHeaders:
        client.send("HTTP/1.1 200 OK\r\n" + ("X: " + QByteArray(1'000, 'x') + "\r\n").repeated(30'000)
                    + "Content-Length: 0\r\n\r\n");
        break;
    default:
        return client.close();
    }
    client.waitForClose();
}

} // namespace

Q_DECLARE_METATYPE(Fault)

/// What networks do to a call: over a real transport, against servers that do it.
class tst_Faults : public QObject
{
    Q_OBJECT

private slots:
    void serversThatFail_data();
    void serversThatFail();
    void nobodyListens();
    void certificatesThatAreNotTrusted();
    void hostsThatDoNotExist();
    void cancelsWhileTheServerIsSilent();
    void publishes();
};

void tst_Faults::serversThatFail_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QStringList>("outcomes");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, Fault fault, const char *outcomes, const char *words) {
        QTest::newRow(name) << fault << QString::fromLatin1(outcomes).split(u' ') << QString::fromUtf8(words);
    };
    // Nobody can tell whether a request was read by a server that broke off at once.
    row("reset at once", Fault::ResetAtOnce, "unknown transport", "");
    row("close at once", Fault::CloseAtOnce, "unknown transport", "");
    row("reset after the request", Fault::ResetAfterRequest, "unknown", "may have been carried out");
    row("close after the request", Fault::CloseAfterRequest, "unknown", "may have been carried out");
    row("half a header", Fault::HalfAHeader, "unknown", "may have been carried out");
    row("no HTTP", Fault::NoHttp, "unknown", "may have been carried out");
    row("half a body", Fault::HalfABody, "unknown", "broke off");
    row("redirect elsewhere", Fault::Redirect, "error", "redirects to http://elsewhere.example/; check endpoint");
    row("page of a proxy", Fault::Page, "error", "Down for lunch; the service or a proxy before it is in trouble");
    row("no body", Fault::NoBody, "error", "status 500 Internal Server Error without an explanation; the service");
    row("30 MB of headers", Fault::ManyHeaders, "unknown", "check the endpoint");
    row("early 401", Fault::EarlyRefusal, "error unknown", "");
}

void tst_Faults::serversThatFail()
{
    QFETCH(Fault, fault);
    QFETCH(QStringList, outcomes);
    QFETCH(QString, words);
    InvocationRig rig;
    Http::NetworkTransport network;
    LoopbackServer server([fault](LoopbackConnection &client) { play(fault, client); });
    const Run run = rig.invokeOver(network, jobTo(rig, server.url()));
    const QString message = outcomeName(run.outcome) + u": "_s + run.failure.value_or(Failure {}).message;
    QVERIFY2(outcomes.contains(outcomeName(run.outcome)), qPrintable(message));
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY2(!message.contains(u"Unknown error"_s) && !message.contains(u"Operation canceled"_s), qPrintable(message));
    QCOMPARE(run.variables.size(), 0);
    QVERIFY(server.arrivalCount() <= 1);
    // After a reset before anything was sent the manager may connect again.
    if (fault != Fault::ResetAtOnce && fault != Fault::CloseAtOnce)
        QCOMPARE(server.connectionCount(), 1);
}

void tst_Faults::nobodyListens()
{
    InvocationRig rig;
    Http::NetworkTransport network;
    const QByteArray port = QByteArray::number(LoopbackServer::unusedPort());
    const Run run = rig.invokeOver(network, jobTo(rig, "http://127.0.0.1:" + port));
    QCOMPARE(outcomeName(run.outcome), u"transport"_s);
    QCOMPARE(exitCode(run.outcome), 5);
    QVERIFY2(run.failure->message.contains(u"refused by 127.0.0.1:"_s + QString::fromLatin1(port)),
             qPrintable(run.failure->message));
    QCOMPARE(run.status, 0);
}

void tst_Faults::certificatesThatAreNotTrusted()
{
    InvocationRig rig;
    Http::NetworkTransport network;
    LoopbackServer server(makeIdentity(), [](LoopbackConnection &client) { client.readRequest(); });
    const Run run = rig.invokeOver(network, jobTo(rig, server.secureUrl()));
    QCOMPARE(outcomeName(run.outcome), u"transport"_s);
    QVERIFY2(run.failure->message.contains(u"self-signed"_s), qPrintable(run.failure->message));
    QCOMPARE(server.arrivalCount(), 0);
}

void tst_Faults::hostsThatDoNotExist()
{
    InvocationRig rig;
    Http::NetworkTransport network;
    const Run run = rig.invokeOver(network, jobTo(rig, "http://sns.eu-nowhere-9.invalid"));
    QCOMPARE(outcomeName(run.outcome), u"transport"_s);
    QVERIFY2(run.failure->message.contains(u"check its spelling and region"_s), qPrintable(run.failure->message));
}

void tst_Faults::cancelsWhileTheServerIsSilent()
{
    InvocationRig rig;
    Http::NetworkTransport network;
    std::stop_source stop;
    LoopbackServer server([&](LoopbackConnection &client) {
        client.readRequest();
        stop.request_stop();
        client.waitForClose();
    });
    const Run run = rig.invokeOver(network, jobTo(rig, server.url()), stop.get_token());
    QCOMPARE(outcomeName(run.outcome), u"unknown"_s);
    QVERIFY2(run.failure->message.contains(u"cancelled while waiting for the answer"_s),
             qPrintable(run.failure->message));
    QCOMPARE(server.arrivalCount(), 1);
}

void tst_Faults::publishes()
{
    InvocationRig rig;
    Http::NetworkTransport network;
    LoopbackServer server([](LoopbackConnection &client) {
        while (client.readRequest())
            client.send(answer("200 OK", FakeTransport::published().body));
    });
    for (int i = 1; i <= 3; ++i) {
        const Run run = rig.invokeOver(network, jobTo(rig, server.url()));
        QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.failure.value_or(Failure {}).message));
        QCOMPARE(server.arrivalCount(), i);
    }
    QCOMPARE(server.connectionCount(), 1);
}

PLUGBOARD_TEST(tst_Faults)
#include "tst_faults.moc"
