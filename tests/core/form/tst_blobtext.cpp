#include "core/form/blobtext.h"
#include "tests/support/test_main.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Qt::StringLiterals;

class tst_BlobText : public QObject
{
    Q_OBJECT

private slots:
    void textsAreToldApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << u"grün"_s << QByteArray("gr\xc3\xbcn");
        QTest::newRow("base64") << u"base64:AAH/"_s << QByteArray("\x00\x01\xff", 3);
        QTest::newRow("base64 in lines") << u"base64: AA\nH/ "_s << QByteArray("\x00\x01\xff", 3);
        QTest::newRow("nothing") << QString() << QByteArray();
    }

    void textsAreToldApart()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, bytes);
        const BlobText blob = BlobText::parse(text);
        QCOMPARE(blob.toText(), text);
        const Result<QByteArray> read = bytesOf(blob);
        QVERIFY(read);
        QCOMPARE(*read, bytes);
    }

    void filesAreRead()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("\xff\x00 bytes", 8);
        file.close();
        const Result<QByteArray> read = bytesOf(BlobText::parse(u"fileb://"_s + file.fileName()));
        QVERIFY(read);
        QCOMPARE(read->size(), 8);
    }

    void whatCannotBeReadIsSaid()
    {
        const Result<QByteArray> missing = bytesOf(BlobText::parse(u"fileb:///no/such/file"_s));
        QVERIFY(!missing);
        QCOMPARE(missing.error().message, u"the file /no/such/file does not exist; choose another one"_s);
        QVERIFY(!bytesOf(BlobText::parse(u"base64:%"_s)));
    }
};

PLUGBOARD_TEST(tst_BlobText)
#include "tst_blobtext.moc"
