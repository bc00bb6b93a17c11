#include "core/form/savedform.h"
#include "core/value/json.h"
#include "models/request/drafts.h"
#include "models/request/openrequest.h"
#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_OpenRequest : public QObject
{
    Q_OBJECT

private slots:
    void changesAreToldAndNoted()
    {
        OpenRequest request(m_rig.publishForm(), {});
        QSignalSpy texts(&request, &OpenRequest::textChanged);
        QSignalSpy modified(&request, &OpenRequest::modifiedChanged);
        request.setText(u"topic.topicArn"_s, u"a"_s);
        request.setText(u"topic.topicArn"_s, u"a"_s);
        QCOMPARE(texts.size(), 1);
        QVERIFY(request.isModified());
        request.setSaved(u"orders/publish.request.json"_s, "hash");
        QVERIFY(!request.isModified());
        QCOMPARE(modified.size(), 2);
        QCOMPARE(request.title(), u"publish"_s);
    }

    void severalFieldsAreOneChange()
    {
        OpenRequest request(m_rig.publishForm(), {});
        request.setText(u"topic.subject"_s, u"Before"_s);
        const auto texts = [&request] {
            return QStringList {request.state().text(u"topic.subject"_s), request.state().text(u"topic.topicArn"_s),
                                request.state().text(u"topic.type"_s)};
        };
        const QStringList before = texts();
        QSignalSpy changed(&request, &OpenRequest::formChanged);
        QSignalSpy rules(&request, &OpenRequest::rulesChanged);
        const QList<OpenRequest::Change> back = request.change({{u"topic.subject"_s, u"After"_s},
                                                                {u"topic.topicArn"_s, std::nullopt},
                                                                {u"topic.type"_s, u"fifo"_s},
                                                                {u"topic.subject"_s, u"After"_s}});
        QCOMPARE(texts(), QStringList({u"After"_s, QString(), u"fifo"_s}));
        QCOMPARE(changed.size(), 1);
        QVERIFY(rules.isEmpty());
        QCOMPARE(back.size(), 3);
        request.change(back);
        QCOMPARE(texts(), before);
        QVERIFY(!request.state().isTyped(u"topic.type"_s));
        QCOMPARE(changed.size(), 2);
        QVERIFY(request.change({{u"topic.subject"_s, u"Before"_s}}).isEmpty());
        QCOMPARE(changed.size(), 2);
    }

    void theMappingIsOneStateWithTheFormsFields()
    {
        OpenRequest request(m_rig.publishForm(), {});
        QSignalSpy rules(&request, &OpenRequest::rulesChanged);
        request.setRules({u"all"_s, u"= { a: 1 }"_s, {}});
        QCOMPARE(request.state().text(u"resultExpression"_s), u"= { a: 1 }"_s);
        request.setText(u"resultVariable"_s, u"other"_s);
        QCOMPARE(request.rules().resultVariable, u"other"_s);
        QVERIFY(rules.size() >= 2);
    }

    void operationsKeepTheirMappingInTheRequest()
    {
        OpenRequest request(m_rig.form(u"aws:sns:Publish"_s), {});
        request.setRules({{}, u"= { id: response.MessageId }"_s, {}});
        QCOMPARE(request.rules().resultExpression, u"= { id: response.MessageId }"_s);
        QCOMPARE(request.request().headers["resultExpression"].string(), u"= { id: response.MessageId }"_s);
        QCOMPARE(request.request().connector, u"aws:sns:Publish"_s);
    }

    void findingsWaitUntilAFieldWasTouched()
    {
        OpenRequest request(m_rig.form(u"plugboard.aws-sns"_s), {});
        const Form::Field *topic = request.state().form()->find(u"topic.topicArn"_s);
        QVERIFY(topic);
        QVERIFY(request.findingsOf(*topic).isEmpty());
        request.setText(topic->id, u"x"_s);
        request.setText(topic->id, {});
        QCOMPARE(request.findingsOf(*topic).size(), 1);
        request.setText(topic->id, u"arn:aws:sns:eu-central-1:123456789012:a"_s);
        auto run = std::make_shared<Invocation::Run>();
        run->failure = Invocation::Failure {.message = u"no"_s};
        run->failure->findings = {{u"topic.topicArn"_s, u"must be an ARN"_s}};
        request.setLastRun(run);
        QCOMPARE(request.findingsOf(*topic), QStringList {u"must be an ARN"_s});
        request.setText(topic->id, u"arn:aws:sns:eu-central-1:123456789012:b"_s);
        QVERIFY(request.findingsOf(*topic).isEmpty());
    }

    void draftsComeBackWithoutSecrets()
    {
        const QTemporaryDir folder;
        Form::FormState state = m_rig.publishForm();
        state.setByKey(u"authentication.secretKey"_s, QString::fromLatin1(InvocationRig::secretKey));
        state.setByKey(u"topic.message"_s, u"= {\n  a: 1\n}"_s);
        OpenRequest request(state, {});
        const QStringList keys = Form::secretKeys(state);
        QVERIFY(!keys.isEmpty());
        QVERIFY(
            saveDrafts(folder.path(),
                       {{u"a.request.json"_s, request.request(), "hash", keys}, {{}, request.request(), {}, keys}}));
        QDirIterator files(folder.path(), QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains(InvocationRig::secretKey));
        }
        Errors problems;
        const QList<Draft> drafts = loadDrafts(folder.path(), problems);
        QCOMPARE(drafts.size(), 2);
        QCOMPARE(drafts[0].path, u"a.request.json"_s);
        QCOMPARE(drafts[0].hash, QByteArray("hash"));
        QCOMPARE(drafts[0].request.inputs["topic.message"].string(), u"= {\n  a: 1\n}"_s);
        QVERIFY(drafts[0].request.inputs["authentication.secretKey"].isNull());
        QVERIFY(saveDrafts(folder.path(), {}));
        QVERIFY(loadDrafts(folder.path(), problems).isEmpty());
        QVERIFY(QDir(folder.path()).isEmpty());
        QVERIFY(problems.isEmpty());
    }

    void manyDraftsKeepTheirOrderAndTheirTexts()
    {
        const QTemporaryDir folder;
        QList<Draft> drafts;
        for (int i = 0; i < 12; ++i) {
            OpenRequest request(m_rig.publishForm(), {});
            request.setText(u"topic.subject"_s, QString::number(i));
            request.setText(u"topic.message"_s, u"= {\n  a: %1\n}"_s.arg(i));
            Draft draft {u"folder%1/same.request.json"_s.arg(i), request.request()};
            // As loaded from a file with a side file.
            draft.request.source = *Json::read(R"({"inputs": {"topic.message": {"$file": "same.message.feel"}}})");
            drafts.append(draft);
        }
        QVERIFY(saveDrafts(folder.path(), drafts));
        QVERIFY(saveDrafts(folder.path(), drafts));
        Errors problems;
        const QList<Draft> loaded = loadDrafts(folder.path(), problems);
        QCOMPARE(loaded.size(), 12);
        for (int i = 0; i < 12; ++i) {
            QCOMPARE(loaded[i].request.inputs["topic.subject"].string(), QString::number(i));
            QCOMPARE(loaded[i].request.inputs["topic.message"].string(), u"= {\n  a: %1\n}"_s.arg(i));
        }
    }

    void aDraftThatCannotBeReadIsPutAsideAndTold()
    {
        const QTemporaryDir folder;
        OpenRequest request(m_rig.publishForm(), {});
        QVERIFY(saveDrafts(folder.path(), {{{}, request.request()}, {u"b.request.json"_s, request.request()}}));
        QFile file(folder.filePath(u"000000.draft.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"format");
        file.close();
        Errors problems;
        const QList<Draft> left = loadDrafts(folder.path(), problems);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0].path, u"b.request.json"_s);
        QCOMPARE(problems.size(), 1);
        QVERIFY(saveDrafts(folder.path(), {}));
        QVERIFY(QFileInfo::exists(problems[0].where));
    }

    void aFullFolderKeepsTheOldDrafts()
    {
        const QTemporaryDir folder;
        OpenRequest request(m_rig.publishForm(), {});
        QVERIFY(saveDrafts(folder.path(), {{u"old.request.json"_s, request.request()}}));
        // Where the next one would be written is something that cannot be replaced.
        QVERIFY(QDir(folder.path()).mkpath(u"000001.draft.json"_s));
        QVERIFY(!saveDrafts(folder.path(), {{u"new.request.json"_s, request.request()}}));
        Errors problems;
        QCOMPARE(loadDrafts(folder.path(), problems).value(0).path, u"old.request.json"_s);
    }

private:
    InvocationRig m_rig;
};

PLUGBOARD_TEST(tst_OpenRequest)
#include "tst_openrequest.moc"
