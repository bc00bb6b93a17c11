#pragma once

#include <QByteArrayView>
#include <QStringView>

namespace Plugboard::Aws {

/// A world of its own within AWS: own accounts, own names.
struct Partition
{
    QStringView id; ///< "aws-cn", as in ARNs
    QByteArrayView suffix; ///< Of hosts: "amazonaws.com.cn"
};

/// By the region's prefix; a region that none knows is taken for one of "aws", which opens new ones every year.
const Partition &partitionOf(QStringView region);

/// A service that has one host and one signing region for a whole partition.
struct GlobalService
{
    QStringView partition;
    QStringView endpointPrefix;
    QByteArrayView host;
    QByteArrayView signingRegion;
};

/// Null for the others.
const GlobalService *globalService(const Partition &partition, QStringView endpointPrefix);

} // namespace Plugboard::Aws
