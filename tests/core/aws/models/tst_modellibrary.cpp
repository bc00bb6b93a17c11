#include "core/aws/models/modellibrary.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <zlib.h>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

const QByteArray smallModel = R"({"metadata":{"serviceId":"Small"},"operations":{},"shapes":{}})";

QByteArray gzipped(const QByteArray &text)
{
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(text.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

} // namespace

class tst_ModelLibrary : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void takesTheNewestVersionThatHasAModel()
    {
        put(u"small/2019-01-01/service-2.json"_s, smallModel);
        put(u"small/2020-01-01/service-2.json"_s, smallModel);
        put(u"small/2021-01-01/paginators-1.json"_s, "{}");
        put(u"empty/2021-01-01/paginators-1.json"_s, "{}");
        const ModelLibrary library({m_folder->path()});
        QCOMPARE(library.services().size(), 1);
        QCOMPARE(library.services().first().version, u"2020-01-01"_s);
        QCOMPARE((*library.load(u"small"))->metadata().serviceId, u"Small"_s);
    }

    void readsPackedModels()
    {
        put(u"small/2020-01-01/service-2.json.gz"_s, gzipped(smallModel));
        const auto model = ModelLibrary({m_folder->path()}).load(u"small");
        QVERIFY(model);
        QCOMPARE((*model)->metadata().serviceId, u"Small"_s);
    }

    void firstOfEqualFoldersAndNewestOfAll()
    {
        put(u"a/small/2020-01-01/service-2.json"_s, smallModel);
        put(u"b/small/2020-01-01/service-2.json"_s, smallModel);
        put(u"c/small/2022-01-01/service-2.json"_s, smallModel);
        const QString a = m_folder->filePath(u"a"_s);
        const QString b = m_folder->filePath(u"b"_s);
        const QString c = m_folder->filePath(u"c"_s);
        QVERIFY(ModelLibrary({b, a}).services().first().path.startsWith(b));
        QVERIFY(ModelLibrary({b, c, a}).services().first().path.startsWith(c));
    }

    void loadsOnceFromManyThreads()
    {
        put(u"small/2020-01-01/service-2.json"_s, smallModel);
        const ModelLibrary library({m_folder->path()});
        std::vector<ServiceModelPtr> models(4);
        std::vector<std::jthread> threads;
        for (ServiceModelPtr &model : models)
            threads.emplace_back([&] { model = library.load(u"small").valueOr(nullptr); });
        threads.clear();
        for (const ServiceModelPtr &model : models)
            QVERIFY(model != nullptr && model == models.front());
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        const QByteArray packed = gzipped(smallModel);
        QTest::newRow("cut JSON") << u"service-2.json"_s << smallModel.chopped(3) << ErrorCode::Syntax;
        QTest::newRow("empty") << u"service-2.json"_s << QByteArray() << ErrorCode::Syntax;
        QTest::newRow("no model") << u"service-2.json"_s << QByteArray("{}") << ErrorCode::Invalid;
        QTest::newRow("cut gzip") << u"service-2.json.gz"_s << packed.chopped(9) << ErrorCode::Unreadable;
        QTest::newRow("no gzip") << u"service-2.json.gz"_s << smallModel << ErrorCode::Unreadable;
        QTest::newRow("empty gzip") << u"service-2.json.gz"_s << QByteArray() << ErrorCode::Unreadable;
    }

    void saysWhatIsWrong()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        put(u"small/2020-01-01/"_s + file, bytes);
        const auto model = ModelLibrary({m_folder->path()}).load(u"small");
        QVERIFY(!model);
        QCOMPARE(model.error().code, code);
        QCOMPARE(model.error().stage, Stage::Call);
        QVERIFY(model.error().where.contains(file));
    }

    void unknownServiceNamesTheFolders()
    {
        const auto model = ModelLibrary({m_folder->path()}).load(u"nothing");
        QCOMPARE(model.error().code, ErrorCode::NotFound);
        QVERIFY(model.error().message.contains(m_folder->path()));
        QVERIFY(ModelLibrary({}).load(u"sns").error().message.contains(u"AWS_DATA_PATH"));
    }

    void findsFoldersOfTheEnvironment()
    {
        qputenv("AWS_DATA_PATH", m_folder->path().toUtf8() + ":/does/not/exist");
        const QStringList folders = ModelLibrary::defaultFolders();
        qunsetenv("AWS_DATA_PATH");
        QCOMPARE(folders.value(0), m_folder->path());
        QVERIFY(!folders.contains(u"/does/not/exist"_s));
    }

    /// The models of this computer, if it has any, are all readable.
    void readsInstalledModels()
    {
        const ModelLibrary library(ModelLibrary::defaultFolders());
        for (const QString &service : {u"sns"_s, u"sts"_s, u"ssm"_s, u"lambda"_s}) {
            const auto model = library.load(service);
            if (!model && model.error().code == ErrorCode::NotFound)
                QSKIP("no AWS service models are installed");
            QVERIFY2(model, model ? "" : qPrintable(model.error().text()));
            QVERIFY(!(*model)->operations().isEmpty());
        }
    }

private:
    void put(const QString &path, const QByteArray &bytes)
    {
        const QString full = m_folder->filePath(path);
        QVERIFY(QDir().mkpath(full.section(u'/', 0, -2)));
        QFile file(full);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

PLUGBOARD_TEST(tst_ModelLibrary)
#include "tst_modellibrary.moc"
