#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "tests/support/toolshed.h"
#include "ui/forms/formpanel.h"
#include "ui/forms/formview.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_PartsEditor : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_rig = std::make_unique<BackendRig>();
        m_request = std::make_unique<OpenRequest>(toolState(), Workspace::Request());
        m_view = new FormView(m_rig->backend);
        m_panel = std::make_unique<FormPanel>(m_view);
        m_view->setRequest(m_request.get());
        m_panel->setRequest(m_request.get());
        m_panel->resize(700, 900);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void cleanup()
    {
        m_panel.reset();
        m_request.reset();
        m_rig.reset();
    }

    void structuresAreFilledByTheirRows()
    {
        type(u"field-Owner.Login"_s, u"ada"_s);
        QCOMPARE(m_request->state().value(u"Owner"_s)["Login"].string(), u"ada"_s);
        QVERIFY(!find<QLineEdit>(u"field-Owner.Address.Street"_s)); // nobody looked inside yet
        click(u"field-Owner.Address"_s);
        type(u"field-Owner.Address.Street"_s, u"Elm 1"_s);
        QCOMPARE(m_request->state().text(u"Owner.Address.Street"_s), u"Elm 1"_s);
        QCOMPARE(find<QLineEdit>(u"field-Owner.Password"_s)->echoMode(), QLineEdit::Password);
    }

    void recursionIsOpenedLevelByLevel()
    {
        QString id = u"Rule"_s;
        for (int depth = 0; depth < 5; ++depth) {
            click(u"field-"_s + id);
            id += u".Not"_s;
        }
        QVERIFY(find<QToolButton>(u"field-"_s + id));
        QVERIFY(!find<QToolButton>(u"field-"_s + id + u".Not"_s));
    }

    void itemsAreAddedMovedAndRemovedByKeys()
    {
        click(u"field-Names"_s);
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) {
            click(u"add-Names"_s);
            QTest::keyClicks(QApplication::focusWidget(), name);
        }
        QCOMPARE(names(), u"a b c"_s);
        auto *last = find<QLineEdit>(u"field-Names[2]"_s);
        last->setFocus();
        QTest::keyClick(last, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(names(), u"a c b"_s);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"field-Names[1]"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete, Qt::AltModifier);
        QCOMPARE(names(), u"a b"_s);
        click(u"remove-Names-0"_s);
        click(u"remove-Names-0"_s);
        QCOMPARE(m_request->state().value(u"Names"_s).size(), 0);
    }

    void entriesHaveKeys()
    {
        click(u"field-Attributes"_s);
        type(u"new-key-Attributes"_s, u"colour"_s);
        QTest::keyClick(find<QLineEdit>(u"new-key-Attributes"_s), Qt::Key_Return);
        QCOMPARE(m_request->state().value(u"Attributes"_s).size(), 1);
        type(u"new-key-Attributes"_s, u"colour"_s);
        QTest::keyClick(find<QLineEdit>(u"new-key-Attributes"_s), Qt::Key_Return);
        QVERIFY(find<QLabel>(u"note-Attributes"_s)->text().contains(u"colour"_s));
        auto *key = find<QLineEdit>(u"key-Attributes.colour"_s);
        key->setText(u"size"_s);
        QTest::keyClick(key, Qt::Key_Return);
        QVERIFY(m_request->state().value(u"Attributes"_s).find("size"));
        QTRY_VERIFY(!find<QLineEdit>(u"key-Attributes.colour"_s));
    }

    void unionsAreChosen()
    {
        click(u"field-Value"_s);
        auto *choice = find<QComboBox>(u"choice-Value"_s);
        choice->setCurrentIndex(choice->findData(u"N"_s));
        emit choice->activated(choice->currentIndex());
        type(u"field-Value.N"_s, u"3"_s);
        QCOMPARE(m_request->state().text(u"Value"_s).simplified(), u"{ \"N\": 3 }"_s);
        choice->setCurrentIndex(0);
        emit choice->activated(0);
        QCOMPARE(m_request->state().text(u"Value"_s), QString());
    }

    void timesAreFreeTextWithAPicker()
    {
        type(u"field-Due"_s, u"1700000000"_s);
        QCOMPARE(m_request->state().text(u"Due"_s), u"1700000000"_s);
        click(u"pick-Due"_s);
        QWidget *use = QApplication::activePopupWidget();
        QVERIFY(use);
        QTest::mouseClick(use->findChild<QWidget *>(u"picker-use"_s), Qt::LeftButton);
        QCOMPARE(m_request->state().text(u"Due"_s), u"2023-11-14T22:13:20Z"_s);
    }

    void bytesAreTextFileOrBase64()
    {
        auto *kind = find<QComboBox>(u"bytes-Picture"_s);
        auto *text = find<QPlainTextEdit>(u"field-Picture"_s);
        text->setPlainText(u"AAH/"_s);
        QCOMPARE(m_request->state().text(u"Picture"_s), u"AAH/"_s);
        kind->setCurrentIndex(2);
        emit kind->activated(2);
        QCOMPARE(m_request->state().text(u"Picture"_s), u"base64:AAH/"_s);
        m_request->setText(u"Picture"_s, u"fileb:///tmp/x"_s);
        QCOMPARE(kind->currentIndex(), 1);
        QCOMPARE(text->toPlainText(), u"/tmp/x"_s);
    }

    void findingsLeadInside()
    {
        m_request->setText(u"Rule.Not.Not.Count"_s, u"many"_s);
        QVERIFY(m_view->focusField(u"Rule.Not.Not.Count"_s));
        QCOMPARE(QApplication::focusWidget()->objectName(), u"field-Rule.Not.Not.Count"_s);
        QVERIFY(find<QLabel>(u"findings-Rule.Not.Not.Count"_s)->text().contains(u"whole number"_s));
        m_request->setText(u"Rule.Not.Not.Count"_s, u"99"_s);
        QVERIFY(find<QLabel>(u"warnings-Rule.Not.Not.Count"_s)->text().contains(u"at most 5"_s));
    }

    void formAndJsonAreTheSame()
    {
        type(u"field-Shelf"_s, u"top"_s);
        type(u"field-Owner.Login"_s, u"ada"_s);
        type(u"field-Owner.Password"_s, u"hunter2"_s);
        QTest::keyClick(m_panel.get(), Qt::Key_J, Qt::ControlModifier);
        QVERIFY(m_panel->showsJson());
        auto *json = find<QPlainTextEdit>(u"json"_s);
        QString text = json->toPlainText();
        QVERIFY(text.contains(u"\"Login\": \"ada\""_s));
        QVERIFY(!text.contains(u"hunter2"_s));
        json->setPlainText(text.replace(u"\"ada\""_s, u"\"bob\""_s));
        QTRY_COMPARE(m_request->state().text(u"Owner.Login"_s), u"bob"_s);
        QCOMPARE(m_request->state().text(u"Owner.Password"_s), u"hunter2"_s);
        click(u"show-form"_s);
        QCOMPARE(find<QLineEdit>(u"field-Owner.Login"_s)->text(), u"bob"_s);
    }

    void brokenJsonStaysAndSaysWhere()
    {
        m_panel->showJson(true);
        auto *json = find<QPlainTextEdit>(u"json"_s);
        json->setPlainText(u"{\n  \"Shelf\": \"a\",\n  \"Amount\": 1e\n}"_s);
        auto *notes = find<QListWidget>(u"json-notes"_s);
        QTRY_VERIFY(notes->count() == 1 && notes->item(0)->text().contains(u"3:"_s));
        m_panel->showJson(false);
        m_panel->showJson(true);
        QVERIFY(json->toPlainText().endsWith(u"1e\n}"_s));
        json->setPlainText(u"{\"Shelf\": \"a\", \"Owner\": {}}"_s);
        QTRY_VERIFY(notes->count() == 1 && notes->item(0)->text().contains(u"/Owner/Login"_s));
    }

private:
    template <typename T>
    T *find(const QString &name) const
    {
        return m_panel->findChild<T *>(name);
    }
    void click(const QString &name)
    {
        auto *button = find<QToolButton>(name);
        QVERIFY2(button, qPrintable(name));
        button->click();
    }
    void type(const QString &name, const QString &text)
    {
        auto *line = find<QLineEdit>(name);
        QVERIFY2(line, qPrintable(name));
        line->setFocus();
        QTest::keyClicks(line, text);
    }
    QString names() const
    {
        QStringList all;
        const Value value = m_request->state().value(u"Names"_s);
        for (qsizetype i = 0; i < value.size(); ++i)
            all.append(value.at(i).string());
        return all.join(u' ');
    }

    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<OpenRequest> m_request;
    std::unique_ptr<FormPanel> m_panel;
    FormView *m_view = nullptr;
};

PLUGBOARD_TEST(tst_PartsEditor)
#include "tst_partseditor.moc"
