#include "core/aws/endpoints/partitions_p.h"

#include <algorithm>
#include <array>

namespace Plugboard::Aws {

namespace {

struct PartitionRow
{
    QStringView regionPrefix;
    Partition partition;
};

// Source: AWS's partitions.json; longer prefixes first where one begins another.
constexpr std::array partitions {
    PartitionRow {u"cn-", {u"aws-cn", "amazonaws.com.cn"}},
    PartitionRow {u"us-gov-", {u"aws-us-gov", "amazonaws.com"}},
    PartitionRow {u"us-isob-", {u"aws-iso-b", "sc2s.sgov.gov"}},
    PartitionRow {u"us-isof-", {u"aws-iso-f", "csp.hci.ic.gov"}},
    PartitionRow {u"us-iso-", {u"aws-iso", "c2s.ic.gov"}},
    PartitionRow {u"eu-isoe-", {u"aws-iso-e", "cloud.adc-e.uk"}},
    PartitionRow {u"eusc-de-", {u"aws-eusc", "amazonaws.eu"}},
};

constexpr Partition commercial {u"aws", "amazonaws.com"};

// Source: AWS's endpoints.json, "partitionEndpoint".
constexpr std::array globalServices {
    GlobalService {u"aws", u"iam", "iam.amazonaws.com", "us-east-1"},
    GlobalService {u"aws", u"cloudfront", "cloudfront.amazonaws.com", "us-east-1"},
    GlobalService {u"aws", u"route53", "route53.amazonaws.com", "us-east-1"},
    GlobalService {u"aws", u"organizations", "organizations.us-east-1.amazonaws.com", "us-east-1"},
    GlobalService {u"aws-cn", u"iam", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"},
    GlobalService {u"aws-cn", u"cloudfront", "cloudfront.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"},
    GlobalService {u"aws-cn", u"route53", "route53.amazonaws.com.cn", "cn-northwest-1"},
    GlobalService {u"aws-cn", u"organizations", "organizations.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"},
    GlobalService {u"aws-us-gov", u"iam", "iam.us-gov.amazonaws.com", "us-gov-west-1"},
    GlobalService {u"aws-us-gov", u"route53", "route53.us-gov.amazonaws.com", "us-gov-west-1"},
    GlobalService {u"aws-us-gov", u"organizations", "organizations.us-gov-west-1.amazonaws.com", "us-gov-west-1"},
    GlobalService {u"aws-iso", u"iam", "iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"},
    GlobalService {u"aws-iso", u"route53", "route53.c2s.ic.gov", "us-iso-east-1"},
    GlobalService {u"aws-iso-b", u"iam", "iam.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"},
    GlobalService {u"aws-iso-b", u"route53", "route53.sc2s.sgov.gov", "us-isob-east-1"},
    GlobalService {u"aws-iso-f", u"iam", "iam.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1"},
    GlobalService {u"aws-iso-f", u"route53", "route53.csp.hci.ic.gov", "us-isof-south-1"},
};

} // namespace

const Partition &partitionOf(QStringView region)
{
    const auto found = std::find_if(partitions.begin(), partitions.end(),
                                    [&](const PartitionRow &row) { return region.startsWith(row.regionPrefix); });
    return found == partitions.end() ? commercial : found->partition;
}

const GlobalService *globalService(const Partition &partition, QStringView endpointPrefix)
{
    const auto found = std::find_if(globalServices.begin(), globalServices.end(), [&](const GlobalService &row) {
        return row.partition == partition.id && row.endpointPrefix == endpointPrefix;
    });
    return found == globalServices.end() ? nullptr : &*found;
}

} // namespace Plugboard::Aws
