#include "core/aws/protocols/wireprotocol_p.h"

#include <algorithm>
#include <iterator>

namespace Plugboard::Aws {

namespace {

struct ProtocolName
{
    QStringView name;
    WireProtocol protocol;
};

constexpr ProtocolName protocolNames[] {
    {u"query", WireProtocol::Query},      {u"ec2", WireProtocol::Ec2},
    {u"json", WireProtocol::Json},        {u"rest-json", WireProtocol::RestJson},
    {u"rest-xml", WireProtocol::RestXml}, {u"smithy-rpc-v2-cbor", WireProtocol::Cbor},
};

} // namespace

std::optional<WireProtocol> wireProtocolOf(const ServiceModel &model)
{
    for (const QString &name : model.metadata().protocols) {
        const auto *const found = std::find_if(std::begin(protocolNames), std::end(protocolNames),
                                               [&name](const ProtocolName &each) { return each.name == name; });
        if (found != std::end(protocolNames))
            return found->protocol;
    }
    return {};
}

} // namespace Plugboard::Aws
