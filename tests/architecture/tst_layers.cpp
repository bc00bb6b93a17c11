#include "tests/architecture/linkrules.h"
#include "tests/architecture/sourcerules.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard::Architecture;
using namespace Qt::StringLiterals;

namespace {

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString sourceFolder()
{
    return QStringLiteral(PLUGBOARD_SOURCE_DIR);
}

LayerTable projectTable()
{
    return LayerTable::parse(read(sourceFolder() + u"/tests/architecture/layers.txt"_s));
}

Build projectBuild()
{
    return Build::parse(read(QStringLiteral(PLUGBOARD_BUILD_DESCRIPTION)));
}

QStringList findingsInIncludes(const QString &root)
{
    return includeFindings(root, QStringLiteral(PLUGBOARD_QT_HEADERS), projectTable());
}

/// A source tree with one file in it.
class SmallTree
{
public:
    SmallTree(const QString &path, const QString &text)
    {
        QDir(m_folder.path()).mkpath(path.section(u'/', 0, -2));
        QDir(m_folder.path()).mkpath(u"resources/connectors/some-service"_s);
        QDir(m_folder.path()).mkpath(u"resources/connectors/rest"_s);
        QFile file(m_folder.filePath(path));
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
    }

    QString root() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

} // namespace

/// The project keeps its own arrows; and, by small trees with one bad line each, this would be
/// noticed if it did not.
class tst_Layers : public QObject
{
    Q_OBJECT

private slots:
    void tableIsReadable();
    void pageShowsTheTable();
    void includesFollowTheTable();
    void linksFollowTheTable();
    void symbolsFollowTheTable();
    void codeNamesNoConnector();

    void badIncludeIsFound_data();
    void badIncludeIsFound();
    void badLinkIsFound();
    void badSymbolIsFound();
    void badNameIsFound_data();
    void badNameIsFound();
    void commentsAreNoCode();
};

void tst_Layers::tableIsReadable()
{
    const LayerTable table = projectTable();
    QCOMPARE(table.problems(), QStringList());
    QVERIFY(table.layers().size() > 20);
    QCOMPARE(LayerTable::parse(u"core/feel core_feel"_s).problems().size(), 1);
}

/// ARCHITECTURE.md shows every row, so that nobody needs to read a test to learn the arrows.
void tst_Layers::pageShowsTheTable()
{
    const QString page = read(sourceFolder() + u"/ARCHITECTURE.md"_s);
    const LayerTable table = projectTable();
    for (const Layer &layer : table.layers()) {
        QStringList ours = layer.uses;
        const QString row = u"| %1 | %2 | %3 |"_s.arg(
            layer.folder, ours.isEmpty() ? u"–"_s : ours.replaceInStrings(u"core_"_s, QString()).join(u' '),
            layer.libraries.join(u' '));
        QVERIFY2(page.contains(row), qPrintable(u"ARCHITECTURE.md lacks the row "_s + row));
    }
}

void tst_Layers::includesFollowTheTable()
{
    QCOMPARE(findingsInIncludes(sourceFolder()).join(u'\n'), QString());
}

void tst_Layers::linksFollowTheTable()
{
    QVERIFY(!projectBuild().libraries.isEmpty());
    QCOMPARE(linkFindings(projectBuild(), projectTable()).join(u'\n'), QString());
}

void tst_Layers::symbolsFollowTheTable()
{
    QVERIFY(!projectBuild().foreign.isEmpty());
    QCOMPARE(symbolFindings(projectBuild(), projectTable()).join(u'\n'), QString());
}

void tst_Layers::codeNamesNoConnector()
{
    QCOMPARE(connectorNameFindings(sourceFolder()).join(u'\n'), QString());
}

void tst_Layers::badIncludeIsFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("finding"); // Empty: allowed

    const auto add = [](const char *name, const QString &path, const QString &line, const QString &finding) {
        QTest::newRow(name) << path << line << finding;
    };
    add("downwards", u"core/feel/lexer.cpp"_s, u"#include \"core/value/value.h\""_s, {});
    add("own subfolder", u"core/feel/functions/list.cpp"_s, u"#include \"core/feel/lexer_p.h\""_s, {});
    add("standard library", u"core/feel/lexer.cpp"_s, u"#include <string_view>"_s, {});
    add("generated", u"core/feel/lexer.cpp"_s, u"#include \"lexer.moc\""_s, {});
    add("in a comment", u"core/feel/lexer.cpp"_s, u"// \n/*\n#include <QWidget>\n*/"_s, {});
    add("operating system in its place", u"core/base/platform_x.cpp"_s, u"#include <sys/socket.h>"_s, {});
    add("group of targets", u"core/calls/plan.cpp"_s, u"#include \"core/aws/sigv4/signer.h\""_s, {});

    add("sideways", u"core/feel/lexer.cpp"_s, u"#include \"core/http/transport.h\""_s,
        u"core/feel/lexer.cpp:1: \"core/http/transport.h\": core_feel may not use core_http"_s);
    add("upwards", u"core/value/value.h"_s, u"\n  #  include \"ui/shell/window.h\""_s,
        u"core/value/value.h:2: \"ui/shell/window.h\": core_value may not use ui"_s);
    add("verifier uses the signer", u"core/sandbox/check.cpp"_s, u"#include \"core/aws/sigv4/signer.h\""_s,
        u"core/sandbox/check.cpp:1: \"core/aws/sigv4/signer.h\": core_sandbox may not use core_aws_sigv4"_s);
    add("private header", u"core/form/form.cpp"_s, u"#include \"core/template/reader_p.h\""_s,
        u"core/form/form.cpp:1: \"core/template/reader_p.h\" is private to core/template"_s);
    add("climbing", u"core/feel/lexer.cpp"_s, u"#include \"../value/value.h\""_s,
        u"core/feel/lexer.cpp:1: \"../value/value.h\" climbs out of its folder; spell it from the root"_s);
    add("short", u"core/feel/lexer.cpp"_s, u"#include \"lexer.h\""_s,
        u"core/feel/lexer.cpp:1: \"lexer.h\" is in no folder of layers.txt; spell it from the root"_s);
    add("widget in a model", u"models/form/formmodel.h"_s, u"#include <QWidget>"_s,
        u"models/form/formmodel.h:1: <QWidget>: models may not use Widgets"_s);
    add("module spelled out", u"models/form/formmodel.h"_s, u"#include <QtGui/qcolor.h>"_s,
        u"models/form/formmodel.h:1: <QtGui/qcolor.h>: models may not use Gui"_s);
    add("OpenSSL in the window", u"ui/shell/window.cpp"_s, u"#include <openssl/evp.h>"_s,
        u"ui/shell/window.cpp:1: <openssl/evp.h>: ui may not use OpenSSL"_s);
    add("unknown library", u"core/http/x.cpp"_s, u"#include <curl/curl.h>"_s,
        u"core/http/x.cpp:1: <curl/curl.h> belongs to no library of layers.txt"_s);
    add("operating system elsewhere", u"core/base/clock.cpp"_s, u"#include <unistd.h>"_s,
        u"core/base/clock.cpp:1: <unistd.h>: only platform_* files call the operating system"_s);
    add("new folder", u"core/common/x.h"_s, {}, u"core/common/x.h: its folder is not in layers.txt"_s);
}

void tst_Layers::badIncludeIsFound()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(QString, finding);
    const SmallTree tree(path, line);
    QCOMPARE(findingsInIncludes(tree.root()), finding.isEmpty() ? QStringList() : QStringList {finding});
}

void tst_Layers::badLinkIsFound()
{
    const Build build = Build::parse(u"built|core_feel|a|core_base core_http Qt6::Network Qt6::Core\n"
                                     "built|core_new|a|core_base\n"_s);
    const QStringList expected {u"core_feel may not link core_http"_s, u"core_feel may not link Qt6::Network"_s,
                                u"core_new is not in layers.txt"_s};
    QCOMPARE(linkFindings(build, projectTable()), expected);
}

/// The library that speaks HTTP, given out as one that must not.
void tst_Layers::badSymbolIsFound()
{
    Build build = projectBuild();
    build.libraries.removeIf([](const BuiltLibrary &built) { return built.target != "core_http"_L1; });
    QVERIFY(!build.libraries.isEmpty());
    build.libraries.first().target = u"core_value"_s;
    const QString findings = symbolFindings(build, projectTable()).join(u'\n');
    QVERIFY2(findings.startsWith("core_value may not use Network: "_L1), qPrintable(findings));
}

void tst_Layers::badNameIsFound_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("name"); // Empty: allowed

    QTest::newRow("job type") << u"isJob(\"io.camunda:x:1\");"_s << u"io.camunda:"_s;
    QTest::newRow("folder") << u"open(\"some-service\");"_s << u"some-service"_s;
    QTest::newRow("folder in a path") << u"open(\"a/some-service/b\");"_s << u"some-service"_s;
    QTest::newRow("one word") << u"open(\"rest\");"_s << u"\"rest\""_s;
    QTest::newRow("longer name") << u"open(\"some-service-2\");"_s << QString();
    QTest::newRow("ordinary word") << u"say(\"the rest of it\"); rest();"_s << QString();
    QTest::newRow("comment") << u"/// For example io.camunda:x:1 of some-service"_s << QString();
}

void tst_Layers::badNameIsFound()
{
    QFETCH(QString, code);
    QFETCH(QString, name);
    const SmallTree tree(u"core/calls/plan.cpp"_s, code);
    const QString finding = u"core/calls/plan.cpp:1: names a connector, which is data: "_s + name;
    QCOMPARE(connectorNameFindings(tree.root()), name.isEmpty() ? QStringList() : QStringList {finding});
}

void tst_Layers::commentsAreNoCode()
{
    QCOMPARE(withoutComments(u"a /* b\nc */ d // e\nf"_s), u"a \n d \nf"_s);
    QCOMPARE(withoutComments(u"\"http://x\" '\"' // y"_s), u"\"http://x\" '\"' "_s);
    QCOMPARE(withoutComments(u"1'000 /*'*/ 'a'"_s), u"1'000  'a'"_s);
    QCOMPARE(withoutComments(u"R\"x( \" // )x\" //"_s), u"R\"x( \" // )x\" "_s);
    QCOMPARE(withoutComments(u"\"\\\"//\" /* open"_s), u"\"\\\"//\" "_s);
}

PLUGBOARD_TEST(tst_Layers)
#include "tst_layers.moc"
