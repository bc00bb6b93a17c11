#include "tests/support/certificates.h"
#include "tests/support/exchanging.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Http;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

void answerEverything(LoopbackConnection &client)
{
    while (client.readRequest())
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

} // namespace

/// Before a server is trusted, no byte of a request leaves; and each reason not to trust has its own words.
class tst_Tls : public QObject
{
    Q_OBJECT

    const ServerIdentity m_authority = makeIdentity({.name = "Test authority", .authority = true});
    const ServerIdentity m_issued = makeIdentity({.issuer = &m_authority});

private slots:
    void ownAuthority()
    {
        LoopbackServer server(m_issued, answerEverything);
        NetworkTransport transport;
        Request request = requestTo(server.secureUrl(), "POST", QByteArray(100'000, 'x'));
        request.certificateAuthorities = m_authority.chain.first().toPem();
        for (int i = 0; i < 3; ++i)
            VERIFY_ANSWERS(transport.exchange(request, {}), 200);
        QCOMPARE(server.connectionCount(), 1);
        // A connection that was trusted because of that authority is not used where it is not given.
        request.certificateAuthorities.clear();
        VERIFY_FAILS(transport.exchange(request, {}), Tls);
        QCOMPARE(server.arrivalCount(), 3);
    }

    void authoritiesThatAreNone()
    {
        NetworkTransport transport;
        Request request = requestTo("https://127.0.0.1:1/");
        request.certificateAuthorities = "no PEM";
        VERIFY_FAILS(transport.exchange(request, {}), Invalid);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("self-signed") << u"self-signed"_s << u"is self-signed"_s;
        QTest::newRow("expired") << u"expired"_s << u"expired on "_s;
        QTest::newRow("not yet valid") << u"early"_s << u"not valid yet"_s;
        QTest::newRow("another host's") << u"host"_s << u"belongs to another host"_s;
        QTest::newRow("unknown authority") << u"unknown"_s << u"authority that is not trusted"_s;
        QTest::newRow("old protocol") << u"protocol"_s << u"no common TLS version"_s;
    }
    void refusals()
    {
        QFETCH(QString, kind);
        QFETCH(QString, words);
        ServerIdentity identity = m_issued;
        if (kind == "self-signed"_L1)
            identity = makeIdentity();
        if (kind == "expired"_L1)
            identity = makeIdentity({.validFromDays = -9, .validToDays = -2, .issuer = &m_authority});
        if (kind == "early"_L1)
            identity = makeIdentity({.validFromDays = 2, .issuer = &m_authority});
        if (kind == "host"_L1)
            identity = makeIdentity({.name = "elsewhere.example", .issuer = &m_authority});
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        if (kind == "protocol"_L1)
            identity.protocol = QSsl::TlsV1_1;
        QT_WARNING_POP
        LoopbackServer server(identity, answerEverything);
        NetworkTransport transport;
        for (const QByteArray method : {"GET", "POST"}) {
            Request request = requestTo(server.secureUrl("/?token=hidden"), method, method == "GET" ? "" : "body");
            if (kind != "unknown"_L1)
                request.certificateAuthorities = m_authority.chain.first().toPem();
            const auto result = transport.exchange(request, {});
            VERIFY_FAILS(result, Tls);
            QVERIFY2(result.error().message.contains(words), told(result).constData());
            QVERIFY(!result.error().text().contains(u"hidden"_s));
        }
        QCOMPARE(server.arrivalCount(), 0);
    }

    void plainHttpOnTheTlsPort()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.pause(20);
            client.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            client.waitForClose();
        });
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.secureUrl(), "POST", "body"), {});
        VERIFY_FAILS(result, Tls);
        QVERIFY2(result.error().message.contains(u"does not speak TLS"_s), told(result).constData());
    }

    void closedInTheHandshake()
    {
        LoopbackServer server([](LoopbackConnection &client) { client.close(); });
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.secureUrl(), "POST", "body"), {});
        VERIFY_FAILS(result, Tls);
        QVERIFY2(result.error().message.contains(u"during the TLS handshake"_s), told(result).constData());
    }

    void faultsAfterTrust_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<qsizetype>("size");
        for (const QByteArray method : {"GET", "POST", "DELETE"}) {
            for (const qsizetype size : {0, 400, 300'000})
                QTest::addRow("%s of %lld B", method.constData(), qlonglong(size)) << method << size;
        }
    }
    void faultsAfterTrust()
    {
        QFETCH(QByteArray, method);
        QFETCH(qsizetype, size);
        int round = 0;
        LoopbackServer server(m_issued, [&](LoopbackConnection &client) {
            client.readHead();
            if (round == 1)
                client.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
            if (round == 2)
                return client.reset();
            client.close();
        });
        NetworkTransport transport;
        Request request = requestTo(server.secureUrl(), method, QByteArray(size, 'b'));
        request.certificateAuthorities = m_authority.chain.first().toPem();
        for (; round < 3; ++round) {
            server.forgetArrivals();
            const auto result = transport.exchange(request, {});
            QVERIFY2(result ? round == 1 && result->status == 403 : result.error().code == ErrorCode::Interrupted,
                     told(result).constData());
            QTest::qWait(1);
            QCOMPARE(server.arrivalCount(), 1);
        }
    }
};

PLUGBOARD_TEST(tst_Tls)
#include "tst_tls.moc"
