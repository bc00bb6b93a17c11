#include "core/aws/protocols/eventstream.h"
#include "core/aws/protocols/protocol.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <QtEndian>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

/// Bit by bit: another way than the reader's.
quint32 checksumOf(const QByteArray &bytes)
{
    quint32 sum = 0xFFFFFFFF;
    for (const char byte : bytes) {
        sum ^= uchar(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

template <typename Number>
QByteArray bigEndian(Number number)
{
    QByteArray bytes(sizeof(Number), '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray textHeader(const QByteArray &name, const QByteArray &value)
{
    return char(name.size()) + name + '\7' + bigEndian(quint16(value.size())) + value;
}

QByteArray message(const QByteArray &headers, const QByteArray &payload)
{
    QByteArray bytes = bigEndian(quint32(16 + headers.size() + payload.size())) + bigEndian(quint32(headers.size()));
    bytes += bigEndian(checksumOf(bytes));
    bytes += headers + payload;
    return bytes + bigEndian(checksumOf(bytes));
}

QByteArray eventMessage(const QByteArray &name, const QByteArray &payload, const QByteArray &headers = {})
{
    return message(textHeader(":message-type", "event") + textHeader(":event-type", name) + headers, payload);
}

} // namespace

class tst_EventStream : public QObject
{
    Q_OBJECT

private slots:
    void readsHeadersOfAllTypes()
    {
        const QByteArray headers = QByteArray("\1a\0", 3) + QByteArray("\1b\1", 3) + QByteArray("\1c\2\xFF", 4)
            + QByteArray("\1d\3", 3) + bigEndian(qint16(-2)) + QByteArray("\1e\4", 3) + bigEndian(qint32(3))
            + QByteArray("\1f\5", 3) + bigEndian(qint64(1) << 40) + QByteArray("\1g\6\0\2\1\2", 7)
            + textHeader("h", "t") + QByteArray("\1i\x08", 3) + bigEndian(qint64(1398796238123))
            + QByteArray("\1j\x09", 3) + QByteArray::fromHex("00112233445566778899aabbccddeeff");
        EventStreamReader reader;
        reader.add(message(headers, "p"));
        const auto read = reader.next();
        QVERIFY(read && *read);
        QByteArray values;
        for (const EventHeader &header : (*read)->headers)
            values += header.name + '=' + Json::write(header.value()) + ' ';
        QCOMPARE(values,
                 "a=true b=false c=-1 d=-2 e=3 f=1099511627776 g=\"AQI=\" h=\"t\" i=1398796238.123 "
                 "j=\"00112233-4455-6677-8899-aabbccddeeff\" ");
        QCOMPARE((*read)->payload, "p");
        QCOMPARE(reader.pending(), 0);
    }

    void takesPiecesOfAnySize()
    {
        const QByteArray stream = message({}, "one") + message({}, "two") + message({}, QByteArray(5000, 'x'));
        for (const qsizetype size : {1, 7, 100, 10'000}) {
            EventStreamReader reader;
            QList<QByteArray> payloads;
            for (qsizetype at = 0; at < stream.size(); at += size) {
                reader.add(stream.mid(at, size));
                for (auto read = reader.next(); read && *read; read = reader.next())
                    payloads.append((*read)->payload);
            }
            QCOMPARE(payloads, (QList<QByteArray> {"one", "two", QByteArray(5000, 'x')}));
        }
    }

    void refusesDamage()
    {
        const QByteArray whole = message(textHeader("a", "b"), "payload");
        for (qsizetype at = 0; at < whole.size(); ++at) {
            QByteArray damaged = whole;
            damaged[at] = char(damaged[at] ^ 0x10);
            EventStreamReader reader;
            reader.add(damaged);
            const auto read = reader.next();
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::Syntax);
        }
    }

    void refusesHeadersThatLie_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("unknown type") << QByteArray("\1a\x0A", 3);
        QTest::newRow("value that is too short") << QByteArray("\1a\4\0\0", 5);
        QTest::newRow("name that is too short") << QByteArray("\5a", 2);
        QTest::newRow("text that is none") << textHeader("a", "\xFF");
    }

    void refusesHeadersThatLie()
    {
        QFETCH(QByteArray, headers);
        EventStreamReader reader;
        reader.add(message(headers, {}));
        QVERIFY(!reader.next());
    }

    void refusesLengthsNoServiceSends()
    {
        const auto read = [](quint32 length, quint32 headersLength) {
            QByteArray prelude = bigEndian(length) + bigEndian(headersLength);
            prelude += bigEndian(checksumOf(prelude));
            EventStreamReader reader;
            reader.add(prelude);
            return reader.next();
        };
        QCOMPARE(read(0xFFFFFFFF, 0).error().code, ErrorCode::Limit);
        QCOMPARE(read(1 << 20, 1 << 19).error().code, ErrorCode::Limit);
        QCOMPARE(read(15, 0).error().code, ErrorCode::Syntax);
        QCOMPARE(read(20, 8).error().code, ErrorCode::Syntax);
        QVERIFY(read(100, 8));
    }

    void becomesTheOutput()
    {
        const auto parsed = answer(eventMessage("Chunk", "\1\2", textHeader("part", "one"))
                                   + eventMessage("Progress", "{\"Done\":5}") + eventMessage("News", "{\"x\":1}"));
        QVERIFY(parsed);
        QVERIFY(!parsed->error);
        QCOMPARE(Json::write(parsed->output),
                 "{\"Kind\":\"k\",\"Events\":[{\"Chunk\":{\"Part\":\"one\",\"Data\":\"AQI=\"}},"
                 "{\"Progress\":{\"Done\":5}},{\"News\":{\"x\":1}}]}");
    }

    void keepsWhatCameBeforeAnError()
    {
        const QByteArray headers = textHeader(":message-type", "exception") + textHeader(":exception-type", "Stopped");
        const auto parsed
            = answer(eventMessage("Progress", "{\"Done\":5}") + message(headers, "{\"message\":\"no more\"}"));
        QVERIFY(parsed && parsed->error);
        QCOMPARE(parsed->error->code, u"StoppedException"_s);
        QCOMPARE(parsed->error->message, u"no more"_s);
        QCOMPARE(parsed->error->requestId, u"r-1"_s);
        QCOMPARE(Json::write(parsed->output["Events"]), "[{\"Progress\":{\"Done\":5}}]");
    }

    void readsErrorsWithoutAShape()
    {
        const auto parsed = answer(message(textHeader(":message-type", "error") + textHeader(":error-code", "Internal")
                                               + textHeader(":error-message", "sorry"),
                                           {}));
        QVERIFY(parsed && parsed->error);
        QCOMPARE(parsed->error->code, u"Internal"_s);
        QCOMPARE(parsed->error->message, u"sorry"_s);
    }

    void saysWhereAStreamBreaksOff()
    {
        const auto parsed = answer(eventMessage("Progress", "{}").chopped(1));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::Incomplete);
        QVERIFY(answer({}));
    }

private:
    static Result<ParsedResponse> answer(const QByteArray &stream)
    {
        QByteArray json
            = "{'metadata':{'protocol':'rest-json'},'operations':{'Read':{'name':'Read','output':{'shape':'Out'}}},"
              "'shapes':{'Out':{'type':'structure','payload':'Events','members':{"
              "'Kind':{'shape':'Text','location':'header','locationName':'x-kind'},'Events':{'shape':'Events'}}},"
              "'Events':{'type':'structure','eventstream':true,'members':{'Chunk':{'shape':'Chunk'},"
              "'Progress':{'shape':'Progress'},'Stopped':{'shape':'StoppedException'}}},"
              "'Chunk':{'type':'structure','members':{'Part':{'shape':'Text','eventheader':true,'locationName':'part'},"
              "'Data':{'shape':'Bytes','eventpayload':true}}},"
              "'Progress':{'type':'structure','members':{'Done':{'shape':'Count'}}},"
              "'StoppedException':{'type':'structure','exception':true,'members':{'message':{'shape':'Text'}}},"
              "'Text':{'type':'string'},'Bytes':{'type':'blob'},'Count':{'type':'integer'}}}";
        const auto model = *ServiceModel::fromValue(u"reader"_s, *Json::read(json.replace('\'', '"')));
        Http::Response response;
        response.status = 200;
        response.headers.add("X-Kind", "k");
        response.headers.add("x-amzn-RequestId", "r-1");
        response.body = stream;
        return parse(*model, *model->operation(u"Read"), response);
    }
};

PLUGBOARD_TEST(tst_EventStream)
#include "tst_eventstream.moc"
