#include "models/mapping/mappingentry.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard::Models;
using namespace Qt::StringLiterals;

class tst_MappingEntry : public QObject
{
    Q_OBJECT

private slots:
    void becomesOneEntryMore_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << QString() << u"response.id"_s << u"= {\n  id: response.id\n}"_s;
        QTest::newRow("equals sign") << u" = "_s << u"response.id"_s << u"= {\n  id: response.id\n}"_s;
        QTest::newRow("empty context") << u"= {}"_s << u"response.id"_s << u"= { id: response.id }"_s;
        QTest::newRow("one line") << u"= { a: 1 }"_s << u"response.id"_s << u"= { a: 1, id: response.id }"_s;
        QTest::newRow("lines") << u"= {\n  a: 1\n}"_s << u"response.id"_s << u"= {\n  a: 1,\n  id: response.id\n}"_s;
        QTest::newRow("taken name") << u"= { id: 1 }"_s << u"response.id"_s << u"= { id: 1, id2: response.id }"_s;
        QTest::newRow("taken in quotes") << u"= { \"id\": 1 }"_s << u"response.id"_s
                                         << u"= { \"id\": 1, id2: response.id }"_s;
        QTest::newRow("part of a name") << u"= { valid: 1 }"_s << u"response.id"_s
                                        << u"= { valid: 1, id: response.id }"_s;
        QTest::newRow("item") << u"= {}"_s << u"response.ids[2]"_s << u"= { ids: response.ids[2] }"_s;
        QTest::newRow("odd name") << u"= {}"_s << u"response.`x-y z`"_s << u"= { xyz: response.`x-y z` }"_s;
        QTest::newRow("number for a name") << u"= {}"_s << u"response.`1`"_s << u"= { value1: response.`1` }"_s;
        QTest::newRow("brace in a text") << u"= { a: \"}\" }"_s << u"response.id"_s
                                         << u"= { a: \"}\", id: response.id }"_s;
    }

    void becomesOneEntryMore()
    {
        QFETCH(QString, expression);
        QFETCH(QString, path);
        QTEST(applied(expression, mappingEntry(expression, path, 0)), "expected");
    }

    /// What is not understood is not rewritten.
    void otherwiseThePathIsPutAtTheCursor_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::newRow("half typed") << u"= { a: "_s;
        QTest::newRow("no context") << u"= upper case()"_s;
        QTest::newRow("filter") << u"= [1, 2][item > {a: 1}.a]"_s;
        QTest::newRow("call with a context") << u"= context put({}, \"a\", {b: 1})"_s;
    }

    void otherwiseThePathIsPutAtTheCursor()
    {
        QFETCH(QString, expression);
        const TextInsertion entry = mappingEntry(expression, u"response.id"_s, 2);
        QCOMPARE(entry.from, 2);
        QCOMPARE(entry.to, 2);
        QCOMPARE(entry.text, u"response.id"_s);
    }

private:
    static QString applied(QString expression, const TextInsertion &entry)
    {
        return expression.replace(entry.from, entry.to - entry.from, entry.text);
    }
};

PLUGBOARD_TEST(tst_MappingEntry)
#include "tst_mappingentry.moc"
