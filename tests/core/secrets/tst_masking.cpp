#include "core/secrets/placeholders.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Secrets;
using namespace Qt::StringLiterals;

class tst_Masking : public QObject
{
    Q_OBJECT

    static constexpr QByteArrayView m_secret = "p@ss/wo\"rd<é>&'x\\n\n+";

private slots:
    void hidesEveryForm_data()
    {
        QTest::addColumn<QByteArray>("form");
        const QByteArray secret = m_secret.toByteArray();
        const auto row = [](const char *name, const QByteArray &form) { QTest::newRow(name) << form; };
        row("raw", secret);
        row("percent", secret.toPercentEncoding());
        row("percent, small", secret.toPercentEncoding().toLower());
        row("form", QByteArray("p%40ss%2Fwo%22rd%3C%C3%A9%3E%26%27x%5Cn%0A%2B"));
        row("base64", secret.toBase64());
        row("base64 in base64", ("user:" + secret).toBase64());
        row("base64, one byte before", ("u" + secret + "z").toBase64());
        row("base64, two bytes before", ("uv" + secret + "zz").toBase64());
        row("base64url", secret.toBase64(QByteArray::Base64UrlEncoding));
        row("base64url, two bytes before", ("uv" + secret).toBase64(QByteArray::Base64UrlEncoding));
        row("base64 in a URL", ("u" + secret).toBase64().toPercentEncoding());
        row("JSON", "p@ss/wo\\\"rd<é>&'x\\\\n\\n+");
        row("JSON, slashes escaped", "p@ss\\/wo\\\"rd<é>&'x\\\\n\\n+");
        row("JSON in ASCII", "p@ss/wo\\\"rd<\\u00e9>&'x\\\\n\\n+");
        row("hex", secret.toHex());
        row("HEX", secret.toHex().toUpper());
        row("XML", "p@ss/wo&quot;rd&lt;é&gt;&amp;'x\\n\n+");
        row("XML, apostrophe too", "p@ss/wo&quot;rd&lt;é&gt;&amp;&apos;x\\n\n+");
    }
    void hidesEveryForm()
    {
        QFETCH(QByteArray, form);
        Masking masking;
        masking.add(Sensitive(m_secret.toByteArray()), u"NAME"_s);
        const QByteArray hidden = masking.masked("before " + form + " after");
        QVERIFY2(hidden.startsWith("before ") && hidden.endsWith(" after"), hidden.constData());
        QVERIFY2(hidden.contains("{{secrets.NAME}}"), hidden.constData());
        // Of base64 a character at each edge also belongs to what stands beside the secret.
        QVERIFY2(hidden.size() - 13 - 16 <= 12, hidden.constData());
    }

    void shortSecretsAreNotSearched()
    {
        Masking masking;
        masking.add(Sensitive("abc"));
        masking.add(Sensitive("äöü"));
        masking.add(Sensitive(""));
        QVERIFY(masking.isEmpty());
        QCOMPARE(masking.masked(u"abc äöü"_s), u"abc äöü"_s);
        masking.add(Sensitive("abcd"));
        QCOMPARE(masking.masked(u"xabcdx"_s), u"x•••x"_s);
    }

    void overlapping_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("hidden");
        QTest::newRow("longest first") << QByteArray("secret-long") << QByteArray("{{secrets.LONG}}");
        QTest::newRow("the shorter alone") << QByteArray("secret-lon") << QByteArray("{{secrets.SHORT}}-lon");
        QTest::newRow("one reaches into the next")
            << QByteArray("<secret-lonely>") << QByteArray("<{{secrets.SHORT}}>");
        QTest::newRow("side by side") << QByteArray("secretsecret") << QByteArray("{{secrets.SHORT}}{{secrets.SHORT}}");
        QTest::newRow("at both ends") << QByteArray("secret secret")
                                      << QByteArray("{{secrets.SHORT}} {{secrets.SHORT}}");
        QTest::newRow("only a beginning") << QByteArray("secre") << QByteArray("secre");
    }
    void overlapping()
    {
        QFETCH(QByteArray, text);
        Masking masking;
        masking.add(Sensitive("secret"), u"SHORT"_s);
        masking.add(Sensitive("secret-long"), u"LONG"_s);
        masking.add(Sensitive("ret-lonely"), u"OTHER"_s);
        QTEST(masking.masked(text), "hidden");
    }

    void valuesAndErrors()
    {
        Masking masking;
        masking.add(Sensitive("hunter2"), u"PW"_s);
        const Value value = ContextBuilder()
                                .set("a hunter2", Value::list(Value::Items {Value::utf8("hunter2!"), Value::number(1)}))
                                .build();
        const Value hidden
            = ContextBuilder()
                  .set("a {{secrets.PW}}", Value::list(Value::Items {Value::utf8("{{secrets.PW}}!"), Value::number(1)}))
                  .build();
        QCOMPARE(masking.masked(value), hidden);
        const Error error = masking.masked(Error {Stage::Response, ErrorCode::Service, u"no hunter2"_s, u"/hunter2"_s});
        QCOMPARE(error.text(), u"/{{secrets.PW}}: no {{secrets.PW}}"_s);
        QCOMPARE(Masking().masked(value), value);
    }

    void largeTexts()
    {
        Masking masking;
        for (int i = 0; i < 20; ++i)
            masking.add(Sensitive("secret number " + QByteArray::number(i)), QString::number(i));
        QByteArray body;
        while (body.size() < 10'000'000)
            body += "{\"key\": \"some value, escaped \\\" and more\", \"number\": 123456},\n";
        const QByteArray hidden = masking.masked(body + "secret number 7" + body);
        QCOMPARE(hidden, body + "{{secrets.7}}" + body);
    }
};

PLUGBOARD_TEST(tst_Masking)
#include "tst_masking.moc"
