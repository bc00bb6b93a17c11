#include "core/inputs/inputs.h"
#include "core/value/json.h"
#include "tests/support/forms.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Plugboard::Inputs;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

/// {"type":"Text","value":<text>,<more>,"binding":{"type":"zeebe:input","name":path}}
QByteArray at(const QByteArray &path, const char *text = "", const QByteArray &more = {})
{
    const QByteArray value = Json::write(Value::utf8(text)).trimmed();
    return "{\"type\":\"Text\",\"value\":" + value + (more.isEmpty() ? QByteArray() : ',' + more)
        + ",\"binding\":{\"type\":\"zeebe:input\",\"name\":\"" + path + "\"}}";
}

QByteArray jsonOf(const Value &value)
{
    return Json::write(value).trimmed();
}

Value fromJson(const QByteArray &json)
{
    return Json::read(json).valueOr({});
}

const Feel::Environment &environment()
{
    static const FixedClock clock {std::chrono::sys_days {std::chrono::year {2026} / 3 / 9}};
    static const Feel::Environment fixed {.clock = clock,
                                          .random = Feel::systemEnvironment().random,
                                          .zones = systemZoneRules(),
                                          .zone = "UTC",
                                          .limits = {},
                                          .stop = {},
                                          .documents = nullptr};
    return fixed;
}

QByteArray inputsOf(const FormState &state, const QByteArray &variables = "{}")
{
    return jsonOf(evaluate(state, fromJson(variables), environment()).inputs);
}

QString wordsOf(const Evaluated &result)
{
    QStringList lines;
    for (const Finding &finding : result.findings)
        lines.append(finding.field + u": "_s + finding.message);
    return lines.join(u'\n');
}

/// A state over one field of an AWS shape.
FormState awsState(const QString &valueType, FieldType type = FieldType::Line)
{
    auto form = std::make_shared<Form::Form>();
    form->jobType = u"aws:x:Y"_s;
    Field field;
    field.id = field.path = field.key = u"Member"_s;
    field.valueType = valueType;
    field.type = type;
    form->fields = {field};
    SystemRandom random;
    return {form, random};
}

} // namespace

class tst_Inputs : public QObject
{
    Q_OBJECT

private slots:
    void nestsAndKeepsTheOrder();
    void expressions_data();
    void expressions();
    void mergesABodyWithItsParts();
    void writesFiguresAsFigures();
    void makesTextOfTemporalValues();
    void leavesSecretsAsText();
    void omitsWhatIsEmpty();
    void leavesInactiveFieldsOut();
    void collectsHeadersPropertiesJobTypeAndRetries();
    void reportsSyntaxWithItsPlace();
    void reportsEveryField();
    void warnsOfNulls();
    void convertsAwsText_data();
    void convertsAwsText();
    void previewsOneField();
    void tellsWhatAFieldSees();
    void showsNoKeys();
    void evaluatesTheSeedDocument();
    void carriesTenThousandInputs();
};

void tst_Inputs::nestsAndKeepsTheOrder()
{
    const FormState state = stateOf(at("topic.topicArn", "arn") + ',' + at("region", "r") + ','
                                    + at("topic.message", "text") + ',' + at("a.b.c.d", "deep"));
    QCOMPARE(inputsOf(state),
             QByteArray(R"({"topic":{"topicArn":"arn","message":"text"},"region":"r","a":{"b":{"c":{"d":"deep"}}}})"));
}

void tst_Inputs::expressions_data()
{
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<QByteArray>("inputs");

    QTest::newRow("literal text is never parsed") << at("a", "20") << QByteArray(R"({"a":"20"})");
    QTest::newRow("expression") << at("a", "=1 + 2") << QByteArray(R"({"a":3})");
    QTest::newRow("FEEL field without =") << at("a", "1 + 2", "\"feel\":\"required\"") << QByteArray(R"({"a":3})");
    QTest::newRow("variables") << at("a", "=order.id") << QByteArray(R"({"a":7})");
    QTest::newRow("earlier inputs") << at("a", "x") + ',' + at("b", "=a + \"y\"")
                                    << QByteArray(R"({"a":"x","b":"xy"})");
    QTest::newRow("later inputs are unknown")
        << at("b", "=a") + ',' + at("a", "x") << QByteArray(R"({"b":null,"a":"x"})");
    QTest::newRow("siblings by bare name")
        << at("action.content", "x") + ',' + at("action.document", "={ content: content }")
        << QByteArray(R"({"action":{"content":"x","document":{"content":"x"}}})");
    QTest::newRow("siblings at every level")
        << at("a.one", "1") + ',' + at("a.b.two", "2") + ',' + at("a.b.c", "=one + two + a.one + a.b.two")
        << QByteArray(R"({"a":{"one":"1","b":{"two":"2","c":"1212"}}})");
    QTest::newRow("the inner one hides the outer one")
        << at("x", "outer") + ',' + at("a.x", "inner") + ',' + at("a.y", "=x") + ',' + at("z", "=x")
        << QByteArray(R"({"x":"outer","a":{"x":"inner","y":"inner"},"z":"outer"})");
    QTest::newRow("inputs hide variables")
        << at("order", "mine") + ',' + at("b", "=order") << QByteArray(R"({"order":"mine","b":"mine"})");
    QTest::newRow("unusual names") << at("headers.content-type", "json") + ',' + at("a", "=headers.content-type") + ','
            + at("headers.x", "=content-type")
                                   << QByteArray(R"({"headers":{"content-type":"json","x":"json"},"a":"json"})");
    QTest::newRow("unusual names in results")
        << at("a", "={ \"b-c\": 1 }") + ',' + at("d", "=a.b-c") << QByteArray(R"({"a":{"b-c":1},"d":1})");
    QTest::newRow("the last of two wins") << at("a", "x") + ',' + at("a", "y") << QByteArray(R"({"a":"y"})");
}

void tst_Inputs::expressions()
{
    QFETCH(QByteArray, properties);
    QFETCH(QByteArray, inputs);
    const Evaluated result = evaluate(stateOf(properties), fromJson(R"({"order":{"id":7}})"), environment());
    QCOMPARE(wordsOf(result), QString());
    QCOMPARE(jsonOf(result.inputs), inputs);
}

void tst_Inputs::mergesABodyWithItsParts()
{
    QCOMPARE(inputsOf(stateOf(at("body", "={ From: \"a\" }") + ',' + at("body.Body", "text"))),
             QByteArray(R"({"body":{"From":"a","Body":"text"}})"));
    QCOMPARE(inputsOf(stateOf(at("body.Body", "text") + ',' + at("body", "={ From: \"a\", Body: \"new\" }"))),
             QByteArray(R"({"body":{"Body":"new","From":"a"}})"));
    QCOMPARE(inputsOf(stateOf(at("body", "text") + ',' + at("body.Body", "part"))),
             QByteArray(R"({"body":{"Body":"part"}})"));
    QCOMPARE(inputsOf(stateOf(at("body.Body", "part") + ',' + at("body", "text"))), QByteArray(R"({"body":"text"})"));
    QCOMPARE(inputsOf(stateOf(at("a", "={ b: { c: 1 } }") + ',' + at("a.b.d", "=c + 1"))),
             QByteArray(R"({"a":{"b":{"c":1,"d":2}}})"));
}

void tst_Inputs::writesFiguresAsFigures()
{
    FormState state = stateOf(input("n", "Number", "\"value\":20") + ',' + input("b", "Boolean", "\"value\":false")
                              + ',' + input("typed", "Number") + ',' + input("empty", "Number"));
    state.setText(u"typed"_s, u"1.50"_s);
    state.setText(u"empty"_s, QString());
    QCOMPARE(inputsOf(state), QByteArray(R"({"n":20,"b":false,"typed":1.50})"));
}

void tst_Inputs::makesTextOfTemporalValues()
{
    const FormState state
        = stateOf(at("day", "=today()") + ',' + at("nested", "=[{ d: date(\"2026-01-02\"), t: duration(\"P1D\") }]")
                  + ',' + at("next", "=day + duration(\"P1D\")")); // inside it is still a date
    QCOMPARE(inputsOf(state),
             QByteArray(R"({"day":"2026-03-09","nested":[{"d":"2026-01-02","t":"P1D"}],"next":"2026-03-10"})"));
}

void tst_Inputs::leavesSecretsAsText()
{
    const FormState state = stateOf(
        at("a", "{{secrets.A}}") + ',' + at("b", "secrets.B") + ',' + at("c", "=\"Bearer \" + \"{{ secrets.C }}\"")
        + ',' + at("d", "=camunda.secrets.D") + ',' + at("e", "=\"Bearer \" + camunda.secrets.`E-1`") + ','
        + at("f", "{{secrets.F}}", "\"feel\":\"required\"") + ',' + at("g", "=camunda.vars.env.name") + ','
        + at("h", "=secrets.H"));
    QCOMPARE(inputsOf(state, R"({"camunda":{"vars":{"env":{"name":"kept"}}}})"),
             QByteArray(R"({"a":"{{secrets.A}}","b":"secrets.B","c":"Bearer {{ secrets.C }}","d":"{{secrets.D}}",)"
                        R"("e":"Bearer {{secrets.E-1}}","f":"{{secrets.F}}","g":"kept","h":null})"));
}

void tst_Inputs::omitsWhatIsEmpty()
{
    FormState state
        = stateOf(input("untouched") + ',' + input("touched") + ',' + input("optional", "String", "\"optional\":true")
                  + ',' + input("feel", "Text", "\"feel\":\"required\""));
    state.setText(u"touched"_s, QString());
    state.setText(u"optional"_s, QString());
    state.setText(u"feel"_s, u"="_s);
    QCOMPARE(inputsOf(state), QByteArray(R"({"touched":""})"));
    QCOMPARE(jsonOf(evaluate(FormState(), {}, environment()).inputs), QByteArray("{}"));
}

void tst_Inputs::leavesInactiveFieldsOut()
{
    FormState state
        = stateOf(input("a", "String", "\"value\":\"x\"") + ','
                  + input("b", "String", "\"value\":\"=(\",\"condition\":{\"property\":\"a\",\"equals\":\"y\"}"));
    QCOMPARE(inputsOf(state), QByteArray(R"({"a":"x"})"));
    QVERIFY(evaluate(state, {}, environment()).ok());
}

void tst_Inputs::collectsHeadersPropertiesJobTypeAndRetries()
{
    FormState state = stateOf("{\"type\":\"Hidden\",\"value\":\"= \\\"job:\\\" + "
                              "kind\",\"binding\":{\"type\":\"zeebe:taskDefinition\",\"property\":\"type\"}},"
                              "{\"type\":\"String\",\"value\":\"3\",\"binding\":{\"type\":\"zeebe:"
                              "taskDefinition\",\"property\":\"retries\"}},"
                              "{\"type\":\"Text\",\"feel\":\"required\",\"value\":\"={ a: response.b "
                              "}\",\"binding\":{\"type\":\"zeebe:taskHeader\",\"key\":\"resultExpression\"}},"
                              "{\"type\":\"String\",\"value\":\"\",\"binding\":{\"type\":\"zeebe:taskHeader\","
                              "\"key\":\"resultVariable\"}},"
                              "{\"type\":\"String\",\"value\":\"PT30S\",\"binding\":{\"type\":\"zeebe:"
                              "taskHeader\",\"key\":\"retryBackoff\"}},"
                              "{\"type\":\"String\",\"value\":\"v\",\"binding\":{\"type\":\"zeebe:property\","
                              "\"name\":\"p\"}}");
    const Evaluated result = evaluate(state, fromJson(R"({"kind":"1"})"), environment());
    QCOMPARE(wordsOf(result), QString());
    QCOMPARE(result.jobType, u"job:1"_s);
    QCOMPARE(result.retries, u"3"_s);
    QCOMPARE(jsonOf(result.headers), QByteArray(R"({"resultExpression":"={ a: response.b }","retryBackoff":"PT30S"})"));
    QCOMPARE(jsonOf(result.properties), QByteArray(R"({"p":"v"})"));
    QCOMPARE(jsonOf(result.inputs), QByteArray("{}"));
    QCOMPARE(evaluate(awsState(u"string"_s), {}, environment()).jobType, u"aws:x:Y"_s);
}

void tst_Inputs::reportsSyntaxWithItsPlace()
{
    const Evaluated result
        = evaluate(stateOf(at("good", "=1") + ',' + at("bad", "={\n  a: 1 +\n}") + ','
                           + "{\"type\":\"Text\",\"feel\":\"required\",\"value\":\"=)\",\"binding\":{\"type\":"
                             "\"zeebe:taskHeader\",\"key\":\"resultExpression\"}}"),
                   {}, environment());
    QVERIFY(!result.ok());
    QVERIFY2(result.findings.size() >= 2, qPrintable(wordsOf(result)));
    QCOMPARE(result.findings.first().field, u"bad"_s);
    QVERIFY2(result.findings.first().message.contains("(line 3, column 1)"_L1), qPrintable(wordsOf(result)));
    QCOMPARE(result.findings.last().field, u"resultExpression"_s);
    QCOMPARE(jsonOf(result.inputs), QByteArray(R"({"good":1})"));
}

void tst_Inputs::reportsEveryField()
{
    const QByteArray needed = "\"constraints\":{\"notEmpty\":true}";
    FormState state = stateOf(input("a", "String", needed) + ',' + input("b", "Number") + ',' + at("c", "=(") + ','
                              + input("d", "String", needed));
    state.setText(u"b"_s, u"many"_s);
    QStringList fields;
    for (const Finding &finding : evaluate(state, {}, environment()).findings)
        fields.append(finding.field);
    fields.removeDuplicates();
    QCOMPARE(fields, QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
}

void tst_Inputs::warnsOfNulls()
{
    const Evaluated result = evaluate(stateOf(at("a.b", "=unknown")), {}, environment());
    QVERIFY(result.ok());
    QCOMPARE(result.warnings.size(), 1);
    QCOMPARE(result.warnings.first().first, u"a.b"_s);
    QVERIFY(result.warnings.first().second.kind == Feel::Kind::NoVariableFound);
}

void tst_Inputs::convertsAwsText_data()
{
    QTest::addColumn<QString>("valueType");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json"); // empty: nothing sent
    QTest::addColumn<QString>("words");

    const auto good = [](const char *name, const char *type, const QString &text, const char *json) {
        QTest::newRow(name) << QString::fromUtf8(type) << text << QByteArray(json) << QString();
    };
    const auto bad = [](const char *name, const char *type, const QString &text, const char *words) {
        QTest::newRow(name) << QString::fromUtf8(type) << text << QByteArray() << QString::fromUtf8(words);
    };
    good("string", "string", u" 20 "_s, "\" 20 \"");
    good("empty string", "string", QString(), "\"\"");
    good("integer", "integer", u" 20 "_s, "20");
    bad("integer with a point", "integer", u"20.5"_s, "must be a whole number");
    bad("too large", "integer", u"2147483648"_s, "must be from -2147483648 to 2147483647");
    good("long", "long", u"9223372036854775807"_s, "9223372036854775807");
    bad("too long", "long", u"9223372036854775808"_s, "must be from");
    bad("no number", "long", u"many"_s, "must be a whole number");
    good("empty number", "integer", QString(), "");
    good("double", "double", u"1.50"_s, "1.50");
    good("infinite", "float", u"-Infinity"_s, "\"-Infinity\"");
    bad("no double", "double", u"1,5"_s, "must be a number");
    good("boolean", "boolean", u"true"_s, "true");
    bad("no boolean", "boolean", u"yes"_s, "must be true or false");
    good("timestamp", "timestamp", u"2026-01-01T00:00:00Z"_s, "\"2026-01-01T00:00:00Z\"");
    good("blob", "blob", u"@file"_s, "\"@file\"");
    good("list", "list", u"[1, {\"a\": []}]"_s, "[1,{\"a\":[]}]");
    bad("no list", "list", u"{}"_s, "must be a JSON list");
    good("map", "map", u"{\"b\": 1, \"a\": 2}"_s, "{\"b\":1,\"a\":2}");
    bad("no map", "map", u"[]"_s, "must be a JSON object");
    bad("no JSON", "structure", u"{\n \"a\": x}"_s, "2:7");
    good("secret in a number", "integer", u"{{secrets.PORT}}"_s, "\"{{secrets.PORT}}\"");
    good("secret in a map", "map", u"{\"k\": \"{{secrets.K}}\"}"_s, "{\"k\":\"{{secrets.K}}\"}");
    good("expression", "list", u"=[1 + 1]"_s, "[2]");
}

void tst_Inputs::convertsAwsText()
{
    QFETCH(QString, valueType);
    QFETCH(QString, text);
    QFETCH(QByteArray, json);
    QFETCH(QString, words);
    FormState state = awsState(valueType);
    state.setText(u"Member"_s, text);
    const Evaluated result = evaluate(state, {}, environment());
    if (words.isEmpty())
        QCOMPARE(wordsOf(result), QString());
    else
        QVERIFY2(wordsOf(result).contains(words), qPrintable(wordsOf(result)));
    QCOMPARE(jsonOf(result.inputs), json.isEmpty() ? QByteArray("{}") : "{\"Member\":" + json + '}');
}

void tst_Inputs::previewsOneField()
{
    FormState state = stateOf(at("a", "=base + 1") + ',' + at("broken", "=(") + ',' + at("x.b", "=a * 2") + ','
                              + at("x.c", "=b + a") + ',' + at("plain", "text"));
    const QString id = state.form()->fields.at(3).id;
    const Value variables = fromJson(R"({"base":1})");
    const Feel::Outcome outcome = preview(state, id, variables, environment()).outcome;
    QVERIFY(outcome.ok());
    QCOMPARE(outcome.value, Value::number(6));
    QVERIFY(preview(state, u"broken"_s, variables, environment()).outcome.error);
    QVERIFY(!preview(state, u"broken"_s, variables, environment()).errors.isEmpty());
    QCOMPARE(preview(state, u"plain"_s, variables, environment()).outcome.value, Value::utf8("text"));
    QVERIFY(preview(state, u"none"_s, variables, environment()).outcome.value.isNull());
}

void tst_Inputs::tellsWhatAFieldSees()
{
    const FormState state
        = stateOf(at("a", "=base + 1") + ',' + at("x.b", "=a * 2") + ',' + at("x.c", "=1") + ',' + at("later", "text"));
    const Feel::Sight sight = sightFor(state, state.form()->fields.at(2).id, fromJson(R"({"base":1})"), environment());
    QCOMPARE(sight.scope.find("base"), Value::number(1));
    QCOMPARE(sight.scope.find("a"), Value::number(2));
    QCOMPARE(sight.scope.find("b"), Value::number(4)); // its sibling, by bare name
    QVERIFY(!sight.scope.find("c"));
    QVERIFY(!sight.scope.find("later"));
    QVERIFY(sightFor(state, u"none"_s, {}, environment()).scope.names().isEmpty());
}

void tst_Inputs::showsNoKeys()
{
    Form::Form form = *stateOf(at("typed", "hunter2") + ',' + at("named", "{{secrets.KEY}}") + ','
                               + at("both", "{{secrets.KEY}}hunter2") + ',' + at("made", "=\"Bearer \" + typed") + ','
                               + at("wanted", "=made"))
                           .form();
    for (Field &field : form.fields)
        field.secret = field.id != u"made"_s && field.id != u"wanted"_s;
    SystemRandom random;
    const FormState state(std::make_shared<const Form::Form>(form), random);
    const Feel::Sight sight = sightFor(state, u"wanted"_s, {}, environment());
    QCOMPARE(sight.scope.find("named"), Value::utf8("{{secrets.KEY}}"));
    for (const QByteArray &name : {QByteArray("typed"), QByteArray("both"), QByteArray("made")}) {
        QVERIFY(sight.scope.find(name));
        QVERIFY(!sight.scope.find(name)->string().contains(u"hunter2"_s));
    }
}

void tst_Inputs::evaluatesTheSeedDocument()
{
    const auto fileOf = [](const char *name) {
        QFile file(QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/connectors/aws-sns/") + QString::fromUtf8(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    Template::ReadFile read = Template::readTemplates(fileOf("template.json"));
    QVERIFY(read.templates.first().accepted());
    SystemRandom random;
    FormState state(fromTemplate(std::make_shared<const Template::ElementTemplate>(*read.templates.first().value)),
                    random);
    const Value sample = fromJson(fileOf("samples/publish.json"));
    for (const char *part : {"inputs", "headers"}) {
        for (qsizetype i = 0; i < sample[part].size(); ++i)
            QVERIFY(state.setByKey(QString::fromUtf8(sample[part].keyAt(i)), sample[part].valueAt(i).string()));
    }
    const Evaluated result = evaluate(state, {}, environment());
    QCOMPARE(wordsOf(result), QString());
    QCOMPARE(result.jobType, u"io.camunda:aws-sns:1"_s);
    QCOMPARE(result.retries, u"3"_s);
    QCOMPARE(jsonOf(result.inputs["topic"]["message"]), QByteArray(R"({"orderId":4711,"status":"shipped"})"));
    QCOMPARE(jsonOf(result.inputs["topic"]["messageAttributes"]),
             QByteArray(R"({"timestamp":{"StringValue":"2026-03-09","DataType":"String"},)"
                        R"("messageSubmittedBy":{"StringValue":"user12345","DataType":"String"}})"));
    QCOMPARE(
        jsonOf(result.inputs["authentication"]),
        QByteArray(
            R"({"type":"credentials","accessKey":"{{secrets.AWS_ACCESS_KEY}}","secretKey":"{{secrets.AWS_SECRET_KEY}}"})"));
    QCOMPARE(jsonOf(result.inputs["configuration"]), QByteArray(R"({"region":"eu-central-1"})"));
    QVERIFY(result.headers["resultExpression"].string().contains("createdMessageID"_L1));
}

void tst_Inputs::carriesTenThousandInputs()
{
    QByteArray properties = at("all.first", "1");
    for (int i = 0; i < 10'000; ++i)
        properties += ',' + at("all.n" + QByteArray::number(i), i % 2 ? "=first" : "text");
    const Evaluated result = evaluate(stateOf(properties), {}, environment());
    QVERIFY(result.ok());
    QCOMPARE(result.inputs["all"].size(), 10'001);
    QCOMPARE(result.inputs["all"]["n9999"].string(), u"1"_s);
}

PLUGBOARD_TEST(tst_Inputs)
#include "tst_inputs.moc"
