#include "tests/support/secretstores.h"
#include "tests/support/test_main.h"
#include "ui/secrets/secretspanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Secrets;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_SecretsPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_store = std::make_unique<ObedientStore>();
        QVERIFY(m_store->write({u"dev"_s, u"KEY"_s}, Sensitive("old-value")));
        QVERIFY(m_store->write({u"dev"_s, u"OTHER"_s}, Sensitive("other-value")));
        QVERIFY(m_store->write({u"prod"_s, u"KEY"_s}, Sensitive("prod-value")));
        open(*m_store);
        QTRY_COMPARE(list()->model()->rowCount(), 2);
    }

    void cleanup()
    {
        m_panel.reset();
        m_secrets.reset();
        m_store.reset();
    }

    void storesWhatIsTyped()
    {
        QTest::keyClicks(line(u"name"_s), u"TOKEN"_s);
        QVERIFY(!button(u"store"_s)->isEnabled());
        QTest::keyClicks(line(u"new-value"_s), u"typed-value"_s);
        QTest::keyClick(line(u"new-value"_s), Qt::Key_Return);
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        QCOMPARE(stored(u"TOKEN"_s), QByteArray("typed-value"));
        QVERIFY(line(u"name"_s)->text().isEmpty());
        QVERIFY(line(u"new-value"_s)->text().isEmpty());
        QVERIFY(label(u"note"_s)->text().contains(u"{{secrets.TOKEN}}"_s));
        for (const QLabel *text : m_panel->findChildren<QLabel *>())
            QVERIFY2(!text->text().contains(u"typed-value"_s), qPrintable(text->objectName()));
    }

    void replacingIsSaidAndCanBeUndone()
    {
        QTest::keyClicks(line(u"name"_s), u"KEY"_s);
        QTest::keyClicks(line(u"new-value"_s), u"new-value"_s);
        QVERIFY(button(u"store"_s)->text().contains(u"Replace"_s));
        button(u"store"_s)->click();
        QTRY_VERIFY(button(u"undo"_s)->isVisible());
        QCOMPARE(stored(u"KEY"_s), QByteArray("new-value"));
        button(u"undo"_s)->click();
        QTRY_COMPARE(stored(u"KEY"_s), QByteArray("old-value"));
        QTRY_VERIFY(label(u"note"_s)->text().contains(u"as it was"_s));
        QVERIFY(!button(u"undo"_s)->isVisible());
    }

    void whatIsPastedIsStoredAsItIs_data()
    {
        QTest::addColumn<QString>("clipboard");
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QString>("hint");
        QTest::newRow("one line") << u"abc"_s << QByteArray("abc") << u""_s;
        QTest::newRow("a break that is not its own") << u"abc\n"_s << QByteArray("abc") << u""_s;
        QTest::newRow("another system's break") << u"abc\r\n"_s << QByteArray("abc") << u""_s;
        QTest::newRow("several lines") << u"BEGIN\nabc\nEND\n"_s << QByteArray("BEGIN\nabc\nEND\n") << u"3 "_s;
    }

    void whatIsPastedIsStoredAsItIs()
    {
        QFETCH(QString, clipboard);
        QFETCH(QByteArray, stored);
        QFETCH(QString, hint);
        QGuiApplication::clipboard()->setText(clipboard);
        QTest::keyClicks(line(u"name"_s), u"PASTED"_s);
        QTest::keyClick(line(u"new-value"_s), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(line(u"new-value"_s)->placeholderText().left(2), hint);
        QTest::keyClick(line(u"new-value"_s), Qt::Key_Return);
        QTRY_COMPARE(this->stored(u"PASTED"_s), stored);
        QTRY_VERIFY(line(u"new-value"_s)->placeholderText().isEmpty());
    }

    void typingReplacesWhatWasPasted()
    {
        QGuiApplication::clipboard()->setText(u"a\nb\n"_s);
        button(u"paste"_s)->click();
        QTest::keyClicks(line(u"name"_s), u"TYPED"_s);
        QTest::keyClicks(line(u"new-value"_s), u"x"_s);
        button(u"store"_s)->click();
        QTRY_COMPARE(stored(u"TYPED"_s), QByteArray("x"));
    }

    void aValueIsShownOnlyOnDemand()
    {
        choose(u"KEY"_s);
        QVERIFY(!value()->isVisible());
        button(u"reveal"_s)->click();
        QTRY_COMPARE(value()->toPlainText(), u"old-value"_s);
        choose(u"OTHER"_s);
        QVERIFY(value()->toPlainText().isEmpty());
        button(u"reveal"_s)->click();
        QTRY_COMPARE(value()->toPlainText(), u"other-value"_s);
        button(u"reveal"_s)->click();
        QVERIFY(value()->toPlainText().isEmpty());
    }

    void aShownValueGoesWithThePanel()
    {
        choose(u"KEY"_s);
        button(u"reveal"_s)->click();
        QTRY_VERIFY(value()->isVisible());
        m_panel->hide();
        QVERIFY(value()->toPlainText().isEmpty());
    }

    void aShownValueGoesWithItsEnvironment()
    {
        choose(u"KEY"_s);
        button(u"reveal"_s)->click();
        QTRY_VERIFY(value()->isVisible());
        m_secrets->setSpace(u"prod"_s);
        QVERIFY(value()->toPlainText().isEmpty());
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QVERIFY(label(u"state"_s)->text().contains(u"prod"_s));
    }

    void anAnswerThatComesTooLateIsNotShown()
    {
        choose(u"KEY"_s);
        button(u"reveal"_s)->click();
        choose(u"OTHER"_s);
        QTRY_VERIFY(!m_secrets->isBusy());
        QVERIFY(value()->toPlainText().isEmpty());
    }

    void deletesAndBringsBack()
    {
        choose(u"KEY"_s);
        QTest::keyClick(list(), Qt::Key_Delete);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QVERIFY(label(u"note"_s)->text().contains(u"Deleted KEY"_s));
        button(u"undo"_s)->click();
        QTRY_COMPARE(stored(u"KEY"_s), QByteArray("old-value"));
    }

    void copiesTheReference()
    {
        choose(u"KEY"_s);
        button(u"copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"{{secrets.KEY}}"_s);
    }

    void aLockedStoreIsUnlocked()
    {
        m_store->refuse(StoreState::Locked);
        m_secrets->reload();
        QTRY_COMPARE(button(u"remedy"_s)->text(), u"Unlock"_s);
        QVERIFY(button(u"remedy"_s)->isVisible());
        QVERIFY(!line(u"name"_s)->isEnabled());
        m_store->unlocksWhenRead = true;
        button(u"remedy"_s)->click();
        QTRY_VERIFY(line(u"name"_s)->isEnabled());
        QVERIFY(!button(u"remedy"_s)->isVisible());
    }

    void aFailureIsToldAndKeepsWhatWasTyped()
    {
        QTest::keyClicks(line(u"name"_s), u"KEY"_s);
        QTest::keyClicks(line(u"new-value"_s), u"typed-value"_s);
        m_store->refuse(StoreState::Locked);
        button(u"store"_s)->click();
        QTRY_VERIFY(label(u"note"_s)->text().contains(u"refuses"_s));
        QCOMPARE(line(u"new-value"_s)->text(), u"typed-value"_s);
    }

    void aSlowStoreCanBeLeft()
    {
        SlowStore slow;
        open(slow);
        QTRY_COMPARE(button(u"remedy"_s)->text(), u"Cancel"_s);
        QVERIFY(button(u"remedy"_s)->isVisible());
        button(u"remedy"_s)->click();
        QTRY_COMPARE(button(u"remedy"_s)->text(), u"Try again"_s);
        m_panel.reset();
        m_secrets.reset();
    }

private:
    void open(SecretStore &store)
    {
        m_panel.reset();
        m_secrets = std::make_unique<SecretList>(store);
        m_secrets->setSpace(u"dev"_s);
        m_panel = std::make_unique<SecretsPanel>(m_secrets.get());
        m_panel->show();
    }
    QListView *list() const { return m_panel->findChild<QListView *>(u"secrets-list"_s); }
    QLineEdit *line(const QString &name) const { return m_panel->findChild<QLineEdit *>(u"secrets-"_s + name); }
    QLabel *label(const QString &name) const { return m_panel->findChild<QLabel *>(u"secrets-"_s + name); }
    QPushButton *button(const QString &name) const { return m_panel->findChild<QPushButton *>(u"secrets-"_s + name); }
    QPlainTextEdit *value() const { return m_panel->findChild<QPlainTextEdit *>(u"secrets-value"_s); }
    void choose(const QString &name) { list()->setCurrentIndex(m_secrets->find(name)); }
    QByteArray stored(const QString &name) { return m_store->read({u"dev"_s, name}).valueOr({}).reveal(); }

    std::unique_ptr<ObedientStore> m_store;
    std::unique_ptr<SecretList> m_secrets;
    std::unique_ptr<SecretsPanel> m_panel;
};

PLUGBOARD_TEST(tst_SecretsPanel)
#include "tst_secretspanel.moc"
