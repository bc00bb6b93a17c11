#pragma once

#include "core/invocation/run.h"

#include <QCoreApplication>

namespace Plugboard::Models {

/// How a run is told to a person: one word, what happened, what to do.
struct OutcomeWords
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeWords)

public:
    enum class Mood { Good, Bad, Unsure }; ///< Colour; icon and word say it, too

    QString word; ///< "Success", "Refused"
    QString icon; ///< Name of a picture: "outcome-good", "outcome-bad", "outcome-unsure"
    QString what; ///< One sentence; empty for a success
    QString remedy; ///< One sentence or two; empty if `what` says it all
    QString field; ///< Path of the field that is to be mended; empty: none
    Mood mood = Mood::Good;

    static OutcomeWords of(const Invocation::Run &run);
    /// "200 · 41 ms · 312 B · 1 attempt"
    static QString facts(const Invocation::Run &run);
    /// What somebody who helps would ask for, line by line: code, status, request id, address, credentials.
    static QList<std::pair<QString, QString>> details(const Invocation::Run &run);
};

} // namespace Plugboard::Models
