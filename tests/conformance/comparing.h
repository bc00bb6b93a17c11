#pragma once

#include "core/http/message.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace Plugboard::Conformance {

/// How a body is compared (data/aws/SOURCE.md).
enum class BodyForm { Pairs, Json, Xml, Cbor, Bytes };

/// Of a service's protocol: "query", "rest-json" …
BodyForm bodyFormOf(const QString &protocol);

/// Are the two the same but for what the form leaves free: the order of pairs and keys, blanks between elements?
bool sameBody(BodyForm form, const QByteArray &actual, const QByteArray &expected);

/// "a=b&c" as sorted, decoded pairs.
QList<QByteArray> sortedPairs(const QByteArray &query);

/// Why the request line is not the expected one; empty if it is. Queries compare as sets of pairs.
QString targetDifference(const Http::Target &actual, const Http::Target &expected);

/// Says what of `expected` is not among the request's headers; empty if all is. Lists in a value may be joined by "," or ", ".
QString headerDifference(const Http::Headers &actual, const Value &expected, const QList<QByteArray> &ignored);

} // namespace Plugboard::Conformance
