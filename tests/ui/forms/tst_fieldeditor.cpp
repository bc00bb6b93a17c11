#include "tests/support/forms.h"
#include "tests/support/test_main.h"
#include "ui/forms/fieldeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

namespace {

Form::Field fieldOf(const QByteArray &property)
{
    return formOf(property)->fields.value(0);
}

const QByteArray choices = "\"choices\":[{\"name\":\"First\",\"value\":\"a\"},{\"name\":\"Second\",\"value\":\"b\"}]";

} // namespace

class tst_FieldEditor : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data()
    {
        QTest::addColumn<QByteArray>("property");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isExpression");
        QTest::addColumn<EditorKind>("kind");
        const QByteArray line = input("a");
        const QByteArray optional = input("a", "String", "\"feel\":\"optional\"");
        const QByteArray required = input("a", "String", "\"feel\":\"required\"");
        const QByteArray number = input("a", "Number", "\"feel\":\"optional\"");
        const QByteArray boolean = input("a", "Boolean", "\"feel\":\"static\"");
        const QByteArray choice = input("a", "Dropdown", choices);
        QTest::newRow("line") << line << u"x"_s << false << EditorKind::Line;
        QTest::newRow("several lines") << line << u"x\ny"_s << false << EditorKind::Text;
        QTest::newRow("a very long line") << line << QString(2000, u'x') << false << EditorKind::Text;
        QTest::newRow("text") << input("a", "Text") << QString() << false << EditorKind::Text;
        QTest::newRow("expression") << optional << u"=x"_s << true << EditorKind::Expression;
        QTest::newRow("optional, plain") << optional << u"x"_s << false << EditorKind::Line;
        QTest::newRow("always FEEL") << required << QString() << false << EditorKind::Expression;
        QTest::newRow("figure") << number << u"=20"_s << true << EditorKind::Line;
        QTest::newRow("computed figure") << number << u"=20 + 1"_s << true << EditorKind::Expression;
        QTest::newRow("truth") << boolean << u"=true"_s << true << EditorKind::Boolean;
        QTest::newRow("referenced truth") << boolean << u"{{secrets.A}}"_s << false << EditorKind::Line;
        QTest::newRow("choice") << choice << u"a"_s << false << EditorKind::Choice;
        QTest::newRow("referenced choice") << choice << u"{{secrets.A}}"_s << false << EditorKind::Line;
    }
    void kinds()
    {
        QFETCH(QByteArray, property);
        QFETCH(QString, text);
        QFETCH(bool, isExpression);
        QTEST(editorKindFor(fieldOf(property), text, isExpression), "kind");
    }

    void secretsAreNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("alone") << u" {{secrets.A_1}} "_s << u"A_1"_s;
        QTest::newRow("with blanks") << u"{{ secrets.A }}"_s << u"A"_s;
        QTest::newRow("within a text") << u"Bearer {{secrets.A}}"_s << QString();
        QTest::newRow("two") << u"{{secrets.A}}{{secrets.B}}"_s << QString();
        QTest::newRow("unfinished") << u"{{secrets."_s << QString();
    }
    void secretsAreNamed()
    {
        QFETCH(QString, text);
        QTEST(referencedSecret(text), "name");
    }

    /// A shown "20" is kept as "=20", so that it equals the template's default; what is no number stays as it is typed.
    void figuresAreTypedWithoutTheMark()
    {
        use(input("a", "Number", "\"feel\":\"optional\""), EditorKind::Line);
        auto *line = inner<QLineEdit>();
        m_editor->setText(u"=20"_s);
        QCOMPARE(line->text(), u"20"_s);
        QVERIFY(m_edited->isEmpty());
        line->setText(u"21"_s);
        QCOMPARE(lastEdit(), u"=21"_s);
        line->setText(u"21x"_s);
        QCOMPARE(lastEdit(), u"21x"_s);
    }

    void truthsAreTicked()
    {
        use(input("a", "Boolean", "\"feel\":\"static\""), EditorKind::Boolean);
        auto *box = inner<QCheckBox>();
        m_editor->setText({});
        QCOMPARE(box->text(), u"not set"_s);
        box->click();
        QCOMPARE(lastEdit(), u"=true"_s);
        QCOMPARE(box->text(), u"true"_s);
        box->click();
        QCOMPARE(lastEdit(), u"=false"_s);
    }

    void longPastesAreWhole()
    {
        use(input("a"), EditorKind::Line);
        inner<QLineEdit>()->setText(QString(100'000, u'x'));
        QCOMPARE(lastEdit().size(), 100'000);
    }

    void expressionsAreShownWithoutTheMark()
    {
        use(input("a", "String", "\"feel\":\"optional\""), EditorKind::Expression);
        auto *text = inner<QPlainTextEdit>();
        m_editor->setText(u"=  a + 1"_s);
        QCOMPARE(text->toPlainText(), u"a + 1"_s);
        text->selectAll();
        QTest::keyClicks(text, u"b"_s);
        QCOMPARE(lastEdit(), u"=  b"_s);
        text->selectAll();
        text->insertPlainText(u"= c"_s);
        QCOMPARE(text->toPlainText(), u"c"_s);
        QCOMPARE(lastEdit(), u"=  c"_s);
        text->undo();
        QCOMPARE(text->toPlainText(), u"b"_s);
        text->setPlainText(u"{{secrets.A}}"_s);
        QCOMPARE(lastEdit(), u"{{secrets.A}}"_s);
    }

    void problemsAreUnderlined_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("underlined");
        QTest::newRow("a word") << u"= a foo b"_s << 4 << 7 << u"foo"_s;
        QTest::newRow("the end") << u"= a +  "_s << 7 << 8 << u"+"_s;
        QTest::newRow("behind the end") << u"= a +"_s << 9 << 12 << u"+"_s;
        QTest::newRow("the mark") << u"= "_s << 0 << 1 << QString();
        QTest::newRow("before the text") << u"= a b"_s << 0 << 0 << u"a"_s;
        QTest::newRow("behind a line of Windows") << u"= 1 +\r\nfoo"_s << 7 << 10 << u"foo"_s;
        QTest::newRow("without the mark") << u"a foo"_s << 2 << 5 << u"foo"_s;
    }
    void problemsAreUnderlined()
    {
        QFETCH(QString, text);
        QFETCH(int, from);
        QFETCH(int, to);
        use(input("a", "String", "\"feel\":\"required\""), EditorKind::Expression);
        m_editor->setText(text);
        m_editor->setFindings({{from, to, Models::Finding::Severity::Error, u"No."_s}});
        QString underlined;
        for (const QTextEdit::ExtraSelection &selection : inner<QPlainTextEdit>()->extraSelections())
            underlined += selection.cursor.selectedText();
        QTEST(underlined, "underlined");
    }

    /// On the way to a reference nothing is hidden; a key is, as soon as it cannot be one any more.
    void keysAreHidden_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isHidden");
        QTest::newRow("key") << u"hunter2"_s << true;
        QTest::newRow("begun") << u"{{sec"_s << false;
        QTest::newRow("reference") << u"{{secrets.A}}"_s << false;
        QTest::newRow("reference and key") << u"{{secrets.A}}hunter2"_s << true;
        QTest::newRow("like a reference") << u"{{hunter2"_s << true;
    }
    void keysAreHidden()
    {
        QFETCH(QString, text);
        QFETCH(bool, isHidden);
        Form::Field field = fieldOf(input("a"));
        field.secret = true;
        use(field, EditorKind::Secret);
        m_editor->setText(text);
        auto *line = inner<QLineEdit>();
        QCOMPARE(line->echoMode() == QLineEdit::Password, isHidden);
        auto *reveal = m_editor->findChild<QToolButton *>(u"reveal-a"_s);
        QCOMPARE(reveal->isVisible(), isHidden);
        if (!isHidden)
            return;
        QTest::mousePress(reveal, Qt::LeftButton);
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
        QTest::mouseRelease(reveal, Qt::LeftButton);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QVERIFY(m_edited->isEmpty());
    }

    void valuesThatAreNoChoiceStay()
    {
        use(input("a", "Dropdown", choices), EditorKind::Choice);
        auto *box = inner<QComboBox>();
        m_editor->setText(u"b"_s);
        QCOMPARE(box->currentText(), u"Second"_s);
        m_editor->setText(u"gone"_s);
        QVERIFY(box->currentText().startsWith(u"gone"_s));
        QCOMPARE(box->currentData().toString(), u"gone"_s);
        m_editor->setChoices({{u"First"_s, u"a"_s, {}}});
        QCOMPARE(box->currentData().toString(), u"gone"_s);
        m_editor->setText({});
        QCOMPARE(box->currentIndex(), -1);
        QVERIFY(m_edited->isEmpty());
    }

    void theWheelScrollsTheForm()
    {
        use(input("a", "Dropdown", choices), EditorKind::Choice);
        m_editor->setText(u"a"_s);
        auto *box = inner<QComboBox>();
        QWheelEvent wheel({2, 2}, box->mapToGlobal(QPointF(2, 2)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(box, &wheel);
        QVERIFY(!wheel.isAccepted());
        QCOMPARE(box->currentData().toString(), u"a"_s);
    }

private:
    void use(const QByteArray &property, EditorKind kind) { use(fieldOf(property), kind); }
    void use(const Form::Field &field, EditorKind kind)
    {
        m_edited.reset();
        m_editor.reset();
        m_field = field;
        m_editor.reset(makeEditor(kind, m_field, nullptr));
        m_edited = std::make_unique<QSignalSpy>(m_editor.get(), &FieldEditor::edited);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    }

    template <typename Input>
    Input *inner() const
    {
        return qobject_cast<Input *>(m_editor->input());
    }

    QString lastEdit() const { return m_edited->isEmpty() ? QString() : m_edited->last().first().toString(); }

    Form::Field m_field;
    std::unique_ptr<FieldEditor> m_editor;
    std::unique_ptr<QSignalSpy> m_edited;
};

PLUGBOARD_TEST(tst_FieldEditor)
#include "tst_fieldeditor.moc"
