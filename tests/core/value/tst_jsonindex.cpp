#include "core/value/json.h"
#include "core/value/jsonindex.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <thread>

using namespace Plugboard;
using namespace Qt::StringLiterals;

static QByteArray rows(int count)
{
    QByteArray text = "{ \"items\" : [\n";
    for (int i = 0; i < count; ++i) {
        text += i > 0 ? ",\n  " : "  ";
        text += "{\"name\": \"row " + QByteArray::number(i)
            + "\", \"tags\": [\"a\\n]\", {\"b\": \"}\\\"\"}], "
              "\"price\": "
            + QByteArray::number(i) + ".50, \"nested\": {\"x\": [[], {}, null, true, -1e2]}}";
    }
    return text + "\n ], \"next\": null, \"items\\u0032\": {\"deep\": [" + QByteArray(5000, ' ') + "1, 2]}}\n";
}

class tst_JsonIndex : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatTheEagerReaderReads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("scalar") << QByteArray(" 42 ");
        QTest::newRow("small") << QByteArray(R"({"a":[1,2]})");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[1]");
        QTest::newRow("rows") << rows(500);
        QTest::newRow("small items") << QByteArray("[" + QByteArray("1,").repeated(10'000) + "2]");
        QTest::newRow("items around a checkpoint")
            << QByteArray("[" + QByteArray("\"" + QByteArray(253, 'x') + "\",").repeated(100) + "{}]");
        QTest::newRow("wide array of arrays") << QByteArray("[" + QByteArray("[[],[1,[2]]], ").repeated(1000) + "[]]");
        QTest::newRow("big object") << [] {
            QByteArray text = "{";
            for (int i = 0; i < 2000; ++i)
                text += "\"k\\u003" + QByteArray::number(i % 10) + QByteArray::number(i)
                    + "\": {\"v\":" + QByteArray::number(i) + "},";
            return QByteArray(text + "\"k00\":[]}");
        }();
        QTest::newRow("nested") << QByteArray(QByteArray("{\"a\":[").repeated(400) + QByteArray(9000, ' ') + "\""
                                              + QByteArray(9000, 'x') + "\"" + QByteArray("]}").repeated(400));
        QTest::newRow("big string") << QByteArray("{\"s\":\"" + QByteArray("\\\"]}").repeated(5000)
                                                  + "\",\"t\":[1,2,3]}");
    }
    void readsWhatTheEagerReaderReads()
    {
        QFETCH(QByteArray, text);
        const Value eager = Json::read(text).value();
        const Value lazy = Json::readLazily(text).value();
        QVERIFY(eager == lazy);
        QVERIFY(lazy == eager);
        QCOMPARE(Json::write(lazy), Json::write(eager));
    }

    void bigContainersAreViews()
    {
        const Value root = Json::readLazily(rows(500)).value();
        const Value items = root["items"];
        QVERIFY(items.items() == nullptr);
        QCOMPARE(items.size(), 500);
        QCOMPARE(items.at(499)["name"].string(), u"row 499"_s);
        QCOMPARE(items.at(499)["price"].numberText(), "499.50");
        QCOMPARE(root.size(), 3);
        QCOMPARE(root.keyAt(2), QByteArrayView("items2"));
        QCOMPARE(root.valueAt(2)["deep"].at(1), Value::number(2));
        QVERIFY(!root.find("item"));
        QVERIFY(items.at(500).isNull());
    }

    void theLastDuplicateCounts()
    {
        const QByteArray filler = "\"filler\":\"" + QByteArray(5000, 'x') + "\"";
        const Value root = Json::readLazily("{\"a\":1," + filler + ",\"b\":2,\"\\u0061\":3}").value();
        QCOMPARE(root.size(), 3);
        QCOMPARE(root.keyAt(0), QByteArrayView("a"));
        QCOMPARE(root.valueAt(0), Value::number(3));
        QCOMPARE(root["a"], Value::number(3));
    }

    void valuesOutliveTheirRoot()
    {
        Value row;
        Value items;
        {
            const Value root = Json::readLazily(rows(100)).value();
            items = root["items"];
            row = items.at(7);
        }
        QCOMPARE(row["name"].string(), u"row 7"_s);
        QCOMPARE(items.at(8)["name"].string(), u"row 8"_s);
    }

    void refusesWhatTheEagerReaderRefuses()
    {
        for (const QByteArray &broken :
             {QByteArray("[1,]"), QByteArray("[01]"), QByteArray("[1] 2"), QByteArray("[\"\xFF\"]"),
              QByteArray("[1e7000]"), QByteArray("[\"\\ud800\"]"), QByteArray(1001, '[')}) {
            const Result<Value> eager = Json::read(broken);
            const Result<Value> lazy = Json::readLazily(broken);
            QVERIFY(!lazy);
            QCOMPARE(lazy.error(), eager.error());
        }
    }

    void theIndexIsSmall()
    {
        for (const QByteArray &text : {rows(2000), QByteArray("[" + QByteArray("1,").repeated(100'000) + "2]"),
                                       QByteArray("[" + QByteArray("[],").repeated(100'000) + "[]]")}) {
            const auto index = Json::JsonIndex::build(text).value();
            QVERIFY2(double(index->memoryBytes()) < 0.1 * double(text.size()),
                     qPrintable(QString::number(index->memoryBytes())));
        }
    }

    void depthCostsNoStack()
    {
        const QByteArray deep = QByteArray(100'000, '[') + QByteArray(100'000, ']');
        Value value = Json::readLazily(deep, {.maxDepth = 100'000}).value();
        int depth = 1;
        for (; value.size() > 0; value = value.at(0))
            ++depth;
        QCOMPARE(depth, 100'000);
        QVERIFY(!Json::readLazily(QByteArray(1'000'000, '[')));
    }

    void threadsReadTogether()
    {
        const Value root = Json::readLazily(rows(300)).value();
        std::atomic<int> good = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 300; ++i)
                    good += root["items"].at((i * 7 + t) % 300)["name"].isString() ? 1 : 0;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 1200);
    }
};

PLUGBOARD_TEST(tst_JsonIndex)
#include "tst_jsonindex.moc"
