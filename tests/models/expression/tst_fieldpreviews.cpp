#include "models/expression/fieldpreviews.h"
#include "tests/support/forms.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_FieldPreviews : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<BackendRig>(); }
    void cleanup() { m_rig.reset(); }

    void marks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("length");
        QTest::newRow("none") << u"a = b"_s << 0;
        QTest::newRow("empty") << QString() << 0;
        QTest::newRow("alone") << u"="_s << 1;
        QTest::newRow("with blanks") << u"=  a"_s << 3;
        QTest::newRow("lines stay") << u"=\n a"_s << 1;
    }
    void marks()
    {
        QFETCH(QString, text);
        QTEST(int(expressionMark(text)), "length");
    }

    void valuesFollowWhatIsTyped()
    {
        open(stateOf(input("a", "String", "\"feel\":\"optional\"")));
        request().setText(u"a"_s, u"= order.id + 1"_s);
        m_previews->setVariables(order());
        QTRY_COMPARE(text(u"a"_s), u"43"_s);
        QCOMPARE(preview(u"a"_s).variables, QStringList {u"order"_s});
        request().setText(u"a"_s, u"plain"_s);
        QTRY_VERIFY(!m_previews->previews().contains(u"a"_s));
        request().setText(u"a"_s, u"= "_s);
        settle();
        QVERIFY(!m_previews->previews().contains(u"a"_s));
    }

    void variablesMayHaveUnusualNames()
    {
        open(stateOf(input("a", "String", "\"feel\":\"optional\"")));
        m_previews->setVariables(ContextBuilder().set("order-id", Value::string(u"x"_s)).build());
        request().setText(u"a"_s, u"= order-id"_s);
        QTRY_COMPARE(text(u"a"_s), u"\"x\""_s);
        QCOMPARE(preview(u"a"_s).variables, QStringList {u"order-id"_s});
    }

    void errorsHaveTheirPlaceInWhatIsSeen()
    {
        open(stateOf(input("a", "String", "\"feel\":\"optional\"")));
        request().setText(u"a"_s, u"= 1 + )"_s);
        QTRY_VERIFY(preview(u"a"_s).isError);
        const FieldPreview error = preview(u"a"_s);
        QCOMPARE(error.findings.first().from, 6);
        QVERIFY(error.text.startsWith(error.findings.first().message));
        QVERIFY2(error.text.endsWith(u"(line 1, column 5)"_s), qPrintable(error.text));
    }

    void secretsAreNotShown_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("expression");
        QTest::addColumn<bool>("isHidden");
        const QString typed = u"hunter2"_s;
        QTest::newRow("the key itself") << typed << u"= key"_s << true;
        QTest::newRow("made from it") << typed << u"= \"Bearer \" + key"_s << true;
        QTest::newRow("an error with its value") << typed << u"= key + 1"_s << true;
        QTest::newRow("something else") << typed << u"= 1 + 1"_s << false;
        QTest::newRow("a reference") << u"{{secrets.KEY}}"_s << u"= key"_s << false;
    }
    void secretsAreNotShown()
    {
        QFETCH(QString, key);
        QFETCH(QString, expression);
        QFETCH(bool, isHidden);
        Form::Form form = *formOf(input("key") + ',' + input("b", "String", "\"feel\":\"optional\"") + ','
                                  + input("c", "String", "\"feel\":\"optional\""));
        form.fields[0].secret = true;
        open({std::make_shared<const Form::Form>(form), m_rig->rig.random});
        request().change({{u"key"_s, key}, {u"b"_s, expression}, {u"c"_s, u"= b"_s}});
        QTRY_VERIFY(m_previews->previews().contains(u"c"_s));
        for (const QString &id : {u"b"_s, u"c"_s}) {
            QCOMPARE(text(id).contains(u"reads a secret"_s), isHidden);
            QVERIFY2(!text(id).contains(u"hunter2"_s), qPrintable(text(id)));
            for (const Finding &finding : preview(id).findings)
                QVERIFY(!finding.message.contains(u"hunter2"_s));
        }
        QVERIFY(!m_previews->previews().contains(u"key"_s));
    }

    /// The response that it maps is not there yet.
    void ofTheMappingOnlyTheGrammarCounts()
    {
        open(m_rig->rig.publishForm());
        request().setText(u"topic.subject"_s, u"= 1"_s);
        QTRY_VERIFY(m_previews->previews().contains(u"topic.subject"_s));
        QVERIFY(!m_previews->previews().contains(u"resultExpression"_s));
        request().setText(u"resultExpression"_s, u"= { a: "_s);
        QTRY_VERIFY(preview(u"resultExpression"_s).isError);
    }

    void theRequestMayGo()
    {
        open(stateOf(input("a", "String", "\"feel\":\"optional\"")));
        request().setText(u"a"_s, u"= 1"_s);
        QTRY_COMPARE(text(u"a"_s), u"1"_s);
        QSignalSpy changed(m_previews.get(), &FieldPreviews::changed);
        m_previews->setRequest(nullptr);
        QVERIFY(m_previews->previews().isEmpty());
        QCOMPARE(changed.size(), 1);
    }

private:
    static Value order()
    {
        return ContextBuilder().set("order", ContextBuilder().set("id", Value::number(42)).build()).build();
    }

    void open(Form::FormState state)
    {
        m_previews.reset();
        m_request = std::make_unique<OpenRequest>(std::move(state), Workspace::Request {});
        m_previews = std::make_unique<FieldPreviews>(m_rig->backend);
        m_previews->setRequest(m_request.get());
    }

    /// Until what was asked for is shown.
    void settle()
    {
        QSignalSpy changed(m_previews.get(), &FieldPreviews::changed);
        QVERIFY(changed.wait());
    }

    OpenRequest &request() { return *m_request; }
    FieldPreview preview(const QString &id) const { return m_previews->previews().value(id); }
    QString text(const QString &id) const { return preview(id).text; }

    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<OpenRequest> m_request;
    std::unique_ptr<FieldPreviews> m_previews;
};

PLUGBOARD_TEST(tst_FieldPreviews)
#include "tst_fieldpreviews.moc"
