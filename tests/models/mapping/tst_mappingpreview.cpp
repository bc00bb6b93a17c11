#include "models/expression/fieldpreviews.h"
#include "models/mapping/mappingpreview.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_MappingPreview : public QObject
{
    Q_OBJECT

private slots:
    void followsWhatIsTyped()
    {
        BackendRig rig;
        OpenRequest request(rig.rig.publishForm(), {});
        request.setLastRun(answered());
        MappingPreview preview(rig.backend);
        preview.setRequest(&request);
        QTRY_COMPARE(preview.mapped().variables["createdMessageID"].string(), u"m-1"_s);
        request.setRules({{}, u"= { upper: upper case(response.messageId) }"_s, {}});
        QTRY_COMPARE(preview.mapped().variables["upper"].string(), u"M-1"_s);
        request.setRules({{}, u"= { broken: "_s, {}});
        QTRY_VERIFY(preview.mapped().problem.has_value());
        QVERIFY(!preview.mapped().problem->message.isEmpty());
    }

    void onlyTheNewestCounts()
    {
        BackendRig rig;
        OpenRequest request(rig.rig.publishForm(), {});
        request.setLastRun(answered());
        MappingPreview preview(rig.backend);
        preview.setRequest(&request);
        QTRY_VERIFY(preview.mapped().variables.size() == 1);
        QSignalSpy changed(&preview, &MappingPreview::changed);
        for (int key = 0; key < 200; ++key)
            request.setRules({{}, u"= { n: %1 }"_s.arg(key), {}});
        QTRY_COMPARE(preview.mapped().variables["n"].number(), Decimal(199));
        QVERIFY2(changed.size() < 20, QByteArray::number(changed.size()).constData());
    }

    void aSampleStandsInForTheAnswer()
    {
        BackendRig rig;
        OpenRequest request(rig.rig.publishForm(), {});
        MappingPreview preview(rig.backend);
        preview.setRequest(&request);
        QVERIFY(!preview.hasAnswer());
        preview.setSample(ContextBuilder().set("messageId", Value::string(u"sample")).build());
        QVERIFY(preview.isSample());
        QTRY_COMPARE(preview.mapped().variables["createdMessageID"].string(), u"sample"_s);
        request.setLastRun(answered());
        QVERIFY(!preview.isSample());
        QTRY_COMPARE(preview.mapped().variables["createdMessageID"].string(), u"m-1"_s);
    }

    void mayDieWhileItIsEvaluated()
    {
        BackendRig rig;
        OpenRequest request(rig.rig.publishForm(), {});
        request.setLastRun(answered());
        for (int round = 0; round < 50; ++round) {
            MappingPreview preview(rig.backend);
            preview.setRequest(&request);
            QTest::qWait(round % 5 * 20);
        }
    }

    void fieldsShowTheirValues()
    {
        BackendRig rig;
        OpenRequest request(rig.rig.publishForm(), {});
        FieldPreviews previews(rig.backend);
        previews.setRequest(&request);
        previews.setVariables(ContextBuilder().set("order", Value::number(7)).build());
        QTRY_COMPARE(previews.previews().value(u"topic.message"_s).text, u"{orderId:4711}"_s);
        request.setText(u"topic.message"_s, u"= order * 2"_s);
        QTRY_COMPARE(previews.previews().value(u"topic.message"_s).text, u"14"_s);
        request.setText(u"topic.message"_s, u"= order * "_s);
        QTRY_VERIFY(previews.previews().value(u"topic.message"_s).isError);
        request.setText(u"authentication.secretKey"_s, u"= \"secret\""_s);
        QTRY_VERIFY(!previews.previews().contains(u"authentication.secretKey"_s));
    }

private:
    static std::shared_ptr<const Invocation::Run> answered()
    {
        auto run = std::make_shared<Invocation::Run>();
        run->outcome = Invocation::Outcome::Success;
        run->status = 200;
        run->response = ContextBuilder().set("messageId", Value::string(u"m-1")).build();
        return run;
    }
};

PLUGBOARD_TEST(tst_MappingPreview)
#include "tst_mappingpreview.moc"
