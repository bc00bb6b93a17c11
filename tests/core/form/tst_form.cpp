#include "core/form/form.h"
#include "tests/support/forms.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_Form : public QObject
{
    Q_OBJECT

private slots:
    void mapsTypesAndTargets();
    void knowsWhatHoldsAKey();
    void defaults_data();
    void defaults();
    void givesUniqueIdsAndKeys();
    void completesTheGroups();
    void hidesWhatOnlyAnEngineUses();
    void offersChoicesOfATextAsProposals();
    void followsTheSeedDocument();
};

void tst_Form::mapsTypesAndTargets()
{
    const FormPtr form
        = formOf(input("a") + ',' + input("b", "Text", "\"feel\":\"required\"") + ',' + input("c", "Boolean") + ','
                 + input("d", "Number") + ',' + input("e", "Dropdown", "\"choices\":[{\"name\":\"X\",\"value\":\"x\"}]")
                 + ',' + input("f", "Configuration", "\"configurationTemplate\":\"c\"") + ','
                 + "{\"id\":\"g\",\"type\":\"Hidden\",\"binding\":{\"type\":\"zeebe:taskHeader\","
                   "\"key\":\"k\"}},"
                   "{\"id\":\"h\",\"type\":\"String\",\"value\":\"job\",\"binding\":{\"type\":"
                   "\"zeebe:taskDefinition\",\"property\":\"type\"}},"
                   "{\"id\":\"i\",\"type\":\"String\",\"binding\":{\"type\":\"zeebe:"
                   "taskDefinition\",\"property\":\"retries\"}},"
                   "{\"id\":\"j\",\"type\":\"String\",\"binding\":{\"type\":\"zeebe:property\","
                   "\"name\":\"p\"}}");
    const QList<FieldType> types {FieldType::Line,   FieldType::Text,          FieldType::Boolean, FieldType::Number,
                                  FieldType::Choice, FieldType::Configuration, FieldType::Hidden,  FieldType::Line,
                                  FieldType::Line,   FieldType::Line};
    const QList<Target> targets {Target::Input, Target::Input,  Target::Input,   Target::Input,   Target::Input,
                                 Target::Input, Target::Header, Target::JobType, Target::Retries, Target::Property};
    const QStringList paths {u"a"_s, u"b"_s, u"c"_s,       u"d"_s,       u"e"_s,
                             u"f"_s, u"k"_s, u"jobType"_s, u"retries"_s, u"p"_s};
    QCOMPARE(form->fields.size(), types.size());
    for (qsizetype i = 0; i < types.size(); ++i) {
        QVERIFY2(form->fields.at(i).type == types.at(i), qPrintable(form->fields.at(i).id));
        QVERIFY2(form->fields.at(i).target == targets.at(i), qPrintable(form->fields.at(i).id));
        QCOMPARE(form->fields.at(i).path, paths.at(i));
    }
    QCOMPARE(form->id, u"i"_s);
    QCOMPARE(form->jobType, u"job"_s);
    QCOMPARE(form->find(u"h")->defaultText, u"job"_s);
    QVERIFY(!form->find(u"z"));
}

/// Old templates do not say so: the name must do.
void tst_Form::knowsWhatHoldsAKey()
{
    const FormPtr form = formOf(input("authentication.secretKey") + ',' + input("PASSWORD") + ',' + input("tokens")
                                + ',' + input("token", "Number") + ',' + input("pin", "String", "\"secret\":true"));
    const QList<bool> secret {true, true, false, false, true};
    QCOMPARE(form->fields.size(), secret.size());
    for (qsizetype i = 0; i < secret.size(); ++i)
        QVERIFY2(form->fields.at(i).secret == secret.at(i), qPrintable(form->fields.at(i).id));
}

void tst_Form::defaults_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("text");
    const QByteArray header = "\"binding\":{\"type\":\"zeebe:taskHeader\",\"key\":\"k\"}";
    QTest::newRow("text") << input("a", "String", "\"value\":\"x\"") << u"x"_s;
    QTest::newRow("none") << input("a") << QString();
    QTest::newRow("number input is static") << input("a", "Number", "\"value\":20") << u"=20"_s;
    QTest::newRow("digits stay") << input("a", "Number", "\"value\":1.10") << u"=1.10"_s;
    QTest::newRow("boolean input is static") << input("a", "Boolean", "\"value\":false") << u"=false"_s;
    QTest::newRow("number with a toggle") << input("a", "Number", "\"value\":5,\"feel\":\"optional\"") << u"=5"_s;
    QTest::newRow("number header is plain") << QByteArray("{\"type\":\"Number\",\"value\":5," + header + '}') << u"5"_s;
    QTest::newRow("static header") << QByteArray("{\"type\":\"Number\",\"value\":5,\"feel\":\"static\"," + header + '}')
                                   << u"=5"_s;
    QTest::newRow("FEEL without =") << input("a", "String", "\"value\":\"x\",\"feel\":\"required\"") << u"=x"_s;
    QTest::newRow("FEEL with =") << input("a", "Text", "\"value\":\"= x\",\"feel\":\"required\"") << u"= x"_s;
    QTest::newRow("FEEL, empty") << input("a", "Text", "\"feel\":\"required\"") << QString();
    QTest::newRow("toggle") << input("a", "String", "\"value\":\"x\",\"feel\":\"optional\"") << u"x"_s;
    QTest::newRow("hidden boolean") << input("a", "Hidden", "\"value\":true") << u"true"_s;
}

void tst_Form::defaults()
{
    QFETCH(QByteArray, property);
    QFETCH(QString, text);
    QCOMPARE(formOf(property)->fields.first().defaultText, text);
}

void tst_Form::givesUniqueIdsAndKeys()
{
    const QByteArray sameName = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"body\"}}";
    const FormPtr form = formOf(input("a") + ",{\"type\":\"String\"," + sameName + ",{\"type\":\"Text\"," + sameName
                                + ",{\"id\":\"json\",\"type\":\"Text\"," + sameName + ',' + input("a"));
    QStringList ids;
    QStringList keys;
    for (const Field &field : form->fields) {
        ids.append(field.id);
        keys.append(field.key);
    }
    QCOMPARE(ids, QStringList({u"a"_s, u"body"_s, u"body#2"_s, u"json"_s, u"a#4"_s}));
    QCOMPARE(keys, QStringList({u"a#a"_s, u"body#body"_s, u"body#body#2"_s, u"body#json"_s, u"a#a#4"_s}));
    QCOMPARE(form->fields.last().writtenId, u"a"_s);
}

void tst_Form::completesTheGroups()
{
    const FormPtr form
        = formOf(input("a", "String", "\"group\":\"g\"") + ',' + input("b") + ','
                     + input("c", "String", "\"group\":\"lost\"") + ',' + input("d", "Hidden", "\"group\":\"hidden\""),
                 "\"groups\":[{\"id\":\"g\",\"label\":\"G\",\"openByDefault\":false},"
                 "{\"id\":\"g\",\"label\":\"again\"}]");
    QStringList groups;
    for (const Group &group : form->groups)
        groups.append(group.id + u'=' + group.label);
    QCOMPARE(groups, QStringList({u"="_s, u"g=G"_s, u"lost=lost"_s}));
    QVERIFY(!form->groups.at(1).openByDefault);
    QCOMPARE(form->fieldsOf(u"g").size(), 1);
    QCOMPARE(form->fieldsOf(u"").size(), 1);
}

void tst_Form::hidesWhatOnlyAnEngineUses()
{
    const FormPtr form
        = formOf("{\"type\":\"String\",\"value\":\"n\",\"binding\":{\"type\":\"property\",\"name\":\"name\"}"
                 "},"
                 "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:output\",\"source\":\"name\"}}");
    for (const Field &field : form->fields) {
        QVERIFY(field.target == Target::None);
        QVERIFY(!field.isShown());
    }
    QVERIFY(form->fields.first().key != form->fields.last().key);
    QVERIFY(form->groups.isEmpty());
}

void tst_Form::offersChoicesOfATextAsProposals()
{
    const FormPtr form
        = formOf(input("region", "String", "\"choices\":[{\"name\":\"Frankfurt\",\"value\":\"eu-central-1\"}]"));
    QVERIFY(form->fields.first().type == FieldType::Choice);
    QVERIFY(form->fields.first().anyChoice);
    QCOMPARE(form->fields.first().choices.size(), 1);
}

void tst_Form::followsTheSeedDocument()
{
    QFile file(QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/connectors/aws-sns/template.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    Template::ReadFile read = Template::readTemplates(file.readAll());
    QVERIFY(read.templates.first().accepted());
    const FormPtr form = fromTemplate(std::make_shared<const Template::ElementTemplate>(*read.templates.first().value));
    QStringList groups;
    for (const Group &group : form->groups)
        groups.append(group.label);
    QCOMPARE(groups,
             QStringList({u"Authentication"_s, u"Topic Properties"_s, u"Input message data"_s, u"Endpoint"_s,
                          u"Output mapping"_s, u"Error handling"_s, u"Retries"_s}));
    SystemRandom random;
    FormState state(form, random);
    QVERIFY(state.isVisible(u"authentication.secretKey"_s));
    QVERIFY(!state.isActive(u"topic.messageGroupId"_s));
    state.setText(u"authentication.type"_s, u"defaultCredentialsChain"_s);
    QVERIFY(!state.isActive(u"authentication.secretKey"_s));
    state.setText(u"topic.type"_s, u"fifo"_s);
    QVERIFY(state.isVisible(u"topic.messageGroupId"_s));
    QCOMPARE(state.text(u"retryCount"_s), u"3"_s);

    const QList<Finding> missing {{u"topic.topicArn"_s, u"must not be empty"_s},
                                  {u"topic.message"_s, u"must not be empty"_s},
                                  {u"topic.messageGroupId"_s, u"must not be empty"_s}};
    QCOMPARE(state.findings(), missing);
    const auto wordsFor = [&](const QString &field, const QString &text) {
        state.setText(field, text);
        return state.findings(*form->find(field)).value(0).message;
    };
    QCOMPARE(wordsFor(u"topic.subject"_s, QString(99, u'x')), QString());
    QCOMPARE(wordsFor(u"topic.subject"_s, QString(100, u'x')), u"cannot exceed 99 characters"_s);
    QVERIFY(wordsFor(u"topic.subject"_s, u"a\nb"_s).contains("line breaks"_L1));
    QVERIFY(wordsFor(u"topic.subject"_s, u"a\n"_s).contains("line breaks"_L1));
    QVERIFY(wordsFor(u"topic.topicArn"_s, u"orders"_s).contains("ARN"_L1));
    QCOMPARE(wordsFor(u"topic.topicArn"_s, u"arn:aws-cn:sns:cn-north-1:123456789012:a.fifo"_s), QString());
    QCOMPARE(wordsFor(u"topic.topicArn"_s, u"{{secrets.TOPIC}}"_s), QString());
    QCOMPARE(wordsFor(u"topic.topicArn"_s, u"=topicArn"_s), QString());
    QCOMPARE(wordsFor(u"configuration.region"_s, u"xx-new-1"_s), QString());
    QVERIFY(wordsFor(u"retryBackoff"_s, u"30s"_s).contains("ISO 8601"_L1));
    QCOMPARE(wordsFor(u"retryBackoff"_s, u"PT1M30S"_s), QString());
}

PLUGBOARD_TEST(tst_Form)
#include "tst_form.moc"
