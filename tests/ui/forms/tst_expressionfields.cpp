#include "tests/support/forms.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "ui/expression/completionlist.h"
#include "ui/expression/feeledit.h"
#include "ui/expression/findinglist.h"
#include "ui/expression/hintcard.h"
#include "ui/forms/formview.h"

#include <QLabel>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

/// The expression editor as a field of a form.
class tst_ExpressionFields : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<BackendRig>(); }
    void cleanup()
    {
        m_view.reset();
        m_request.reset();
        m_rig.reset();
    }

    void completionKnowsInputsBeforeAndVariables()
    {
        open(stateOf(input("topic.name") + ',' + input("topic.text", "String", "\"feel\":\"required\"") + ','
                     + input("later")));
        m_view->setVariables(ContextBuilder().set("nation", Value::utf8("CH")).build());
        m_request->setText(u"topic.name"_s, u"orders"_s);
        m_request->setText(u"later"_s, u"x"_s);
        QTest::keyClicks(edit(u"topic.text"_s), u"na"_s);
        QTRY_VERIFY(labels().contains(u"name"_s)); // the sibling, by bare name
        QVERIFY(labels().contains(u"nation"_s));
        QVERIFY(!labels().contains(u"later"_s));
        m_request->setText(u"topic.name"_s, u"invoices"_s);
        QTest::keyClicks(edit(u"topic.text"_s), u"m"_s);
        QTRY_COMPARE(detail(), u"string = \"invoices\""_s); // as it is now
        QTest::keyClick(edit(u"topic.text"_s), Qt::Key_Tab);
        QCOMPARE(m_request->state().text(u"topic.text"_s), u"=name"_s);
    }

    void findingsAreUnderlinedAndListed()
    {
        open(stateOf(input("a", "String", "\"feel\":\"required\"")));
        m_request->setText(u"a"_s, u"= 1 + ]"_s);
        auto *list = m_view->findChild<FindingList *>(u"field-a-findings"_s);
        QTRY_COMPARE(list->count(), 1);
        QVERIFY(list->isVisible());
        QVERIFY2(list->item(0)->text().endsWith(u"(line 1, column 5)"_s), qPrintable(list->item(0)->text()));
        QCOMPARE(edit(u"a"_s)->findings().first().from, 4);
        QVERIFY(!edit(u"a"_s)->accessibleDescription().isEmpty());
        QVERIFY(!m_view->findChild<QLabel *>(u"problem-a"_s)); // it is said once
        m_request->setText(u"a"_s, u"= missing"_s);
        QTRY_VERIFY(list->count() == 1 && list->item(0)->text().startsWith(u"⚠"_s));
        QVERIFY(m_view->findChild<QWidget *>(u"value-a"_s)->isVisible()); // null, and below why
        m_request->setText(u"a"_s, u"= 1"_s);
        QTRY_VERIFY(list->isHidden());
    }

    /// Half a word moves nothing: the list opens when somebody pauses.
    void theListWaitsForAPause()
    {
        open(stateOf(input("a", "String", "\"feel\":\"required\"")));
        auto *list = m_view->findChild<FindingList *>(u"field-a-findings"_s);
        for (const QChar letter : u"1 + missing"_s) {
            QTest::keyClick(edit(u"a"_s), letter.toLatin1());
            QTest::qWait(20);
            QVERIFY(list->isHidden());
        }
        QTRY_VERIFY(list->isVisible());
    }

    void undoSurvivesValidation()
    {
        open(stateOf(input("a", "String", "\"feel\":\"required\"")));
        QTest::keyClicks(edit(u"a"_s), u"1 + "_s);
        QTRY_VERIFY(!edit(u"a"_s)->findings().isEmpty());
        QTest::keyClicks(edit(u"a"_s), u"2"_s);
        QTRY_VERIFY(edit(u"a"_s)->findings().isEmpty());
        edit(u"a"_s)->undo();
        QCOMPARE(edit(u"a"_s)->toPlainText(), QString());
        QCOMPARE(m_request->state().text(u"a"_s), u"="_s);
        edit(u"a"_s)->redo();
        QCOMPARE(edit(u"a"_s)->toPlainText(), u"1 + 2"_s);
    }

    /// What nobody may read over a shoulder is in no list and on no card.
    void keysAreDots()
    {
        Form::Form form = *formOf(input("key") + ',' + input("a", "String", "\"feel\":\"required\""));
        form.fields[0].secret = true;
        open({std::make_shared<const Form::Form>(form), m_rig->rig.random});
        m_request->setText(u"key"_s, u"hunter2"_s);
        m_request->setText(u"a"_s, u"= \"Bearer \" + key"_s);
        edit(u"a"_s)->moveCursor(QTextCursor::End);
        edit(u"a"_s)->complete();
        QTRY_COMPARE(detail(), u"string = \"•••\""_s);
        QTest::keyClick(edit(u"a"_s), Qt::Key_Escape);
        edit(u"a"_s)->explainAtCaret();
        QTRY_VERIFY(card().contains(u"•••"_s));
        QVERIFY(!card().contains(u"hunter2"_s));
    }

    void outputMappingsSeeTheAnswer()
    {
        open(m_rig->rig.publishForm());
        auto run = std::make_shared<Invocation::Run>();
        run->outcome = Invocation::Outcome::Success;
        run->status = 200;
        run->response = ContextBuilder().set("messageId", Value::utf8("m-1")).build();
        m_request->setLastRun(run);
        QVERIFY(m_view->focusField(u"errorExpression"_s));
        FeelEdit *expression = edit(u"errorExpression"_s);
        expression->clear();
        QTest::keyClicks(expression, u"response."_s);
        QTRY_VERIFY(labels().size() == 1);
        QTest::keyClick(expression, Qt::Key_Escape);
        expression->clear();
        QTest::keyClicks(expression, u"bpmnE"_s);
        QTRY_COMPARE(labels().value(0), u"bpmnError"_s);
    }

private:
    void open(Form::FormState state)
    {
        m_request = std::make_unique<Models::OpenRequest>(std::move(state), Workspace::Request {});
        m_view = std::make_unique<FormView>(m_rig->backend);
        m_view->resize(500, 600);
        m_view->setRequest(m_request.get());
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        for (const Form::Field &field : m_request->state().form()->fields)
            m_view->focusField(field.path);
    }

    FeelEdit *edit(const QString &path) const
    {
        auto *found = m_view->findChild<FeelEdit *>(u"field-"_s + path);
        if (found)
            found->setFocus();
        return found;
    }

    CompletionList *list() const
    {
        for (CompletionList *each : m_view->findChildren<CompletionList *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    QStringList labels() const
    {
        QStringList shown;
        for (int row = 0; list() && row < list()->rows()->rowCount(); ++row)
            shown.append(list()->rows()->index(row).data().toString());
        return shown;
    }
    /// Of the first way to go on.
    QString detail() const
    {
        return list() ? list()->rows()->index(0).data(CompletionRows::DetailRole).toString() : QString();
    }
    QString card() const
    {
        const auto *found = m_view->findChild<HintCard *>(u"explanation"_s);
        return found ? found->text() : QString();
    }

    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<Models::OpenRequest> m_request;
    std::unique_ptr<FormView> m_view;
};

PLUGBOARD_TEST(tst_ExpressionFields)
#include "tst_expressionfields.moc"
