#pragma once

#include "core/feel/limits.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace Plugboard::Feel {

/// Why something is null, failed or cannot be parsed. The first seven are named as Camunda's engine names them.
enum class Kind {
    NoVariableFound,
    NoContextEntryFound,
    NoPropertyFound,
    NotComparable,
    InvalidType,
    NoFunctionFound,
    FunctionInvocationFailure,
    InvalidArguments,
    Unsupported,
    OutOfRange, ///< No value of that size: year 10^10, 1/0, 10 ** 7000
    DuplicateKey,
    /// Works here; Camunda 8's engine returns null or refuses the text.
    BeyondCamunda,
    Syntax,
    Limit,
    Cancelled,
    AssertFailed,
    NoInput, ///< `?` outside of unary tests
};

/// "NO_VARIABLE_FOUND", "SYNTAX" …: stable, for programs.
QString kindName(Kind kind);

/// A stretch of the text in bytes of UTF-8, from 0; `to` is exclusive.
struct Span
{
    qsizetype from = 0;
    qsizetype to = 0;

    friend bool operator==(const Span &, const Span &) = default;
};

/// One finding about an expression, with its place in the text that was given to Expression::parse.
struct Diagnostic
{
    Kind kind = Kind::Syntax;
    QString message; ///< One sentence, cause then remedy; values are cut to Limits::quotedCharacters
    qsizetype from = 0; ///< In bytes of UTF-8, from 0
    qsizetype to = 0; ///< Exclusive
    int fromUtf16 = 0; ///< For QString and the editor
    int toUtf16 = 0;
    int line = 1; ///< From 1
    int column = 1; ///< From 1, in code points

    friend bool operator==(const Diagnostic &, const Diagnostic &) = default;
};

/// Completes a finding with the UTF-16 and line:column places of `span` in `utf8`. Cost: the length of the text.
Diagnostic diagnosticAt(QByteArrayView utf8, Span span, Kind kind, const QString &message);

/// A value as diagnostics show it: FEEL text in one line, cut to `characters` with an ellipsis. Never reads more of a large
/// value than it shows.
QString quoted(const Value &value, int characters = Limits().quotedCharacters);

/// The candidate most like `word` if it is near enough for "did you mean"; else empty. Candidates and word are UTF-8.
QByteArray nearest(const QByteArray &word, const QList<QByteArray> &candidates);

} // namespace Plugboard::Feel
