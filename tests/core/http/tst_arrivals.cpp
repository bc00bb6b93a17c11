#include "tests/support/exchanging.h"
#include "tests/support/test_main.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Plugboard;
using namespace Plugboard::Http;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

const QList<QByteArray> methods {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

struct Fault
{
    const char *name;
    void (*script)(LoopbackConnection &);
    QList<int> statuses; ///< That the caller may see …
    QList<ErrorCode> errors; ///< … or the errors
};

const Fault faults[] = {
    {"closes before it reads",
     [](LoopbackConnection &client) {
         client.readHead();
         client.close();
     },
     {},
     {ErrorCode::Interrupted}},
    {"closes after it read",
     [](LoopbackConnection &client) {
         client.readRequest();
         client.close();
     },
     {},
     {ErrorCode::Interrupted}},
    {"resets",
     [](LoopbackConnection &client) {
         client.readHead();
         client.reset();
     },
     {},
     {ErrorCode::Interrupted}},
    {"half a header",
     [](LoopbackConnection &client) {
         client.readRequest();
         client.send("HTTP/1.1 200 OK\r\nContent-Le");
         client.close();
     },
     {},
     {ErrorCode::Interrupted}},
    {"junk",
     [](LoopbackConnection &client) {
         client.readRequest();
         client.send("SSH-2.0-OpenSSH_9.2\r\n\r\n\0\1\2\3");
         client.close();
     },
     {},
     {ErrorCode::Interrupted}},
    {"early 401",
     [](LoopbackConnection &client) {
         client.readHead();
         client.send("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 2\r\n\r\nno");
         client.close();
     },
     {401},
     {ErrorCode::Interrupted}},
    {"early 403, then reset",
     [](LoopbackConnection &client) {
         client.readHead();
         client.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
         client.pause(20);
         client.reset();
     },
     {403},
     {ErrorCode::Interrupted}},
    {"401 that asks for NTLM",
     [](LoopbackConnection &client) {
         client.readRequest();
         client.send("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM\r\nWWW-Authenticate: "
                     "Negotiate\r\nContent-Length: 0\r\n\r\n");
         client.waitForClose();
     },
     {401},
     {}},
    {"100 Continue, then close",
     [](LoopbackConnection &client) {
         const QByteArray head = client.readHead();
         client.send("HTTP/1.1 100 Continue\r\n\r\n");
         client.readBody(head);
         client.close();
     },
     {},
     {ErrorCode::Interrupted}},
    {"100 Continue, then 200",
     [](LoopbackConnection &client) {
         client.readRequest();
         client.send("HTTP/1.1 100 Continue\r\n\r\n");
         client.pause(5);
         client.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
         client.waitForClose();
     },
     {200},
     {}},
    {"307 to itself",
     [](LoopbackConnection &client) {
         client.readRequest();
         client.send("HTTP/1.1 307 Temporary Redirect\r\nLocation: /again\r\nContent-Length: 4\r\n\r\nthen");
         client.waitForClose();
     },
     {307},
     {}},
    {"408 and close",
     [](LoopbackConnection &client) {
         client.readRequest();
         client.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
         client.close();
     },
     {408},
     {}},
    {"body that breaks off",
     [](LoopbackConnection &client) {
         client.readRequest();
         client.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
         client.close();
     },
     {},
     {ErrorCode::Incomplete}},
};

/// Resets each connection `delay` after it was made, and notes what had come over it by then.
class ResettingServer final
{
public:
    explicit ResettingServer(std::chrono::microseconds delay)
        : m_delay(delay)
        , m_listener(socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
        getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        listen(m_listener, 8);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { run(); });
    }
    ~ResettingServer() { stop(); }
    void stop()
    {
        if (!m_thread.joinable())
            return;
        shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        close(m_listener);
    }
    QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(m_port) + "/"; }
    /// Connections over which anything came, once it is stopped.
    int reached() const { return m_reached; }

private:
    void run()
    {
        for (int client = accept(m_listener, nullptr, nullptr); client >= 0;
             client = accept(m_listener, nullptr, nullptr)) {
            std::this_thread::sleep_for(m_delay);
            char bytes[4096];
            m_reached += recv(client, bytes, sizeof bytes, MSG_DONTWAIT) > 0;
            const linger hard {1, 0};
            setsockopt(client, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
            close(client);
        }
    }

    std::chrono::microseconds m_delay;
    int m_listener;
    quint16 m_port = 0;
    int m_reached = 0;
    std::thread m_thread;
};

} // namespace

/// No request arrives twice, whatever a server does: this many sends, each counted where it arrives.
class tst_Arrivals : public QObject
{
    Q_OBJECT

private slots:
    void everyRequestArrivesOnce_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<qsizetype>("size");
        for (size_t fault = 0; fault < std::size(faults); ++fault) {
            for (const QByteArray &method : methods) {
                for (const qsizetype size : {0, 400, 300'000}) {
                    QTest::addRow("%s: %s of %lld B", faults[fault].name, method.constData(), qlonglong(size))
                        << int(fault) << method << size;
                }
            }
        }
    }
    void everyRequestArrivesOnce()
    {
        QFETCH(int, fault);
        QFETCH(QByteArray, method);
        QFETCH(qsizetype, size);
        const Fault &expected = faults[fault];
        LoopbackServer server(expected.script);
        NetworkTransport transport;
        Request request = requestTo(server.url("/once"), method, QByteArray(size, 'b'));
        request.deadlines = {.stall = std::chrono::milliseconds(400)};
        const auto result = transport.exchange(request, {});
        QTest::qWait(1); // A second send would come at once.
        QCOMPARE(server.arrivalCount(), 1);
        if (method == "HEAD") // No body that could break off; and a 401's headers are withheld until its body has come.
            return;
        if (result)
            QVERIFY2(expected.statuses.contains(result->status), told(result).constData());
        else
            QVERIFY2(expected.errors.contains(result.error().code), told(result).constData());
    }

    /// The manager may connect again after a reset, but only if nothing had been sent.
    void resetAtAnyMoment()
    {
        for (int i = 0; i < 300; ++i) {
            ResettingServer server(std::chrono::microseconds(i * 5));
            NetworkTransport transport;
            const auto result
                = transport.exchange(requestTo(server.url(), i % 2 ? "GET" : "POST", i % 2 ? "" : "body"), {});
            QVERIFY(!result);
            server.stop();
            QVERIFY2(server.reached() <= 1, QByteArray::number(i).constData());
            QVERIFY2(server.reached() == 0 || result.error().code == ErrorCode::Interrupted, told(result).constData());
        }
    }

    void keptConnectionThatGoesAway_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<qsizetype>("size");
        for (const QByteArray &method : methods) {
            for (const qsizetype size : {0, 400, 300'000})
                QTest::addRow("%s of %lld B", method.constData(), qlonglong(size)) << method << size;
        }
    }
    /// The server closes a kept connection at the very moment the second request comes.
    void keptConnectionThatGoesAway()
    {
        QFETCH(QByteArray, method);
        QFETCH(qsizetype, size);
        LoopbackServer server([](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            client.readHead();
            client.reset();
        });
        NetworkTransport transport;
        VERIFY_ANSWERS(transport.exchange(requestTo(server.url("/warm")), {}), 200);
        const auto result = transport.exchange(requestTo(server.url("/once"), method, QByteArray(size, 'b')), {});
        VERIFY_FAILS(result, Interrupted);
        QTest::qWait(1);
        QCOMPARE(server.arrivalCount(), 2);
    }

    void manyAtOnce()
    {
        std::atomic<int> count {0};
        LoopbackServer server([&](LoopbackConnection &client) {
            while (client.readRequest()) {
                if (++count % 3 == 0)
                    return client.reset();
                client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        NetworkTransport transport;
        QSet<QByteArray> seen;
        for (int round = 0; round < 10; ++round) {
            std::vector<std::future<Result<Response>>> running;
            for (int i = 0; i < 20; ++i) {
                const QByteArray id = "/" + QByteArray::number(round) + "-" + QByteArray::number(i);
                running.push_back(
                    exchangeAside(transport, requestTo(server.url(id), "POST", QByteArray(i * 900, 'x'))));
            }
            for (auto &one : running) {
                const auto result = one.get();
                QVERIFY2(result || result.error().code == ErrorCode::Interrupted, told(result).constData());
            }
        }
        for (const auto &arrival : server.arrivals()) {
            const QByteArray line = arrival.head.split('\r').first();
            QVERIFY2(!seen.contains(line), line.constData());
            seen.insert(line);
        }
        QCOMPARE(seen.size(), 200);
    }

    void redirectsAreAnswers_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }
    void redirectsAreAnswers()
    {
        QFETCH(int, status);
        LoopbackServer other([](LoopbackConnection &client) { client.readRequest(); });
        LoopbackServer server([&](LoopbackConnection &client) {
            client.readRequest();
            client.send("HTTP/1.1 " + QByteArray::number(status) + " Elsewhere\r\nLocation: " + other.url("/x")
                        + "\r\nContent-Length: 4\r\n\r\nbody");
            client.waitForClose();
        });
        NetworkTransport transport;
        Request request = requestTo(server.url(), "POST", "secret body");
        request.headers = {{"Authorization", "secret"}};
        const auto result = transport.exchange(request, {});
        VERIFY_ANSWERS(result, status);
        QCOMPARE(result->body, QByteArray("body"));
        QCOMPARE(result->headers.value("location"), other.url("/x"));
        QCOMPARE(other.connectionCount(), 0);
        QCOMPARE(server.arrivalCount(), 1);
    }
};

PLUGBOARD_TEST(tst_Arrivals)
#include "tst_arrivals.moc"
