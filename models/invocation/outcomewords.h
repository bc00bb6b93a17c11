#pragma once

#include "core/invocation/run.h"

#include <QCoreApplication>

namespace Plugboard::Models {

/// How a run is told to a person: one word, what happened, what to do.
struct OutcomeWords
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeWords)

public:
    enum class Mood { Good, Bad, Unsure }; ///< Colour and icon; the word says it, too

    QString word; ///< "Success", "Refused"
    QString what; ///< One sentence; empty for a success
    QString remedy; ///< One sentence; empty if `what` says it all
    Mood mood = Mood::Good;

    static OutcomeWords of(const Invocation::Run &run);
    /// "200 · 41 ms · 312 B · 1 attempt"
    static QString facts(const Invocation::Run &run);
};

} // namespace Plugboard::Models
