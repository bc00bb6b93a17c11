#include "tests/support/test_main.h"
#include "ui/widgets/elidedlabel.h"

#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_ElidedLabel : public QObject
{
    Q_OBJECT

private slots:
    void aLongTextDoesNotWiden()
    {
        ElidedLabel label(Qt::ElideRight);
        label.setText(QString(1000, u'x'));
        QVERIFY(label.minimumSizeHint().width() < 100);
        QVERIFY(label.sizeHint().width() > 1000);
        QCOMPARE(label.text().size(), 1000);
    }

    void whatIsCutIsInTheTooltip_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("shown");
        QTest::newRow("cut") << 40 << QString() << u"<p>a long &lt;b&gt;text&lt;/b&gt; of some words</p>"_s;
        QTest::newRow("whole") << 2000 << QString() << QString();
        QTest::newRow("own tooltip") << 40 << u"other"_s << u"other"_s;
    }
    void whatIsCutIsInTheTooltip()
    {
        QFETCH(int, width);
        QFETCH(QString, own);
        ElidedLabel label(Qt::ElideMiddle);
        label.setText(u"a long <b>text</b> of some words"_s);
        label.setToolTip(own);
        label.resize(width, label.sizeHint().height());
        label.show();
        QVERIFY(QTest::qWaitForWindowExposed(&label));
        label.resize(width, label.sizeHint().height());
        QHelpEvent help(QEvent::ToolTip, QPoint(2, 2), label.mapToGlobal(QPoint(2, 2)));
        QCoreApplication::sendEvent(&label, &help);
        QTEST(QToolTip::text(), "shown");
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
    }
};

PLUGBOARD_TEST(tst_ElidedLabel)
#include "tst_elidedlabel.moc"
