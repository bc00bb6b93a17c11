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
        QCOMPARE(item.data(ValueTree::PathRole).toString(), u"response.a[1]"_s);
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
