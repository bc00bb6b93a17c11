#include "models/invocation/outcomewords.h"

#include <QLocale>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;
using Invocation::Outcome;

namespace {

QString sentence(const QString &message)
{
    if (message.isEmpty())
        return {};
    QString text = message.at(0).toUpper() + message.sliced(1);
    return text.endsWith(u'.') || text.endsWith(u'?') ? text : text + u'.';
}

QString withCode(const Invocation::Failure &failure)
{
    const QString where = failure.where.isEmpty() ? QString() : failure.where + u": "_s;
    return failure.code.isEmpty() ? sentence(where.isEmpty() ? failure.message : where + failure.message)
                                  : failure.code + u": "_s + sentence(failure.message);
}

} // namespace

OutcomeWords OutcomeWords::of(const Invocation::Run &run)
{
    OutcomeWords words;
    if (run.failure)
        words.what = withCode(*run.failure);
    words.mood = Mood::Bad;
    switch (run.outcome) {
    case Outcome::Success:
        words.mood = Mood::Good;
        words.word = run.attempts == 0 ? tr("Not sent") : tr("Success");
        words.what.clear();
        break;
    case Outcome::Ignored:
        words.mood = Mood::Good;
        words.word = tr("Ignored");
        words.remedy = tr("The error expression says that this failure does not count.");
        break;
    case Outcome::Error:
        words.word = tr("Refused");
        break;
    case Outcome::BpmnError:
        words.word = tr("BPMN error");
        break;
    case Outcome::JobError:
        words.word = tr("Job error");
        break;
    case Outcome::Invalid:
        words.word = tr("Not sent");
        if (run.failure && !run.failure->findings.isEmpty())
            words.what = run.failure->findings.size() == 1
                ? tr("One field needs your attention; nothing was sent.")
                : tr("%1 fields need your attention; nothing was sent.").arg(run.failure->findings.size());
        break;
    case Outcome::Credentials:
        words.word = tr("No credentials");
        words.remedy = tr("Nothing was sent.");
        break;
    case Outcome::Transport:
        words.word = tr("Not delivered");
        break;
    case Outcome::Cancelled:
        words.mood = Mood::Unsure;
        words.word = tr("Cancelled");
        words.what = tr("Nothing was sent.");
        break;
    case Outcome::Unknown:
        words.mood = Mood::Unsure;
        words.word = tr("Unknown");
        words.remedy = tr("Sent, but no answer came: it may have happened. Look at the service before you send again.");
        break;
    }
    return words;
}

QString OutcomeWords::facts(const Invocation::Run &run)
{
    if (run.attempts == 0)
        return {};
    QStringList parts;
    if (run.status != 0)
        parts.append(QString::number(run.status));
    const double milliseconds = double(run.total.count()) / 1000;
    parts.append(tr("%1 ms").arg(QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0)));
    if (run.received)
        parts.append(QLocale().formattedDataSize(run.received->body.size()));
    parts.append(run.attempts == 1 ? tr("1 attempt") : tr("%1 attempts").arg(run.attempts));
    return parts.join(u" · "_s);
}

} // namespace Plugboard::Models
