#include "core/aws/retry/repeatability.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_Repeatability : public QObject
{
    Q_OBJECT

private slots:
    void byNameAndMethod_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("safe");
        const auto row = [](const char *method, const char *name, bool safe) {
            QTest::addRow("%s %s", method, name) << QString::fromLatin1(method) << QString::fromLatin1(name) << safe;
        };
        row("POST", "Publish", false);
        row("POST", "Invoke", false);
        row("POST", "SendCommand", false);
        row("POST", "ReceiveMessage", false);
        row("POST", "AssumeRole", false);
        row("POST", "ListTopics", true);
        row("POST", "DescribeInstances", true);
        row("POST", "BatchGetItem", true);
        row("POST", "Query", true);
        row("POST", "Scan", true);
        row("POST", "GetawayBook", false);
        row("POST", "Listen", false);
        row("POST", "QueryX", true);
        row("POST", "GetActivityTask", false);
        row("GET", "Anything", true);
        row("PUT", "PutObject", true);
        row("DELETE", "DeleteObject", true);
        row("HEAD", "HeadObject", true);
        row("PATCH", "UpdateThing", false);
    }

    void byNameAndMethod()
    {
        QFETCH(QString, method);
        QFETCH(QString, name);
        Operation operation;
        operation.name = name;
        operation.method = method;
        QTEST(isSafeToRepeat(operation), "safe");
    }

    void byTraits()
    {
        Operation operation;
        operation.name = u"RunInstances"_s;
        QVERIFY(!isSafeToRepeat(operation));
        operation.idempotent = true;
        QVERIFY(isSafeToRepeat(operation));
        operation.idempotent = false;
        Shape input;
        Member token;
        token.name = u"ClientToken"_s;
        input.members.append(token);
        operation.input = &input;
        QVERIFY(!isSafeToRepeat(operation));
        input.members[0].idempotencyToken = true;
        QVERIFY(isSafeToRepeat(operation));
    }
};

PLUGBOARD_TEST(tst_Repeatability)
#include "tst_repeatability.moc"
