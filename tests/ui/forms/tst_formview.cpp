#include "tests/support/forms.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "ui/forms/formview.h"
#include "ui/widgets/section.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_FormView : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_rig = std::make_unique<BackendRig>();
        open(m_rig->rig.publishForm());
    }

    void cleanup()
    {
        m_view.reset();
        m_request.reset();
        m_rig.reset();
    }

    void everyFieldHasANameAndAnEditor()
    {
        for (const char *path :
             {"topic.topicArn", "authentication.accessKey", "configuration.region", "topic.message"}) {
            const auto *editor = m_view->findChild<QWidget *>(u"field-"_s + QString::fromLatin1(path));
            QVERIFY2(editor, path);
            QVERIFY2(!editor->accessibleName().isEmpty(), path);
        }
    }

    void typingReachesTheRequest()
    {
        auto *topic = editor<QLineEdit>(u"topic.topicArn"_s);
        topic->setFocus();
        topic->selectAll();
        QTest::keyClicks(topic, u"arn:x"_s);
        QCOMPARE(m_request->state().text(u"topic.topicArn"_s), u"arn:x"_s);
        QVERIFY(topic->isUndoAvailable());
        m_request->setText(u"topic.topicArn"_s, u"from elsewhere"_s);
        QCOMPARE(topic->text(), u"from elsewhere"_s);
    }

    /// The text keeps its cursor and its undo while every key is validated.
    void editingIsNotDisturbed()
    {
        auto *message = editor<QPlainTextEdit>(u"topic.message"_s);
        message->setFocus();
        QTextCursor cursor = message->textCursor();
        cursor.setPosition(2);
        message->setTextCursor(cursor);
        QTest::keyClicks(message, u"ab"_s);
        QCOMPARE(message->textCursor().position(), 4);
        message->undo();
        QVERIFY(!message->toPlainText().contains(u"ab"_s));
    }

    void feelIsToggledWithoutLosingTheText()
    {
        m_request->setText(u"topic.subject"_s, u"Order"_s);
        auto *toggle = m_view->findChild<QToolButton *>(u"feel-topic.subject"_s);
        QVERIFY(toggle && toggle->isEnabled());
        QTest::mouseClick(toggle, Qt::LeftButton);
        QCOMPARE(m_request->state().text(u"topic.subject"_s), u"=Order"_s);
        QVERIFY(editor<QPlainTextEdit>(u"topic.subject"_s));
        QCOMPARE(editor<QPlainTextEdit>(u"topic.subject"_s)->toPlainText(), u"Order"_s);
        QTest::mouseClick(toggle, Qt::LeftButton);
        QCOMPARE(m_request->state().text(u"topic.subject"_s), u"Order"_s);
        QVERIFY(!m_view->findChild<QToolButton *>(u"feel-topic.message"_s));
        QVERIFY(m_view->findChild<QLabel *>(u"feel-topic.message"_s));
    }

    /// `=` typed as the first letter turns the field into FEEL under the hands of who types.
    void anEqualsSignBeginsAnExpression()
    {
        auto *line = editor<QLineEdit>(u"topic.subject"_s);
        line->setFocus();
        QTest::keyClicks(line, u"="_s);
        auto *expression = editor<QPlainTextEdit>(u"topic.subject"_s);
        QVERIFY(expression);
        QTest::keyClicks(expression, u"1 + 1"_s);
        QCOMPARE(m_request->state().text(u"topic.subject"_s), u"=1 + 1"_s);
        QTRY_VERIFY(shownTexts(u"topic.subject"_s).contains(u"→ 2"_s));
    }

    void conditionalFieldsComeAndGo()
    {
        QVERIFY(!row(u"topic.messageGroupId"_s) || !row(u"topic.messageGroupId"_s)->isVisibleTo(m_view.get()));
        auto *type = editor<QComboBox>(u"topic.type"_s);
        type->setCurrentIndex(type->findData(u"fifo"_s));
        emit type->activated(type->currentIndex());
        QVERIFY(row(u"topic.messageGroupId"_s)->isVisibleTo(m_view.get()));
        editor<QLineEdit>(u"topic.messageGroupId"_s)->setText(u"kept"_s);
        m_request->setText(u"topic.type"_s, u"standard"_s);
        QVERIFY(!row(u"topic.messageGroupId"_s)->isVisibleTo(m_view.get()));
        m_request->setText(u"topic.type"_s, u"fifo"_s);
        QCOMPARE(editor<QLineEdit>(u"topic.messageGroupId"_s)->text(), u"kept"_s);
    }

    void findingsStandUnderTheirField()
    {
        m_request->setText(u"topic.topicArn"_s, {});
        QVERIFY(shownTexts(u"topic.topicArn"_s).join(u'\n').contains(u"⚠ must not be empty"_s));
        QVERIFY(editor<QLineEdit>(u"topic.topicArn"_s)->accessibleDescription().contains(u"must not be empty"_s));
        m_request->setText(u"topic.topicArn"_s, u"arn:aws:sns:eu-central-1:123456789012:orders"_s);
        QVERIFY(!shownTexts(u"topic.topicArn"_s).join(u'\n').contains(u"⚠"_s));
    }

    void keysAreDotsButReferencesAreNot()
    {
        auto *secret = editor<QLineEdit>(u"authentication.secretKey"_s);
        QCOMPARE(secret->echoMode(), QLineEdit::Normal);
        secret->setText(u"hunter2"_s);
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        secret->setText(u"{{secrets.NAME}}"_s);
        QCOMPARE(secret->echoMode(), QLineEdit::Normal);
    }

    void aChoiceTakesAnyTextWhereItMay()
    {
        auto *region = editor<QComboBox>(u"configuration.region"_s);
        QVERIFY(region->isEditable());
        region->setEditText(u"moon-1"_s);
        QCOMPARE(m_request->state().text(u"configuration.region"_s), u"moon-1"_s);
        region->setCurrentIndex(0);
        emit region->activated(0);
        QCOMPARE(m_request->state().text(u"configuration.region"_s), region->itemData(0).toString());
        QCOMPARE(region->currentText(), region->itemData(0).toString());
    }

    void aFieldIsFoundInAClosedGroup()
    {
        QVERIFY(!row(u"configuration.endpoint"_s));
        QVERIFY(m_view->focusField(u"configuration.endpoint"_s));
        QVERIFY(row(u"configuration.endpoint"_s)->isVisibleTo(m_view.get()));
        QVERIFY(!m_view->focusField(u"nothing"_s));
    }

    void presetsFillTheForm()
    {
        open(Form::FormState(
            formOf("{\"id\":\"a\",\"type\":\"String\",\"binding\":{\"type\":\"zeebe:input\",\"name\":\"a\"}}",
                   "\"deprecated\":{\"message\":\"Use B.\"},"
                   "\"presets\":[{\"id\":\"p\",\"properties\":{\"a\":\"from preset\"}}]"),
            m_rig->rig.random));
        QVERIFY(m_view->findChild<QLabel *>(u"form-deprecated"_s)->text().contains(u"Use B."_s));
        auto *presets = m_view->findChild<QToolButton *>(u"form-presets"_s);
        QVERIFY(presets);
        presets->menu()->actions().first()->trigger();
        QCOMPARE(editor<QLineEdit>(u"a"_s)->text(), u"from preset"_s);
    }

    void aFieldTellsWhereItsValueComesFrom()
    {
        QVERIFY(shownTexts(u"authentication.secretKey"_s).contains(u"secret AWS_SECRET_KEY"_s));
        QVERIFY(shownTexts(u"topic.type"_s).contains(u"default"_s));
        m_request->setText(u"topic.type"_s, u"fifo"_s);
        QVERIFY(!shownTexts(u"topic.type"_s).contains(u"default"_s));
        m_view->setVariables(ContextBuilder().set("order", Value::string(u"4711"_s)).build());
        m_request->setText(u"topic.subject"_s, u"= order"_s);
        QTRY_VERIFY(shownTexts(u"topic.subject"_s).contains(u"from order"_s));
    }

    void aFieldGoesBackToItsDefault()
    {
        auto *reset = m_view->findChild<QToolButton *>(u"reset-topic.type"_s);
        QVERIFY(!reset->isVisible());
        m_request->setText(u"topic.type"_s, u"fifo"_s);
        QVERIFY(reset->isVisible());
        QTest::mouseClick(reset, Qt::LeftButton);
        QCOMPARE(m_request->state().text(u"topic.type"_s), u"standard"_s);
        QVERIFY(!m_request->state().isTyped(u"topic.type"_s));
        QVERIFY(!reset->isVisible());
    }

    /// What the mouse does is in the menu of the editor for the keyboard, too.
    void theMenuOfAnEditorHasTheFieldsActions()
    {
        m_request->setText(u"topic.subject"_s, u"Order"_s);
        QMenu *menu = menuOf(editor<QLineEdit>(u"topic.subject"_s), u"menu-topic.subject"_s);
        QVERIFY(menu);
        const QList<QAction *> actions = menu->actions();
        QVERIFY(actions.size() > 4);
        const auto action = [&actions](const QString &text) {
            return *std::find_if(actions.begin(), actions.end(), [&](QAction *each) { return each->text() == text; });
        };
        action(u"&Write as a FEEL expression"_s)->trigger();
        QCOMPARE(m_request->state().text(u"topic.subject"_s), u"=Order"_s);
        action(u"&Back to the default"_s)->trigger();
        QVERIFY(!m_request->state().isTyped(u"topic.subject"_s));
    }

    void fieldsInSightHaveTheirOwnLetters()
    {
        const auto letters = [this] {
            QList<QKeySequence> found;
            for (const QLabel *label : m_view->findChildren<QLabel *>()) {
                if (const QKeySequence letter = QKeySequence::mnemonic(label->text());
                    label->buddy() && label->isVisible() && !letter.isEmpty())
                    found.append(letter);
            }
            return found;
        };
        QTRY_VERIFY(letters().size() > 5);
        m_request->setText(u"topic.type"_s, u"fifo"_s);
        m_view->focusField(u"configuration.endpoint"_s);
        QTRY_VERIFY(letters().size() > 8);
        const QList<QKeySequence> found = letters();
        QCOMPARE(QSet<QKeySequence>(found.begin(), found.end()).size(), found.size());
    }

    void aGroupIsFilledFromTheClipboard()
    {
        QGuiApplication::clipboard()->setText(u"TOPIC_ARN=arn:new\nREGION=eu-west-1\nOTHER=1"_s);
        QToolButton *group = groupOf(u"topic.topicArn"_s);
        group->setFocus();
        QTest::keySequence(group, QKeySequence::Paste);
        QCOMPARE(editor<QLineEdit>(u"topic.topicArn"_s)->text(), u"arn:new"_s);
        QCOMPARE(editor<QComboBox>(u"configuration.region"_s)->currentText(), u"eu-west-1"_s);
        auto *note = m_view->findChild<QLabel *>(u"notice"_s);
        QVERIFY(note && note->isVisible());
        QCOMPARE(note->text(), u"2 fields were filled. This group has no field for OTHER."_s);
        QTest::keySequence(group, QKeySequence::Undo);
        QCOMPARE(editor<QComboBox>(u"configuration.region"_s)->currentText(), u"eu-central-1"_s);
        QVERIFY(editor<QLineEdit>(u"topic.topicArn"_s)->text().startsWith(u"arn:aws:sns"_s));
        QVERIFY(!note->isVisible());
        QVERIFY(group->hasFocus());
    }

    void pastingCanBeTakenBackByMouse()
    {
        QGuiApplication::clipboard()->setText(u"{\"topic\": {\"topicArn\": \"arn:new\"}}"_s);
        QMenu *menu = menuOf(groupOf(u"topic.topicArn"_s), u"menu-group-topic"_s);
        QVERIFY(menu);
        menu->actions().first()->trigger();
        QCOMPARE(m_request->state().text(u"topic.topicArn"_s), u"arn:new"_s);
        auto *undo = m_view->findChild<QToolButton *>(u"notice-button"_s);
        QVERIFY(undo);
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(m_request->state().text(u"topic.topicArn"_s).startsWith(u"arn:aws:sns"_s));
    }

    void whatCannotBePastedIsSaid()
    {
        QGuiApplication::clipboard()->setText(u"hello"_s);
        QToolButton *group = groupOf(u"topic.topicArn"_s);
        group->setFocus();
        QTest::keySequence(group, QKeySequence::Paste);
        QVERIFY(m_view->findChild<QLabel *>(u"notice"_s)->text().startsWith(u"⚠ Nothing was pasted"_s));
    }

    /// Fields that come above it do not move the field in which somebody types.
    void whatIsEditedStaysInPlace()
    {
        m_view->resize(600, 300);
        m_request->setText(u"topic.topicArn"_s, u"x"_s);
        QVERIFY(m_view->focusField(u"topic.subject"_s));
        QCoreApplication::processEvents();
        const auto place = [this] { return row(u"topic.subject"_s)->mapTo(m_view->viewport(), QPoint()).y(); };
        const int before = place();
        const int height = m_view->widget()->height();
        m_request->setText(u"authentication.type"_s, u"defaultCredentialsChain"_s);
        m_request->setText(u"topic.topicArn"_s, {});
        QTRY_VERIFY(m_view->widget()->height() != height);
        QCOMPARE(place(), before);
    }

    /// Who types a long text sees what he types.
    void aGrowingTextStaysInSight()
    {
        m_view->resize(600, 300);
        QVERIFY(m_view->focusField(u"topic.message"_s));
        auto *message = editor<QPlainTextEdit>(u"topic.message"_s);
        message->moveCursor(QTextCursor::End);
        for (int line = 0; line < 10; ++line) {
            QTest::keyClick(message, Qt::Key_Return);
            QTest::qWait(1);
        }
        const QRect cursor = message->cursorRect();
        const int bottom = message->viewport()->mapTo(m_view->viewport(), cursor.bottomLeft()).y();
        QVERIFY2(bottom <= m_view->viewport()->height(), qPrintable(QString::number(bottom)));
    }

    void tenThousandFieldsOpen()
    {
        QByteArrayList properties;
        for (int i = 0; i < 10'000; ++i)
            properties.append(
                QByteArray("{\"id\":\"p%1\",\"label\":\"P "
                           "%1\",\"type\":\"String\",\"binding\":{\"type\":\"zeebe:input\",\"name\":\"p%1\"}}")
                    .replace("%1", QByteArray::number(i)));
        open(Form::FormState(formOf(properties.join(',')), m_rig->rig.random));
        QVERIFY(row(u"p0"_s));
        QVERIFY2(!row(u"p9999"_s), "all rows were made at once");
        QVERIFY(m_view->focusField(u"p300"_s));
    }

private:
    void open(const Form::FormState &state)
    {
        m_view.reset();
        m_request = std::make_unique<OpenRequest>(state, Workspace::Request {});
        m_view = std::make_unique<FormView>(m_rig->backend);
        m_view->setRequest(m_request.get());
        m_view->resize(600, 700);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    /// The one that is in use; an editor that was replaced goes with the next turn of the event loop.
    template <typename Editor>
    Editor *editor(const QString &path) const
    {
        for (Editor *found : m_view->findChildren<Editor *>(u"field-"_s + path)) {
            if (!found->isHidden() && !found->parentWidget()->isHidden())
                return found;
        }
        return nullptr;
    }

    QToolButton *groupOf(const QString &path) const
    {
        QWidget *widget = row(path);
        while (widget && !qobject_cast<Section *>(widget))
            widget = widget->parentWidget();
        return widget ? static_cast<Section *>(widget)->header() : nullptr;
    }

    /// The menu that a right click opens.
    static QMenu *menuOf(QWidget *widget, const QString &name)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(2, 2), widget->mapToGlobal(QPoint(2, 2)));
        QCoreApplication::sendEvent(widget, &event);
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (top->objectName() == name && top->isVisible())
                return qobject_cast<QMenu *>(top);
        }
        return nullptr;
    }

    QWidget *row(const QString &path) const { return m_view->findChild<QWidget *>(u"row-"_s + path); }

    QStringList shownTexts(const QString &path) const
    {
        QStringList texts;
        for (const QLabel *label : row(path)->findChildren<QLabel *>()) {
            if (label->isVisibleTo(row(path)))
                texts.append(label->text());
        }
        return texts;
    }

    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<OpenRequest> m_request;
    std::unique_ptr<FormView> m_view;
};

PLUGBOARD_TEST(tst_FormView)
#include "tst_formview.moc"
