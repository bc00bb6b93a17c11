#include "tests/support/exchanging.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Http;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

LoopbackServer::Script saying(const QByteArray &answer)
{
    return [answer](LoopbackConnection &client) {
        client.readRequest();
        client.send(answer);
        // After a last chunk an honest server does not close without a word.
        if (answer.endsWith("\r\n0\r\n\r\n"))
            client.waitForClose();
        client.close();
    };
}

/// gzip of "hello hello hello hello"
const QByteArray zipped = QByteArray::fromHex("1f8b0800000000000203cb48cdc9c957c8402701e3513d8d17000000");

} // namespace

class tst_Answers : public QObject
{
    Q_OBJECT

private slots:
    void statusDecides_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 201, 204, 206, 300, 304, 400, 401, 403, 404, 405, 407, 409,
                                 410, 412, 413, 418, 429, 500, 501, 502, 503, 504, 511, 600, 999})
            QTest::addRow("%d", status) << status;
    }
    void statusDecides()
    {
        QFETCH(int, status);
        const QByteArray body = status == 204 || status == 304 ? "" : "{\"a\":1}";
        LoopbackServer server([&](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 " + QByteArray::number(status) + " Said So\r\nX-One: a\r\nContent-Length: "
                        + QByteArray::number(body.size()) + "\r\nx-two: \xFF\r\n\r\n" + body);
            client.waitForClose();
        });
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.url(), "POST", "x"), {});
        VERIFY_ANSWERS(result, status);
        QCOMPARE(result->reason, QByteArray("Said So"));
        QCOMPARE(result->body, body);
        QCOMPARE(result->headers.value("X-Two"), QByteArray("\xFF"));
        QCOMPARE(result->headers.lines().first(), Headers::Line("X-One", "a"));
        QVERIFY(result->timings.firstByte && result->timings.sent);
        QVERIFY(result->timings.total >= *result->timings.firstByte);
    }

    void headHasNoBody()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            while (client.readRequest())
                client.send("HTTP/1.1 200 OK\r\nContent-Length: 123456\r\nContent-Encoding: gzip\r\n\r\n");
        });
        NetworkTransport transport;
        for (int i = 0; i < 3; ++i) {
            const auto result = transport.exchange(requestTo(server.url(), "HEAD"), {});
            VERIFY_ANSWERS(result, 200);
            QCOMPARE(result->headers.value("content-length"), QByteArray("123456"));
            QCOMPARE(result->body, QByteArray());
        }
        QCOMPARE(server.arrivalCount(), 3);
    }

    void framings_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("framing");
        QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
                                << QByteArray("hello") << int(Framing::Length);
        QTest::newRow("the same length twice")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello")
            << QByteArray("hello") << int(Framing::Length);
        QTest::newRow("chunked") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n")
                                 << QByteArray("hello") << int(Framing::Chunked);
        QTest::newRow("until close") << QByteArray("HTTP/1.0 200 OK\r\nServer: x\r\n\r\nhello") << QByteArray("hello")
                                     << int(Framing::UntilClose);
        QTest::newRow("gzip") << "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                + QByteArray::number(zipped.size()) + "\r\n\r\n" + zipped
                              << QByteArray("hello hello hello hello") << int(Framing::Length);
        QTest::newRow("bare line feeds") << QByteArray("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello")
                                         << QByteArray("hello") << int(Framing::Length);
    }
    void framings()
    {
        QFETCH(QByteArray, answer);
        LoopbackServer server(saying(answer));
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.url()), {});
        VERIFY_ANSWERS(result, 200);
        QTEST(result->body, "body");
        QTEST(int(result->framing), "framing");
    }

    /// The manager may try several addresses before it has a connection that the end of a chunked body can be told from.
    void hostsByName()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            while (client.readRequest())
                client.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        });
        NetworkTransport transport;
        const QByteArray url = server.url().replace("127.0.0.1", "localhost");
        for (int i = 0; i < 3; ++i) {
            const auto result = transport.exchange(requestTo(url, "POST", "x"), {});
            VERIFY_ANSWERS(result, 200);
            QCOMPARE(result->framing, Framing::Chunked);
        }
    }

    void brokenOff_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("short of its length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        QTest::newRow("nothing of its length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
        QTest::newRow("two lengths") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello w");
        QTest::newRow("length that is no number") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n\r\nhello");
        QTest::newRow("inside a chunk") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nhello");
        QTest::newRow("before the last chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        QTest::newRow("gzip cut short, with the right length")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n") + zipped.first(20);
        QTest::newRow("gzip that is none")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello");
        QTest::newRow("an error's body") << QByteArray("HTTP/1.1 503 Busy\r\nContent-Length: 10\r\n\r\nhello");
    }
    void brokenOff()
    {
        QFETCH(QByteArray, answer);
        LoopbackServer server(saying(answer));
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.url("/p?token=hidden")), {});
        VERIFY_FAILS(result, Incomplete);
        QVERIFY(!result.error().text().contains(u"hidden"_s));
    }

    void resetInsideTheBody()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + QByteArray(5'000, 'x'));
            client.pause(50);
            client.reset();
        });
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.url()), {});
        VERIFY_FAILS(result, Incomplete);
        QVERIFY2(result.error().message.contains(u"of 100000 bytes"_s), told(result).constData());
    }

    void headersThatAreLost_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("malformed") << QByteArray("no colon here\r\nContent-Length: 5\r\n");
        QTest::newRow("101") << QByteArray("X: y\r\n").repeated(100) + "Content-Length: 5\r\n";
    }
    void headersThatAreLost()
    {
        QFETCH(QByteArray, lines);
        LoopbackServer server(saying("HTTP/1.1 200 OK\r\n" + lines + "\r\nhello"));
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.url()), {});
        VERIFY_FAILS(result, Limit);
        QVERIFY2(result.error().message.contains(u"status 200"_s), told(result).constData());
    }

    void interimAnswersAreNotFinal()
    {
        LoopbackServer server(
            saying("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.url(), "POST", "x"), {});
        VERIFY_FAILS(result, Interrupted);
    }

    void unreachable()
    {
        NetworkTransport transport;
        const QByteArray port = QByteArray::number(LoopbackServer::unusedPort());
        for (const QByteArray &url :
             {"http://127.0.0.1:" + port + "/x?token=hidden", "https://127.0.0.1:" + port + "/x?token=hidden"}) {
            const auto result = transport.exchange(requestTo(url, "POST", "body"), {});
            VERIFY_FAILS(result, Unreachable);
            QVERIFY2(result.error().message.startsWith(u"connection refused by 127.0.0.1:"_s + QString::fromUtf8(port)),
                     told(result).constData());
            QVERIFY(!result.error().text().contains(u"hidden"_s));
        }
        const auto result = transport.exchange(requestTo("http://no-such-host.invalid/"), {});
        VERIFY_FAILS(result, Unreachable);
        QVERIFY2(result.error().message.contains(u"no-such-host.invalid"_s), told(result).constData());
    }

    void serverThatStopsBetweenTwoCallsIsUnreachable()
    {
        NetworkTransport transport;
        QByteArray url;
        {
            LoopbackServer server([](LoopbackConnection &client) {
                while (client.readRequest())
                    client.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            });
            url = server.url();
            VERIFY_ANSWERS(transport.exchange(requestTo(url, "POST", "x"), {}), 200);
        }
        VERIFY_FAILS(transport.exchange(requestTo(url, "POST", "x"), {}), Unreachable);
    }

    void connectionClosedByTheServerIsReplaced()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            client.close();
        });
        NetworkTransport transport;
        for (int i = 0; i < 20; ++i) {
            VERIFY_ANSWERS(transport.exchange(requestTo(server.url(), "POST", "x"), {}), 200);
            QTest::qWait(10);
        }
        QCOMPARE(server.arrivalCount(), 20);
    }

    void progressTellsThePhasesInOrder()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.pause(120);
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + QByteArray(200'000, 'x'));
            client.waitForClose();
        });
        for (const qsizetype size : {0, 100'000}) {
            NetworkTransport transport;
            QList<Progress> seen;
            const auto result = transport.exchange(requestTo(server.url(), "PUT", QByteArray(size, 'b')), {},
                                                   [&](const Progress &progress) { seen.append(progress); });
            VERIFY_ANSWERS(result, 200);
            QVERIFY(std::is_sorted(seen.begin(), seen.end(),
                                   [](const Progress &a, const Progress &b) { return a.phase < b.phase; }));
            QCOMPARE(seen.first().phase, Phase::Connecting);
            QCOMPARE(seen.last().phase, Phase::Receiving);
            QCOMPARE(seen.last().done, 200'000);
            QCOMPARE(seen.last().total, 200'000);
            QVERIFY(std::any_of(seen.begin(), seen.end(), [](const Progress &p) { return p.phase == Phase::Waiting; }));
        }
    }
};

PLUGBOARD_TEST(tst_Answers)
#include "tst_answers.moc"
