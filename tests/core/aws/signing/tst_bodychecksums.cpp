#include "core/aws/signing/bodychecksums.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_BodyChecksums : public QObject
{
    Q_OBJECT

private:
    /// An upload with flexible checksums, as S3's models describe it.
    void init(const Checksums &traits)
    {
        m_blob.type = ShapeType::Blob;
        m_text.type = ShapeType::String;
        Member body;
        body.name = u"Body"_s;
        body.shape = &m_blob;
        body.streaming = true;
        Member algorithm;
        algorithm.name = u"ChecksumAlgorithm"_s;
        algorithm.shape = &m_text;
        algorithm.location = u"header"_s;
        algorithm.locationName = u"x-amz-sdk-checksum-algorithm"_s;
        Member mode;
        mode.name = u"ChecksumMode"_s;
        mode.shape = &m_text;
        mode.location = u"header"_s;
        mode.locationName = u"x-amz-checksum-mode"_s;
        m_input.members = {body, algorithm, mode};
        m_input.payload = u"Body"_s;
        m_operation = Operation();
        m_operation.input = &m_input;
        m_operation.checksums = traits;
        m_request = Http::Request();
        m_request.method = "PUT";
        m_request.body = "123456789";
        m_signing = OperationSigning();
    }
    Result<Done> add(const QByteArray &input = "{}", const ChecksumSettings &settings = {})
    {
        return addChecksums(m_operation, *Json::read(input), settings, m_request, m_signing);
    }
    static Checksums flexible(bool required = false)
    {
        return {.required = required,
                .offered = true,
                .requestMember = u"ChecksumAlgorithm"_s,
                .validationMember = {},
                .responseAlgorithms = {}};
    }

    Shape m_blob;
    Shape m_text;
    Shape m_input;
    Operation m_operation;
    Http::Request m_request;
    OperationSigning m_signing;

private slots:
    void crc32IsTheDefault()
    {
        init(flexible());
        QVERIFY(add());
        QCOMPARE(m_request.headers.value("x-amz-checksum-crc32"), QByteArray("y/Q5Jg=="));
        QCOMPARE(m_request.headers.value("x-amz-sdk-checksum-algorithm"), QByteArray("CRC32"));
        QCOMPARE(m_request.body, QByteArray("123456789"));
    }

    void theInputChooses()
    {
        init(flexible());
        QVERIFY(add("{\"ChecksumAlgorithm\":\"CRC64NVME\"}", {.onlyRequired = true}));
        QCOMPARE(m_request.headers.value("x-amz-checksum-crc64nvme"), QByteArray("rosUhgp5mIg="));
        init(flexible());
        const Result<Done> unknown = add("{\"ChecksumAlgorithm\":\"ADLER\"}");
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.contains(u"ADLER"_s));
        QCOMPARE(unknown.error().where, u"ChecksumAlgorithm"_s);
    }

    void onlyWhereRequired()
    {
        init(flexible());
        QVERIFY(add("{}", {.onlyRequired = true}));
        QVERIFY(m_request.headers.isEmpty());
        init(flexible(true));
        QVERIFY(add("{}", {.onlyRequired = true}));
        QVERIFY(m_request.headers.contains("x-amz-checksum-crc32"));
    }

    void contentMd5WhereNothingElseIsKnown()
    {
        init({.required = true,
              .offered = false,
              .requestMember = {},
              .validationMember = {},
              .responseAlgorithms = {}});
        QVERIFY(add());
        QCOMPARE(m_request.headers.value("content-md5"), QByteArray("JfnnlDI7RTiF9RgfG2JNCw=="));
    }

    void givenChecksumsStay()
    {
        init(flexible());
        m_request.headers.add("x-amz-checksum-sha256", "given");
        QVERIFY(add());
        QVERIFY(!m_request.headers.contains("x-amz-checksum-crc32"));
        QCOMPARE(m_request.headers.value("x-amz-checksum-sha256"), QByteArray("given"));
    }

    void trailersStandBehindTheBody()
    {
        init(flexible());
        QVERIFY(add("{}", {.inTrailer = true}));
        QCOMPARE(m_request.body, QByteArray("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n"));
        QCOMPARE(m_request.headers.value("x-amz-trailer"), QByteArray("x-amz-checksum-crc32"));
        QCOMPARE(m_request.headers.value("x-amz-decoded-content-length"), QByteArray("9"));
        QCOMPARE(m_signing.options.payloadWord, QByteArray("STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
        init(flexible());
        m_request.target.scheme = "http"; // Nothing protects the frames.
        QVERIFY(add("{}", {.inTrailer = true}));
        QVERIFY(m_request.headers.contains("x-amz-checksum-crc32"));
    }

    void answersAreAskedForTheirs()
    {
        init({.required = false,
              .offered = true,
              .requestMember = {},
              .validationMember = u"ChecksumMode"_s,
              .responseAlgorithms = {u"CRC32"_s}});
        QVERIFY(add());
        QCOMPARE(m_request.headers.value("x-amz-checksum-mode"), QByteArray("ENABLED"));
        QVERIFY(!m_request.headers.contains("x-amz-checksum-crc32"));
        m_request.headers = {};
        QVERIFY(add("{}", {.onlyAskedFor = true}));
        QVERIFY(m_request.headers.isEmpty());
    }

    void customersKeysGetTheirDigest()
    {
        const QByteArray key = "0123456789abcdef0123456789abcdef";
        Http::Headers headers {{"x-amz-server-side-encryption-customer-key", key}};
        addCustomerKeyDigests(headers);
        QCOMPARE(headers.value("x-amz-server-side-encryption-customer-key"), key.toBase64());
        QCOMPARE(headers.value("x-amz-server-side-encryption-customer-key-md5"),
                 QByteArray("hRasmdxgYDKV3nvbahU1MA=="));
        Http::Headers again {{"x-amz-server-side-encryption-customer-key", key.toBase64()}};
        addCustomerKeyDigests(again);
        QCOMPARE(again, headers);
        const Http::Headers before = again;
        addCustomerKeyDigests(again);
        QCOMPARE(again, before);
    }

    void damagedAnswersAreNoticed()
    {
        Http::Response response;
        response.status = 200;
        response.body = "123456789";
        QVERIFY(mismatchedChecksum(response).isEmpty());
        response.headers.add("x-amz-checksum-crc32", "y/Q5Jg==");
        response.headers.add("x-amz-crc32", "3421780262");
        QVERIFY(mismatchedChecksum(response).isEmpty());
        response.body = "123456788";
        QCOMPARE(mismatchedChecksum(response), QByteArray("x-amz-checksum-crc32"));
        response.headers.remove("x-amz-checksum-crc32");
        QCOMPARE(mismatchedChecksum(response), QByteArray("x-amz-crc32"));
        response.headers.add("Content-Encoding", "gzip");
        QVERIFY(mismatchedChecksum(response).isEmpty());
        response.headers = {{"x-amz-checksum-crc32", "y/Q5Jg==-3"}};
        QVERIFY(mismatchedChecksum(response).isEmpty());
    }
};

PLUGBOARD_TEST(tst_BodyChecksums)
#include "tst_bodychecksums.moc"
