#include "models/request/pastedfields.h"
#include "tests/support/forms.h"
#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

using Texts = QMap<QString, QString>;

class tst_PastedFields : public QObject
{
    Q_OBJECT

private slots:
    void textsAreRead_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<Texts>("texts");
        QTest::addColumn<QStringList>("unknown");
        const auto row = [](const char *name, const QString &pasted, const Texts &texts, const QStringList &unknown) {
            QTest::newRow(name) << pasted << texts << unknown;
        };
        row("nested", u"{\"authentication\":{\"accessKey\":\"a\",\"secretKey\":\"b\"}}"_s,
            {{u"authentication.accessKey"_s, u"a"_s}, {u"authentication.secretKey"_s, u"b"_s}}, {});
        row("last steps", u"{\"accessKey\":\"a\"}"_s, {{u"authentication.accessKey"_s, u"a"_s}}, {});
        row("labels", u"{\"Access key\":\"a\"}"_s, {{u"authentication.accessKey"_s, u"a"_s}}, {});
        row("lines", u"# keys\nexport ACCESS_KEY=a\n\nSECRET_KEY = 'b=c'\r\n"_s,
            {{u"authentication.accessKey"_s, u"a"_s}, {u"authentication.secretKey"_s, u"b=c"_s}}, {});
        row("unknown", u"{\"accessKey\":\"a\",\"authentication\":{\"more\":{\"x\":1}},\"other\":[1]}"_s,
            {{u"authentication.accessKey"_s, u"a"_s}}, {u"authentication.more"_s, u"other"_s});
        row("choices by name", u"{\"authentication.type\":\"Credentials\"}"_s,
            {{u"authentication.type"_s, u"credentials"_s}}, {});
        row("no place for a list", u"{\"authentication.type\":[1]}"_s, {}, {u"authentication.type"_s});
    }
    void textsAreRead()
    {
        QFETCH(QString, pasted);
        const Result<PastedFields> read = readPasted(pasted, m_rig.form(u"plugboard.aws-sns"_s), u"authentication"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        Texts texts;
        for (const auto &[field, text] : read->changes)
            texts.insert(field, text.value_or(u"(default)"_s));
        QTEST(texts, "texts");
        QTEST(read->unknown, "unknown");
    }

    void valuesBecomeWhatTheFieldTakes_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("text");
        const QByteArray line = input("a");
        const QByteArray number = input("a", "Number", "\"feel\":\"static\"");
        const QByteArray optional = input("a", "String", "\"feel\":\"optional\"");
        const QByteArray always = input("a", "String", "\"feel\":\"required\"");
        QTest::newRow("text") << line << u"\"x\""_s << u"x"_s;
        QTest::newRow("number in a line") << line << u"1.50"_s << u"1.50"_s;
        QTest::newRow("context in a line") << line << u"{\"b\": 1}"_s << u"{\"b\":1}"_s;
        QTest::newRow("null") << line << u"null"_s << u"(default)"_s;
        QTest::newRow("number") << number << u"20"_s << u"20"_s;
        QTest::newRow("optional FEEL") << optional << u"[1]"_s << u"= [\n  1\n]"_s;
        QTest::newRow("text stays text") << optional << u"\"x\""_s << u"x"_s;
        QTest::newRow("required FEEL") << always << u"\"x\""_s << u"= \"x\""_s;
        QTest::newRow("FEEL as text") << always << u"\"= b\""_s << u"= b"_s;
        QTest::newRow("reference") << always << u"\"{{secrets.A}}\""_s << u"{{secrets.A}}"_s;
    }
    void valuesBecomeWhatTheFieldTakes()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, value);
        const Result<PastedFields> read = readPasted(u"{\"a\": %1}"_s.arg(value), stateOf(field), {});
        QVERIFY(read);
        QCOMPARE(read->changes.size(), 1);
        QTEST(read->changes.first().second.value_or(u"(default)"_s), "text");
    }

    void otherTextsAreRefused_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("message");
        QTest::newRow("nothing") << QString() << u"neither"_s;
        QTest::newRow("prose") << u"Dear reader,\na = b"_s << u"neither"_s;
        QTest::newRow("a list") << u"[1]"_s << u"neither"_s;
        QTest::newRow("broken JSON") << u"{\"a\": "_s << u"no JSON"_s;
        QTest::newRow("too long") << QString(4'000'001, u'a') << u"longer"_s;
    }
    void otherTextsAreRefused()
    {
        QFETCH(QString, pasted);
        QFETCH(QString, message);
        const Result<PastedFields> read = readPasted(pasted, m_rig.form(u"plugboard.aws-sns"_s), u"authentication"_s);
        QVERIFY(!read);
        QVERIFY2(read.error().message.contains(message), qPrintable(read.error().message));
    }

private:
    InvocationRig m_rig;
};

PLUGBOARD_TEST(tst_PastedFields)
#include "tst_pastedfields.moc"
