#pragma once

#include "core/aws/protocols/protocol.h"
#include "core/value/json.h"

#include <QTest>

namespace Plugboard::Aws {

/// Its tokens are 00000000-0000-4000-8000-000000000000.
class ZeroRandom final : public Random
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, '\0'); }
};

/// JSON and XML are written with ' for ", because moc does not read raw strings.
inline QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A model of one operation "Send" in a protocol; `operation` and `shapes` are JSON, the input's shape is "Input".
inline ServiceModelPtr modelSpeaking(const QByteArray &protocol, const QByteArray &operation, const QByteArray &shapes,
                                     const QByteArray &moreMetadata = {})
{
    const QByteArray metadata = "'protocol':'" + protocol
        + "','serviceId':'Desk','apiVersion':'2020-01-02','targetPrefix':'Desk_2020','jsonVersion':'1.1'"
        + moreMetadata;
    const QByteArray text
        = "{'metadata':{" + metadata + "},'operations':{'Send':{" + operation + "}},'shapes':" + shapes + '}';
    const auto root = Json::read(quoted(text));
    if (!root)
        qFatal("%s", qPrintable(root.error().text()));
    const auto model = ServiceModel::fromValue(QStringLiteral("desk"), *root);
    if (!model)
        qFatal("%s", qPrintable(model.error().text()));
    return *model;
}

inline Result<Http::Request> requestOf(const ServiceModelPtr &model, const QByteArray &input,
                                       QStringView url = u"https://desk.example.com")
{
    ZeroRandom random;
    const auto value = Json::read(quoted(input));
    if (!value)
        return value.error();
    return serialize(*model, *model->operation(u"Send"), *value, Http::Target::fromUrl(url).value_or(Http::Target()),
                     random);
}

} // namespace Plugboard::Aws
