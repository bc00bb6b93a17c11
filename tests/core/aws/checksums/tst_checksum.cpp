#include "core/aws/checksums/checksum.h"
#include "core/aws/checksums/crc.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

/// Bit by bit, as the definition says.
template <typename Word>
Word slowly(Word polynomial, const QByteArray &data)
{
    Word crc = ~Word(0);
    for (const char c : data) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? polynomial : Word(0));
    }
    return ~crc;
}

} // namespace

class tst_Checksum : public QObject
{
    Q_OBJECT

private slots:
    /// "123456789" is the check input of the catalogues; the digests are those of RFC 1321, RFC 3174 and FIPS 180-2.
    void checkValues_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char *name, const char *input, const char *hex) {
            QTest::addRow("%s of \"%s\"", name, input)
                << QString::fromLatin1(name) << QByteArray(input) << QByteArray(hex);
        };
        row("CRC32", "123456789", "cbf43926");
        row("CRC32C", "123456789", "e3069283");
        row("CRC64NVME", "123456789", "ae8b14860a799888");
        row("CRC32", "", "00000000");
        row("CRC64NVME", "", "0000000000000000");
        row("SHA1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
        row("SHA256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        row("MD5", "abc", "900150983cd24fb0d6963f7d28e17f72");
        row("MD5", "", "d41d8cd98f00b204e9800998ecf8427e");
    }
    void checkValues()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, hex);
        const std::optional<ChecksumAlgorithm> algorithm = checksumAlgorithm(name);
        QVERIFY(algorithm);
        QCOMPARE(checksumName(*algorithm), name);
        QCOMPARE(QByteArray::fromBase64(Checksum::base64(*algorithm, input)).toHex(), hex);
    }

    /// RFC 3720, appendix B.4.
    void castagnoliExamples()
    {
        QCOMPARE(crc32c(QByteArray(32, '\0')), 0x8a9136aaU);
        QCOMPARE(crc32c(QByteArray(32, '\xff')), 0x62a8ab43U);
    }

    void anyLengthAndAnyPieces()
    {
        QByteArray data;
        for (int i = 0; i < 67; ++i)
            data.append(char(i * 37 + 11));
        for (qsizetype length = 0; length <= data.size(); ++length) {
            const QByteArray text = data.first(length);
            QCOMPARE(Aws::crc32(text), slowly<std::uint32_t>(0xedb88320, text));
            QCOMPARE(crc32c(text), slowly<std::uint32_t>(0x82f63b78, text));
            QCOMPARE(crc64nvme(text), slowly<std::uint64_t>(0x9a6c9329ac4bc9b5, text));
            const qsizetype cut = length / 3;
            QCOMPARE(crc64nvme(text.sliced(cut), crc64nvme(text.first(cut))), crc64nvme(text));
            QCOMPARE(crc32c(text.sliced(cut), crc32c(text.first(cut))), crc32c(text));
        }
        for (const QStringView name : {u"CRC32", u"SHA1", u"SHA256", u"MD5"}) {
            Checksum checksum(*checksumAlgorithm(name));
            checksum.add(data.first(5));
            checksum.add({});
            checksum.add(data.sliced(5));
            QCOMPARE(checksum.base64(), Checksum::base64(*checksumAlgorithm(name), data));
        }
    }

    void names()
    {
        QCOMPARE(checksumAlgorithm(u"crc32c").value(), ChecksumAlgorithm::Crc32c);
        QVERIFY(!checksumAlgorithm(u"XXHASH64"));
        QCOMPARE(checksumHeader(ChecksumAlgorithm::Crc64Nvme), QByteArray("x-amz-checksum-crc64nvme"));
        QCOMPARE(checksumHeader(ChecksumAlgorithm::Md5), QByteArray("Content-MD5"));
    }
};

PLUGBOARD_TEST(tst_Checksum)
#include "tst_checksum.moc"
