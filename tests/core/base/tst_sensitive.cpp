#include "core/base/sensitive.h"
#include "tests/support/test_main.h"

#include <QDebug>
#include <QTest>

using namespace Plugboard;

template <typename T>
concept Printable = requires(QDebug debug, T value) { debug << value; };

class tst_Sensitive : public QObject
{
    Q_OBJECT

private slots:
    void cannotBePrintedOrConverted()
    {
        QVERIFY(!Printable<Sensitive>);
        QVERIFY((!std::is_convertible_v<Sensitive, QByteArray>));
        QVERIFY((!std::is_convertible_v<QByteArray, Sensitive>));
    }

    void copiesOutliveEachOther()
    {
        Sensitive first(QByteArray(64, 's'));
        const Sensitive second = first;
        first = Sensitive(QByteArray("other"));
        QCOMPARE(second.reveal(), QByteArray(64, 's'));
        QCOMPARE(first.reveal(), QByteArray("other"));
    }

    void selfAssignmentKeepsTheBytes()
    {
        Sensitive secret(QByteArray(64, 's'));
        const Sensitive &same = secret;
        secret = same;
        QCOMPARE(secret.size(), 64);
    }
};

PLUGBOARD_TEST(tst_Sensitive)
#include "tst_sensitive.moc"
