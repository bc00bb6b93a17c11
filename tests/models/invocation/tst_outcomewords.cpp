#include "models/invocation/outcomewords.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using Invocation::Failure;
using Invocation::Outcome;
using Invocation::Run;
using Mood = OutcomeWords::Mood;

Q_DECLARE_METATYPE(Plugboard::Invocation::Run)

class tst_OutcomeWords : public QObject
{
    Q_OBJECT

private slots:
    void everyOutcomeIsToldInWords_data()
    {
        QTest::addColumn<Run>("run");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("icon");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("remedy");
        const QString good = u"outcome-good"_s;
        const QString bad = u"outcome-bad"_s;
        const QString unsure = u"outcome-unsure"_s;
        QTest::newRow("success") << run(Outcome::Success, 200) << u"Success"_s << good << QString() << QString();
        QTest::newRow("refused, known code")
            << run(Outcome::Error, 403,
                   {.code = u"SignatureDoesNotMatch"_s, .message = u"the signature differs"_s, .status = 403})
            << u"Refused"_s << bad << u"SignatureDoesNotMatch: The signature differs."_s
            << u"Store the secret key again"_s;
        QTest::newRow("refused, unknown code")
            << run(Outcome::Error, 503, {.code = u"Odd"_s, .message = u"we are closed."_s, .status = 503})
            << u"Refused"_s << bad << u"Odd: We are closed."_s << u"Send again later"_s;
        QTest::newRow("refused without a word")
            << run(Outcome::Error, 404, {.code = u"404"_s, .status = 404}) << u"Refused"_s << bad << u"404."_s
            << u"Check the name, the region and the endpoint"_s;
        QTest::newRow("mapping failed") << run(Outcome::Error, 200,
                                               {.message = u"no context"_s, .where = u"resultExpression 1:3"_s})
                                        << u"Mapping failed"_s << bad << u"No context."_s
                                        << u"The call itself has succeeded"_s;
        QTest::newRow("answer that cannot be read")
            << run(Outcome::Error, 200, {.message = u"the answer is no XML"_s}) << u"Not understood"_s << bad
            << u"The answer is no XML."_s << u"Look at the raw answer"_s;
        QTest::newRow("BPMN error") << run(Outcome::BpmnError, 200, {.code = u"E1"_s, .message = u"late"_s})
                                    << u"BPMN error"_s << bad << u"throws the BPMN error E1. Late."_s << QString();
        QTest::newRow("job error") << run(Outcome::JobError, 500, {.message = u"again"_s, .retries = u"2"_s})
                                   << u"Job error"_s << bad << u"2 retries are left. Again."_s << QString();
        QTest::newRow("ignored") << run(Outcome::Ignored, 404, {}) << u"Ignored"_s << good << QString()
                                 << u"does not count"_s;
        QTest::newRow("invalid place") << run(Outcome::Invalid, 0,
                                              {.message = u"is no region"_s, .where = u"configuration.region"_s})
                                       << u"Not sent"_s << bad << u"configuration.region: is no region."_s
                                       << u"Nothing was sent"_s;
        QTest::newRow("invalid fields") << run(Outcome::Invalid, 0,
                                               {.findings = {{u"a"_s, u"is missing"_s}, {u"b"_s, u"is missing"_s}}})
                                        << u"Not sent"_s << bad << u"2 fields need your attention"_s << QString();
        QTest::newRow("credentials") << run(Outcome::Credentials, 0, {.message = u"there is no secret"_s})
                                     << u"No credentials"_s << bad << u"There is no secret."_s << u"Nothing was sent"_s;
        QTest::newRow("transport") << run(Outcome::Transport, 0, {.message = u"the host is unknown"_s})
                                   << u"Not delivered"_s << bad << u"The host is unknown."_s << u"you may send again"_s;
        QTest::newRow("cancelled") << run(Outcome::Cancelled, 0, {}) << u"Cancelled"_s << unsure
                                   << u"nothing was sent"_s << QString();
        QTest::newRow("unknown") << run(Outcome::Unknown, 0, {.message = u"the line broke"_s}) << u"Unknown"_s << unsure
                                 << u"The line broke."_s << u"Look at the service before you send again"_s;
    }

    void everyOutcomeIsToldInWords()
    {
        QFETCH(Run, run);
        QFETCH(QString, what);
        QFETCH(QString, remedy);
        const OutcomeWords words = OutcomeWords::of(run);
        QTEST(words.word, "word");
        QTEST(words.icon, "icon");
        QVERIFY2(what.isEmpty() ? words.what.isEmpty() : words.what.contains(what), qPrintable(words.what));
        QVERIFY2(remedy.isEmpty() ? words.remedy.isEmpty() : words.remedy.contains(remedy), qPrintable(words.remedy));
    }

    void anUnknownOutcomeTellsWhatToCheck()
    {
        Run sent = run(Outcome::Unknown, 0, {});
        sent.request = Invocation::SentRequest {"POST", u"https://sns.eu-central-1.amazonaws.com/"_s, {}, 0};
        QVERIFY(OutcomeWords::of(sent).remedy.contains(u"sns.eu-central-1.amazonaws.com"_s));
        sent.request->method = "GET";
        QVERIFY(OutcomeWords::of(sent).remedy.contains(u"It only reads"_s));
    }

    void theFieldToMendIsNamed()
    {
        const QString path = u"authentication.secretKey"_s;
        QCOMPARE(OutcomeWords::of(run(Outcome::Credentials, 0, {.where = path})).field, path);
        QCOMPARE(OutcomeWords::of(run(Outcome::Invalid, 0, {.where = path})).field, path);
        QVERIFY(OutcomeWords::of(run(Outcome::Transport, 0, {.where = path})).field.isEmpty());
    }

    void aPageForAMessageIsCut()
    {
        const QString what = OutcomeWords::of(run(Outcome::Transport, 0, {.message = QString(100'000, u'x')})).what;
        QVERIFY(what.size() < 700 && what.endsWith(u'…'));
    }

    void factsAreOneLine()
    {
        Run answered = run(Outcome::Success, 200);
        answered.total = std::chrono::microseconds(41'300);
        answered.received = Invocation::ReceivedResponse {{}, QByteArray(312, 'x')};
        QCOMPARE(OutcomeWords::facts(answered), u"200 · 41 ms · 312 bytes · 1 attempt"_s);
        answered.total = std::chrono::microseconds(1'250);
        answered.attempts = 3;
        QVERIFY(OutcomeWords::facts(answered).contains(u"1.2 ms"_s)
                || OutcomeWords::facts(answered).contains(u"1.3 ms"_s));
        QVERIFY(OutcomeWords::facts(answered).endsWith(u"3 attempts"_s));
        QVERIFY(OutcomeWords::facts(run(Outcome::Invalid, 0, {})).isEmpty());
    }

    /// Of a real run: nothing in it may be a secret.
    void detailsAreWhatSomebodyWhoHelpsAsksFor()
    {
        BackendRig rig;
        rig.rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            return FakeTransport::refused(403, "AuthorizationError", "not allowed");
        };
        const Run refused = rig.rig.invoke(InvocationRig::job(rig.rig.publishForm()));
        QString text;
        for (const auto &[name, value] : OutcomeWords::details(refused))
            text += name + u"="_s + value + u'\n';
        for (const char *part : {"code=AuthorizationError", "status=403", "request id=r-9", "request=POST https://"})
            QVERIFY2(text.contains(QString::fromLatin1(part)), qPrintable(text));
        QVERIFY(!text.contains(QString::fromLatin1(InvocationRig::secretKey)));
        QVERIFY(OutcomeWords::of(refused).remedy.contains(u"permission"_s));
    }

private:
    static Run run(Outcome outcome, int status)
    {
        Run run;
        run.outcome = outcome;
        run.status = status;
        run.attempts = outcome == Outcome::Invalid || outcome == Outcome::Credentials ? 0 : 1;
        return run;
    }
    static Run run(Outcome outcome, int status, const Failure &failure)
    {
        Run failed = run(outcome, status);
        failed.failure = failure;
        return failed;
    }
};

PLUGBOARD_TEST(tst_OutcomeWords)
#include "tst_outcomewords.moc"
