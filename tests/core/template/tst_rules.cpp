#include "core/template/reader.h"
#include "tests/support/templates.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Template;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

/// What the published schema (0.46) refuses and accepts, and what we note beyond it.
class tst_Rules : public QObject
{
    Q_OBJECT

private slots:
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void notes_data();
    void notes();
    void reportsAllProblems();
};

void tst_Rules::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where"); // pointer
    QTest::addColumn<QString>("words");

    const auto whole = [](const char *name, const QByteArray &json, const char *where, const char *words) {
        QTest::newRow(name) << json << QString::fromUtf8(where) << QString::fromUtf8(words);
    };
    const auto one = [&](const char *name, const QByteArray &property, const char *where, const char *words) {
        whole(name, templateWith(property), where, words);
    };
    const QByteArray input = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"a\"}";

    whole("no name", "{\"id\":\"i\",\"appliesTo\":[],\"properties\":[]}", "", "\"name\" is missing");
    whole("version is no integer", templateWith({}, "\"version\":1.5"), "/version", "whole number");
    whole("version is a text", templateWith({}, "\"version\":\"1\""), "/version", "is a text");
    whole("appliesTo without prefix", templateWith({}, "\"elementType\":{\"value\":\"Task\"}"), "/elementType/value",
          "prefix");
    whole("unknown event", templateWith({}, "\"elementType\":{\"value\":\"bpmn:EndEvent\",\"eventDefinition\":\"x\"}"),
          "/elementType/eventDefinition", "must be bpmn:MessageEventDefinition");
    whole("timer that ends",
          templateWith({},
                       "\"elementType\":{\"value\":\"bpmn:EndEvent\",\"eventDefinition\":\"bpmn:"
                       "TimerEventDefinition\"}"),
          "/elementType/value", "bpmn:BoundaryEvent");
    whole("icon that is no address", templateWith({}, "\"icon\":{\"contents\":\"logo.svg\"}"), "/icon/contents",
          "data:");
    whole("group without label", templateWith({}, "\"groups\":[{\"id\":\"g\"}]"), "/groups/0", "\"label\" is missing");
    whole("documentationRef is no address", templateWith({}, "\"documentationRef\":\"ftp://x\""), "/documentationRef",
          "http");
    whole("keywords of numbers", templateWith({}, "\"keywords\":[1]"), "/keywords/0", "must be a text");
    whole("unknown entries visible", templateWith({}, "\"entriesVisible\":{\"x\":true}"), "/entriesVisible/x",
          "unknown");
    whole("step with both", templateWith({}, "\"steps\":[{\"name\":\"a\",\"steps\":[],\"presetId\":\"p\"}]"),
          "/steps/0", "either");
    whole("step with neither", templateWith({}, "\"steps\":[{\"name\":\"a\"}]"), "/steps/0", "either");
    whole("preset without properties", templateWith({}, "\"presets\":[{\"id\":\"p\"}]"), "/presets/0",
          "\"properties\" is missing");
    whole("credential with FEEL",
          templateWith({},
                       "\"configurationTemplates\":[{\"name\":\"n\",\"id\":\"i\",\"kind\":\"K\","
                       "\"version\":1,\"properties\":["
                       "{\"type\":\"String\",\"feel\":\"optional\",\"binding\":{\"type\":"
                       "\"property\",\"name\":\"a\"}}]}]"),
          "/configurationTemplates/0/properties/0/feel", "takes no \"feel\"");

    one("property is no object", "\"x\"", "/properties/0", "must be an object");
    one("no binding", "{\"type\":\"String\"}", "/properties/0", "\"binding\" is missing");
    one("binding of Camunda 7", "{\"type\":\"String\",\"binding\":{\"type\":\"camunda:property\",\"name\":\"x\"}}",
        "/properties/0/binding/type", "Camunda 7");
    one("input without name", "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:input\"}}", "/properties/0/binding",
        "needs \"name\"");
    one("header without key", "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:taskHeader\"}}",
        "/properties/0/binding", "needs \"key\"");
    one("output without source", "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:output\"}}",
        "/properties/0/binding", "needs \"source\"");
    one("unknown task definition",
        "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:taskDefinition\",\"property\":\"x\"}}",
        "/properties/0/binding/property", "type or retries");
    one("unknown type", "{\"type\":\"Date\"," + input + "}", "/properties/0/type", "must be String, Text");
    one("dropdown without choices", "{\"type\":\"Dropdown\"," + input + "}", "/properties/0", "needs \"choices\"");
    one("choice without value", "{\"type\":\"Dropdown\",\"choices\":[{\"name\":\"a\"}]," + input + "}",
        "/properties/0/choices/0", "\"value\" is missing");
    one("number in a text", "{\"type\":\"String\",\"value\":1," + input + "}", "/properties/0/value",
        "type Number only");
    one("value and generatedValue",
        "{\"type\":\"String\",\"value\":\"a\",\"generatedValue\":{\"type\":\"uuid\"}," + input + "}",
        "/properties/0/generatedValue", "excludes");
    one("generated what", "{\"type\":\"String\",\"generatedValue\":{\"type\":\"serial\"}," + input + "}",
        "/properties/0/generatedValue", "uuid");
    one("feel on a dropdown", "{\"type\":\"Dropdown\",\"choices\":[],\"feel\":\"optional\"," + input + "}",
        "/properties/0/feel", "only");
    one("feel without type", "{\"feel\":\"optional\"," + input + "}", "/properties/0/feel", "only");
    one("static text", "{\"type\":\"String\",\"feel\":\"static\"," + input + "}", "/properties/0/feel",
        "Number and Boolean");
    one("unknown feel", "{\"type\":\"String\",\"feel\":\"maybe\"," + input + "}", "/properties/0/feel",
        "optional, required or static");
    one("feel number as number", "{\"type\":\"Number\",\"feel\":\"required\",\"value\":1," + input + "}",
        "/properties/0/value", "=20");
    one("placeholder on a number", "{\"type\":\"Number\",\"placeholder\":\"1\"," + input + "}",
        "/properties/0/placeholder", "String and Text");
    one("optional job type",
        "{\"type\":\"String\",\"optional\":true,\"binding\":{\"type\":\"zeebe:taskDefinition\","
        "\"property\":\"type\"}}",
        "/properties/0/optional", "inputs");
    one("optional yet not empty",
        "{\"type\":\"String\",\"optional\":true,\"constraints\":{\"notEmpty\":true}," + input + "}",
        "/properties/0/optional", "notEmpty");
    one("optional with other constraints",
        "{\"type\":\"String\",\"optional\":true,\"constraints\":{\"maxLength\":3}," + input + "}",
        "/properties/0/optional", "notEmpty");
    one("language of a line", "{\"type\":\"String\",\"language\":\"json\"," + input + "}", "/properties/0/language",
        "Text only");
    one("configuration without template", "{\"type\":\"Configuration\"," + input + "}", "/properties/0",
        "configurationTemplate");
    one("configuration in a header",
        "{\"type\":\"Configuration\",\"configurationTemplate\":\"c\",\"binding\":{\"type\":\"zeebe:"
        "taskHeader\",\"key\":\"k\"}}",
        "/properties/0", "zeebe:input or zeebe:property");
    one("condition on itself",
        "{\"id\":\"a\",\"type\":\"String\",\"condition\":{\"property\":\"a\",\"equals\":\"x\"}," + input + "}",
        "/properties/0/condition/property", "asks the property itself");
    one("condition without property", "{\"type\":\"String\",\"condition\":{\"equals\":\"x\"}," + input + "}",
        "/properties/0/condition", "\"property\" is missing");
    one("condition that asks twice",
        "{\"type\":\"String\",\"condition\":{\"property\":\"b\",\"equals\":\"x\",\"isActive\":true}"
        "," + input
            + "}",
        "/properties/0/condition", "exactly one");
    one("condition of another type",
        "{\"type\":\"String\",\"condition\":{\"type\":\"script\",\"property\":\"b\",\"equals\":"
        "\"x\"},"
            + input + "}",
        "/properties/0/condition/type", "simple");
    one("empty allMatch", "{\"type\":\"String\",\"condition\":{\"allMatch\":[]}," + input + "}",
        "/properties/0/condition/allMatch", "at least one");
    one("broken part of allMatch",
        "{\"type\":\"String\",\"condition\":{\"allMatch\":[{\"property\":\"b\",\"equals\":\"x\"},{"
        "\"property\":\"b\"}]},"
            + input + "}",
        "/properties/0/condition/allMatch/1", "exactly one");
    one("condition and allMatch",
        "{\"type\":\"String\",\"condition\":{\"property\":\"b\",\"equals\":\"x\",\"allMatch\":[{"
        "\"property\":\"b\",\"equals\":\"x\"}]},"
            + input + "}",
        "/properties/0/condition", "both");
    one("pattern of numbers", "{\"type\":\"String\",\"constraints\":{\"pattern\":1}," + input + "}",
        "/properties/0/constraints/pattern", "must be a text or an object");
    one("user task that is shown", "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:userTask\"}}",
        "/properties/0/type", "must be Hidden");
    one("listener event",
        "{\"type\":\"Hidden\",\"value\":\"x\",\"binding\":{\"type\":\"zeebe:executionListener\","
        "\"eventType\":\"creating\"}}",
        "/properties/0/binding/eventType", "start or end");
    one("eventType of an input",
        "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:input\",\"name\":\"a\",\"eventType\":"
        "\"start\"}}",
        "/properties/0/binding/eventType", "does not belong");
    one("linked resource without link",
        "{\"type\":\"Hidden\",\"value\":\"x\",\"binding\":{\"type\":\"zeebe:linkedResource\","
        "\"property\":\"resourceId\"}}",
        "/properties/0/binding", "linkName");
    one("binding type that is none",
        "{\"type\":\"Hidden\",\"value\":\"newest\",\"binding\":{\"type\":\"zeebe:linkedResource\","
        "\"linkName\":\"l\",\"property\":\"bindingType\"}}",
        "/properties/0/value", "latest, deployment or versionTag");
    one("called element elsewhere",
        "{\"type\":\"Hidden\",\"value\":\"p\",\"binding\":{\"type\":\"zeebe:calledElement\","
        "\"property\":\"processId\"}}",
        "/elementType", "bpmn:CallActivity");
    one("signal without event",
        "{\"type\":\"String\",\"binding\":{\"type\":\"bpmn:Signal#property\",\"name\":\"name\"}}", "/elementType",
        "bpmn:SignalEventDefinition");
    one("form without user task",
        "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:formDefinition\",\"property\":"
        "\"formId\"}}",
        "/properties", "zeebe:userTask");
    one("execution listener that is visible",
        "{\"type\":\"Hidden\",\"value\":\"x\",\"binding\":{\"type\":\"zeebe:executionListener\","
        "\"eventType\":\"start\"}}",
        "/entriesVisible", "executionListeners");
}

void tst_Rules::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    QFETCH(QString, words);
    const ReadFile file = readTemplates(json);
    QCOMPARE(file.templates.size(), 1);
    const ReadTemplate &item = file.templates.first();
    QVERIFY(!item.accepted());
    QVERIFY2(havePlaces(item.findings), qPrintable(textOf(item.findings)));
    const bool said = std::any_of(item.findings.begin(), item.findings.end(), [&](const Error &error) {
        return error.where.section(u' ', 1) == where && error.message.contains(words);
    });
    QVERIFY2(said, qPrintable(textOf(item.findings)));
}

void tst_Rules::accepts_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray input = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"a\"}";
    QTest::newRow("no type") << templateWith("{" + input + "}");
    QTest::newRow("unknown keys") << templateWith("{\"type\":\"String\",\"//\":\"note\"," + input + "}", "\"let\":1");
    QTest::newRow("integer with a point") << templateWith({}, "\"version\":2.0");
    QTest::newRow("deprecated by true") << templateWith({}, "\"deprecated\":true");
    QTest::newRow("choices on a text") << templateWith(
        "{\"type\":\"String\",\"choices\":[{\"name\":\"A\",\"value\":\"a\"}]," + input + "}");
    QTest::newRow("oneOf beside a broken equals") << templateWith(
        "{\"type\":\"String\",\"condition\":{\"property\":\"b\",\"oneOf\":[\"x\"],\"equals\":[]}," + input
        + "},"
          "{\"id\":\"b\",\"type\":\"String\",\"binding\":{\"type\":\"zeebe:input\",\"name\":\"b\"}"
          "}");
    QTest::newRow("allMatch on itself") << templateWith(
        "{\"id\":\"a\",\"type\":\"String\",\"condition\":{\"allMatch\":[{"
        "\"property\":\"a\",\"equals\":\"x\"}]},"
        + input + "}");
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + templateWith({});
}

void tst_Rules::accepts()
{
    QFETCH(QByteArray, json);
    const ReadFile file = readTemplates(json);
    QCOMPARE(file.templates.size(), 1);
    QVERIFY2(file.templates.first().accepted(), qPrintable(textOf(file.templates.first().findings)));
    QCOMPARE(textOf(file.templates.first().findings), QString());
}

void tst_Rules::notes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("where");
    const QByteArray input = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"a\"}";
    QTest::newRow("condition on a missing property")
        << templateWith("{\"type\":\"String\",\"condition\":{\"property\":\"gone\",\"equals\":\"x\"}," + input + "}")
        << int(ErrorCode::NotFound) << u"/properties/0/condition/property"_s;
    QTest::newRow("the same in a part") << templateWith(
        "{\"type\":\"String\",\"condition\":{\"allMatch\":[{\"property\":\"gone\","
        "\"equals\":\"x\"}]},"
        + input + "}") << int(ErrorCode::NotFound)
                                        << u"/properties/0/condition/allMatch/0/property"_s;
    QTest::newRow("id used twice") << templateWith("{\"id\":\"a\",\"type\":\"String\"," + input
                                                   + "},{\"id\":\"a\",\"type\":\"String\"," + input + "}")
                                   << int(ErrorCode::Conflict) << u"/properties/1/id"_s;
    QTest::newRow("group that is not there")
        << templateWith("{\"group\":\"g\",\"type\":\"String\"," + input + "}", "\"groups\":[]")
        << int(ErrorCode::NotFound) << u"/properties/0/group"_s;
    QTest::newRow("step to nowhere") << templateWith({}, "\"steps\":[{\"name\":\"s\",\"presetId\":\"p\"}]")
                                     << int(ErrorCode::NotFound) << u"/steps/0/presetId"_s;
    QTest::newRow("deprecated binding") << templateWith(
        "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:taskDefinition:type\"}}")
                                        << int(ErrorCode::Unsupported) << u"/properties/0/binding/type"_s;
    QTest::newRow("FEEL without =") << templateWith("{\"type\":\"String\",\"feel\":\"required\",\"value\":\"x\","
                                                    + input + "}")
                                    << int(ErrorCode::Unsupported) << u"/properties/0/value"_s;
    QTest::newRow("key that stands twice") << templateWith("{\"type\":\"Text\",\"type\":\"String\"," + input + "}")
                                           << int(ErrorCode::Conflict) << u"/properties/0/type"_s;
}

void tst_Rules::notes()
{
    QFETCH(QByteArray, json);
    QFETCH(int, code);
    QFETCH(QString, where);
    const ReadFile file = readTemplates(json);
    const ReadTemplate &item = file.templates.first();
    QVERIFY(item.accepted());
    QVERIFY2(item.findings.size() == 1, qPrintable(textOf(item.findings)));
    QCOMPARE(int(item.findings.first().code), code);
    QCOMPARE(item.findings.first().where.section(u' ', 1), where);
}

void tst_Rules::reportsAllProblems()
{
    const QByteArray json = templateWith("{\"type\":\"String\"},{\"type\":1,\"binding\":{}},"
                                         "{\"type\":\"Dropdown\",\"binding\":{\"type\":\"zeebe:input\"}}",
                                         "\"version\":\"1\",\"icon\":{}");
    QCOMPARE(readTemplates(json).templates.first().findings.size(), 7);
}

PLUGBOARD_TEST(tst_Rules)
#include "tst_rules.moc"
