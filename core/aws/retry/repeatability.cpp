#include "core/aws/retry/repeatability.h"

#include <algorithm>
#include <array>

namespace Plugboard::Aws {

namespace {

constexpr std::array<QStringView, 10> readingVerbs {u"Get",    u"List",     u"Describe",      u"Head",  u"Search",
                                                    u"Lookup", u"BatchGet", u"BatchDescribe", u"Query", u"Scan"};

/// Named like a read, but hands out what no one else gets then (AWS Step Functions API Reference, "GetActivityTask").
constexpr QStringView handsOutWork = u"GetActivityTask";

bool beginsWithWord(QStringView name, QStringView word)
{
    return name.startsWith(word) && (name.size() == word.size() || !name[word.size()].isLower());
}

/// Serializing fills an empty token in, so a model that has one is enough; the person may have typed one as well.
bool hasIdempotencyToken(const Operation &operation)
{
    return operation.input != nullptr
        && std::any_of(operation.input->members.begin(), operation.input->members.end(),
                       [](const Member &member) { return member.idempotencyToken; });
}

} // namespace

bool onlyReads(const Operation &operation)
{
    return operation.name != handsOutWork
        && std::any_of(readingVerbs.begin(), readingVerbs.end(),
                       [&](QStringView verb) { return beginsWithWord(operation.name, verb); });
}

bool isSafeToRepeat(const Operation &operation)
{
    static constexpr std::array<QStringView, 4> repeatableMethods {u"GET", u"HEAD", u"PUT", u"DELETE"};
    return std::find(repeatableMethods.begin(), repeatableMethods.end(), operation.method) != repeatableMethods.end()
        || operation.idempotent || hasIdempotencyToken(operation) || onlyReads(operation);
}

} // namespace Plugboard::Aws
