#include "core/aws/protocols/answerrules_p.h"

#include "core/http/message.h"

#include <algorithm>
#include <iterator>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// Names of keys and of parts of keys, wherever they stand in a listing.
bool holdsKey(QByteArrayView member)
{
    static constexpr QByteArrayView members[] {"Key",        "Prefix",    "Delimiter",     "Marker",
                                               "NextMarker", "KeyMarker", "NextKeyMarker", "StartAfter"};
    return std::find(std::begin(members), std::end(members), member) != std::end(members);
}

/// "a+b%2Fc": a form's encoding, in which "+" is a blank.
Value decodedKey(const Value &key)
{
    const QByteArray text = key.utf8().toByteArray().replace('+', ' ');
    return Value::string(QString::fromUtf8(Http::percentDecoded(text)));
}

Value withDecodedKeys(const Value &value)
{
    if (value.isList()) {
        Value::Items items;
        for (qsizetype i = 0; i < value.size(); ++i)
            items.push_back(withDecodedKeys(value.at(i)));
        return Value::list(std::move(items));
    }
    if (!value.isContext())
        return value;
    ContextBuilder context;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const Value entry = value.valueAt(i);
        const bool key = entry.isString() && holdsKey(value.keyAt(i));
        context.set(value.keyAt(i).toByteArray(), key ? decodedKey(entry) : withDecodedKeys(entry));
    }
    return context.build();
}

} // namespace

Value outputByServiceRules(const ServiceModel &model, Value output)
{
    // Listings say so when their keys are encoded (S3 API Reference, "ListObjectsV2", EncodingType).
    if (model.metadata().serviceId == u"S3" && output["EncodingType"].utf8() == "url")
        return withDecodedKeys(output);
    return output;
}

} // namespace Plugboard::Aws
