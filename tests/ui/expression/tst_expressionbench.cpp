#include "ui/expression/expressionbench.h"

#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "ui/expression/completionlist.h"
#include "ui/expression/contextedit.h"
#include "ui/expression/feeledit.h"
#include "ui/expression/findinglist.h"
#include "ui/widgets/valueview.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_ExpressionBenchPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_response = {};
        m_rig = std::make_unique<BackendRig>();
        m_panel = std::make_unique<ExpressionBench>(m_rig->backend, [this] { return m_response; });
        m_panel->resize(900, 400);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->setFocus();
    }
    void cleanup()
    {
        m_panel.reset();
        m_rig.reset();
    }

    void showsValueTypeAndDuration()
    {
        context()->setPlainText(u"{\"order\": {\"id\": 4711, \"lines\": [1, 2, 3]}}"_s);
        QVERIFY(expression()->hasFocus());
        QTest::keyClicks(expression(), u"order.lines"_s);
        QTRY_VERIFY(outcome().startsWith(u"list of 3 · read in "_s));
        QCOMPARE(value()->tree()->rowCount(), 3);
        expression()->setPlainText(u"[1..3]"_s);
        QTRY_COMPARE(value()->tree()->index(0, Models::ValueTree::Content).data().toString(), u"[1..3]"_s);
        expression()->setPlainText(u"order.id"_s);
        QTRY_COMPARE(value()->tree()->index(0, Models::ValueTree::Content).data().toString(), u"4711"_s);
        expression()->setPlainText(u"order.lines"_s);
        QTRY_COMPARE(value()->tree()->rowCount(), 3);
        expression()->setPlainText(u"order.lines +"_s);
        QTRY_VERIFY(outcome().startsWith(u"There is no value"_s));
        QCOMPARE(value()->tree()->rowCount(), 3); // what was there stays
        QVERIFY(!expression()->findings().isEmpty());
    }

    void completionKnowsTheContext()
    {
        context()->setPlainText(u"{\"order\": {\"id\": 4711}}"_s);
        QTRY_VERIFY(!m_panel->bench().context().sight.scope.names().isEmpty());
        QTest::keyClicks(expression(), u"order."_s);
        QTRY_VERIFY(expression()->findChild<CompletionList *>());
        QTRY_VERIFY(expression()->findChild<CompletionList *>()->isVisible());
        QTest::keyClick(expression(), Qt::Key_Tab);
        QCOMPARE(expression()->toPlainText(), u"order.id"_s);
        QTRY_VERIFY(outcome().startsWith(u"number"_s));
    }

    void problemsOfTheContextAreListed()
    {
        context()->setPlainText(u"{\n  \"a\": 01\n}"_s);
        auto *list = m_panel->findChild<FindingList *>(u"bench-context-findings"_s);
        QTRY_COMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().contains(u"line 2"_s));
        QCOMPARE(context()->extraSelections().size(), 1);
        list->setCurrentRow(0);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(context()->hasFocus());
        QCOMPARE(context()->textCursor().blockNumber(), 1);
        context()->setPlainText(u"{}"_s);
        QTRY_VERIFY(list->isHidden());
    }

    void findingsAreReachedFromTheList()
    {
        expression()->setPlainText(u"1 +\nadress"_s);
        auto *list = m_panel->findChild<FindingList *>(u"bench-expression-findings"_s);
        QTRY_VERIFY(list->count() > 0); // after a pause, since somebody types
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
        QCOMPARE(expression()->textCursor().selectedText(), u"adress"_s);
        QVERIFY(expression()->hasFocus());
    }

    void unaryTestsHaveAnInput()
    {
        auto *input = m_panel->findChild<FeelEdit *>(u"bench-input"_s);
        QVERIFY(!input->isVisible());
        m_panel->findChild<QCheckBox *>(u"bench-tests"_s)->click();
        QVERIFY(input->isVisible());
        input->setPlainText(u"5"_s);
        expression()->setPlainText(u"< 3, > 4"_s);
        QTRY_VERIFY(outcome().startsWith(u"boolean"_s));
        QVERIFY(m_panel->bench().trial().value.isTrue());
    }

    void dialectsDiffer()
    {
        expression()->setPlainText(u"range(\"[1..3]\")"_s);
        QTRY_VERIFY(!expression()->findings().isEmpty()); // Camunda does not have it
        m_panel->findChild<QComboBox *>(u"bench-dialect"_s)->setCurrentIndex(1);
        QTRY_VERIFY(expression()->findings().isEmpty());
    }

    void theLastAnswerBecomesTheContext()
    {
        auto *button = m_panel->findChild<QPushButton *>(u"bench-response"_s);
        button->click();
        QVERIFY(m_panel->findChild<QLabel *>(u"bench-context-note"_s)->text().contains(u"no answer yet"_s));
        m_response = ContextBuilder().set("messageId", Value::utf8("m-1")).build();
        button->click();
        QTRY_VERIFY(context()->toPlainText().contains(u"m-1"_s));
        expression()->setPlainText(u"response.messageId"_s);
        QTRY_VERIFY(outcome().startsWith(u"string"_s));
    }

    void largePastesAreNotShown()
    {
        const QString json = u"{\"a\": \""_s + QString(2'000'000, u'x') + u"\"}"_s;
        QGuiApplication::clipboard()->setText(json);
        context()->paste();
        QTRY_VERIFY(context()->isReadOnly());
        QVERIFY(context()->toPlainText().size() < 10'000);
        QVERIFY(m_panel->findChild<QLabel *>(u"bench-context-note"_s)->text().contains(u"1.9"_s));
        expression()->setPlainText(u"string length(a)"_s);
        QTRY_COMPARE(m_panel->bench().trial().value.numberText(), QByteArray("2000000"));
        m_panel->findChild<QPushButton *>(u"bench-clear"_s)->click();
        QVERIFY(!context()->isReadOnly());
        QCOMPARE(context()->toPlainText(), QString());
    }

    void findsInTheExpression()
    {
        expression()->setPlainText(u"a + b + A"_s);
        QTest::keyClick(expression(), Qt::Key_F, Qt::ControlModifier);
        auto *line = m_panel->findChild<QLineEdit *>(u"bench-expression-find"_s);
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, u"a"_s);
        QCOMPARE(expression()->textCursor().selectionStart(), 0);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(expression()->textCursor().selectionStart(), 8);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(expression()->hasFocus());
        QVERIFY(!line->isVisible());
    }

    void isNeverModal()
    {
        m_panel->findChild<QPushButton *>(u"bench-file"_s)->click();
        auto *dialog = m_panel->findChild<QFileDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(!dialog->isModal());
        dialog->close();
    }

private:
    FeelEdit *expression() const { return m_panel->findChild<FeelEdit *>(u"bench-expression"_s); }
    ContextEdit *context() const { return m_panel->findChild<ContextEdit *>(); }
    ValueView *value() const { return m_panel->findChild<ValueView *>(); }
    QString outcome() const { return m_panel->findChild<QLabel *>(u"bench-outcome"_s)->text(); }

    Value m_response;
    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<ExpressionBench> m_panel;
};

PLUGBOARD_TEST(tst_ExpressionBenchPanel)
#include "tst_expressionbench.moc"
