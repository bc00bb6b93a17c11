#include "core/aws/models/waiter.h"

#include "core/aws/models/modelfile.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

template <typename Meaning>
struct WaiterWord
{
    QByteArrayView word;
    Meaning meaning;
};

constexpr std::array matcherWords {
    WaiterWord<Waiter::Matcher> {"path", Waiter::Matcher::Path},
    WaiterWord<Waiter::Matcher> {"pathAll", Waiter::Matcher::PathAll},
    WaiterWord<Waiter::Matcher> {"pathAny", Waiter::Matcher::PathAny},
    WaiterWord<Waiter::Matcher> {"status", Waiter::Matcher::Status},
    WaiterWord<Waiter::Matcher> {"error", Waiter::Matcher::Error},
};
constexpr std::array stateWords {
    WaiterWord<Waiter::Verdict> {"success", Waiter::Verdict::Success},
    WaiterWord<Waiter::Verdict> {"failure", Waiter::Verdict::Failure},
    WaiterWord<Waiter::Verdict> {"retry", Waiter::Verdict::Retry},
};

template <typename Words>
auto meaningOf(const Words &words, const Value &text) -> std::optional<decltype(words.front().meaning)>
{
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](const auto &each) { return text.isString() && each.word == text.utf8(); });
    if (found == words.end())
        return std::nullopt;
    return found->meaning;
}

Error invalidWaiter(const QString &message, const QString &where)
{
    return {Stage::Call, ErrorCode::Invalid, message, where};
}

Result<Waiter::Acceptor> readAcceptor(const Value &entry)
{
    const auto matcher = meaningOf(matcherWords, entry["matcher"]);
    const auto state = meaningOf(stateWords, entry["state"]);
    if (!matcher || !state)
        return invalidWaiter(u"the waiter has the unknown matcher or state \"%1\", \"%2\""_s.arg(
                                 entry["matcher"].string(), entry["state"].string()),
                             {});
    Waiter::Acceptor acceptor {*matcher, *state, {}, entry["expected"]};
    if (*matcher == Waiter::Matcher::Status || *matcher == Waiter::Matcher::Error)
        return acceptor;
    Result<JmesPath> argument = JmesPath::parse(entry["argument"].string());
    if (!argument)
        return argument.error();
    acceptor.argument = *std::move(argument);
    return acceptor;
}

Result<Value> waitersBeside(const ServiceModel &model)
{
    const QString path = modelFileIn(QFileInfo(model.path()).path(), u"waiters-2"_s);
    if (model.path().isEmpty() || path.isEmpty())
        return ContextBuilder().build();
    return readModelFile(path).transform([](const Value &file) { return file["waiters"]; });
}

QStringList keysOf(const Value &context)
{
    QStringList keys;
    for (qsizetype i = 0; context.isContext() && i < context.size(); ++i)
        keys.append(QString::fromUtf8(context.keyAt(i)));
    return keys;
}

bool matches(const Waiter::Acceptor &acceptor, const Waiter::Answer &answer)
{
    using Matcher = Waiter::Matcher;
    const bool isError = !answer.errorCode.isEmpty();
    if (acceptor.matcher == Matcher::Status)
        return acceptor.expected == Value::number(answer.status);
    if (acceptor.matcher == Matcher::Error) {
        if (acceptor.expected.isBoolean())
            return isError == acceptor.expected.boolean();
        return isError && acceptor.expected.string() == answer.errorCode;
    }
    if (isError)
        return false;
    const Value found = acceptor.argument->search(answer.output);
    if (acceptor.matcher == Matcher::Path)
        return found == acceptor.expected;
    if (!found.isList() || found.size() == 0)
        return false;
    qsizetype equal = 0;
    for (qsizetype i = 0; i < found.size(); ++i)
        equal += found.at(i) == acceptor.expected ? 1 : 0;
    return acceptor.matcher == Matcher::PathAll ? equal == found.size() : equal > 0;
}

} // namespace

Result<Waiter> Waiter::fromValue(const QString &name, const Value &entry)
{
    Waiter waiter;
    waiter.name = name;
    waiter.operation = entry["operation"].string();
    waiter.delay = std::chrono::seconds(entry["delay"].number().toInt64().value_or(0));
    waiter.mostAttempts = int(entry["maxAttempts"].number().toInt64().value_or(0));
    const Value acceptors = entry["acceptors"];
    for (qsizetype i = 0; i < acceptors.size(); ++i) {
        Result<Acceptor> acceptor = readAcceptor(acceptors.at(i));
        if (!acceptor)
            return acceptor.error();
        waiter.acceptors.append(*std::move(acceptor));
    }
    if (waiter.operation.isEmpty() || waiter.mostAttempts <= 0 || waiter.delay.count() < 0)
        return invalidWaiter(
            u"the waiter %1 lacks its operation, delay or maxAttempts; install the models again"_s.arg(name), {});
    return waiter;
}

Result<Waiter> Waiter::of(const ServiceModel &model, QStringView name)
{
    const Result<Value> waiters = waitersBeside(model);
    if (!waiters)
        return waiters.error();
    const Value entry = waiters->isContext() ? (*waiters)[name.toUtf8()] : Value();
    if (entry.isContext())
        return fromValue(name.toString(), entry);
    const QStringList names = keysOf(*waiters);
    const QString known = names.isEmpty() ? u"it has none"_s : u"choose one of %1"_s.arg(names.join(u", "_s));
    return Error {Stage::Call, ErrorCode::NotFound,
                  u"the service %1 has no waiter \"%2\"; %3"_s.arg(model.id(), name.toString(), known),
                  name.toString()};
}

Result<QStringList> Waiter::namesOf(const ServiceModel &model)
{
    return waitersBeside(model).transform([](const Value &waiters) { return keysOf(waiters); });
}

Waiter::Verdict Waiter::verdict(const Answer &answer) const
{
    for (const Acceptor &acceptor : acceptors) {
        if (matches(acceptor, answer))
            return acceptor.state;
    }
    return answer.errorCode.isEmpty() ? Verdict::Retry : Verdict::Failure;
}

Waiting::Waiting(Waiter waiter)
    : m_waiter(std::move(waiter))
{
}

Waiting::Step Waiting::observe(const Waiter::Answer &answer)
{
    ++m_attempts;
    Step step {m_waiter.verdict(answer), m_waiter.delay, {}};
    if (step.verdict == Waiter::Verdict::Failure) {
        const QString cause = answer.errorCode.isEmpty() ? u"the answer shows a state from which it cannot be reached"_s
                                                         : u"the service answered "_s + answer.errorCode;
        step.error
            = Error {Stage::Response, ErrorCode::Service, u"%1 will not come true: %2"_s.arg(m_waiter.name, cause), {}};
    } else if (step.verdict == Waiter::Verdict::Retry && m_attempts >= m_waiter.mostAttempts) {
        step.error
            = Error {Stage::Response,
                     ErrorCode::TimedOut,
                     u"%1 did not come true in %2 attempts; wait again, or look at the last answer"_s.arg(m_waiter.name)
                         .arg(m_attempts),
                     {}};
    }
    return step;
}

} // namespace Plugboard::Aws
