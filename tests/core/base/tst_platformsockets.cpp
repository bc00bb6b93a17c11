#include "core/base/platform_sockets.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/test_main.h"

#include <QTcpSocket>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;

class tst_PlatformSockets : public QObject
{
    Q_OBJECT

    static TcpSocket onlySocketTo(quint16 port)
    {
        const auto found = tcpSocketsTo(port).value_or(std::vector<TcpSocket>());
        return found.size() == 1 ? found.front() : TcpSocket {};
    }

private slots:
    void countsWhatWentOverAConnection()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            client.read(5);
            client.send("sevens!");
            client.waitForClose();
        });
        QTcpSocket owner;
        owner.connectToHost(QStringLiteral("127.0.0.1"), server.port());
        QVERIFY(owner.waitForConnected());
        const TcpSocket socket = onlySocketTo(server.port());
        QVERIFY(socket.descriptor >= 0);
        QVERIFY(tcpState(socket)->open && tcpState(socket)->established);
        QCOMPARE(tcpState(socket)->bytesSent, 0u);
        owner.write("hello");
        QVERIFY(owner.waitForReadyRead());
        QCOMPARE(tcpState(socket)->bytesSent, 5u);
        QCOMPARE(tcpState(socket)->bytesTaken, 7u);

        const TcpWitness witness(socket);
        owner.abort();
        QVERIFY(!tcpState(socket));
        QCOMPARE(witness.state()->bytesSent, 5u);
    }

    void cutsTheConnectionUnderItsOwner()
    {
        LoopbackServer server([](LoopbackConnection &client) { client.waitForClose(); });
        QTcpSocket owner;
        owner.connectToHost(QStringLiteral("127.0.0.1"), server.port());
        QVERIFY(owner.waitForConnected());
        const TcpSocket socket = onlySocketTo(server.port());
        QVERIFY(cut(socket));
        QVERIFY(!tcpState(socket)->open);
        QTRY_COMPARE(owner.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(!cut(socket));
    }

    void anotherSocketWithTheNumberIsNotMistaken()
    {
        LoopbackServer server([](LoopbackConnection &client) { client.waitForClose(); });
        QTcpSocket owner;
        owner.connectToHost(QStringLiteral("127.0.0.1"), server.port());
        QVERIFY(owner.waitForConnected());
        TcpSocket socket = onlySocketTo(server.port());
        ++socket.inode;
        QVERIFY(!tcpState(socket));
        QVERIFY(!cut(socket));
        QCOMPARE(owner.state(), QAbstractSocket::ConnectedState);
        QVERIFY(tcpSocketsTo(LoopbackServer::unusedPort())->empty());
    }
};

PLUGBOARD_TEST(tst_PlatformSockets)
#include "tst_platformsockets.moc"
