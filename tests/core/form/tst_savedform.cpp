#include "core/aws/models/modellibrary.h"
#include "core/form/savedform.h"
#include "core/form/shapeform.h"
#include "core/value/json.h"
#include "tests/support/forms.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_SavedForm : public QObject
{
    Q_OBJECT

private slots:
    void textsOfATemplateComeBack()
    {
        const FormPtr form = formOf(R"({"id":"a","type":"String","binding":{"type":"zeebe:input","name":"x.a"}},
            {"id":"h","type":"String","binding":{"type":"zeebe:taskHeader","key":"resultExpression"}},
            {"id":"r","type":"String","binding":{"type":"zeebe:taskDefinition","property":"retries"}})");
        SystemRandom random;
        FormState state(form, random);
        state.setText(u"a"_s, u"= {\n a: 1 }"_s);
        state.setText(u"h"_s, u"={b: 2}"_s);
        state.setText(u"r"_s, u"5"_s);
        const SavedForm saved = savedForm(state);
        QCOMPARE(saved.inputs["x.a"].string(), u"= {\n a: 1 }"_s);
        QCOMPARE(saved.headers["resultExpression"].string(), u"={b: 2}"_s);
        QCOMPARE(saved.retries, u"5"_s);
        FormState again(form, random);
        QVERIFY(restore(saved, again).isEmpty());
        for (const char *field : {"a", "h", "r"})
            QCOMPARE(again.text(QString::fromLatin1(field)), state.text(QString::fromLatin1(field)));
    }

    void whatTheFormDoesNotKnowIsKept()
    {
        const FormPtr form = formOf(R"({"id":"a","type":"String","binding":{"type":"zeebe:input","name":"a"}})");
        SystemRandom random;
        FormState state(form, random);
        SavedForm before;
        before.inputs = ContextBuilder().set("gone", Value::string(u"kept")).set("a", Value::string(u"old")).build();
        before.headers = ContextBuilder().set("other", Value::string(u"header")).build();
        QCOMPARE(restore(before, state), QStringList({u"gone"_s, u"other"_s}));
        state.setText(u"a"_s, u"new"_s);
        const SavedForm saved = savedForm(state, before);
        QCOMPARE(saved.inputs["a"].string(), u"new"_s);
        QCOMPARE(saved.inputs["gone"].string(), u"kept"_s);
        QCOMPARE(saved.headers["other"].string(), u"header"_s);
    }

    void operationsAreSavedAsTheirOwnJson_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("text that looks like a number") << u"Note"_s << u"007"_s << QByteArray("\"007\"");
        QTest::newRow("digits") << u"Weight"_s << u"1.50"_s << QByteArray("1.50");
        QTest::newRow("truth") << u"Express"_s << u"true"_s << QByteArray("true");
        QTest::newRow("nested") << u"To"_s << u"{\n  \"Name\": \"A\"\n}\n"_s << QByteArray("{\"Name\":\"A\"}");
        QTest::newRow("FEEL") << u"Weight"_s << u"= 1 + 1"_s << QByteArray("\"= 1 + 1\"");
        QTest::newRow("no JSON yet") << u"To"_s << u"{ \"Name\": "_s << QByteArray("\"{ \\\"Name\\\": \"");
        QTest::newRow("secret") << u"Weight"_s << u"{{secrets.W}}"_s << QByteArray("\"{{secrets.W}}\"");
    }

    void operationsAreSavedAsTheirOwnJson()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QByteArray, json);
        const Aws::ModelLibrary library({QStringLiteral(PLUGBOARD_SOURCE_DIR "/tests/data/aws")});
        const Aws::ServiceModelPtr model = *library.load(u"parcels");
        const FormPtr form = fromOperation(model, *model->operation(u"SendParcel"));
        SystemRandom random;
        FormState state(form, random);
        state.setText(field, text);
        const SavedForm saved = savedForm(state);
        QCOMPARE(Json::write(saved.inputs[field.toUtf8()]), json);
        FormState again(form, random);
        QVERIFY(restore(saved, again).isEmpty());
        QCOMPARE(again.text(field), text);
    }
};

PLUGBOARD_TEST(tst_SavedForm)
#include "tst_savedform.moc"
