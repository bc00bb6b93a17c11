#include "core/aws/models/operationindex.h"
#include "core/aws/models/operationindex_p.h"
#include "tests/support/modelfolder.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

/// A service whose operations are given as "Name: documentation", one a line; "!" marks deprecated ones.
QByteArray model(const QByteArray &serviceId, const QByteArray &fullName, const QByteArray &operations)
{
    QByteArrayList entries;
    for (const QByteArray &line : operations.split('\n')) {
        const qsizetype colon = line.indexOf(": ");
        const QByteArray name = line.startsWith('!') ? line.sliced(1, colon - 1) : line.first(colon);
        entries.append("\"" + name + "\":{\"name\":\"" + name + "\",\"documentation\":\"" + line.sliced(colon + 2)
                       + "\"" + (line.startsWith('!') ? ",\"deprecated\":true" : "") + "}");
    }
    return "{\"version\":\"2.0\",\"metadata\":{\"serviceId\":\"" + serviceId + "\",\"serviceFullName\":\"" + fullName
        + "\"},\"operations\":{" + entries.join(',') + "},\"shapes\":{},\"documentation\":\"}{\\\"\"}";
}

} // namespace

class tst_OperationIndex : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<ModelFolder>();
        m_folder->put(u"post/2020-01-01/service-2.json"_s,
                      model("Post", "Amazon Simple Letter Service",
                            "SendMessage: <p>Delivers a letter to a box.</p>\n"
                            "SendMessageBatch: <p>Delivers many letters.</p>\n"
                            "SendDataToManyGroups: <p>Spreads leaflets.</p>\n"
                            "!SendMemo: <p>Delivers, as it used to.</p>\n"
                            "ListBoxes: <p>Lists boxes.</p>\n"
                            "ListLetterBoxesV2: <p>Lists boxes, in pages.</p>"));
        m_folder->put(u"parcelpost/2020-01-01/service-2.json.gz"_s,
                      gzipped(model("Parcel Post", "Parcels",
                                    "SendMessage: <p>Tells a receiver.</p>\nInvokeHook: <p>Runs a hook.</p>\n"
                                    "Invoke: <p>Runs a parcel.</p>")));
        m_index = OperationIndex::build(ModelLibrary({m_folder->path()}));
    }

    void finds_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("first");
        QTest::newRow("whole name") << u"ListBoxes"_s << u"aws:post:ListBoxes"_s;
        QTest::newRow("any case") << u"SENDMESSAGEBATCH"_s << u"aws:post:SendMessageBatch"_s;
        QTest::newRow("letters left out, the shorter service") << u"sndmesg"_s << u"aws:post:SendMessage"_s;
        QTest::newRow("gap before a part") << u"lboxes"_s << u"aws:post:ListBoxes"_s;
        QTest::newRow("service and beginning") << u"parcelpost inv"_s << u"aws:parcelpost:Invoke"_s;
        QTest::newRow("a service's name") << u"parcel hook"_s << u"aws:parcelpost:InvokeHook"_s;
        QTest::newRow("words in any order") << u"batch send"_s << u"aws:post:SendMessageBatch"_s;
        QTest::newRow("with signs") << u"send-message-batch"_s << u"aws:post:SendMessageBatch"_s;
        QTest::newRow("an id") << u"aws:post:ListBoxes"_s << u"aws:post:ListBoxes"_s;
        QTest::newRow("service and name in one") << u"parcelpostsend"_s << u"aws:parcelpost:SendMessage"_s;
        QTest::newRow("a word of the sentence") << u"leaflets"_s << u"aws:post:SendDataToManyGroups"_s;
        QTest::newRow("the beginning of one") << u"list page"_s << u"aws:post:ListLetterBoxesV2"_s;
        QTest::newRow("deprecated ones last") << u"sendm"_s << u"aws:post:SendMessage"_s;
        QTest::newRow("nothing") << u"zebra"_s << QString();
        QTest::newRow("not all words") << u"send zebra"_s << QString();
        QTest::newRow("not within a part first") << u"essage"_s << u"aws:post:SendMessage"_s;
        QTest::newRow("letters that begin no part") << u"ndmsg"_s << QString();
        QTest::newRow("only signs") << u" :: "_s << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("longer than all") << QString(1000, u'a') << QString();
    }

    void finds()
    {
        QFETCH(QString, words);
        QFETCH(QString, first);
        const OperationHits hits = m_index->search(words, 3);
        QCOMPARE(hits.best.isEmpty() ? QString() : hits.best.first().id(), first);
        QVERIFY(hits.best.size() <= 3 && hits.found >= hits.best.size());
    }

    void tellsWhatItFound()
    {
        const OperationHits hits = m_index->search(u"send", 2);
        QCOMPARE(hits.found, 5);
        QCOMPARE(hits.best.size(), 2);
        const OperationHit hit = m_index->search(u"sendmsg post", 9).best.value(0);
        QCOMPARE(hit.serviceName, u"Post"_s);
        QCOMPARE(hit.sentence, u"Delivers a letter to a box."_s);
        QVERIFY(!hit.deprecated);
        QCOMPARE(m_index->operationCount(), 9);
        QCOMPARE(m_index->services().size(), 2);
        QCOMPARE(m_index->services().first().name, u"Parcel Post"_s);
        QCOMPARE(m_index->services().first().operations, 3);
    }

    void isKeptInAFile()
    {
        const QString file = m_folder->path(u"cache/deep/operations.index"_s);
        QVERIFY(m_index->write(file));
        const auto kept = OperationIndex::read(file);
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().text()));
        QCOMPARE((*kept)->fingerprint(), m_index->fingerprint());
        QCOMPARE((*kept)->memoryBytes(), m_index->memoryBytes());
        QCOMPARE((*kept)->search(u"leaflets", 1).best.first().id(), u"aws:post:SendDataToManyGroups"_s);
    }

    void isBuiltAgainWhenModelsChange()
    {
        const QString file = m_folder->path(u"operations.index"_s);
        QVERIFY(OperationIndex::open(ModelLibrary({m_folder->path()}), file)->search(u"whistle", 1).best.isEmpty());
        m_folder->put(u"new/2020-01-01/service-2.json"_s, model("New", "New", "Whistle: <p>Whistles.</p>"));
        const auto index = OperationIndex::open(ModelLibrary({m_folder->path()}), file);
        QCOMPARE(index->search(u"whistle", 1).best.size(), 1);
        QCOMPARE((*OperationIndex::read(file))->fingerprint(), index->fingerprint());
    }

    void aDamagedFileIsRefused_data()
    {
        QTest::addColumn<int>("at");
        for (const int at : {0, 4, 9, 20, 200, -1})
            QTest::newRow(qPrintable(QString::number(at))) << at;
    }

    void aDamagedFileIsRefused()
    {
        QFETCH(int, at);
        const QString path = m_folder->path(u"operations.index"_s);
        QVERIFY(m_index->write(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (at < 0) {
            QVERIFY(file.resize(file.size() - 1));
        } else {
            file.seek(at);
            const char before = file.peek(1).at(0);
            file.putChar(char(~before));
        }
        file.close();
        QCOMPARE(OperationIndex::read(path).error().code, ErrorCode::Invalid);
        QCOMPARE(OperationIndex::open(ModelLibrary({m_folder->path()}), path)->operationCount(), 9);
        QVERIFY(OperationIndex::read(path));
    }

    void aMissingFileIsAnError() { QVERIFY(!OperationIndex::read(m_folder->path(u"nothing"_s))); }

    void damagedModelsAreSkippedAndTold()
    {
        m_folder->put(u"broken/2020-01-01/service-2.json"_s, model("Broken", "B", "Crack: <p>C.</p>").chopped(4));
        m_folder->put(u"empty/2020-01-01/service-2.json.gz"_s, "");
        m_folder->put(u"none/2020-01-01/service-2.json"_s, "[]");
        m_folder->put(u"half/2020-01-01/service-2.json"_s, "{\"metadata\":{},\"operations\":{\"A\":}}");
        m_folder->put(u"older/2021-01-01/service-2.json"_s, "{");
        m_folder->put(u"older/2020-01-01/service-2.json"_s, model("Older", "O", "Creak: <p>C.</p>"));
        const auto index = OperationIndex::build(ModelLibrary({m_folder->path()}));
        QCOMPARE(index->problems().size(), 5);
        for (const Error &problem : index->problems())
            QVERIFY2(problem.where.contains(u"service-2.json"), qPrintable(problem.text()));
        QCOMPARE(index->operationCount(), 10);
        QCOMPARE(index->search(u"creak", 1).best.size(), 1);
    }

    void canBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const QString file = m_folder->path(u"operations.index"_s);
        QVERIFY(OperationIndex::open(ModelLibrary({m_folder->path()}), file, stop.get_token()) == nullptr);
        QVERIFY(!QFile::exists(file));
    }

    void worksWithoutModels()
    {
        const auto index = OperationIndex::build(ModelLibrary({}));
        QCOMPARE(index->operationCount(), 0);
        QVERIFY(index->search(u"send", 9).best.isEmpty());
    }

    void takesFirstSentences_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("one of two") << QByteArray("<p>Sends it. Then waits.</p>") << QByteArray("Sends it.");
        QTest::newRow("paragraph") << QByteArray("<p>Sends it</p> <p>Waits.</p>") << QByteArray("Sends it");
        QTest::newRow("tags and blanks") << QByteArray("<p>Sends\n  <a href=\"x\">it</a>  <i>now</i>.</p>")
                                         << QByteArray("Sends it now.");
        QTest::newRow("characters") << QByteArray("A &amp; B &lt;C&gt; &copy;") << QByteArray("A & B <C> &copy;");
        QTest::newRow("abbreviation") << QByteArray("Takes e.g. a box. Or two.") << QByteArray("Takes e.g. a box.");
        QTest::newRow("title") << QByteArray("<fullname>Post</fullname> <p>Sends it.</p>") << QByteArray("Sends it.");
        QTest::newRow("notice") << QByteArray("<note><p>Old. Very.</p></note><p>Sends.</p>") << QByteArray("Sends.");
        QTest::newRow("open tag") << QByteArray("Sends <p") << QByteArray("Sends");
        QTest::newRow("nothing") << QByteArray("<p></p>") << QByteArray();
        QTest::newRow("too long") << QByteArray("Sends many letters to many boxes")
                                  << QByteArray("Sends many letters to\u2026");
        QTest::newRow("too long, in one piece")
            << QByteArray("\u00e4").repeated(30) << QByteArray("\u00e4").repeated(10) + "\u2026";
    }

    void takesFirstSentences()
    {
        QFETCH(QByteArray, html);
        QTEST(firstSentence(html, 24), "sentence");
    }

    /// The models of this computer, if it has any.
    void findsInInstalledModels_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("first");
        QTest::newRow("sendmsg") << u"sendmsg"_s << u"aws:sqs:SendMessage"_s;
        QTest::newRow("lambda inv") << u"lambda inv"_s << u"aws:lambda:Invoke"_s;
        QTest::newRow("sns publish") << u"sns publish"_s << u"aws:sns:Publish"_s;
        QTest::newRow("lstobj") << u"lstobj"_s << u"aws:s3:ListObjects"_s;
        QTest::newRow("assume role") << u"assume role"_s << u"aws:sts:AssumeRole"_s;
    }

    void findsInInstalledModels()
    {
        static const OperationIndexPtr index = OperationIndex::build(ModelLibrary(ModelLibrary::defaultFolders()));
        if (index->operationCount() == 0)
            QSKIP("no AWS service models are installed");
        QFETCH(QString, words);
        QTEST(index->search(words, 1).best.value(0).id(), "first");
        constexpr qsizetype mostBytes = qsizetype(4) << 20;
        QVERIFY2(index->memoryBytes() <= mostBytes, qPrintable(QString::number(index->memoryBytes())));
    }

private:
    std::unique_ptr<ModelFolder> m_folder;
    OperationIndexPtr m_index;
};

PLUGBOARD_TEST(tst_OperationIndex)
#include "tst_operationindex.moc"
