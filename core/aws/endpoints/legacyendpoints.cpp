#include "core/aws/endpoints/legacyendpoints_p.h"

#include <QRegularExpression>

namespace Plugboard::Aws {

namespace {

bool hasTags(const Value &variant, bool fips, bool dualStack)
{
    bool foundFips = false;
    bool foundDualStack = false;
    const Value tags = variant["tags"];
    for (qsizetype i = 0; i < tags.size(); ++i) {
        foundFips = foundFips || tags.at(i).utf8() == "fips";
        foundDualStack = foundDualStack || tags.at(i).utf8() == "dualstack";
    }
    return foundFips == fips && foundDualStack == dualStack;
}

/// The part of an entry that counts for a variant; null if it has none.
Value variantOf(const Value &entry, EndpointVariant variant)
{
    if (variant == EndpointVariant::Plain)
        return entry;
    const bool fips = variant == EndpointVariant::Fips || variant == EndpointVariant::FipsDualStack;
    const bool dualStack = variant == EndpointVariant::DualStack || variant == EndpointVariant::FipsDualStack;
    const Value variants = entry["variants"];
    for (qsizetype i = 0; i < variants.size(); ++i)
        if (hasTags(variants.at(i), fips, dualStack))
            return variants.at(i);
    return {};
}

Value partitionFor(const Value &endpointsJson, QByteArrayView region)
{
    const Value partitions = endpointsJson["partitions"];
    for (qsizetype i = 0; i < partitions.size(); ++i)
        if (partitions.at(i)["regions"].find(region))
            return partitions.at(i);
    for (qsizetype i = 0; i < partitions.size(); ++i) {
        const QRegularExpression pattern(partitions.at(i)["regionRegex"].string());
        if (pattern.isValid() && pattern.match(QString::fromUtf8(region)).hasMatch())
            return partitions.at(i);
    }
    return {};
}

/// The service's entry for a region; of a service that has one place for a whole partition, that one.
Value entryFor(const Value &service, QByteArrayView region)
{
    const Value endpoints = service["endpoints"];
    if (std::optional<Value> own = endpoints.find(region))
        return *std::move(own);
    const Value regionalized = service["isRegionalized"];
    const bool global = regionalized.isBoolean() && !regionalized.boolean();
    return global ? endpoints[service["partitionEndpoint"].utf8()] : Value();
}

} // namespace

LegacyEndpoint legacyEndpoint(const Value &endpointsJson, QByteArrayView endpointPrefix, QByteArrayView region,
                              EndpointVariant variant)
{
    const Value partition = partitionFor(endpointsJson, region);
    const Value service = partition["services"][endpointPrefix];
    const Value entry = entryFor(service, region);
    // The first that says something counts.
    QByteArray host;
    QByteArray suffix;
    for (const Value &layer : {entry, service["defaults"], partition["defaults"]}) {
        const Value part = variantOf(layer, variant);
        if (host.isEmpty())
            host = part["hostname"].utf8().toByteArray();
        if (suffix.isEmpty())
            suffix = part["dnsSuffix"].utf8().toByteArray();
    }
    if (suffix.isEmpty())
        suffix = partition["dnsSuffix"].utf8().toByteArray();
    host.replace("{service}", endpointPrefix).replace("{region}", region).replace("{dnsSuffix}", suffix);
    const Value scope = entry["credentialScope"];
    const Value usualScope = service["defaults"]["credentialScope"];
    const auto scoped
        = [&](const char *key) { return (scope[key].isString() ? scope[key] : usualScope[key]).utf8().toByteArray(); };
    return {host, scoped("service"), scoped("region")};
}

} // namespace Plugboard::Aws
