#include "tests/conformance/suite.h"

#include "core/aws/protocols/cborreader.h"
#include "core/value/json.h"

#include <QFile>

#include <cmath>
#include <cstring>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

using Kind = Aws::CborToken::Kind;

double floatOfBits(std::uint64_t bits, int bytes)
{
    if (bytes == 8) {
        double number = 0;
        std::memcpy(&number, &bits, sizeof(number));
        return number;
    }
    const auto half = std::uint32_t(bits);
    float number = 0;
    std::memcpy(&number, &half, sizeof(number));
    return double(number);
}

double halfOfBits(std::uint64_t bits)
{
    const int exponent = int(bits >> 10 & 0x1F);
    const int fraction = int(bits & 0x3FF);
    const double size = exponent == 31 ? (fraction == 0 ? INFINITY : NAN)
                                       : std::ldexp(exponent == 0 ? fraction : fraction + 1024, qMax(exponent, 1) - 25);
    return (bits & 0x8000) != 0 ? -size : size;
}

bool sameFloat(const Aws::CborToken &token, const Value &expect)
{
    const bool wide = expect.find("float64").has_value();
    const auto bits = expect[wide ? "float64" : "float32"].numberText().toULongLong();
    const double wanted = floatOfBits(bits, wide ? 8 : 4);
    const double actual
        = token.floatBytes == 2 ? halfOfBits(token.argument) : floatOfBits(token.argument, token.floatBytes);
    return wanted == actual || (std::isnan(wanted) && std::isnan(actual));
}

QByteArray bytesOf(const Value &list)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < list.size(); ++i)
        bytes += char(list.at(i).number().toInt64().value_or(0));
    return bytes;
}

bool sameItem(Aws::CborReader &reader, const Value &expect);

bool sameContainer(Aws::CborReader &reader, const Value &expect, bool map)
{
    for (qsizetype i = 0; i < expect.size(); ++i) {
        Value wanted = map ? Value() : expect.at(i);
        if (map) {
            const Result<Aws::CborToken> key = reader.next();
            if (!key || key->kind != Kind::Text || !expect.find(key->bytes))
                return false;
            wanted = expect[key->bytes];
        }
        if (!sameItem(reader, wanted))
            return false;
    }
    const Result<Aws::CborToken> end = reader.next();
    return end && end->kind == Kind::End;
}

bool sameItem(Aws::CborReader &reader, const Value &expect)
{
    const Result<Aws::CborToken> token = reader.next();
    if (!token)
        return false;
    switch (token->kind) {
    case Kind::Unsigned:
        return expect["uint"].numberText() == QByteArray::number(qulonglong(token->argument));
    case Kind::Negative:
        return expect["negint"].isNumber()
            && expect["negint"].number().negated().subtract(Decimal(1))
            == Decimal::fromText(QByteArray::number(qulonglong(token->argument)));
    case Kind::Bytes:
        return expect["bytestring"].isList() && bytesOf(expect["bytestring"]) == token->bytes;
    case Kind::Text:
        return expect["string"].isString() && expect["string"].utf8() == token->bytes;
    case Kind::List:
        return expect["list"].isList() && sameContainer(reader, expect["list"], false);
    case Kind::Map:
        return expect["map"].isContext() && sameContainer(reader, expect["map"], true);
    case Kind::Tag:
        return expect["tag"]["id"].numberText() == QByteArray::number(qulonglong(token->argument))
            && sameItem(reader, expect["tag"]["value"]);
    case Kind::False:
    case Kind::True:
        return expect["bool"] == Value::boolean(token->kind == Kind::True);
    case Kind::Null:
        return expect.find("null").has_value();
    case Kind::Undefined:
        return expect.find("undefined").has_value();
    case Kind::Float:
        return (expect.find("float32") || expect.find("float64")) && sameFloat(*token, expect);
    default:
        return false;
    }
}

QString decodeDifference(const Value &test)
{
    const QByteArray input = QByteArray::fromHex(test["input"].utf8().toByteArray());
    const Result<Value> value = Aws::readCbor(input);
    if (test["error"].isTrue())
        return value ? u"it is accepted"_s : QString();
    if (!value)
        return value.error().text();
    Aws::CborReader reader(input);
    const bool same = sameItem(reader, test["expect"]);
    const Result<Aws::CborToken> end = reader.next();
    return same && end && end->kind == Kind::Finished ? QString() : u"it is read as something else"_s;
}

void runCbor(const Options &options, Report &report)
{
    for (const QString &path : filesBelow(options.paths, u".json"_s)) {
        QFile file(path);
        const Result<Value> cases = Json::read(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
        if (!cases) {
            report.fail(path, cases.error().text());
            continue;
        }
        for (qsizetype i = 0; i < cases->size(); ++i) {
            const Value test = cases->at(i);
            const QString id = test["description"].string();
            if (report.skips(id))
                continue;
            const QString why = decodeDifference(test);
            if (why.isEmpty())
                report.pass();
            else
                report.fail(id, why);
        }
    }
}

const Registration registration {u"cbor"_s, u"CBOR items (json)"_s, &runCbor};

} // namespace

} // namespace Plugboard::Conformance
