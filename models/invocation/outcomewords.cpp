#include "models/invocation/outcomewords.h"

#include <QHash>
#include <QLocale>
#include <QUrl>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;
using Invocation::Outcome;
using Invocation::Run;
using Mood = OutcomeWords::Mood;

namespace {

/// A service may answer with a whole page; the panel below shows it.
constexpr qsizetype mostMessageCharacters = 600;

QString closed(const QString &text)
{
    if (text.size() > mostMessageCharacters)
        return text.first(mostMessageCharacters) + u'…';
    return text.isEmpty() || text.endsWith(u'.') || text.endsWith(u'?') || text.endsWith(u'!') ? text : text + u'.';
}

QString sentence(const QString &message)
{
    return message.isEmpty() ? QString() : closed(message.at(0).toUpper() + message.sliced(1));
}

/// The code or the place first, spelled as it is.
QString reason(const Invocation::Failure &failure)
{
    const QString first = failure.code.isEmpty() ? failure.where : failure.code;
    if (first.isEmpty())
        return sentence(failure.message);
    if (failure.message.isEmpty())
        return closed(first);
    return first + u": "_s + (failure.code.isEmpty() ? closed(failure.message) : sentence(failure.message));
}

/// What helps against the refusals that AWS services share, by their codes.
/// Source: "Common errors" in the API reference of every service.
QString remedyForCode(const QString &code)
{
    static const char *const wrongKey
        = QT_TRANSLATE_NOOP("OutcomeWords", "Check the access key, or choose another environment.");
    static const char *const wrongSecret = QT_TRANSLATE_NOOP(
        "OutcomeWords",
        "Store the secret key again: it does not belong to this access key, or a character is missing.");
    static const char *const expired = QT_TRANSLATE_NOOP("OutcomeWords", "The session is over. Sign in again.");
    static const char *const denied = QT_TRANSLATE_NOOP(
        "OutcomeWords", "Let somebody who may add the permission that the message names, or use another identity.");
    static const char *const clock
        = QT_TRANSLATE_NOOP("OutcomeWords", "Set this computer's clock; it must be right within minutes.");
    static const char *const slower = QT_TRANSLATE_NOOP("OutcomeWords", "Wait a moment, then send again.");
    static const char *const missing
        = QT_TRANSLATE_NOOP("OutcomeWords", "Check the name, the region and the account that you call with.");
    static const char *const input = QT_TRANSLATE_NOOP("OutcomeWords", "Correct the value that the message names.");
    static const QHash<QString, const char *> remedies {
        {u"InvalidClientTokenId"_s, wrongKey},
        {u"UnrecognizedClientException"_s, wrongKey},
        {u"InvalidAccessKeyId"_s, wrongKey},
        {u"MissingAuthenticationToken"_s, wrongKey},
        {u"SignatureDoesNotMatch"_s, wrongSecret},
        {u"InvalidSignatureException"_s, wrongSecret},
        {u"IncompleteSignature"_s, wrongSecret},
        {u"ExpiredToken"_s, expired},
        {u"ExpiredTokenException"_s, expired},
        {u"AccessDenied"_s, denied},
        {u"AccessDeniedException"_s, denied},
        {u"AuthorizationError"_s, denied},
        {u"NotAuthorized"_s, denied},
        {u"UnauthorizedOperation"_s, denied},
        {u"RequestExpired"_s, clock},
        {u"RequestTimeTooSkewed"_s, clock},
        {u"Throttling"_s, slower},
        {u"ThrottlingException"_s, slower},
        {u"Throttled"_s, slower},
        {u"TooManyRequestsException"_s, slower},
        {u"SlowDown"_s, slower},
        {u"NotFound"_s, missing},
        {u"ResourceNotFoundException"_s, missing},
        {u"InvalidParameter"_s, input},
        {u"InvalidParameterValue"_s, input},
        {u"ValidationError"_s, input},
        {u"ValidationException"_s, input},
    };
    const char *remedy = remedies.value(code);
    return remedy ? OutcomeWords::tr(remedy) : QString();
}

QString remedyForStatus(int status)
{
    if (status >= 500)
        return OutcomeWords::tr("The service has a problem of its own. Send again later.");
    if (status == 429)
        return OutcomeWords::tr("Wait a moment, then send again.");
    if (status == 401 || status == 403)
        return OutcomeWords::tr("Check the credentials and what they may do.");
    if (status == 404)
        return OutcomeWords::tr("Check the name, the region and the endpoint.");
    if (status >= 300 && status < 400)
        return OutcomeWords::tr("The address sends elsewhere. Check the endpoint.");
    return {};
}

OutcomeWords refused(const Run &run)
{
    OutcomeWords words;
    words.word = OutcomeWords::tr("Refused");
    if (!run.failure)
        return words;
    words.what = reason(*run.failure);
    words.remedy = remedyForCode(run.failure->code);
    if (words.remedy.isEmpty())
        words.remedy = remedyForStatus(run.status);
    return words;
}

/// The service has done it; only what comes afterwards went wrong.
bool isDoneThere(const Run &run)
{
    return run.outcome == Outcome::Error && run.status >= 200 && run.status < 300 && run.failure
        && run.failure->status == 0;
}

OutcomeWords notMapped(const Run &run)
{
    OutcomeWords words;
    const bool byExpression = run.failure->where.contains("Expression"_L1);
    words.word = byExpression ? OutcomeWords::tr("Mapping failed") : OutcomeWords::tr("Not understood");
    words.what = sentence(run.failure->message);
    words.remedy = byExpression ? OutcomeWords::tr(
                       "The call itself has succeeded. Mend the expression; you need not send again to see its result.")
                                : OutcomeWords::tr("The service has accepted the call. Look at the raw answer.");
    return words;
}

OutcomeWords invalid(const Run &run)
{
    OutcomeWords words;
    words.word = OutcomeWords::tr("Not sent");
    words.remedy = OutcomeWords::tr("Nothing was sent.");
    if (!run.failure)
        return words;
    const qsizetype findings = run.failure->findings.size();
    if (findings == 0) {
        words.what = reason(*run.failure);
        words.field = run.failure->where;
        return words;
    }
    words.remedy.clear();
    words.what = findings == 1 ? OutcomeWords::tr("One field needs your attention; nothing was sent.")
                               : OutcomeWords::tr("%1 fields need your attention; nothing was sent.").arg(findings);
    return words;
}

OutcomeWords unknown(const Run &run)
{
    OutcomeWords words;
    words.word = OutcomeWords::tr("Unknown");
    words.what = run.failure ? reason(*run.failure) : QString();
    words.remedy = OutcomeWords::tr("Sent, but no answer came: it may have happened.") + u' ';
    const bool onlyReads = run.request && (run.request->method == "GET" || run.request->method == "HEAD");
    const QString host = run.request ? QUrl(run.request->url).host() : QString();
    if (onlyReads)
        words.remedy += OutcomeWords::tr("It only reads, so you may send again.");
    else if (host.isEmpty())
        words.remedy += OutcomeWords::tr("Look at the service before you send again.");
    else
        words.remedy
            += OutcomeWords::tr("Look at what it should have changed at %1, or at what it should have started, "
                                "before you send again.")
                   .arg(host);
    return words;
}

OutcomeWords judged(const Run &run)
{
    OutcomeWords words;
    const Invocation::Failure failure = run.failure.value_or(Invocation::Failure {});
    if (run.outcome == Outcome::BpmnError) {
        words.word = OutcomeWords::tr("BPMN error");
        words.what = OutcomeWords::tr("The error expression throws the BPMN error %1.").arg(failure.code);
    } else {
        words.word = OutcomeWords::tr("Job error");
        words.what = failure.retries.isEmpty()
            ? OutcomeWords::tr("The error expression fails the job.")
            : OutcomeWords::tr("The error expression fails the job; %1 retries are left.").arg(failure.retries);
    }
    if (!failure.message.isEmpty())
        words.what += u' ' + sentence(failure.message);
    return words;
}

OutcomeWords plain(const QString &word, const Run &run, const QString &remedy)
{
    OutcomeWords words;
    words.word = word;
    words.what = run.failure ? reason(*run.failure) : QString();
    words.remedy = remedy;
    return words;
}

OutcomeWords wordsOf(const Run &run)
{
    switch (run.outcome) {
    case Outcome::Success: {
        OutcomeWords words;
        words.word = run.attempts == 0 ? OutcomeWords::tr("Not sent") : OutcomeWords::tr("Success");
        return words;
    }
    case Outcome::Ignored:
        return plain(OutcomeWords::tr("Ignored"), run,
                     OutcomeWords::tr("The error expression says that this failure does not count."));
    case Outcome::Error:
        return isDoneThere(run) ? notMapped(run) : refused(run);
    case Outcome::BpmnError:
    case Outcome::JobError:
        return judged(run);
    case Outcome::Invalid:
        return invalid(run);
    case Outcome::Credentials: {
        OutcomeWords words = plain(OutcomeWords::tr("No credentials"), run, OutcomeWords::tr("Nothing was sent."));
        words.field = run.failure ? run.failure->where : QString();
        return words;
    }
    case Outcome::Transport:
        return plain(OutcomeWords::tr("Not delivered"), run,
                     OutcomeWords::tr("Nothing has happened there, so you may send again."));
    case Outcome::Cancelled: {
        OutcomeWords words;
        words.word = OutcomeWords::tr("Cancelled");
        words.what = OutcomeWords::tr("You stopped it; nothing was sent.");
        return words;
    }
    case Outcome::Unknown:
        break;
    }
    return unknown(run);
}

Mood moodOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
    case Outcome::Ignored:
        return Mood::Good;
    case Outcome::Cancelled:
    case Outcome::Unknown:
        return Mood::Unsure;
    default:
        return Mood::Bad;
    }
}

} // namespace

OutcomeWords OutcomeWords::of(const Run &run)
{
    OutcomeWords words = wordsOf(run);
    words.mood = moodOf(run.outcome);
    words.icon = words.mood == Mood::Good ? u"outcome-good"_s
        : words.mood == Mood::Bad         ? u"outcome-bad"_s
                                          : u"outcome-unsure"_s;
    return words;
}

QString OutcomeWords::facts(const Run &run)
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

QList<std::pair<QString, QString>> OutcomeWords::details(const Run &run)
{
    const Invocation::Failure failure = run.failure.value_or(Invocation::Failure {});
    QList<std::pair<QString, QString>> lines {
        {tr("outcome"), Invocation::outcomeName(run.outcome)},
        {tr("code"), failure.code},
        {tr("place"), failure.where},
        {tr("status"), run.status == 0 ? QString() : QString::number(run.status)},
        {tr("request id"), failure.requestId},
        {tr("request"), run.request ? QString::fromLatin1(run.request->method) + u' ' + run.request->url : QString()},
        {tr("endpoint"), run.endpointSource},
        {tr("credentials"), run.credentialSource},
    };
    lines.removeIf([](const auto &line) { return line.second.isEmpty(); });
    return lines;
}

} // namespace Plugboard::Models
