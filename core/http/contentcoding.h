#pragma once

#include "core/base/result.h"
#include "core/http/message.h"

namespace Plugboard::Http {

/// How far a compressed body may grow.
struct DecodingLimits
{
    qsizetype bytes = qsizetype(256) << 20; ///< Of the decoded body
    /// Honest JSON shrinks to a sixtieth at best; a body that grows further than this beyond `ratioFrom` is a bomb.
    qsizetype ratio = 100;
    qsizetype ratioFrom = qsizetype(64) << 20;
};

/// Undoes one or more content codings (RFC 9110, section 8.4), the last applied first: gzip, x-gzip, deflate (with zlib's
/// header, or without it as some servers send it), identity. Another coding leaves the body as it came.
///
/// Errors (Stage::Transport): Incomplete if the compressed stream ends early or is damaged, Limit beyond the limits.
Result<QByteArray> decoded(QByteArray body, const QByteArray &contentEncoding, const DecodingLimits &limits = {});

} // namespace Plugboard::Http
