#include "core/invocation/run.h"

namespace Plugboard::Invocation {

using namespace Qt::StringLiterals;

namespace {

struct OutcomeFacts
{
    Outcome outcome;
    QStringView name;
    int exitCode;
};

constexpr OutcomeFacts outcomes[] {
    {Outcome::Success, u"success", 0},         {Outcome::Error, u"error", 1},
    {Outcome::BpmnError, u"bpmnError", 1},     {Outcome::JobError, u"jobError", 1},
    {Outcome::Ignored, u"ignored", 0},         {Outcome::Invalid, u"invalid", 3},
    {Outcome::Credentials, u"credentials", 4}, {Outcome::Transport, u"transport", 5},
    {Outcome::Cancelled, u"cancelled", 130},   {Outcome::Unknown, u"unknown", 6},
};

const OutcomeFacts &facts(Outcome outcome)
{
    for (const OutcomeFacts &row : outcomes)
        if (row.outcome == outcome)
            return row;
    return outcomes[0];
}

} // namespace

QString outcomeName(Outcome outcome)
{
    return facts(outcome).name.toString();
}

int exitCode(Outcome outcome)
{
    return facts(outcome).exitCode;
}

} // namespace Plugboard::Invocation
