#include "core/value/json.h"
#include "models/expression/assistant.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "ui/expression/completionlist.h"
#include "ui/expression/expressionbox.h"
#include "ui/expression/feelcolours.h"
#include "ui/expression/feeledit.h"
#include "ui/expression/findinglist.h"
#include "ui/expression/hintcard.h"

#include <QHelpEvent>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;
using Models::Finding;
using Severity = Finding::Severity;

class tst_FeelEdit : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        m_edit = new FeelEdit;
        m_other = new QPlainTextEdit;
        column->addWidget(m_edit);
        column->addWidget(m_other);
        m_assistant = std::make_unique<Models::Assistant>(m_rig.backend);
        const Value seen = *Json::read(R"({
            "order": {"id": 4711, "customer": {"name": "Ada", "town": "Bern"}, "lines": [{"price": 1.5}, {"price": 2}]},
            "orderly": true})");
        m_assistant->setSight([seen](const Feel::Environment &) { return Feel::Sight {Feel::Scope(seen), {}}; });
        m_edit->setAssistant(m_assistant.get());
        m_window->resize(500, 300);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_edit->setFocus();
        QVERIFY(m_edit->hasFocus());
    }

    void cleanup()
    {
        m_window.reset();
        m_assistant.reset();
    }

    // Colours

    void coloursFollowTheText()
    {
        m_edit->setPlainText(u"if order.id > 1\nthen \"a\nb\" else null"_s);
        const QPalette palette = m_edit->palette();
        QCOMPARE(foregroundAt(0), feelFormat(Feel::Coloured::Look::Keyword, palette).foreground().color());
        QCOMPARE(foregroundAt(14), feelFormat(Feel::Coloured::Look::Number, palette).foreground().color());
        const QColor text = feelFormat(Feel::Coloured::Look::String, palette).foreground().color();
        QCOMPARE(foregroundAt(21), text);
        QCOMPARE(foregroundAt(24), text); // the text goes on in the next line
    }

    void coloursFollowThePalette()
    {
        m_edit->setPlainText(u"true"_s);
        const QColor light = foregroundAt(0);
        QPalette dark = m_edit->palette();
        dark.setColor(QPalette::Base, QColor(0x20, 0x20, 0x20));
        m_edit->setPalette(dark);
        QVERIFY(foregroundAt(0) != light);
        QVERIFY(foregroundAt(0).lightness() > light.lightness());
    }

    void veryLongTextsAreNotColoured()
    {
        m_edit->setPlainText(u"true "_s.repeated(FeelColours::longestText / 5 + 1));
        QVERIFY(m_edit->document()->begin().layout()->formats().isEmpty());
    }

    // Findings

    void findingsAreUnderlinedExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("underlined");
        QTest::newRow("word") << u"1 + adress"_s << 4 << 10 << u"adress"_s;
        QTest::newRow("behind a surrogate pair") << u"\"🐎\" + adress"_s << 7 << 13 << u"adress"_s;
        QTest::newRow("in the second line") << u"1 +\n  adress"_s << 6 << 12 << u"adress"_s;
        QTest::newRow("over lines") << u"f(\n1"_s << 0 << 4 << u"f(\n1"_s;
        QTest::newRow("something is missing at the end") << u"1 +  "_s << 5 << 5 << u"+"_s;
        QTest::newRow("something is missing in between") << u"1 + ) + 2"_s << 4 << 4 << u"+"_s;
        QTest::newRow("something is missing at the beginning") << u") + 2"_s << 0 << 0 << u")"_s;
        QTest::newRow("beyond the end") << u"1"_s << 4 << 90 << u"1"_s;
        QTest::newRow("empty text") << QString() << 0 << 0 << QString();
    }
    void findingsAreUnderlinedExactly()
    {
        QFETCH(QString, text);
        QFETCH(int, from);
        QFETCH(int, to);
        m_edit->setPlainText(text);
        m_edit->setFindings({{from, to, Severity::Error, u"Because."_s}});
        const QList<QTextEdit::ExtraSelection> marks = waves();
        QTEST(marks.isEmpty() ? QString() : selectedIn(marks.first()), "underlined");
        QCOMPARE(m_edit->accessibleDescription(), u"Because."_s);
    }

    void findingsMoveWithTheText()
    {
        m_edit->setPlainText(u"1 + adress"_s);
        m_edit->setFindings({{4, 10, Severity::Error, u"No."_s}});
        m_edit->moveCursor(QTextCursor::Start);
        QTest::keyClicks(m_edit, u"22 "_s);
        QCOMPARE(m_edit->findings().first().from, 7);
        QCOMPARE(selectedIn(waves().first()), u"adress"_s);
        m_edit->selectAll();
        QTest::keyClick(m_edit, Qt::Key_Delete);
        QVERIFY(m_edit->findings().isEmpty());
        QVERIFY(waves().isEmpty());
    }

    void severitiesDiffer()
    {
        m_edit->setPlainText(u"aa bb cc"_s);
        m_edit->setFindings(
            {{0, 2, Severity::Hint, u"h"_s}, {3, 5, Severity::Warning, u"w"_s}, {6, 8, Severity::Error, u"e"_s}});
        QSet<QRgb> colours;
        for (const QTextEdit::ExtraSelection &mark : waves())
            colours.insert(mark.format.underlineColor().rgb());
        QCOMPARE(colours.size(), 3);
        QCOMPARE(m_edit->accessibleDescription(), u"e"_s);
        m_edit->setHelp(u"Required."_s);
        QCOMPARE(m_edit->accessibleDescription(), u"e Required."_s);
        m_edit->setFindings({});
        QCOMPARE(m_edit->accessibleDescription(), u"Required."_s);
    }

    void nextFindingIsReachedByKey()
    {
        m_edit->setPlainText(u"aa bb cc"_s);
        m_edit->setFindings({{6, 8, Severity::Error, u"e"_s}, {0, 2, Severity::Hint, u"h"_s}});
        m_edit->moveCursor(QTextCursor::End);
        QTest::keyClick(m_edit, Qt::Key_F8);
        QCOMPARE(m_edit->textCursor().selectedText(), u"aa"_s);
        QTest::keyClick(m_edit, Qt::Key_F8);
        QCOMPARE(m_edit->textCursor().selectedText(), u"cc"_s);
    }

    // Undo

    void undoSurvivesValidation()
    {
        QTest::keyClicks(m_edit, u"1 + adress"_s);
        const bool wasModified = m_edit->document()->isModified();
        const QSignalSpy changes(m_edit, &QPlainTextEdit::textChanged);
        m_edit->setFindings({{4, 10, Severity::Error, u"No."_s}});
        m_edit->setFindings({{0, 1, Severity::Hint, u"Yes."_s}});
        QCOMPARE(changes.size(), 0);
        QCOMPARE(m_edit->document()->isModified(), wasModified);
        QTest::keyClick(m_edit, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_edit->toPlainText(), QString());
        m_edit->setFindings({});
        QVERIFY(m_edit->document()->isRedoAvailable());
        QTest::keyClick(m_edit, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_edit->toPlainText(), u"1 + adress"_s);
    }

    // Brackets

    void bracketsAreMatched()
    {
        m_edit->setPlainText(u"sum([1, (2)])"_s);
        m_edit->moveCursor(QTextCursor::End);
        QCOMPARE(bracketsMarked(), (QList<int> {3, 12}));
        m_edit->setPlainText(u"sum((1"_s);
        moveTo(5);
        QCOMPARE(bracketsMarked(), QList<int> {4});
    }

    void closingBracketsAreTypedOver_data()
    {
        QTest::addColumn<QString>("before"); // | is the caret
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("after");
        QTest::newRow("typed in full") << u"|"_s << u"{ a: [1, (2)] }"_s << u"{ a: [1, (2)] }|"_s;
        QTest::newRow("closes itself") << u"|"_s << u"f("_s << u"f(|)"_s;
        QTest::newRow("not before a name") << u"|abc"_s << u"("_s << u"(|abc"_s;
        QTest::newRow("text") << u"|"_s << u"\"a\" + 1"_s << u"\"a\" + 1|"_s;
        QTest::newRow("brackets in a text") << u"|"_s << u"\"a(b\""_s << u"\"a(b\"|"_s;
        QTest::newRow("escaped quote") << u"|"_s << u"\"a\\\"b\""_s << u"\"a\\\"b\"|"_s;
        QTest::newRow("after a comment") << u"1 // |"_s << u"("_s << u"1 // (|"_s;
        QTest::newRow("a bracket of one's own is not typed over") << u"f(|)"_s << u")"_s << u"f()|)"_s;
        QTest::newRow("date") << u"|"_s << u"@\"2020-01-01\""_s << u"@\"2020-01-01\"|"_s;
    }
    void closingBracketsAreTypedOver()
    {
        QFETCH(QString, before);
        QFETCH(QString, typed);
        m_edit->setAssistant(nullptr);
        setWithCaret(before);
        QTest::keyClicks(m_edit, typed);
        QTEST(withCaret(), "after");
    }

    void pairsAreRemovedAndUndoneTogether()
    {
        QTest::keyClicks(m_edit, u"("_s);
        QCOMPARE(withCaret(), u"(|)"_s);
        QTest::keyClick(m_edit, Qt::Key_Backspace);
        QCOMPARE(m_edit->toPlainText(), QString());
        QTest::keyClicks(m_edit, u"["_s);
        QTest::keyClick(m_edit, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_edit->toPlainText(), QString());
    }

    void selectionsAreEnclosed()
    {
        m_edit->setPlainText(u"a + b"_s);
        m_edit->selectAll();
        QTest::keyClicks(m_edit, u"("_s);
        QCOMPARE(m_edit->toPlainText(), u"(a + b)"_s);
        QCOMPARE(m_edit->textCursor().selectedText(), u"a + b"_s);
    }

    void linesKeepTheirIndentation()
    {
        setWithCaret(u"  {|}"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(withCaret(), u"  {\n    |\n  }"_s);
        QTest::keyClick(m_edit, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_edit->toPlainText(), u"  {}"_s);
    }

    // Completion

    void completionOpensAfterADot()
    {
        QTest::keyClicks(m_edit, u"order.customer."_s);
        QTRY_COMPARE(labels(), (QStringList {u"name"_s, u"town"_s}));
        QCOMPARE(list()->rows()->index(0).data(CompletionRows::DetailRole).toString(), u"string = \"Ada\""_s);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QTest::keyClick(m_edit, Qt::Key_Tab);
        QCOMPARE(withCaret(), u"order.customer.town|"_s);
        QVERIFY(m_edit->hasFocus());
        QVERIFY(!isListOpen());
        QTest::keyClick(m_edit, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_edit->toPlainText(), u"order.customer."_s);
    }

    void completionOpensAfterTwoLetters()
    {
        QTest::keyClicks(m_edit, u"o"_s);
        QTest::qWait(100);
        QVERIFY(!isListOpen());
        QTest::keyClicks(m_edit, u"r"_s);
        QTRY_VERIFY(isListOpen());
        QVERIFY(labels().startsWith(u"order"_s));
        QTest::keyClicks(m_edit, u"derl"_s);
        QTRY_COMPARE(labels(), QStringList {u"orderly"_s}); // filters on, at once
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_edit->toPlainText(), u"orderly"_s);
    }

    void completionComesBackAfterBackspace()
    {
        QTest::keyClicks(m_edit, u"ordx"_s);
        QTRY_VERIFY(!isListOpen());
        QTest::qWait(100);
        QVERIFY(!isListOpen());
        QTest::keyClick(m_edit, Qt::Key_Backspace);
        QTRY_VERIFY(isListOpen());
        QVERIFY(labels().startsWith(u"order"_s));
    }

    void escapeClosesUntilTheNextWord()
    {
        QTest::keyClicks(m_edit, u"or"_s);
        QTRY_VERIFY(isListOpen());
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QVERIFY(!isListOpen());
        QTest::keyClicks(m_edit, u"d"_s);
        QTest::qWait(150);
        QVERIFY(!isListOpen());
        QTest::keyClicks(m_edit, u" + or"_s);
        QTRY_VERIFY(isListOpen());
    }

    void returnIsNotStolen()
    {
        QTest::keyClicks(m_edit, u"1"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QTest::keyClicks(m_edit, u"or"_s);
        QTRY_VERIFY(isListOpen());
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_edit->toPlainText(), u"1\nor\n"_s);
    }

    /// The word is complete: Return means a new line, although the list shows that there is a longer one.
    void returnBehindACompleteWordIsALine()
    {
        QTest::keyClicks(m_edit, u"order"_s);
        QTRY_VERIFY(isListOpen());
        QTRY_COMPARE(labels().first(), u"order"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_edit->toPlainText(), u"order\n"_s);
        QVERIFY(!isListOpen());
    }

    void tabLeavesTheField()
    {
        QTest::keyClicks(m_edit, u"1"_s);
        QTest::keyClick(m_edit, Qt::Key_Tab);
        QVERIFY(m_other->hasFocus());
        QCOMPARE(m_edit->toPlainText(), u"1"_s);
    }

    void callsAreInsertedWhole()
    {
        QTest::keyClicks(m_edit, u"string leng"_s);
        QTRY_COMPARE(labels().value(0), u"string length"_s);
        QVERIFY(!list()->findChild<QWidget *>(u"completion-documentation"_s)->isHidden());
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(withCaret(), u"string length(|)"_s);
        QTRY_VERIFY(card(u"signature"_s).contains(u"string length("_s));
        QTest::keyClicks(m_edit, u"\"a\")"_s);
        QCOMPARE(withCaret(), u"string length(\"a\")|"_s); // both closing ones were typed over
        m_edit->clear();
        QTest::keyClicks(m_edit, u"toda"_s);
        QTRY_COMPARE(labels().value(0), u"today"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(withCaret(), u"today()|"_s);
    }

    void completionByKeyAndByMouse()
    {
        QTest::keyClick(m_edit, Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(isListOpen());
        QCOMPARE(labels().value(0), u"order"_s);
        QListView *view = list()->view();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(1, 0)).center());
        QCOMPARE(m_edit->toPlainText(), u"orderly"_s);
        QVERIFY(!isListOpen());
    }

    void completionStaysAwayFromTexts()
    {
        QTest::keyClicks(m_edit, u"\"order.or"_s);
        QTest::qWait(150);
        QVERIFY(!isListOpen());
    }

    /// An answer to an older text is no answer.
    void lateAnswersAreNotShown()
    {
        m_edit->setAssistant(nullptr);
        QTest::keyClicks(m_edit, u"or"_s);
        const Feel::Completions answer {
            0, 2, {{.label = u"order"_s, .insert = u"order"_s, .caret = 5, .detail = {}, .documentation = {}}}};
        m_edit->showCompletions(u"o"_s, answer);
        QVERIFY(!isListOpen());
        m_edit->showCompletions(u"or"_s, answer);
        QVERIFY(isListOpen());
        QTest::keyClick(m_edit, Qt::Key_Left);
        QVERIFY(!isListOpen());
        QTest::keyClicks(m_edit, u" "_s);
        m_edit->showCompletions(m_edit->toPlainText(), answer);
        QVERIFY(!isListOpen()); // nobody asked
    }

    void leavingClosesEverything()
    {
        QTest::keyClicks(m_edit, u"or"_s);
        QTRY_VERIFY(isListOpen());
        m_other->setFocus();
        QVERIFY(!isListOpen());
    }

    void turningTheWheelElsewhereClosesTheList()
    {
        QTest::keyClicks(m_edit, u"or"_s);
        QTRY_VERIFY(isListOpen());
        QWheelEvent wheel({2, 2}, m_other->mapToGlobal(QPointF(2, 2)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_other->viewport(), &wheel);
        QVERIFY(!isListOpen());
        QVERIFY(m_edit->hasFocus());
    }

    void escapeIsOursOnlyWhileSomethingIsOpen()
    {
        QKeyEvent closed(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
        closed.ignore();
        QCoreApplication::sendEvent(m_edit, &closed);
        QVERIFY(!closed.isAccepted());
        QTest::keyClicks(m_edit, u"or"_s);
        QTRY_VERIFY(isListOpen());
        QKeyEvent open(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
        open.ignore();
        QCoreApplication::sendEvent(m_edit, &open);
        QVERIFY(open.isAccepted());
    }

    // Parameters

    void parametersFollowTheCaret()
    {
        QTest::keyClicks(m_edit, u"substring("_s);
        QTRY_VERIFY(card(u"signature"_s).contains(u"substring(string"_s));
        QCOMPARE(boldIn(u"signature"_s), u"string"_s);
        QTest::keyClicks(m_edit, u"\"abc\","_s);
        QTRY_COMPARE(boldIn(u"signature"_s), u"start position"_s);
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QCOMPARE(card(u"signature"_s), QString());
        QTest::keyClicks(m_edit, u" 1"_s);
        QTest::qWait(100);
        QCOMPARE(card(u"signature"_s), QString());
        QTest::keyClick(m_edit, Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(boldIn(u"signature"_s), u"start position"_s);
        QTest::keyClicks(m_edit, u")"_s);
        QTRY_COMPARE(card(u"signature"_s), QString());
    }

    // Explanation

    void partsAreExplainedUnderTheMouse()
    {
        m_edit->setPlainText(u"order.customer.name + 1"_s);
        rest(17);
        QTRY_VERIFY(card(u"explanation"_s).contains(u"→ \"Ada\""_s));
        QVERIFY(card(u"explanation"_s).contains(u"order.customer.name : string"_s));
        QTest::mouseMove(m_edit->viewport(), centreOf(22));
        QTRY_COMPARE(card(u"explanation"_s), QString());
    }

    void findingsAreToldUnderTheMouse()
    {
        m_edit->setAssistant(nullptr);
        m_edit->setPlainText(u"1 + adress"_s);
        m_edit->setFindings({{4, 10, Severity::Error, u"adress is <not> in scope"_s}});
        rest(6);
        QVERIFY(card(u"explanation"_s).contains(u"adress is <not> in scope"_s));
        rest(0);
        QCOMPARE(card(u"explanation"_s), QString());
    }

    void partsAreExplainedByKey()
    {
        m_edit->setPlainText(u"order.nam"_s);
        moveTo(8);
        QTest::keyClick(m_edit, Qt::Key_I, Qt::ControlModifier);
        QTRY_VERIFY(card(u"explanation"_s).contains(u"→ null"_s));
        QVERIFY(card(u"explanation"_s).contains(u"⚠"_s)); // and why
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QCOMPARE(card(u"explanation"_s), QString());
        m_edit->clear();
        QTest::keyClick(m_edit, Qt::Key_I, Qt::ControlModifier);
        QTRY_VERIFY(!card(u"explanation"_s).isEmpty()); // an answer, although there is nothing
    }

    void nothingIsExplainedBesideTheText()
    {
        m_edit->setPlainText(u"order"_s);
        const QSignalSpy asked(m_edit, &FeelEdit::explanationWanted);
        restAt(QPoint(m_edit->viewport()->width() - 2, 8));
        QCOMPARE(asked.size(), 0);
    }

    // Screen readers

    /// Signs and colours are for eyes only. That events are sent is seen by the journeys: this platform has no readers.
    void rowsAreReadInWords()
    {
        ExpressionBox box(u"box"_s, u"Expression"_s);
        box.edit()->setPlainText(u"1 + adress"_s);
        box.setFindings({{4, 10, Severity::Error, u"There is no adress."_s}});
        QCOMPARE(box.list()->accessibleName(), u"Findings of Expression"_s);
        QCOMPARE(box.list()->item(0)->data(Qt::AccessibleTextRole).toString(),
                 u"Error: There is no adress. (line 1, column 5)"_s);
        QTest::keyClicks(m_edit, u"order.customer."_s);
        QTRY_VERIFY(isListOpen());
        QCOMPARE(list()->rows()->index(0).data(Qt::AccessibleTextRole).toString(), u"name, entry, string = \"Ada\""_s);
    }

private:
    QColor foregroundAt(int position) const
    {
        const QTextBlock block = m_edit->document()->findBlock(position);
        for (const QTextLayout::FormatRange &range : block.layout()->formats()) {
            const int at = position - block.position();
            if (range.start <= at && at < range.start + range.length)
                return range.format.foreground().color();
        }
        return {};
    }

    QList<QTextEdit::ExtraSelection> waves() const
    {
        QList<QTextEdit::ExtraSelection> marks = m_edit->extraSelections();
        marks.removeIf([](const QTextEdit::ExtraSelection &mark) {
            return mark.format.underlineStyle() != QTextCharFormat::WaveUnderline;
        });
        return marks;
    }

    QList<int> bracketsMarked() const
    {
        QList<int> places;
        for (const QTextEdit::ExtraSelection &mark : m_edit->extraSelections()) {
            if (mark.format.fontWeight() == QFont::Bold && mark.format.background().color().alphaF() > 0)
                places.append(mark.cursor.selectionStart());
        }
        std::sort(places.begin(), places.end());
        return places;
    }

    static QString selectedIn(const QTextEdit::ExtraSelection &mark)
    {
        return mark.cursor.selectedText().replace(QChar::ParagraphSeparator, u'\n');
    }

    void moveTo(int position)
    {
        QTextCursor cursor = m_edit->textCursor();
        cursor.setPosition(position);
        m_edit->setTextCursor(cursor);
    }

    void setWithCaret(QString text)
    {
        const int caret = int(text.indexOf(u'|'));
        m_edit->setPlainText(text.remove(caret, 1));
        moveTo(caret);
    }
    QString withCaret() const { return m_edit->toPlainText().insert(m_edit->textCursor().position(), u'|'); }

    CompletionList *list() const { return m_edit->findChild<CompletionList *>(); }
    bool isListOpen() const { return list() && list()->isVisible(); }
    QStringList labels() const
    {
        QStringList shown;
        for (int row = 0; isListOpen() && row < list()->rows()->rowCount(); ++row)
            shown.append(list()->rows()->index(row).data().toString());
        return shown;
    }

    QString card(const QString &name) const
    {
        const auto *found = m_edit->findChild<HintCard *>(name);
        return found ? found->text() : QString();
    }
    /// The name of the parameter that stands out.
    QString boldIn(const QString &name) const
    {
        const auto *label = m_edit->findChild<QLabel *>(name + u"-text"_s);
        const QString html = label ? label->text() : QString();
        const qsizetype begin = html.indexOf("<b><u>"_L1) + 6;
        return begin < 6 ? QString() : html.sliced(begin, html.indexOf("</u>"_L1) - begin).section(u':', 0, 0);
    }

    QPoint centreOf(int position) const
    {
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(position);
        const QRect before = m_edit->cursorRect(cursor);
        cursor.setPosition(position + 1);
        return {(before.left() + m_edit->cursorRect(cursor).left()) / 2, before.center().y()};
    }
    void rest(int position) { restAt(centreOf(position)); }
    void restAt(const QPoint &place)
    {
        QHelpEvent event(QEvent::ToolTip, place, m_edit->viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(m_edit->viewport(), &event);
    }

    BackendRig m_rig;
    std::unique_ptr<QWidget> m_window;
    FeelEdit *m_edit = nullptr;
    QPlainTextEdit *m_other = nullptr;
    std::unique_ptr<Models::Assistant> m_assistant;
};

PLUGBOARD_TEST(tst_FeelEdit)
#include "tst_feeledit.moc"
