#pragma once

#include "core/base/error.h"
#include "core/http/message.h"

#include <QList>
#include <QNetworkReply>
#include <QSslError>

namespace Plugboard::Http {

/// Why an exchange of ours ended before the manager said so.
enum class Ending {
    None,
    Cancelled,
    ConnectDeadline,
    StallDeadline,
    TotalDeadline,
    HeaderLimit,
    HeadersLost,
    BodyLimit
};

/// All that is known of an exchange that brought no whole answer, for finding the words.
struct Failure
{
    Target target;
    Deadlines deadlines;
    Limits limits;
    Ending ending = Ending::None;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString detail; ///< The manager's text: never shown (it holds the whole URL), only looked into
    QList<QSslError> tlsErrors;
    bool trusted = false; ///< A TLS connection was set up
    bool maySent = false; ///< A byte of the request may have left
    int status = 0; ///< 0: no status line came
    qint64 bodySize = 0; ///< Of the request
    qint64 bodyGiven = 0; ///< … handed over so far
    qint64 received = 0; ///< Body bytes of the answer
    qint64 expected = -1; ///< Its Content-Length, or -1
};

/// The failure in one sentence with cause and remedy, under the code that Transport documents. Uses neither the manager's own
/// texts nor the query: both may hold secrets.
Error explained(const Failure &failure);

} // namespace Plugboard::Http
