#include "tests/support/test_main.h"
#include "ui/widgets/growingtext.h"

#include <QTest>
#include <QVBoxLayout>

using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_GrowingText : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_text = new GrowingText;
        auto *column = new QVBoxLayout(m_window.get());
        column->addWidget(m_text);
        column->addStretch();
        m_window->resize(400, 600);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void growsWithItsLinesWithinBounds()
    {
        m_text->setLines(2, 4);
        const int least = m_text->sizeHint().height();
        m_text->setPlainText(u"1\n2"_s);
        QCOMPARE(m_text->sizeHint().height(), least);
        m_text->setPlainText(u"1\n2\n3"_s);
        const int three = m_text->sizeHint().height();
        QVERIFY(three > least);
        QCOMPARE(m_text->verticalScrollBarPolicy(), Qt::ScrollBarAlwaysOff);
        m_text->setPlainText(u"1\n2\n3\n4\n5\n6\n7"_s);
        QCOMPARE(m_text->sizeHint().height() - three, m_text->fontMetrics().lineSpacing());
        QCOMPARE(m_text->verticalScrollBarPolicy(), Qt::ScrollBarAsNeeded);
        m_text->clear();
        QCOMPARE(m_text->sizeHint().height(), least);
    }

    /// A narrower window wraps lines, a wider one unwraps them.
    void followsItsWidth()
    {
        m_text->setPlainText(u"some words that need one line only"_s);
        const int wide = m_text->sizeHint().height();
        m_window->resize(120, 600);
        QTRY_VERIFY(m_text->height() > 2 * wide);
        QCOMPARE(m_text->height(), m_text->sizeHint().height());
        m_window->resize(400, 600);
        QTRY_COMPARE(m_text->height(), wide);
    }

    void placeholdersAreNotCut()
    {
        m_text->setPlaceholderText(u"some words that need one line only"_s);
        const int wide = m_text->sizeHint().height();
        m_window->resize(120, 600);
        QTRY_VERIFY(m_text->height() > 2 * wide);
        m_text->setPlainText(u"a"_s);
        QCOMPARE(m_text->sizeHint().height(), wide);
    }

    void tabLeavesIt()
    {
        auto *next = new GrowingText;
        m_window->layout()->addWidget(next);
        next->show();
        m_text->setFocus();
        QTest::keyClick(m_text, Qt::Key_Tab);
        QTRY_VERIFY(next->hasFocus());
        QVERIFY(m_text->toPlainText().isEmpty());
    }

private:
    std::unique_ptr<QWidget> m_window;
    GrowingText *m_text = nullptr;
};

PLUGBOARD_TEST(tst_GrowingText)
#include "tst_growingtext.moc"
