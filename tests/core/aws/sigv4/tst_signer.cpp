#include "core/aws/sigv4/signer.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <thread>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Clock::Moment at(std::chrono::sys_days day, std::chrono::seconds time)
{
    return day + time;
}

const Clock::Moment documentedTime = at(std::chrono::sys_days(std::chrono::year(2015) / 8 / 30), 12h + 36min);

Credentials documentedKeys()
{
    Credentials keys;
    keys.accessKeyId = "AKIDEXAMPLE";
    keys.secretAccessKey = Sensitive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    return keys;
}

/// The request that AWS's description of Signature Version 4 signs step by step.
Http::Request listUsers()
{
    Http::Request request;
    request.target.host = "iam.amazonaws.com";
    request.target.query = "Action=ListUsers&Version=2010-05-08";
    request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    return request;
}

const SigningScope iam {"us-east-1", "iam"};
const QByteArray listUsersSignature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

/// Examples of "Authenticating requests" in the S3 documentation.
Credentials s3Keys()
{
    Credentials keys;
    keys.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
    keys.secretAccessKey = Sensitive("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    return keys;
}

Http::Request s3Get()
{
    Http::Request request;
    request.target.host = "examplebucket.s3.amazonaws.com";
    request.target.path = "/test.txt";
    return request;
}

const Clock::Moment s3Time = at(std::chrono::sys_days(std::chrono::year(2013) / 5 / 24), 0s);
const SigningScope s3 {"us-east-1", "s3"};
const SigningOptions s3Options {.normalizePath = false, .doubleEncodePath = false, .contentHashHeader = true};

QByteArray pathHashed(const QByteArray &path, const SigningOptions &options)
{
    Http::Request request = listUsers();
    request.target.path = path;
    Signer signer;
    const Result<Signed> result = signer.sign(request, documentedKeys(), iam, documentedTime, options);
    return result ? result->canonicalRequest.split('\n').value(1) : QByteArray();
}

} // namespace

class tst_Signer : public QObject
{
    Q_OBJECT

private slots:
    void signsTheDocumentedRequest()
    {
        Signer signer;
        const Result<Signed> result = signer.sign(listUsers(), documentedKeys(), iam, documentedTime);
        QVERIFY(result);
        QCOMPARE(result->signature, listUsersSignature);
        QCOMPARE(result->request.headers.value("authorization"),
                 "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                 "SignedHeaders=content-type;host;x-amz-date, Signature="
                     + listUsersSignature);
        QCOMPARE(result->signedHeaders, QList<QByteArray>({"content-type", "host", "x-amz-date"}));
        QVERIFY(!result->request.headers.contains("Host"));
    }

    void signsTheDocumentedObjectRequest()
    {
        Http::Request request = s3Get();
        request.headers.add("Range", "bytes=0-9");
        Signer signer;
        const Result<Signed> result = signer.sign(request, s3Keys(), s3, s3Time, s3Options);
        QCOMPARE(result->signature, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    void presignsTheDocumentedObjectUrl()
    {
        SigningOptions options = s3Options;
        options.unsignedPayload = true;
        Signer signer;
        const Result<Signed> result = signer.presign(s3Get(), s3Keys(), s3, s3Time, 86400s, options);
        QCOMPARE(result->signature, "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
        QVERIFY(result->request.target.query.endsWith("&X-Amz-Signature=" + result->signature));
        QVERIFY(result->request.headers.isEmpty());
    }

    void signingAgainReplacesTheOldSignature()
    {
        Credentials keys = documentedKeys();
        keys.sessionToken = Sensitive("token");
        Signer signer;
        const Result<Signed> first = signer.sign(listUsers(), keys, iam, documentedTime, s3Options);
        const Result<Signed> again = signer.sign(first->request, keys, iam, documentedTime, s3Options);
        QCOMPARE(again->canonicalRequest, first->canonicalRequest);
        QCOMPARE(again->request.headers, first->request.headers);

        const Result<Signed> link = signer.presign(listUsers(), keys, iam, documentedTime, 60s);
        const Result<Signed> linkAgain = signer.presign(link->request, keys, iam, documentedTime, 60s);
        QCOMPARE(linkAgain->request.target.query, link->request.target.query);
    }

    void tokenAfterSigningIsSentUnsigned()
    {
        Credentials keys = documentedKeys();
        keys.sessionToken = Sensitive("t/1");
        Signer signer;
        const SigningOptions options {.tokenAfterSigning = true};
        const Result<Signed> result = signer.sign(listUsers(), keys, iam, documentedTime, options);
        QCOMPARE(result->signature, listUsersSignature);
        QCOMPARE(result->request.headers.value("x-amz-security-token"), "t/1");
        const Result<Signed> link = signer.presign(listUsers(), keys, iam, documentedTime, 60s, options);
        QVERIFY(!link->canonicalRequest.contains("Token"));
        QVERIFY(link->request.target.query.endsWith("&X-Amz-Security-Token=t%2F1"));
    }

    void hashesPaths_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("normalized");
        QTest::addColumn<QByteArray>("asItIs");
        const auto row = [](const char *name, const char *path, const char *normal, const char *raw) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(normal) << QByteArray(raw);
        };
        row("empty", "", "/", "/");
        row("root", "/", "/", "/");
        row("encoded label", "/functions/arn%3Aaws", "/functions/arn%253Aaws", "/functions/arn%3Aaws");
        row("dots", "/a/./b/../c", "/a/c", "/a/./b/../c");
        row("beyond the root", "/../../a", "/a", "/../../a");
        row("double slashes", "//a//b//", "/a/b/", "//a//b//");
        row("dots at the end", "/a/..", "/", "/a/..");
        row("dot at the end", "/a/.", "/a/", "/a/.");
        row("three dots are a name", "/.../a", "/.../a", "/.../a");
        row("star and tilde", "/a*~", "/a%2A~", "/a*~");
    }

    void hashesPaths()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, normalized);
        QFETCH(QByteArray, asItIs);
        QCOMPARE(pathHashed(path, {}), normalized);
        QCOMPARE(pathHashed(path, s3Options), asItIs);
    }

    void sortsQueriesByEncodedNameThenValue()
    {
        Http::Request request = listUsers();
        request.target.query = "b=2&a=z&a=%41&c&d=x+y&&e=%zz&F=%c3%a4";
        Signer signer;
        const Result<Signed> result = signer.sign(request, documentedKeys(), iam, documentedTime);
        QCOMPARE(result->canonicalRequest.split('\n').value(2), "F=%C3%A4&a=A&a=z&b=2&c=&d=x%2By&e=%25zz");
        QCOMPARE(result->request.target.query, request.target.query);
    }

    void foldsHeadersAndLeavesOutWhatOthersAlter()
    {
        Http::Request request = listUsers();
        request.headers.add("X-Value", "  a   b\t c ");
        request.headers.add("x-value", "d");
        request.headers.add("X-Empty", "   ");
        request.headers.add("User-Agent", "plugboard");
        request.headers.add("Proxy-Authorization", "secret");
        request.headers.add("Connection", "close");
        request.target.port = 8443;
        Signer signer;
        const Result<Signed> result = signer.sign(request, documentedKeys(), iam, documentedTime);
        QCOMPARE(result->signedHeaders,
                 QList<QByteArray>({"content-type", "host", "x-amz-date", "x-empty", "x-value"}));
        QVERIFY(result->canonicalRequest.contains("\nhost:iam.amazonaws.com:8443\n"));
        QVERIFY(result->canonicalRequest.contains("\nx-empty:\nx-value:a b c,d\n\n"));
    }

    void refusesWhatIsMissing()
    {
        Signer signer;
        Credentials keys = documentedKeys();
        const auto code = [&](const SigningScope &scope, const Http::Request &request) {
            return signer.sign(request, keys, scope, documentedTime).error();
        };
        QVERIFY(code({"", "iam"}, listUsers()).message.contains(u"region"));
        QVERIFY(code({"us-east-1", ""}, listUsers()).message.contains(u"service"));
        QVERIFY(code(iam, {}).message.contains(u"host"));
        keys.secretAccessKey = {};
        QVERIFY(code(iam, listUsers()).message.contains(u"secret access key"));
        keys.accessKeyId.clear();
        QCOMPARE(code(iam, listUsers()).stage, Stage::Signature);
        for (const std::chrono::seconds expires : {0s, 604'801s}) {
            const auto link = signer.presign(listUsers(), documentedKeys(), iam, documentedTime, expires);
            QCOMPARE(link.error().code, ErrorCode::Invalid);
        }
    }

    /// More scopes than keys are kept, another secret, and a cleared cache change no signature.
    void keptKeysChangeNothing()
    {
        Signer signer;
        const auto signature = [&](Signer &with, const QByteArray &region) {
            return with.sign(listUsers(), documentedKeys(), {region, "iam"}, documentedTime)->signature;
        };
        for (int round = 0; round < 2; ++round) {
            for (int i = 0; i < 100; ++i) {
                Signer fresh;
                const QByteArray region = "region-" + QByteArray::number(i);
                QCOMPARE(signature(signer, region), signature(fresh, region));
            }
        }
        Credentials other = documentedKeys();
        other.secretAccessKey = Sensitive("another");
        QVERIFY(signer.sign(listUsers(), other, iam, documentedTime)->signature != listUsersSignature);
        signer.clear();
        QCOMPARE(signature(signer, "us-east-1"), listUsersSignature);
    }

    void signsFromManyThreads()
    {
        Signer signer;
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int round = 0; round < 200; ++round) {
                    const auto result = signer.sign(listUsers(), documentedKeys(), iam, documentedTime);
                    if (!result || result->signature != listUsersSignature)
                        ++wrong;
                    if (round % 50 == 0)
                        signer.clear();
                }
            });
        }
        threads.clear();
        QCOMPARE(wrong.load(), 0);
    }
};

PLUGBOARD_TEST(tst_Signer)
#include "tst_signer.moc"
