#include "core/secrets/stores.h"

#include "core/base/random.h"
#include "core/base/threads.h"
#include "core/secrets/keychaingateway_p.h"
#include "core/secrets/secretindex_p.h"

#include <QCryptographicHash>

namespace Plugboard::Secrets {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A service that is there answers in milliseconds.
constexpr auto answerTime = 10s;
/// A locked keychain asks its user for a password.
constexpr auto unlockTime = 120s;
/// Windows' Credential Manager takes no more in one entry.
constexpr qsizetype entryBytes = 2'560;
constexpr qsizetype largestSecret = 1 << 20;

/// Begins an entry that does not hold the secret itself, but says of which others it consists.
const QByteArray partsMark = "plugboard-parts:1:";

/// Two names never give the same key: of the characters that structure it, "/" and "#", names keep none.
QString keyOf(const SecretName &name)
{
    return QString::fromLatin1(name.space.toUtf8().toPercentEncoding() + '/' + name.name.toUtf8().toPercentEncoding());
}

/// What an entry under `partsMark` says. Each writing makes parts of a new series and switches to them by writing the head
/// last, so that a writing that breaks off leaves the old secret whole; the hash tells if two programs wrote at once.
struct Parts
{
    QByteArray series;
    int count = 0;
    QByteArray sha256Hex;

    QByteArray head() const { return partsMark + series + ':' + QByteArray::number(count) + ':' + sha256Hex; }

    static std::optional<Parts> fromHead(const QByteArray &head)
    {
        const QList<QByteArray> fields = head.mid(partsMark.size()).split(':');
        if (!head.startsWith(partsMark) || fields.size() != 3)
            return {};
        return Parts {fields[0], fields[1].toInt(), fields[2]};
    }

    QString key(const QString &head, int index) const
    {
        return head + u'#' + QString::fromLatin1(series) + u'.' + QString::number(index);
    }
};

QByteArray sha256Hex(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

Error secretError(ErrorCode code, const QString &message)
{
    return {Stage::Secrets, code, message, {}};
}

Error noSuchSecret(const SecretName &name)
{
    return secretError(
        ErrorCode::NotFound,
        u"there is no secret %1 in the keychain; store it in the secrets panel or with “secrets set %1”"_s.arg(
            name.name));
}

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

/// The words for a keychain that is not ready; nothing if it is.
std::optional<Error> notReady(KeychainSight sight)
{
    switch (sight) {
    case KeychainSight::Unlocked:
        return {};
    case KeychainSight::Locked:
        if (hasDisplay()) {
            return secretError(
                ErrorCode::Denied,
                u"the keychain is locked and was not unlocked in its dialog; try again and enter its password, or keep the secret for this run only"_s);
        }
        return secretError(
            ErrorCode::Locked,
            u"the keychain is locked; unlock it, for example by logging in to the desktop, or give secrets as environment variables"_s);
    case KeychainSight::NoCollection:
        return secretError(
            ErrorCode::Locked,
            u"the keychain has no keyring that is open; log in to the desktop once to create it, or give secrets as environment variables"_s);
    case KeychainSight::NoService:
        return secretError(
            ErrorCode::Unavailable,
            u"no keychain service is running; install and start one (gnome-keyring, KWallet or KeePassXC), or give secrets as environment variables"_s);
    case KeychainSight::NoBus:
        return secretError(
            ErrorCode::Unavailable,
            u"the keychain cannot be reached because there is no D-Bus session; start Plugboard inside a desktop session or under dbus-run-session, or give secrets as environment variables"_s);
    case KeychainSight::Unanswered:
        return secretError(ErrorCode::Unavailable,
                           u"the keychain service does not answer; restart it or log in again"_s);
    case KeychainSight::Cancelled:
        return secretError(ErrorCode::Cancelled, u"cancelled while waiting for the keychain"_s);
    }
    return {};
}

} // namespace

class KeychainSecretStore::Private final
{
public:
    Private(QString service, QString indexFile)
        : m_service(std::move(service))
        , m_index(std::move(indexFile))
    {
    }

    SecretIndex &index() { return m_index; }

    KeychainSight look(const std::stop_token &stop) { return KeychainGateway::look({answerTime, stop}); }

    Result<QByteArray> readEntry(const QString &key, const SecretName &name, const std::stop_token &stop)
    {
        return attempt(name, stop, [&](const KeychainGateway::Deadline &deadline) {
            return KeychainGateway::read(m_service, key, deadline);
        });
    }

    Result<Done> writeEntry(const QString &key, const SecretName &name, const QByteArray &data,
                            const std::stop_token &stop)
    {
        const auto written = attempt(name, stop, [&](const KeychainGateway::Deadline &deadline) {
            return KeychainGateway::write(m_service, key, data, deadline);
        });
        if (!written)
            return written.error();
        const Result<QByteArray> back = readEntry(key, name, stop);
        if (!back && back.error().code != ErrorCode::NotFound)
            return back.error();
        if (!back || *back != data) {
            return secretError(
                ErrorCode::Unwritable,
                u"the keychain accepted the secret %1, but does not give it back; check the keychain's own program"_s
                    .arg(name.name));
        }
        return Done {};
    }

    Result<Done> removeEntry(const QString &key, const SecretName &name, const std::stop_token &stop)
    {
        const auto removed = attempt(name, stop, [&](const KeychainGateway::Deadline &deadline) {
            return KeychainGateway::remove(m_service, key, deadline);
        });
        if (!removed)
            return removed.error();
        const Result<QByteArray> back = readEntry(key, name, stop);
        if (!back && back.error().code == ErrorCode::NotFound)
            return Done {};
        if (!back)
            return back.error();
        return secretError(
            ErrorCode::Unwritable,
            u"the keychain did not remove the secret %1; remove it in the keychain's own program"_s.arg(name.name));
    }

    Result<Sensitive> joined(const QString &key, const SecretName &name, const Parts &parts,
                             const std::stop_token &stop)
    {
        QByteArray all;
        for (int i = 0; i < parts.count; ++i) {
            const Result<QByteArray> part = readEntry(parts.key(key, i), name, stop);
            if (!part && part.error().code != ErrorCode::NotFound)
                return part.error();
            all += part.valueOr({});
        }
        if (sha256Hex(all) != parts.sha256Hex) {
            return secretError(ErrorCode::Unreadable,
                               u"the secret %1 is not whole in the keychain; store it again"_s.arg(name.name));
        }
        return Sensitive(all);
    }

    Result<Done> writeParts(const QString &key, const SecretName &name, const QByteArray &data,
                            const std::stop_token &stop)
    {
        const Parts parts {SystemRandom().bytes(6).toHex(), int((data.size() + entryBytes - 1) / entryBytes),
                           sha256Hex(data)};
        for (int i = 0; i < parts.count; ++i) {
            const Result<Done> written
                = writeEntry(parts.key(key, i), name, data.mid(i * entryBytes, entryBytes), stop);
            if (!written) {
                removeParts(key, name, parts);
                return written;
            }
        }
        return writeEntry(key, name, parts.head(), stop);
    }

    /// As far as it goes: what stays behind is unreachable, and as encrypted as before.
    void removeParts(const QString &key, const SecretName &name, const Parts &parts)
    {
        for (int i = 0; i < parts.count; ++i) {
            if (!removeEntry(parts.key(key, i), name, {}))
                return;
        }
    }

private:
    /// Asks the keychain, and if it fails, asks the service why: "not found" is also what a locked keychain says.
    template <typename Job>
    Result<QByteArray> attempt(const SecretName &name, const std::stop_token &stop, Job job)
    {
        const KeychainSight before = look(stop);
        if (before == KeychainSight::Unanswered || before == KeychainSight::Cancelled)
            return *notReady(before);
        const KeychainGateway::Deadline deadline {before == KeychainSight::Unlocked ? answerTime : unlockTime, stop};
        const JobOutcome outcome = job(deadline);
        switch (outcome.kind) {
        case JobOutcome::Kind::Done:
            return outcome.data;
        case JobOutcome::Kind::Cancelled:
            return *notReady(KeychainSight::Cancelled);
        case JobOutcome::Kind::Unanswered:
            return *notReady(KeychainSight::Unanswered);
        case JobOutcome::Kind::NotFound:
        case JobOutcome::Kind::Denied:
        case JobOutcome::Kind::Failed:
            break;
        }
        return whyNot(outcome.kind, name, look(stop));
    }

    static Error whyNot(JobOutcome::Kind kind, const SecretName &name, KeychainSight sight)
    {
        // Where there is no Secret Service, "not found" comes from another kind of keychain, which means it.
        if (kind == JobOutcome::Kind::NotFound
            && (sight == KeychainSight::Unlocked || sight == KeychainSight::NoService))
            return noSuchSecret(name);
        if (const std::optional<Error> state = notReady(sight))
            return *state;
        if (kind == JobOutcome::Kind::Denied) {
            return secretError(
                ErrorCode::Denied,
                u"the keychain refuses access to the secret %1; allow Plugboard in the keychain's own program"_s.arg(
                    name.name));
        }
        return secretError(
            ErrorCode::Unavailable,
            u"the keychain failed on the secret %1; try again, or look at it in the keychain's own program"_s.arg(
                name.name));
    }

    QString m_service;
    SecretIndex m_index;
};

namespace {

Result<Done> mayWait()
{
    if (!isWindowThread())
        return Done {};
    return secretError(
        ErrorCode::Internal,
        u"the keychain was asked in the thread of the window, which must not wait; this is a defect of Plugboard, please report it"_s);
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service, QString indexFile)
    : m_private(std::make_unique<Private>(std::move(service), std::move(indexFile)))
{
}

KeychainSecretStore::~KeychainSecretStore() = default;

Result<Sensitive> KeychainSecretStore::read(const SecretName &name, std::stop_token stop)
{
    if (const Result<Done> allowed = mayWait().andThen([&](Done) { return validate(name); }); !allowed)
        return allowed.error();
    const QString key = keyOf(name);
    const Result<QByteArray> entry = m_private->readEntry(key, name, stop);
    if (!entry)
        return entry.error();
    if (!entry->startsWith(partsMark))
        return Sensitive(*entry);
    return m_private->joined(key, name, Parts::fromHead(*entry).value_or(Parts {}), stop);
}

Result<Done> KeychainSecretStore::write(const SecretName &name, const Sensitive &value, std::stop_token stop)
{
    if (const Result<Done> allowed = mayWait().andThen([&](Done) { return validate(name); }); !allowed)
        return allowed.error();
    if (value.size() > largestSecret) {
        return secretError(
            ErrorCode::Limit,
            u"the secret %1 has %2 bytes, more than the %3 that fit; keep it in a file of its own"_s.arg(name.name)
                .arg(value.size())
                .arg(largestSecret));
    }
    const QString key = keyOf(name);
    const Result<QByteArray> old = m_private->readEntry(key, name, stop);
    if (!old && old.error().code != ErrorCode::NotFound)
        return old.error();
    const QByteArray &bytes = value.reveal();
    const bool split = bytes.size() > entryBytes || bytes.startsWith(partsMark);
    const Result<Done> written
        = split ? m_private->writeParts(key, name, bytes, stop) : m_private->writeEntry(key, name, bytes, stop);
    if (!written)
        return written;
    if (const auto oldParts = Parts::fromHead(old.valueOr({})))
        m_private->removeParts(key, name, *oldParts);
    return m_private->index().add(name);
}

Result<Done> KeychainSecretStore::remove(const SecretName &name, std::stop_token stop)
{
    if (const Result<Done> allowed = mayWait().andThen([&](Done) { return validate(name); }); !allowed)
        return allowed.error();
    const QString key = keyOf(name);
    const Result<QByteArray> old = m_private->readEntry(key, name, stop);
    if (!old && old.error().code != ErrorCode::NotFound)
        return old.error();
    const Result<Done> removed = old ? m_private->removeEntry(key, name, stop) : Result<Done>(old.error());
    if (old && !removed)
        return removed;
    if (const auto oldParts = Parts::fromHead(old.valueOr({})))
        m_private->removeParts(key, name, *oldParts);
    const Result<Done> listed = m_private->index().remove(name);
    return old ? listed : removed;
}

Result<QStringList> KeychainSecretStore::names(const QString &space, std::stop_token)
{
    return m_private->index().names(space);
}

StoreState KeychainSecretStore::state(std::stop_token stop)
{
    if (!mayWait())
        return StoreState::Unresponsive;
    switch (m_private->look(stop)) {
    case KeychainSight::Unlocked:
        return StoreState::Ready;
    case KeychainSight::Locked:
    case KeychainSight::NoCollection:
        return StoreState::Locked;
    case KeychainSight::NoService:
    case KeychainSight::NoBus:
        return StoreState::Absent;
    case KeychainSight::Unanswered:
    case KeychainSight::Cancelled:
        break;
    }
    return StoreState::Unresponsive;
}

QString KeychainSecretStore::description() const
{
    return u"OS keychain"_s;
}

} // namespace Plugboard::Secrets
