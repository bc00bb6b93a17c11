#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/feel/limits.h"
#include "core/value/temporal.h"
#include "core/value/value.h"

#include <QByteArray>

#include <stop_token>

namespace Plugboard::Feel {

/// Which language rules count where the two differ (knowledge: DMN 1.5 TCK against feel-scala).
enum class Dialect {
    Camunda, ///< Superset; where both define a value, Camunda's
    Dmn, ///< The standard's
};

/// Makes a document from a value for `createDocument`; implemented above core/feel. Thread-safe.
class DocumentMaker
{
public:
    virtual ~DocumentMaker() = default;
    /// `content`: base64 text, or a context with content or data, name or fileName, contentType. Result: a document reference.
    virtual Result<Value> make(const Value &content) = 0;
};

/// What an evaluation gets from outside. Lives for one call of evaluate(); the referred objects must be thread-safe.
struct Environment
{
    const Clock &clock;
    Random &random;
    const ZoneRules &zones;
    QByteArray zone; ///< Of now() and today(); empty: zones.systemZone()
    Limits limits;
    std::stop_token stop; ///< Asked on loop back-edges; evaluation ends within 50 ms with Kind::Cancelled
    DocumentMaker *documents = nullptr; ///< Null: createDocument says that documents cannot be made here
};

/// The machine's clock, chance and zones; for callers with no wishes.
const Environment &systemEnvironment();

} // namespace Plugboard::Feel
