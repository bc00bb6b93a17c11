#include "core/feel/colouring.h"
#include "core/feel/completion.h"
#include "core/feel/functions/builtin.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Feel;
using namespace Qt::StringLiterals;

class tst_Completion : public QObject
{
    Q_OBJECT

private slots:
    void goesOnWithNames_data()
    {
        QTest::addColumn<QString>("text"); // | is the caret
        QTest::addColumn<QStringList>("first"); // What is offered at least, in this order from the top
        QTest::newRow("variable") << u"=res|"_s << QStringList {u"response"_s};
        QTest::newRow("entry") << u"=response.|"_s << QStringList {u"items"_s, u"total"_s, u"content-type"_s};
        QTest::newRow("entry begun") << u"=response.to|"_s << QStringList {u"total"_s};
        QTest::newRow("entry, after an error") << u"=1 + ) response.to|"_s << QStringList {u"total"_s};
        QTest::newRow("entry of items") << u"=response.items.|"_s << QStringList {u"name"_s, u"price"_s, u"made"_s};
        QTest::newRow("entry of an item") << u"=response.items[2].na|"_s << QStringList {u"name"_s};
        QTest::newRow("in a filter") << u"=response.items[pr|]"_s << QStringList {u"price"_s};
        QTest::newRow("item in a filter") << u"=response.items[item.|]"_s << QStringList {u"name"_s};
        QTest::newRow("in a loop") << u"=for one in response.items return one.|"_s << QStringList {u"name"_s};
        QTest::newRow("the loop's variable") << u"=for one in response.items return on|"_s << QStringList {u"one"_s};
        QTest::newRow("of the second iterator")
            << u"=for a in [response.items], b in a return b.pr|"_s << QStringList {u"price"_s};
        QTest::newRow("not its own domain") << u"=some zed in ze|"_s << QStringList {};
        QTest::newRow("earlier entries") << u"={first: response.items[1], second: first.|}"_s
                                         << QStringList {u"name"_s};
        QTest::newRow("property") << u"=@\"2020-01-01\".we|"_s << QStringList {u"weekday"_s};
        QTest::newRow("property of a call") << u"=date(response.items[1].made).mo|"_s << QStringList {u"month"_s};
        QTest::newRow("parameter") << u"=(function(alpha) alp|)(1)"_s << QStringList {u"alpha"_s};
        QTest::newRow("function of two words") << u"=string le|"_s << QStringList {u"string length"_s};
        QTest::newRow("function by its second word") << u"=leng|"_s << QStringList {u"string length"_s};
        QTest::newRow("connector function") << u"=bpm|"_s << QStringList {u"bpmnError"_s};
        QTest::newRow("operator") << u"=response.total b|"_s << QStringList {u"between"_s};
        QTest::newRow("constant") << u"=tru|"_s << QStringList {u"true"_s};
        QTest::newRow("inside a text") << u"=\"resp|\""_s << QStringList {};
        QTest::newRow("inside a text that never ends") << u"=\"resp|"_s << QStringList {};
        QTest::newRow("inside a comment") << u"=1 // resp|"_s << QStringList {};
        QTest::newRow("behind a number") << u"=12|"_s << QStringList {};
        QTest::newRow("a key") << u"={resp|"_s << QStringList {};
        QTest::newRow("a later key") << u"={a: 1, resp|}"_s << QStringList {};
        QTest::newRow("beyond characters of two units") << u"=\"🐎🐎\" + response.to|"_s << QStringList {u"total"_s};
    }

    void goesOnWithNames()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, first);
        const int caret = int(text.indexOf(u'|'));
        const Completions found = completionsAt(text.remove(caret, 1), caret, sight(), systemEnvironment());
        QStringList labels;
        for (const Completion &item : found.items)
            labels.append(item.label);
        if (first.isEmpty())
            QCOMPARE(labels, QStringList());
        else
            QCOMPARE(labels.first(std::min(labels.size(), first.size())), first);
    }

    void insertsWholeCalls()
    {
        const Completion length = only(u"=string len"_s);
        QCOMPARE(length.insert, u"string length()"_s);
        QCOMPARE(length.caret, 14);
        QVERIFY(length.detail.contains(u"→ number"_s));
        QVERIFY(!length.documentation.isEmpty());
        const Completion today = only(u"=today"_s);
        QCOMPARE(today.insert, u"today()"_s);
        QCOMPARE(today.caret, 7);
        const Completion odd = only(u"=response.content"_s);
        QCOMPARE(odd.insert, u"`content-type`"_s);
        const QString called = u"=string leng(\"a\")"_s;
        const Completions found = completionsAt(called, 12, sight(), systemEnvironment());
        QCOMPARE(found.items.first().insert, u"string length"_s);
        QCOMPARE(found.from, 1);
        QCOMPARE(found.to, 12);
    }

    void tellsParameters()
    {
        const auto at = [this](QString text) {
            const int caret = int(text.indexOf(u'|'));
            return signaturesAt(text.remove(caret, 1), caret, sight());
        };
        QCOMPARE(at(u"=substring(\"abc\", |"_s).first().active, 1);
        QCOMPARE(at(u"=substring(\"abc\", 1, |)"_s).first().active, 2);
        QCOMPARE(at(u"=substring(\"abc\", 1, 2, |)"_s).first().active, -1);
        QCOMPARE(at(u"=substring(length: |)"_s).first().active, 2);
        QCOMPARE(at(u"=string length(upper case(|"_s).first().name, u"upper case"_s);
        QCOMPARE(at(u"=concatenate([1, 2], [3, |"_s).first().name, u"concatenate"_s);
        QCOMPARE(at(u"=max(1, (2 + |"_s).first().name, u"max"_s);
        QVERIFY(at(u"=1 + (2 * |"_s).isEmpty());
        QVERIFY(at(u"=count([1])|"_s).isEmpty());
    }

    void explainsParts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("value");
        QTest::newRow("path") << u"=response.to|tal + 1"_s << u"response.total"_s << u"2"_s;
        QTest::newRow("base") << u"=resp|onse.items[1].price"_s << u"response"_s << QString();
        QTest::newRow("sum") << u"=response.total |+ 1"_s << u"response.total + 1"_s << u"3"_s;
        QTest::newRow("loop") << u"=for i in response.items return i.pri|ce * 2"_s << u"i.price"_s << u"1.5"_s;
        QTest::newRow("text") << u"=upper case(\"a|b\")"_s << u"\"ab\""_s << u"\"ab\""_s;
    }

    void explainsParts()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        QFETCH(QString, value);
        const int caret = int(text.indexOf(u'|'));
        const auto found = explainAt(text.remove(caret, 1), caret, sight(), systemEnvironment());
        QVERIFY(found);
        QCOMPARE(found->part, part);
        QCOMPARE(text.mid(found->from, found->to - found->from), part);
        if (!value.isEmpty())
            QCOMPARE(found->value, value);
        QCOMPARE(found->firstItem, text.contains(u"for "_s));
    }

    void explainsNull()
    {
        const auto found = explainAt(u"=response.totl + 1"_s, 15, sight(), systemEnvironment());
        QVERIFY(found);
        QCOMPARE(found->value, u"null"_s);
        QVERIFY(found->reasons.first().contains(u"total"_s));
        const auto function = explainAt(u"=upper case(1)"_s, 3, sight(), systemEnvironment());
        QVERIFY(function);
        QCOMPARE(function->functions.size(), 1);
    }

    void coloursWords()
    {
        const QString text = u"=if string length(a.b) > 1.5 /* é🐎 */ then \"x\" else {k: @\"P1D\"} // end"_s;
        QStringList parts;
        for (const Coloured &stretch : coloursOf(text))
            parts.append(text.mid(stretch.from, stretch.to - stretch.from) + u"="_s
                         + QString::number(int(stretch.look)));
        using Look = Coloured::Look;
        const auto part = [](const QString &word, Look look) { return word + u"="_s + QString::number(int(look)); };
        for (const QString &wanted :
             {part(u"if"_s, Look::Keyword), part(u"string length"_s, Look::Function), part(u"1.5"_s, Look::Number),
              part(u"/* é🐎 */"_s, Look::Comment), part(u"\"x\""_s, Look::String), part(u"k"_s, Look::Key),
              part(u"@\"P1D\""_s, Look::Temporal), part(u"// end"_s, Look::Comment), part(u"b"_s, Look::Name)})
            QVERIFY2(parts.contains(wanted), qPrintable(wanted + u" in "_s + parts.join(u' ')));
    }

    void findsBrackets()
    {
        const auto pair = bracketsAt(u"f(a[1], \")\")"_s, 1);
        QVERIFY(pair);
        QCOMPARE(pair->second, 11);
        QCOMPARE(bracketsAt(u"f(a"_s, 1)->second, -1);
        QVERIFY(!bracketsAt(u"abc"_s, 1));
    }

    void survivesAnything()
    {
        const QString text = u"={a: for x in [1, 2, response.items[item.price > 1].na] return if x then \"y"_s;
        for (int from = 0; from < text.size(); from += 7) {
            const QString part = text.mid(from);
            for (int caret = 0; caret <= part.size(); ++caret) {
                const Completions found = completionsAt(part, caret, sight(), systemEnvironment());
                QVERIFY(found.from <= caret && caret <= found.to);
                signaturesAt(part, caret, sight());
                explainAt(part, caret, sight(), systemEnvironment());
            }
        }
    }

private:
    static Sight sight()
    {
        const auto response
            = Json::read("{\"items\": [{\"name\": \"a\", \"price\": 1.5, \"made\": \"2020-01-01\"}, {\"name\": \"b\"}],"
                         "\"total\": 2, \"content-type\": \"text/plain\"}");
        Sight sight;
        sight.scope.push(ContextBuilder().set("response", *response).build());
        sight.options.functions = &connectorFunctions();
        return sight;
    }

    static Completion only(const QString &text)
    {
        const Completions found = completionsAt(text, int(text.size()), sight(), systemEnvironment());
        return found.items.isEmpty() ? Completion() : found.items.first();
    }
};

PLUGBOARD_TEST(tst_Completion)
#include "tst_completion.moc"
