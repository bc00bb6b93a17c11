#include "core/secrets/stores.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Secrets;
using namespace Qt::StringLiterals;

class tst_EnvironmentSecretStore : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        qputenv("PLUGBOARD_SECRET_KEY", "value");
        qputenv("PLUGBOARD_SECRET_a.b-c", "dotted");
        qputenv("PLUGBOARD_SECRET_", "nameless");
    }
    void cleanup()
    {
        for (const char *name : {"PLUGBOARD_SECRET_KEY", "PLUGBOARD_SECRET_a.b-c", "PLUGBOARD_SECRET_"})
            qunsetenv(name);
    }

    void readsInEveryNamespace()
    {
        EnvironmentSecretStore store;
        QCOMPARE(store.read({u"dev"_s, u"KEY"_s})->reveal(), QByteArray("value"));
        QCOMPARE(store.read({u"prod"_s, u"KEY"_s})->reveal(), QByteArray("value"));
        QCOMPARE(store.read({{}, u"a.b-c"_s})->reveal(), QByteArray("dotted"));
        QCOMPARE(*store.names(u"dev"_s), QStringList({u"KEY"_s, u"a.b-c"_s}));
    }

    void missingNamesTheVariable_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("not set") << u"OTHER"_s;
        QTest::newRow("other case") << u"key"_s;
        QTest::newRow("empty") << u""_s;
        QTest::newRow("equals sign") << u"KEY=value"_s;
        QTest::newRow("NUL") << QString(u"KEY\0x"_s);
    }
    void missingNamesTheVariable()
    {
        QFETCH(QString, name);
        EnvironmentSecretStore store;
        const auto result = store.read({{}, name});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::NotFound);
        QVERIFY(result.error().message.contains(u"PLUGBOARD_SECRET_"_s));
    }

    void isReadOnly()
    {
        EnvironmentSecretStore store;
        QVERIFY(!store.isWritable());
        QCOMPARE(store.state(), StoreState::ReadOnly);
        QCOMPARE(store.write({{}, u"KEY"_s}, Sensitive("x")).error().code, ErrorCode::Denied);
        QCOMPARE(store.remove({{}, u"KEY"_s}).error().code, ErrorCode::Denied);
    }
};

PLUGBOARD_TEST(tst_EnvironmentSecretStore)
#include "tst_environmentsecretstore.moc"
