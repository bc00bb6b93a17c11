#include "core/loopback/server.h"
#include "tests/support/test_main.h"

#include <QNetworkInterface>
#include <QTcpSocket>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Loopback;
using namespace Qt::StringLiterals;

class tst_Server : public QObject
{
    Q_OBJECT

private slots:
    void handsRequestsOverAsTheyCame()
    {
        Request seen;
        const auto server = *Server::start([&](const Request &request) {
            seen = request;
            return Response {201, {{"X-Answer", "yes"}}, "done"};
        });
        const QByteArray answer = exchange(*server,
                                           "PUT /a%20b?c=d HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-One: 1\r\nX-One: 2\r\n"
                                           "Content-Length: 4\r\nConnection: close\r\n\r\nbody");
        QVERIFY2(answer.startsWith("HTTP/1.1 201 "), answer.constData());
        QVERIFY(answer.contains("X-Answer: yes\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\ndone"));
        QCOMPARE(seen.method, QByteArray("PUT"));
        QCOMPARE(seen.target, QByteArray("/a%20b?c=d"));
        QCOMPARE(seen.body, QByteArray("body"));
        QCOMPARE(seen.header("x-one"), QByteArray("1"));
        QCOMPARE(seen.headers.count(std::pair<QByteArray, QByteArray>("X-One", "2")), 1);
    }

    void readsChunks()
    {
        const auto server = *Server::start([](const Request &request) { return Response {200, {}, request.body}; });
        QVERIFY(exchange(
                    *server,
                    "POST / HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
                    .endsWith("\r\n\r\nabcde"));
    }

    void keepsConnections()
    {
        const auto server = *Server::start([](const Request &request) { return Response {200, {}, request.target}; });
        QTcpSocket socket;
        open(socket, *server);
        for (const QByteArray &target : {QByteArray("/one"), QByteArray("/two")}) {
            socket.write("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port(*server) + "\r\n\r\n");
            QTRY_VERIFY_WITH_TIMEOUT(socket.waitForReadyRead(50) || socket.bytesAvailable(), 5000);
            QVERIFY(socket.readAll().endsWith(target));
        }
    }

    void sendsContinueWhenAsked()
    {
        const auto server = *Server::start([](const Request &request) { return Response {200, {}, request.body}; });
        QTcpSocket socket;
        open(socket, *server);
        socket.write("POST / HTTP/1.1\r\nHost: 127.0.0.1:" + port(*server)
                     + "\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(socket.waitForReadyRead(5000));
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 100 "));
        socket.write("hi");
        QVERIFY(socket.waitForReadyRead(5000));
        QVERIFY(socket.readAll().endsWith("hi"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("another host") << QByteArray("GET / HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n")
                                      << QByteArray("403");
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.0\r\n\r\n") << QByteArray("403");
        QTest::newRow("another origin") << QByteArray(
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: https://evil.example\r\n\r\n")
                                        << QByteArray("403");
        QTest::newRow("large headers") << "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: " + QByteArray(5000, 'x')
                + "\r\n\r\n" << QByteArray("431");
        QTest::newRow("large body") << "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 2000\r\n\r\n"
                + QByteArray(2000, 'x')
                                    << QByteArray("413");
        QTest::newRow("null origin") << QByteArray("GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: null\r\n\r\n")
                                     << QByteArray("403");
        QTest::newRow("host without port")
            << QByteArray("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") << QByteArray("403");
        QTest::newRow("two hosts") << QByteArray("GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n\r\n")
                                   << QByteArray("400");
        QTest::newRow("large chunks")
            << "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n"
                + QByteArray(2000, 'x') + "\r\n0\r\n\r\n"
            << QByteArray("413");
        QTest::newRow("large body announced")
            << QByteArray("POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: "
                          "2000\r\nExpect: 100-continue\r\n\r\n")
            << QByteArray("413");
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << QByteArray("400");
    }

    void refuses()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        bool called = false;
        Limits limits;
        limits.headerBytes = 4000;
        limits.bodyBytes = 1000;
        const auto server = *Server::start(
            [&](const Request &) {
                called = true;
                return Response {};
            },
            0, limits);
        const QByteArray answer = exchange(*server, request);
        QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer.constData());
        QVERIFY(!called);
    }

    /// Most clients send the whole body before they read: a reset would be all they see.
    void refusedBodiesMayStillBeSent()
    {
        Limits limits;
        limits.bodyBytes = 1000;
        const auto server = *Server::start([](const Request &) { return Response {}; }, 0, limits);
        QTcpSocket socket;
        open(socket, *server);
        socket.write("POST / HTTP/1.1\r\nHost: 127.0.0.1:" + port(*server) + "\r\nContent-Length: 16000000\r\n\r\n"
                     + QByteArray(16'000'000, 'x'));
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) { }
        QCOMPARE(socket.bytesToWrite(), 0);
        QVERIFY(socket.bytesAvailable() > 0 || socket.waitForReadyRead(5000));
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 413"));
    }

    void aHeadAnswerHasNoBody()
    {
        const auto server = *Server::start([](const Request &) { return Response {200, {}, "twelve bytes"}; });
        const QByteArray answer
            = exchange(*server, "HEAD / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\nGET / HTTP/1.1\r\nHost: evil\r\n\r\n");
        QVERIFY2(answer.startsWith("HTTP/1.1 200 "), answer.constData());
        QVERIFY(answer.contains("Content-Length: 12\r\n"));
        QVERIFY(!answer.contains("twelve bytes"));
        QVERIFY2(answer.contains("another server"), "the refusal after it has one");
    }

    void silentConnectionsAreClosed()
    {
        Limits limits;
        limits.idle = std::chrono::milliseconds(50);
        const auto server = *Server::start([](const Request &) { return Response {}; }, 0, limits);
        QTcpSocket socket;
        open(socket, *server);
        socket.write("GET / HTTP/1.1\r\nHost: ");
        QTRY_COMPARE_WITH_TIMEOUT(socket.waitForDisconnected(20) || socket.state() == QAbstractSocket::UnconnectedState,
                                  true, 10'000);
        QVERIFY(exchange(*server, "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n")
                    .startsWith("HTTP/1.1 200"));
    }

    void listensOnLoopbackOnly()
    {
        const auto server = *Server::start([](const Request &) { return Response {}; });
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol)
                continue;
            QTcpSocket socket;
            socket.connectToHost(address, quint16(server->port()));
            QVERIFY2(!socket.waitForConnected(2000), qPrintable(address.toString()));
        }
    }

    void aTakenPortIsAConflict()
    {
        const auto server = *Server::start([](const Request &) { return Response {}; });
        const auto second = Server::start([](const Request &) { return Response {}; }, server->port());
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Conflict);
    }

    void tooManyConnectionsAreRefused()
    {
        Limits limits;
        limits.connections = 2;
        const auto server = *Server::start([](const Request &) { return Response {}; }, 0, limits);
        QTcpSocket first;
        QTcpSocket second;
        open(first, *server);
        open(second, *server);
        QTRY_VERIFY_WITH_TIMEOUT(
            exchange(*server, "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n").startsWith("HTTP/1.1 503"), 5000);
    }

    void endsWithOpenConnections()
    {
        auto server = *Server::start([](const Request &) { return Response {}; });
        QTcpSocket socket;
        open(socket, *server);
        socket.write("GET / HTTP/1.1\r\n");
        socket.waitForBytesWritten(1000);
        server.reset();
        QTRY_COMPARE_WITH_TIMEOUT(socket.waitForDisconnected(20) || socket.state() == QAbstractSocket::UnconnectedState,
                                  true, 5000);
    }

private:
    static QByteArray port(const Server &server) { return QByteArray::number(server.port()); }

    static void open(QTcpSocket &socket, const Server &server)
    {
        socket.connectToHost(u"127.0.0.1"_s, quint16(server.port()));
        QVERIFY(socket.waitForConnected(5000));
    }

    static QByteArray exchange(const Server &server, QByteArray request)
    {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, quint16(server.port()));
        if (!socket.waitForConnected(5000))
            return "no connection";
        socket.write(request.replace("PORT", port(server)));
        QByteArray answer;
        while (socket.waitForReadyRead(2000))
            answer += socket.readAll();
        return answer + socket.readAll();
    }
};

PLUGBOARD_TEST(tst_Server)
#include "tst_server.moc"
