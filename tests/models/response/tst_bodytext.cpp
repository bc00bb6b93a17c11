#include "models/response/bodytext.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard::Models;
using namespace Qt::StringLiterals;

class tst_BodyText : public QObject
{
    Q_OBJECT

private slots:
    void partsMakeTheWhole_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("small") << QByteArray("{\"a\": 1}");
        QTest::newRow("lines") << QByteArray("0123456789abcdef\n").repeated(40'000);
        QTest::newRow("one line") << QByteArray(1'000'000, 'x');
        for (int shift = 0; shift < 4; ++shift)
            QTest::addRow("emoji, shifted by %d", shift) << QByteArray(shift, 'x') + QByteArray("😀").repeated(60'000);
        QTest::newRow("no UTF-8") << QByteArray(200'000, '\x80');
    }

    void partsMakeTheWhole()
    {
        QFETCH(QByteArray, body);
        const BodyText text(body);
        QString whole;
        for (qsizetype part = 0; part < text.partCount(); ++part) {
            QVERIFY(text.part(part).size() <= 64 << 10);
            whole += text.part(part);
        }
        QVERIFY(whole == QString::fromUtf8(body));
    }

    void partsEndWithLines()
    {
        const BodyText text(QByteArray("0123456789abcdef\n").repeated(40'000));
        QVERIFY(text.partCount() > 5);
        QVERIFY(text.part(0).endsWith(u'\n'));
        QVERIFY(text.part(1).startsWith(u"0123"_s));
        QVERIFY(text.part(-1).isEmpty());
        QVERIFY(text.part(text.partCount()).isEmpty());
    }

    void lineEndsAreOneCharacter() { QCOMPARE(BodyText("a\r\nb\rc").part(0), u"a\nb\rc"_s); }

    void findsLettersOfEitherCase()
    {
        const BodyText::Hits hits = BodyText("Topic, tOPic, topaz").find(u"topic"_s, {});
        QCOMPARE(hits.count, 2);
        QCOMPARE(hits.first.at(1).position, 7);
        QCOMPARE(BodyText("aaa").find({}, {}).count, 0);
        QCOMPARE(BodyText("aaaa").find(u"aa"_s, {}).count, 2);
    }

    void findsWhatLiesAcrossTwoParts()
    {
        const QByteArray filler(((64 << 10) - 3), 'x');
        const BodyText text(filler + "needle" + filler);
        QVERIFY(text.partCount() > 1);
        const BodyText::Hits hits = text.find(u"needle"_s, {});
        QCOMPARE(hits.count, 1);
        QCOMPARE(hits.first.first().part, 0);
        QCOMPARE(hits.first.first().position, filler.size());
    }

    void countsAllButKeepsSome()
    {
        const BodyText::Hits hits = BodyText(QByteArray(150'000, 'x')).find(u"x"_s, {});
        QCOMPARE(hits.count, 150'000);
        QCOMPARE(hits.first.size(), 100'000);
    }

    void stopsWhenItIsTold()
    {
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(BodyText(QByteArray(1000, 'x')).find(u"x"_s, stop.get_token()).count, 0);
    }
};

PLUGBOARD_TEST(tst_BodyText)
#include "tst_bodytext.moc"
