#include "core/template/reader.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Template;
using namespace Qt::StringLiterals;

namespace {

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(PLUGBOARD_TEST_DATA "/data/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray templateWith(const QByteArray &properties, const QByteArray &more = {})
{
    return "{\"name\":\"N\",\"id\":\"i\",\"appliesTo\":[\"bpmn:Task\"],\"properties\":["
        + properties + ']' + (more.isEmpty() ? QByteArray() : ',' + more) + '}';
}

QString textOf(const Errors &errors)
{
    QStringList lines;
    for (const Error &error : errors)
        lines.append(error.text());
    return lines.join(u'\n');
}

bool havePlaces(const Errors &errors)
{
    static const QRegularExpression place(u"\\A\\d+:\\d+( /.*)?\\z"_s);
    return std::all_of(errors.begin(), errors.end(), [](const Error &error) {
        return error.stage == Stage::Template && place.match(error.where).hasMatch()
            && !error.message.isEmpty();
    });
}

bool isSound(const ReadFile &file)
{
    bool sound = havePlaces(file.findings);
    for (const ReadTemplate &item : file.templates)
        sound = sound && havePlaces(item.findings) && (item.accepted() || !item.findings.isEmpty());
    return sound && (!file.templates.isEmpty() || !file.findings.isEmpty());
}

/// `root` with one value, found by walking, replaced; `at` counts the values down.
Value withReplaced(const Value &root, int &at, const Value &other)
{
    if (at-- == 0)
        return other;
    if (root.isList()) {
        Value::Items items;
        for (qsizetype i = 0; i < root.size(); ++i)
            items.push_back(at >= 0 ? withReplaced(root.at(i), at, other) : root.at(i));
        return Value::list(std::move(items));
    }
    if (!root.isContext())
        return root;
    Value::Entries entries;
    for (qsizetype i = 0; i < root.size(); ++i) {
        const Value child = root.valueAt(i);
        entries.emplace_back(root.keyAt(i).toByteArray(),
                             at >= 0 ? withReplaced(child, at, other) : child);
    }
    return Value::context(std::move(entries));
}

} // namespace

class tst_Reader : public QObject
{
    Q_OBJECT

private slots:
    void readsTheWhole();
    void readsProperties();
    void readsConditions();
    void readsPresetsStepsAndConfigurations();
    void acceptsOurOwnTemplate();
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void notes_data();
    void notes();
    void keepsTheGoodOnesOfAList();
    void countsLinesAndColumns();
    void reportsAllProblems();
    void placesWhatIsMissingAtItsParent();
    void refusesWhatIsNoTemplateFile_data();
    void refusesWhatIsNoTemplateFile();
    void survivesTruncationAnywhere();
    void survivesAWrongTypeAnywhere();
    void readsTenThousandProperties();
    void readsTenThousandWrongProperties();
    void survivesDeepSteps();

private:
    static ElementTemplate everyFeature()
    {
        const ReadFile file = readTemplates(dataFile(u"every-feature.json"_s));
        return file.templates.value(0).value.value_or(ElementTemplate());
    }
};

void tst_Reader::readsTheWhole()
{
    const ReadFile file = readTemplates(dataFile(u"every-feature.json"_s));
    QCOMPARE(textOf(file.findings), QString());
    QCOMPARE(file.templates.size(), 1);
    QCOMPARE(textOf(file.templates.first().findings), QString());
    QCOMPARE(file.templates.first().pointer, u"/0"_s);
    const ElementTemplate item = everyFeature();
    QCOMPARE(item.id, u"test.every-feature"_s);
    QCOMPARE(item.name, u"Every feature"_s);
    QCOMPARE(item.version, std::optional(7));
    QCOMPARE(item.description, u"Größe zählt"_s);
    QCOMPARE(item.documentationRef, u"https://example.org/help"_s);
    QCOMPARE(item.category, u"Tests"_s);
    QCOMPARE(item.keywords, QStringList({u"one"_s, u"two"_s}));
    QCOMPARE(item.appliesTo, QStringList(u"bpmn:Task"_s));
    QCOMPARE(item.elementType, u"bpmn:ServiceTask"_s);
    QCOMPARE(item.engine, u"^8.9"_s);
    QVERIFY(item.iconData.startsWith("data:"_L1));
    QVERIFY(item.deprecated);
    QCOMPARE(item.deprecation, u"use the other one"_s);
    QCOMPARE(item.groups.size(), 2);
    QVERIFY(item.groups.first().openByDefault);
    QVERIFY(!item.groups.last().openByDefault);
    QCOMPARE(item.groups.last().tooltip, u"<b>closed</b>"_s);
    QCOMPARE(item.jobType(), u"test:job:1"_s);
    QVERIFY(item.isExecutable());
    QCOMPARE(item.source["id"].string(), item.id);
}

void tst_Reader::readsProperties()
{
    const QList<Property> properties = everyFeature().properties;
    QCOMPARE(properties.size(), 11);
    using Kind = Binding::Kind;
    const QList<Kind> kinds{Kind::JobType,    Kind::Retries, Kind::Input, Kind::Input,
                            Kind::Input,      Kind::Input,   Kind::Input, Kind::Property,
                            Kind::TaskHeader, Kind::Input,   Kind::Output};
    for (qsizetype i = 0; i < kinds.size(); ++i)
        QVERIFY2(properties.at(i).binding.kind == kinds.at(i), qPrintable(QString::number(i)));
    QCOMPARE(properties.at(3).binding.name, u"options.verbose"_s);
    QCOMPARE(properties.at(8).binding.name, u"correlation"_s);
    QCOMPARE(properties.at(10).binding.name, u"=outcome"_s);

    QVERIFY(properties.at(2).type == PropertyType::Dropdown);
    QCOMPARE(properties.at(2).choices.size(), 3);
    QVERIFY(!properties.at(2).choices.first().condition);
    QVERIFY(properties.at(2).choices.last().condition);
    QVERIFY(properties.at(3).feel
            == FeelMode::Static); // a Boolean input is static without saying so
    QCOMPARE(properties.at(4).value, Value::number(20));
    const Property &url = properties.at(5);
    QVERIFY(url.feel == FeelMode::Optional);
    QVERIFY(url.constraints.notEmpty);
    QCOMPARE(url.constraints.minLength, std::optional(8));
    QCOMPARE(url.constraints.maxLength, std::optional(100));
    QCOMPARE(url.constraints.pattern->expression, u"^https?://.*"_s);
    QCOMPARE(url.constraints.pattern->message, u"must be a web address"_s);
    QCOMPARE(url.placeholder, u"https://…"_s);
    const Property &body = properties.at(6);
    QVERIFY(body.type == PropertyType::Text && body.optional && body.feel == FeelMode::Required);
    QCOMPARE(body.constraints.pattern->expression, u".*"_s);
    QVERIFY(properties.at(7).secret && !properties.at(7).editable);
    QVERIFY(properties.at(8).generatedUuid);
    QCOMPARE(properties.at(9).configurationTemplate, u"test.credential"_s);
}

void tst_Reader::readsConditions()
{
    const QList<Property> properties = everyFeature().properties;
    const Condition all = *properties.at(6).condition;
    QVERIFY(all.kind == Condition::Kind::AllMatch);
    QCOMPARE(all.parts.size(), 3);
    QVERIFY(all.parts.at(0).kind == Condition::Kind::OneOf);
    QCOMPARE(all.parts.at(0).values, (QList<Value>{Value::utf8("post"), Value::utf8("put")}));
    QVERIFY(all.parts.at(1).kind == Condition::Kind::IsEmpty);
    QVERIFY(all.parts.at(2).kind == Condition::Kind::IsActive);
    const Condition equals = *properties.at(7).condition;
    QVERIFY(equals.kind == Condition::Kind::Equals);
    QCOMPARE(equals.property, u"timeout"_s);
    QCOMPARE(equals.values, QList<Value>{Value::number(20)});
}

void tst_Reader::readsPresetsStepsAndConfigurations()
{
    const ElementTemplate item = everyFeature();
    QCOMPARE(item.presets.size(), 2);
    QCOMPARE(item.presets.first().values.size(), 3);
    QCOMPARE(item.presets.first().values.at(1).first, u"timeout"_s);
    QCOMPARE(item.presets.first().values.at(1).second, Value::number(30));
    QCOMPARE(item.steps.size(), 2);
    QCOMPARE(item.steps.first().steps.first().preset, u"post"_s);
    QCOMPARE(item.steps.last().preset, u"get"_s);
    QCOMPARE(item.configurations.size(), 1);
    const ConfigurationTemplate &credential = item.configurations.first();
    QCOMPARE(credential.kind, u"CREDENTIAL"_s);
    QCOMPARE(credential.version, std::optional(2));
    QVERIFY(credential.properties.first().secret);
    QVERIFY(credential.properties.first().binding.kind == Binding::Kind::ConfigurationValue);
    QCOMPARE(credential.properties.first().binding.name, u"auth.key"_s);
}

void tst_Reader::acceptsOurOwnTemplate()
{
    QFile file(QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/connectors/aws-sns/template.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const ReadFile read = readTemplates(file.readAll());
    QCOMPARE(read.templates.size(), 1);
    QCOMPARE(textOf(read.templates.first().findings), QString());
    QVERIFY(read.templates.first().accepted());
    QCOMPARE(read.templates.first().value->jobType(), u"io.camunda:aws-sns:1"_s);
    QVERIFY(read.templates.first().value->isExecutable());
}

void tst_Reader::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where"); // pointer
    QTest::addColumn<QString>("words");

    const auto whole
        = [](const char *name, const QByteArray &json, const char *where, const char *words) {
              QTest::newRow(name) << json << QString::fromUtf8(where) << QString::fromUtf8(words);
          };
    const auto one = [&](const char *name, const QByteArray &property, const char *where,
                         const char *words) { whole(name, templateWith(property), where, words); };
    const QByteArray input = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"a\"}";

    whole("no name", "{\"id\":\"i\",\"appliesTo\":[],\"properties\":[]}", "",
          "\"name\" is missing");
    whole("version is no integer", templateWith({}, "\"version\":1.5"), "/version", "whole number");
    whole("version is a text", templateWith({}, "\"version\":\"1\""), "/version", "is a text");
    whole("appliesTo without prefix", templateWith({}, "\"elementType\":{\"value\":\"Task\"}"),
          "/elementType/value", "prefix");
    whole(
        "unknown event",
        templateWith({}, "\"elementType\":{\"value\":\"bpmn:EndEvent\",\"eventDefinition\":\"x\"}"),
        "/elementType/eventDefinition", "must be bpmn:MessageEventDefinition");
    whole("timer that ends",
          templateWith({},
                       "\"elementType\":{\"value\":\"bpmn:EndEvent\",\"eventDefinition\":\"bpmn:"
                       "TimerEventDefinition\"}"),
          "/elementType/value", "bpmn:BoundaryEvent");
    whole("icon that is no address", templateWith({}, "\"icon\":{\"contents\":\"logo.svg\"}"),
          "/icon/contents", "data:");
    whole("group without label", templateWith({}, "\"groups\":[{\"id\":\"g\"}]"), "/groups/0",
          "\"label\" is missing");
    whole("documentationRef is no address", templateWith({}, "\"documentationRef\":\"ftp://x\""),
          "/documentationRef", "http");
    whole("keywords of numbers", templateWith({}, "\"keywords\":[1]"), "/keywords/0",
          "must be a text");
    whole("unknown entries visible", templateWith({}, "\"entriesVisible\":{\"x\":true}"),
          "/entriesVisible/x", "unknown");
    whole("step with both",
          templateWith({}, "\"steps\":[{\"name\":\"a\",\"steps\":[],\"presetId\":\"p\"}]"),
          "/steps/0", "either");
    whole("step with neither", templateWith({}, "\"steps\":[{\"name\":\"a\"}]"), "/steps/0",
          "either");
    whole("preset without properties", templateWith({}, "\"presets\":[{\"id\":\"p\"}]"),
          "/presets/0", "\"properties\" is missing");
    whole("credential with FEEL",
          templateWith({},
                       "\"configurationTemplates\":[{\"name\":\"n\",\"id\":\"i\",\"kind\":\"K\","
                       "\"version\":1,\"properties\":["
                       "{\"type\":\"String\",\"feel\":\"optional\",\"binding\":{\"type\":"
                       "\"property\",\"name\":\"a\"}}]}]"),
          "/configurationTemplates/0/properties/0/feel", "takes no \"feel\"");

    one("property is no object", "\"x\"", "/properties/0", "must be an object");
    one("no binding", "{\"type\":\"String\"}", "/properties/0", "\"binding\" is missing");
    one("binding of Camunda 7",
        "{\"type\":\"String\",\"binding\":{\"type\":\"camunda:property\",\"name\":\"x\"}}",
        "/properties/0/binding/type", "Camunda 7");
    one("input without name", "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:input\"}}",
        "/properties/0/binding", "needs \"name\"");
    one("header without key", "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:taskHeader\"}}",
        "/properties/0/binding", "needs \"key\"");
    one("output without source", "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:output\"}}",
        "/properties/0/binding", "needs \"source\"");
    one("unknown task definition",
        "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:taskDefinition\",\"property\":\"x\"}}",
        "/properties/0/binding/property", "type or retries");
    one("unknown type", "{\"type\":\"Date\"," + input + "}", "/properties/0/type",
        "must be String, Text");
    one("dropdown without choices", "{\"type\":\"Dropdown\"," + input + "}", "/properties/0",
        "needs \"choices\"");
    one("choice without value",
        "{\"type\":\"Dropdown\",\"choices\":[{\"name\":\"a\"}]," + input + "}",
        "/properties/0/choices/0", "\"value\" is missing");
    one("number in a text", "{\"type\":\"String\",\"value\":1," + input + "}",
        "/properties/0/value", "type Number only");
    one("value and generatedValue",
        "{\"type\":\"String\",\"value\":\"a\",\"generatedValue\":{\"type\":\"uuid\"}," + input
            + "}",
        "/properties/0/generatedValue", "excludes");
    one("generated what",
        "{\"type\":\"String\",\"generatedValue\":{\"type\":\"serial\"}," + input + "}",
        "/properties/0/generatedValue", "uuid");
    one("feel on a dropdown",
        "{\"type\":\"Dropdown\",\"choices\":[],\"feel\":\"optional\"," + input + "}",
        "/properties/0/feel", "only");
    one("feel without type", "{\"feel\":\"optional\"," + input + "}", "/properties/0/feel", "only");
    one("static text", "{\"type\":\"String\",\"feel\":\"static\"," + input + "}",
        "/properties/0/feel", "Number and Boolean");
    one("unknown feel", "{\"type\":\"String\",\"feel\":\"maybe\"," + input + "}",
        "/properties/0/feel", "optional, required or static");
    one("feel number as number",
        "{\"type\":\"Number\",\"feel\":\"required\",\"value\":1," + input + "}",
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
    one("language of a line", "{\"type\":\"String\",\"language\":\"json\"," + input + "}",
        "/properties/0/language", "Text only");
    one("configuration without template", "{\"type\":\"Configuration\"," + input + "}",
        "/properties/0", "configurationTemplate");
    one("configuration in a header",
        "{\"type\":\"Configuration\",\"configurationTemplate\":\"c\",\"binding\":{\"type\":\"zeebe:"
        "taskHeader\",\"key\":\"k\"}}",
        "/properties/0", "zeebe:input or zeebe:property");
    one("condition on itself",
        "{\"id\":\"a\",\"type\":\"String\",\"condition\":{\"property\":\"a\",\"equals\":\"x\"},"
            + input + "}",
        "/properties/0/condition/property", "asks the property itself");
    one("condition without property",
        "{\"type\":\"String\",\"condition\":{\"equals\":\"x\"}," + input + "}",
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
    one("user task that is shown",
        "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:userTask\"}}", "/properties/0/type",
        "must be Hidden");
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
        "{\"type\":\"String\",\"binding\":{\"type\":\"bpmn:Signal#property\",\"name\":\"name\"}}",
        "/elementType", "bpmn:SignalEventDefinition");
    one("form without user task",
        "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:formDefinition\",\"property\":"
        "\"formId\"}}",
        "/properties", "zeebe:userTask");
    one("execution listener that is visible",
        "{\"type\":\"Hidden\",\"value\":\"x\",\"binding\":{\"type\":\"zeebe:executionListener\","
        "\"eventType\":\"start\"}}",
        "/entriesVisible", "executionListeners");
}

void tst_Reader::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    QFETCH(QString, words);
    const ReadFile file = readTemplates(json);
    QCOMPARE(file.templates.size(), 1);
    const ReadTemplate &item = file.templates.first();
    QVERIFY(!item.accepted());
    QVERIFY2(havePlaces(item.findings), qPrintable(textOf(item.findings)));
    const bool said
        = std::any_of(item.findings.begin(), item.findings.end(), [&](const Error &error) {
              return error.where.section(u' ', 1) == where && error.message.contains(words);
          });
    QVERIFY2(said, qPrintable(textOf(item.findings)));
}

void tst_Reader::accepts_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray input = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"a\"}";
    QTest::newRow("no type") << templateWith("{" + input + "}");
    QTest::newRow("unknown keys") << templateWith(
        "{\"type\":\"String\",\"//\":\"note\"," + input + "}", "\"let\":1");
    QTest::newRow("integer with a point") << templateWith({}, "\"version\":2.0");
    QTest::newRow("deprecated by true") << templateWith({}, "\"deprecated\":true");
    QTest::newRow("choices on a text") << templateWith(
        "{\"type\":\"String\",\"choices\":[{\"name\":\"A\",\"value\":\"a\"}]," + input + "}");
    QTest::newRow("oneOf beside a broken equals") << templateWith(
        "{\"type\":\"String\",\"condition\":{\"property\":\"b\",\"oneOf\":[\"x\"],\"equals\":[]},"
        + input
        + "},"
          "{\"id\":\"b\",\"type\":\"String\",\"binding\":{\"type\":\"zeebe:input\",\"name\":\"b\"}"
          "}");
    QTest::newRow("allMatch on itself")
        << templateWith("{\"id\":\"a\",\"type\":\"String\",\"condition\":{\"allMatch\":[{"
                        "\"property\":\"a\",\"equals\":\"x\"}]},"
                        + input + "}");
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + templateWith({});
}

void tst_Reader::accepts()
{
    QFETCH(QByteArray, json);
    const ReadFile file = readTemplates(json);
    QCOMPARE(file.templates.size(), 1);
    QVERIFY2(file.templates.first().accepted(),
             qPrintable(textOf(file.templates.first().findings)));
    QCOMPARE(textOf(file.templates.first().findings), QString());
}

void tst_Reader::notes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("where");
    const QByteArray input = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"a\"}";
    QTest::newRow("condition on a missing property") << templateWith(
        "{\"type\":\"String\",\"condition\":{\"property\":\"gone\",\"equals\":\"x\"}," + input
        + "}") << int(ErrorCode::NotFound) << u"/properties/0/condition/property"_s;
    QTest::newRow("the same in a part")
        << templateWith("{\"type\":\"String\",\"condition\":{\"allMatch\":[{\"property\":\"gone\","
                        "\"equals\":\"x\"}]},"
                        + input + "}")
        << int(ErrorCode::NotFound) << u"/properties/0/condition/allMatch/0/property"_s;
    QTest::newRow("id used twice")
        << templateWith("{\"id\":\"a\",\"type\":\"String\"," + input
                        + "},{\"id\":\"a\",\"type\":\"String\"," + input + "}")
        << int(ErrorCode::Conflict) << u"/properties/1/id"_s;
    QTest::newRow("group that is not there")
        << templateWith("{\"group\":\"g\",\"type\":\"String\"," + input + "}", "\"groups\":[]")
        << int(ErrorCode::NotFound) << u"/properties/0/group"_s;
    QTest::newRow("step to nowhere")
        << templateWith({}, "\"steps\":[{\"name\":\"s\",\"presetId\":\"p\"}]")
        << int(ErrorCode::NotFound) << u"/steps/0/presetId"_s;
    QTest::newRow("deprecated binding")
        << templateWith(
               "{\"type\":\"String\",\"binding\":{\"type\":\"zeebe:taskDefinition:type\"}}")
        << int(ErrorCode::Unsupported) << u"/properties/0/binding/type"_s;
    QTest::newRow("FEEL without =")
        << templateWith("{\"type\":\"String\",\"feel\":\"required\",\"value\":\"x\"," + input + "}")
        << int(ErrorCode::Unsupported) << u"/properties/0/value"_s;
    QTest::newRow("key that stands twice")
        << templateWith("{\"type\":\"Text\",\"type\":\"String\"," + input + "}")
        << int(ErrorCode::Conflict) << u"/properties/0/type"_s;
}

void tst_Reader::notes()
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

void tst_Reader::keepsTheGoodOnesOfAList()
{
    const ReadFile file
        = readTemplates('[' + templateWith({}) + ",{\"name\":\"x\"},7," + templateWith({}) + ']');
    QVERIFY(file.findings.isEmpty());
    QCOMPARE(file.templates.size(), 4);
    QVERIFY(file.templates.at(0).accepted() && file.templates.at(3).accepted());
    QVERIFY(!file.templates.at(1).accepted() && !file.templates.at(2).accepted());
    QCOMPARE(file.templates.at(1).findings.size(), 3); // id, appliesTo, properties
    QCOMPARE(file.templates.at(2).pointer, u"/2"_s);
    QVERIFY(isSound(file));
}

void tst_Reader::countsLinesAndColumns()
{
    const QByteArray json = "{\n"
                            "  \"name\": \"Größe 😀\", \"id\": 5,\r\n"
                            "\t\"appliesTo\": [\"bpmn:Task\", \"x\"],\n"
                            "  \"properties\": []\n"
                            "}\n";
    const Errors findings = readTemplates(json).templates.first().findings;
    QCOMPARE(findings.size(), 2);
    QCOMPARE(findings.at(0).where, u"2:28 /id"_s); // columns are code points
    QCOMPARE(findings.at(1).where, u"3:29 /appliesTo/1"_s);
}

void tst_Reader::reportsAllProblems()
{
    const QByteArray json
        = templateWith("{\"type\":\"String\"},{\"type\":1,\"binding\":{}},"
                       "{\"type\":\"Dropdown\",\"binding\":{\"type\":\"zeebe:input\"}}",
                       "\"version\":\"1\",\"icon\":{}");
    QCOMPARE(readTemplates(json).templates.first().findings.size(), 7);
}

void tst_Reader::placesWhatIsMissingAtItsParent()
{
    const QByteArray json
        = "{\"name\":\"N\",\"id\":\"i\",\"appliesTo\":[\"bpmn:Task\"],\n"
          " \"properties\":[{\"type\":\"Hidden\",\"value\":\"p\",\n"
          "  \"binding\":{\"type\":\"zeebe:calledElement\",\"property\":\"processId\"}}]}";
    const Errors findings = readTemplates(json).templates.first().findings;
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().where, u"1:1 /elementType"_s);
}

void tst_Reader::refusesWhatIsNoTemplateFile_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blanks") << QByteArray("  \n");
    QTest::newRow("text") << QByteArray("\"template\"");
    QTest::newRow("number") << QByteArray("1");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("comment") << QByteArray("// no\n{}");
    QTest::newRow("two values") << QByteArray("{} {}");
    QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0", 10);
    QTest::newRow("brackets") << QByteArray(100'000, '[');
}

void tst_Reader::refusesWhatIsNoTemplateFile()
{
    QFETCH(QByteArray, json);
    const ReadFile file = readTemplates(json);
    QCOMPARE(file.findings.size(), 1);
    QVERIFY(file.templates.isEmpty());
    QVERIFY2(havePlaces(file.findings), qPrintable(textOf(file.findings)));
}

void tst_Reader::survivesTruncationAnywhere()
{
    const QByteArray whole = dataFile(u"every-feature.json"_s).trimmed();
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const ReadFile file = readTemplates(whole.first(length));
        QVERIFY2(file.findings.size() == 1 && havePlaces(file.findings),
                 qPrintable(QString::number(length)));
    }
}

void tst_Reader::survivesAWrongTypeAnywhere()
{
    const Value root = Json::read(dataFile(u"every-feature.json"_s)).valueOr({});
    const QList<Value> others{
        Value(),          Value::boolean(true),        Value::number(1),
        Value::utf8("x"), Value::list(Value::Items{}), Value::context(Value::Entries{}),
        Value::utf8("")};
    bool more = true;
    for (int position = 0; more; ++position) {
        for (const Value &other : others) {
            int at = position;
            const QByteArray json = Json::write(withReplaced(root, at, other));
            more = at < 0;
            const ReadFile file = readTemplates(json);
            QVERIFY2(json == "[]\n" || json == "[]" || isSound(file), json.constData());
        }
    }
}

void tst_Reader::readsTenThousandProperties()
{
    QByteArray properties;
    for (int i = 0; i < 10'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        properties += (i ? ",{\"id\":\"p" : "{\"id\":\"p") + number
            + "\",\"type\":\"String\",\"condition\":{\"property\":\"p"
            + QByteArray::number((i + 1) % 10'000)
            + "\",\"equals\":\"x\"},\"binding\":{\"type\":\"zeebe:input\",\"name\":\"n" + number
            + "\"}}";
    }
    const ReadFile file = readTemplates(templateWith(properties));
    QVERIFY(file.templates.first().accepted());
    QCOMPARE(file.templates.first().value->properties.size(), 10'000);
    QVERIFY(file.templates.first().findings.isEmpty());
}

void tst_Reader::readsTenThousandWrongProperties()
{
    QByteArray properties = "{}";
    for (int i = 1; i < 10'000; ++i)
        properties += ",\n{\"type\":\"Dropdown\",\"value\":1}";
    const ReadFile file = readTemplates(templateWith(properties));
    QVERIFY(!file.templates.first().accepted());
    QCOMPARE(file.templates.first().findings.size(), 1 + 3 * 9'999);
    QVERIFY(havePlaces(file.templates.first().findings));
    QCOMPARE(file.templates.first().findings.last().where.section(u' ', 1), u"/properties/9999"_s);
}

void tst_Reader::survivesDeepSteps()
{
    constexpr int depth = 400;
    const QByteArray steps = QByteArray("\"steps\":[{\"name\":\"s\",").repeated(depth)
        + "\"presetId\":\"p\"" + QByteArray("}]").repeated(depth);
    const ReadFile file = readTemplates(templateWith({}, steps));
    QVERIFY(file.templates.first().accepted());
    QCOMPARE(file.templates.first().findings.size(), 1); // there is no preset p
}

PLUGBOARD_TEST(tst_Reader)
#include "tst_reader.moc"
