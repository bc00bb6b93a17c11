#include "models/invocation/call.h"
#include "models/invocation/outcomewords.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_Call : public QObject
{
    Q_OBJECT

private slots:
    void oneClickSendsOnce()
    {
        BackendRig rig;
        QSemaphore answering;
        rig.rig.transport.answer = [&](const Http::Request &, const std::stop_token &) {
            answering.acquire();
            return FakeTransport::published();
        };
        Call call(rig.backend);
        QSignalSpy started(&call, &Call::started);
        QSignalSpy finished(&call, &Call::finished);
        const Invocation::Job job = InvocationRig::job(rig.rig.publishForm());
        for (int click = 0; click < 5; ++click)
            call.start(job, false);
        QVERIFY(call.isRunning());
        answering.release(10);
        QVERIFY(finished.wait(5000));
        QCOMPARE(started.size(), 1);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(rig.rig.transport.sent.size(), 1);
        QVERIFY(!call.isRunning());
        call.start(job, false);
        QVERIFY(finished.wait(5000));
        QCOMPARE(rig.rig.transport.sent.size(), 2);
    }

    void progressIsTold()
    {
        BackendRig rig;
        Call call(rig.backend);
        QSignalSpy progressed(&call, &Call::progressed);
        QSignalSpy finished(&call, &Call::finished);
        call.start(InvocationRig::job(rig.rig.publishForm()), false);
        QVERIFY(finished.wait(5000));
        QVERIFY(progressed.size() >= 5);
    }

    void cancelReachesTheTransport()
    {
        BackendRig rig;
        QSemaphore reached;
        rig.rig.transport.answer = [&](const Http::Request &, const std::stop_token &stop) -> Result<Http::Response> {
            reached.release();
            while (!stop.stop_requested())
                QThread::msleep(1);
            return Error {Stage::Transport, ErrorCode::Interrupted, u"stopped after it was sent"_s, {}};
        };
        Call call(rig.backend);
        QSignalSpy finished(&call, &Call::finished);
        call.start(InvocationRig::job(rig.rig.publishForm()), false);
        reached.acquire();
        call.cancel();
        QVERIFY(finished.wait(5000));
        const auto run = finished.first().first().value<std::shared_ptr<const Invocation::Run>>();
        QCOMPARE(Invocation::outcomeName(run->outcome), u"unknown"_s);
        QVERIFY(OutcomeWords::of(*run).remedy.contains(u"it may have happened"_s));
    }

    void mayDieWhileRunning()
    {
        BackendRig rig;
        QSemaphore reached;
        rig.rig.transport.answer = [&](const Http::Request &, const std::stop_token &stop) -> Result<Http::Response> {
            reached.release();
            while (!stop.stop_requested())
                QThread::msleep(1);
            return Error {Stage::Transport, ErrorCode::Interrupted, u"stopped"_s, {}};
        };
        auto call = std::make_unique<Call>(rig.backend);
        call->start(InvocationRig::job(rig.rig.publishForm()), false);
        reached.acquire();
        call.reset();
        QCOMPARE(rig.rig.transport.sent.size(), 1);
    }

    void aSandboxThatDoesNotStartSendsNothing()
    {
        BackendRig rig;
        Call call(rig.backend);
        QSignalSpy finished(&call, &Call::finished);
        call.start(InvocationRig::job(rig.rig.publishForm()), true);
        QVERIFY(finished.wait(5000));
        const auto run = finished.first().first().value<std::shared_ptr<const Invocation::Run>>();
        QCOMPARE(Invocation::outcomeName(run->outcome), u"transport"_s);
        QVERIFY(OutcomeWords::of(*run).what.contains(u"No sandbox"_s));
        QVERIFY(rig.rig.transport.sent.isEmpty());
    }
};

PLUGBOARD_TEST(tst_Call)
#include "tst_call.moc"
