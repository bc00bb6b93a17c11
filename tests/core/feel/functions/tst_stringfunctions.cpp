#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_StringFunctions : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        addRow(u"substring(\"foobar\", 3)"_s, "\"obar\"");
        addRow(u"substring(\"foobar\", 3, 3.8)"_s, "\"oba\"");
        addRow(u"substring(\"foobar\", -2, 1)"_s, "\"a\"");
        addRow(u"substring(\"foobar\", -7)"_s, "null");
        addRow(u"substring(\"foobar\", 0)"_s, "null", "\"\"");
        addRow(u"substring(\"abc\", 4, 4)"_s, "null", "\"\"");
        addRow(u"substring(\"abc\", 2, 0)"_s, "null", "\"\"");
        addRow(u"substring(\"abc\", 2, -1)"_s, "null");
        addRow(u"substring(\"🐎foo\", 2)"_s, "\"foo\"");
        addRow(u"substring(\"é🐎ü\", 2, 1)"_s, "\"🐎\"");
        addRow(u"substring(\"abc\", 1, 10 ** 30)"_s, "\"abc\"");
        addRow(u"substring(1, 1)"_s, "null");
        addRow(u"string length(\"🐎😀\")"_s, "2");
        addRow(u"string length(null)"_s, "null");
        addRow(u"upper case(\"aBc4ß\")"_s, "\"ABC4SS\"");
        addRow(u"lower case(string: \"xyZ \")"_s, "\"xyz \"");
        addRow(u"substring before(\"foobar\", \"o\")"_s, "\"f\"");
        addRow(u"substring before(\"foobar\", \"x\")"_s, "\"\"");
        addRow(u"substring after(\"foobar\", \"ob\")"_s, "\"ar\"");
        addRow(u"substring after(\"foobar\", \"\")"_s, "\"foobar\"");
        addRow(u"substring after(\"foobar\", \"x\")"_s, "\"\"");
        addRow(u"contains(\"abc\", \"\")"_s, "true");
        addRow(u"contains(\"a.c\", \"a.\")"_s, "true");
        addRow(u"contains(match: \"b\", string: \"abc\")"_s, "true");
        addRow(u"starts with(\"abc\", \"ab\")"_s, "true");
        addRow(u"ends with(\"abc\", \"ab\")"_s, "false");
        addRow(u"string join([\"a\", null, \"c\"], \"X\")"_s, "\"aXc\"");
        addRow(u"string join([\"a\", \"c\"], null)"_s, "\"ac\"");
        addRow(u"string join([])"_s, "\"\"");
        addRow(u"string join(\"a\", \"X\")"_s, "\"a\"");
        addRow(u"string join([1, 2], \"X\")"_s, "null");
        addCamundaRow(u"string join([\"a\", \"b\"], \", \", \"[\", \"]\")"_s, "\"[a, b]\"");
        addCamundaRow(u"trim(\"  hello   world \")"_s, "\"hello   world\"");
        addCamundaRow(u"is blank(\" \\t\")"_s, "true");
        addCamundaRow(u"is blank(\"a\")"_s, "false");
        addCamundaRow(u"to base64(\"FEEL\")"_s, "\"RkVFTA==\"");
        addCamundaRow(u"from base64(value: \"RkVFTA==\")"_s, "\"FEEL\"");
        addCamundaRow(u"from base64(\"/w==\")"_s, "null");
        addCamundaRow(u"from base64(\"%\")"_s, "null");
        addCamundaRow(u"string length(uuid())"_s, "36");
    }
    void gives() { checkRow(); }
};

PLUGBOARD_TEST(tst_StringFunctions)
#include "tst_stringfunctions.moc"
