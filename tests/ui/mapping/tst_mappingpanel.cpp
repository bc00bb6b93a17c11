#include "core/value/json.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "ui/mapping/mappingpanel.h"
#include "ui/widgets/valueview.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_MappingPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_rig = std::make_unique<BackendRig>();
        m_request = std::make_unique<OpenRequest>(m_rig->rig.publishForm(), Workspace::Request {});
        m_request->setLastRun(answered());
        m_panel = std::make_unique<MappingPanel>(m_rig->backend);
        m_panel->resize(500, 500);
        m_panel->show();
        m_panel->setRequest(m_request.get());
        QTRY_COMPARE(variable(), u"\"m-1\""_s);
    }

    void cleanup()
    {
        m_panel.reset();
        m_request.reset();
        m_rig.reset();
    }

    void followsWhatIsTyped()
    {
        result()->setPlainText(u"= { upper: upper case(response.messageId) }"_s);
        QTRY_COMPARE(variable(), u"\"M-1\""_s);
        QCOMPARE(m_request->rules().resultExpression, result()->toPlainText());
    }

    void isOneStateWithTheForm()
    {
        m_request->setText(u"resultVariable"_s, u"whole"_s);
        QCOMPARE(m_panel->findChild<QLineEdit *>(u"result-variable"_s)->text(), u"whole"_s);
    }

    void theProblemIsUnderlinedWhereItIs_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("underlined");
        QTest::addColumn<QString>("place");
        QTest::newRow("in the middle") << u"= { a: 1 ] }"_s << u"]"_s << u"(line 1, column 10)"_s;
        QTest::newRow("behind an emoji") << u"= { a: \"😀\" ] }"_s << u"]"_s << u"(line 1, column 12)"_s;
        QTest::newRow("in the third line") << u"= {\n  a: 1,\n  b: 1 ]\n}"_s << u"]"_s << u"(line 3, column 8)"_s;
        QTest::newRow("at the end") << u"= { a: 1"_s << u"1"_s << u")"_s;
    }

    void theProblemIsUnderlinedWhereItIs()
    {
        QFETCH(QString, expression);
        QFETCH(QString, place);
        result()->setPlainText(expression);
        QTRY_VERIFY(!listed(u"result-expression"_s).isEmpty());
        QVERIFY2(listed(u"result-expression"_s).endsWith(place), qPrintable(listed(u"result-expression"_s)));
        QTEST(result()->extraSelections().first().cursor.selectedText(), "underlined");
        QVERIFY(!result()->accessibleDescription().isEmpty());
        QVERIFY(shown(u"mapping-problem"_s).isEmpty());
        QVERIFY(error()->extraSelections().isEmpty());
        QCOMPARE(variable(), u"\"m-1\""_s);
        result()->setPlainText(u"= { a: 1 }"_s);
        QTRY_VERIFY(listed(u"result-expression"_s).isEmpty());
        QVERIFY(result()->extraSelections().isEmpty());
    }

    void aProblemOfTheErrorExpressionIsThere()
    {
        error()->setPlainText(u"= if"_s);
        QTRY_VERIFY(!listed(u"error-expression"_s).isEmpty());
        QVERIFY(!error()->extraSelections().isEmpty());
        QVERIFY(result()->extraSelections().isEmpty());
    }

    void verdictAndWarningsAreTold()
    {
        error()->setPlainText(u"= bpmnError(\"E1\", \"too late\")"_s);
        QTRY_VERIFY(shown(u"mapping-verdict"_s).contains(u"E1"_s));
        error()->setPlainText({});
        result()->setPlainText(u"= { a: response.missing }"_s);
        QTRY_VERIFY(listed(u"result-expression"_s).startsWith(u"⚠"_s));
        QVERIFY(shown(u"mapping-verdict"_s).isEmpty());
    }

    /// Before there is a run, the grammar is checked all the same.
    void problemsAreToldWithoutAnAnswer()
    {
        OpenRequest fresh(m_rig->rig.publishForm(), {});
        m_panel->setRequest(&fresh);
        m_panel->setSampleResponse({});
        result()->setPlainText(u"= { a: "_s);
        QTRY_VERIFY(!listed(u"result-expression"_s).isEmpty());
    }

    void whatIsNoContextIsTold()
    {
        result()->setPlainText(u"= response.messageId"_s);
        QTRY_VERIFY(shown(u"mapping-problem"_s).contains(u"context"_s));
        QCOMPARE(result()->accessibleDescription(), shown(u"mapping-problem"_s));
    }

    void anAddedValueIsOneUndoStep()
    {
        const QString before = result()->toPlainText();
        m_panel->addMapping(u"response.messageId"_s);
        QVERIFY(result()->toPlainText().contains(u"messageId: response.messageId"_s));
        QTRY_COMPARE(variables()->tree()->rowCount(), 2);
        result()->undo();
        QCOMPARE(result()->toPlainText(), before);
    }

    void theConnectorsSampleStandsInForAnAnswer()
    {
        OpenRequest fresh(m_rig->rig.publishForm(), {});
        m_panel->setRequest(&fresh);
        QTRY_VERIFY(shown(u"mapping-state"_s).contains(u"sample answer"_s));
        fresh.setLastRun(answered());
        QTRY_VERIFY(shown(u"mapping-state"_s).isEmpty());
        m_panel->setRequest(nullptr);
        QVERIFY(!m_panel->isEnabled());
    }

private:
    /// The first finding below an expression.
    QString listed(const QString &name) const
    {
        const auto *list = m_panel->findChild<QListWidget *>(name + u"-findings"_s);
        return list->count() > 0 ? list->item(0)->text() : QString();
    }

    static std::shared_ptr<const Invocation::Run> answered()
    {
        auto run = std::make_shared<Invocation::Run>();
        run->outcome = Invocation::Outcome::Success;
        run->status = 200;
        run->response = ContextBuilder().set("messageId", Value::string(u"m-1")).build();
        return run;
    }

    QPlainTextEdit *result() const { return m_panel->findChild<QPlainTextEdit *>(u"result-expression"_s); }
    QPlainTextEdit *error() const { return m_panel->findChild<QPlainTextEdit *>(u"error-expression"_s); }
    ValueView *variables() const { return m_panel->findChild<ValueView *>(u"mapping-tree"_s); }
    /// The first one, as it is shown.
    QString variable() const { return variables()->tree()->index(0, ValueTree::Content).data().toString(); }
    QString shown(const QString &name) const
    {
        const auto *label = m_panel->findChild<QLabel *>(name);
        return label && label->isVisible() ? label->text() : QString();
    }

    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<OpenRequest> m_request;
    std::unique_ptr<MappingPanel> m_panel;
};

PLUGBOARD_TEST(tst_MappingPanel)
#include "tst_mappingpanel.moc"
