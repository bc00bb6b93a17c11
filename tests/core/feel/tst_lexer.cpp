#include "core/feel/lexer.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard::Feel;
using namespace Qt::StringLiterals;

class tst_Lexer : public QObject
{
    Q_OBJECT

    static QByteArray shown(const Token &token)
    {
        static constexpr const char *types[] = {"end", "word", "number", "string", "at", "quoted", "symbol", "other"};
        const bool meant
            = token.type == Token::Type::String || token.type == Token::Type::At || token.type == Token::Type::Quoted;
        return QByteArray(types[size_t(token.type)]) + ":" + (meant ? token.text : token.spelling.toByteArray());
    }

private slots:
    void cuts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("tokens");
        const auto row = [](const char *what, const QByteArray &text, const QByteArrayList &tokens) {
            QTest::newRow(what) << text << tokens;
        };
        row("nothing", "", {});
        row("blanks only", " \t\r\n\v\f", {});
        row("all white space", "a\u00a0b\u2003c\u3000d\ufeff\u200b\u0085\u180e\u2028e",
            {"word:a", "word:b", "word:c", "word:d", "word:e"});
        row("a comment to the line's end", "1 // two\n3", {"number:1", "number:3"});
        row("a comment with stars", "1 /* * ** // */ 2", {"number:1", "number:2"});
        row("a comment at the end", "1 // two", {"number:1"});
        row("numbers", "1 1.5 .872 1.23e4 1.23E-4 1e+3",
            {"number:1", "number:1.5", "number:.872", "number:1.23e4", "number:1.23E-4", "number:1e+3"});
        row("a range is no fraction", "1..10", {"number:1", "symbol:..", "number:10"});
        row("a fraction, then a range", "1.5..2.5", {"number:1.5", "symbol:..", "number:2.5"});
        row("a property of a number", "1.a", {"number:1", "symbol:.", "word:a"});
        row("e is no exponent without digits", "1e 1ex", {"number:1", "word:e", "number:1", "word:ex"});
        row("all signs", "( ) [ ] { } , : . .. + - * / ** = != < <= > >= -> ?",
            {"symbol:(",  "symbol:)",  "symbol:[",  "symbol:]", "symbol:{",  "symbol:}",  "symbol:,",  "symbol::",
             "symbol:.",  "symbol:..", "symbol:+",  "symbol:-", "symbol:*",  "symbol:/",  "symbol:**", "symbol:=",
             "symbol:!=", "symbol:<",  "symbol:<=", "symbol:>", "symbol:>=", "symbol:->", "symbol:?"});
        row("words", "über _x $y Ünïcode 名前 a1 🐎",
            {"word:über", "word:_x", "word:$y", "word:Ünïcode", "word:名前", "word:a1", "word:🐎"});
        row("a word does not begin with a digit", "3rd", {"number:3", "word:rd"});
        row("a dash divides", "a-b", {"word:a", "symbol:-", "word:b"});
        row("strings", "\"a\" \"\" \"say \\\"hi\\\"\" \"\\\\ \\n \\r \\t \\'\"",
            {"string:a", "string:", "string:say \"hi\"", "string:\\ \n \r \t '"});
        row("code points", "\"\\u0041 \\U01F40E \\uD83D\\uDCA9\"", {"string:A 🐎 💩"});
        row("a surrogate alone", "\"\\uD83D\"", {"string:\ufffd"});
        row("an unknown escape stands for itself", "\"\\d+\\ä\"", {"string:\\d+\\ä"});
        row("line breaks in a string", "\"a\nb\"", {"string:a\nb"});
        row("no comment in a string", "\"a // b /* c\"", {"string:a // b /* c"});
        row("at-literals", "@\"P1D\" @\"10:00:00@Europe/Paris\"", {"at:P1D", "at:10:00:00@Europe/Paris"});
        row("an @ alone", "@ a", {"other:@", "word:a"});
        row("backticks", "`tracking-id` `a b` ``", {"quoted:tracking-id", "quoted:a b", "quoted:"});
        row("others", "# % & ; ' \\ ^ | ~",
            {"other:#", "other:%", "other:&", "other:;", "other:'", "other:\\", "other:^", "other:|", "other:~"});
        row("bytes that are no UTF-8", "a \xff\xc3 b", {"word:a", "word:\xff\xc3", "word:b"});
        row("a zero byte", QByteArray("1 \0 2", 5), {"number:1", QByteArray("other:\0", 7), "number:2"});
    }
    void cuts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, tokens);
        const Tokens cut = tokenize(text, {});
        QByteArrayList found;
        for (const Token &token : cut.list)
            found.append(shown(token));
        QCOMPARE(found.takeLast(), "end:");
        QCOMPARE(found, tokens);
        QVERIFY(cut.errors.empty());
    }

    void tellsPlaces()
    {
        const Tokens cut = tokenize("a /* 🐎 */ \"ü\"", {});
        QCOMPARE(cut.list.size(), 3u);
        QCOMPARE(cut.list[0].span, (Span {0, 1}));
        QCOMPARE(cut.list[1].span, (Span {13, 17}));
        QCOMPARE(cut.list[2].span, (Span {17, 17}));
    }

    void dislikes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("an open string") << QByteArray("1 + \"abc") << 4 << 5;
        QTest::newRow("an open string that ends in a backslash") << QByteArray("\"abc\\") << 0 << 1;
        QTest::newRow("an open at-literal") << QByteArray("@\"abc") << 0 << 1;
        QTest::newRow("an open name") << QByteArray("a + `abc") << 4 << 5;
        QTest::newRow("an open comment") << QByteArray("1 /* abc") << 2 << 4;
        QTest::newRow("a comment that closes itself") << QByteArray("1 /*/") << 2 << 4;
    }
    void dislikes()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, from);
        QFETCH(int, to);
        const Tokens cut = tokenize(text, {});
        QCOMPARE(cut.errors.size(), 1u);
        QCOMPARE(cut.errors.front().span, (Span {from, to}));
        QCOMPARE(cut.list.back().type, Token::Type::End);
    }

    void stopsAtTheLimit()
    {
        Limits limits;
        limits.tokens = 3;
        const Tokens cut = tokenize("1 2 3 4 5", limits);
        QCOMPARE(cut.list.size(), 4u);
        QCOMPARE(cut.errors.size(), 1u);
        QCOMPARE(cut.errors.front().kind, Kind::Limit);
        QVERIFY(tokenize("1 2 3", limits).errors.empty());
    }
};

PLUGBOARD_TEST(tst_Lexer)
#include "tst_lexer.moc"
