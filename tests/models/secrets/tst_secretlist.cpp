#include "core/secrets/stores.h"
#include "models/secrets/secretlist.h"
#include "tests/support/secretstores.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Secrets;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using State = SecretList::State;
using Change = SecretList::Change;

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
        list.setSpace(u"prod"_s);
        QCOMPARE(list.rowCount(), 0);
        QTRY_COMPARE(list.state(), State::Empty);
        QVERIFY(list.stateText().contains(u"add a secret"_s));
    }

    void aValueGoesToItsCallerOnly()
    {
        MemorySecretStore store;
        QVERIFY(store.write({u"dev"_s, u"A"_s}, Sensitive("value-a")));
        SecretList list(store);
        list.setSpace(u"dev"_s);
        QByteArray shown;
        list.reveal(u"A"_s, this, [&](const Sensitive &value) { shown = value.reveal(); });
        QTRY_COMPARE(shown, QByteArray("value-a"));
        auto receiver = std::make_unique<QObject>();
        bool wasCalled = false;
        list.reveal(u"A"_s, receiver.get(), [&](const Sensitive &) { wasCalled = true; });
        receiver.reset();
        QTRY_VERIFY(!list.isBusy());
        QVERIFY(!wasCalled);
    }

    void rowsStayWhatTheyAre()
    {
        MemorySecretStore store;
        for (const QString &name : {u"A"_s, u"C"_s})
            QVERIFY(store.write({u"dev"_s, name}, Sensitive("value")));
        SecretList list(store);
        list.setSpace(u"dev"_s);
        QTRY_COMPARE(list.rowCount(), 2);
        const QPersistentModelIndex kept = list.find(u"C"_s);
        list.set(u"B"_s, Sensitive("value"));
        QTRY_COMPARE(list.rowCount(), 3);
        QCOMPARE(kept.row(), 2);
        list.remove(u"A"_s);
        QTRY_COMPARE(list.rowCount(), 2);
        QCOMPARE(kept.row(), 1);
        QCOMPARE(kept.data().toString(), u"C"_s);
    }

    void everyChangeCanBeUndone_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<Change>("change");
        QTest::newRow("added") << QByteArray() << QByteArray("new") << Change::Added;
        QTest::newRow("replaced") << QByteArray("old") << QByteArray("new") << Change::Replaced;
        QTest::newRow("removed") << QByteArray("old") << QByteArray() << Change::Removed;
    }

    void everyChangeCanBeUndone()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(Change, change);
        MemorySecretStore store;
        const SecretName name {u"dev"_s, u"A"_s};
        if (!before.isEmpty())
            QVERIFY(store.write(name, Sensitive(before)));
        SecretList list(store);
        list.setSpace(u"dev"_s);
        QSignalSpy changed(&list, &SecretList::changed);
        if (after.isEmpty())
            list.remove(u"A"_s);
        else
            list.set(u"A"_s, Sensitive(after));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed[0][1].value<Change>(), change);
        QCOMPARE(store.read(name).valueOr({}).reveal(), after);
        QVERIFY(list.canUndo());
        list.undo();
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(store.read(name).valueOr({}).reveal(), before);
        QVERIFY(!list.canUndo());
    }

    void anUndoThatFailsCanBeTriedAgain()
    {
        ObedientStore store;
        QVERIFY(store.write({u"dev"_s, u"A"_s}, Sensitive("precious")));
        SecretList list(store);
        list.setSpace(u"dev"_s);
        QSignalSpy changed(&list, &SecretList::changed);
        QSignalSpy failed(&list, &SecretList::failed);
        list.remove(u"A"_s);
        QTRY_COMPARE(changed.size(), 1);
        store.refuse(StoreState::Locked);
        list.undo();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(list.canUndo());
        store.refuse(StoreState::Ready);
        list.undo();
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(store.read({u"dev"_s, u"A"_s}).valueOr({}).reveal(), QByteArray("precious"));
    }

    void whatWasForgottenIsNotUndone()
    {
        MemorySecretStore store;
        SecretList list(store);
        list.setSpace(u"dev"_s);
        list.set(u"A"_s, Sensitive("value"));
        QTRY_VERIFY(list.canUndo());
        list.forgetUndo();
        list.undo();
        QTRY_VERIFY(!list.isBusy());
        QVERIFY(list.contains(u"A"_s));
    }

    void everyStateHasItsRemedy_data()
    {
        QTest::addColumn<StoreState>("store");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("remedy");
        QTest::addColumn<bool>("isWritable");
        QTest::newRow("ready") << StoreState::Ready << State::Ready << u"Kept in"_s << true;
        QTest::newRow("locked") << StoreState::Locked << State::Locked << u"Unlock it"_s << false;
        QTest::newRow("absent") << StoreState::Absent << State::Absent << u"Start a keychain service"_s << false;
        QTest::newRow("unresponsive") << StoreState::Unresponsive << State::Unresponsive << u"restart it"_s << false;
        QTest::newRow("read only") << StoreState::ReadOnly << State::ReadOnly << u"PLUGBOARD_SECRET_NAME"_s << false;
    }

    void everyStateHasItsRemedy()
    {
        QFETCH(StoreState, store);
        QFETCH(State, state);
        QFETCH(QString, remedy);
        QFETCH(bool, isWritable);
        ObedientStore obedient;
        QVERIFY(obedient.write({u"dev"_s, u"A"_s}, Sensitive("value")));
        obedient.refuse(store);
        SecretList list(obedient);
        QSignalSpy failed(&list, &SecretList::failed);
        list.setSpace(u"dev"_s);
        QTRY_COMPARE(list.state(), state);
        QVERIFY2(list.stateText().contains(remedy), qPrintable(list.stateText()));
        QVERIFY(list.stateText().contains(obedient.description()));
        QCOMPARE(list.isWritable(), isWritable);
        if (store == StoreState::Ready)
            return;
        list.remove(u"A"_s);
        QTRY_COMPARE(failed.size(), 1);
    }

    void unlockingAsksTheStore()
    {
        ObedientStore store;
        store.refuse(StoreState::Locked);
        store.unlocksWhenRead = true;
        SecretList list(store);
        list.setSpace(u"dev"_s);
        QTRY_COMPARE(list.state(), State::Locked);
        list.unlock();
        QTRY_COMPARE(list.state(), State::Empty);
    }

    void theStoreOfTheNamespaceCounts()
    {
        ObedientStore keychain;
        keychain.refuse(StoreState::Absent);
        MemorySecretStore memory;
        keychain.route
            = [&memory](const QString &space) -> SecretStore * { return space == "sandbox"_L1 ? &memory : nullptr; };
        SecretList list(keychain);
        list.setSpace(u"sandbox"_s);
        QTRY_COMPARE(list.state(), State::Empty);
        QVERIFY(list.isWritable());
        list.setSpace(u"dev"_s);
        QTRY_COMPARE(list.state(), State::Absent);
    }

    void aSlowStoreHoldsNothingUp()
    {
        SlowStore store;
        auto list = std::make_unique<SecretList>(store);
        list->setSpace(u"dev"_s);
        QTRY_VERIFY(store.isAsked());
        QVERIFY(list->isBusy());
        QCOMPARE(list->state(), State::Asking);
        list->cancel();
        QTRY_VERIFY(!list->isBusy());
        QCOMPARE(list->state(), State::Failed);
        QVERIFY(list->stateText().contains(u"Try again"_s));
        list->reload();
        QTRY_VERIFY(store.isAsked());
        list.reset(); // Would hang if it waited for the answer.
        QVERIFY(!store.isAsked());
    }

    void badNamesAreRefusedByTheStoreItself()
    {
        MemorySecretStore store;
        SecretList list(store);
        list.setSpace(u"dev"_s);
        QSignalSpy failed(&list, &SecretList::failed);
        list.set(u"two\nlines"_s, Sensitive("value"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!failed[0][1].value<Error>().message.contains(u"value"_s));
    }
};

PLUGBOARD_TEST(tst_SecretList)
#include "tst_secretlist.moc"
