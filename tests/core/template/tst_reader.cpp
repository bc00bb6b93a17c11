#include "core/template/reader.h"
#include "core/value/json.h"
#include "tests/support/templates.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Template;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(PLUGBOARD_TEST_DATA "/data/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
        entries.emplace_back(root.keyAt(i).toByteArray(), at >= 0 ? withReplaced(child, at, other) : child);
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
    void keepsTheGoodOnesOfAList();
    void countsLinesAndColumns();
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
    const QList<Kind> kinds {Kind::JobType, Kind::Retries,  Kind::Input,      Kind::Input, Kind::Input, Kind::Input,
                             Kind::Input,   Kind::Property, Kind::TaskHeader, Kind::Input, Kind::Output};
    for (qsizetype i = 0; i < kinds.size(); ++i)
        QVERIFY2(properties.at(i).binding.kind == kinds.at(i), qPrintable(QString::number(i)));
    QCOMPARE(properties.at(3).binding.name, u"options.verbose"_s);
    QCOMPARE(properties.at(8).binding.name, u"correlation"_s);
    QCOMPARE(properties.at(10).binding.name, u"=outcome"_s);

    QVERIFY(properties.at(2).type == PropertyType::Dropdown);
    QCOMPARE(properties.at(2).choices.size(), 3);
    QVERIFY(!properties.at(2).choices.first().condition);
    QVERIFY(properties.at(2).choices.last().condition);
    QVERIFY(properties.at(3).feel == FeelMode::Static); // a Boolean input is static without saying so
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
    QCOMPARE(all.parts.at(0).values, (QList<Value> {Value::utf8("post"), Value::utf8("put")}));
    QVERIFY(all.parts.at(1).kind == Condition::Kind::IsEmpty);
    QVERIFY(all.parts.at(2).kind == Condition::Kind::IsActive);
    const Condition equals = *properties.at(7).condition;
    QVERIFY(equals.kind == Condition::Kind::Equals);
    QCOMPARE(equals.property, u"timeout"_s);
    QCOMPARE(equals.values, QList<Value> {Value::number(20)});
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

void tst_Reader::keepsTheGoodOnesOfAList()
{
    const ReadFile file = readTemplates('[' + templateWith({}) + ",{\"name\":\"x\"},7," + templateWith({}) + ']');
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

void tst_Reader::placesWhatIsMissingAtItsParent()
{
    const QByteArray json = "{\"name\":\"N\",\"id\":\"i\",\"appliesTo\":[\"bpmn:Task\"],\n"
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
        QVERIFY2(file.findings.size() == 1 && havePlaces(file.findings), qPrintable(QString::number(length)));
    }
}

void tst_Reader::survivesAWrongTypeAnywhere()
{
    const Value root = Json::read(dataFile(u"every-feature.json"_s)).valueOr({});
    const QList<Value> others {Value(),          Value::boolean(true),         Value::number(1),
                               Value::utf8("x"), Value::list(Value::Items {}), Value::context(Value::Entries {}),
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
            + "\",\"type\":\"String\",\"condition\":{\"property\":\"p" + QByteArray::number((i + 1) % 10'000)
            + "\",\"equals\":\"x\"},\"binding\":{\"type\":\"zeebe:input\",\"name\":\"n" + number + "\"}}";
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
    const QByteArray steps = QByteArray("\"steps\":[{\"name\":\"s\",").repeated(depth) + "\"presetId\":\"p\""
        + QByteArray("}]").repeated(depth);
    const ReadFile file = readTemplates(templateWith({}, steps));
    QVERIFY(file.templates.first().accepted());
    QCOMPARE(file.templates.first().findings.size(), 1); // there is no preset p
}

PLUGBOARD_TEST(tst_Reader)
#include "tst_reader.moc"
