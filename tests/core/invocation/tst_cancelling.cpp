#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <condition_variable>
#include <thread>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

/// Waits for the stop, as a transport or a keychain does that gets no answer.
void waitFor(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
}

/// A keychain whose owner does not type the password.
class SilentStore final : public Secrets::SecretStore
{
public:
    explicit SilentStore(std::function<void()> asked)
        : m_asked(std::move(asked))
    {
    }
    Result<Sensitive> read(const Secrets::SecretName &, std::stop_token stop) override
    {
        m_asked();
        waitFor(stop);
        return Error {Stage::Secrets, ErrorCode::Cancelled, u"cancelled"_s, {}};
    }
    Result<Done> write(const Secrets::SecretName &, const Sensitive &, std::stop_token) override { return Done {}; }
    Result<Done> remove(const Secrets::SecretName &, std::stop_token) override { return Done {}; }
    Result<QStringList> names(const QString &, std::stop_token) override { return QStringList(); }
    Secrets::StoreState state(std::stop_token) override { return Secrets::StoreState::Locked; }
    bool isWritable() const override { return false; }
    QString description() const override { return u"silent"_s; }

private:
    std::function<void()> m_asked;
};

const QString longExpression = u"= { n: count(for i in 1..4000000 return if i > 0 then i else null) }"_s;

} // namespace

/// Before anything was sent a stop is Cancelled, afterwards Unknown, whatever the step made of it.
class tst_Cancelling : public QObject
{
    Q_OBJECT

private slots:
    void beforeTheStart();
    void whileInputsAreEvaluated();
    void whileASecretIsAwaited();
    void whileConnecting();
    void whileAnAnswerIsAwaited();
    void whileTheAnswerIsMapped();
    void afterTheAnswerInTime();
    void afterTheEnd();
};

void tst_Cancelling::beforeTheStart()
{
    InvocationRig rig;
    std::stop_source stop;
    stop.request_stop();
    const Run run = rig.invoke(InvocationRig::job(rig.publishForm()), stop.get_token());
    QCOMPARE(outcomeName(run.outcome), u"cancelled"_s);
    QCOMPARE(exitCode(run.outcome), 130);
    QCOMPARE(run.attempts, 0);
    QVERIFY(run.stages.isEmpty());
    QVERIFY(rig.transport.sent.isEmpty());
}

void tst_Cancelling::whileInputsAreEvaluated()
{
    InvocationRig rig;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"topic.message"_s, longExpression);
    std::stop_source stop;
    std::jthread finger([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        stop.request_stop();
    });
    const Run run = rig.invoke(InvocationRig::job(state), stop.get_token());
    QCOMPARE(outcomeName(run.outcome), u"cancelled"_s);
    QVERIFY(run.failure->findings.isEmpty());
    QCOMPARE(run.failure->message, u"cancelled before anything was sent"_s);
    QVERIFY(rig.transport.sent.isEmpty());
}

void tst_Cancelling::whileASecretIsAwaited()
{
    InvocationRig rig;
    std::stop_source stop;
    SilentStore store([&] { stop.request_stop(); });
    const Run run = rig.invokeWith(store, InvocationRig::job(rig.publishForm()), stop.get_token());
    QCOMPARE(outcomeName(run.outcome), u"cancelled"_s);
    QVERIFY(rig.transport.sent.isEmpty());
}

void tst_Cancelling::whileConnecting()
{
    InvocationRig rig;
    std::stop_source stop;
    rig.transport.answer = [&](const Http::Request &, const std::stop_token &token) -> Result<Http::Response> {
        stop.request_stop();
        waitFor(token);
        return Error {Stage::Transport, ErrorCode::Cancelled, u"cancelled before anything was sent"_s, {}};
    };
    Form::FormState state = rig.publishForm();
    state.setByKey(u"errorExpression"_s, u"= ignoreError({ a: 1 })"_s);
    const Run run = rig.invoke(InvocationRig::job(state), stop.get_token());
    QCOMPARE(outcomeName(run.outcome), u"cancelled"_s);
    QCOMPARE(run.attempts, 0);
}

void tst_Cancelling::whileAnAnswerIsAwaited()
{
    InvocationRig rig;
    std::stop_source stop;
    rig.transport.answer = [&](const Http::Request &, const std::stop_token &token) -> Result<Http::Response> {
        stop.request_stop();
        waitFor(token);
        return Error {Stage::Transport, ErrorCode::Interrupted, u"cancelled while waiting for the answer"_s, {}};
    };
    const Run run = rig.invoke(InvocationRig::job(rig.publishForm()), stop.get_token());
    QCOMPARE(outcomeName(run.outcome), u"unknown"_s);
    QCOMPARE(run.attempts, 1);
    QCOMPARE(rig.transport.sent.size(), 1);
}

void tst_Cancelling::whileTheAnswerIsMapped()
{
    InvocationRig rig;
    std::stop_source stop;
    rig.transport.answer = [&](const Http::Request &, const std::stop_token &) {
        stop.request_stop();
        return FakeTransport::published();
    };
    Form::FormState state = rig.publishForm();
    state.setByKey(u"resultExpression"_s, longExpression);
    const Run run = rig.invoke(InvocationRig::job(state), stop.get_token());
    QCOMPARE(outcomeName(run.outcome), u"unknown"_s);
    QVERIFY2(run.failure->message.contains(u"has carried the request out (status 200)"_s),
             qPrintable(run.failure->message));
    QCOMPARE(run.response["messageId"].string(), u"m-1"_s);
}

/// The answer is there: it is kept, though no expression of the user is evaluated any more.
void tst_Cancelling::afterTheAnswerInTime()
{
    InvocationRig rig;
    std::stop_source stop;
    rig.transport.answer = [&](const Http::Request &, const std::stop_token &) {
        stop.request_stop();
        return FakeTransport::published();
    };
    const Run run = rig.invoke(InvocationRig::job(rig.publishForm()), stop.get_token());
    QCOMPARE(outcomeName(run.outcome), u"success"_s);
    QCOMPARE(run.response["messageId"].string(), u"m-1"_s);
}

void tst_Cancelling::afterTheEnd()
{
    InvocationRig rig;
    std::stop_source stop;
    const Run run = rig.invoke(InvocationRig::job(rig.publishForm()), stop.get_token());
    stop.request_stop();
    QCOMPARE(outcomeName(run.outcome), u"success"_s);
}

PLUGBOARD_TEST(tst_Cancelling)
#include "tst_cancelling.moc"
