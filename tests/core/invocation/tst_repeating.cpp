#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Passes the time of pauses at once and remembers them; a test may stop the call in one.
class SteppingClock final : public Clock
{
public:
    Moment now() const override { return m_moment; }
    std::chrono::nanoseconds monotonic() const override { return m_moment.time_since_epoch(); }
    bool pause(std::chrono::nanoseconds duration, const std::stop_token &stop) const override
    {
        m_moment += duration;
        m_paused += duration;
        if (inPause)
            inPause();
        return !stop.stop_requested();
    }
    std::chrono::nanoseconds paused() const { return m_paused; }

    std::function<void()> inPause;

private:
    mutable Moment m_moment {1'793'959'200s}; // Fri, 06 Nov 2026 10:00:00 GMT
    mutable std::chrono::nanoseconds m_paused {0};
};

Http::Response throttled()
{
    return FakeTransport::refused(400, "Throttling", "Rate exceeded");
}

Result<Http::Response> noAnswer()
{
    return Error {
        Stage::Transport, ErrorCode::Interrupted, u"the connection broke: it may have been carried out"_s, {}};
}

Http::Response listed()
{
    return FakeTransport::xml(200,
                              "<ListTopicsResponse "
                              "xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><ListTopicsResult><Topics/>"
                              "</ListTopicsResult></ListTopicsResponse>");
}

using Script = QList<std::function<Result<Http::Response>()>>;

} // namespace

/// What is sent again, and what never is.
class tst_Repeating : public QObject
{
    Q_OBJECT

private:
    /// Answers by the script's rows, the last for ever.
    Run play(const Job &job, const Script &script, std::stop_token stop = {})
    {
        m_rig->transport.answer = [this, script](const Http::Request &, const std::stop_token &) {
            return script[qMin(m_rig->transport.sent.size(), script.size()) - 1]();
        };
        Services services {m_rig->transport, m_rig->secrets, m_rig->models, m_rig->endpoints, m_rig->signer,
                           m_rig->calls,     *m_clock,       m_rig->random, m_rig->retries,   m_rig->environment};
        m_services = &services;
        m_phases.clear();
        return Invocation::invoke(job, services, std::move(stop),
                                  [this](const Progress &progress) { m_phases.append(progress.phase); });
    }
    Job publishing() { return InvocationRig::job(m_rig->publishForm()); }
    Job listing()
    {
        Job job = InvocationRig::job(m_rig->form(u"aws:sns:ListTopics"_s));
        job.commandLine.region = u"eu-central-1"_s;
        Aws::Credentials keys;
        keys.accessKeyId = "AKIAPLUGBOARDTEST234";
        keys.secretAccessKey = Sensitive(InvocationRig::secretKey);
        job.commandLine.credentials = keys;
        return job;
    }
    qsizetype sent() const { return m_rig->transport.sent.size(); }

    std::unique_ptr<InvocationRig> m_rig;
    std::unique_ptr<SteppingClock> m_clock;
    Services *m_services = nullptr;
    QStringList m_phases;

private slots:
    void init()
    {
        m_rig = std::make_unique<InvocationRig>();
        m_clock = std::make_unique<SteppingClock>();
    }

    void throttledPublishIsSentOnceMore()
    {
        const Run run = play(publishing(), {throttled, FakeTransport::published});
        QCOMPARE(outcomeName(run.outcome), u"success"_s);
        QCOMPARE(run.attempts, 2);
        QCOMPARE(sent(), 2);
        QVERIFY2(run.warnings.join(u' ').contains(u"throttled (Throttling, status 400): sent again after"_s),
                 qPrintable(run.warnings.join(u'\n')));
        QVERIFY(std::any_of(run.trace.begin(), run.trace.end(),
                            [](const TraceEntry &entry) { return entry.stage == u"attempt 1"_s; }));
    }

    void throttledPublishIsNotSentAThirdTime()
    {
        const Run run = play(publishing(), {throttled});
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QCOMPARE(run.failure->code, u"Throttling"_s);
        QCOMPARE(sent(), 2);
    }

    void publishIsNotRepeatedWithoutProof_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("no answer") << u"interrupted"_s << u"unknown"_s;
        QTest::newRow("half an answer") << u"incomplete"_s << u"unknown"_s;
        QTest::newRow("unreachable") << u"unreachable"_s << u"transport"_s;
        QTest::newRow("500") << u"500"_s << u"error"_s;
        QTest::newRow("503") << u"503"_s << u"error"_s;
        QTest::newRow("refused") << u"403"_s << u"error"_s;
    }
    void publishIsNotRepeatedWithoutProof()
    {
        QFETCH(QString, fault);
        const Run run = play(publishing(), {[fault]() -> Result<Http::Response> {
                                 const auto error = [](ErrorCode code) {
                                     return Error {Stage::Transport, code, u"it broke"_s, {}};
                                 };
                                 if (fault == u"interrupted"_s)
                                     return error(ErrorCode::Interrupted);
                                 if (fault == u"incomplete"_s)
                                     return error(ErrorCode::Incomplete);
                                 if (fault == u"unreachable"_s)
                                     return error(ErrorCode::Unreachable);
                                 return FakeTransport::refused(fault.toInt(), "InternalFailure", "no");
                             }});
        QTEST(outcomeName(run.outcome), "outcome");
        QCOMPARE(sent(), 1);
        QCOMPARE(m_clock->paused(), 0ns);
    }

    void whatOnlyReadsIsRepeatedThreeTimes()
    {
        QCOMPARE(outcomeName(play(listing(), {noAnswer, noAnswer, listed}).outcome), u"success"_s);
        QCOMPARE(sent(), 3);
        m_rig->transport.sent.clear();
        QCOMPARE(outcomeName(play(listing(), {noAnswer}).outcome), u"unknown"_s);
        QCOMPARE(sent(), 3);
        m_rig->transport.sent.clear();
        QCOMPARE(
            outcomeName(play(listing(), {[] { return FakeTransport::refused(503, "Unavailable", "no"); }}).outcome),
            u"error"_s);
        QCOMPARE(sent(), 3);
    }

    void attemptsAreThoseOfTheEnvironment()
    {
        m_rig->environment.insert(u"AWS_MAX_ATTEMPTS"_s, u"1"_s);
        (void)play(listing(), {noAnswer});
        QCOMPARE(sent(), 1);
    }

    void everyAttemptIsSignedAnew()
    {
        (void)play(listing(),
                   {[] {
                        Http::Response response = throttled();
                        response.headers.add("Retry-After", "9");
                        return response;
                    },
                    listed});
        QCOMPARE(sent(), 2);
        QCOMPARE(m_rig->transport.sent[0].headers.value("x-amz-date"), QByteArray("20261106T100000Z"));
        QCOMPARE(m_rig->transport.sent[1].headers.value("x-amz-date"), QByteArray("20261106T100009Z"));
        QCOMPARE(m_rig->transport.sent[1].headers.values("authorization").size(), 1);
    }

    void theWaitIsCountedDown()
    {
        (void)play(listing(),
                   {[] {
                        Http::Response response = throttled();
                        response.headers.add("Retry-After", "3");
                        return response;
                    },
                    listed});
        for (const QString &phase :
             {u"throttled, next try in 3 s"_s, u"throttled, next try in 2 s"_s, u"throttled, next try in 1 s"_s})
            QVERIFY2(m_phases.contains(phase), qPrintable(phase));
        QCOMPARE(m_clock->paused(), 3'000'000'000ns);
    }

    void pausesThatNobodyWouldWaitForAreTold()
    {
        const Run run = play(listing(), {[] {
                                 Http::Response response = throttled();
                                 response.headers.add("Retry-After", "300");
                                 return response;
                             }});
        QCOMPARE(sent(), 1);
        QVERIFY(run.warnings.join(u' ').contains(u"asks to wait 5 min"_s));
    }

    void cancelsDuringTheWait()
    {
        std::stop_source stop;
        m_clock->inPause = [&stop] { stop.request_stop(); };
        const auto slow = [] {
            Http::Response response = throttled();
            response.headers.add("Retry-After", "9");
            return response;
        };
        const Run run = play(publishing(), {slow}, stop.get_token());
        QCOMPARE(outcomeName(run.outcome), u"cancelled"_s);
        QVERIFY(run.failure->message.contains(u"nothing was done so far"_s));
        QCOMPARE(sent(), 1);
        QVERIFY(m_clock->paused() <= 1s);
    }

    void aClockThatIsOffIsCorrectedAndRemembered()
    {
        const auto skewed = [] {
            Http::Response response = FakeTransport::refused(403, "SignatureDoesNotMatch", "Signature expired");
            response.headers.add("Date", "Fri, 06 Nov 2026 10:07:00 GMT");
            return response;
        };
        const Run run = play(publishing(), {skewed, FakeTransport::published});
        QCOMPARE(outcomeName(run.outcome), u"success"_s);
        QCOMPARE(m_rig->transport.sent[1].headers.value("x-amz-date"), QByteArray("20261106T100700Z"));
        QVERIFY2(run.warnings.join(u' ').contains(u"clock is 7 min slow"_s), qPrintable(run.warnings.join(u'\n')));
        QCOMPARE(m_clock->paused(), 0ns);
        m_rig->transport.sent.clear();
        (void)play(publishing(), {FakeTransport::published});
        QCOMPARE(m_rig->transport.sent[0].headers.value("x-amz-date"), QByteArray("20261106T100700Z"));
    }

    void skewIsCorrectedOnce()
    {
        const auto skewed = [] {
            Http::Response response = FakeTransport::refused(403, "RequestExpired", "Request has expired");
            response.headers.add("Date", "Fri, 06 Nov 2026 10:07:00 GMT");
            return response;
        };
        const Run run = play(listing(), {skewed});
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QCOMPARE(sent(), 2);
    }

    void theRegionThatAServiceNamesIsTaken()
    {
        const auto elsewhere = [] {
            Http::Response response = FakeTransport::refused(301, "PermanentRedirect", "elsewhere");
            response.headers.add("x-amz-bucket-region", "us-west-2");
            return response;
        };
        const Run run = play(publishing(), {elsewhere, FakeTransport::published});
        QCOMPARE(outcomeName(run.outcome), u"success"_s);
        QCOMPARE(m_rig->transport.sent[0].target.host, QByteArray("sns.eu-central-1.amazonaws.com"));
        QCOMPARE(m_rig->transport.sent[1].target.host, QByteArray("sns.us-west-2.amazonaws.com"));
        QVERIFY(m_rig->transport.sent[1].headers.value("authorization").contains("/us-west-2/sns/"));
        QVERIFY(run.warnings.join(u' ').contains(u"named the region us-west-2"_s));
    }

    void expiredCredentialsAreLookedUpOnceMore()
    {
        m_rig->environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIAPLUGBOARDTEST234"_s);
        m_rig->environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, QString::fromLatin1(InvocationRig::secretKey));
        m_rig->environment.insert(u"AWS_SESSION_TOKEN"_s, u"first-session-token"_s);
        Job job = listing();
        job.commandLine.credentials.reset();
        const auto expired = [] { return FakeTransport::refused(403, "ExpiredToken", "expired"); };
        QCOMPARE(outcomeName(play(job, {expired}).outcome), u"error"_s);
        QCOMPARE(sent(), 1); // The same keys would be refused again.
        m_rig->transport.sent.clear();
        const auto renewing = [&] {
            m_services->environment.insert(u"AWS_SESSION_TOKEN"_s, u"second-session-token"_s);
            return expired();
        };
        QCOMPARE(outcomeName(play(job, {renewing, listed}).outcome), u"success"_s);
        QCOMPARE(m_rig->transport.sent[1].headers.value("x-amz-security-token"), QByteArray("second-session-token"));
    }
};

PLUGBOARD_TEST(tst_Repeating)
#include "tst_repeating.moc"
