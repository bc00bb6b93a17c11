#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/aws/protocols/timestamps_p.h"
#include "core/value/value.h"

#include <QByteArray>

#include <optional>

namespace Plugboard::Aws {

/// A value that is no structure, list or map, checked against its shape; each protocol writes it in its own way.
struct Scalar
{
    enum class Kind {
        Text,
        Integer, ///< Fits 64 bits
        Real,
        SpecialReal, ///< "NaN", "Infinity", "-Infinity"
        Boolean,
        Bytes,
        Moment,
    };

    Kind kind = Kind::Text;
    /// UTF-8 text, digits, "true" or "false", the bytes themselves, or a moment in the format of the wire.
    QByteArray bytes;
    TimestampFormat format = TimestampFormat::Iso8601; ///< Moment
    qint64 milliseconds = 0; ///< Moment: since 1970, UTC

    /// As it stands where only text can: bytes in base64.
    QByteArray text() const { return kind == Kind::Bytes ? bytes.toBase64() : bytes; }
};

/// Takes scalars as a person writes them: "20" for an integer, 20 for a string. Bytes are text or {"base64": …}. A member that is
/// JSON by its model takes any value, and text that already is JSON. nullopt: not of the shape's type.
std::optional<Scalar> readScalar(const Member &use, const Value &value, TimestampFormat defaultFormat);

} // namespace Plugboard::Aws
