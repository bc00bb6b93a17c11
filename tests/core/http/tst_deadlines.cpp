#include "tests/support/exchanging.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Plugboard;
using namespace Plugboard::Http;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A port whose queue of connections is full: nobody gets in, nobody is refused.
class FullPort
{
public:
    FullPort()
    {
        m_listener = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
        getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        ::listen(m_listener, 0);
        m_port = ntohs(address.sin_port);
        for (int i = 0; i < 3; ++i) {
            m_clients.push_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
            (void)connect(m_clients.back(), reinterpret_cast<sockaddr *>(&address), size);
        }
    }
    ~FullPort()
    {
        for (const int client : m_clients)
            close(client);
        close(m_listener);
    }
    QByteArray authority() const { return "127.0.0.1:" + QByteArray::number(m_port); }

private:
    int m_listener;
    quint16 m_port;
    std::vector<int> m_clients;
};

} // namespace

/// Three clocks and a stop button, told apart, and whether something may have been sent.
class tst_Deadlines : public QObject
{
    Q_OBJECT

private slots:
    void connecting_data()
    {
        QTest::addColumn<QByteArray>("scheme");
        QTest::newRow("http") << QByteArray("http");
        QTest::newRow("https") << QByteArray("https");
    }
    void connecting()
    {
        QFETCH(QByteArray, scheme);
        const FullPort port;
        NetworkTransport transport;
        Request request = requestTo(scheme + "://" + port.authority() + "/", "POST", "body");
        request.deadlines.connect = 300ms;
        const auto result = transport.exchange(request, {});
        VERIFY_FAILS(result, TimedOut);
        QVERIFY2(result.error().message.contains(u"0.3 s while connecting"_s), told(result).constData());
        request.deadlines = {.total = 300ms};
        VERIFY_FAILS(transport.exchange(request, {}), TimedOut);
    }

    void severalConnectingAtOnce()
    {
        const FullPort port;
        NetworkTransport transport;
        Request request = requestTo("http://" + port.authority() + "/", "POST", "body");
        request.deadlines.connect = 300ms;
        std::vector<std::future<Result<Response>>> running;
        for (int i = 0; i < 8; ++i)
            running.push_back(exchangeAside(transport, request));
        for (auto &one : running) {
            const auto result = one.get();
            VERIFY_FAILS(result, TimedOut);
        }
    }

    void handshakeThatHangs()
    {
        LoopbackServer server([](LoopbackConnection &client) { client.waitForClose(); });
        NetworkTransport transport;
        Request request = requestTo(server.secureUrl(), "POST", "body");
        request.deadlines.connect = 300ms;
        VERIFY_FAILS(transport.exchange(request, {}), TimedOut);
    }

    void noAnswer_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("GET") << QByteArray("GET") << qsizetype(0);
        QTest::newRow("POST") << QByteArray("POST") << qsizetype(400);
        QTest::newRow("large PUT") << QByteArray("PUT") << qsizetype(300'000);
    }
    void noAnswer()
    {
        QFETCH(QByteArray, method);
        QFETCH(qsizetype, size);
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.waitForClose();
        });
        NetworkTransport transport;
        Request request = requestTo(server.url("/?token=hidden"), method, QByteArray(size, 'b'));
        request.deadlines = {.connect = 100ms, .stall = 300ms};
        auto result = transport.exchange(request, {});
        VERIFY_FAILS(result, Interrupted);
        QVERIFY2(result.error().message.contains(u"0.3 s (nothing moved) while waiting"_s), told(result).constData());
        request.deadlines = {.connect = 100ms, .total = 400ms};
        result = transport.exchange(request, {});
        VERIFY_FAILS(result, Interrupted);
        QVERIFY2(result.error().message.contains(u"0.4 s (total deadline)"_s), told(result).constData());
        QVERIFY(!result.error().text().contains(u"hidden"_s));
    }

    void bodyThatIsNotRead()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readHead();
            client.pause(10'000);
        });
        NetworkTransport transport;
        Request request = requestTo(server.url(), "PUT", QByteArray(60'000'000, 'b'));
        request.deadlines = {.stall = 400ms};
        const auto result = transport.exchange(request, {});
        VERIFY_FAILS(result, Interrupted);
        QVERIFY2(result.error().message.contains(u"of 60000000 bytes"_s), told(result).constData());
    }

    void headersThatDrip()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\n");
            while (client.send("X: y\r\n"))
                client.pause(20);
        });
        NetworkTransport transport;
        Request request = requestTo(server.url());
        request.deadlines = {.total = 500ms};
        VERIFY_FAILS(transport.exchange(request, {}), Interrupted);
    }

    void bodyThatDrips()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (client.send("x"))
                client.pause(20);
        });
        NetworkTransport transport;
        Request request = requestTo(server.url());
        request.deadlines = {.stall = 300ms, .total = 700ms};
        const auto result = transport.exchange(request, {});
        VERIFY_FAILS(result, Incomplete);
        QVERIFY2(result.error().message.contains(u"0.7 s (total deadline)"_s), told(result).constData());
    }

    void bodyThatStalls()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + QByteArray(500, 'x'));
            client.waitForClose();
        });
        NetworkTransport transport;
        Request request = requestTo(server.url());
        request.deadlines = {.stall = 300ms};
        const auto result = transport.exchange(request, {});
        VERIFY_FAILS(result, Incomplete);
        QVERIFY2(result.error().message.contains(u"500 of 1000 bytes"_s), told(result).constData());
    }

    void cancelBeforeAnythingWasSent()
    {
        const FullPort port;
        NetworkTransport transport;
        std::stop_source stop;
        for (const QByteArray scheme : {"http", "https"}) {
            auto running = exchangeAside(transport, requestTo(scheme + "://" + port.authority() + "/", "POST", "body"),
                                         stop.get_token());
            QTest::qWait(100);
            stop.request_stop();
            const auto result = running.get();
            VERIFY_FAILS(result, Cancelled);
            stop = {};
        }
        stop.request_stop();
        LoopbackServer server([](LoopbackConnection &client) { client.readRequest(); });
        VERIFY_FAILS(transport.exchange(requestTo(server.url()), stop.get_token()), Cancelled);
        QCOMPARE(server.connectionCount(), 0);
    }

    void cancelInsideTheHandshake()
    {
        LoopbackServer server([](LoopbackConnection &client) { client.waitForClose(); });
        NetworkTransport transport;
        std::stop_source stop;
        auto running = exchangeAside(transport, requestTo(server.secureUrl(), "POST", "body"), stop.get_token());
        QTest::qWait(100);
        stop.request_stop();
        const auto result = running.get();
        VERIFY_FAILS(result, Cancelled);
    }

    void cancelAfterSending_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no answer yet") << QByteArray();
        QTest::newRow("half a header") << QByteArray("HTTP/1.1 200 OK\r\n");
        QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
    }
    void cancelAfterSending()
    {
        QFETCH(QByteArray, answer);
        LoopbackServer server([&](LoopbackConnection &client) {
            client.readRequest();
            client.send(answer);
            client.waitForClose();
        });
        NetworkTransport transport;
        for (const QByteArray method : {"GET", "POST"}) {
            std::stop_source stop;
            auto running = exchangeAside(transport, requestTo(server.url(), method, method == "GET" ? "" : "body"),
                                         stop.get_token());
            QTRY_COMPARE(server.arrivalCount(), method == "GET" ? 1 : 2);
            QTest::qWait(50); // For what comes of the answer
            stop.request_stop();
            const auto result = running.get();
            VERIFY_FAILS(result, Interrupted);
            QVERIFY2(result.error().message.startsWith(u"cancelled"_s), told(result).constData());
        }
    }

    /// Whatever moment a cancel hits: "nothing was sent" is only said when nothing arrived.
    void cancelAtAnyMoment()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.waitForClose();
        });
        NetworkTransport transport;
        QList<QByteArray> untouched;
        for (int i = 0; i < 300; ++i) {
            std::stop_source stop;
            const QByteArray path = "/" + QByteArray::number(i) + "/";
            auto running = exchangeAside(
                transport, requestTo(server.url(path), i % 2 ? "GET" : "POST", i % 2 ? "" : "body"), stop.get_token());
            std::this_thread::sleep_for(std::chrono::microseconds(i * 5));
            stop.request_stop();
            const auto result = running.get();
            QVERIFY(!result);
            if (result.error().code == ErrorCode::Cancelled)
                untouched.append(path);
        }
        QTest::qWait(100);
        const auto arrivals = server.arrivals();
        for (const QByteArray &path : untouched) {
            const bool arrived = std::any_of(arrivals.begin(), arrivals.end(),
                                             [&](const auto &arrival) { return arrival.head.contains(path); });
            QVERIFY2(!arrived, path.constData());
        }
    }

    void otherExchangesGoOn()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            while (client.readRequest()) {
                client.pause(300);
                client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        NetworkTransport transport;
        std::stop_source stop;
        std::vector<std::future<Result<Response>>> cancelled;
        std::vector<std::future<Result<Response>>> kept;
        for (int i = 0; i < 12; ++i) {
            cancelled.push_back(exchangeAside(transport, requestTo(server.url()), stop.get_token()));
            kept.push_back(exchangeAside(transport, requestTo(server.url())));
        }
        QTest::qWait(20);
        stop.request_stop();
        for (auto &one : cancelled)
            QVERIFY(!one.get());
        for (auto &one : kept) {
            const auto result = one.get();
            VERIFY_ANSWERS(result, 200);
        }
    }

    void theTransportGoesAwayUnderThem()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.waitForClose();
        });
        const FullPort port;
        std::stop_source stop;
        std::vector<std::future<Result<Response>>> running;
        {
            NetworkTransport transport;
            for (int i = 0; i < 25; ++i) {
                running.push_back(exchangeAside(transport, requestTo(server.url(), "POST", "body"), stop.get_token()));
                running.push_back(
                    exchangeAside(transport, requestTo("http://" + port.authority() + "/"), stop.get_token()));
            }
            QTest::qWait(200);
        }
        for (auto &one : running) {
            QVERIFY(one.wait_for(3s) == std::future_status::ready);
            const auto result = one.get();
            QVERIFY2(
                !result
                    && (result.error().code == ErrorCode::Interrupted || result.error().code == ErrorCode::Cancelled),
                told(result).constData());
        }
        stop.request_stop();
    }
};

PLUGBOARD_TEST(tst_Deadlines)
#include "tst_deadlines.moc"
