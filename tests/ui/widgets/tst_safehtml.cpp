#include "tests/support/test_main.h"
#include "ui/widgets/safehtml.h"

#include <QTest>

using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_SafeHtml : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatIsSafe_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("safe");
        QTest::newRow("emphasis") << u"<b class='x'>a</b> & <code>b</code>"_s << u"<b>a</b> &amp; <code>b</code>"_s;
        QTest::newRow("link") << u"<a href=\"https://example.org/?a=1&b=2\">x</a>"_s
                              << u"<a href=\"https://example.org/?a=1&amp;b=2\" "
                                 "title=\"https://example.org/?a=1&amp;b=2\">x</a>"_s;
        QTest::newRow("script link") << u"<a href=\"javascript:alert(1)\">x</a>"_s << u"<a>x</a>"_s;
        QTest::newRow("file link") << u"<a href='file:///etc/passwd'>x</a>"_s << u"<a>x</a>"_s;
        QTest::newRow("link with a password") << u"<a href='https://a:b@example.org/'>x</a>"_s << u"<a>x</a>"_s;
        QTest::newRow("image") << u"a<img src='https://example.org/p.png' onerror=x>b"_s << u"ab"_s;
        QTest::newRow("script") << u"a<script>alert('<b>')</script>b"_s << u"ab"_s;
        QTest::newRow("style") << u"<STYLE>p{}</STYLE >x"_s << u"x"_s;
        QTest::newRow("comment") << u"a<!-- <b> -->b"_s << u"ab"_s;
        QTest::newRow("no tag") << u"1 < 2 & 3 > 2"_s << u"1 &lt; 2 &amp; 3 &gt; 2"_s;
        QTest::newRow("entities stay") << u"&lt;b&gt; &#39;"_s << u"&lt;b&gt; &#39;"_s;
        QTest::newRow("unclosed tag") << u"<b>x"_s << u"<b>x"_s;
        QTest::newRow("unclosed attribute") << u"<a href=\"https://x"_s << u"&lt;a href=\"https://x"_s;
    }

    void keepsWhatIsSafe()
    {
        QFETCH(QString, html);
        QFETCH(QString, safe);
        QCOMPARE(safeHtml(html), safe);
    }

    void findsTheFirstSentence()
    {
        QCOMPARE(firstSentence(u"<p>Sends a message. Then waits.</p>"_s), u"Sends a message."_s);
        QCOMPARE(firstSentence(QString(1000, u'x')).size(), 240);
        QCOMPARE(firstSentence(u"a &lt;b&gt; c"_s), u"a <b> c"_s);
        QVERIFY(firstSentence({}).isEmpty());
    }
};

PLUGBOARD_TEST(tst_SafeHtml)
#include "tst_safehtml.moc"
