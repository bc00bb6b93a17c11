#include "core/aws/models/modellibrary.h"
#include "tests/support/modelfolder.h"
#include "tests/support/test_main.h"

#include <QScopeGuard>

#include <thread>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray smallModel = R"({"metadata":{"serviceId":"Small"},"operations":{},"shapes":{}})";

} // namespace

class tst_ModelLibrary : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<ModelFolder>(); }

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
        const QString a = m_folder->path(u"a"_s);
        const QString b = m_folder->path(u"b"_s);
        const QString c = m_folder->path(u"c"_s);
        QVERIFY(ModelLibrary({b, a}).services().first().path.startsWith(b));
        QVERIFY(ModelLibrary({b, c, a}).services().first().path.startsWith(c));
    }

    void olderVersionsCanBeChosen()
    {
        put(u"small/2019-01-01/service-2.json"_s, named("Old"));
        put(u"small/2021-01-01/service-2.json"_s, named("New"));
        const ModelLibrary library({m_folder->path()});
        QStringList versions;
        for (const ServiceInfo &version : library.versions(u"small"))
            versions.append(version.version);
        QCOMPARE(versions, QStringList({u"2021-01-01"_s, u"2019-01-01"_s}));
        QCOMPARE((*library.load(u"small"))->metadata().serviceId, u"New"_s);
        const ServiceModelPtr old = *library.load(u"small@2019-01-01");
        QCOMPARE(old->metadata().serviceId, u"Old"_s);
        QCOMPARE(old->id(), u"small@2019-01-01"_s);
        const Error error = library.load(u"small@2020-01-01").error();
        QCOMPARE(error.code, ErrorCode::NotFound);
        QVERIFY2(error.message.contains(u"2021-01-01, 2019-01-01"), qPrintable(error.message));
        QVERIFY(library.versions(u"nothing").isEmpty());
    }

    void addsWhatBotocoreAdds()
    {
        put(u"small/2020-01-01/service-2.json"_s, smallModel);
        put(u"small/2020-01-01/service-2.sdk-extras.json"_s,
            "{\"version\":1.0,\"merge\":{\"metadata\":{\"serviceId\":\"Tiny\"},"
            "\"shapes\":{\"Word\":{\"type\":\"string\"}}}}");
        const auto model = ModelLibrary({m_folder->path()}).load(u"small");
        QVERIFY2(model, model ? "" : qPrintable(model.error().text()));
        QCOMPARE((*model)->metadata().serviceId, u"Tiny"_s);
        QVERIFY((*model)->shape(u"Word") != nullptr);
    }

    void skipsWhatCannotBeUsed()
    {
        put(u"a/small/2022-01-01/service-2.json"_s, smallModel.chopped(9));
        put(u"b/small/2022-01-01/service-2.json.gz"_s, gzipped(named("Good")).chopped(9));
        put(u"b/small/2020-01-01/service-2.json"_s, named("Older"));
        const ModelLibrary library({m_folder->path(u"a"_s), m_folder->path(u"b"_s)});
        const auto model = library.load(u"small");
        QVERIFY(model);
        QCOMPARE((*model)->metadata().serviceId, u"Older"_s);
        QCOMPARE(library.problems().size(), 2);
        QVERIFY(library.problems().first().where.contains(u"/a/small/2022-01-01"));
        // Who asks for one version gets no other.
        QVERIFY(!library.load(u"small@2022-01-01"));
    }

    void refusesWhatIsLargerThanAnyModel_data()
    {
        QTest::addColumn<bool>("packed");
        QTest::newRow("plain") << false;
        QTest::newRow("packed") << true;
    }

    void refusesWhatIsLargerThanAnyModel()
    {
        QFETCH(bool, packed);
        constexpr qsizetype muchBytes = qsizetype(65) << 20;
        const QString file = u"small/2020-01-01/service-2.json"_s;
        if (packed) {
            put(file + u".gz"_s, gzipped(QByteArray(muchBytes, ' ')));
        } else {
            put(file, {});
            QVERIFY(QFile::resize(m_folder->path(file), muchBytes));
        }
        const Error error = ModelLibrary({m_folder->path()}).load(u"small").error();
        QCOMPARE(error.code, ErrorCode::Limit);
        QVERIFY(error.where.contains(file));
    }

    void knowsWhenFilesChange()
    {
        put(u"small/2020-01-01/service-2.json"_s, smallModel);
        const QByteArray before = ModelLibrary({m_folder->path()}).fingerprint();
        QCOMPARE(ModelLibrary({m_folder->path()}).fingerprint(), before);
        put(u"small/2020-01-01/service-2.json"_s, smallModel + ' ');
        const QByteArray changed = ModelLibrary({m_folder->path()}).fingerprint();
        QVERIFY(changed != before);
        put(u"other/2020-01-01/service-2.json"_s, smallModel);
        QVERIFY(ModelLibrary({m_folder->path()}).fingerprint() != changed);
    }

    void theNewestBotocoreOfAnEnvironmentComesFirst()
    {
        const QByteArray home = qgetenv("HOME");
        const auto restore = qScopeGuard([home] {
            qputenv("HOME", home);
            qunsetenv("VIRTUAL_ENV");
        });
        qputenv("HOME", m_folder->path(u"home"_s).toUtf8());
        qputenv("VIRTUAL_ENV", m_folder->path(u"venv"_s).toUtf8());
        const auto install = [this](const QString &packages, const QByteArray &release) {
            put(packages + u"/botocore/__init__.py"_s, "import os\n\n__version__ = '" + release + "'\n");
            put(packages + u"/botocore/data/small/2020-01-01/service-2.json"_s, named(release));
            return m_folder->path(packages + u"/botocore/data"_s);
        };
        const QString user = install(u"home/.local/lib/python3.11/site-packages"_s, "901.9.0");
        const QString active = install(u"venv/lib/python3.9/site-packages"_s, "901.10.0");
        put(u"own/small/2020-01-01/service-2.json"_s, named("own"));

        QStringList folders = ModelLibrary::defaultFolders();
        folders.removeIf([this](const QString &folder) { return !folder.startsWith(m_folder->path()); });
        QCOMPARE(folders, QStringList({active, user}));
        QCOMPARE((*ModelLibrary(folders).load(u"small"))->metadata().serviceId, u"901.10.0"_s);

        const QString own = m_folder->path(u"own"_s);
        const ModelLibrary withOwn(ModelLibrary::defaultFolders({own}));
        QVERIFY(withOwn.candidates(u"small").value(0).path.startsWith(own));
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
    void put(const QString &path, const QByteArray &bytes) const { m_folder->put(path, bytes); }
    /// A model that can be told from others by its service id.
    static QByteArray named(const QByteArray &name) { return QByteArray(smallModel).replace("Small", name); }

    std::unique_ptr<ModelFolder> m_folder;
};

PLUGBOARD_TEST(tst_ModelLibrary)
#include "tst_modellibrary.moc"
