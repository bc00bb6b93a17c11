#include "core/http/transport.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Http;
using namespace Qt::StringLiterals;

class tst_Message : public QObject
{
    Q_OBJECT

private slots:
    void headersCompareNamesWithoutCase()
    {
        Headers headers {{"X-One", "a"}, {"x-two", "b"}, {"x-one", "c"}};
        QCOMPARE(headers.value("X-ONE"), QByteArray("a, c"));
        QCOMPARE(headers.values("x-one"), QList<QByteArray>({"a", "c"}));
        QVERIFY(headers.contains("X-Two"));
        QVERIFY(!headers.contains("X-Tw"));
        headers.set("X-oNe", "d");
        QCOMPARE(headers, (Headers {{"X-One", "d"}, {"x-two", "b"}}));
        headers.set("new", "e");
        QCOMPARE(headers.lines().last().first, QByteArray("new"));
        headers.remove("X-TWO");
        QCOMPARE(headers, (Headers {{"X-One", "d"}, {"new", "e"}}));
        QCOMPARE(headers.value("gone"), QByteArray());
    }

    void splitsUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        const auto row
            = [](const char *name, const char *url, const char *origin, const char *path, const char *query) {
                  QTest::newRow(name) << QString::fromUtf8(url) << QByteArray(origin) << QByteArray(path)
                                      << QByteArray(query);
              };
        row("host only", "https://sns.eu-central-1.amazonaws.com", "https://sns.eu-central-1.amazonaws.com", "/", "");
        row("scheme and host in capitals", "HTTPS://Example.COM/Path", "https://example.com", "/Path", "");
        row("default port", "https://h:443/", "https://h", "/", "");
        row("other scheme's default port", "http://h:443/", "http://h:443", "/", "");
        row("empty port", "http://h:/", "http://h", "/", "");
        row("query at once", "http://h?a=b", "http://h", "/", "a=b");
        row("two question marks", "http://h/?a=?b", "http://h", "/", "a=?b");
        row("fragment", "http://h/p?q#f?/", "http://h", "/p", "q");
        row("IPv6", "http://[::1]:8080/x", "http://[::1]:8080", "/x", "");
        row("underscore, which DNS does not know", "http://my_host/", "http://my_host", "/", "");
        row("name in Unicode", "https://bücher.example/", "https://xn--bcher-kva.example", "/", "");
        row("delimiters stay", "http://h/a:b@c!$&'()*+,;=d//e/../f", "http://h", "/a:b@c!$&'()*+,;=d//e/../f", "");
        row("escapes stay", "http://h/%2F%25%20?x=%2B+%26", "http://h", "/%2F%25%20", "x=%2B+%26");
        row("escapes in capitals", "http://h/%2f", "http://h", "/%2F", "");
        row("needless escapes", "http://h/%7euser%41?%2D", "http://h", "/~userA", "-");
        row("blank, quote, braces", "http://h/a b\"{c}?d e", "http://h", "/a%20b%22%7Bc%7D", "d%20e");
        row("lone percent", "http://h/100%?%zz", "http://h", "/100%25", "%25zz");
        row("not ASCII", "http://h/é/😀?ü", "http://h", "/%C3%A9/%F0%9F%98%80", "%C3%BC");
        row("line break", "http://h/a\r\nX: y", "http://h", "/a%0D%0AX:%20y", "");
    }
    void splitsUrls()
    {
        QFETCH(QString, url);
        const auto target = Target::fromUrl(url);
        QVERIFY(target);
        QTEST(target->origin(), "origin");
        QTEST(target->path, "path");
        QTEST(target->query, "query");
        Request request;
        request.target = *target;
        QVERIFY(validate(request));
        QCOMPARE(Target::fromUrl(QString::fromUtf8(target->url()))->url(), target->url());
    }

    void refusesUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("no scheme") << u"example.com/"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s;
        QTest::newRow("data") << u"data:text/plain,x"_s;
        QTest::newRow("ftp") << u"ftp://h/"_s;
        QTest::newRow("javascript") << u"javascript://h/"_s;
        QTest::newRow("no host") << u"http:///x"_s;
        QTest::newRow("user") << u"http://user@h/"_s;
        QTest::newRow("user and password") << u"http://user:password@h/"_s;
        QTest::newRow("port 0") << u"http://h:0/"_s;
        QTest::newRow("port 65536") << u"http://h:65536/"_s;
        QTest::newRow("port with sign") << u"http://h:+1/"_s;
        QTest::newRow("port in words") << u"http://h:http/"_s;
        QTest::newRow("blank in host") << u"http://a b/"_s;
        QTest::newRow("line break in host") << u"http://a\r\nb/"_s;
        QTest::newRow("backslash in host") << u"http://a\\b/"_s;
        QTest::newRow("escape in host") << u"http://a%2Fb/"_s;
        QTest::newRow("open bracket") << u"http://[::1/"_s;
        QTest::newRow("name in brackets") << u"http://[host]/"_s;
        QTest::newRow("leading blank") << u" http://h/"_s;
        QTest::newRow("lone surrogate") << u"http://h/"_s + QChar(0xD800);
    }
    void refusesUrls()
    {
        QFETCH(QString, url);
        QVERIFY(!Target::fromUrl(url));
    }

    void displayHidesTheQuery()
    {
        const auto target = Target::fromUrl(u"https://h:8443/p?token=secret");
        QCOMPARE(target->display(), u"https://h:8443/p"_s);
    }

    void percentEncoding()
    {
        QCOMPARE(percentEncoded("aZ09-_.~ /+é%"), QByteArray("aZ09-_.~%20%2F%2B%C3%A9%25"));
        QCOMPARE(percentEncoded("a/b c", "/"), QByteArray("a/b%20c"));
        QCOMPARE(percentDecoded("%41%2f%2F+%zz%4"), QByteArray("A//+%zz%4"));
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all += char(i);
        QCOMPARE(percentDecoded(percentEncoded(all)), all);
    }

    void refusesWhatWouldChangeTheMessage_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        const QByteArray get = "GET";
        const QByteArray x = "X-A";
        QTest::newRow("verb with line break") << QByteArray("GET / HTTP/1.1\r\nX: y") << x << QByteArray("v");
        QTest::newRow("verb with blank") << QByteArray("GET ") << x << QByteArray("v");
        QTest::newRow("empty verb") << QByteArray() << x << QByteArray("v");
        QTest::newRow("name with line break") << get << QByteArray("X\r\nY") << QByteArray("v");
        QTest::newRow("name with colon") << get << QByteArray("X:") << QByteArray("v");
        QTest::newRow("name with blank") << get << QByteArray("X Y") << QByteArray("v");
        QTest::newRow("name with NUL") << get << QByteArray("X\0", 2) << QByteArray("v");
        QTest::newRow("empty name") << get << QByteArray() << QByteArray("v");
        QTest::newRow("name not ASCII") << get << QByteArray("Ä") << QByteArray("v");
        QTest::newRow("CR LF in value") << get << x << QByteArray("a\r\nInjected: 1");
        QTest::newRow("LF in value") << get << x << QByteArray("a\nb");
        QTest::newRow("CR in value") << get << x << QByteArray("a\rb");
        QTest::newRow("NUL in value") << get << x << QByteArray("a\0b", 3);
        QTest::newRow("DEL in value") << get << x << QByteArray("a\x7F");
        QTest::newRow("Content-Length") << get << QByteArray("content-length") << QByteArray("5");
        QTest::newRow("Transfer-Encoding") << get << QByteArray("Transfer-Encoding") << QByteArray("chunked");
        QTest::newRow("Host") << get << QByteArray("HOST") << QByteArray("other");
        QTest::newRow("second Authorization") << get << QByteArray("authorization") << QByteArray("two");
    }
    void refusesWhatWouldChangeTheMessage()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        Request request;
        request.method = method;
        request.target = *Target::fromUrl(u"http://h/");
        request.headers = {{"Authorization", "one"}, {name, value}};
        const Result<Done> result = validate(request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Invalid);
        QCOMPARE(result.error().stage, Stage::Transport);
        QVERIFY(!result.error().message.contains(u'\n') && !result.error().message.contains(u'\0'));
        QVERIFY(!result.error().message.contains(u"Injected"_s));
    }

    void refusesTargetsMadeByHand_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("line break in host") << QByteArray("h\r\nX: y") << QByteArray("/") << QByteArray();
        QTest::newRow("port in host") << QByteArray("h:80") << QByteArray("/") << QByteArray();
        QTest::newRow("capitals in host") << QByteArray("Host") << QByteArray("/") << QByteArray();
        QTest::newRow("empty host") << QByteArray() << QByteArray("/") << QByteArray();
        QTest::newRow("empty path") << QByteArray("h") << QByteArray() << QByteArray();
        QTest::newRow("relative path") << QByteArray("h") << QByteArray("x") << QByteArray();
        QTest::newRow("blank in path") << QByteArray("h") << QByteArray("/ HTTP/1.1") << QByteArray();
        QTest::newRow("question mark in path") << QByteArray("h") << QByteArray("/a?b") << QByteArray();
        QTest::newRow("bad escape in path") << QByteArray("h") << QByteArray("/%4") << QByteArray();
        QTest::newRow("number sign in query") << QByteArray("h") << QByteArray("/") << QByteArray("a#b");
        QTest::newRow("line feed in query") << QByteArray("h") << QByteArray("/") << QByteArray("a\nb");
        QTest::newRow("not ASCII in query") << QByteArray("h") << QByteArray("/") << QByteArray("ä");
    }
    void refusesTargetsMadeByHand()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        Request request;
        request.target = {"http", host, 0, path, query};
        const Result<Done> result = validate(request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Invalid);
    }
};

PLUGBOARD_TEST(tst_Message)
#include "tst_message.moc"
