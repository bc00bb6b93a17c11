#include "tests/conformance/suite.h"

#include "core/aws/protocols/eventstream.h"
#include "core/value/json.h"

#include <QFile>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The one message of a stream that arrives in pieces of that size.
Result<std::optional<Aws::EventMessage>> messageOf(const QByteArray &stream, qsizetype piece)
{
    Aws::EventStreamReader reader;
    Result<std::optional<Aws::EventMessage>> message = std::optional<Aws::EventMessage>();
    for (qsizetype at = 0; at < stream.size() && message && !*message; at += piece) {
        reader.add(QByteArrayView(stream).sliced(at, qMin(piece, stream.size() - at)));
        message = reader.next();
    }
    return message;
}

bool sameHeader(const Aws::EventHeader &header, const Value &expect)
{
    using Type = Aws::EventHeader::Type;
    if (header.name != expect["name"].utf8() || int(header.type) != expect["type"].number().toInt64())
        return false;
    switch (header.type) {
    case Type::True:
    case Type::False:
        return true;
    case Type::Bytes:
    case Type::Text:
    case Type::Uuid:
        return header.bytes.toBase64() == expect["value"].utf8();
    default:
        return Value::number(header.number) == expect["value"];
    }
}

QString messageDifference(const Aws::EventMessage &message, const Value &expect)
{
    if (message.payload.toBase64() != expect["payload"].utf8())
        return u"the payload is "_s + QString::fromUtf8(message.payload.toBase64());
    const Value headers = expect["headers"];
    if (qsizetype(message.headers.size()) != headers.size())
        return u"there are %1 headers"_s.arg(message.headers.size());
    for (qsizetype i = 0; i < headers.size(); ++i) {
        if (!sameHeader(message.headers[std::size_t(i)], headers.at(i)))
            return u"header %1 differs"_s.arg(i + 1);
    }
    return {};
}

QString streamDifference(const QString &path)
{
    const QByteArray stream = bytesOfFile(path);
    for (const qsizetype piece : {stream.size(), qsizetype(1)}) {
        const auto message = messageOf(stream, qMax(piece, qsizetype(1)));
        if (path.contains(u"/negative/")) {
            if (message)
                return u"it is not refused"_s;
            continue;
        }
        if (!message)
            return message.error().text();
        if (!*message)
            return u"the message is not complete"_s;
        const QString expectedPath = QString(path).replace(u"/encoded/"_s, u"/decoded/"_s).chopped(4) + u".json"_s;
        const Result<Value> expect = Json::read(bytesOfFile(expectedPath));
        if (!expect)
            return expect.error().text();
        const QString why = messageDifference(**message, *expect);
        if (!why.isEmpty())
            return why;
    }
    return {};
}

void runStreams(const Options &options, Report &report)
{
    for (const QString &path : filesBelow(options.paths, u".bin"_s)) {
        const QString id = path.section(u'/', -2);
        if (report.skips(id))
            continue;
        const QString why = streamDifference(path);
        if (why.isEmpty())
            report.pass();
        else
            report.fail(id, why);
    }
}

const Registration registration {u"eventstream"_s, u"Messages of event streams (folder)"_s, &runStreams};

} // namespace

} // namespace Plugboard::Conformance
