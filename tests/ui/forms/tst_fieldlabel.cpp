#include "tests/support/test_main.h"
#include "ui/forms/fieldlabel.h"

#include <QLineEdit>
#include <QTest>
#include <QVBoxLayout>

using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_FieldLabel : public QObject
{
    Q_OBJECT

private slots:
    void mnemonics_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QChar>("letter");
        QTest::addColumn<QString>("text");
        QTest::newRow("first") << u"Topic"_s << QChar(u't') << u"&Topic"_s;
        QTest::newRow("within") << u"Topic"_s << QChar(u'p') << u"To&pic"_s;
        QTest::newRow("none") << u"Topic"_s << QChar() << u"Topic"_s;
        QTest::newRow("not in it") << u"Topic"_s << QChar(u'x') << u"Topic"_s;
        QTest::newRow("ampersands stay") << u"Q & A & B"_s << QChar(u'b') << u"Q && A && &B"_s;
    }
    void mnemonics()
    {
        QFETCH(QString, name);
        QFETCH(QChar, letter);
        FieldLabel label(name, {});
        label.setMnemonic(letter);
        QTEST(label.text(), "text");
        QCOMPARE(label.name(), name);
    }

    void theLetterMovesTheFocus()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *other = new QLineEdit;
        auto *line = new QLineEdit;
        auto *label = new FieldLabel(u"Topic"_s, {});
        label->setMnemonic(u't');
        label->setBuddy(line);
        column->addWidget(other);
        column->addWidget(label);
        column->addWidget(line);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        other->setFocus();
        QTest::keyClick(&window, Qt::Key_T, Qt::AltModifier);
        QTRY_VERIFY(line->hasFocus());
    }

    /// Whatever letter is underlined, the name has room; else it may be cut.
    void namesHaveRoom()
    {
        FieldLabel label(u"Topic type"_s, {});
        const int width = label.sizeHint().width();
        label.setMnemonic(u'o');
        QVERIFY(label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(label.name()));
        QVERIFY(std::abs(label.sizeHint().width() - width) <= label.fontMetrics().averageCharWidth());
        FieldLabel longest(QString(1000, u'x'), {});
        QVERIFY(longest.minimumSizeHint().width() < 200);
    }
};

PLUGBOARD_TEST(tst_FieldLabel)
#include "tst_fieldlabel.moc"
