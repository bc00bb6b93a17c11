#pragma once

#include "core/aws/protocols/protocol.h"

namespace Plugboard::Aws {

/// Does a success of a status hold an error all the same? S3 answers 200 with `<Error>`.
bool isErrorDocument(const QByteArray &body);

/// The error of an answer in any form that services and proxies send: query, ec2 and S3 XML, JSON, HTML, text, nothing.
ParsedResponse readError(const Http::Response &response);

/// From the headers in which services name it; empty if none does.
QString requestIdOf(const Http::Headers &headers);

} // namespace Plugboard::Aws
