#include "core/calls/callfile.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Plugboard;
using namespace Plugboard::Calls;
using namespace Qt::StringLiterals;

namespace {

/// A call.json with one part replaced, or left out where the new text is empty.
QByteArray callWith(const QByteArray &part = {}, const QByteArray &text = {})
{
    const QList<std::pair<QByteArray, QByteArray>> parts {
        {"format", "\"format\": 1"},
        {"jobType", "\"jobType\": \"acme:publish:1\""},
        {"checks", R"("checks": [{ "that": "=a != null", "field": "a", "message": "must be there" }])"},
        {"calls",
         R"("calls": [{ "when": "=a = 1", "aws": { "service": "sns", "operation": "Publish", "input": "={ Message: a }" }, "response": "={ id: output.MessageId }" }])"},
    };
    QByteArrayList lines;
    for (const auto &[name, line] : parts)
        if (const QByteArray &chosen = name == part ? text : line; !chosen.isEmpty())
            lines.append("  " + chosen);
    return "{\n" + lines.join(",\n") + "\n}\n";
}

QByteArray callsWithAws(const QByteArray &aws)
{
    return callWith("calls", R"("calls": [{ "aws": )" + aws + " }]");
}

QString textOf(const Errors &findings)
{
    QStringList lines;
    for (const Error &finding : findings)
        lines.append(finding.text());
    return lines.join(u'\n');
}

} // namespace

class tst_CallFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsAWholeCall();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void tellsAllFindingsAtOnce();
    void staysInItsFolder_data();
    void staysInItsFolder();
    void placesErrorsOfSideFiles();
    void survivesEveryTruncation();
    void survivesEveryChangedByte();
    void findsCallsByJobType();
    void tellsOfTwoCallsForOneJobType();
    void tellsOfFilesThatCannotBeRead();

private:
    QString write(const QString &name, const QByteArray &text) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_CallFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QString tst_CallFile::write(const QString &name, const QByteArray &text) const
{
    const QString path = m_folder->filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void tst_CallFile::readsAWholeCall()
{
    const ReadCall read = readCall(callWith(), u"call.json"_s, m_folder->path());
    QVERIFY2(read.call, qPrintable(textOf(read.findings)));
    QCOMPARE(read.call->jobType, u"acme:publish:1"_s);
    QCOMPARE(read.call->checks.size(), 1);
    QCOMPARE(read.call->checks.first().field, u"a"_s);
    QCOMPARE(read.call->calls.size(), 1);
    QCOMPARE(read.call->calls.first().aws.service, u"sns"_s);
    QCOMPARE(read.call->calls.first().aws.operation, u"Publish"_s);
    QVERIFY(read.call->calls.first().response);
}

void tst_CallFile::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &json, const char *where, const char *message) {
        QTest::newRow(name) << json << QString::fromUtf8(where) << QString::fromUtf8(message);
    };
    row("empty", "", "call.json:1:1", "");
    row("no JSON", "{ \"format\": 01 }", "call.json:1:13", "");
    row("text after it", callWith() + "x", "call.json:7:1", "");
    row("list", "[]", "call.json:1:1", "must be a JSON object");
    row("null", "null", "call.json:1:1", "must be a JSON object");
    row("no format", callWith("format"), "call.json:1:1 /format", "must be the number 1");
    row("format as text", callWith("format", "\"format\": \"1\""), "call.json:2:13 /format", "must be the number 1");
    row("older format", callWith("format", "\"format\": 0"), "call.json:2:13 /format", "must be the number 1");
    row("newer format", callWith("format", "\"format\": 2"), "call.json:2:13 /format", "newer Plugboard");
    row("newer format with other things", R"({ "format": 2, "calls": 7, "x": 1 })", "call.json:1:13 /format",
        "update it");
    row("no job type", callWith("jobType"), "call.json:1:1 /jobType", "must be a text");
    row("job type a number", callWith("jobType", "\"jobType\": 3"), "call.json:3:14 /jobType", "must be a text");
    row("job type empty", callWith("jobType", "\"jobType\": \"\""), "call.json:3:14 /jobType", "must be a text");
    row("checks an object", callWith("checks", "\"checks\": {}"), "call.json:4:13 /checks", "must be a list");
    row("check a text", callWith("checks", "\"checks\": [\"a\"]"), "call.json:4:14 /checks/0", "must be a JSON object");
    row("check without field", callWith("checks", R"("checks": [{ "that": "=true", "message": "m" }])"),
        "call.json:4:14 /checks/0/field", "must be a text");
    row("check without a condition", callWith("checks", R"("checks": [{ "field": "a", "message": "m" }])"),
        "call.json:4:14 /checks/0/that", "must be a FEEL expression");
    row("no calls", callWith("calls"), "call.json:1:1 /calls", "at least one call");
    row("calls empty", callWith("calls", "\"calls\": []"), "call.json:5:12 /calls", "at least one call");
    row("calls a text", callWith("calls", "\"calls\": \"x\""), "call.json:5:12 /calls", "must be a list");
    row("call a number", callWith("calls", "\"calls\": [1]"), "call.json:5:13 /calls/0", "must be a JSON object");
    row("neither aws nor http", callWith("calls", "\"calls\": [{}]"), "call.json:5:13 /calls/0/aws",
        "which AWS operation");
    row("http", callWith("calls", R"("calls": [{ "http": {} }])"), "call.json:5:23 /calls/0/http", "is not known");
    row("a rule that is not known",
        callWith(
            "calls",
            R"("calls": [{ "aws": { "service": "sns", "operation": "Publish", "input": "={}" }, "failure": "=true" }])"),
        "/calls/0/failure", "is not known to this Plugboard");
    row("aws a text", callsWithAws("\"sns\""), "/calls/0/aws", "which AWS operation");
    row("no service", callsWithAws(R"({ "operation": "Publish", "input": "={}" })"), "/calls/0/aws/service",
        "must be a text");
    row("no operation", callsWithAws(R"({ "service": "sns", "input": "={}" })"), "/calls/0/aws/operation",
        "must be a text");
    row("no input", callsWithAws(R"({ "service": "sns", "operation": "Publish" })"), "/calls/0/aws/input",
        "must be a FEEL expression");
    row("a text that is no expression",
        callsWithAws(R"({ "service": "sns", "operation": "Publish", "input": "={}", "region": "eu-central-1" })"),
        "/calls/0/aws/region", "begins with \"=\"");
    row("an expression that cannot be read",
        callsWithAws(R"({ "service": "sns", "operation": "Publish", "input": "={ a: }" })"), "/calls/0/aws/input",
        "(1:7 of the expression)");
    row("unknown key", callWith("jobType", R"("jobType": "a", "jobtype": "b")"), "call.json:3:30 /jobtype",
        "is not known");
    row("the same key twice", callWith("jobType", R"("jobType": "a", "jobType": "b")"), "/jobType", "twice");
}

void tst_CallFile::tellsWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    QFETCH(QString, message);
    const ReadCall read = readCall(json, u"call.json"_s, m_folder->path());
    QVERIFY(!read.call);
    const bool found = std::any_of(read.findings.begin(), read.findings.end(), [&](const Error &error) {
        return error.where.contains(where) && error.message.contains(message) && !error.message.isEmpty()
            && error.stage == Stage::Call;
    });
    QVERIFY2(found, qPrintable(textOf(read.findings)));
}

void tst_CallFile::tellsAllFindingsAtOnce()
{
    const ReadCall read
        = readCall(R"({ "format": 1, "checks": [{ "that": 1 }], "calls": [{ "when": "=(", "aws": {} }] })",
                   u"call.json"_s, m_folder->path());
    QStringList pointers;
    for (const Error &finding : read.findings)
        pointers.append(finding.where.section(u' ', 1));
    pointers.removeDuplicates();
    QCOMPARE(pointers,
             QStringList({u"/jobType"_s, u"/checks/0/that"_s, u"/checks/0/field"_s, u"/checks/0/message"_s,
                          u"/calls/0/when"_s, u"/calls/0/aws/service"_s, u"/calls/0/aws/operation"_s,
                          u"/calls/0/aws/input"_s}));
}

void tst_CallFile::staysInItsFolder_data()
{
    QTest::addColumn<QByteArray>("reference");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &reference, const char *message) {
        QTest::newRow(name) << reference << QString::fromUtf8(message);
    };
    row("there", R"({ "$file": "input.feel" })", "");
    row("link inside", R"({ "$file": "inside.feel" })", "");
    row("missing", R"({ "$file": "none.feel" })", "is not there");
    row("above", R"({ "$file": "../secret.feel" })", "in the connector's own folder");
    row("below", R"({ "$file": "below/input.feel" })", "in the connector's own folder");
    row("absolute", R"({ "$file": "/etc/passwd" })", "in the connector's own folder");
    row("the folder itself", R"({ "$file": "." })", "in the connector's own folder");
    row("its parent", R"({ "$file": ".." })", "in the connector's own folder");
    row("empty", R"({ "$file": "" })", "in the connector's own folder");
    row("a number", R"({ "$file": 1 })", "in the connector's own folder");
    row("other keys", R"({ "$file": "input.feel", "x": 1 })", "in the connector's own folder");
    row("link outside", R"({ "$file": "outside.feel" })", "a link out of the connector's folder");
    row("a folder", R"({ "$file": "below" })", "cannot be read");
    row("no text", R"({ "$file": "bytes.feel" })", "cannot be read as a text");
}

void tst_CallFile::staysInItsFolder()
{
    QFETCH(QByteArray, reference);
    QFETCH(QString, message);
    write(u"secret.feel"_s, "{}");
    write(u"connector/input.feel"_s, "{ Message: a }");
    write(u"connector/below/input.feel"_s, "{}");
    write(u"connector/bytes.feel"_s, "\xff\xfe");
    QVERIFY(QFile::link(m_folder->filePath(u"secret.feel"_s), m_folder->filePath(u"connector/outside.feel"_s)));
    QVERIFY(QFile::link(m_folder->filePath(u"connector/input.feel"_s), m_folder->filePath(u"connector/inside.feel"_s)));
    const ReadCall read
        = readCall(callsWithAws(R"({ "service": "sns", "operation": "Publish", "input": )" + reference + '}'),
                   u"call.json"_s, m_folder->filePath(u"connector"_s));
    if (message.isEmpty()) {
        QVERIFY2(read.call, qPrintable(textOf(read.findings)));
        return;
    }
    QVERIFY(!read.call);
    QCOMPARE(read.findings.size(), 1);
    QVERIFY2(read.findings.first().message.contains(message), qPrintable(textOf(read.findings)));
    QVERIFY2(read.findings.first().where.contains(u"/calls/0/aws/input"_s), qPrintable(textOf(read.findings)));
}

void tst_CallFile::placesErrorsOfSideFiles()
{
    const QString path = write(u"input.feel"_s, "{\n  a: 1,\n  b: )\n}");
    const ReadCall read
        = readCall(callsWithAws(R"({ "service": "sns", "operation": "Publish", "input": { "$file": "input.feel" } })"),
                   u"call.json"_s, m_folder->path());
    QVERIFY(!read.findings.isEmpty());
    QCOMPARE(read.findings.first().where, path + u":3:6"_s);
}

void tst_CallFile::survivesEveryTruncation()
{
    const QByteArray whole = callWith().trimmed();
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const ReadCall read = readCall(whole.first(size), u"call.json"_s, m_folder->path());
        QVERIFY2(!read.call, QByteArray::number(size).constData());
        static const QRegularExpression place(u"^call\\.json:\\d+:\\d+"_s);
        QVERIFY2(read.findings.first().where.contains(place), qPrintable(textOf(read.findings)));
    }
}

void tst_CallFile::survivesEveryChangedByte()
{
    const QByteArray whole = callWith();
    for (const char byte : {'\0', '"', '{', ']', '=', '9', '\xff'}) {
        for (qsizetype at = 0; at < whole.size(); ++at) {
            QByteArray changed = whole;
            changed[at] = byte;
            const ReadCall read = readCall(changed, u"call.json"_s, m_folder->path());
            QCOMPARE(read.call == nullptr, !read.findings.isEmpty());
        }
    }
}

void tst_CallFile::findsCallsByJobType()
{
    write(u"ours/one/call.json"_s, callWith());
    write(u"ours/two/call.json"_s, callWith("jobType", "\"jobType\": \"acme:other:1\""));
    write(u"team/one/call.json"_s, callWith("checks"));
    CallCatalogue catalogue;
    QVERIFY(catalogue.addFolder(m_folder->filePath(u"ours"_s)).isEmpty());
    QVERIFY(catalogue.find(u"acme:other:1"_s));
    QVERIFY(!catalogue.find(u"acme:none:1"_s));
    QCOMPARE(catalogue.find(u"acme:publish:1"_s)->checks.size(), 1);
    QVERIFY(catalogue.addFolder(m_folder->filePath(u"team"_s)).isEmpty());
    QCOMPARE(catalogue.find(u"acme:publish:1"_s)->checks.size(), 0);
}

void tst_CallFile::tellsOfTwoCallsForOneJobType()
{
    write(u"a/call.json"_s, callWith());
    const QString second = write(u"b/call.json"_s, callWith("checks"));
    CallCatalogue catalogue;
    const Errors findings = catalogue.addFolder(m_folder->path());
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().code, ErrorCode::Conflict);
    QCOMPARE(findings.first().where, second);
    QCOMPARE(catalogue.find(u"acme:publish:1"_s)->checks.size(), 1);
}

void tst_CallFile::tellsOfFilesThatCannotBeRead()
{
    write(u"good/call.json"_s, callWith());
    const QString huge = write(u"huge/call.json"_s, QByteArray((4 << 20) + 1, ' '));
    const QString broken = write(u"broken/call.json"_s, "{");
    CallCatalogue catalogue;
    const Errors findings = catalogue.addFolder(m_folder->path());
    QVERIFY(catalogue.find(u"acme:publish:1"_s));
    QCOMPARE(findings.size(), 2);
    QVERIFY(findings[0].where.startsWith(broken + u":1:2"_s));
    QCOMPARE(findings[1].where, huge);
    QCOMPARE(findings[1].code, ErrorCode::Unreadable);
}

PLUGBOARD_TEST(tst_CallFile)
#include "tst_callfile.moc"
