#include "core/calls/plan.h"
#include "core/inputs/inputs.h"
#include "core/value/json.h"
#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

const QString connectors = QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/connectors");

Value readJson(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? Json::read(file.readAll()).valueOr({}) : Value();
}

} // namespace

/// The samples of our connectors: each fills its form, makes the request that is recorded with it, and its recorded answer
/// is mapped to the variables recorded with it.
class tst_Samples : public QObject
{
    Q_OBJECT

private slots:
    void goTheWholeWay_data();
    void goTheWholeWay();
    void inputsOfCamundasTemplateFit_data();
    void inputsOfCamundasTemplateFit();
};

void tst_Samples::goTheWholeWay_data()
{
    QTest::addColumn<QString>("connector");
    QTest::addColumn<QString>("path");
    for (const QString &connector : QDir(connectors).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir samples(connectors + u'/' + connector + u"/samples"_s);
        for (const QString &name : samples.entryList({u"*.json"_s}, QDir::Files))
            QTest::addRow("%s/%s", qPrintable(connector), qPrintable(name)) << connector << samples.filePath(name);
    }
}

void tst_Samples::goTheWholeWay()
{
    QFETCH(QString, connector);
    QFETCH(QString, path);
    const Value sample = readJson(path);
    QVERIFY2(sample.isContext(), "is no JSON");
    InvocationRig rig;
    const Value form = readJson(connectors + u'/' + connector + u"/template.json"_s);
    Form::FormState state = rig.form(form["id"].string());
    for (const char *part : {"inputs", "headers"}) {
        const Value texts = sample[part];
        for (qsizetype i = 0; i < texts.size(); ++i)
            QVERIFY2(state.setByKey(QString::fromUtf8(texts.keyAt(i)), texts.valueAt(i).string()),
                     texts.keyAt(i).toByteArray().constData());
    }

    if (const QString now = sample["now"].string(); !now.isEmpty())
        rig.clock.set(Clock::Moment(std::chrono::seconds(QDateTime::fromString(now, Qt::ISODate).toSecsSinceEpoch())));
    Feel::Environment environment = rig.services().expressions({});
    environment.zone = "UTC";
    const Inputs::Evaluated inputs = Inputs::evaluate(state, {}, environment);
    QVERIFY2(inputs.ok(), inputs.ok() ? "" : qPrintable(inputs.findings.first().message));
    const Result<Calls::Plan> plan = Calls::plan(*rig.calls.find(inputs.jobType), inputs.inputs, environment);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text()));
    QVERIFY(plan->findings.isEmpty());
    const Value call = ContextBuilder()
                           .set("service", Value::string(plan->service))
                           .set("operation", Value::string(plan->operation))
                           .set("region", Value::string(plan->region))
                           .set("input", plan->input)
                           .build();
    QCOMPARE(Json::write(call, Json::Style::Indented), Json::write(sample["call"], Json::Style::Indented));

    const Value headers = inputs.headers;
    const Output::Rules rules {headers["resultVariable"].string(), headers["resultExpression"].string(),
                               headers["errorExpression"].string()};
    const Output::Mapped mapped = Output::mapSuccess(sample["response"], rules, 3, environment);
    QVERIFY2(!mapped.problem, mapped.problem ? qPrintable(mapped.problem->text()) : "");
    QVERIFY(mapped.verdict == Output::Verdict::None);
    QCOMPARE(Json::write(mapped.variables), Json::write(sample["variables"]));
}

void tst_Samples::inputsOfCamundasTemplateFit_data()
{
    QTest::addColumn<QByteArray>("inputs");
    QTest::addColumn<QString>("region");
    QTest::addColumn<QByteArray>("accessKey");
    const auto row = [](const char *name, const char *inputs, const char *region, const char *accessKey) {
        QTest::newRow(name) << QByteArray(inputs) << QString::fromLatin1(region) << QByteArray(accessKey);
    };
    row("without a type, as old diagrams have it", R"("authentication":{"accessKey":"A","secretKey":"s"},
        "configuration":{"region":"eu-west-1"})",
        "eu-west-1", "A");
    row("older place of the region", R"("authentication":{"type":"credentials","accessKey":"A","secretKey":"s"})",
        "eu-west-9", "A");
    row("default chain", R"("authentication":{"type":"defaultCredentialsChain","accessKey":"left over"},
        "configuration":{"region":"eu-west-1"})",
        "eu-west-1", "");
    row("credential object",
        R"("authentication":{"accessKey":"A","secretKey":"s"},"configuration":{"region":"eu-west-1"},
        "awsCredential":{"type":"credentials","accessKey":"B","secretKey":"t","region":"eu-west-2"})",
        "eu-west-2", "B");
}

/// Names and job type are Camunda's, so that saved inputs fit both.
void tst_Samples::inputsOfCamundasTemplateFit()
{
    QFETCH(QByteArray, inputs);
    QFETCH(QString, region);
    QFETCH(QByteArray, accessKey);
    InvocationRig rig;
    const Value all
        = Json::read("{" + inputs
                     + R"(,"topic":{"topicArn":"arn:aws:sns:eu-west-1:1:t","region":"eu-west-9","message":"m",
                                    "messageAttributes":{"a":{"dataType":"String","stringValue":"b"}},"subject":""}})")
              .valueOr({});
    const Result<Calls::Plan> plan
        = Calls::plan(*rig.calls.find(u"io.camunda:aws-sns:1"_s), all, rig.services().expressions({}));
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text()));
    QCOMPARE(plan->findings.size(), 0);
    QCOMPARE(plan->region, region);
    QCOMPARE(plan->credentials["accessKey"].utf8().toByteArray(), accessKey);
    QCOMPARE(
        Json::write(plan->input),
        R"({"TopicArn":"arn:aws:sns:eu-west-1:1:t","Message":"m","MessageAttributes":{"a":{"DataType":"String","StringValue":"b"}}})");
}

PLUGBOARD_TEST(tst_Samples)
#include "tst_samples.moc"
