#include "core/form/inputjson.h"
#include "core/form/savedform.h"
#include "tests/support/forms.h"
#include "tests/support/test_main.h"
#include "tests/support/toolshed.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_InputJson : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_state = toolState(); }

    void anUntouchedFormIsAnEmptyObject() { QCOMPARE(inputJson(m_state), QByteArray("{}\n")); }

    void formsBecomeTheOperationsJson()
    {
        m_state.setText(u"Amount"_s, u"3"_s);
        m_state.setText(u"Shelf"_s, u"=shelf"_s);
        m_state.setText(u"Owner.Login"_s, u"ada"_s);
        m_state.setText(u"Note"_s, {});
        QCOMPARE(inputJson(m_state),
                 QByteArray("{\n  \"Shelf\": \"=shelf\",\n  \"Owner\": {\n    \"Login\": \"ada\"\n  },\n"
                            "  \"Amount\": 3\n}\n"));
    }

    void bothWaysGiveTheSame_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nested") << QByteArray(
            "{\"Owner\":{\"Login\":\"a\",\"Address\":{\"Since\":1700000000}},\"Names\":[\"x\",\"=y\"]}");
        QTest::newRow("empty text is sent") << QByteArray("{\"Shelf\":\"\",\"Owner\":{\"Login\":\"\"}}");
        QTest::newRow("unknown members") << QByteArray(
            "{\"Shelf\":\"a\",\"Owner\":{\"New\":[1]},\"Newer\":{\"a\":null}}");
        QTest::newRow("digits") << QByteArray("{\"Amount\":1e0,\"Extra\":{\"n\":1.50}}");
        QTest::newRow("time") << QByteArray("{\"Due\":1700000000.5}");
        QTest::newRow("free JSON") << QByteArray("{\"Extra\":[1,{\"a\":\"=b\"}],\"Context\":{\"c\":true}}");
        QTest::newRow("empty nestings") << QByteArray(
            "{\"Owners\":[{}],\"Attributes\":{\"k\":{}},\"Rule\":{\"And\":[]}}");
    }

    void bothWaysGiveTheSame()
    {
        QFETCH(QByteArray, json);
        const Result<FormState> state = withInputJson(m_state, json);
        QVERIFY(state);
        QCOMPARE(Json::write(*Json::read(inputJson(*state))), json);
        FormState again = toolState();
        restore(savedForm(*state), again);
        QCOMPARE(inputJson(again), inputJson(*state));
    }

    void whatTheJsonLeavesOutIsReset()
    {
        m_state.setText(u"Note"_s, u"old"_s);
        const Result<FormState> state = withInputJson(m_state, "{\"Shelf\":null}");
        QVERIFY(state);
        QVERIFY(!state->isTyped(u"Note"_s));
        QCOMPARE(inputJson(*state), QByteArray("{}\n"));
        QVERIFY(!state->text(u"Token"_s).isEmpty()); // generated, whatever was typed
    }

    void brokenJsonIsRefusedWithItsPlace()
    {
        const Result<FormState> broken = withInputJson(m_state, "{\n  \"Note\": x\n}");
        QVERIFY(!broken);
        QCOMPARE(broken.error().where, u"2:11"_s);
        const Result<FormState> list = withInputJson(m_state, "[]");
        QVERIFY(!list);
        QCOMPARE(list.error().where, u"1:1"_s);
    }

    void notesHavePlaces()
    {
        const QByteArray json(
            "{\n  \"Shelf\": \"UPPER\",\n  \"Owner\": {\n    \"Pass\": 1\n  },\n  \"New\": 2,\n  \"Amount\": \"x\",\n"
            "  \"Names\": [ \"ok\", \"9\" ],\n  \"Amount\": \"y\"\n}\n");
        const Result<FormState> state = withInputJson(m_state, json);
        QVERIFY(state);
        QStringList notes;
        for (const JsonNote &note : jsonNotes(*state, json))
            notes.append((note.isWarning ? u"warning "_s : u"error "_s) + note.text());
        QCOMPARE(notes,
                 QStringList({
                     u"warning 2:12 /Shelf: does not look as the model describes it: [a-z]+"_s,
                     u"error 3:12 /Owner/Login: must not be empty"_s,
                     u"warning 4:13 /Owner/Pass: is not in the model of the service and is not sent"_s,
                     u"warning 6:10 /New: the form has no such field; it is kept and not sent"_s,
                     u"warning 8:20 /Names/1: does not look as the model describes it: [a-z]+"_s,
                     u"warning 9:3 /Amount: stands here twice; only the last one counts"_s,
                     u"error 9:13 /Amount: must be a whole number"_s,
                 }));
    }

    void templatesHaveAJsonOfTexts()
    {
        FormState state = stateOf(input("a.b") + ',' + input("c", "Number", "\"feel\":\"static\""));
        const Result<FormState> changed = withInputJson(state, "{\"a.b\":\"=x\",\"c\":\"=5\",\"d\":1}");
        QVERIFY(changed);
        QCOMPARE(changed->text(u"a.b"_s), u"=x"_s);
        QCOMPARE(changed->unknownInputs()["d"].isNumber(), true);
        QCOMPARE(jsonNotes(*changed, "{\"a.b\":\"=x\",\"c\":\"=5\",\"d\":1}").value(0).pointer, u"/d"_s);
    }

    void secretsInsideAreNamedForTheFile()
    {
        const Result<FormState> state = withInputJson(m_state, "{\"Owner\":{\"Login\":\"a\",\"Password\":\"p\"}}");
        QVERIFY(state);
        QCOMPARE(secretKeys(*state), QStringList({u"Owner/Password"_s}));
    }

    void keysAreHiddenFromEyesAndKept()
    {
        const QByteArray json(
            "{\"Owner\":{\"Login\":\"a\",\"Password\":\"first\"},\"Owners\":["
            "{\"Login\":\"b\",\"Password\":\"second\"},{\"Login\":\"c\",\"Password\":\"{{secrets.P}}\"}]}");
        const Result<FormState> state = withInputJson(m_state, json);
        QVERIFY(state);
        ShownJson shown = shownInputJson(*state);
        QVERIFY2(!shown.json.contains("first") && !shown.json.contains("second"), shown.json.constData());
        QVERIFY(shown.json.contains("{{secrets.P}}"));
        const Result<FormState> same = withInputJson(*state, shown.json.replace("\"a\"", "\"z\""), shown.hidden);
        QVERIFY(same);
        QCOMPARE(same->text(u"Owner.Login"_s), u"z"_s);
        QCOMPARE(same->text(u"Owner.Password"_s), u"first"_s);
        QCOMPARE(same->text(u"Owners[0].Password"_s), u"second"_s);
    }

private:
    FormState m_state;
};

PLUGBOARD_TEST(tst_InputJson)
#include "tst_inputjson.moc"
