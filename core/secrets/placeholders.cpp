#include "core/secrets/placeholders.h"

#include "core/value/valuepath.h"

#include <QHash>

#include <algorithm>
#include <functional>

namespace Plugboard::Secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView bareStart = u"secrets.";
constexpr QStringView engineStart = u"camunda.";

bool isNameCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

bool isInnerCharacter(QChar c)
{
    return c == u'.' || c == u'_' || c == u'-' || c == u'/';
}

qsizetype afterBlanks(QStringView text, qsizetype at)
{
    while (at < text.size() && text[at].isSpace())
        ++at;
    return at;
}

/// "{{ secrets.NAME }}" at `from`: NAME is any run without blanks, up to the first "}}".
std::optional<Reference> bracesAt(QStringView text, qsizetype from)
{
    if (!text.sliced(from).startsWith(u"{{"))
        return {};
    const qsizetype word = afterBlanks(text, from + 2);
    if (!text.sliced(word).startsWith(bareStart))
        return {};
    const qsizetype nameFrom = word + bareStart.size();
    const qsizetype close = text.indexOf(u"}}", nameFrom);
    if (close < 0)
        return {};
    const QStringView name = text.sliced(nameFrom, close - nameFrom).trimmed();
    const bool hasBlank = std::any_of(name.begin(), name.end(), [](QChar c) { return c.isSpace(); });
    if (name.isEmpty() || hasBlank || text[nameFrom].isSpace())
        return {};
    return Reference {name.toString(), Reference::Form::Braces, from, close + 2 - from};
}

/// "secrets.NAME" or "camunda.secrets.NAME" at `from`, which must not be the end of a longer word.
std::optional<Reference> bareAt(QStringView text, qsizetype from)
{
    const QChar before = from > 0 ? text[from - 1] : QChar(u' ');
    if (before.isLetterOrNumber() || before == u'_' || before == u'.')
        return {};
    const bool engine = text.sliced(from).startsWith(engineStart);
    const qsizetype word = from + (engine ? engineStart.size() : 0);
    if (!text.sliced(word).startsWith(bareStart))
        return {};
    const qsizetype nameFrom = word + bareStart.size();
    qsizetype end = nameFrom;
    for (qsizetype i = nameFrom; i < text.size() && (isNameCharacter(text[i]) || isInnerCharacter(text[i])); ++i) {
        if (isNameCharacter(text[i]))
            end = i + 1;
        else if (i == nameFrom)
            return {};
    }
    if (end == nameFrom)
        return {};
    return Reference {text.sliced(nameFrom, end - nameFrom).toString(), Reference::Form::Bare, from, end - from};
}

/// Calls `visit` with every string and key at any depth, and where it stands.
void visitTexts(const Value &value, std::vector<ValuePath::Step> &path,
                const std::function<void(QByteArrayView, const std::vector<ValuePath::Step> &)> &visit)
{
    if (value.isString())
        visit(value.utf8(), path);
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value.isContext()) {
            path.emplace_back(value.keyAt(i).toByteArray());
            visit(value.keyAt(i), path);
            visitTexts(value.valueAt(i), path, visit);
        } else {
            path.emplace_back(i + 1);
            visitTexts(value.at(i), path, visit);
        }
        path.pop_back();
    }
}

/// The new text, or nothing if it stays.
using Change = std::function<std::optional<QByteArray>(QByteArrayView)>;

/// A copy with strings and keys changed at any depth; nothing if none was, so that a large document is not copied for it.
std::optional<Value> changedTexts(const Value &value, const Change &change);

std::optional<Value> changedList(const Value &value, const Change &change)
{
    std::optional<Value::Items> items;
    for (qsizetype i = 0; i < value.size(); ++i) {
        std::optional<Value> changed = changedTexts(value.at(i), change);
        if (!changed && !items)
            continue;
        if (!items) {
            items.emplace();
            for (qsizetype before = 0; before < i; ++before)
                items->push_back(value.at(before));
        }
        items->push_back(changed ? std::move(*changed) : value.at(i));
    }
    return items ? std::optional(Value::list(std::move(*items))) : std::nullopt;
}

std::optional<Value> changedContext(const Value &value, const Change &change)
{
    std::optional<Value::Entries> entries;
    for (qsizetype i = 0; i < value.size(); ++i) {
        std::optional<QByteArray> key = change(value.keyAt(i));
        std::optional<Value> changed = changedTexts(value.valueAt(i), change);
        if (!key && !changed && !entries)
            continue;
        if (!entries) {
            entries.emplace();
            for (qsizetype before = 0; before < i; ++before)
                entries->emplace_back(value.keyAt(before).toByteArray(), value.valueAt(before));
        }
        entries->emplace_back(key ? std::move(*key) : value.keyAt(i).toByteArray(),
                              changed ? std::move(*changed) : value.valueAt(i));
    }
    return entries ? std::optional(Value::context(std::move(*entries))) : std::nullopt;
}

std::optional<Value> changedTexts(const Value &value, const Change &change)
{
    if (value.isList())
        return changedList(value, change);
    if (value.isContext())
        return changedContext(value, change);
    if (!value.isString())
        return {};
    const std::optional<QByteArray> changed = change(value.utf8());
    return changed ? std::optional(Value::utf8(*changed)) : std::nullopt;
}

bool mayRefer(QByteArrayView text)
{
    return text.contains(QByteArrayView("secrets."));
}

/// The secrets a value needs, read once each.
class Resolver final
{
public:
    Resolver(SecretStore &store, const QString &space, std::stop_token stop)
        : m_store(store)
        , m_space(space)
        , m_stop(std::move(stop))
    {
    }

    /// Reads what one text refers to. Errors: of a reference that must resolve.
    Result<Done> need(const QString &text)
    {
        const QList<Reference> found = references(text);
        for (const Reference &reference : found) {
            const bool must = reference.form == Reference::Form::Braces || reference.length == text.trimmed().size();
            const Result<Done> known = read(reference.name, must);
            if (!known)
                return known;
        }
        return Done {};
    }

    std::optional<QByteArray> filled(QByteArrayView utf8) const
    {
        if (!mayRefer(utf8))
            return {};
        const QString text = QString::fromUtf8(utf8);
        QByteArray out;
        qsizetype done = 0;
        for (const Reference &reference : references(text)) {
            const auto secret = m_secrets.constFind(reference.name);
            if (secret == m_secrets.constEnd())
                continue;
            out += QStringView(text).sliced(done, reference.from - done).toUtf8();
            out += secret->reveal();
            done = reference.from + reference.length;
        }
        if (done == 0)
            return {};
        return out + QStringView(text).sliced(done).toUtf8();
    }

    Masking masking() const
    {
        Masking masking;
        for (auto it = m_secrets.constBegin(); it != m_secrets.constEnd(); ++it)
            masking.add(it.value(), it.key());
        return masking;
    }

    QStringList unsearched() const
    {
        QStringList names;
        for (auto it = m_secrets.constBegin(); it != m_secrets.constEnd(); ++it)
            if (!it.value().isEmpty() && !Masking::canHide(it.value()))
                names.append(it.key());
        names.sort();
        return names;
    }

    const QStringList &warnings() const { return m_warnings; }

private:
    Result<Done> read(const QString &name, bool must)
    {
        if (m_secrets.contains(name) || (!must && m_unknown.contains(name)))
            return Done {};
        Result<Sensitive> secret = m_store.read({m_space, name}, m_stop);
        if (secret)
            return keep(name, std::move(*secret));
        if (must || secret.error().code != ErrorCode::NotFound)
            return named(secret.error(), name);
        m_unknown.insert(name);
        m_warnings.append(
            u"“secrets.%1” looks like a secret, but none of that name exists; write {{secrets.%1}} if it is meant to be one"_s
                .arg(name));
        return Done {};
    }

    Result<Done> keep(const QString &name, Sensitive secret)
    {
        if (!QUtf8StringView(secret.reveal()).isValidUtf8()) {
            return Error {
                Stage::Secrets,
                ErrorCode::Invalid,
                u"the secret %1 is not text and cannot stand in an input; store it as text, for example in base64"_s
                    .arg(name),
                {}};
        }
        m_secrets.insert(name, std::move(secret));
        return Done {};
    }

    static Error named(Error error, const QString &name)
    {
        if (!error.message.contains(name))
            error.message = u"secret %1: %2"_s.arg(name, error.message);
        return error;
    }

    SecretStore &m_store;
    QString m_space;
    std::stop_token m_stop;
    QHash<QString, Sensitive> m_secrets;
    QSet<QString> m_unknown;
    QStringList m_warnings;
};

} // namespace

QList<Reference> references(QStringView text)
{
    QList<Reference> found;
    for (qsizetype at = 0; at < text.size();) {
        std::optional<Reference> reference;
        if (text[at] == u'{')
            reference = bracesAt(text, at);
        else if (text[at] == u's' || text[at] == u'c')
            reference = bareAt(text, at);
        if (reference)
            found.append(*reference);
        at += reference ? reference->length : 1;
    }
    return found;
}

QSet<QString> referencedNames(const Value &value)
{
    QSet<QString> names;
    std::vector<ValuePath::Step> path;
    visitTexts(value, path, [&](QByteArrayView text, const auto &) {
        if (!mayRefer(text))
            return;
        for (const Reference &reference : references(QString::fromUtf8(text)))
            names.insert(reference.name);
    });
    return names;
}

Value Masking::masked(const Value &value) const
{
    if (isEmpty())
        return value;
    const auto hide = [this](QByteArrayView text) -> std::optional<QByteArray> {
        QByteArray hidden = masked(text.toByteArray());
        return QByteArrayView(hidden) == text ? std::nullopt : std::optional(std::move(hidden));
    };
    return changedTexts(value, hide).value_or(value);
}

Result<Resolved> resolve(const Value &value, SecretStore &store, const QString &space, std::stop_token stop)
{
    Resolver resolver(store, space, std::move(stop));
    std::optional<Error> failure;
    std::vector<ValuePath::Step> path;
    visitTexts(value, path, [&](QByteArrayView text, const std::vector<ValuePath::Step> &at) {
        if (failure || !mayRefer(text))
            return;
        const Result<Done> known = resolver.need(QString::fromUtf8(text));
        if (known)
            return;
        failure = known.error();
        failure->where = ValuePath(at).toText();
    });
    if (failure)
        return *failure;
    const auto fill = [&](QByteArrayView text) { return resolver.filled(text); };
    return Resolved {changedTexts(value, fill).value_or(value), resolver.masking(), resolver.unsearched(),
                     resolver.warnings()};
}

} // namespace Plugboard::Secrets
