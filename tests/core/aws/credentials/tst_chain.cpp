#include "core/aws/credentials/chain.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

QProcessEnvironment environmentOf(const QList<std::pair<QString, QString>> &variables)
{
    QProcessEnvironment environment;
    for (const auto &[name, value] : variables)
        environment.insert(name, value);
    return environment;
}

} // namespace

class tst_Chain : public QObject
{
    Q_OBJECT

private slots:
    void readsTheEnvironment()
    {
        const auto credentials
            = fromEnvironment(environmentOf({{u"AWS_ACCESS_KEY_ID"_s, u"AKID\n"_s},
                                             {u"AWS_SECRET_ACCESS_KEY"_s, u" secret "_s},
                                             {u"AWS_SESSION_TOKEN"_s, u"token"_s},
                                             {u"AWS_CREDENTIAL_EXPIRATION"_s, u"2030-01-31T12:00:00+01:00"_s}}));
        QVERIFY(credentials);
        QCOMPARE(credentials->accessKeyId, "AKID");
        QCOMPARE(credentials->secretAccessKey.reveal(), "secret");
        QCOMPARE(credentials->sessionToken.reveal(), "token");
        QCOMPARE(credentials->source, u"environment variables"_s);
        using namespace std::chrono;
        QVERIFY(credentials->expires == sys_days(year(2030) / January / 31) + hours(11));
    }

    void halfAPairIsAnErrorNotAnAbsence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("missing");
        QTest::newRow("key") << u"AWS_ACCESS_KEY_ID"_s << u"without AWS_SECRET_ACCESS_KEY"_s;
        QTest::newRow("secret") << u"AWS_SECRET_ACCESS_KEY"_s << u"without AWS_ACCESS_KEY_ID"_s;
    }

    void halfAPairIsAnErrorNotAnAbsence()
    {
        QFETCH(QString, name);
        QFETCH(QString, missing);
        const auto credentials = defaultChain(environmentOf({{name, u"hunter2"_s}}));
        QCOMPARE(credentials.error().code, ErrorCode::Invalid);
        QVERIFY(credentials.error().message.contains(missing));
        QVERIFY(!credentials.error().text().contains(u"hunter2"));
    }

    void refusesAnExpirationThatIsNone()
    {
        const auto credentials = fromEnvironment(environmentOf({{u"AWS_ACCESS_KEY_ID"_s, u"a"_s},
                                                                {u"AWS_SECRET_ACCESS_KEY"_s, u"b"_s},
                                                                {u"AWS_CREDENTIAL_EXPIRATION"_s, u"soon"_s}}));
        QCOMPARE(credentials.error().code, ErrorCode::Invalid);
    }

    void saysWhatItLookedFor()
    {
        const auto credentials = defaultChain(environmentOf({{u"AWS_ACCESS_KEY_ID"_s, u""_s}}));
        QCOMPARE(credentials.error().code, ErrorCode::NotFound);
        QCOMPARE(credentials.error().stage, Stage::Credentials);
        QVERIFY(credentials.error().message.contains(u"AWS_ACCESS_KEY_ID"));
    }
};

PLUGBOARD_TEST(tst_Chain)
#include "tst_chain.moc"
