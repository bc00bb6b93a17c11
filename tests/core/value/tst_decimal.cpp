#include "core/value/decimal.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace Plugboard;
using namespace Qt::StringLiterals;

static Decimal decimal(QByteArrayView text)
{
    return Decimal::fromText(text).value();
}

static std::optional<Decimal> computed(const QByteArray &operation, const QByteArrayList &operands)
{
    const Decimal a = decimal(operands[0]);
    if (operation == "squareRoot")
        return a.squareRoot();
    if (operation == "exponential")
        return a.exponential();
    if (operation == "naturalLogarithm")
        return a.naturalLogarithm();
    if (operation == "rounded") {
        const QByteArrayList names {"UP", "DOWN", "CEILING", "FLOOR", "HALF_UP", "HALF_DOWN", "HALF_EVEN"};
        return a.rounded(operands[1].toInt(), static_cast<Decimal::Rounding>(names.indexOf(operands[2])));
    }
    const Decimal b = decimal(operands[1]);
    if (operation == "add")
        return a.add(b);
    if (operation == "subtract")
        return a.subtract(b);
    if (operation == "multiply")
        return a.multiply(b);
    if (operation == "divide")
        return a.divide(b);
    if (operation == "modulo")
        return a.modulo(b);
    if (operation == "power")
        return a.power(b);
    if (operation == "compare") {
        const std::strong_ordering order = a.compare(b);
        return Decimal(order < 0 ? -1 : order > 0 ? 1 : 0);
    }
    return std::nullopt;
}

static QByteArray shown(const std::optional<Decimal> &number)
{
    if (!number)
        return "-";
    const auto coefficient = Decimal::fromParts(number->signBit(), number->coefficient(), 0);
    return coefficient->toText() + 'E' + QByteArray::number(number->exponent());
}

class tst_Decimal : public QObject
{
    Q_OBJECT

private slots:
    // data/decimal-oracle.tsv is made by make_decimal_oracle.py.
    void agreesWithTheOracle()
    {
        QFile table(QStringLiteral(PLUGBOARD_TEST_DATA "/data/decimal-oracle.tsv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        const QByteArrayList lines = table.readAll().trimmed().split('\n');
        QVERIFY(lines.size() > 10'000);
        const QByteArrayList sameForm {"add", "subtract", "multiply", "divide", "squareRoot"};
        int failures = 0;
        for (const QByteArray &line : lines) {
            const QByteArrayList parts = line.split('\t');
            const std::optional<Decimal> expected
                = parts.last() == "-" ? std::nullopt : Decimal::fromText(parts.last());
            const std::optional<Decimal> actual = computed(parts.first(), parts.mid(1));
            const bool form = !sameForm.contains(parts.first()) || !actual || !expected
                || actual->exponent() == expected->exponent();
            if (actual == expected && form)
                continue;
            qWarning("%s: got %s", line.constData(), shown(actual).constData());
            if (++failures == 20)
                break;
        }
        QCOMPARE(failures, 0);
    }

    void readsAndPrints_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        const auto row = [](const char *text, const char *printed) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(printed);
        };
        row("0", "0");
        row("-0", "0");
        row("1.10", "1.10");
        row(".5", "0.5");
        row("-.872", "-0.872");
        row("1e3", "1000");
        row("1E-6", "0.000001");
        row("12.5e+1", "125");
        row("0.000", "0.000");
        row("007", "7");
        row("12345678901234567890123456789012345678", "12345678901234567890123456789012350000");
        row("0.33333333333333333333333333333333335", "0.3333333333333333333333333333333334");
        row("0.333333333333333333333333333333333350000000000000001", "0.3333333333333333333333333333333334");
        row("1.00000000000000000000000000000000050", "1.000000000000000000000000000000000");
        row("9999999999999999999999999999999999.5", "10000000000000000000000000000000000");
    }
    void readsAndPrints()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, printed);
        QCOMPARE(decimal(text).toText(), printed);
    }

    void refusesWhatIsNoNumber()
    {
        for (const char *text : {"", "-", ".", "1.", "+1", "1e", "1e+", "e3", "0x12", "1 ", " 1", "1,5", "1.2.3", "NaN",
                                 "Infinity", "--1", "1e6145", "1e999999999999"})
            QVERIFY2(!Decimal::fromText(text), text);
    }

    void staysInTheRange()
    {
        QCOMPARE(decimal("1e-7000"), Decimal(0));
        QCOMPARE(decimal("1e6144").toText().size(), 6145);
        QVERIFY(!decimal("1e6144").multiply(Decimal(10)));
        QVERIFY(!decimal("9.999999999999999999999999999999999e6144").add(decimal("1e6144")));
        QVERIFY(!Decimal(1).divide(Decimal(0)));
        QVERIFY(!decimal("1e-7000").naturalLogarithm());
        QVERIFY(!decimal("14150").exponential());
        QVERIFY(!Decimal(10).power(Decimal(6145)));
        QCOMPARE(Decimal(10).power(Decimal(-7000)), Decimal(0));
        QCOMPARE(decimal("1.000000000000000000000000000000001").power(decimal("1e60")), std::nullopt);
    }

    void convertsToIntegers()
    {
        QCOMPARE(decimal("5.00").toInt64(), 5);
        QCOMPARE(decimal("5e3").toInt64(), 5000);
        QCOMPARE(decimal("-9223372036854775808").toInt64(), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(decimal("9223372036854775807").toInt64(), std::numeric_limits<std::int64_t>::max());
        for (const char *text : {"5.5", "9223372036854775808", "-9223372036854775809", "1e30", "1e-40"})
            QVERIFY2(!decimal(text).toInt64(), text);
        QVERIFY(decimal("1.0").isInteger());
        QVERIFY(decimal("0e-50").isInteger());
        QVERIFY(!decimal("1e-34").isInteger());
    }

    void convertsDoubles()
    {
        QCOMPARE(Decimal::fromDouble(0.1)->toText(), "0.1");
        QCOMPARE(Decimal::fromDouble(100)->toText(), "100");
        QCOMPARE(Decimal::fromDouble(-1e300)->toText(), QByteArray("-1" + QByteArray(300, '0')));
        QVERIFY(!Decimal::fromDouble(std::numeric_limits<double>::infinity()));
        QVERIFY(!Decimal::fromDouble(std::numeric_limits<double>::quiet_NaN()));
        QCOMPARE(decimal("0.1").toDouble(), 0.1);
        QCOMPARE(decimal("-1e400").toDouble(), -std::numeric_limits<double>::infinity());
        QCOMPARE(decimal("1e-400").toDouble(), 0.0);
    }

    void normalizes()
    {
        QCOMPARE(decimal("1.100").normalized().toText(), "1.1");
        QCOMPARE(decimal("100").normalized().toText(), "100");
        QCOMPARE(decimal("0.00").normalized().toText(), "0");
    }

    void keepsTheLawsOfArithmetic()
    {
        QRandomGenerator random(7);
        const auto number = [&] {
            const UInt128 coefficient = static_cast<UInt128>(random.generate64()) << random.bounded(40);
            return Decimal::fromParts(random.bounded(2) == 1, coefficient, random.bounded(40) - 20).value();
        };
        for (int i = 0; i < 5000; ++i) {
            const Decimal a = number();
            const Decimal b = number();
            QCOMPARE(a.add(b), b.add(a));
            QCOMPARE(a.multiply(b), b.multiply(a));
            QCOMPARE(a.subtract(b)->negated(), b.subtract(a));
            QCOMPARE(a.compare(b), 0 <=> b.compare(a));
            QCOMPARE(Decimal::fromText(a.toText()), a);
            if (!b.isZero()) {
                const Decimal rest = a.modulo(b).value();
                QVERIFY(rest.isZero() || rest.isNegative() == b.isNegative());
                QVERIFY(rest.abs() <= b.abs()); // equal where b - rest was rounded
            }
        }
    }
};

PLUGBOARD_TEST(tst_Decimal)
#include "tst_decimal.moc"
