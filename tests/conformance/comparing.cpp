#include "tests/conformance/comparing.h"

#include "core/value/json.h"

#include <QCborValue>
#include <QXmlStreamReader>

#include <algorithm>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

bool sameJson(const QByteArray &actual, const QByteArray &expected)
{
    const Result<Value> a = Json::read(actual);
    const Result<Value> b = Json::read(expected);
    return a && b && *a == *b;
}

/// One line for each element, attribute and text; nullopt if it is no XML.
std::optional<QStringList> xmlLines(const QByteArray &text)
{
    QXmlStreamReader reader(text);
    reader.setNamespaceProcessing(false);
    QStringList lines;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            QStringList attributes;
            for (const QXmlStreamAttribute &each : reader.attributes())
                attributes.append(u'@' + each.qualifiedName().toString() + u'=' + each.value().toString());
            attributes.sort();
            lines.append(u'<' + reader.qualifiedName().toString());
            lines += attributes;
        } else if (reader.isEndElement()) {
            lines.append(u">"_s);
        } else if (reader.isCharacters() && !reader.isWhitespace()) {
            lines.append(reader.text().toString());
        }
    }
    return reader.hasError() ? std::nullopt : std::optional(lines);
}

bool sameXml(const QByteArray &actual, const QByteArray &expected)
{
    const auto a = xmlLines(actual);
    return a && a == xmlLines(expected);
}

/// Qt's reader, so that ours does not judge itself. Written again, because a NaN is not equal to itself.
bool sameCbor(const QByteArray &actual, const QByteArray &base64)
{
    QCborParserError a;
    QCborParserError b;
    const QCborValue actualValue = QCborValue::fromCbor(actual, &a);
    const QCborValue expectedValue = QCborValue::fromCbor(QByteArray::fromBase64(base64), &b);
    return a.error == QCborError::NoError && b.error == QCborError::NoError
        && actualValue.toCbor(QCborValue::UseFloat16) == expectedValue.toCbor(QCborValue::UseFloat16);
}

QByteArray unspaced(QByteArray list)
{
    return list.replace(", ", ",");
}

} // namespace

BodyForm bodyFormOf(const QString &protocol)
{
    if (protocol == u"query" || protocol == u"ec2")
        return BodyForm::Pairs;
    if (protocol == u"rest-xml")
        return BodyForm::Xml;
    return protocol == u"smithy-rpc-v2-cbor" ? BodyForm::Cbor : BodyForm::Json;
}

bool sameBody(BodyForm form, const QByteArray &actual, const QByteArray &expected)
{
    if (actual == expected)
        return true;
    if (actual.isEmpty() || expected.isEmpty())
        return false;
    switch (form) {
    case BodyForm::Pairs:
        return sortedPairs(actual) == sortedPairs(expected);
    case BodyForm::Json:
        return sameJson(actual, expected);
    case BodyForm::Xml:
        return sameXml(actual, expected);
    case BodyForm::Cbor:
        return sameCbor(actual, expected);
    case BodyForm::Bytes:
        break;
    }
    return false;
}

QList<QByteArray> sortedPairs(const QByteArray &query)
{
    QList<QByteArray> pairs;
    for (QByteArray pair : query.split('&')) {
        if (!pair.contains('='))
            pair += '=';
        pairs.append(Http::percentDecoded(pair.replace('+', ' ')));
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

QString targetDifference(const Http::Target &actual, const Http::Target &expected)
{
    if (actual.origin() != expected.origin() || actual.path != expected.path
        || sortedPairs(actual.query) != sortedPairs(expected.query))
        return u"URL is "_s + QString::fromUtf8(actual.url());
    return {};
}

QString headerDifference(const Http::Headers &actual, const Value &expected, const QList<QByteArray> &ignored)
{
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QByteArray name = expected.keyAt(i).toByteArray();
        if (ignored.contains(name.toLower()))
            continue;
        const QByteArray value = actual.value(name);
        if (!actual.contains(name) || unspaced(value) != unspaced(expected.valueAt(i).utf8().toByteArray()))
            return u"header %1 is \"%2\""_s.arg(QString::fromUtf8(name), QString::fromUtf8(value));
    }
    return {};
}

} // namespace Plugboard::Conformance
