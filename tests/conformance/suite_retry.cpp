#include "tests/conformance/suite.h"

#include "core/aws/retry/attempts.h"
#include "core/value/json.h"

#include <QFile>

#include <cmath>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

constexpr double tolerance = 1e-6;

double numberOf(const Value &value)
{
    return value.number().toDouble();
}

/// Collects what differs in the rows of one case.
class Differences final
{
public:
    void compare(const QString &what, double actual, const Value &expected)
    {
        if (expected.isNumber() && std::abs(actual - numberOf(expected)) > tolerance)
            m_texts.append(u"%1 is %2, not %3"_s.arg(what).arg(actual, 0, 'g', 12).arg(numberOf(expected), 0, 'g', 12));
    }
    void compare(const QString &what, const QString &actual, const QString &expected)
    {
        if (actual != expected)
            m_texts.append(u"%1 is %2, not %3"_s.arg(what, actual, expected));
    }
    QString text() const { return m_texts.join(u"; "_s); }

private:
    QStringList m_texts;
};

QString placeOf(const Value &row)
{
    return u"t=%1 "_s.arg(numberOf(row["t"]));
}

/// Rows that fail name the rate that was current then, or mean the last one calculated.
QString cubicDifference(const Value &test)
{
    Differences differences;
    Aws::CubicRate cubic(numberOf(test["wMax"]), numberOf(test["lastFail"]));
    double rate = 0;
    for (qsizetype i = 0; i < test["rows"].size(); ++i) {
        const Value row = test["rows"].at(i);
        const bool failed = row["throttled"].isTrue() || row["failed"].isTrue()
            || row["op"] == Value::string(u"error"_s) || row["op"] == Value::string(u"throttle"_s);
        const double current = row["currentRate"].isNumber() ? numberOf(row["currentRate"]) : rate;
        rate = failed ? cubic.throttled(current, numberOf(row["t"])) : cubic.succeeded(numberOf(row["t"]));
        differences.compare(placeOf(row) + u"rate"_s, rate, row["rate"]);
    }
    return differences.text();
}

QString bucketDifference(const Value &rows)
{
    Differences differences;
    Aws::TokenBucket bucket(numberOf(rows.at(0)["fillRate"]), numberOf(rows.at(0)["t"]));
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Value row = rows.at(i);
        const double now = numberOf(row["t"]);
        if (row["op"].string() == "rate"_L1)
            bucket.setRate(numberOf(row["value"]), now);
        if (row["op"].string() == "acquire"_L1)
            (void)bucket.reserve(now);
        differences.compare(placeOf(row) + u"capacity"_s, bucket.capacity(now), row["capacity"]);
        differences.compare(placeOf(row) + u"maxCapacity"_s, bucket.maximum(), row["maxCapacity"]);
        differences.compare(placeOf(row) + u"fillRate"_s, bucket.fillRate(), row["fillRate"]);
    }
    return differences.text();
}

QString traceDifference(const Value &test)
{
    Differences differences;
    Aws::RateLimiter limiter(0);
    for (qsizetype i = 0; i < test["rows"].size(); ++i) {
        const Value row = test["rows"].at(i);
        limiter.answered(row["throttled"].isTrue(), numberOf(row["t"]));
        const Aws::RateLimiter::State state = limiter.state();
        const QString place = placeOf(row);
        differences.compare(place + u"measuredRate"_s, state.measuredRate, row["measuredRate"]);
        differences.compare(place + u"calculatedRate"_s, state.calculatedRate, row["calculatedRate"]);
        differences.compare(place + u"fillRate"_s, state.fillRate, row["fillRate"]);
        differences.compare(place + u"wMax"_s, state.maximum, row["wMax"]);
        differences.compare(place + u"k"_s, state.inflection, row["k"]);
        differences.compare(place + u"lastFail"_s, state.lastFailure, row["lastFail"]);
        differences.compare(place + u"limiterEnabled"_s, state.enabled ? u"true"_s : u"false"_s,
                            row["limiterEnabled"].isTrue() ? u"true"_s : u"false"_s);
    }
    return differences.text();
}

Aws::ClassifiedFailure failureOf(const Value &scripted)
{
    if (scripted["timeout"].isTrue())
        return Aws::classify(Error {Stage::Transport, ErrorCode::TimedOut, {}, {}});
    if (!scripted["status"].isNumber())
        return Aws::classify(Error {Stage::Transport, ErrorCode::Unreachable, {}, {}});
    Http::Response response;
    response.status = int(numberOf(scripted["status"]));
    const Value headers = scripted["headers"];
    for (qsizetype i = 0; i < headers.size(); ++i)
        response.headers.add(headers.keyAt(i).toByteArray(), headers.valueAt(i).utf8().toByteArray());
    Aws::ParsedError error;
    error.status = response.status;
    error.code = scripted["code"].string();
    return Aws::classify(Aws::Operation(), response, error, {}, {});
}

QString nameOf(Aws::Verdict verdict)
{
    switch (verdict) {
    case Aws::Verdict::Again:
        return u"retry"_s;
    case Aws::Verdict::AttemptsUsed:
        return u"fail-max-attempts"_s;
    case Aws::Verdict::QuotaUsed:
        return u"fail-quota"_s;
    default:
        return u"fail-not-retryable"_s;
    }
}

bool isSuccess(const Value &scripted)
{
    const double status = numberOf(scripted["status"]);
    return status >= 200 && status < 300 && !scripted["code"].isString();
}

QString standardDifference(const Value &test)
{
    Differences differences;
    Aws::RetryClient client(0, int(numberOf(test["initialQuota"])));
    SystemRandom random;
    Aws::RetrySettings settings;
    settings.maximumAttempts = int(numberOf(test["maxAttempts"]));
    Aws::Attempts attempts(settings, client, true, random);
    for (qsizetype i = 0; i < test["rows"].size(); ++i) {
        const Value row = test["rows"].at(i);
        const QString place = u"attempt %1: "_s.arg(i + 1);
        QString outcome = u"success"_s;
        if (isSuccess(row["response"])) {
            attempts.succeeded(0);
        } else {
            const Aws::RetryDecision decision = attempts.failed(failureOf(row["response"]), 0);
            outcome = nameOf(decision.verdict);
            const std::chrono::milliseconds longest = Aws::longestDelay(attempts.count());
            differences.compare(place + u"maxDelaySeconds"_s, double(longest.count()) / 1000, row["maxDelaySeconds"]);
            if (decision.delay > longest)
                differences.compare(place + u"delay"_s, double(decision.delay.count()) / 1000, row["maxDelaySeconds"]);
        }
        differences.compare(place + u"outcome"_s, outcome, row["outcome"].string());
        differences.compare(place + u"quota"_s, client.quota.left(), row["quota"]);
    }
    return differences.text();
}

/// The lists of codes: every one must be taken for what it is listed as.
QString codesDifference(const Value &codes)
{
    Differences differences;
    const auto kindOf = [](const QString &code, int status) {
        Http::Response response;
        response.status = status;
        Aws::ParsedError error;
        error.code = code;
        error.status = status;
        return Aws::classify(Aws::Operation(), response, error, {}, {}).kind;
    };
    for (qsizetype i = 0; i < codes["throttlingCodes"].size(); ++i) {
        const QString code = codes["throttlingCodes"].at(i).string();
        if (kindOf(code, 400) != Aws::FailureKind::Throttling)
            differences.compare(code, u"another"_s, u"throttling"_s);
    }
    for (qsizetype i = 0; i < codes["transientCodes"].size(); ++i) {
        const QString code = codes["transientCodes"].at(i).string();
        if (kindOf(code, 400) == Aws::FailureKind::Permanent)
            differences.compare(code, u"permanent"_s, u"transient"_s);
    }
    for (qsizetype i = 0; i < codes["transientStatus"].size(); ++i) {
        const int status = int(numberOf(codes["transientStatus"].at(i)));
        if (kindOf({}, status) != Aws::FailureKind::Transient)
            differences.compare(QString::number(status), u"another"_s, u"transient"_s);
    }
    return differences.text();
}

using Check = QString (*)(const Value &);

void runCase(const QString &id, const Value &test, Check check, Report &report)
{
    if (test.isNull() || report.skips(id))
        return;
    const QString why = check(test);
    if (why.isEmpty())
        report.pass();
    else
        report.fail(id, why);
}

void runNamed(const QString &group, const Value &tests, Check check, Report &report)
{
    for (qsizetype i = 0; i < tests.size(); ++i)
        runCase(group + u'/' + tests.at(i)["name"].string(), tests.at(i), check, report);
}

void runRetry(const Options &options, Report &report)
{
    for (const QString &path : filesBelow(options.paths, u".json"_s)) {
        QFile file(path);
        const Result<Value> vectors = Json::read(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
        if (!vectors) {
            report.fail(path, vectors.error().text());
            continue;
        }
        runCase(u"codes"_s, (*vectors)["codes"], &codesDifference, report);
        runCase(u"cubicSuccess"_s, (*vectors)["cubicSuccess"], &cubicDifference, report);
        runCase(u"cubicMixed"_s, (*vectors)["cubicMixed"], &cubicDifference, report);
        runCase(u"tokenBucket"_s, (*vectors)["tokenBucket"], &bucketDifference, report);
        runNamed(u"adaptive"_s, (*vectors)["adaptiveTraces"], &traceDifference, report);
        runNamed(u"standard"_s, (*vectors)["standard"], &standardDifference, report);
    }
}

const Registration registration {u"retry"_s, u"Retries, standard and adaptive (json)"_s, &runRetry};

} // namespace

} // namespace Plugboard::Conformance
