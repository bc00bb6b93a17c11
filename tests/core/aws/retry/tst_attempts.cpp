#include "core/aws/retry/attempts.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Always the same.
class SetRandom final : public Random
{
public:
    explicit SetRandom(char byte)
        : m_byte(byte)
    {
    }
    QByteArray bytes(qsizetype count) override { return QByteArray(count, m_byte); }

private:
    char m_byte;
};

} // namespace

class tst_Attempts : public QObject
{
    Q_OBJECT

private:
    static ClassifiedFailure failure(FailureKind kind) { return {.kind = kind}; }

    RetrySettings m_settings;
    SetRandom m_late {'\xff'};
    SetRandom m_early {'\0'};

private slots:
    void delaysGrowAndChanceShortensThem()
    {
        RetrySettings patient;
        patient.maximumAttempts = 8;
        RetryClient client(0);
        Attempts late(patient, client, true, m_late);
        Attempts early(patient, client, true, m_early);
        for (const int seconds : {1, 2, 4, 8, 16, 20, 20}) {
            const RetryDecision decision = late.failed(failure(FailureKind::Transient), 0);
            QCOMPARE(decision.verdict, Verdict::Again);
            QVERIFY(decision.delay > seconds * 990ms && decision.delay <= seconds * 1000ms);
            QCOMPARE(early.failed(failure(FailureKind::Transient), 0).delay, 0ms);
        }
        QCOMPARE(late.failed(failure(FailureKind::Transient), 0).verdict, Verdict::AttemptsUsed);
    }

    void quotaIsSharedAndGivenBack()
    {
        RetryClient client(0, 12);
        Attempts first(m_settings, client, true, m_early);
        QCOMPARE(first.failed(failure(FailureKind::Timeout), 0).verdict, Verdict::Again);
        QCOMPARE(client.quota.left(), 2);
        Attempts second(m_settings, client, true, m_early);
        QCOMPARE(second.failed(failure(FailureKind::Transient), 0).verdict, Verdict::QuotaUsed);
        first.succeeded(0);
        QCOMPARE(client.quota.left(), 12);
        Attempts third(m_settings, client, true, m_early);
        third.succeeded(0);
        QCOMPARE(client.quota.left(), 13);
        client.quota.giveBack(1'000);
        QCOMPARE(client.quota.left(), RetryQuota::full);
    }

    void whatIsNotSafeIsRepeatedOnceAndOnlyWithProof()
    {
        RetryClient client(0);
        for (const FailureKind kind : {FailureKind::Transient, FailureKind::Timeout}) {
            Attempts attempts(m_settings, client, false, m_early);
            QCOMPARE(attempts.failed(failure(kind), 0).verdict, Verdict::NotSafe);
        }
        for (const FailureKind kind : {FailureKind::Throttling, FailureKind::ClockSkew, FailureKind::ExpiredCredentials,
                                       FailureKind::WrongRegion}) {
            Attempts attempts(m_settings, client, false, m_early);
            QCOMPARE(attempts.failed(failure(kind), 0).verdict, Verdict::Again);
            QCOMPARE(attempts.failed(failure(FailureKind::Throttling), 0).verdict, Verdict::AttemptsUsed);
        }
    }

    void whatIsMendedIsRepeatedAtOnceAndOneTime()
    {
        RetrySettings patient;
        patient.maximumAttempts = 9;
        RetryClient client(0);
        Attempts attempts(patient, client, true, m_late);
        QCOMPARE(attempts.failed(failure(FailureKind::ClockSkew), 0).delay, 0ms);
        QCOMPARE(attempts.failed(failure(FailureKind::WrongRegion), 0).verdict, Verdict::Again);
        QCOMPARE(attempts.failed(failure(FailureKind::ClockSkew), 0).verdict, Verdict::NotRetryable);
    }

    void servicesWishesAreHeard()
    {
        RetryClient client(0);
        RetrySettings patient;
        patient.maximumAttempts = 9;
        Attempts attempts(patient, client, true, m_early);
        ClassifiedFailure throttled = failure(FailureKind::Throttling);
        throttled.retryAfter = 7s;
        QCOMPARE(attempts.failed(throttled, 0).delay, 7'000ms);
        throttled.retryAfter.reset();
        throttled.retryAfterHint = 3s;
        QCOMPARE(attempts.failed(throttled, 0).delay, 3'000ms);
        throttled.retryAfterHint = 300s;
        QCOMPARE(attempts.failed(throttled, 0).delay, 5'000ms);
        throttled.retryAfter = 300s;
        const RetryDecision decision = attempts.failed(throttled, 0);
        QCOMPARE(decision.verdict, Verdict::WaitTooLong);
        QCOMPARE(decision.delay, 300'000ms);
    }

    void adaptiveModeSlowsDown()
    {
        RetrySettings adaptive;
        adaptive.mode = RetryMode::Adaptive;
        RetryClient client(0);
        Attempts attempts(adaptive, client, true, m_early);
        QCOMPARE(attempts.beforeSending(0), 0ms);
        attempts.failed(failure(FailureKind::Throttling), 0.1);
        QVERIFY(attempts.beforeSending(0.1) > 1s); // Half a request per second is the least
        Attempts standard(m_settings, client, true, m_early);
        QCOMPARE(standard.beforeSending(0.1), 0ms);
    }

    void memoryKeepsClientsAndClocksApart()
    {
        RetryMemory memory;
        QVERIFY(memory.client("sns", "eu-central-1", 0).quota.take(100));
        QCOMPARE(memory.client("sns", "eu-central-1", 0).quota.left(), 400);
        QCOMPARE(memory.client("sns", "eu-west-1", 0).quota.left(), 500);
        memory.setClockOffset("sns.eu-central-1.amazonaws.com", 420s);
        QCOMPARE(memory.clockOffset("sns.eu-central-1.amazonaws.com"), std::chrono::seconds(420));
        QCOMPARE(memory.clockOffset("sns.eu-west-1.amazonaws.com"), std::chrono::seconds(0));
    }

    void memoryKnowsWhereBucketsLie()
    {
        RetryMemory memory;
        QVERIFY(memory.bucketRegion(u"s3"_s, u"photos"_s).isEmpty());
        memory.setBucketRegion(u"s3"_s, u"photos"_s, u"us-west-2"_s);
        QCOMPARE(memory.bucketRegion(u"s3"_s, u"photos"_s), u"us-west-2"_s);
        QVERIFY(memory.bucketRegion(u"s3"_s, u"films"_s).isEmpty());
    }

    /// A service in trouble gets hardly more than it would without repetitions: 500 tokens, 5 for each.
    void aThousandFailingCallsKeepTheBudget()
    {
        RetryClient client(0);
        int sends = 0;
        std::chrono::milliseconds waited {0};
        SystemRandom random;
        for (int call = 0; call < 1'000; ++call) {
            Attempts attempts(m_settings, client, true, random);
            RetryDecision decision {Verdict::Again};
            while (decision.verdict == Verdict::Again) {
                ++sends;
                decision = attempts.failed(failure(FailureKind::Throttling), 0);
                waited += decision.delay;
            }
        }
        QCOMPARE(sends, 1'000 + RetryQuota::full / 5);
        QVERIFY(waited > 20s && waited < 130s); // Chance takes half of 50 × 1 s + 50 × 2 s on the average.
    }

    void settingsOfTheEnvironment()
    {
        QProcessEnvironment environment;
        QCOMPARE(RetrySettings::fromEnvironment(environment).maximumAttempts, 3);
        environment.insert(u"AWS_RETRY_MODE"_s, u"Adaptive"_s);
        environment.insert(u"AWS_MAX_ATTEMPTS"_s, u"5"_s);
        const RetrySettings settings = RetrySettings::fromEnvironment(environment);
        QCOMPARE(settings.mode, RetryMode::Adaptive);
        QCOMPARE(settings.maximumAttempts, 5);
        QVERIFY(settings.warnings.isEmpty());
        environment.insert(u"AWS_RETRY_MODE"_s, u"often"_s);
        environment.insert(u"AWS_MAX_ATTEMPTS"_s, u"0"_s);
        const RetrySettings wrong = RetrySettings::fromEnvironment(environment);
        QCOMPARE(wrong.maximumAttempts, 3);
        QCOMPARE(wrong.warnings.size(), 2);
    }
};

PLUGBOARD_TEST(tst_Attempts)
#include "tst_attempts.moc"
