#include "core/secrets/stores.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Secrets;
using namespace Qt::StringLiterals;

class tst_MemorySecretStore : public QObject
{
    Q_OBJECT

private slots:
    void keepsBytesByExactName()
    {
        MemorySecretStore store;
        const Sensitive binary(QByteArray("a\0b\xFF", 4));
        QVERIFY(store.write({u"dev"_s, u"Key"_s}, binary));
        QVERIFY(store.write({u"dev"_s, u"key"_s}, Sensitive("other")));
        QVERIFY(store.write({u"prod"_s, u"Key"_s}, Sensitive("third")));
        QCOMPARE(*store.read({u"dev"_s, u"Key"_s}), binary);
        QCOMPARE(*store.names(u"dev"_s), QStringList({u"Key"_s, u"key"_s}));
        QCOMPARE(store.read({u"dev"_s, u"KEY"_s}).error().code, ErrorCode::NotFound);
        QCOMPARE(store.state(), StoreState::Ready);
    }

    void removesOnce()
    {
        MemorySecretStore store;
        QVERIFY(store.write({u"dev"_s, u"Key"_s}, Sensitive("x")));
        QVERIFY(store.remove({u"dev"_s, u"Key"_s}));
        QCOMPARE(store.remove({u"dev"_s, u"Key"_s}).error().code, ErrorCode::NotFound);
        QCOMPARE(*store.names(u"dev"_s), QStringList());
    }

    void refusesNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("line feed") << u"a\nb"_s;
        QTest::newRow("NUL") << QString(u"a\0b"_s);
        QTest::newRow("DEL") << u"a\x7F"_s;
        QTest::newRow("lone surrogate") << QString(QChar(0xD800));
    }
    void refusesNames()
    {
        QFETCH(QString, name);
        MemorySecretStore store;
        QCOMPARE(store.write({u"dev"_s, name}, Sensitive("x")).error().code, ErrorCode::Invalid);
    }
};

PLUGBOARD_TEST(tst_MemorySecretStore)
#include "tst_memorysecretstore.moc"
