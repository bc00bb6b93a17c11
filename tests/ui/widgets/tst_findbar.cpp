#include "tests/support/test_main.h"
#include "ui/widgets/findbar.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_FindBar : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_bar = new FindBar(u"find"_s, m_window.get());
        m_text = m_bar->findChild<QLineEdit *>(u"find"_s);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void opensWithTheFocusAndWhatWasTyped()
    {
        QVERIFY(!m_bar->isVisible());
        m_bar->open();
        QVERIFY(m_text->hasFocus());
        QTest::keyClicks(m_text, u"abc"_s);
        QCOMPARE(m_bar->text(), u"abc"_s);
        QSignalSpy changed(m_bar, &FindBar::textChanged);
        m_bar->close();
        QCOMPARE(changed.takeFirst().first().toString(), QString());
        QVERIFY(m_bar->text().isEmpty());
        m_bar->open();
        QCOMPARE(changed.takeFirst().first().toString(), u"abc"_s);
        QCOMPARE(m_text->selectedText(), u"abc"_s);
    }

    void keysMoveAndClose()
    {
        m_bar->open();
        QSignalSpy moved(m_bar, &FindBar::moved);
        QSignalSpy closed(m_bar, &FindBar::closed);
        QTest::keyClick(m_text, Qt::Key_Return);
        QTest::keyClick(m_text, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(m_text, Qt::Key_F3);
        QCOMPARE(moved.size(), 3);
        QCOMPARE(moved.at(0).first().toBool(), false);
        QCOMPARE(moved.at(1).first().toBool(), true);
        QTest::keyClick(m_text, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QVERIFY(!m_bar->isVisible());
    }

    /// Ctrl+Return invokes from anywhere.
    void aWindowsShortcutIsLeftToIt()
    {
        m_bar->open();
        QSignalSpy moved(m_bar, &FindBar::moved);
        QTest::keyClick(m_text, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(moved.isEmpty());
    }

    void buttonsMoveAndClose()
    {
        m_bar->open();
        QSignalSpy moved(m_bar, &FindBar::moved);
        m_bar->findChild<QToolButton *>(u"find-previous"_s)->click();
        m_bar->findChild<QToolButton *>(u"find-next"_s)->click();
        QCOMPARE(moved.at(0).first().toBool(), true);
        QCOMPARE(moved.at(1).first().toBool(), false);
        m_bar->findChild<QToolButton *>(u"find-close"_s)->click();
        QVERIFY(!m_bar->isVisible());
    }

    void countsInWords_data()
    {
        QTest::addColumn<qint64>("current");
        QTest::addColumn<qint64>("count");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << qint64(0) << qint64(0) << u"Not found"_s;
        QTest::newRow("one") << qint64(0) << qint64(1) << u"1 place"_s;
        QTest::newRow("some") << qint64(0) << qint64(3) << u"3 places"_s;
        QTest::newRow("at one") << qint64(2) << qint64(41) << u"2 of 41"_s;
    }

    void countsInWords()
    {
        QFETCH(qint64, current);
        QFETCH(qint64, count);
        const auto *label = m_bar->findChild<QLabel *>(u"find-count"_s);
        m_bar->open();
        m_bar->showCount(current, count);
        QVERIFY(label->text().isEmpty());
        m_text->setText(u"x"_s);
        m_bar->showCount(current, count);
        QTEST(label->text(), "words");
    }

private:
    std::unique_ptr<QWidget> m_window;
    FindBar *m_bar = nullptr;
    QLineEdit *m_text = nullptr;
};

PLUGBOARD_TEST(tst_FindBar)
#include "tst_findbar.moc"
