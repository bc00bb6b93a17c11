#include "tests/support/exchanging.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>
#include <QFile>

using namespace Plugboard;
using namespace Plugboard::Http;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// This process's memory in MiB, the server's share of it included. Not asked where a sanitizer holds back what is freed.
qint64 residentMebibytes()
{
#ifdef __SANITIZE_ADDRESS__
    return 0;
#endif
    QFile file(u"/proc/self/statm"_s);
    return file.open(QFile::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4 / 1024 : 0;
}

} // namespace

/// Answers without end, or too large, stop at a bound; so does the memory they take.
class tst_Limits : public QObject
{
    Q_OBJECT

private slots:
    void headersWithoutEnd()
    {
        std::atomic<qint64> sent {0};
        LoopbackServer server([&](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\n");
            const QByteArray piece = ("X-Flood: " + QByteArray(980, 'x') + "\r\n").repeated(16);
            while (client.send(piece))
                sent += piece.size();
        });
        NetworkTransport transport;
        const qint64 before = residentMebibytes();
        const auto result = transport.exchange(requestTo(server.url(), "POST", "x"), {});
        VERIFY_FAILS(result, Limit);
        QVERIFY2(result.error().message.contains(u"256 KiB"_s), told(result).constData());
        QTest::qWait(200);
        const qint64 afterwards = sent;
        QTest::qWait(300);
        QCOMPARE(sent, afterwards); // The connection is cut, not just left.
        QVERIFY(sent < 30 << 20);
        QVERIFY(residentMebibytes() - before < 100);
    }

    void headersWithoutEndManyAtOnce()
    {
        LoopbackServer server([&](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\n");
            const QByteArray piece = ("X-Flood: " + QByteArray(980, 'x') + "\r\n").repeated(16);
            while (client.send(piece)) { }
        });
        NetworkTransport transport;
        std::vector<std::future<Result<Response>>> running;
        for (int i = 0; i < 4; ++i)
            running.push_back(exchangeAside(transport, requestTo(server.url(), "POST", "x")));
        for (auto &one : running) {
            QVERIFY(one.wait_for(10s) == std::future_status::ready);
            const auto result = one.get();
            QVERIFY2(!result
                         && (result.error().code == ErrorCode::Limit || result.error().code == ErrorCode::Interrupted),
                     told(result).constData());
        }
    }

    void manyHeaders_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<bool>("fits");
        QByteArray ninety;
        for (int i = 0; i < 90; ++i)
            ninety += "X-" + QByteArray::number(i) + ": y\r\n";
        QTest::newRow("90 lines") << ninety << true;
        QTest::newRow("180 lines") << ninety + ninety << false;
        QTest::newRow("one of 90 KiB") << "X: " + QByteArray(90 << 10, 'x') + "\r\n" << true;
        QTest::newRow("one of 300 KiB") << "X: " + QByteArray(300 << 10, 'x') + "\r\n" << false;
        QTest::newRow("30 MB") << ("X: " + QByteArray(1'000, 'x') + "\r\n").repeated(30'000) << false;
    }
    void manyHeaders()
    {
        QFETCH(QByteArray, lines);
        QFETCH(bool, fits);
        LoopbackServer server([&](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\n" + lines + "Content-Length: 0\r\n\r\n");
            client.waitForClose();
        });
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.url()), {});
        if (fits)
            VERIFY_ANSWERS(result, 200);
        else
            VERIFY_FAILS(result, Limit);
    }

    void body_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("fits");
        QTest::newRow("just fits") << QByteArray("Content-Length: 100000\r\n") << qsizetype(100'000) << true;
        QTest::newRow("says it is too large") << QByteArray("Content-Length: 100001\r\n") << qsizetype(0) << false;
        QTest::newRow("is too large") << QByteArray() << qsizetype(100'001) << false;
    }
    void body()
    {
        QFETCH(QByteArray, head);
        QFETCH(qsizetype, size);
        QFETCH(bool, fits);
        LoopbackServer server([&](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\n" + head + "\r\n" + QByteArray(size, 'x'));
        });
        NetworkTransport transport;
        Request request = requestTo(server.url());
        request.limits.bodyBytes = 100'000;
        const auto result = transport.exchange(request, {});
        if (fits)
            VERIFY_ANSWERS(result, 200);
        else
            VERIFY_FAILS(result, Limit);
    }

    void bodyWithoutEnd()
    {
        LoopbackServer server([&](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            const QByteArray piece = "40000\r\n" + QByteArray(0x40000, 'x') + "\r\n";
            while (client.send(piece)) { }
        });
        NetworkTransport transport;
        Request request = requestTo(server.url());
        request.limits.bodyBytes = 50 << 20;
        const qint64 before = residentMebibytes();
        const auto result = transport.exchange(request, {});
        VERIFY_FAILS(result, Limit);
        QVERIFY(residentMebibytes() - before < 50 + 100);
    }

    void largeBodiesWhileAnotherWaits()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            for (QByteArray head = client.readHead(); !head.isEmpty(); head = client.readHead()) {
                const bool slow = head.contains("/slow");
                client.pause(slow ? 700 : 0);
                const qsizetype size = slow ? 2 : 20 << 20;
                client.send("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n"
                            + QByteArray(size, 'x'));
            }
        });
        NetworkTransport transport;
        auto slow = exchangeAside(transport, requestTo(server.url("/slow")));
        QTest::qWait(100);
        for (int i = 0; i < 4; ++i) {
            const auto result = transport.exchange(requestTo(server.url("/large")), {});
            VERIFY_ANSWERS(result, 200);
            QCOMPARE(result->body.size(), 20 << 20);
        }
        const auto result = slow.get();
        VERIFY_ANSWERS(result, 200);
    }
};

PLUGBOARD_TEST(tst_Limits)
#include "tst_limits.moc"
