#include "core/value/json.h"
#include "tests/support/test_main.h"
#include "ui/widgets/valueview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;
using Models::ValueTree;

class tst_ValueView : public QObject
{
    Q_OBJECT

private slots:
    void opensAllButTextsThatHoldJson()
    {
        ValueView view;
        view.setValue(answer(), u"response"_s);
        QVERIFY(view.isExpanded(view.tree()->reach({0})));
        QVERIFY(view.isExpanded(view.tree()->reach({0, 0})));
        const QModelIndex text = view.tree()->reach({0, 1});
        QVERIFY(view.tree()->hasChildren(text));
        QVERIFY(!view.isExpanded(text));
        view.expand(text);
        QCOMPARE(view.tree()->reach({0, 1, 0}).data().toString(), u"id"_s);
    }

    void copiesValueAndPaths_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("copied");
        QTest::newRow("value") << u"copy-value"_s << u"first"_s;
        QTest::newRow("FEEL path") << u"copy-feel-path"_s << u"response.items[1]"_s;
        QTest::newRow("path") << u"copy-path"_s << u"response.items[1]"_s;
        QTest::newRow("JSON") << u"copy-json"_s << u"\"first\""_s;
    }

    void copiesValueAndPaths()
    {
        QFETCH(QString, action);
        ValueView view;
        view.setValue(answer(), u"response"_s);
        view.setCurrentIndex(view.tree()->reach({0, 0, 0}));
        view.findChild<QAction *>(action)->trigger();
        QTEST(QGuiApplication::clipboard()->text().trimmed(), "copied");
    }

    void mapsWhereThatMakesSense()
    {
        ValueView view;
        view.setValue(answer(), u"response"_s);
        view.setCurrentIndex(view.tree()->reach({0, 1, 0}));
        auto *map = view.findChild<QAction *>(u"map-value"_s);
        QVERIFY(!map->isEnabled());
        view.setMappable(true);
        QSignalSpy mapped(&view, &ValueView::mapRequested);
        map->trigger();
        QCOMPARE(mapped.first().first().toString(), u"from json(response.message).id"_s);
    }

    void findsNextAndPrevious()
    {
        ValueView view;
        view.setValue(answer(), u"response"_s);
        QSignalSpy found(&view, &ValueView::found);
        view.find(u"i"_s); // items, first, third, message's text
        QTRY_VERIFY(!found.isEmpty());
        QCOMPARE(found.last(), (QVariantList {qint64(1), qint64(4)}));
        QCOMPARE(key(view), u"items"_s);
        view.findNext(false);
        QCOMPARE(found.last(), (QVariantList {qint64(2), qint64(4)}));
        QCOMPARE(key(view), u"[1]"_s);
        view.findNext(true);
        view.findNext(true);
        QCOMPARE(found.last(), (QVariantList {qint64(4), qint64(4)}));
        QCOMPARE(key(view), u"message"_s);
        view.find(u"nowhere"_s);
        QTRY_COMPARE(found.last(), (QVariantList {qint64(0), qint64(0)}));
        view.findNext(false);
        QCOMPARE(key(view), u"message"_s);
    }

    /// Rows that nobody has looked at are found, too.
    void findsFarBelow()
    {
        Value::Items items;
        for (int i = 0; i < 5'000; ++i)
            items.push_back(Value::number(i));
        ValueView view;
        view.setValue(Value::list(std::move(items)), u"response"_s);
        view.find(u"4999"_s);
        QTRY_COMPARE(key(view), u"[5000]"_s);
    }

private:
    static QString key(const ValueView &view)
    {
        return view.currentIndex().siblingAtColumn(ValueTree::Key).data().toString();
    }
    static Value answer()
    {
        return *Json::read("{\"items\": [\"first\", \"second\", \"third\"], \"message\": \"{\\\"id\\\": 1}\"}");
    }
};

PLUGBOARD_TEST(tst_ValueView)
#include "tst_valueview.moc"
