#include "core/base/result.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Qt::StringLiterals;

class tst_Result : public QObject
{
    Q_OBJECT

private slots:
    void chainsUntilTheFirstFailure()
    {
        int calls = 0;
        const auto half = [&](int number) -> Result<int> {
            ++calls;
            if (number % 2 != 0)
                return Error {Stage::Form, ErrorCode::Invalid, u"odd"_s, u"3"_s};
            return number / 2;
        };
        const Result<int> good = Result<int>(8).andThen(half).andThen(half);
        QVERIFY(good);
        QCOMPARE(*good, 2);
        const Result<int> bad = Result<int>(6).andThen(half).andThen(half).andThen(half);
        QVERIFY(!bad);
        QCOMPARE(bad.error().text(), u"3: odd"_s);
        QCOMPARE(calls, 4);
    }

    void orElseSeesTheError()
    {
        const Result<int> mended
            = Result<int>(Error {Stage::Form, ErrorCode::NotFound, u"no"_s, {}})
                  .orElse([](const Error &error) -> Result<int> { return error.code == ErrorCode::NotFound ? 7 : 0; });
        QCOMPARE(*mended, 7);
    }
};

PLUGBOARD_TEST(tst_Result)
#include "tst_result.moc"
