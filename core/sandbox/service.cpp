#include "core/sandbox/service_p.h"

#include <utility>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

QString partitionOf(const QString &region)
{
    static const std::pair<QLatin1StringView, QString> partitions[] {
        {"cn-"_L1, u"aws-cn"_s},         {"us-gov-"_L1, u"aws-us-gov"_s}, {"us-iso-"_L1, u"aws-iso"_s},
        {"us-isob-"_L1, u"aws-iso-b"_s}, {"eu-isoe-"_L1, u"aws-iso-e"_s}, {"us-isof-"_L1, u"aws-iso-f"_s},
        {"eusc-"_L1, u"aws-eusc"_s},
    };
    for (const auto &[prefix, partition] : partitions) {
        if (region.startsWith(prefix))
            return partition;
    }
    return u"aws"_s;
}

QString callerArn(const QString &region)
{
    return u"arn:%1:iam::%2:user/sandbox"_s.arg(partitionOf(region), accountId);
}

} // namespace Plugboard::Sandbox
