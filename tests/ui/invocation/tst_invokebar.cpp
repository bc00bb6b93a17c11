#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "ui/invocation/invokebar.h"
#include "ui/widgets/looks.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;
using Invocation::Outcome;

class tst_InvokeBar : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_rig = std::make_unique<BackendRig>();
        m_request = std::make_unique<OpenRequest>(m_rig->rig.publishForm(), Workspace::Request {});
        m_call = std::make_unique<Call>(m_rig->backend);
        m_bar = std::make_unique<InvokeBar>();
        m_bar->setRequest(m_request.get());
        m_bar->setCall(m_call.get());
        m_bar->resize(600, 100);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    }

    void cleanup()
    {
        m_bar.reset();
        m_call.reset();
        m_request.reset();
        m_rig.reset();
    }

    void theButtonCancelsWhileACallRuns()
    {
        QSemaphore answering;
        m_rig->rig.transport.answer = [&](const Http::Request &, const std::stop_token &) {
            answering.acquire();
            return FakeTransport::published();
        };
        const int width = m_bar->button()->width();
        QSignalSpy cancelled(m_bar.get(), &InvokeBar::cancelRequested);
        QSignalSpy finished(m_call.get(), &Call::finished);
        m_call->start(InvocationRig::job(m_request->state()), false);
        QVERIFY(m_bar->button()->text().contains(u"Cancel"_s));
        QCOMPARE(m_bar->button()->width(), width);
        QCOMPARE(shown(u"outcome"_s), u"Running"_s);
        QTRY_VERIFY(shown(u"outcome-facts"_s).contains(u"waiting for the answer"_s));
        m_bar->button()->click();
        QCOMPARE(cancelled.size(), 1);
        m_call->cancel();
        QVERIFY(shown(u"outcome-facts"_s).contains(u"stopping"_s));
        answering.release();
        QVERIFY(finished.wait(5000));
        QVERIFY(m_bar->button()->text().contains(u"Invoke"_s));
    }

    void aDoubleClickAndAHeldKeyCountOnce()
    {
        QSignalSpy invoked(m_bar.get(), &InvokeBar::invokeRequested);
        QTest::mouseClick(m_bar->button(), Qt::LeftButton);
        QTest::mouseDClick(m_bar->button(), Qt::LeftButton);
        QVERIFY(invoked.size() <= 2);
        invoked.clear();
        m_bar->button()->setFocus();
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, u" "_s, true);
        for (int repeat = 0; repeat < 5; ++repeat)
            QCoreApplication::sendEvent(m_bar->button(), &held);
        QVERIFY(invoked.isEmpty());
    }

    void theOutcomeHasAWordAColourAndAPicture_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<TextColor>("color");
        QTest::newRow("good") << Outcome::Success << TextColor::Good;
        QTest::newRow("bad") << Outcome::Error << TextColor::Bad;
        QTest::newRow("unsure") << Outcome::Unknown << TextColor::Unsure;
    }

    void theOutcomeHasAWordAColourAndAPicture()
    {
        QFETCH(Outcome, outcome);
        QFETCH(TextColor, color);
        show(outcome);
        const auto *word = m_bar->findChild<QLabel *>(u"outcome"_s);
        QVERIFY(!word->text().isEmpty());
        QCOMPARE(word->palette().color(QPalette::WindowText), textColor(color));
        const auto *picture = m_bar->findChild<QLabel *>(u"outcome-picture"_s);
        QVERIFY(picture->isVisible());
        bool isColored = false;
        const QImage image = picture->pixmap().toImage().convertToFormat(QImage::Format_ARGB32);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                isColored |= image.pixelColor(x, y) == textColor(color);
        }
        QVERIFY(isColored);
    }

    void aRefusalTellsWhatAndWhatToDo()
    {
        show(Outcome::Error,
             {.code = u"NotFound"_s, .message = u"<b>no</b> such topic"_s, .requestId = u"r-9"_s, .status = 404});
        QCOMPARE(shown(u"outcome-text"_s), u"NotFound: <b>no</b> such topic."_s);
        QCOMPARE(m_bar->findChild<QLabel *>(u"outcome-text"_s)->textFormat(), Qt::PlainText);
        QVERIFY(shown(u"outcome-remedy"_s).startsWith(u"Check the name"_s));
        button(u"copy-request-id"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"r-9"_s);
        QVERIFY(shown(u"outcome-details"_s).isEmpty());
        button(u"outcome-show-details"_s)->click();
        QVERIFY(shown(u"outcome-details"_s).contains(u"request id: r-9"_s));
    }

    void theFieldToMendIsOneClickAway()
    {
        show(Outcome::Credentials, {.message = u"there is no secret"_s, .where = u"authentication.secretKey"_s});
        QSignalSpy wanted(m_bar.get(), &InvokeBar::fieldRequested);
        QVERIFY(button(u"outcome-field"_s)->isVisible());
        QVERIFY(button(u"outcome-field"_s)->text().contains(u"Secret key"_s));
        QCOMPARE(shown(u"outcome-text"_s), u"Secret key: there is no secret."_s);
        button(u"outcome-field"_s)->click();
        QCOMPARE(wanted.first().first().toString(), u"authentication.secretKey"_s);
        show(Outcome::Credentials, {.message = u"there is no secret"_s, .where = u"elsewhere"_s});
        QVERIFY(!button(u"outcome-field"_s)->isVisible());
    }

    void findingsAreListedAndNotWithoutEnd()
    {
        Invocation::Failure failure;
        failure.findings.append({u"topic.topicArn"_s, u"is missing"_s});
        for (int other = 0; other < 9; ++other)
            failure.findings.append({u"field%1"_s.arg(other), u"is too long "_s.repeated(40)});
        show(Outcome::Invalid, failure);
        QSignalSpy wanted(m_bar.get(), &InvokeBar::fieldRequested);
        QVERIFY(button(u"finding-topic.topicArn"_s)->text().contains(u"Topic ARN"_s));
        QCOMPARE(shown(u"finding-text-topic.topicArn"_s), u"is missing"_s);
        button(u"finding-topic.topicArn"_s)->click();
        QCOMPARE(wanted.first().first().toString(), u"topic.topicArn"_s);
        QVERIFY(button(u"finding-field4"_s));
        QVERIFY(!button(u"finding-field5"_s));
        QVERIFY2(m_bar->minimumSizeHint().width() < 560, "a long finding must not make the window wider");
        show(Outcome::Success);
        QTRY_VERIFY(!button(u"finding-topic.topicArn"_s));
    }

    void anEarlierOutcomeGoesWhenACallBegins()
    {
        show(Outcome::Error, {.code = u"NotFound"_s, .requestId = u"r-9"_s});
        QSignalSpy finished(m_call.get(), &Call::finished);
        m_call->start(InvocationRig::job(m_request->state()), false);
        for (const char *name : {"outcome-text", "outcome-remedy", "outcome-picture"})
            QVERIFY2(!m_bar->findChild<QLabel *>(QString::fromLatin1(name))->isVisible(), name);
        QVERIFY(finished.wait(5000));
        QCOMPARE(shown(u"outcome"_s), u"Success"_s);
    }

private:
    void show(Outcome outcome)
    {
        auto run = std::make_shared<Invocation::Run>();
        run->outcome = outcome;
        run->attempts = 1;
        run->status = 200;
        m_request->setLastRun(run);
    }
    void show(Outcome outcome, const Invocation::Failure &failure)
    {
        auto run = std::make_shared<Invocation::Run>();
        run->outcome = outcome;
        run->attempts = 1;
        run->status = failure.status;
        run->failure = failure;
        m_request->setLastRun(run);
    }

    QString shown(const QString &name) const
    {
        const auto *label = m_bar->findChild<QLabel *>(name);
        return label && label->isVisible() ? label->text() : QString();
    }
    QToolButton *button(const QString &name) const { return m_bar->findChild<QToolButton *>(name); }

    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<OpenRequest> m_request;
    std::unique_ptr<Call> m_call;
    std::unique_ptr<InvokeBar> m_bar;
};

PLUGBOARD_TEST(tst_InvokeBar)
#include "tst_invokebar.moc"
