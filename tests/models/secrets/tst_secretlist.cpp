#include "core/secrets/stores.h"
#include "models/secrets/secretlist.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Secrets;
using namespace Qt::StringLiterals;

/// Says that it is locked, whatever is asked.
class LockedStore final : public SecretStore
{
public:
    Result<Sensitive> read(const SecretName &, std::stop_token) override { return locked(); }
    Result<Done> write(const SecretName &, const Sensitive &, std::stop_token) override { return locked(); }
    Result<Done> remove(const SecretName &, std::stop_token) override { return locked(); }
    Result<QStringList> names(const QString &, std::stop_token) override { return QStringList {u"A"_s}; }
    StoreState state(std::stop_token) override { return StoreState::Locked; }
    bool isWritable() const override { return true; }
    QString description() const override { return u"a keychain"_s; }

private:
    static Error locked() { return {Stage::Secrets, ErrorCode::Locked, u"the keychain is locked"_s, {}}; }
};

class tst_SecretList : public QObject
{
    Q_OBJECT

private slots:
    void keepsNamesNotValues()
    {
        MemorySecretStore store;
        SecretList list(store);
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setSpace(u"dev"_s);
        list.set(u"B"_s, Sensitive("value-b"));
        list.set(u"A"_s, Sensitive("value-a"));
        QTRY_COMPARE(list.rowCount(), 2);
        QCOMPARE(list.index(0).data().toString(), u"A"_s);
        for (int role = 0; role < Qt::UserRole + 20; ++role)
            QVERIFY(!list.index(0).data(role).toString().contains(u"value"_s));
        QByteArray shown;
        list.reveal(u"B"_s, [&](const Sensitive &value) { shown = value.reveal(); });
        QTRY_COMPARE(shown, QByteArray("value-b"));
        list.setSpace(u"prod"_s);
        QTRY_COMPARE(list.rowCount(), 0);
    }

    void whatWasRemovedComesBack()
    {
        MemorySecretStore store;
        SecretList list(store);
        list.setSpace(u"dev"_s);
        list.set(u"A"_s, Sensitive("value-a"));
        QTRY_COMPARE(list.rowCount(), 1);
        list.remove(u"A"_s);
        QTRY_COMPARE(list.rowCount(), 0);
        list.undoRemove();
        QTRY_COMPARE(list.rowCount(), 1);
        QCOMPARE(store.read({u"dev"_s, u"A"_s})->reveal(), QByteArray("value-a"));
    }

    void lockedIsToldWithItsRemedy()
    {
        LockedStore store;
        SecretList list(store);
        QSignalSpy failed(&list, &SecretList::failed);
        list.setSpace(u"dev"_s);
        QTRY_VERIFY(list.stateText().contains(u"Unlock it"_s));
        QVERIFY(!list.isWritable());
        list.remove(u"A"_s);
        QTRY_COMPARE(failed.size(), 1);
    }
};

PLUGBOARD_TEST(tst_SecretList)
#include "tst_secretlist.moc"
