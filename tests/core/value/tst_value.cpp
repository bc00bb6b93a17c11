#include "core/value/json.h"
#include "core/value/value.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <thread>

using namespace Plugboard;
using namespace Qt::StringLiterals;

namespace {

class Counting final : public ListSource
{
public:
    explicit Counting(qsizetype size)
        : m_size(size)
    {
    }
    qsizetype size() const override { return m_size; }
    Value at(qsizetype index) const override { return Value::number(std::int64_t(index) + 1); }

private:
    qsizetype m_size;
};

} // namespace

class tst_Value : public QObject
{
    Q_OBJECT

private slots:
    void keepsStringsOfEveryLength()
    {
        for (int length = 0; length < 40; ++length) {
            const QString text(length, u'é');
            const Value value = Value::string(text);
            QCOMPARE(value.string(), text);
            QCOMPARE(value.stringLength(), length);
            QCOMPARE(Value(value).utf8(), QByteArrayView(text.toUtf8()));
        }
        QCOMPARE(Value::string(u"🐎"_s).stringLength(), 1);
        QCOMPARE(Value::utf8(QByteArray(100, 'x') + "🐎").stringLength(), 101);
        QVERIFY(Value::utf8("").isString());
    }

    void copiesMovesAndAssigns()
    {
        Value a = Value::utf8("more than fourteen bytes");
        Value b = a;
        Value c = std::move(a);
        QVERIFY(a.isNull());
        QCOMPARE(b, c);
        b = Value::list({b, b});
        Value &self = b;
        b = self;
        QCOMPARE(b.size(), 2);
        b = b.at(0); // a part of itself
        QCOMPARE(b, c);
        c = {};
        QCOMPARE(b.string(), u"more than fourteen bytes"_s);
    }

    void numbersKeepTheirText_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"0", "-0", "1.10", "1e-300", "1E5", "9007199254740993", "18446744073709551615", "-9223372036854775808",
              ".5", "007", "-0.0", "1.00", "1234567890123456789012345678901234567890",
              "0.1000000000000000000000000000000000000001"})
            QTest::newRow(text) << QByteArray(text);
    }
    void numbersKeepTheirText()
    {
        QFETCH(QByteArray, text);
        const Value value = Value::numberFromText(text);
        QVERIFY(value.isNumber());
        QCOMPARE(value.numberText(), text);
        QCOMPARE(value.number(), Decimal::fromText(text).value());
    }

    void textThatIsNoNumberIsNull()
    {
        for (const char *text : {"", "-", "1.", "x", "1 ", "--1", "1e", "1.2.3", "1e7000"})
            QVERIFY2(Value::numberFromText(text).isNull(), text);
    }

    void numbersInAndOutOfPlace()
    {
        for (const char *text : {"0", "-1", "9223372036854775807", "9223372036854775808", "1.23e-130", "1e130",
                                 "0.3333333333333333333333333333333333", "-1e-6176"}) {
            const Decimal decimal = Decimal::fromText(text).value();
            const Decimal back = Value::number(decimal).number();
            QCOMPARE(back, decimal);
            QCOMPARE(back.exponent(), decimal.exponent());
        }
    }

    void holdsEveryType()
    {
        const Zone paris {Zone::Kind::Named, 0, "Europe/Paris"};
        const Time time {1, paris};
        QCOMPARE(Value::boolean(true).boolean(), true);
        QCOMPARE(Value::date({-999'999'999, 12, 31}).date(), (Date {-999'999'999, 12, 31}));
        QCOMPARE(Value::time(time).time(), time);
        QCOMPARE(Value::dateTime({{2020, 1, 2}, time}).dateTime(), (DateTime {{2020, 1, 2}, time}));
        QCOMPARE(Value::yearsMonths({-14}).yearsMonths(), (YearsMonths {-14}));
        QCOMPARE(Value::daysTime({-5, -999'999'999}).daysTime(), (DaysTime {-5, -999'999'999}));
        const Value range = Value::range({Value::number(1), Value(), true, false, true});
        QVERIFY(range.range().end.isNull());
        QCOMPARE(range.typeName(), u"range"_s);
        const auto body = std::make_shared<const FunctionBody>();
        QCOMPARE(Value::function(body).function(), body);
        QCOMPARE(Value::yearsMonths({}).typeName(), u"years and months duration"_s);
    }

    void answersForTheWrongTypeAreEmpty()
    {
        const Value text = Value::utf8("x");
        QCOMPARE(text.boolean(), false);
        QVERIFY(text.number().isZero());
        QVERIFY(text.numberText().isEmpty());
        QCOMPARE(text.date(), Date {});
        QVERIFY(text.function() == nullptr);
        QCOMPARE(text.size(), 0);
        QVERIFY(text.at(0).isNull());
        QVERIFY(!text.find("x"));
        QVERIFY(text["x"].isNull());
        QVERIFY(Value::number(1).utf8().isEmpty());
        QVERIFY(Value::list({text}).at(1).isNull());
        QVERIFY(Value::list({text}).at(-1).isNull());
    }

    void contextsKeepTheirOrder_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {1, 7, 8, 9, 1000})
            QTest::addRow("%d", count) << count;
    }
    void contextsKeepTheirOrder()
    {
        QFETCH(int, count);
        Value::Entries entries;
        for (int i = count; i-- > 0;)
            entries.emplace_back("key" + QByteArray::number(i), Value::number(i));
        entries.emplace_back("key0",
                             Value::number(-1)); // the last one wins, at the first one's place
        const Value context = Value::context(entries);
        QCOMPARE(context.size(), count);
        QCOMPARE(context.keyAt(count - 1), QByteArrayView("key0"));
        QCOMPARE(context.valueAt(count - 1), Value::number(-1));
        for (int i = 1; i < count; ++i)
            QCOMPARE(context["key" + QByteArray::number(i)], Value::number(i));
        QVERIFY(!context.find("key"));
        QVERIFY(!context.find("key" + QByteArray::number(count)));
    }

    void changesMakeCopies()
    {
        const Value before = ContextBuilder().set("a", Value::number(1)).set("b", Value::number(2)).build();
        const Value changed = before.with("a", Value::utf8("x")).with("c", Value());
        QCOMPARE(Json::write(before), R"({"a":1,"b":2})");
        QCOMPARE(Json::write(changed), R"({"a":"x","b":2,"c":null})");
        QCOMPARE(Json::write(changed.without("a").without("z")), R"({"b":2,"c":null})");
        QCOMPARE(Json::write(Value().with("a", Value::boolean(true))), R"({"a":true})");
    }

    void comparesByContent()
    {
        const auto value = [](QByteArrayView json) { return Json::read(json).value(); };
        QCOMPARE(value("1.0"), value("1"));
        QCOMPARE(value(R"({"a":1,"b":[2,{"c":3}]})"), value(R"({"b":[2.0,{"c":3}],"a":1})"));
        QVERIFY(value("[1,2]") != value("[2,1]"));
        QVERIFY(value("[1]") != value("[1,2]"));
        QVERIFY(value(R"({"a":1})") != value(R"({"b":1})"));
        QVERIFY(value("[]") != value("{}"));
        QVERIFY(Value::number(1) != Value::utf8("1"));
        const Value low = Value::range({Value(), Value::number(10), false, false, true});
        QCOMPARE(low, Value::range({Value(), Value::number(10), false, false, true}));
        QVERIFY(low != Value::range({Value(), Value::number(10), false, false, false}));
        QVERIFY(low != Value::range({Value(), Value::number(11), false, false, true}));
    }

    void listsMayBeViews()
    {
        const Value view = Value::list(std::make_shared<Counting>(1'000'000'000'000));
        QCOMPARE(view.size(), 1'000'000'000'000);
        QCOMPARE(view.at(999'999'999'999), Value::number(1'000'000'000'000));
        QVERIFY(view.items() == nullptr);
        QVERIFY(view.at(-1).isNull());
        QCOMPARE(Value::list(std::make_shared<Counting>(2)), Value::list({Value::number(1), Value::number(2)}));
    }

    void endsDeepValuesWithoutADeepStack()
    {
        Value deep;
        Value twin;
        for (int i = 0; i < 1'000'000; ++i) {
            deep = i % 2 == 0 ? Value::list({deep}) : Value::context(Value::Entries {{"a", deep}});
            twin = i % 2 == 0 ? Value::list({twin}) : Value::context(Value::Entries {{"a", twin}});
        }
        QVERIFY(deep == twin);
        QCOMPARE(Json::write(deep).size(), 500'000 * (2 + 6) + 4);
    }

    void threadsShareValues()
    {
        const Value shared = Value::list({Value::utf8("a string that is longer than fourteen"), Value::number(1)});
        std::vector<std::thread> threads;
        std::atomic<int> good = 0;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < 10'000; ++n) {
                    const Value copy = shared;
                    const Value item = copy.at(0);
                    good += item.stringLength() == 37 ? 1 : 0;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 40'000);
    }
};

PLUGBOARD_TEST(tst_Value)
#include "tst_value.moc"
