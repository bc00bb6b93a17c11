#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using Feel::Kind;

class tst_Diagnostics : public QObject
{
    Q_OBJECT

    /// "message-part@text that is marked", one per error.
    static QStringList marked(const QString &text, const QList<Feel::Diagnostic> &found)
    {
        QStringList places;
        for (const Feel::Diagnostic &one : found)
            places.append(text.mid(one.fromUtf16, one.toUtf16 - one.fromUtf16));
        return places;
    }

private slots:
    /// The parser goes on after an error: each mistake is told once, where it is.
    void allErrorsAreTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("places");
        const auto row
            = [](const QString &text, const QStringList &places) { QTest::newRow(qPrintable(text)) << text << places; };
        row(u"1 + * 2"_s, {u"*"_s});
        row(u"[1 2, 3, 4 5]"_s, {u"2"_s, u"5"_s});
        row(u"{a 1, b: 2, c 3}"_s, {u","_s, u"}"_s});
        row(u"{a: , b: 2, c: }"_s, {u","_s, u"}"_s});
        row(u"if a the b else c"_s, {u"the"_s});
        row(u"f(1 2) + g(3,) + [1,]"_s, {u"2"_s, u")"_s, u"]"_s});
        row(u"1 == 2 and 3 == 4"_s, {u"="_s, u"="_s});
        row(u"x instance of nmber and y instance of strin"_s, {u"nmber"_s, u"strin"_s});
        row(u"for x im [1] return x"_s, {u"["_s});
        row(u"true and and false or or true"_s, {u"and"_s, u"or"_s});
        row(u"(1 + ) * (2 + )"_s, {u")"_s, u")"_s});
        row(u"a. + b."_s, {u"+"_s, u"."_s});
        row(u"\"abc"_s, {u"\""_s});
        row(u"`abc"_s, {u"`"_s});
        row(u"1 2 3"_s, {u"2"_s});
        row(u"f(a: 1, 2)"_s, {u"2"_s});
        row(u"#"_s, {u"#"_s});
        row(u"1 +"_s, {u"+"_s});
    }
    void allErrorsAreTold()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, places);
        const Feel::Parsed parsed = Feel::Expression::parse(text);
        QCOMPARE(marked(text, parsed.errors), places);
        for (const Feel::Diagnostic &error : parsed.errors)
            QCOMPARE(error.kind, Kind::Syntax);
    }

    void errorsSayWhatWasExpectedAndWhatStandsThere()
    {
        const auto message = [](const QString &text) { return Feel::Expression::parse(text).errors.first().message; };
        QCOMPARE(message(u"[1, 2"_s), u"expected `,` or `]` in the list, the expression ends here"_s);
        QCOMPARE(message(u"if a b else c"_s), u"expected `then` after the condition, found `b`"_s);
        QVERIFY(message(u"if a then b"_s).contains(u"write `else null`"_s));
        QVERIFY(message(u"if a thne b else c"_s).contains(u"did you mean `then`"_s));
        QVERIFY(message(u"1 instance of strnig"_s).contains(u"did you mean `string`"_s));
        QVERIFY(message(u""_s).contains(u"empty"_s));
        QVERIFY(message(u"1 == 2"_s).contains(u"one `=`"_s));
    }

    void fieldsWithTheMarkCountFromTheirBeginning()
    {
        const Feel::Diagnostic error = Feel::Expression::parse(u"= 1 +").errors.first();
        QCOMPARE(error.fromUtf16, 4);
    }

    void placesCountBytesUnitsAndCharacters_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("units");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("nothing") << u""_s << 0 << 0 << 1 << 1;
        QTest::newRow("an emoji") << u"\"🐎\" + "_s << 9 << 7 << 1 << 7;
        QTest::newRow("umlauts") << u"\"äöü\" + "_s << 11 << 8 << 1 << 9;
        QTest::newRow("a line") << u"1 +\n"_s << 4 << 4 << 2 << 1;
        QTest::newRow("two lines of Windows") << u"1 +\r\n2 +\r\n  "_s << 12 << 12 << 3 << 3;
        QTest::newRow("a comment with an emoji") << u"/* 👩‍👩‍👧 */ "_s << 25 << 15 << 1 << 13;
        QTest::newRow("an emoji, then a line") << u"\"🐎\r\n🐎\" + "_s << 15 << 11 << 2 << 6;
    }
    void placesCountBytesUnitsAndCharacters()
    {
        QFETCH(QString, before);
        QFETCH(int, bytes);
        QFETCH(int, units);
        QFETCH(int, line);
        QFETCH(int, column);
        // A variable that is not there, and a sign that does not belong there.
        const Feel::Outcome outcome = outcomeOf(before + u"nosuch"_s);
        QVERIFY(outcome.ok());
        QVERIFY(!outcome.warnings.isEmpty());
        const Feel::Diagnostic refused = Feel::Expression::parse(before + u"#"_s).errors.first();
        for (const Feel::Diagnostic &found : {outcome.warnings.first(), refused}) {
            QCOMPARE(found.from, bytes);
            QCOMPARE(found.fromUtf16, units);
            QCOMPARE(found.line, line);
            QCOMPARE(found.column, column);
        }
        QCOMPARE(outcome.warnings.first().to, bytes + 6);
        QCOMPARE(outcome.warnings.first().toUtf16, units + 6);
    }

    void warningsSayWhy_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        const auto row = [](const QString &text, Kind kind, const QString &place, const QString &words) {
            QTest::newRow(qPrintable(text)) << text << kind << place << words;
        };
        row(u"1 + adress"_s, Kind::NoVariableFound, u"adress"_s, u"did you mean 'address'"_s);
        row(u"person.nmae"_s, Kind::NoContextEntryFound, u"person.nmae"_s, u"did you mean 'name'"_s);
        row(u"person.name.first"_s, Kind::NoPropertyFound, u"person.name.first"_s, u"has no property 'first'"_s);
        row(u"nothing.a"_s, Kind::NoContextEntryFound, u"nothing.a"_s, u"the context is null"_s);
        row(u"upper cas(\"a\")"_s, Kind::Syntax, u""_s, u""_s);
        row(u"lenght(\"a\")"_s, Kind::NoFunctionFound, u"lenght(\"a\")"_s, u"no function found with name 'lenght'"_s);
        row(u"flaten([1])"_s, Kind::NoFunctionFound, u"flaten([1])"_s, u"did you mean 'flatten'"_s);
        row(u"1 < \"a\""_s, Kind::NotComparable, u"1 < \"a\""_s, u"can't compare '1' with '\"a\"'"_s);
        row(u"1 + \"a\""_s, Kind::InvalidType, u"1 + \"a\""_s, u"no such operation on number and string"_s);
        row(u"-\"a\""_s, Kind::InvalidType, u"-\"a\""_s, u"can't negate"_s);
        row(u"1 / 0"_s, Kind::OutOfRange, u"1 / 0"_s, u"no result"_s);
        row(u"[1, 2][3]"_s, Kind::OutOfRange, u"[1, 2][3]"_s, u"no item 3 in a list of 2"_s);
        row(u"upper case(1)"_s, Kind::FunctionInvocationFailure, u"upper case(1)"_s, u"takes string, not 1 (number)"_s);
        row(u"upper case()"_s, Kind::NoFunctionFound, u"upper case()"_s, u"cannot be called with 0 arguments"_s);
        row(u"upper case(text: \"a\")"_s, Kind::NoFunctionFound, u"upper case(text: \"a\")"_s,
            u"has no parameter 'text'"_s);
        row(u"@\"2020-13-01\""_s, Kind::InvalidType, u"@\"2020-13-01\""_s, u"ISO 8601"_s);
        row(u"date(\"2020-13-01\")"_s, Kind::FunctionInvocationFailure, u"date(\"2020-13-01\")"_s, u"'date'"_s);
        row(u"@\"2020-01-01\".yaer"_s, Kind::NoPropertyFound, u"@\"2020-01-01\".yaer"_s, u"did you mean 'year'"_s);
        row(u"[1..\"a\"]"_s, Kind::InvalidType, u"[1..\"a\"]"_s, u"two ends of one type"_s);
        row(u"for x in null return x"_s, Kind::InvalidType, u"null"_s, u"can't iterate over null"_s);
        row(u"null[1]"_s, Kind::InvalidType, u"null[1]"_s, u"null has no items"_s);
        row(u"if 1 then 2 else 3"_s, Kind::InvalidType, u"1"_s, u"neither true nor false"_s);
        row(u"true and 1"_s, Kind::InvalidType, u"1"_s, u"counts as null"_s);
        row(u"person(1)"_s, Kind::NoFunctionFound, u"person(1)"_s, u"no function found with name 'person'"_s);
        row(u"get value(person, \"age\")"_s, Kind::NoContextEntryFound, u"get value(person, \"age\")"_s, u"'age'"_s);
        row(u"matches(\"a\", \"(\")"_s, Kind::FunctionInvocationFailure, u"matches(\"a\", \"(\")"_s, u"matches"_s);
    }
    void warningsSayWhy()
    {
        QFETCH(QString, text);
        QFETCH(Kind, kind);
        QFETCH(QString, place);
        QFETCH(QString, words);
        const Feel::Scope scope
            = scopeOf(R"({"address": "x", "person": {"name": "Ada", "born": 1815}, "nothing": null})");
        const Feel::Outcome outcome = outcomeOf(text, scope);
        if (kind == Kind::Syntax) {
            QVERIFY(!outcome.ok());
            return;
        }
        QVERIFY(outcome.ok());
        QVERIFY(!outcome.warnings.isEmpty());
        const Feel::Diagnostic &warning = outcome.warnings.first();
        QCOMPARE(warning.kind, kind);
        QCOMPARE(marked(text, {warning}).first(), place);
        QVERIFY2(warning.message.contains(words), qPrintable(warning.message));
        QVERIFY(!warning.message.contains(u"\n"_s));
    }

    void warningsFormTheChainToTheNull()
    {
        const Feel::Outcome outcome = outcomeOf(u"upper case(persn.name)"_s, scopeOf(R"({"person": {"name": "Ada"}})"));
        QVERIFY(outcome.value.isNull());
        QCOMPARE(outcome.warnings.size(), 3);
        QCOMPARE(outcome.warnings[0].kind, Kind::NoVariableFound);
        QCOMPARE(outcome.warnings[1].kind, Kind::NoContextEntryFound);
        QCOMPARE(outcome.warnings[2].kind, Kind::FunctionInvocationFailure);
    }

    void nothingIsToldOfANullThatIsMeant()
    {
        for (const char *text :
             {"null", "null = null", "{a: null}.a", "[null][1]", "if null then 1 else 2", "is defined(null)",
              "get or else(null, 1)", "nothing", "[1, null][item = null]", "not(null) = null or true"}) {
            const Feel::Outcome outcome = outcomeOf(QString::fromUtf8(text), scopeOf(R"({"nothing": null})"));
            QVERIFY2(outcome.warningCount <= (qstrcmp(text, "not(null) = null or true") == 0 ? 1 : 0), text);
        }
    }

    void valuesAreCutToEightyCharacters()
    {
        const Value longText = Value::string(u"ä"_s.repeated(500));
        QCOMPARE(Feel::quoted(longText).size(), 80);
        QVERIFY(Feel::quoted(longText).endsWith(u'…'));
        QCOMPARE(Feel::quoted(Value::string(u"a"_s.repeated(78))).size(), 80); // with its quotes it fits
        const QString horses = Feel::quoted(Value::string(u"🐎"_s.repeated(100)));
        QVERIFY(horses.size() <= 80);
        QCOMPARE(horses, QString::fromUtf8(horses.toUtf8())); // no half character
        QCOMPARE(Feel::quoted(Value::utf8("a\nb\tc")).count(u'\n'), 0);
        Value::Items many(1'000'000, Value::number(1));
        QVERIFY(Feel::quoted(Value::list(std::move(many))).size() <= 80);
        const Feel::Outcome outcome
            = outcomeOf(u"text < 1"_s, Feel::Scope(ContextBuilder().set("text", longText).build()));
        QVERIFY(outcome.warnings.first().message.size() < 200);
    }

    void theNearestNameIsMeant_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("meant");
        const auto row
            = [](const char *word, const char *meant) { QTest::newRow(word) << QByteArray(word) << QByteArray(meant); };
        row("adress", "address");
        row("adderss", "address"); // two neighbours swapped
        row("ADDRESS", "address");
        row("addres", "address");
        row("nam", "name");
        row("x", "");
        row("something", "");
        row("", "");
        row("straase", "straße");
    }
    void theNearestNameIsMeant()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, meant);
        QCOMPARE(Feel::nearest(word, {"address", "name", "straße", ""}), meant);
    }

    void kindsHaveStableNames()
    {
        QStringList names;
        for (int kind = 0; kind <= int(Kind::NoInput); ++kind)
            names.append(Feel::kindName(Kind(kind)));
        QCOMPARE(names.first(), u"NO_VARIABLE_FOUND"_s);
        QVERIFY(!names.contains(QString()));
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
    }

    void aFailedAssertionIsAnError()
    {
        for (const QString &text :
             {u"assert(1, false, \"no luck\")"_s, u"get or else(assert(1, false, \"no luck\"), 2)"_s,
              u"if assert(null, null, \"no luck\") = 1 then 1 else 2"_s}) {
            const Feel::Outcome outcome = outcomeOf(text);
            QVERIFY(!outcome.ok());
            QCOMPARE(outcome.error->kind, Kind::AssertFailed);
            QVERIFY(outcome.error->message.contains(u"no luck"_s));
        }
        QCOMPARE(jsonOf(outcomeOf(u"assert(1, true)"_s)), "1");
    }
};

PLUGBOARD_TEST(tst_Diagnostics)
#include "tst_diagnostics.moc"
