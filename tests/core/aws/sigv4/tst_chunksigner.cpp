#include "core/aws/sigv4/chunksigner.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;

/// The upload of 66,560 letters that AWS documents with all its signatures (Amazon S3 API Reference, "Signature calculations
/// for the Authorization header: transferring payload in multiple chunks").
class tst_ChunkSigner : public QObject
{
    Q_OBJECT

private:
    static ChunkSigner documented()
    {
        Credentials keys;
        keys.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
        keys.secretAccessKey = Sensitive("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        const Clock::Moment moment = std::chrono::sys_days(std::chrono::year(2013) / 5 / 24);
        return ChunkSigner(keys, {"us-east-1", "s3"}, moment,
                           "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    }

private slots:
    void documentedChunks()
    {
        ChunkSigner chunks = documented();
        QCOMPARE(chunks.sign(QByteArray(65536, 'a')).signature,
                 QByteArray("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"));
        QCOMPARE(chunks.sign(QByteArray(1024, 'a')).signature,
                 QByteArray("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"));
        QCOMPARE(chunks.sign({}).signature,
                 QByteArray("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"));
    }

    /// The documented Content-Length of the whole is 66,824.
    void framesAddUp()
    {
        ChunkSigner chunks = documented();
        const QByteArray first = chunks.framed(QByteArray(65536, 'a'));
        QVERIFY(first.startsWith("10000;chunk-signature=ad80c730a21e5b8d"));
        QVERIFY(first.endsWith("aaa\r\n"));
        const QByteArray second = chunks.framed(QByteArray(1024, 'a'));
        const QByteArray last = chunks.framed({});
        QVERIFY(last.endsWith("\r\n\r\n"));
        QCOMPARE(first.size() + second.size() + last.size(), 66824);
    }

    void unsignedBodies()
    {
        QCOMPARE(unsignedChunks("Hello world", "x-amz-checksum-crc32", "i9aeUg=="),
                 QByteArray("b\r\nHello world\r\n0\r\nx-amz-checksum-crc32:i9aeUg==\r\n\r\n"));
        QCOMPARE(unsignedChunks({}, "x-amz-checksum-crc32", "AAAAAA=="),
                 QByteArray("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"));
    }
};

PLUGBOARD_TEST(tst_ChunkSigner)
#include "tst_chunksigner.moc"
