#include "core/value/json.h"
#include "models/response/valuetree.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Qt::StringLiterals;

class tst_ValueTree : public QObject
{
    Q_OBJECT

private slots:
    void showsKeysValuesAndTypes()
    {
        ValueTree tree;
        tree.setValue(*Json::read("{\"b\": 1.50, \"a\": [true, null], \"x y\": {\"z\": \"text\"}}"), u"response"_s);
        // Not earlier: it fetches rows while it is told of a reset, and then complains of that.
        const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fetchAll(tree, {});
        const QModelIndex root = tree.index(0, 0);
        QCOMPARE(root.data().toString(), u"response"_s);
        QCOMPARE(tree.rowCount(root), 3);
        const QModelIndex number = tree.index(0, 0, root);
        QCOMPARE(number.data().toString(), u"b"_s);
        QCOMPARE(number.siblingAtColumn(ValueTree::Content).data().toString(), u"1.50"_s);
        QCOMPARE(number.siblingAtColumn(ValueTree::Type).data().toString(), u"number"_s);
        const QModelIndex item = tree.index(1, 0, tree.index(1, 0, root));
        QCOMPARE(item.data(ValueTree::PathRole).toString(), u"response.a[2]"_s);
        QCOMPARE(item.data(ValueTree::FeelPathRole).toString(), u"response.a[2]"_s);
        const QModelIndex inner = tree.index(0, 0, tree.index(2, 0, root));
        QCOMPARE(inner.data(ValueTree::FeelPathRole).toString(), u"response.`x y`.z"_s);
        QCOMPARE(inner.data(ValueTree::TextRole).toString(), u"text"_s);
        QCOMPARE(inner.data(ValueTree::JsonRole).toString().trimmed(), u"\"text\""_s);
    }

    void aMillionRowsAreMadeWhenAskedFor()
    {
        Value::Items items;
        for (int i = 0; i < 1'000'000; ++i)
            items.push_back(Value::number(i));
        ValueTree tree;
        tree.setValue(Value::list(std::move(items)), u"response"_s);
        tree.fetchMore({});
        const QModelIndex root = tree.index(0, 0);
        QCOMPARE(tree.rowCount(root), 0);
        QVERIFY(tree.hasChildren(root));
        tree.fetchMore(root);
        QVERIFY(tree.rowCount(root) > 0 && tree.rowCount(root) < 2000);
        QVERIFY(tree.canFetchMore(root));
    }

    void longTextsAreCutInTheirRow()
    {
        ValueTree tree;
        tree.setValue(ContextBuilder().set("long", Value::string(QString(1'000'000, u'x'))).build());
        tree.fetchMore({});
        QVERIFY(tree.index(0, ValueTree::Content).data().toString().size() < 400);
        QCOMPARE(tree.index(0, 0).data(ValueTree::TextRole).toString().size(), 1'000'000);
    }

    void jsonInATextUnfolds()
    {
        ValueTree tree;
        tree.setValue(*Json::read("{\"message\": \"{\\\"orders\\\": [{\\\"id\\\": 1.50}]}\", \"plain\": \"{no\"}"),
                      u"response"_s);
        const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fetchAll(tree, {});
        const QModelIndex message = tree.reach({0, 0});
        QVERIFY(tree.isText(message));
        QCOMPARE(tree.rowCount(message), 1);
        QCOMPARE(message.siblingAtColumn(ValueTree::Type).data().toString(), u"JSON in a string"_s);
        QVERIFY(message.siblingAtColumn(ValueTree::Content).data().toString().startsWith(u"\"{"_s));
        const QModelIndex id = tree.reach({0, 0, 0, 0, 0});
        QCOMPARE(id.data(ValueTree::FeelPathRole).toString(), u"from json(response.message).orders[1].id"_s);
        QCOMPARE(id.siblingAtColumn(ValueTree::Content).data().toString(), u"1.50"_s);
        const QModelIndex plain = tree.reach({0, 1});
        QVERIFY(!tree.hasChildren(plain));
        QCOMPARE(plain.siblingAtColumn(ValueTree::Type).data().toString(), u"string"_s);
    }

    void waysLeadThereAndBack()
    {
        Value::Items items;
        for (int i = 0; i < 10'000; ++i)
            items.push_back(Value::number(i));
        ValueTree tree;
        tree.setValue(Value::list(std::move(items)), u"response"_s);
        const ValueTree::Way way {0, 7777};
        const QModelIndex index = tree.reach(way);
        QCOMPARE(index.siblingAtColumn(ValueTree::Content).data().toString(), u"7777"_s);
        QVERIFY(tree.wayTo(index) == way);
        QVERIFY(tree.wayTo({}).empty());
        QVERIFY(!tree.reach({0, 10'000}).isValid());
        QVERIFY(!tree.reach({1}).isValid());
    }

    void aToolTipIsNoHtml()
    {
        ValueTree tree;
        tree.setValue(ContextBuilder().set("a", Value::string(u"<b>x</b>")).build());
        tree.fetchMore({});
        const QString tip = tree.index(0, ValueTree::Content).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"&lt;b&gt;x"_s), qPrintable(tip));
    }

private:
    static void fetchAll(ValueTree &tree, const QModelIndex &parent)
    {
        while (tree.canFetchMore(parent))
            tree.fetchMore(parent);
        for (int row = 0; row < tree.rowCount(parent); ++row)
            fetchAll(tree, tree.index(row, 0, parent));
    }
};

PLUGBOARD_TEST(tst_ValueTree)
#include "tst_valuetree.moc"
