#include "core/output/outputmapping.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Output;
using namespace Qt::StringLiterals;

namespace {

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

Value fromJson(const char *json)
{
    return Json::read(json).valueOr({});
}

QByteArray jsonOf(const Value &value)
{
    return Json::write(value).trimmed();
}

Value answer()
{
    return fromJson(R"({"messageId":"m-1","size":3,"list":[1,2],"with-dash":true})");
}

Mapped mapAnswer(const Rules &rules, const Value &response = answer(), int retries = 3)
{
    return mapSuccess(response, rules, retries, environment());
}

Rules result(const QString &expression, const QString &variable = {})
{
    return {variable, expression, {}};
}

Mapped mapRefusal(const QString &errorExpression, const Failure &failure = {u"error"_s, u"NotFound"_s, u"gone"_s, {}},
                  int retries = 3)
{
    return mapFailure(failure, {{}, {}, errorExpression}, retries, environment());
}

QString problemOf(const Mapped &mapped)
{
    return mapped.problem ? mapped.problem->text() : QString();
}

} // namespace

/// What is expected here is what knowledge of Camunda's connector runtime says of result and error expressions.
class tst_OutputMapping : public QObject
{
    Q_OBJECT

private slots:
    void mapsResults_data();
    void mapsResults();
    void refusesResults_data();
    void refusesResults();
    void readsTheSeedDocumentsExpression();
    void explainsWhatIsNull();

    void asksTheErrorExpressionAfterSuccess_data();
    void asksTheErrorExpressionAfterSuccess();
    void asksTheErrorExpressionAfterFailure_data();
    void asksTheErrorExpressionAfterFailure();
    void leavesOutWhatAFailureHasNot();
    void carriesAllOfABpmnError();
    void carriesAllOfAJobError();
    void mapsNothingWithoutRules()
    {
        const Rules none;
        QVERIFY(none.isEmpty());
        const Mapped mapped = mapAnswer(none);
        QCOMPARE(jsonOf(mapped.variables), QByteArray("{}"));
        QVERIFY(mapped.verdict == Verdict::None);
        QVERIFY(!mapped.problem);
    }
    void endsWhenCancelled();
    void endsAtALimit();
};

void tst_OutputMapping::mapsResults_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("variables");
    const QByteArray whole = jsonOf(answer());
    QTest::newRow("variable alone") << u"all"_s << QString() << QByteArray(R"({"all":)" + whole + '}');
    QTest::newRow("variable with blanks around") << u" all "_s << QString() << QByteArray(R"({"all":)" + whole + '}');
    QTest::newRow("blank variable") << u"  "_s << QString() << QByteArray("{}");
    QTest::newRow("field by name") << QString() << u"={ id: messageId }"_s << QByteArray(R"({"id":"m-1"})");
    QTest::newRow("whole response") << QString() << u"={ id: response.messageId, all: response }"_s
                                    << QByteArray(R"({"id":"m-1","all":)" + whole + '}');
    QTest::newRow("no equals sign") << QString() << u"{ id: messageId }"_s << QByteArray(R"({"id":"m-1"})");
    QTest::newRow("blanks before the equals sign")
        << QString() << u"\n = { id: messageId }"_s << QByteArray(R"({"id":"m-1"})");
    QTest::newRow("comment after it") << QString() << u"= { id: messageId } // the id"_s
                                      << QByteArray(R"({"id":"m-1"})");
    QTest::newRow("odd names") << QString() << u"= { d: with-dash }"_s << QByteArray(R"({"d":true})");
    QTest::newRow("both") << u"all"_s << u"={ id: messageId }"_s
                          << QByteArray(R"({"all":)" + whole + R"(,"id":"m-1"})");
    QTest::newRow("same name: expression wins") << u"id"_s << u"={ id: messageId }"_s << QByteArray(R"({"id":"m-1"})");
    QTest::newRow("null") << QString() << u"= null"_s << QByteArray("{}");
    QTest::newRow("null beside a variable") << u"all"_s << u"= null"_s << QByteArray(R"({"all":)" + whole + '}');
    QTest::newRow("empty context") << QString() << u"= {}"_s << QByteArray("{}");
    QTest::newRow("blank expression") << QString() << u"   "_s << QByteArray("{}");
    QTest::newRow("unknown name is null") << QString() << u"= { x: nothing.there }"_s << QByteArray(R"({"x":null})");
    QTest::newRow("process variables are not in scope")
        << QString() << u"= { x: orderId }"_s << QByteArray(R"({"x":null})");
    QTest::newRow("dates become texts")
        << QString()
        << u"= { d: today(), t: time(\"10:00:00\"), p: duration(\"P1D\"), y: duration(\"P2M\"), l: [today()] }"_s
        << QByteArray(R"({"d":"2026-03-09","t":"10:00:00","p":"P1D","y":"P2M","l":["2026-03-09"]})");
    QTest::newRow("functions become null") << QString() << u"= { f: function(x) x }"_s << QByteArray(R"({"f":null})");
    QTest::newRow("digits are kept") << QString() << u"= { n: 1.10, big: 12345678901234567890 }"_s
                                     << QByteArray(R"({"n":1.10,"big":12345678901234567890})");
}

void tst_OutputMapping::mapsResults()
{
    QFETCH(QString, variable);
    QFETCH(QString, expression);
    QFETCH(QByteArray, variables);
    const Mapped mapped = mapAnswer(result(expression, variable));
    QCOMPARE(problemOf(mapped), QString());
    QCOMPARE(jsonOf(mapped.variables), variables);
}

void tst_OutputMapping::refusesResults_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("words");
    QTest::newRow("list") << u"= [1]"_s << u"resultExpression"_s << u"must return a context"_s;
    QTest::newRow("string") << u"= messageId"_s << u"resultExpression"_s << u"returned a string"_s;
    QTest::newRow("number") << u"= 1"_s << u"resultExpression"_s << u"returned a number"_s;
    QTest::newRow("date") << u"= today()"_s << u"resultExpression"_s << u"must return a context"_s;
    QTest::newRow("syntax") << u"= {\n  id: }"_s << u"resultExpression 2:7"_s << u"cannot be read"_s;
    QTest::newRow("reserved key") << u"= { a: [{ \"camunda.function.type\": 1 }] }"_s << u"resultExpression"_s
                                  << u"reserved"_s;
}

void tst_OutputMapping::refusesResults()
{
    QFETCH(QString, expression);
    QFETCH(QString, where);
    QFETCH(QString, words);
    const Mapped mapped = mapAnswer(result(expression, u"all"_s));
    QVERIFY(mapped.problem);
    QCOMPARE(mapped.problem->stage, Stage::Output);
    QCOMPARE(mapped.problem->where, where);
    QVERIFY2(mapped.problem->message.contains(words), qPrintable(mapped.problem->message));
    QCOMPARE(mapped.variables.size(), 0);
}

void tst_OutputMapping::readsTheSeedDocumentsExpression()
{
    const Mapped mapped
        = mapAnswer(result(u"= {\n  \"createdMessageID\": response.messageId\n}"_s, u"myResultVariable"_s),
                    fromJson(R"({"messageId":"m-1"})"));
    QCOMPARE(jsonOf(mapped.variables),
             QByteArray(R"({"myResultVariable":{"messageId":"m-1"},"createdMessageID":"m-1"})"));
}

void tst_OutputMapping::explainsWhatIsNull()
{
    const Mapped mapped = mapAnswer(result(u"= { id: response.messageID }"_s));
    QCOMPARE(jsonOf(mapped.variables), QByteArray(R"({"id":null})"));
    QVERIFY(!mapped.warnings.isEmpty());
    QVERIFY2(mapped.warnings.first().message.contains(u"messageID"_s), qPrintable(mapped.warnings.first().message));
}

void tst_OutputMapping::asksTheErrorExpressionAfterSuccess_data()
{
    QTest::addColumn<QString>("resultExpression");
    QTest::addColumn<QString>("errorExpression");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("variables");
    const QByteArray none("{}");
    const auto row = [&](const char *name, const char *mapping, const char *error, Verdict verdict,
                         const QByteArray &variables) {
        QTest::newRow(name) << QString::fromUtf8(mapping) << QString::fromUtf8(error) << int(verdict) << variables;
    };
    row("nothing", "", "= null", Verdict::None, none);
    row("empty context", "", "= {}", Verdict::None, none);
    row("raw response by field", "", "= if size > 2 then bpmnError(\"BIG\") else null", Verdict::BpmnError, none);
    row("raw response as a whole", "", "= if response.size > 2 then bpmnError(\"BIG\") else null", Verdict::BpmnError,
        none);
    row("mapped variables instead", "={ big: size }",
        "= if big > 2 and response.big > 2 then bpmnError(\"BIG\") else null", Verdict::BpmnError, none);
    row("the response is hidden by what was mapped", "={ big: size }",
        "= if response.size > 2 then bpmnError(\"BIG\") else null", Verdict::None, R"({"big":3})");
    row("an empty mapping hides nothing", "={}", "= if response.size > 2 then bpmnError(\"BIG\") else null",
        Verdict::BpmnError, none);
    row("no error in scope", "", "= if error = null then null else bpmnError(\"X\")", Verdict::None, none);
    row("retries", "", "= if job.retries = 3 then jobError(\"again\") else null", Verdict::JobError, none);
    row("ignored keeps its variables alone", "={ big: size }", "= ignoreError({ a: 1 })", Verdict::Ignored,
        R"({"a":1})");
    row("ignored without variables", "={ big: size }", "= ignoreError()", Verdict::Ignored, none);
    row("a code of null is dropped", "={ big: size }", "= bpmnError(null, \"x\", { a: 1 })", Verdict::None,
        R"({"big":3})");
    row("wrong argument", "={ big: size }", "= bpmnError(5)", Verdict::None, R"({"big":3})");
}

void tst_OutputMapping::asksTheErrorExpressionAfterSuccess()
{
    QFETCH(QString, resultExpression);
    QFETCH(QString, errorExpression);
    QFETCH(int, verdict);
    QFETCH(QByteArray, variables);
    const Mapped mapped = mapAnswer({{}, resultExpression, errorExpression});
    QCOMPARE(problemOf(mapped), QString());
    QCOMPARE(int(mapped.verdict), verdict);
    QCOMPARE(jsonOf(mapped.variables), variables);
}

void tst_OutputMapping::asksTheErrorExpressionAfterFailure_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *expression, Verdict verdict, const char *problem = "") {
        QTest::newRow(name) << QString::fromUtf8(expression) << int(verdict) << QString::fromUtf8(problem);
    };
    row("none", "", Verdict::None);
    row("nothing", "= null", Verdict::None);
    row("code", "= if error.code = \"NotFound\" then bpmnError(\"A\") else null", Verdict::BpmnError);
    row("type", "= if error.type = \"error\" then bpmnError(\"A\") else null", Verdict::BpmnError);
    row("message", "= if contains(error.message, \"gone\") then bpmnError(\"A\") else null", Verdict::BpmnError);
    row("response", "= if response.error.code = \"NotFound\" then bpmnError(\"A\") else null", Verdict::BpmnError);
    row("job error", "= jobError(\"again\")", Verdict::JobError);
    row("ignored", "= ignoreError({})", Verdict::Ignored);
    row("other context", "= { a: 1 }", Verdict::None, "must return null, bpmnError");
    row("text", "= \"no\"", Verdict::None, "returned a string");
    row("true", "= true", Verdict::None, "returned a boolean");
    row("other error type", "= { errorType: \"x\" }", Verdict::None, "must return null, bpmnError");
    row("syntax", "= if error", Verdict::None, "cannot be read");
    row("written by hand", "= { errorType: \"bpmnError\", code: \"A\" }", Verdict::BpmnError);
}

void tst_OutputMapping::asksTheErrorExpressionAfterFailure()
{
    QFETCH(QString, expression);
    QFETCH(int, verdict);
    QFETCH(QString, problem);
    const Mapped mapped = mapRefusal(expression);
    QCOMPARE(int(mapped.verdict), verdict);
    QVERIFY2(problemOf(mapped).contains(problem) && mapped.problem.has_value() != problem.isEmpty(),
             qPrintable(problemOf(mapped)));
    QCOMPARE(mapped.variables.size(), 0);
}

void tst_OutputMapping::leavesOutWhatAFailureHasNot()
{
    const QString all = u"= ignoreError({ keys: get entries(error).key, code: error.code })"_s;
    QCOMPARE(jsonOf(mapRefusal(all, {u"transport"_s, {}, u"refused"_s, {}}).variables),
             QByteArray(R"({"keys":["type","message"],"code":null})"));
    QCOMPARE(jsonOf(mapRefusal(all, {u"error"_s, u"A"_s, u"no"_s, fromJson(R"({"x":1})")}).variables),
             QByteArray(R"({"keys":["type","message","code","variables"],"code":"A"})"));
}

void tst_OutputMapping::carriesAllOfABpmnError()
{
    const Mapped mapped = mapRefusal(u"= bpmnError(\"GONE\", error.message + \"!\", { day: today() })"_s);
    QCOMPARE(mapped.code, u"GONE"_s);
    QCOMPARE(mapped.message, u"gone!"_s);
    QCOMPARE(jsonOf(mapped.errorVariables), QByteArray(R"({"day":"2026-03-09"})"));
    QVERIFY(!mapped.retries);
}

void tst_OutputMapping::carriesAllOfAJobError()
{
    const Mapped whole = mapRefusal(u"= jobError(\"again\", { a: 1 }, job.retries - 1, duration(\"PT5S\"))"_s);
    QCOMPARE(whole.message, u"again"_s);
    QCOMPARE(*whole.retries, Decimal(2));
    QCOMPARE(whole.retryBackoff, u"PT5S"_s);
    QCOMPARE(jsonOf(whole.errorVariables), QByteArray(R"({"a":1,"error":"again"})"));

    const Mapped least = mapRefusal(u"= jobError(\"again\")"_s);
    QCOMPARE(*least.retries, Decimal(0));
    QCOMPARE(least.retryBackoff, u"PT0S"_s);
    QCOMPARE(jsonOf(least.errorVariables), QByteArray(R"({"error":"again"})"));
}

void tst_OutputMapping::endsWhenCancelled()
{
    std::stop_source stop;
    stop.request_stop();
    Feel::Environment stopped = environment();
    stopped.stop = stop.get_token();
    const Mapped mapped = mapSuccess(answer(), result(u"= { s: sum(for i in 1..100000 return i) }"_s), 3, stopped);
    QVERIFY(mapped.problem);
    QCOMPARE(mapped.problem->code, ErrorCode::Cancelled);
}

void tst_OutputMapping::endsAtALimit()
{
    Feel::Environment narrow = environment();
    narrow.limits.steps = 1000;
    const Mapped mapped = mapSuccess(answer(), result(u"= { s: sum(for i in 1..100000 return i) }"_s), 3, narrow);
    QVERIFY(mapped.problem);
    QCOMPARE(mapped.problem->code, ErrorCode::Limit);
}

PLUGBOARD_TEST(tst_OutputMapping)
#include "tst_outputmapping.moc"
