#include "tests/support/test_main.h"
#include "ui/widgets/clearbutton.h"

#include <QLineEdit>
#include <QTest>
#include <QToolButton>

using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_ClearButton : public QObject
{
    Q_OBJECT

private slots:
    void itComesWithTheTextAndTakesIt()
    {
        QLineEdit field;
        addClearButton(&field);
        QVERIFY(!field.isClearButtonEnabled());
        QTest::keyClicks(&field, u"sns"_s);
        QVERIFY(field.isClearButtonEnabled());
        QCOMPARE(field.findChildren<QToolButton *>().size(), 1);
        field.findChild<QToolButton *>()->click();
        QVERIFY(field.text().isEmpty());
    }
};

PLUGBOARD_TEST(tst_ClearButton)
#include "tst_clearbutton.moc"
