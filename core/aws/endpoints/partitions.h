#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArrayView>
#include <QHash>
#include <QRegularExpression>

#include <vector>

namespace Plugboard::Aws {

/// The worlds of their own within AWS ("aws", "aws-cn" …): which region is of which, and what its hosts end in.
///
/// Source: Smithy, "aws.partition". A region is found by its name, else by a partition's pattern; one that none knows is taken
/// for one of "aws", which opens new ones every year. Immutable.
class Partitions final
{
public:
    /// Those that were known when Plugboard was written.
    static Partitions builtIn();
    /// From a partitions.json; partitions that it does not know yet are added from the built-in ones. Errors: Stage::Call, Invalid.
    static Result<Partitions> fromValue(const Value &root);

    /// Context of name, dnsSuffix, dualStackDnsSuffix, implicitGlobalRegion, supportsFIPS, supportsDualStack.
    Value of(QByteArrayView region) const;

private:
    struct Partition
    {
        QByteArray id;
        QRegularExpression pattern;
        Value outputs;
        QHash<QByteArray, Value> outputsOfRegions;
    };

    bool knows(QByteArrayView id) const;

    std::vector<Partition> m_partitions;
};

} // namespace Plugboard::Aws
