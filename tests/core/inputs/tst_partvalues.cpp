#include "core/inputs/inputs.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"
#include "tests/support/toolshed.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Plugboard::Inputs;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_PartValues : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_state = toolState();
        m_state.setText(u"Shelf"_s, u"top"_s);
        m_state.setText(u"Owner.Login"_s, u"ada"_s);
    }

    void everyLeafMayBeFeel()
    {
        m_state.setText(u"Owner.Login"_s, u"=user.name"_s);
        m_state.setText(u"Names"_s, u"[\"=lower case(Shelf)\",\"plain\",\"=user.name\"]"_s);
        m_state.setText(u"Rule.Count"_s, u"=1 + 1"_s);
        m_state.setText(u"Rule.Not"_s, u"={Name: \"whole\"}"_s);
        m_state.setText(u"Extra"_s, u"{\"a\":[\"=user.name\"]}"_s);
        const Evaluated evaluated = evaluateIt();
        QVERIFY2(evaluated.ok(), qPrintable(words(evaluated)));
        QCOMPARE(Json::write(evaluated.inputs["Owner"]), QByteArray("{\"Login\":\"Ada\"}"));
        QCOMPARE(Json::write(evaluated.inputs["Names"]), QByteArray("[\"top\",\"plain\",\"Ada\"]"));
        QCOMPARE(Json::write(evaluated.inputs["Rule"]), QByteArray("{\"Count\":2,\"Not\":{\"Name\":\"whole\"}}"));
        QCOMPARE(Json::write(evaluated.inputs["Extra"]), QByteArray("{\"a\":[\"Ada\"]}"));
    }

    void brokenExpressionsInsideNameTheirPlace()
    {
        m_state.setText(u"Owners[0].Login"_s, u"=1 +"_s);
        m_state.setText(u"Owners[0].Address.Since"_s, u"never"_s);
        const Evaluated evaluated = evaluateIt();
        QStringList fields;
        for (const Finding &finding : evaluated.findings)
            fields.append(finding.field);
        QCOMPARE(fields, QStringList({u"Owners[0].Address.Since"_s, u"Owners[0].Login"_s}));
    }

    void keysInsideAreNotQuoted()
    {
        m_state.setText(u"Owner.Password"_s, u"=hunter2"_s);
        QVERIFY(!words(evaluateIt()).contains(u"hunter2"_s));
        m_state.setText(u"Owner.Password"_s, u"=hunter2 +"_s);
        QVERIFY(!words(evaluateIt()).contains(u"hunter2"_s));
    }

    void whatTheModelDoesNotHaveIsNotSent()
    {
        m_state.setText(u"Owner"_s, u"{\"Login\":\"a\",\"Nickname\":\"b\",\"Address\":null}"_s);
        const Evaluated evaluated = evaluateIt();
        QCOMPARE(Json::write(evaluated.inputs["Owner"]), QByteArray("{\"Login\":\"a\"}"));
        QCOMPARE(evaluated.warnings.value(0).first, u"Owner.Nickname"_s);
    }

    void valuesOutOfRangeAreSentWithAWarning()
    {
        m_state.setText(u"Amount"_s, u"77"_s);
        const Evaluated evaluated = evaluateIt();
        QVERIFY(evaluated.ok());
        QCOMPARE(Json::write(evaluated.inputs["Amount"]), QByteArray("77"));
        QCOMPARE(evaluated.warnings.value(0).second.message, u"the model allows at most 5"_s);
    }

    void leavesGetTheTypeOfTheModel()
    {
        m_state.setText(u"Rule"_s, u"{\"Count\":\"3\",\"Name\":4}"_s);
        m_state.setText(u"Due"_s, u"1700000000"_s);
        const Evaluated evaluated = evaluateIt();
        QCOMPARE(Json::write(evaluated.inputs["Rule"]), QByteArray("{\"Count\":3,\"Name\":\"4\"}"));
        QCOMPARE(Json::write(evaluated.inputs["Due"]), QByteArray("1700000000"));
    }

    void bytesAreReadFromTextBase64AndFiles()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("\xff\xfe");
        file.close();
        m_state.setText(u"Picture"_s, u"base64:aGk="_s);
        m_state.setText(u"Attributes.a"_s, u"{\"DataType\":\"String\",\"BinaryValue\":\"base64://4=\"}"_s);
        m_state.setText(u"Attributes.b.DataType"_s, u"String"_s);
        m_state.setText(u"Attributes.b.BinaryValue"_s, u"fileb://"_s + file.fileName());
        const Evaluated evaluated = evaluateIt();
        QVERIFY2(evaluated.ok(), qPrintable(words(evaluated)));
        QCOMPARE(evaluated.inputs["Picture"].string(), u"hi"_s);
        QCOMPARE(evaluated.inputs["Attributes"]["a"]["BinaryValue"]["base64"].string(), u"//4="_s);
        QCOMPARE(evaluated.inputs["Attributes"]["b"]["BinaryValue"]["base64"].string(), u"//4="_s);
        m_state.setText(u"Attributes.b.BinaryValue"_s, u"fileb:///no/such"_s);
        QCOMPARE(evaluateIt().findings.value(0).field, u"Attributes.b.BinaryValue"_s);
    }

    void partsHavePreviews()
    {
        m_state.setText(u"Names"_s, u"[\"a\",\"=Shelf + user.name\"]"_s);
        const Feel::Outcome outcome = preview(m_state, u"Names[1]"_s, variables(), Feel::systemEnvironment()).outcome;
        QVERIFY(outcome.ok());
        QCOMPARE(outcome.value.string(), u"topAda"_s);
    }

    void jsonOfAnyKindMayBeAText()
    {
        m_state.setText(u"Extra"_s, u"just words"_s);
        QCOMPARE(evaluateIt().inputs["Extra"].string(), u"just words"_s);
        m_state.setText(u"Extra"_s, u"{ \"half\": "_s);
        QVERIFY(!evaluateIt().ok());
    }

private:
    static Value variables()
    {
        return ContextBuilder().set("user", ContextBuilder().set("name", Value::utf8("Ada")).build()).build();
    }
    Evaluated evaluateIt() const { return evaluate(m_state, variables(), Feel::systemEnvironment()); }
    static QString words(const Evaluated &evaluated)
    {
        QString all;
        for (const Finding &finding : evaluated.findings)
            all += finding.field + u": "_s + finding.message + u'\n';
        for (const auto &[field, warning] : evaluated.warnings)
            all += field + u": "_s + warning.message + u'\n';
        return all;
    }

    FormState m_state;
};

PLUGBOARD_TEST(tst_PartValues)
#include "tst_partvalues.moc"
