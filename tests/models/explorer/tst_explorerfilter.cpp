#include "models/explorer/explorerfilter.h"
#include "models/explorer/explorertree.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QStandardItemModel>
#include <QTest>

using namespace Plugboard::Models;
using namespace Qt::StringLiterals;

/// A tree with the explorer's roles: what stands behind "|" is what a search looks at, what begins with "*" can be opened.
class tst_ExplorerFilter : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_model = std::make_unique<QStandardItemModel>();
        QStandardItem *requests = add(m_model->invisibleRootItem(), u"Requests"_s);
        QStandardItem *orders = add(requests, u"orders|orders"_s);
        add(orders, u"*Publish|orders/Publish aws:sns:Publish"_s);
        add(orders, u"*Delete|orders/Delete aws:sqs:DeleteMessage"_s);
        add(requests, u"*Check|Check aws:sns:ListTopics"_s);
        add(requests, u"*Smoke|Smoke io.camunda:rest:1"_s);
        QStandardItem *services = add(m_model->invisibleRootItem(), u"Services"_s);
        QStandardItem *sns = add(services, u"sns|sns"_s);
        add(sns, u"*Publish|sns Publish"_s);
        add(sns, u"*ListTopics|sns ListTopics"_s);
        add(services, u"ssm|ssm"_s);
        m_filter = std::make_unique<ExplorerFilter>();
        m_filter->setSourceModel(m_model.get());
    }

    void finds_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("best");
        QTest::newRow("everything")
            << u" "_s << u"Requests(orders(Publish Delete) Check Smoke) Services(sns(Publish ListTopics) ssm)"_s
            << u""_s;
        QTest::newRow("any case") << u"SMOKE"_s << u"Requests(Smoke)"_s << u"Smoke"_s;
        QTest::newRow("all words, any order") << u"publish  orders"_s << u"Requests(orders(Publish))"_s << u"Publish"_s;
        QTest::newRow("a folder with what it holds")
            << u"orders"_s << u"Requests(orders(Publish Delete))"_s << u"Publish"_s;
        QTest::newRow("a connector's id") << u"camunda:rest"_s << u"Requests(Smoke)"_s << u"Smoke"_s;
        QTest::newRow("a name before an id")
            << u"sns list"_s << u"Requests(Check) Services(sns(ListTopics))"_s << u"ListTopics"_s;
        QTest::newRow("in several places")
            << u"sns publish"_s << u"Requests(orders(Publish)) Services(sns(Publish))"_s << u"Publish"_s;
        QTest::newRow("no title of a section") << u"requests"_s << u""_s << u""_s;
        QTest::newRow("not a regular expression") << u"publi.*"_s << u""_s << u""_s;
    }

    void finds()
    {
        QFETCH(QString, search);
        QFETCH(QString, shown);
        QFETCH(QString, best);
        const QAbstractItemModelTester tester(m_filter.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_filter->setSearch(search);
        QCOMPARE(written({}), shown);
        QCOMPARE(m_filter->bestMatch().data().toString(), best);
        m_filter->setSearch({});
        QVERIFY(written({}).contains(u"Smoke"_s));
    }

    void showsWhatTheTreeHasFound()
    {
        QStandardItem *found = add(m_model->invisibleRootItem(), u"Found"_s);
        add(found, u"*SendMessage|"_s)->setData(true, ExplorerTree::FoundRole);
        m_filter->setSearch(u"sndmsg"_s);
        QCOMPARE(written({}), u"Found(SendMessage)"_s);
        QVERIFY(m_filter->isMatch(m_filter->index(0, 0, m_filter->index(0, 0))));
        QCOMPARE(m_filter->bestMatch().data().toString(), u"SendMessage"_s);
    }

    void knowsWhatWasMeant()
    {
        m_filter->setSearch(u"SNS publish"_s);
        const QModelIndex sns = m_filter->index(0, 0, m_filter->index(1, 0));
        QCOMPARE(sns.data().toString(), u"sns"_s);
        QVERIFY(!m_filter->isMatch(sns));
        m_filter->setSearch(u"sns"_s);
        QVERIFY(m_filter->isMatch(m_filter->index(0, 0, m_filter->index(1, 0))));
    }

    void whatComesLaterIsFound()
    {
        m_filter->setSearch(u"deploy"_s);
        QCOMPARE(m_filter->rowCount(), 0);
        add(m_model->item(0), u"*Deploy|Deploy"_s);
        QCOMPARE(written({}), u"Requests(Deploy)"_s);
    }

private:
    static QStandardItem *add(QStandardItem *parent, const QString &text)
    {
        const QString name = text.section(u'|', 0, 0);
        auto *item = new QStandardItem(name.startsWith(u'*') ? name.sliced(1) : name);
        item->setData(name.startsWith(u'*'), ExplorerTree::OpensRole);
        item->setData(text.section(u'|', 1), ExplorerTree::SearchRole);
        parent->appendRow(item);
        return item;
    }
    QString written(const QModelIndex &parent) const
    {
        QStringList rows;
        for (int row = 0; row < m_filter->rowCount(parent); ++row) {
            const QModelIndex child = m_filter->index(row, 0, parent);
            const QString below = written(child);
            rows.append(child.data().toString() + (below.isEmpty() ? QString() : u'(' + below + u')'));
        }
        return rows.join(u' ');
    }

    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<ExplorerFilter> m_filter;
};

PLUGBOARD_TEST(tst_ExplorerFilter)
#include "tst_explorerfilter.moc"
