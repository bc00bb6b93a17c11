#include "core/aws/endpoints/partitions.h"

#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

struct PartitionRow
{
    const char *id;
    const char *pattern;
    const char *dnsSuffix;
    const char *dualStackDnsSuffix;
    const char *implicitGlobalRegion;
};

// Source: AWS's partitions.json of 2026.
constexpr PartitionRow partitionRows[] {
    {"aws", "^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$", "amazonaws.com", "api.aws", "us-east-1"},
    {"aws-cn", "^cn\\-\\w+\\-\\d+$", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"},
    {"aws-eusc", "^eusc\\-(de)\\-\\w+\\-\\d+$", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"},
    {"aws-iso", "^us\\-iso\\-\\w+\\-\\d+$", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"},
    {"aws-iso-b", "^us\\-isob\\-\\w+\\-\\d+$", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"},
    {"aws-iso-e", "^eu\\-isoe\\-\\w+\\-\\d+$", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"},
    {"aws-iso-f", "^us\\-isof\\-\\w+\\-\\d+$", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"},
    {"aws-us-gov", "^us\\-gov\\-\\w+\\-\\d+$", "amazonaws.com", "api.aws", "us-gov-west-1"},
};

Value outputsOf(const PartitionRow &row)
{
    return ContextBuilder()
        .set("name", Value::utf8(row.id))
        .set("dnsSuffix", Value::utf8(row.dnsSuffix))
        .set("dualStackDnsSuffix", Value::utf8(row.dualStackDnsSuffix))
        .set("implicitGlobalRegion", Value::utf8(row.implicitGlobalRegion))
        .set("supportsFIPS", Value::boolean(true))
        .set("supportsDualStack", Value::boolean(true))
        .build();
}

Value overlaid(Value base, const Value &changes)
{
    for (qsizetype i = 0; i < changes.size(); ++i)
        base = base.with(changes.keyAt(i), changes.valueAt(i));
    return base;
}

} // namespace

bool Partitions::knows(QByteArrayView id) const
{
    return std::any_of(m_partitions.begin(), m_partitions.end(), [&](const Partition &each) { return each.id == id; });
}

Partitions Partitions::builtIn()
{
    static const Partitions all = *fromValue(ContextBuilder().set("partitions", Value::list(Value::Items {})).build());
    return all;
}

Result<Partitions> Partitions::fromValue(const Value &root)
{
    const Value list = root["partitions"];
    if (!list.isList())
        return Error {
            Stage::Call, ErrorCode::Invalid, u"this is no partitions.json: it has no list \"partitions\""_s, {}};
    Partitions all;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Value json = list.at(i);
        const Value name = json["id"];
        Partition partition {name.utf8().toByteArray(),
                             QRegularExpression(json["regionRegex"].string()),
                             json["outputs"].with("name", name),
                             {}};
        if (!name.isString() || !partition.pattern.isValid()) {
            return Error {Stage::Call, ErrorCode::Invalid,
                          u"a partition needs an id and a valid regionRegex; install the models again"_s,
                          u"/partitions/%1"_s.arg(i)};
        }
        const Value regions = json["regions"];
        for (qsizetype r = 0; r < regions.size(); ++r)
            partition.outputsOfRegions.insert(regions.keyAt(r).toByteArray(),
                                              overlaid(partition.outputs, regions.valueAt(r)["outputs"]));
        all.m_partitions.push_back(std::move(partition));
    }
    for (const PartitionRow &row : partitionRows) {
        if (all.knows(row.id))
            continue;
        const Value outputs = outputsOf(row);
        all.m_partitions.push_back({row.id,
                                    QRegularExpression(QLatin1StringView(row.pattern)),
                                    outputs,
                                    {{QByteArray(row.id) + "-global", outputs}}});
    }
    return all;
}

Value Partitions::of(QByteArrayView region) const
{
    const QByteArray name = region.toByteArray();
    for (const Partition &partition : m_partitions)
        if (const auto found = partition.outputsOfRegions.constFind(name);
            found != partition.outputsOfRegions.constEnd())
            return *found;
    for (const Partition &partition : m_partitions)
        if (partition.pattern.match(QString::fromUtf8(name)).hasMatch())
            return partition.outputs;
    const auto commercial = std::find_if(m_partitions.begin(), m_partitions.end(),
                                         [](const Partition &each) { return each.id == "aws"; });
    return commercial->outputs;
}

} // namespace Plugboard::Aws
