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

PLUGBOARD_TEST(tst_Samples)
#include "tst_samples.moc"
