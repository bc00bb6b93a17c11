#include "core/template/catalogue.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Template;
using namespace Qt::StringLiterals;

namespace {

QByteArray templateOf(const QByteArray &id, const QByteArray &version, const QByteArray &name = "N",
                      const QByteArray &jobType = {})
{
    const QByteArray job = jobType.isEmpty() ? QByteArray()
                                             : "{\"type\":\"Hidden\",\"value\":\"" + jobType
            + "\",\"binding\":{\"type\":\"zeebe:taskDefinition\",\"property\":\"type\"}}";
    return "{\"name\":\"" + name + "\",\"id\":\"" + id + "\",\"appliesTo\":[\"bpmn:Task\"],\"properties\":[" + job + ']'
        + (version.isEmpty() ? QByteArray() : ",\"version\":" + version) + '}';
}

QStringList namesOf(const QList<TemplatePtr> &items)
{
    QStringList names;
    for (const TemplatePtr &item : items)
        names.append(item->name + (item->version ? QString::number(*item->version) : QString()));
    return names;
}

} // namespace

class tst_Catalogue : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void findsByIdAndVersion();
    void findsByJobType();
    void listsTheNewestOfEach();
    void readsFoldersOfAllDepths();
    void skipsOtherJson();
    void reportsBrokenFilesAndKeepsTheRest();
    void reportsWhatIsNotThere();
    void readsConnectorFoldersByTheirTemplate();

private:
    QString write(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? path : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_Catalogue::findsByIdAndVersion()
{
    Catalogue catalogue;
    QVERIFY(
        catalogue
            .addFile(write(u"a.json"_s,
                           '[' + templateOf("a", "2") + ',' + templateOf("a", {}) + ',' + templateOf("a", "10") + ']'))
            .isEmpty());
    QCOMPARE(catalogue.find(u"a"_s)->version, std::optional(10));
    QCOMPARE(catalogue.find(u"a"_s, 2)->version, std::optional(2));
    QVERIFY(!catalogue.find(u"a"_s, std::nullopt)->version);
    QVERIFY(!catalogue.find(u"a"_s, 3));
    QVERIFY(!catalogue.find(u"b"_s));
    QVERIFY(!catalogue.find(QString()));
    QCOMPARE(namesOf(catalogue.versions(u"a"_s)), QStringList({u"N10"_s, u"N2"_s, u"N"_s}));
    QCOMPARE(catalogue.fileOf(catalogue.find(u"a"_s)), m_folder->filePath(u"a.json"_s));
}

void tst_Catalogue::findsByJobType()
{
    Catalogue catalogue;
    catalogue.addFile(write(u"a.json"_s, templateOf("first", "1", "First", "job:1")));
    catalogue.addFile(write(u"b.json"_s, templateOf("second", "9", "Second", "job:1")));
    catalogue.addFile(write(u"c.json"_s, templateOf("first", "3", "First", "job:1")));
    catalogue.addFile(write(u"d.json"_s, templateOf("first", "4", "First", "job:2")));
    QCOMPARE(namesOf({catalogue.find(u"job:1"_s)}), QStringList(u"First3"_s));
    QCOMPARE(namesOf({catalogue.find(u"job:2"_s)}), QStringList(u"First4"_s));
}

void tst_Catalogue::listsTheNewestOfEach()
{
    Catalogue catalogue;
    catalogue.addFile(write(u"a.json"_s,
                            '[' + templateOf("b", "1", "Beta") + ',' + templateOf("a", "1", "Alpha") + ','
                                + templateOf("b", "2", "Beta") + ']'));
    QCOMPARE(namesOf(catalogue.newest()), QStringList({u"Alpha1"_s, u"Beta2"_s}));
}

void tst_Catalogue::readsFoldersOfAllDepths()
{
    write(u"a.json"_s, templateOf("a", "1"));
    write(u"x/y/b.json"_s, templateOf("b", "1"));
    write(u"x/notes.txt"_s, "no template");
    Catalogue catalogue;
    QVERIFY(catalogue.addFolder(m_folder->path()).isEmpty());
    QVERIFY(catalogue.find(u"a"_s) && catalogue.find(u"b"_s));
}

void tst_Catalogue::skipsOtherJson()
{
    write(u"package.json"_s, "{\"name\":\"x\",\"version\":\"1.0.0\"}");
    write(u"list.json"_s, "[1,2,3]");
    write(u"empty.json"_s, "{}");
    Catalogue catalogue;
    QVERIFY(catalogue.addFolder(m_folder->path()).isEmpty());
    QVERIFY(!catalogue.addFile(m_folder->filePath(u"empty.json"_s)).isEmpty()); // asked for by name it is an error
}

void tst_Catalogue::reportsBrokenFilesAndKeepsTheRest()
{
    const QString truncated = write(u"a-truncated.json"_s, templateOf("a", "1").chopped(3));
    const QString refused = write(u"b-version-is-text.json"_s, templateOf("b", "\"1\""));
    write(u"c.json"_s, templateOf("c", "1"));
    Catalogue catalogue;
    const Errors problems = catalogue.addFolder(m_folder->path());
    QCOMPARE(problems.size(), 2);
    QVERIFY(problems.at(0).where.startsWith(truncated + u":1:"_s));
    QVERIFY(problems.at(1).where.startsWith(refused + u":1:"_s));
    QVERIFY(problems.at(1).where.endsWith("/version"_L1));
    QCOMPARE(catalogue.newest().size(), 1);
}

void tst_Catalogue::reportsWhatIsNotThere()
{
    Catalogue catalogue;
    const Errors folder = catalogue.addFolder(m_folder->filePath(u"none"_s));
    QCOMPARE(folder.size(), 1);
    QVERIFY(folder.first().code == ErrorCode::NotFound);
    const Errors file = catalogue.addFile(m_folder->filePath(u"none.json"_s));
    QCOMPARE(file.size(), 1);
    QVERIFY(file.first().code == ErrorCode::Unreadable);
}

void tst_Catalogue::readsConnectorFoldersByTheirTemplate()
{
    write(u"one/template.json"_s, templateOf("one", "1"));
    write(u"one/call.json"_s, "{ broken");
    write(u"one/samples/a.json"_s, templateOf("never", "1"));
    Catalogue catalogue;
    QVERIFY(catalogue.addFolder(m_folder->path()).isEmpty());
    QVERIFY(catalogue.find(u"one"_s));
    QVERIFY(!catalogue.find(u"never"_s));
}

PLUGBOARD_TEST(tst_Catalogue)
#include "tst_catalogue.moc"
