#include "tests/support/test_main.h"
#include "ui/response/rawview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_RawView : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_view = std::make_unique<RawView>();
        m_view->resize(500, 300);
        m_view->show();
    }

    void isPrettyOrAsSent()
    {
        m_view->setBody("{\"b\":1.50,\"a\":[]}");
        QTRY_COMPARE(text()->toPlainText().trimmed(), u"{\n  \"b\": 1.50,\n  \"a\": []\n}"_s);
        button(u"response-raw-copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text()->toPlainText());
        button(u"response-raw-pretty"_s)->click();
        QTRY_COMPARE(text()->toPlainText(), u"{\"b\":1.50,\"a\":[]}"_s);
        button(u"response-raw-copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"{\"b\":1.50,\"a\":[]}"_s);
    }

    /// Ordering a large body costs time.
    void isPreparedWhenSomebodyLooks()
    {
        m_view->hide();
        m_view->setBody("hello");
        QTest::qWait(50);
        QVERIFY(text()->toPlainText().isEmpty());
        m_view->show();
        QTRY_COMPARE(text()->toPlainText(), u"hello"_s);
    }

    void noBodyIsNoText()
    {
        m_view->setBody("hello");
        QTRY_COMPARE(text()->toPlainText(), u"hello"_s);
        m_view->setBody({});
        QVERIFY(text()->toPlainText().isEmpty());
        QVERIFY(!button(u"response-raw-copy"_s)->isEnabled());
    }

    void aLargeBodyHasParts()
    {
        m_view->setBody(QByteArray("0123456789abcdef\n").repeated(20'000) + "needle");
        QTRY_VERIFY(text()->toPlainText().startsWith(u"0123"_s));
        QVERIFY(text()->document()->characterCount() <= 64 << 10);
        QVERIFY(part().startsWith(u"Part 1 of "_s));
        QVERIFY(!button(u"response-raw-previous"_s)->isEnabled());
        button(u"response-raw-next"_s)->click();
        QVERIFY(part().startsWith(u"Part 2 of "_s));
        QSignalSpy found(m_view.get(), &RawView::found);
        m_view->find(u"NEEDLE"_s);
        QTRY_COMPARE(text()->textCursor().selectedText(), u"needle"_s);
        QVERIFY(!button(u"response-raw-next"_s)->isEnabled());
        QCOMPARE(found.last(), (QVariantList {qint64(1), qint64(1)}));
    }

    void findsNextAndPrevious()
    {
        m_view->setBody("one two one two one");
        QTRY_VERIFY(!text()->toPlainText().isEmpty());
        QSignalSpy found(m_view.get(), &RawView::found);
        m_view->find(u"one"_s);
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(found.last(), (QVariantList {qint64(1), qint64(3)}));
        m_view->findNext(false);
        QCOMPARE(text()->textCursor().selectionStart(), 8);
        m_view->findNext(true);
        m_view->findNext(true);
        QCOMPARE(text()->textCursor().selectionStart(), 16);
        QCOMPARE(found.last(), (QVariantList {qint64(3), qint64(3)}));
    }

    void theSearchFollowsTheNextBody()
    {
        m_view->setBody("one");
        QTRY_VERIFY(!text()->toPlainText().isEmpty());
        QSignalSpy found(m_view.get(), &RawView::found);
        m_view->find(u"two"_s);
        QTRY_COMPARE(found.value(0), (QVariantList {qint64(0), qint64(0)}));
        m_view->setBody("two two");
        QTRY_COMPARE(found.last(), (QVariantList {qint64(1), qint64(2)}));
    }

private:
    QPlainTextEdit *text() const { return m_view->findChild<QPlainTextEdit *>(u"response-raw"_s); }
    QToolButton *button(const QString &name) const { return m_view->findChild<QToolButton *>(name); }
    QString part() const { return m_view->findChild<QLabel *>(u"response-raw-part"_s)->text(); }

    std::unique_ptr<RawView> m_view;
};

PLUGBOARD_TEST(tst_RawView)
#include "tst_rawview.moc"
