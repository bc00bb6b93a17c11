#include "core/aws/models/modelfile.h"
#include "core/aws/models/modellibrary.h"
#include "core/aws/models/paginator.h"
#include "core/value/json.h"
#include "tests/support/modelfolder.h"
#include "tests/support/test_main.h"

#include <QFileInfo>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

/// With ' for ", which is easier to read.
Value json(QByteArray text)
{
    return Json::read(text.replace('\'', '"')).valueOr(Value());
}

Pages pagesOf(const QByteArray &entry)
{
    return Pages(*Paginator::fromValue(json(entry)));
}

} // namespace

class tst_Paginator : public QObject
{
    Q_OBJECT

private slots:
    void goesThroughPages()
    {
        Pages pages = pagesOf("{'input_token':'Next','output_token':'NextToken','result_key':['Items','Sum.Count'],"
                              "'limit_key':'Max'}");
        const Value first = json("{'Max':2,'Next':'from here'}");
        auto next = pages.next(first, json("{'Items':[1,2],'Sum':{'Count':2},'NextToken':'a'}"));
        QCOMPARE(Json::write(**next), QByteArray("{\"Max\":2,\"Next\":\"a\"}"));
        next = pages.next(**next, json("{'Items':[],'Sum':{'Count':0},'NextToken':'b'}"));
        QCOMPARE(Json::write(**next), QByteArray("{\"Max\":2,\"Next\":\"b\"}"));
        next = pages.next(**next, json("{'Items':[3],'Sum':{'Count':1}}"));
        QVERIFY(next && !*next);
        QCOMPARE(pages.count(), 3);
        QCOMPARE(Json::write(pages.all()), QByteArray("{\"Items\":[1,2,3],\"Sum\":{\"Count\":3}}"));
    }

    void severalTokensGoTogether()
    {
        Pages pages = pagesOf("{'input_token':['Key','Version'],'output_token':['NextKey','NextVersion'],"
                              "'more_results':'IsTruncated','result_key':'Items'}");
        auto next = pages.next(json("{}"), json("{'IsTruncated':true,'NextKey':'k','NextVersion':'v'}"));
        QCOMPARE(Json::write(**next), QByteArray("{\"Key\":\"k\",\"Version\":\"v\"}"));
        next = pages.next(**next, json("{'IsTruncated':true,'NextKey':'k2'}"));
        QCOMPARE(Json::write(**next), QByteArray("{\"Key\":\"k2\"}"));
        next = pages.next(**next, json("{'IsTruncated':false,'NextKey':'k3'}"));
        QVERIFY(next && !*next);
    }

    void aTokenMayBeTheLastItem()
    {
        Pages pages = pagesOf("{'input_token':'Marker','output_token':'NextMarker || Contents[-1].Key',"
                              "'more_results':'IsTruncated','result_key':'Contents'}");
        const auto next = pages.next(Value(), json("{'IsTruncated':true,'Contents':[{'Key':'a'},{'Key':'b'}]}"));
        QCOMPARE(Json::write(**next), QByteArray("{\"Marker\":\"b\"}"));
    }

    void tokensMayBeObjects()
    {
        Pages pages = pagesOf("{'input_token':'Start','output_token':'Last','result_key':'Items'}");
        const auto next = pages.next(json("{}"), json("{'Items':[],'Last':{'id':{'S':'x'}}}"));
        QCOMPARE(Json::write(**next), QByteArray("{\"Start\":{\"id\":{\"S\":\"x\"}}}"));
        QVERIFY(!*pages.next(**next, json("{'Items':[],'Last':{}}")));
    }

    void theSameTokenTwiceIsAnError()
    {
        Pages pages = pagesOf("{'input_token':'Next','output_token':'Next','result_key':'Items'}");
        const auto next = pages.next(json("{}"), json("{'Next':'a'}"));
        const auto again = pages.next(**next, json("{'Next':'a'}"));
        QVERIFY(!again);
        QVERIFY2(again.error().message.contains(u"2 pages"), qPrintable(again.error().text()));
    }

    void isReadBesideTheModel()
    {
        const ModelFolder folder;
        folder.put(u"small/2020-01-01/service-2.json"_s,
                   "{\"metadata\":{\"serviceId\":\"Small\"},\"operations\":{},\"shapes\":{}}");
        folder.put(u"small/2020-01-01/paginators-1.json.gz"_s,
                   gzipped("{\"pagination\":{\"List\":{\"input_token\":\"a\",\"output_token\":\"b\"},"
                           "\"Odd\":{\"input_token\":\"a\",\"output_token\":\"b..c\"},\"Half\":{}}}"));
        const ServiceModelPtr model = *ModelLibrary({folder.path()}).load(u"small");
        const auto found = Paginator::of(*model, u"List");
        QVERIFY(found && *found);
        QCOMPARE((*found)->inputTokens, QStringList(u"a"_s));
        QVERIFY(!*Paginator::of(*model, u"Other"));
        for (const QString &broken : {u"Odd"_s, u"Half"_s}) {
            const auto error = Paginator::of(*model, broken);
            QVERIFY(!error);
            QVERIFY(error.error().where.endsWith(u"paginators-1.json.gz:"_s + broken));
        }
    }

    /// The paginators of this computer's models, if it has any, can all be used.
    void readsInstalledPaginators()
    {
        const ModelLibrary library(ModelLibrary::defaultFolders());
        int count = 0;
        for (const ServiceInfo &service : library.services()) {
            const QString path = modelFileIn(QFileInfo(service.path).path(), u"paginators-1"_s);
            if (path.isEmpty())
                continue;
            const Result<Value> file = readModelFile(path);
            QVERIFY2(file, file ? "" : qPrintable(file.error().text()));
            const Value entries = (*file)["pagination"];
            for (qsizetype i = 0; i < entries.size(); ++i, ++count) {
                const auto paginator = Paginator::fromValue(entries.valueAt(i));
                QVERIFY2(paginator, paginator ? "" : qPrintable(path + u": "_s + paginator.error().text()));
            }
        }
        if (count == 0)
            QSKIP("no AWS service models are installed");
    }
};

PLUGBOARD_TEST(tst_Paginator)
#include "tst_paginator.moc"
