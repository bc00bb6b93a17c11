#include "tests/support/exchanging.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Http;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

void answerAll(LoopbackConnection &client)
{
    while (client.readRequest())
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

} // namespace

/// What leaves this computer is what was given, byte for byte.
class tst_Wire : public QObject
{
    Q_OBJECT

private slots:
    void requestLine_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        const auto row = [](const char *name, const char *path, const char *query = "") {
            QTest::newRow(name) << QByteArray(path) << QByteArray(query);
        };
        row("root", "/");
        row("empty segments", "/a//b///c//");
        row("two leading slashes", "//a/b");
        row("three leading slashes", "///a");
        row("nothing but slashes", "//");
        row("escaped slash", "/a%2Fb%2F");
        row("plus and percent", "/a+b%25c%2Bd");
        row("sub-delimiters", "/'(*)!$&,;=:@");
        row("brackets", "/[a]%5Bb%5D");
        row("blank and controls", "/%20%00%0A%0D%7F");
        row("UTF-8 and what is none", "/%C3%A9%F0%9F%98%80%E4");
        row("dots that are no segments", "/a..b/c/...");
        row("braces and more, escaped", "/%7B%7D%22%3C%3E%5C%5E%60%7C");
        row("colon in the first segment", "/a:b/arn:aws:sns:eu-central-1:1:t");
        row("query: blank, plus, escapes", "/", "a=b%20c+d%2B&e=%26%3D%25");
        row("query: slashes, dots, brackets", "/x", "p=/a/../b/./c&q[]=%5B&r=?");
        row("query: empty values, quotes", "/", "a&b=&=c&&'()*!");
        row("8 KiB", QByteArray("/" + QByteArray("abcd%20").repeated(1'170)).constData());
    }
    void requestLine()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        LoopbackServer server(answerAll);
        NetworkTransport transport;
        Request request = requestTo(server.url());
        request.target.path = path;
        request.target.query = query;
        VERIFY_ANSWERS(transport.exchange(request, {}), 200);
        const QByteArray line = server.arrivals().first().head.split('\r').first();
        QCOMPARE(line, "GET " + path + (query.isEmpty() ? "" : '?' + query) + " HTTP/1.1");
    }

    void refusesWhatItCannotSendUnchanged_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("..") << QByteArray("/a/../b");
        QTest::newRow("last ..") << QByteArray("/a/..");
        QTest::newRow(".") << QByteArray("/a/./b");
        QTest::newRow("a path that the manager damages") << QByteArray("/a..b/..c/.d/...");
        QTest::newRow("escaped ..") << QByteArray("/a/%2E%2E/b");
        QTest::newRow("escaped letter") << QByteArray("/%41");
        QTest::newRow("escape in small letters") << QByteArray("/%2f");
    }
    void refusesWhatItCannotSendUnchanged()
    {
        QFETCH(QByteArray, path);
        LoopbackServer server(answerAll);
        NetworkTransport transport;
        Request request = requestTo(server.url());
        request.target.path = path;
        const auto result = transport.exchange(request, {});
        VERIFY_FAILS(result, Invalid);
        QCOMPARE(server.connectionCount(), 0);
    }

    void headersAndBody()
    {
        LoopbackServer server(answerAll);
        NetworkTransport transport;
        Request request = requestTo(server.url("/p"), "POST", "Action=Publish&Message=a%20b");
        request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                           {"X-Amz-Date", "20260101T000000Z"},
                           {"x-lower", "two  blanks\tand a tab"},
                           {"X-Bytes", "\xC3\xA9\xFF"},
                           {"X-Empty", ""},
                           {"X-Two", "one"},
                           {"x-two", "two"}};
        VERIFY_ANSWERS(transport.exchange(request, {}), 200);
        const auto arrival = server.arrivals().first();
        QCOMPARE(arrival.body, request.body);
        QList<QByteArray> lines = arrival.head.split('\n');
        for (QByteArray &line : lines)
            line = line.trimmed();
        const QByteArray host = "Host: 127.0.0.1:" + QByteArray::number(server.port());
        for (const QByteArray &wanted : QList<QByteArray> {
                 host, "Content-Length: 28", "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
                 "X-Amz-Date: 20260101T000000Z", "x-lower: two  blanks\tand a tab", "X-Bytes: \xC3\xA9\xFF", "X-Empty:",
                 "X-Two: one, two", "User-Agent: Plugboard/0.1", "Accept-Encoding: identity", "Accept-Language: *"})
            QVERIFY2(lines.count(wanted) == 1, (wanted + " is not among\n" + arrival.head).constData());
        QCOMPARE(lines.size(), 13); // With the request line and Connection, and no more
    }

    void nothingIsAddedToRequestsWithoutBody_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const char *method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
            QTest::newRow(method) << QByteArray(method);
    }
    void nothingIsAddedToRequestsWithoutBody()
    {
        QFETCH(QByteArray, method);
        LoopbackServer server(answerAll);
        NetworkTransport transport;
        VERIFY_ANSWERS(transport.exchange(requestTo(server.url("/x"), method), {}), 200);
        const QByteArray head = server.arrivals().first().head;
        QVERIFY(head.startsWith(method + " /x HTTP/1.1\r\n"));
        QVERIFY2(head.contains("\r\nContent-Length: 0\r\n"), head.constData());
        QVERIFY2(!head.toLower().contains("content-type"), head.constData());
        QVERIFY2(!head.toLower().contains("transfer-encoding"), head.constData());
        QVERIFY2(!head.toLower().contains("cookie"), head.constData());
    }

    void cookiesAreNotKept()
    {
        LoopbackServer server([](LoopbackConnection &client) {
            while (client.readRequest())
                client.send("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nContent-Length: 0\r\n\r\n");
        });
        NetworkTransport transport;
        const auto first = transport.exchange(requestTo(server.url()), {});
        VERIFY_ANSWERS(first, 200);
        QCOMPARE(first->headers.values("set-cookie"), QList<QByteArray>({"a=b", "c=d"}));
        VERIFY_ANSWERS(transport.exchange(requestTo(server.url()), {}), 200);
        QVERIFY(!server.arrivals().last().head.toLower().contains("cookie"));
        QCOMPARE(server.connectionCount(), 1);
    }

    void keptConnectionsAreSeparateByAuthority()
    {
        LoopbackServer server(answerAll);
        NetworkTransport transport;
        VERIFY_ANSWERS(transport.exchange(requestTo(server.url()), {}), 200);
        Request other = requestTo(server.url());
        other.target.host = "localhost";
        VERIFY_ANSWERS(transport.exchange(other, {}), 200);
        QCOMPARE(server.connectionCount(), 2);
        QVERIFY(server.arrivals().last().head.contains("\r\nHost: localhost:"));
    }
};

PLUGBOARD_TEST(tst_Wire)
#include "tst_wire.moc"
