#include "core/secrets/stores.h"
#include "tests/support/test_main.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <future>

using namespace Plugboard;
using namespace Plugboard::Secrets;
using namespace Qt::StringLiterals;

namespace {

const QByteArray canary = "plugboard-canary-7f3a9";

QString indexFile()
{
    return QDir::homePath() + u"/.local/share/plugboard/secrets.json"_s;
}

QByteArray output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(5'000);
    return process.readAllStandardOutput() + process.readAllStandardError();
}

QByteArray secretTool(const QStringList &arguments)
{
    return output(u"secret-tool"_s, arguments);
}

void lockKeyring()
{
    output(u"dbus-send"_s,
           {u"--session"_s, u"--print-reply"_s, u"--dest=org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
            u"org.freedesktop.Secret.Service.Lock"_s, u"array:objpath:/org/freedesktop/secrets/collection/login"_s});
}

pid_t keyringProcess()
{
    return pid_t(QDBusConnection::sessionBus().interface()->servicePid(u"org.freedesktop.secrets"_s).value());
}

QByteArray told(const Error &error)
{
    return QByteArray::number(int(error.code)) + ' ' + error.text().toUtf8();
}

} // namespace

#define VERIFY_DONE(result)                                                                                            \
    do {                                                                                                               \
        const auto &outcome = (result);                                                                                \
        QVERIFY2(outcome, outcome ? "" : told(outcome.error()).constData());                                           \
    } while (false)

#define VERIFY_REFUSED(result, expected, words)                                                                        \
    do {                                                                                                               \
        const auto &outcome = (result);                                                                                \
        QVERIFY2(!outcome, "it succeeded");                                                                            \
        QVERIFY2(outcome.error().code == ErrorCode::expected, told(outcome.error()).constData());                      \
        QVERIFY2(outcome.error().message.contains(u"" words ""_s), told(outcome.error()).constData());                 \
        QVERIFY2(!outcome.error().text().toUtf8().contains(canary), "a value in an error text");                       \
    } while (false)

/// Each is run by run.sh alone, with the keychain in the state it needs, and from the main thread without an event loop, as
/// the command line program calls.
class KeychainScenarios : public QObject
{
    Q_OBJECT

    KeychainSecretStore m_store {u"Plugboard"_s, indexFile()};
    const SecretName m_name {u"dev"_s, u"AWS_KEY"_s};

private slots:
    void roundTrips()
    {
        QCOMPARE(m_store.state(), StoreState::Ready);
        VERIFY_REFUSED(m_store.read(m_name), NotFound, "no secret AWS_KEY");
        VERIFY_REFUSED(m_store.remove(m_name), NotFound, "no secret AWS_KEY");
        QByteArray binary;
        for (int i = 0; i < 256; ++i)
            binary += char(i);
        const QList<QByteArray> values {canary,
                                        "",
                                        QByteArray("a\0b\0", 4),
                                        "line\nbreak\r\n",
                                        "ключ 😀",
                                        binary,
                                        QByteArray(2'560, 'x'),
                                        QByteArray(2'561, 'x'),
                                        canary.repeated(3'000),
                                        binary.repeated(256),
                                        "plugboard-parts:1:like a head:2:",
                                        "short again"};
        for (const QByteArray &value : values) {
            VERIFY_DONE(m_store.write(m_name, Sensitive(value)));
            const auto back = m_store.read(m_name);
            VERIFY_DONE(back);
            QVERIFY(back->reveal() == value);
        }
        // Names that a sloppier encoding would take for one another.
        const QList<SecretName> names {{u"a"_s, u"b/c"_s},    {u"a/b"_s, u"c"_s},  {u"a"_s, u"B/c"_s},
                                       {u"a"_s, u"b%2Fc"_s},  {u""_s, u"a/b/c"_s}, {u"a"_s, u"b#c.1"_s},
                                       {u"ä"_s, u"ключ 😀"_s}};
        for (const SecretName &name : names)
            VERIFY_DONE(m_store.write(name, Sensitive(name.space.toUtf8() + '|' + name.name.toUtf8())));
        for (const SecretName &name : names)
            QCOMPARE(m_store.read(name)->reveal(), name.space.toUtf8() + '|' + name.name.toUtf8());
        QCOMPARE(*m_store.names(u"a"_s), QStringList({u"B/c"_s, u"b#c.1"_s, u"b%2Fc"_s, u"b/c"_s}));
        QCOMPARE(*KeychainSecretStore(u"Plugboard"_s, indexFile()).names(u"dev"_s), QStringList {u"AWS_KEY"_s});
        QCOMPARE(QFileInfo(indexFile()).permissions() & 0x077, 0);

        VERIFY_DONE(m_store.remove(m_name));
        VERIFY_REFUSED(m_store.read(m_name), NotFound, "no secret AWS_KEY");
        VERIFY_REFUSED(m_store.remove(m_name), NotFound, "no secret AWS_KEY");
        QCOMPARE(*m_store.names(u"dev"_s), QStringList());
        VERIFY_REFUSED(m_store.write({u"dev"_s, u"a\nb"_s}, Sensitive("x")), Invalid, "control characters");
        VERIFY_REFUSED(m_store.write(m_name, Sensitive(QByteArray((1 << 20) + 1, 'x'))), Limit, "1048577 bytes");
        // Of the secret that was once split nothing stays behind.
        QVERIFY(!secretTool({u"search"_s, u"--all"_s, u"server"_s, u"Plugboard"_s}).contains("#"));
    }

    void manyAtOnce()
    {
        std::vector<std::future<bool>> running;
        for (int i = 0; i < 16; ++i) {
            running.push_back(std::async(std::launch::async, [this, i] {
                const SecretName name {u"dev"_s, u"N%1"_s.arg(i)};
                const Sensitive value(canary + QByteArray::number(i).repeated(i * 400 + 1));
                return m_store.write(name, value).ok() && m_store.read(name).valueOr(Sensitive()) == value;
            }));
        }
        for (auto &one : running)
            QVERIFY(one.get());
        QCOMPARE(m_store.names(u"dev"_s)->size(), 16);
    }

    void underAnEventLoop()
    {
        // As the window calls: from a worker, while the main thread runs its loop. That loop never waits for the keychain.
        auto written = std::async(std::launch::async, [this] { return m_store.write(m_name, Sensitive(canary)).ok(); });
        QTRY_VERIFY_WITH_TIMEOUT(written.wait_for(std::chrono::seconds(0)) == std::future_status::ready, 5'000);
        QVERIFY(written.get());
    }

    void otherProgramsSeeIt()
    {
        VERIFY_DONE(m_store.write(m_name, Sensitive(canary)));
        const QByteArray found = secretTool({u"search"_s, u"--all"_s, u"server"_s, u"Plugboard"_s});
        QVERIFY2(found.contains("attribute.user = dev/AWS_KEY"), found.constData());
        const QByteArray value = secretTool({u"lookup"_s, u"server"_s, u"Plugboard"_s, u"user"_s, u"dev/AWS_KEY"_s});
        QCOMPARE(QByteArray::fromBase64(value), canary);
        QFile index(indexFile());
        QVERIFY(index.open(QFile::ReadOnly));
        QVERIFY(!index.readAll().contains(canary));
    }

    void tornParts()
    {
        const Sensitive large(canary.repeated(1'000));
        VERIFY_DONE(m_store.write(m_name, large));
        const QByteArray items = secretTool({u"search"_s, u"--all"_s, u"server"_s, u"Plugboard"_s});
        const qsizetype at = items.indexOf("dev/AWS_KEY#");
        QVERIFY(at > 0);
        const QByteArray part = items.mid(at, items.indexOf('\n', at) - at);
        secretTool({u"clear"_s, u"server"_s, u"Plugboard"_s, u"user"_s, QString::fromUtf8(part)});
        VERIFY_REFUSED(m_store.read(m_name), Unreadable, "not whole");
        VERIFY_DONE(m_store.write(m_name, large));
        QVERIFY(*m_store.read(m_name) == large);
    }

    void brokenIndex()
    {
        VERIFY_DONE(m_store.write(m_name, Sensitive(canary)));
        QFile index(indexFile());
        QVERIFY(index.open(QFile::WriteOnly));
        index.write("{ \"format\": 1, \"nam");
        index.close();
        VERIFY_REFUSED(m_store.names(u"dev"_s), Unreadable, "damaged");
        VERIFY_DONE(m_store.read(m_name));
        VERIFY_DONE(m_store.write({u"dev"_s, u"OTHER"_s}, Sensitive("x")));
        QCOMPARE(*m_store.names(u"dev"_s), QStringList {u"OTHER"_s});
        QVERIFY(QFileInfo::exists(indexFile() + u".broken"_s));
    }

    void locked()
    {
        VERIFY_DONE(m_store.write(m_name, Sensitive(canary)));
        lockKeyring();
        QCOMPARE(m_store.state(), StoreState::Locked);
        VERIFY_REFUSED(m_store.read(m_name), Locked, "is locked");
        VERIFY_REFUSED(m_store.read({u"dev"_s, u"NEVER_STORED"_s}), Locked, "is locked");
        VERIFY_REFUSED(m_store.write(m_name, Sensitive(canary)), Locked, "is locked");
        VERIFY_REFUSED(m_store.remove(m_name), Locked, "is locked");
        QCOMPARE(*m_store.names(u"dev"_s), QStringList {u"AWS_KEY"_s});
        // Where a dialog could be shown, it was not answered.
        qputenv("DISPLAY", ":99");
        VERIFY_REFUSED(m_store.read(m_name), Denied, "not unlocked in its dialog");
    }

    void stopped()
    {
        VERIFY_DONE(m_store.write(m_name, Sensitive(canary)));
        const pid_t keyring = keyringProcess();
        QVERIFY(keyring > 0);
        QCOMPARE(kill(keyring, SIGSTOP), 0);
        QElapsedTimer clock;
        clock.start();
        std::stop_source stop;
        auto cancelled = std::async(std::launch::async, [&] { return m_store.read(m_name, stop.get_token()); });
        QTest::qWait(50);
        stop.request_stop();
        VERIFY_REFUSED(cancelled.get(), Cancelled, "cancelled");
        QVERIFY(clock.elapsed() < 1'000);
        clock.start();
        VERIFY_REFUSED(m_store.write(m_name, Sensitive("a write that was given up on")), Unavailable,
                       "does not answer");
        QVERIFY(clock.elapsed() < 11'000);
        QCOMPARE(kill(keyring, SIGCONT), 0);
        QCOMPARE(m_store.state(), StoreState::Ready);
        QCOMPARE(m_store.read(m_name)->reveal(), canary);
    }

    void stoppedInsideAJob()
    {
        const Sensitive before(canary.repeated(500));
        const Sensitive after(canary.repeated(501));
        VERIFY_DONE(m_store.write(m_name, before));
        const pid_t keyring = keyringProcess();
        auto writing = std::async(std::launch::async, [&] {
            Result<Done> result = Done {};
            while (result)
                result = m_store.write(m_name, after);
            return result;
        });
        QTest::qWait(100);
        QCOMPARE(kill(keyring, SIGSTOP), 0);
        VERIFY_REFUSED(writing.get(), Unavailable, "does not answer");
        QCOMPARE(kill(keyring, SIGCONT), 0);
        const auto back = m_store.read(m_name);
        VERIFY_DONE(back);
        QVERIFY(*back == before || *back == after);
    }

    void leftStopped()
    {
        VERIFY_DONE(m_store.write(m_name, Sensitive(canary)));
        QCOMPARE(kill(keyringProcess(), SIGSTOP), 0);
        std::stop_source stop;
        auto reading = std::async(std::launch::async, [&] { return m_store.read(m_name, stop.get_token()); });
        QTest::qWait(50);
        stop.request_stop();
        VERIFY_REFUSED(reading.get(), Cancelled, "cancelled");
        // The program ends now, with a question to the keychain under way.
    }

    void killed()
    {
        VERIFY_DONE(m_store.write(m_name, Sensitive(canary)));
        QCOMPARE(kill(keyringProcess(), SIGKILL), 0);
        QTest::qWait(200);
        // A new one is started by the bus; nobody has unlocked it.
        const auto result = m_store.read(m_name);
        QVERIFY(!result);
        QVERIFY2(result.error().code == ErrorCode::Locked, told(result.error()).constData());
    }

    void noCollection()
    {
        VERIFY_REFUSED(m_store.read(m_name), Locked, "no keyring that is open");
        VERIFY_REFUSED(m_store.write(m_name, Sensitive(canary)), Locked, "no keyring that is open");
        QCOMPARE(m_store.state(), StoreState::Locked);
        QVERIFY(!QFileInfo::exists(indexFile()));
    }

    void noService()
    {
        QCOMPARE(m_store.state(), StoreState::Absent);
        VERIFY_REFUSED(m_store.read(m_name), Unavailable, "no keychain service");
        VERIFY_REFUSED(m_store.write(m_name, Sensitive(canary)), Unavailable, "no keychain service");
        VERIFY_REFUSED(m_store.remove(m_name), Unavailable, "no keychain service");
    }

    void noBus()
    {
        QCOMPARE(m_store.state(), StoreState::Absent);
        VERIFY_REFUSED(m_store.read(m_name), Unavailable, "no D-Bus session");
        VERIFY_REFUSED(m_store.write(m_name, Sensitive(canary)), Unavailable, "no D-Bus session");
    }
};

PLUGBOARD_TEST(KeychainScenarios)
#include "scenarios.moc"
