#include "core/value/json.h"
#include "models/response/valuesearch.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Qt::StringLiterals;
using Way = ValueTree::Way;

class tst_ValueSearch : public QObject
{
    Q_OBJECT

private slots:
    void findsKeysAndValues_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("count");
        QTest::newRow("key") << u"Name"_s << qint64(2);
        QTest::newRow("value") << u"orders"_s << qint64(1);
        QTest::newRow("number as sent") << u"1.50"_s << qint64(1);
        QTest::newRow("null") << u"null"_s << qint64(1);
        QTest::newRow("in JSON in a text") << u"\"inner\""_s << qint64(1);
        QTest::newRow("nowhere") << u"nothing like it"_s << qint64(0);
    }

    void findsKeysAndValues()
    {
        QFETCH(QString, text);
        ValueSearch search;
        search.setValue(shown());
        search.find(text);
        QTRY_VERIFY(!search.isBusy());
        QTEST(search.count(), "count");
        QCOMPARE(search.hits().size(), search.count());
    }

    void hitsLeadToTheirRows()
    {
        ValueTree tree;
        tree.setValue(shown());
        ValueSearch search;
        search.setValue(tree.shown());
        search.find(u"name"_s);
        QTRY_COMPARE(search.count(), 2);
        QCOMPARE(tree.reach(search.hits().at(0)).data(ValueTree::PathRole).toString(), u"response.topics[1].name"_s);
        QCOMPARE(tree.reach(search.hits().at(1)).data(ValueTree::PathRole).toString(), u"response.topics[2].name"_s);
    }

    void theNearestWrapsRound()
    {
        ValueSearch search;
        search.setValue(*Json::read("[\"x\", \"y\", \"x\", \"y\"]"));
        QCOMPARE(search.nearest({}, false), -1);
        search.find(u"x"_s);
        QTRY_COMPARE(search.count(), 2);
        QCOMPARE(search.nearest(Way {1}, false), 1);
        QCOMPARE(search.nearest(Way {2}, false), 1);
        QCOMPARE(search.nearest(Way {3}, false), 0);
        QCOMPARE(search.nearest(Way {1}, true), 0);
        QCOMPARE(search.nearest(Way {}, true), 1);
    }

    void nothingIsFoundForNothing()
    {
        ValueSearch search;
        search.setValue(shown());
        search.find(u"name"_s);
        QTRY_COMPARE(search.count(), 2);
        QSignalSpy changed(&search, &ValueSearch::changed);
        search.find({});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(search.count(), 0);
        QVERIFY(search.hits().isEmpty());
    }

    void onlyTheNewestCounts()
    {
        Value::Items items;
        for (int i = 0; i < 50'000; ++i)
            items.push_back(Value::number(i));
        ValueSearch search;
        search.setValue(Value::list(std::move(items)));
        search.find(u"1"_s);
        QTest::qWait(90);
        search.find(u"49999"_s);
        QTRY_VERIFY(!search.isBusy());
        QCOMPARE(search.count(), 1);
    }

    void mayDieWhileItLooks()
    {
        for (int round = 0; round < 10; ++round) {
            ValueSearch search;
            search.setValue(shown());
            search.find(u"name"_s);
            QTest::qWait(round % 5 * 25);
        }
    }

private:
    static Value shown()
    {
        const Value answer = *Json::read("{\"topics\": [{\"name\": \"Orders\"}, {\"name\": 1.50}], \"next\": null, "
                                         "\"text\": \"{\\\"inner\\\": 1}\"}");
        return ContextBuilder().set("response", answer).build();
    }
};

PLUGBOARD_TEST(tst_ValueSearch)
#include "tst_valuesearch.moc"
