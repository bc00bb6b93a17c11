#include "core/aws/models/modellibrary.h"
#include "core/aws/models/waiter.h"
#include "core/value/json.h"
#include "tests/support/modelfolder.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using Verdict = Waiter::Verdict;

namespace {

Value jsonOf(QByteArray text)
{
    return Json::read(text.replace('\'', '"')).valueOr(Value());
}

Result<Waiter> waiterOf(const QByteArray &acceptors)
{
    return Waiter::fromValue(u"Done"_s,
                             jsonOf("{'operation':'Look','delay':5,'maxAttempts':3,'acceptors':[" + acceptors + "]}"));
}

} // namespace

class tst_Waiter : public QObject
{
    Q_OBJECT

private slots:
    void judges_data()
    {
        QTest::addColumn<QByteArray>("acceptors");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("errorCode");
        QTest::addColumn<int>("status");
        QTest::addColumn<Verdict>("verdict");
        const QByteArray path = "{'matcher':'path','argument':'S','expected':'OK','state':'success'},"
                                "{'matcher':'path','argument':'S','expected':'BAD','state':'failure'}";
        const QByteArray all = "{'matcher':'pathAll','argument':'L[].S','expected':'OK','state':'success'},"
                               "{'matcher':'pathAny','argument':'L[].S','expected':'BAD','state':'failure'}";
        const QByteArray error = "{'matcher':'error','expected':'Gone','state':'success'},"
                                 "{'matcher':'error','expected':'NotYet','state':'retry'}";
        const QByteArray status = "{'matcher':'status','expected':200,'state':'success'},"
                                  "{'matcher':'status','expected':404,'state':'retry'}";
        const QByteArray any = "{'matcher':'error','expected':false,'state':'success'}";
        const QByteArray not_ = "{'matcher':'path','argument':'S != `1`','expected':true,'state':'success'}";
        const QByteArray none = "{}";
        QTest::newRow("path, success") << path << QByteArray("{'S':'OK'}") << u""_s << 200 << Verdict::Success;
        QTest::newRow("path, failure") << path << QByteArray("{'S':'BAD'}") << u""_s << 200 << Verdict::Failure;
        QTest::newRow("path, other") << path << QByteArray("{'S':'?'}") << u""_s << 200 << Verdict::Retry;
        QTest::newRow("all") << all << QByteArray("{'L':[{'S':'OK'},{'S':'OK'}]}") << u""_s << 200 << Verdict::Success;
        QTest::newRow("not all") << all << QByteArray("{'L':[{'S':'OK'},{'S':'?'}]}") << u""_s << 200 << Verdict::Retry;
        QTest::newRow("all of none") << all << QByteArray("{'L':[]}") << u""_s << 200 << Verdict::Retry;
        QTest::newRow("any") << all << QByteArray("{'L':[{'S':'OK'},{'S':'BAD'}]}") << u""_s << 200 << Verdict::Failure;
        QTest::newRow("error that is wanted") << error << none << u"Gone"_s << 400 << Verdict::Success;
        QTest::newRow("error to go on with") << error << none << u"NotYet"_s << 400 << Verdict::Retry;
        QTest::newRow("any other error") << error << none << u"Denied"_s << 403 << Verdict::Failure;
        QTest::newRow("no error") << error << none << u""_s << 200 << Verdict::Retry;
        QTest::newRow("status") << status << none << u""_s << 200 << Verdict::Success;
        QTest::newRow("status of an error") << status << none << u"404"_s << 404 << Verdict::Retry;
        QTest::newRow("no error is wanted") << any << none << u""_s << 200 << Verdict::Success;
        QTest::newRow("errors have no output") << not_ << none << u"Denied"_s << 403 << Verdict::Failure;
    }

    void judges()
    {
        QFETCH(QByteArray, acceptors);
        QFETCH(QByteArray, output);
        QFETCH(QString, errorCode);
        QFETCH(int, status);
        const Result<Waiter> waiter = waiterOf(acceptors);
        QVERIFY2(waiter, waiter ? "" : qPrintable(waiter.error().text()));
        QTEST(waiter->verdict({jsonOf(output), errorCode, status}), "verdict");
    }

    void endsAfterTheLastAttempt()
    {
        Waiting waiting(*waiterOf("{'matcher':'path','argument':'S','expected':'OK','state':'success'}"));
        for (int i = 0; i < 2; ++i) {
            const Waiting::Step step = waiting.observe({});
            QCOMPARE(step.verdict, Verdict::Retry);
            QCOMPARE(step.pause, std::chrono::seconds(5));
            QVERIFY(!step.error);
        }
        const Waiting::Step last = waiting.observe({});
        QVERIFY(last.error);
        QCOMPARE(last.error->code, ErrorCode::TimedOut);
        QVERIFY(last.error->message.contains(u"3 attempts"));
    }

    void successAndFailureEnd()
    {
        Waiting waiting(*waiterOf("{'matcher':'path','argument':'S','expected':'OK','state':'success'}"));
        QCOMPARE(waiting.observe({jsonOf("{'S':'OK'}"), {}, 200}).verdict, Verdict::Success);
        const Waiting::Step failed = waiting.observe({{}, u"Denied"_s, 403});
        QCOMPARE(failed.verdict, Verdict::Failure);
        QVERIFY(failed.error->message.contains(u"Denied"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("acceptors");
        QTest::newRow("matcher") << QByteArray("{'matcher':'smell','expected':1,'state':'success'}");
        QTest::newRow("state") << QByteArray("{'matcher':'status','expected':1,'state':'perhaps'}");
        QTest::newRow("path") << QByteArray("{'matcher':'path','argument':'a[','expected':1,'state':'success'}");
        QTest::newRow("no path") << QByteArray("{'matcher':'path','expected':1,'state':'success'}");
    }

    void refuses()
    {
        QFETCH(QByteArray, acceptors);
        QVERIFY(!waiterOf(acceptors));
    }

    void isReadBesideTheModel()
    {
        const ModelFolder folder;
        const QByteArray service = "{\"metadata\":{\"serviceId\":\"Small\"},\"operations\":{},\"shapes\":{}}";
        folder.put(u"small/2020-01-01/service-2.json"_s, service);
        folder.put(u"small/2020-01-01/waiters-2.json"_s,
                   "{\"version\":2,\"waiters\":{\"Done\":{\"operation\":\"Look\",\"delay\":1,\"maxAttempts\":2,"
                   "\"acceptors\":[]},\"Half\":{}}}");
        folder.put(u"bare/2020-01-01/service-2.json"_s, service);
        const ModelLibrary library({folder.path()});
        const ServiceModelPtr model = *library.load(u"small");
        QCOMPARE(*Waiter::namesOf(*model), QStringList({u"Done"_s, u"Half"_s}));
        QCOMPARE(Waiter::of(*model, u"Done")->operation, u"Look"_s);
        QVERIFY(!Waiter::of(*model, u"Half"));
        QVERIFY(Waiter::of(*model, u"None").error().message.contains(u"Done, Half"));
        QVERIFY(Waiter::of(**library.load(u"bare"), u"None").error().message.contains(u"it has none"));
    }

    /// The waiters of this computer's models, if it has any, can all be used.
    void readsInstalledWaiters()
    {
        const ModelLibrary library(ModelLibrary::defaultFolders());
        if (library.services().isEmpty())
            QSKIP("no AWS service models are installed");
        for (const char *id : {"ec2", "ecs", "rds", "cloudwatch", "ses", "s3", "lambda", "ssm", "iam"}) {
            const auto model = library.load(QString::fromLatin1(id));
            QVERIFY2(model, model ? "" : qPrintable(model.error().text()));
            const QStringList names = *Waiter::namesOf(**model);
            for (const QString &name : names) {
                const auto waiter = Waiter::of(**model, name);
                QVERIFY2(waiter, waiter ? "" : qPrintable(waiter.error().text()));
                QVERIFY2((*model)->operation(waiter->operation) != nullptr, qPrintable(name));
            }
        }
    }
};

PLUGBOARD_TEST(tst_Waiter)
#include "tst_waiter.moc"
