#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_RegexFunctions : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        addRow(u"matches(\"FooBar\", \"foo\", \"i\")"_s, "true");
        addRow(u"matches(\"abracadabra\", \"bra\", null)"_s, "true");
        addRow(u"matches(\"abracadabra\", \"bra\", \"p\")"_s, "null");
        addRow(u"matches(\"input\", null)"_s, "null");
        addRow(u"matches(\"h\", \"(.)\\\\2\")"_s, "null");
        addRow(u"matches(\"foo_bar\", \"^\\\\w+$\")"_s, "false", "true");
        addRow(u"matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")"_s, "error");
        addRow(u"get or else(matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\"), true)"_s, "error");
        addRow(u"replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")"_s, "\"[1=ab][2=]cd\"");
        addRow(u"replace(\"0123456789\", \"(\\\\d{3})(\\\\d{3})(\\\\d{4})\", \"($1) $2-$3\")"_s, "\"(012) 345-6789\"");
        addRow(u"replace(\"facetiously\", \"[iouy]\", \"[$0]\")"_s, "\"facet[i][o][u]sl[y]\"");
        addRow(u"replace(\"abc\", \"(b)\", \"$12\\\\$\")"_s, "\"ab2$c\"");
        addRow(u"replace(\"abc\", \"b\", \"$\")"_s, "null");
        addRow(u"replace(\"abc\", \"b\", \"$7\")"_s, "\"ac\"");
        addRow(u"replace(\"baac\", \"a*\", \"-\")"_s, "null", "\"-b--c-\"");
        addRow(u"replace(\"a😀b\", \"\", \"-\")"_s, "null", "\"-a-😀-b-\"");
        addRow(u"replace(\"How do you feel?\", \"Feel\", \"FEEL\", \"i\")"_s, "\"How do you FEEL?\"");
        addRow(u"split(\"John Doe\", \"\\\\s\")"_s, "[\"John\",\"Doe\"]");
        addRow(u"split(\"a;b;c;;\", \";\")"_s, "[\"a\",\"b\",\"c\",\"\",\"\"]");
        addRow(u"split(\"a.b\", \"[\")"_s, "null");
        addRow(u"split(\"\", \",\")"_s, "[\"\"]");
        addRow(u"split(\"abc\", \"\")"_s, "[\"a\",\"b\",\"c\",\"\"]");
        addCamundaRow(u"extract(\"this is foobar and folbar\", \"fo[a-z]*\")"_s, "[\"foobar\",\"folbar\"]");
        addCamundaRow(u"extract(\"abc\", \"x\")"_s, "[]");
        addCamundaRow(u"extract(\"abc\", \"[a-z\")"_s, "null");
    }
    void gives() { checkRow(); }
};

PLUGBOARD_TEST(tst_RegexFunctions)
#include "tst_regexfunctions.moc"
