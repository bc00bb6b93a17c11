#include "core/feel/functions/regexpattern.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Feel;
using namespace Qt::StringLiterals;

static constexpr int matchLimit = 1'000'000;

class tst_RegexPattern : public QObject
{
    Q_OBJECT

    static QString found(const QString &text, const QString &pattern, QByteArrayView flags, Dialect dialect)
    {
        const auto compiled
            = CompiledPattern::compile(pattern, PatternFlags::fromText(flags).value(), dialect, matchLimit);
        if (!compiled->error.isEmpty())
            return u"error"_s;
        const QRegularExpressionMatch match = compiled->expression.match(text);
        return match.hasMatch() ? match.captured() : u"none"_s;
    }

private slots:
    void matches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("flags");
        QTest::addColumn<QString>("dmn");
        QTest::addColumn<QString>("camunda");
        const auto row = [](const char *name, const QString &text, const QString &pattern, const char *flags,
                            const QString &dmn, const QString &camunda) {
            QTest::newRow(name) << text << pattern << QByteArray(flags) << dmn << camunda;
        };
        const auto both = [&](const char *name, const QString &text, const QString &pattern, const char *flags,
                              const QString &match) { row(name, text, pattern, flags, match, match); };
        both("literal", u"a.b"_s, u"a\\.b"_s, "", u"a.b"_s);
        both("empty", u"abc"_s, u""_s, "", u""_s);
        both("alternatives", u"xcd"_s, u"ab|cd"_s, "", u"cd"_s);
        both("reluctant", u"aXXb"_s, u"a.+?X"_s, "", u"aXX"_s);
        both("bounds", u"aaaa"_s, u"a{2,3}"_s, "", u"aaa"_s);
        both("dot is no line break", u"\r\nx"_s, u"."_s, "", u"x"_s);
        both("dot with s", u"\nx"_s, u".x"_s, "s", u"\nx"_s);
        both("anchors", u"a\nb"_s, u"^b"_s, "", u"none"_s);
        both("anchors with m", u"a\nb"_s, u"^b$"_s, "m", u"b"_s);
        row("end before a last line break", u"a\n"_s, u"a$"_s, "", u"none"_s, u"a"_s);
        both("only LF ends a line", u"a\rb"_s, u"^b"_s, "m", u"none"_s);
        both("repeated anchor", u"ab"_s, u"^*ab"_s, "", u"ab"_s);
        both("ignore case", u"K"_s, u"k"_s, "i", u"K"_s);
        both("Kelvin sign", u"\u212A"_s, u"k"_s, "i", u"\u212A"_s);
        both("subtraction", u"OIX"_s, u"[A-Z-[OI]]"_s, "", u"X"_s);
        both("subtraction ignores case", u"ix"_s, u"[A-Z-[OI]]"_s, "i", u"x"_s);
        both("negated and subtracted", u"abz"_s, u"[^a-[b]]"_s, "", u"z"_s);
        both("nested subtraction", u"aeb"_s, u"[a-z-[aeiou-[e]]]"_s, "", u"e"_s);
        both("dash at the ends", u"-"_s, u"[a-]"_s, "", u"-"_s);
        both("dash first", u"-"_s, u"[-a]"_s, "", u"-"_s);
        row("dash in the middle", u"-"_s, u"[a-c-e]"_s, "", u"error"_s, u"-"_s);
        both("caret inside", u"^"_s, u"[a^]"_s, "", u"^"_s);
        both("blanks count in a class with x", u"a b"_s, u"a [ ] b"_s, "x", u"a b"_s);
        both("blanks go with x", u"ab"_s, u" a b "_s, "x", u"ab"_s);
        both("blank in an escape with x", u"a b"_s, u"a\\ sb"_s, "x", u"a b"_s);
        both("blanks in a property with x", u"h"_s, u"\\p{ Is BasicLatin }"_s, "x", u"h"_s);
        both("escaped bracket with x", u"[ a"_s, u"\\[ \\s a"_s, "x", u"[ a"_s);
        both("block", u"aΩ"_s, u"\\p{IsGreek}"_s, "", u"Ω"_s);
        both("block not", u"Ωa"_s, u"\\P{IsGreek}"_s, "", u"a"_s);
        both("block in a class", u"aΩ"_s, u"[\\p{IsGreek}]"_s, "", u"Ω"_s);
        both("category", u"aB"_s, u"\\p{Lu}"_s, "i", u"B"_s);
        both("unknown block", u"a"_s, u"\\p{IsNoBlock}"_s, "", u"error"_s);
        both("name start", u"1:"_s, u"\\i"_s, "", u":"_s);
        row("name character", u"(7"_s, u"\\c"_s, "", u"7"_s, u"error"_s);
        both("no name character", u"a7("_s, u"\\C"_s, "", u"("_s);
        both("no name start in a class", u"a7"_s, u"[\\I]"_s, "", u"7"_s);
        row("word character", u"_é"_s, u"\\w"_s, "", u"é"_s, u"_"_s);
        row("no word character", u"é_"_s, u"\\W"_s, "", u"_"_s, u"é"_s);
        row("digit", u"٣3"_s, u"\\d"_s, "", u"٣"_s, u"3"_s);
        row("white space", u"\fx "_s, u"\\s"_s, "", u" "_s, u"\f"_s);
        both("no white space", u" \t😀"_s, u"\\S"_s, "", u"😀"_s);
        both("reference", u"abab"_s, u"(ab)\\1"_s, "", u"abab"_s);
        both("reference ignores case", u"aA"_s, u"(a)\\1"_s, "i", u"aA"_s);
        both("reference to what matched nothing", u"b"_s, u"(a)?b\\1"_s, "", u"b"_s);
        both("reference and a digit", u"aa0"_s, u"(a)\\10"_s, "", u"aa0"_s);
        both("reference to an open group", u"a"_s, u"(a\\1)"_s, "", u"error"_s);
        both("reference to no group", u"h"_s, u"(.)\\2"_s, "", u"error"_s);
        both("reference in a class", u"a"_s, u"(a)[a\\1]"_s, "", u"error"_s);
        both("no reference 0", u"a"_s, u"a\\0"_s, "", u"error"_s);
        both("group that captures nothing", u"ab"_s, u"(?:ab)"_s, "", u"ab"_s);
        both("open group", u"a"_s, u"(a"_s, "", u"error"_s);
        both("closed too often", u"a"_s, u"a)"_s, "", u"error"_s);
        both("open class", u"a"_s, u"[a-z"_s, "", u"error"_s);
        both("empty class", u"a"_s, u"[]"_s, "", u"error"_s);
        both("range downwards", u"a"_s, u"[z-a]"_s, "", u"error"_s);
        row("range from a class escape", u"b"_s, u"[\\d-z]"_s, "", u"error"_s, u"none"_s);
        both("nothing to repeat", u"a"_s, u"*a"_s, "", u"error"_s);
        both("repeated twice", u"a"_s, u"a**"_s, "", u"error"_s);
        both("bounds downwards", u"a"_s, u"a{3,2}"_s, "", u"error"_s);
        both("bounds too large", u"a"_s, u"a{99999999999}"_s, "", u"error"_s);
        both("backslash at the end", u"a"_s, u"a\\"_s, "", u"error"_s);
        both("verb", u"a"_s, u"(*LIMIT_MATCH=1)a"_s, "", u"error"_s);
        row("possessive", u"aaa"_s, u"a*+"_s, "", u"error"_s, u"aaa"_s);
        row("look-ahead", u"ab"_s, u"a(?=b)"_s, "", u"error"_s, u"a"_s);
        row("look-behind", u"ab"_s, u"(?<=a)b"_s, "", u"error"_s, u"b"_s);
        row("word boundary", u"ab c"_s, u"\\bc\\b"_s, "", u"error"_s, u"c"_s);
        row("flags inside", u"AB"_s, u"(?i)ab"_s, "", u"error"_s, u"AB"_s);
        row("flags of a group", u"a\nb"_s, u"(?s:a.)b"_s, "", u"error"_s, u"a\nb"_s);
        row("named group", u"ab"_s, u"(?<x>a)b"_s, "", u"error"_s, u"ab"_s);
        row("quoted", u"a.b"_s, u"\\Qa.b\\E"_s, "", u"error"_s, u"a.b"_s);
        row("hexadecimal", u"AB"_s, u"\\x41\\u0042"_s, "", u"error"_s, u"AB"_s);
        row("POSIX name", u"aB"_s, u"\\p{Upper}"_s, "", u"error"_s, u"B"_s);
        row("intersection", u"abx"_s, u"[a-z&&[^ab]]"_s, "", u"error"_s, u"x"_s);
        row("union", u"-x"_s, u"[a-c[x-z]]"_s, "", u"error"_s, u"x"_s);
        row("loose bracket", u"]"_s, u"]"_s, "", u"error"_s, u"]"_s);
    }
    void matches()
    {
        QFETCH(QString, text);
        QFETCH(QString, pattern);
        QFETCH(QByteArray, flags);
        QFETCH(QString, dmn);
        QFETCH(QString, camunda);
        QCOMPARE(found(text, pattern, flags, Dialect::Dmn), dmn);
        QCOMPARE(found(text, pattern, flags, Dialect::Camunda), camunda);
    }

    void errorsHavePlaces()
    {
        const TranslatedPattern translated = translatePattern(u"ab[c", {}, Dialect::Camunda);
        QCOMPARE(translated.error, u"a '[' without its ']'"_s);
        QCOMPARE(translated.position, 5);
    }

    void countsGroups() { QCOMPARE(translatePattern(u"(a)(?:b)((c))", {}, Dialect::Dmn).groups, 3); }

    void flagsAreFour()
    {
        QVERIFY(PatternFlags::fromText("smixx"));
        QVERIFY(!PatternFlags::fromText("p"));
        QVERIFY(!PatternFlags::fromText("q"));
    }

    void expensivePatternsEnd()
    {
        const auto compiled = CompiledPattern::compile(u"^(a+)+$"_s, {}, Dialect::Dmn, matchLimit);
        const QRegularExpressionMatch match = compiled->expression.match(QString(40, u'a') + u'!');
        QVERIFY(!match.isValid());
        QVERIFY(!match.hasMatch());
    }

    void deepPatternsAreRefused()
    {
        for (const QString &deep : {u"("_s, u"["_s, u"[a-["_s, u"(?:"_s, u"[a&&["_s})
            QVERIFY(
                !CompiledPattern::compile(deep.repeated(20'000), {}, Dialect::Camunda, matchLimit)->error.isEmpty());
        const QString closed = u"("_s.repeated(20'000) + u")"_s.repeated(20'000);
        QVERIFY(!CompiledPattern::compile(closed, {}, Dialect::Dmn, matchLimit)->error.isEmpty());
    }

    void patternsAreShared()
    {
        const auto first = CompiledPattern::compile(u"a"_s, {}, Dialect::Dmn, matchLimit);
        QCOMPARE(CompiledPattern::compile(u"a"_s, {}, Dialect::Dmn, matchLimit), first);
        QVERIFY(CompiledPattern::compile(u"a"_s, {}, Dialect::Camunda, matchLimit) != first);
    }
};

PLUGBOARD_TEST(tst_RegexPattern)
#include "tst_regexpattern.moc"
