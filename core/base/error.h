#pragma once

#include <QList>
#include <QString>

namespace Plugboard {

/// The part of the way of one call in which something failed; the person sees it as a word.
enum class Stage {
    Template,
    Form,
    Inputs,
    Expression,
    Secrets,
    Credentials,
    Call,
    Request,
    Signature,
    Transport,
    Response,
    Output,
    Workspace,
    Settings,
};

/// What callers may branch on. The message is for people, the code is for programs.
enum class ErrorCode {
    Invalid, ///< A value breaks a rule; correct the value
    Syntax, ///< A text cannot be parsed
    Unreadable, ///< A file or device cannot be read
    Unwritable, ///< A file or device cannot be written
    NotFound, ///< The named thing does not exist
    Conflict, ///< It changed meanwhile, or the name is taken
    Denied, ///< Exists, but we may not
    Locked, ///< A keychain that must be unlocked first
    Unavailable, ///< The service behind it does not answer or does not exist
    Unsupported, ///< Known, but not possible here
    Limit, ///< A limit of ours was reached
    Cancelled, ///< The person stopped it
    TimedOut, ///< A deadline of ours passed
    Unreachable, ///< Name not resolved, refused, no route: nothing was sent
    Tls, ///< Certificate or handshake: nothing was sent
    Interrupted, ///< Sent at least in part, no complete answer: it may have happened
    Incomplete, ///< The answer began and broke off
    Service, ///< The service answered with an error of its own
    Internal, ///< A defect of Plugboard
};

/// One failure, told to the person at the screen. Never contains a secret.
struct Error
{
    Stage stage = Stage::Settings;
    ErrorCode code = ErrorCode::Internal;
    QString message; ///< One sentence, lower case start, no full stop: cause, then remedy
    QString where; ///< Field path, "line:column", JSON pointer, file, or URL without query; empty if unknown

    /// "where: message", or the message alone.
    QString text() const;

    friend bool operator==(const Error &, const Error &) = default;
};

/// All findings of a reader or check, in the order of the document.
using Errors = QList<Error>;

/// The word for a stage, as shown and as written in JSON: "template", "inputs" …
QString stageName(Stage stage);

} // namespace Plugboard
