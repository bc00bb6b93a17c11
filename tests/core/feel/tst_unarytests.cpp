#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_UnaryTests : public QObject
{
    Q_OBJECT

    static QByteArray tested(const QString &text, const QByteArray &input, Feel::Dialect dialect)
    {
        Feel::ParseOptions options;
        options.dialect = dialect;
        const Feel::Parsed parsed = Feel::Expression::parseUnaryTests(text, options);
        if (!parsed.ok())
            return "refused";
        const Value value = outcomeOf(QString::fromUtf8(input)).value;
        return jsonOf(
            parsed.expression.test(value, scopeOf(R"({"limit": 5, "allowed": [1, 2]})"), Feel::systemEnvironment()));
    }

private slots:
    void hold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const QString &text, const char *input, const char *expected) {
            QTest::newRow(qPrintable(text + u" for "_s + QString::fromUtf8(input)))
                << text << QByteArray(input) << QByteArray(expected);
        };
        row(u"-"_s, "1", "true");
        row(u" - "_s, "null", "true");
        row(u"1"_s, "1", "true");
        row(u"-1"_s, "-1", "true");
        row(u"1"_s, "2", "false");
        row(u"1, 2"_s, "2", "true");
        row(u"< 10"_s, "9", "true");
        row(u"<= 10"_s, "10", "true");
        row(u"> 10"_s, "10", "false");
        row(u">= 10"_s, "10", "true");
        row(u"= 10"_s, "10", "true");
        row(u"!= 10"_s, "10", "false");
        row(u"< limit"_s, "4", "true");
        row(u"> 3, < 1"_s, "0", "true");
        row(u"[1..3]"_s, "3", "true");
        row(u"[1..3)"_s, "3", "false");
        row(u"]1..3]"_s, "1", "false");
        row(u"(1..3], 7"_s, "7", "true");
        row(u"not(1)"_s, "1", "false");
        row(u"not(1, 2)"_s, "3", "true");
        row(u"not(< 5)"_s, "5", "true");
        row(u"not([1..3])"_s, "2", "false");
        row(u"not(1) or true"_s, "1", "true"); // no negated list: an expression
        row(u"\"a\", \"b\""_s, "\"b\"", "true");
        row(u"@\"2020-01-01\""_s, "@\"2020-01-01\"", "true");
        row(u"< @\"2020-01-01\""_s, "@\"2019-01-01\"", "true");
        row(u"? > 3"_s, "4", "true");
        row(u"? > 3 and ? < 6"_s, "6", "false");
        row(u"odd(?)"_s, "3", "true");
        row(u"contains(?, \"b\")"_s, "\"abc\"", "true");
        row(u"allowed"_s, "2", "true");
        row(u"allowed"_s, "3", "false");
        row(u"[1, 2]"_s, "[1, 2]", "true");
        row(u"null"_s, "null", "true");
        row(u"null"_s, "1", "false");
        row(u"true"_s, "true", "true");
        row(u"true"_s, "false", "false");
        row(u"< 10"_s, "\"a\"", "null");
        row(u"< 10, \"a\""_s, "\"a\"", "true");
        row(u"if ? = 1 then true else false"_s, "1", "true");
        row(u"some x in allowed satisfies x = ?"_s, "2", "true");
        row(u""_s, "1", "refused");
        row(u"1,"_s, "1", "refused");
        row(u"not("_s, "1", "refused");
        row(u"< "_s, "1", "refused");
    }
    void hold()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, expected);
        QCOMPARE(tested(text, input, Feel::Dialect::Camunda), expected);
        QCOMPARE(tested(text, input, Feel::Dialect::Dmn), expected);
    }

    void haveNoInputInAnExpression()
    {
        const Feel::Outcome outcome = outcomeOf(u"get or else(? > 3, 1)"_s);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error->kind, Feel::Kind::NoInput);
        QCOMPARE(outcome.error->from, 12);
        QCOMPARE(outcome.error->to, 13);
    }
};

PLUGBOARD_TEST(tst_UnaryTests)
#include "tst_unarytests.moc"
