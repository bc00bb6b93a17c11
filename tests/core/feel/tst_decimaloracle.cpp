#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

/// Numbers of expressions, from their text to their text, against Python's decimal module.
class tst_DecimalOracle : public QObject
{
    Q_OBJECT

    static bool agrees(const Feel::Outcome &outcome, const QByteArray &expected)
    {
        if (!outcome.ok() || !outcome.value.isNumber())
            return jsonOf(outcome) == expected;
        const std::optional<Decimal> number = Decimal::fromText(expected);
        return number && outcome.value.number() == *number;
    }
    /// Plain digits that mean the same number again.
    static bool isPlain(const Decimal &number)
    {
        static const QRegularExpression plain(u"^-?(0|[1-9][0-9]*)([.][0-9]+)?$"_s);
        const QByteArray text = number.toText();
        return plain.match(QString::fromLatin1(text)).hasMatch() && Decimal::fromText(text) == number;
    }

private slots:
    void agreesWithPython()
    {
        QProcess python;
        python.start(u"/usr/bin/python3"_s, {QStringLiteral(PLUGBOARD_TEST_DATA "/decimal_oracle.py")});
        QVERIFY2(python.waitForFinished(60'000), qPrintable(python.errorString()));
        QCOMPARE(python.exitCode(), 0);
        int count = 0;
        QByteArrayList wrong;
        for (const QByteArray &line : python.readAllStandardOutput().split('\n')) {
            const QByteArrayList parts = line.split('\t');
            if (parts.size() != 2)
                continue;
            ++count;
            const Feel::Outcome outcome = outcomeOf(QString::fromLatin1(parts[0]));
            if (!agrees(outcome, parts[1]) || (outcome.value.isNumber() && !isPlain(outcome.value.number())))
                wrong.append(parts[0] + " is " + parts[1] + ", not " + jsonOf(outcome));
        }
        QVERIFY(count > 18'000);
        QVERIFY2(wrong.isEmpty(),
                 (QByteArray::number(wrong.size()) + " wrong\n" + wrong.mid(0, 20).join('\n')).constData());
    }

    void numbersAreSpeltInFull_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("fraction") << u"string(1.10)"_s << u"1.10"_s;
        QTest::newRow("no exponent") << u"string(1e21)"_s << u"1000000000000000000000"_s;
        QTest::newRow("small") << u"string(1e-10)"_s << u"0.0000000001"_s;
        QTest::newRow("no sign of zero") << u"string(-0)"_s << u"0"_s;
        QTest::newRow("beyond double") << u"string(12345678901234567890)"_s << u"12345678901234567890"_s;
        QTest::newRow("2^53 + 1") << u"string(9007199254740993)"_s << u"9007199254740993"_s;
        QTest::newRow("2^64 - 1") << u"string(18446744073709551615)"_s << u"18446744073709551615"_s;
        QTest::newRow("34 digits") << u"string(1234567890123456789012345678901234)"_s
                                   << u"1234567890123456789012345678901234"_s;
        QTest::newRow("a tenth") << u"string(0.1 + 0.2)"_s << u"0.3"_s;
        QTest::newRow("a third") << u"string(1 / 3)"_s << u"0.3333333333333333333333333333333333"_s;
    }
    void numbersAreSpeltInFull()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(outcomeOf(text).value.string(), expected);
    }

    void equalNumbersAreEqual()
    {
        QCOMPARE(jsonOf(outcomeOf(u"[0.1 + 0.2 = 0.3, 1.0 = 1.00, 1e3 = 1000, -0 = 0, index of([1.0], 1)]"_s)),
                 "[true,true,true,true,[1]]");
    }
};

PLUGBOARD_TEST(tst_DecimalOracle)
#include "tst_decimaloracle.moc"
