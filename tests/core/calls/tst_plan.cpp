#include "core/calls/plan.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Calls;
using namespace Qt::StringLiterals;

namespace {

QByteArray jsonOf(const Value &value)
{
    return Json::write(value).trimmed();
}

Value fromJson(const QByteArray &json)
{
    return Json::read(json).valueOr({});
}

QByteArray call(const QByteArray &when, const QByteArray &operation, const QByteArray &more = {})
{
    return R"({ "when": ")" + when + R"(", "aws": { "service": "sns", "operation": ")" + operation
        + R"(", "input": "={ Message: a, Subject: null, Deep: { x: null, y: [{ z: null, w: 1 }] } }")" + more + " } }";
}

CallFilePtr fileOf(const QByteArray &calls, const QByteArray &checks = "[]")
{
    const ReadCall read
        = readCall(R"({ "format": 1, "jobType": "acme", "checks": )" + checks + R"(, "calls": [)" + calls + "] }",
                   u"call.json"_s, {});
    if (!read.call)
        qFatal("%s", qPrintable(read.findings.first().text()));
    return read.call;
}

Result<Plan> planOf(const CallFilePtr &file, const QByteArray &inputs,
                    const Feel::Environment &environment = Feel::systemEnvironment())
{
    return plan(*file, fromJson(inputs), environment);
}

} // namespace

class tst_Plan : public QObject
{
    Q_OBJECT

private slots:
    void makesTheFirstCallWhoseConditionIsTrue();
    void needsACallThatFits();
    void takesChecksAsFindings();
    void evaluatesIdentity();
    void refusesTypesThatWouldGoElsewhere_data();
    void refusesTypesThatWouldGoElsewhere();
    void leavesNullsOut();
    void makesTemporalValuesTexts();
    void endsWhenCancelled();
    void respondsOverInputsAndOutput();
    void respondsWithTheOutputItself();
};

void tst_Plan::makesTheFirstCallWhoseConditionIsTrue()
{
    const CallFilePtr file = fileOf(call("=a = 1", "One") + ',' + call("=a < 3", "Two") + ',' + call("=true", "Three"));
    QCOMPARE(planOf(file, R"({"a":1})")->operation, u"One"_s);
    QCOMPARE(planOf(file, R"({"a":2})")->operation, u"Two"_s);
    QCOMPARE(planOf(file, R"({"a":3})")->operation, u"Three"_s);
    QCOMPARE(planOf(file, R"({"a":"x"})")->operation, u"Three"_s);
}

void tst_Plan::needsACallThatFits()
{
    const Result<Plan> none = planOf(fileOf(call("=a = 1", "One")), R"({"a":2})");
    QVERIFY(!none);
    QCOMPARE(none.error().stage, Stage::Call);
    QCOMPARE(none.error().code, ErrorCode::Invalid);
    QVERIFY(none.error().message.contains(u"choose another operation"_s));
}

void tst_Plan::takesChecksAsFindings()
{
    const CallFilePtr file = fileOf(call("=true", "One"), R"([
        { "that": "=a > 1", "field": "a", "message": "must be more than 1" },
        { "that": "=b.c = \"x\"", "field": "b.c", "message": "must be x" },
        { "that": "=d", "field": "d", "message": "must be true" }])");
    const Result<Plan> broken = planOf(file, R"({"a":"text","d":1})");
    QVERIFY(broken);
    QStringList fields;
    for (const CheckFinding &finding : broken->findings)
        fields.append(finding.field + u' ' + finding.message);
    QCOMPARE(fields, QStringList({u"a must be more than 1"_s, u"b.c must be x"_s, u"d must be true"_s}));
    QVERIFY(broken->operation.isEmpty());
    QVERIFY(planOf(file, R"({"a":2,"b":{"c":"x"},"d":true})")->findings.isEmpty());
}

void tst_Plan::evaluatesIdentity()
{
    const CallFilePtr file = fileOf(call("=true", "One", R"(, "region": "=r", "endpoint": "=e", "credentials": "=c")"));
    const Result<Plan> all = planOf(file, R"({"a":1,"r":" eu-central-1 ","e":"http://x","c":{"accessKey":"A"}})");
    QVERIFY(all);
    QCOMPARE(all->region, u"eu-central-1"_s);
    QCOMPARE(all->endpoint, u"http://x"_s);
    QCOMPARE(jsonOf(all->credentials), QByteArray(R"({"accessKey":"A"})"));
    const Result<Plan> none = planOf(file, R"({"a":1})");
    QVERIFY(none);
    QVERIFY(none->region.isEmpty() && none->endpoint.isEmpty() && none->credentials.isNull());
}

void tst_Plan::refusesTypesThatWouldGoElsewhere_data()
{
    QTest::addColumn<QByteArray>("inputs");
    QTest::addColumn<QString>("where");
    QTest::newRow("region") << QByteArray(R"({"r":5})") << u"region"_s;
    QTest::newRow("endpoint") << QByteArray(R"({"e":{"host":"x"}})") << u"endpoint"_s;
    QTest::newRow("credentials") << QByteArray(R"({"c":"AKIA"})") << u"credentials"_s;
    QTest::newRow("input") << QByteArray(R"({"i":[1]})") << u"input"_s;
    QTest::newRow("no input") << QByteArray(R"({"i":null})") << u"input"_s;
}

void tst_Plan::refusesTypesThatWouldGoElsewhere()
{
    QFETCH(QByteArray, inputs);
    QFETCH(QString, where);
    const CallFilePtr file = fileOf(
        R"({ "aws": { "service": "sns", "operation": "Publish", "region": "=r", "endpoint": "=e", "credentials": "=c",
                      "input": "=if get entries({ i: i })[1].value != null or wanted then i else {}" } })");
    const Value read = fromJson(inputs);
    const Result<Plan> refused
        = plan(*file, read.find("i") ? read.with("wanted", Value::boolean(true)) : read, Feel::systemEnvironment());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Invalid);
    QCOMPARE(refused.error().where, where);
    QVERIFY2(refused.error().message.contains(u"correct"_s), qPrintable(refused.error().message));
}

void tst_Plan::leavesNullsOut()
{
    QCOMPARE(jsonOf(planOf(fileOf(call("=true", "One")), R"({"a":"m"})")->input),
             QByteArray(R"({"Message":"m","Deep":{"y":[{"w":1}]}})"));
    QCOMPARE(jsonOf(planOf(fileOf(call("=true", "One")), "{}")->input), QByteArray(R"({"Deep":{"y":[{"w":1}]}})"));
}

void tst_Plan::makesTemporalValuesTexts()
{
    const CallFilePtr file
        = fileOf(R"({ "aws": { "service": "sns", "operation": "Publish", "input": "={ d: date(\"2026-03-09\") }" } })");
    QCOMPARE(jsonOf(planOf(file, "{}")->input), QByteArray(R"({"d":"2026-03-09"})"));
}

void tst_Plan::endsWhenCancelled()
{
    std::stop_source stop;
    stop.request_stop();
    Feel::Environment stopped = Feel::systemEnvironment();
    stopped.stop = stop.get_token();
    const CallFilePtr file = fileOf(
        call("=true", "One"), R"([{ "that": "=sum(for i in 1..100000 return i) > 0", "field": "a", "message": "m" }])");
    const Result<Plan> ended = planOf(file, "{}", stopped);
    QVERIFY(!ended);
    QCOMPARE(ended.error().code, ErrorCode::Cancelled);
}

void tst_Plan::respondsOverInputsAndOutput()
{
    const CallFilePtr file = fileOf(
        R"({ "aws": { "service": "sns", "operation": "Publish", "input": "={}" }, "response": "={ id: output.MessageId, a: a, output: null }" })");
    const Value inputs = fromJson(R"({"a":1,"output":"mine"})");
    const Result<Plan> made = plan(*file, inputs, Feel::systemEnvironment());
    const Result<Value> response
        = respond(*made, inputs, fromJson(R"({"MessageId":"m-1"})"), Feel::systemEnvironment());
    QVERIFY(response);
    QCOMPARE(jsonOf(*response), QByteArray(R"({"id":"m-1","a":1,"output":null})"));
}

void tst_Plan::respondsWithTheOutputItself()
{
    const Result<Plan> made = planOf(fileOf(call("=true", "One")), R"({"a":1})");
    const Value output = fromJson(R"({"MessageId":"m-1"})");
    QCOMPARE(*respond(*made, {}, output, Feel::systemEnvironment()), output);
}

PLUGBOARD_TEST(tst_Plan)
#include "tst_plan.moc"
