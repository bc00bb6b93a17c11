#include "core/aws/retry/ratelimiter.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;

/// The adaptive mode's arithmetic; expected figures are worked out by hand from the published formulas.
class tst_RateLimiter : public QObject
{
    Q_OBJECT

private slots:
    void bucketFillsUpToItsMaximum()
    {
        TokenBucket bucket(4, 10);
        QCOMPARE(bucket.capacity(10), 0.0);
        QCOMPARE(bucket.capacity(10.5), 2.0);
        QCOMPARE(bucket.capacity(60), 4.0);
        QCOMPARE(bucket.reserve(60), 0.0);
        QCOMPARE(bucket.capacity(60), 3.0);
    }

    void bucketKeepsALeastRate()
    {
        TokenBucket bucket(4, 0);
        bucket.setRate(0.1, 5);
        QCOMPARE(bucket.fillRate(), 0.5);
        QCOMPARE(bucket.maximum(), 1.0);
        QCOMPARE(bucket.capacity(5), 1.0);
    }

    void waitersQueueUp()
    {
        TokenBucket bucket(2, 0);
        QCOMPARE(bucket.reserve(0), 0.5);
        QCOMPARE(bucket.reserve(0), 1.0);
        QCOMPARE(bucket.reserve(1), 0.5); // Two tokens came and were already spoken for.
    }

    void bucketIgnoresAClockThatWentBack()
    {
        TokenBucket bucket(2, 100);
        QCOMPARE(bucket.capacity(50), 0.0);
        QCOMPARE(bucket.capacity(100.5), 1.0);
    }

    void clockSmoothsHalfSeconds()
    {
        RateClock clock(0);
        QCOMPARE(clock.record(0.1), 0.0);
        QCOMPARE(clock.record(0.5), 2 / 0.5 * 0.8);
        QCOMPARE(clock.record(1.5), 1 / 1.0 * 0.8 + 3.2 * 0.2);
    }

    void cubicFallsAndClimbsBack()
    {
        CubicRate cubic(10, 5);
        QVERIFY(qAbs(cubic.succeeded(5) - 7) < 1e-9); // 70 % right after the failure
        QVERIFY(qAbs(cubic.succeeded(5 + cubic.inflection()) - 10) < 1e-9);
        QCOMPARE(cubic.throttled(20, 8), 14.0);
        QVERIFY(cubic.succeeded(12) > 14);
    }

    void nothingWaitsBeforeTheFirstThrottle()
    {
        RateLimiter limiter(0);
        for (int i = 1; i < 50; ++i) {
            QCOMPARE(limiter.beforeSending(i * 0.01), 0.0);
            limiter.answered(false, i * 0.01);
        }
        limiter.answered(true, 0.6);
        QVERIFY(limiter.state().enabled);
        double wait = 0;
        for (int i = 0; i < 100; ++i)
            wait = limiter.beforeSending(0.6);
        QVERIFY(wait > 0.5);
    }
};

PLUGBOARD_TEST(tst_RateLimiter)
#include "tst_ratelimiter.moc"
