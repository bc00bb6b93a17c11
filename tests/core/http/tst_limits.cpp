#include "tests/support/exchanging.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Http;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

/// A server that says `head` and then `piece` for as long as it is let; counts what it got rid of.
class Flood final
{
public:
    Flood(const QByteArray &head, const QByteArray &piece)
        : m_server([this, head, piece](LoopbackConnection &client) {
            client.readRequest();
            client.send(head);
            while (client.send(piece))
                m_sent += piece.size();
            ++m_ended;
        })
    {
    }

    QByteArray url() const { return m_server.url(); }
    /// Connections that were cut, not just left.
    int ended() const { return m_ended; }
    qint64 sent() const { return m_sent; }

private:
    std::atomic<qint64> m_sent {0};
    std::atomic<int> m_ended {0};
    LoopbackServer m_server; ///< Last: its threads end before what they count with
};

const QByteArray floodingHead = "HTTP/1.1 200 OK\r\n";
const QByteArray floodingHeaders = ("X-Flood: " + QByteArray(980, 'x') + "\r\n").repeated(16);
/// Far beyond any limit here, far below what an unbounded reader takes in the test's time. How far a reader gets beyond its
/// limit before it is cut depends on how busy the machine is, and is for the bench to measure.
constexpr qint64 unbounded = qint64(1) << 30;

} // namespace

/// Answers without end, or too large, stop at a bound.
class tst_Limits : public QObject
{
    Q_OBJECT

private slots:
    void headersWithoutEnd()
    {
        Flood server(floodingHead, floodingHeaders);
        NetworkTransport transport;
        const auto result = transport.exchange(requestTo(server.url(), "POST", "x"), {});
        VERIFY_FAILS(result, Limit);
        QVERIFY2(result.error().message.contains(u"256 KiB"_s), told(result).constData());
        QTRY_COMPARE(server.ended(), 1);
        QVERIFY2(server.sent() < unbounded, QByteArray::number(server.sent()).constData());
    }

    void headersWithoutEndManyAtOnce()
    {
        Flood server(floodingHead, floodingHeaders);
        NetworkTransport transport;
        std::vector<std::future<Result<Response>>> running;
        for (int i = 0; i < 4; ++i)
            running.push_back(exchangeAside(transport, requestTo(server.url(), "POST", "x")));
        for (auto &one : running) {
            const auto result = one.get();
            QVERIFY2(!result
                         && (result.error().code == ErrorCode::Limit || result.error().code == ErrorCode::Interrupted),
                     told(result).constData());
        }
        QTRY_COMPARE(server.ended(), 4);
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
        Flood server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                     "40000\r\n" + QByteArray(0x40000, 'x') + "\r\n");
        NetworkTransport transport;
        Request request = requestTo(server.url());
        request.limits.bodyBytes = 50 << 20;
        VERIFY_FAILS(transport.exchange(request, {}), Limit);
        QTRY_COMPARE(server.ended(), 1);
        QVERIFY2(server.sent() < unbounded, QByteArray::number(server.sent()).constData());
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
