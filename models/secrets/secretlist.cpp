#include "models/secrets/secretlist.h"

#include "models/background.h"

#include <QPointer>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;
using Secrets::StoreState;

namespace {

SecretList::State stateOf(StoreState state, const Result<QStringList> &names)
{
    using State = SecretList::State;
    switch (state) {
    case StoreState::Locked:
        return State::Locked;
    case StoreState::Absent:
        return State::Absent;
    case StoreState::Unresponsive:
        return State::Unresponsive;
    case StoreState::Ready:
    case StoreState::ReadOnly:
        break;
    }
    if (!names)
        return State::Failed;
    return state == StoreState::ReadOnly ? State::ReadOnly : names->isEmpty() ? State::Empty : State::Ready;
}

/// In words, with the remedy.
QString textOf(SecretList::State state, const QString &where)
{
    using State = SecretList::State;
    switch (state) {
    case State::Ready:
        return SecretList::tr("Kept in: %1.").arg(where);
    case State::Empty:
        return SecretList::tr("Kept in: %1. Nothing is stored here yet; add a secret below.").arg(where);
    case State::Locked:
        return SecretList::tr("%1: locked. Unlock it with its password.").arg(where);
    case State::Absent:
        return SecretList::tr(
                   "%1: there is none. Start a keychain service (gnome-keyring, KWallet or KeePassXC) and try "
                   "again, or start Plugboard with --secrets environment.")
            .arg(where);
    case State::Unresponsive:
        return SecretList::tr("%1: does not answer. Look for its password window or restart it, then try again.")
            .arg(where);
    case State::ReadOnly:
        return SecretList::tr("%1: can only be read. Set PLUGBOARD_SECRET_NAME before the start to add one, or start "
                              "Plugboard with --secrets keychain.")
            .arg(where);
    case State::Asking:
    case State::Failed:
        break;
    }
    return {};
}

} // namespace

SecretList::SecretList(Secrets::SecretStore &store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
{
    m_worker.setMaxThreadCount(1);
}

SecretList::~SecretList()
{
    m_stop.request_stop();
    m_worker.waitForDone();
}

void SecretList::setSpace(const QString &space)
{
    if (m_space == space)
        return;
    m_space = space;
    // A name of the old namespace must not be taken for one of the new.
    takeNames({});
    m_state = State::Asking;
    m_stateText.clear();
    m_isWritable = false;
    reload();
}

SecretList::Listing SecretList::list(Secrets::SecretStore &store, const QString &space, const std::stop_token &stop)
{
    Secrets::SecretStore &keeper = store.storeOf(space);
    Listing listing;
    listing.space = space;
    const StoreState state = keeper.state(stop);
    const Result<QStringList> names = keeper.names(space, stop);
    listing.names = names.valueOr({});
    listing.names.sort();
    listing.names.removeDuplicates();
    listing.state = stop.stop_requested() ? State::Failed : stateOf(state, names);
    listing.isWritable = keeper.isWritable() && (listing.state == State::Ready || listing.state == State::Empty);
    if (stop.stop_requested())
        listing.text = tr("%1: was not waited for. Try again when it answers.").arg(keeper.description());
    else if (listing.state == State::Failed)
        listing.text = names.error().message;
    else
        listing.text = textOf(listing.state, keeper.description());
    return listing;
}

void SecretList::reload()
{
    ++m_pending;
    emit stateChanged();
    inBackground(
        m_worker, this,
        [&store = m_store, space = m_space, stop = m_stop.get_token()] { return list(store, space, stop); },
        [this](const Listing &listing) { take(listing); });
}

void SecretList::unlock()
{
    // There may be no secret yet, but a locked keychain asks before it says so.
    const Secrets::SecretName any {m_space, m_names.value(0, u"plugboard"_s)};
    perform(
        {}, Then::Reload,
        [any](Secrets::SecretStore &store, const std::stop_token &stop) { return valueBefore(store, any, stop); },
        [](const Before &) {});
}

void SecretList::cancel()
{
    m_stop.request_stop();
    m_stop = {};
}

void SecretList::take(const Listing &listing)
{
    --m_pending;
    if (listing.space == m_space) {
        takeNames(listing.names);
        m_state = listing.state;
        m_stateText = listing.text;
        m_isWritable = listing.isWritable;
    }
    emit stateChanged();
}

/// Row by row, so that what is selected stays selected. Both lists are sorted.
void SecretList::takeNames(const QStringList &names)
{
    for (qsizetype row = m_names.size() - 1; row >= 0; --row) {
        if (names.contains(m_names[row]))
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_names.removeAt(row);
        endRemoveRows();
    }
    for (qsizetype row = 0; row < names.size(); ++row) {
        if (row < m_names.size() && m_names[row] == names[row])
            continue;
        beginInsertRows({}, int(row), int(row));
        m_names.insert(row, names[row]);
        endInsertRows();
    }
}

template <typename Work, typename Tell>
void SecretList::perform(const QString &name, Then then, Work work, Tell tell)
{
    ++m_pending;
    emit stateChanged();
    inBackground(
        m_worker, this,
        [&store = m_store, work = std::move(work), stop = m_stop.get_token()]() mutable { return work(store, stop); },
        [this, name, then, tell = std::move(tell)](const auto &result) {
            --m_pending;
            if (result)
                tell(*result);
            else
                emit failed(name, result.error());
            if (then == Then::Reload || !result)
                reload();
            else
                emit stateChanged();
        });
}

/// Errors: those of the store, but not NotFound.
Result<SecretList::Before> SecretList::valueBefore(Secrets::SecretStore &store, const Secrets::SecretName &name,
                                                   const std::stop_token &stop)
{
    const Result<Sensitive> value = store.read(name, stop);
    if (!value && value.error().code != ErrorCode::NotFound)
        return value.error();
    return Before {name, value ? std::optional(*value) : std::nullopt};
}

void SecretList::set(const QString &name, const Sensitive &value)
{
    perform(
        name, Then::Reload,
        [key = Secrets::SecretName {m_space, name}, value](Secrets::SecretStore &store, const std::stop_token &stop) {
            return Secrets::validate(key)
                .andThen([&](Done) { return valueBefore(store, key, stop); })
                .andThen([&](const Before &before) {
                    return store.write(key, value, stop).transform([&](Done) { return before; });
                });
        },
        [this, name](const Before &before) {
            m_before = before;
            emit changed(name, before.value ? Change::Replaced : Change::Added);
        });
}

void SecretList::remove(const QString &name)
{
    perform(
        name, Then::Reload,
        [key = Secrets::SecretName {m_space, name}](Secrets::SecretStore &store, const std::stop_token &stop) {
            return store.read(key, stop).andThen([&](const Sensitive &value) {
                return store.remove(key, stop).transform([&](Done) { return Before {key, value}; });
            });
        },
        [this, name](const Before &before) {
            m_before = before;
            emit changed(name, Change::Removed);
        });
}

void SecretList::undo()
{
    if (!m_before)
        return;
    perform(
        m_before->name.name, Then::Reload,
        [before = *m_before](Secrets::SecretStore &store, const std::stop_token &stop) {
            return (before.value ? store.write(before.name, *before.value, stop) : store.remove(before.name, stop))
                .transform([&](Done) { return before.name; });
        },
        [this](const Secrets::SecretName &name) {
            // Only now: until it is written, the value exists nowhere else.
            if (m_before && m_before->name == name)
                m_before.reset();
            emit changed(name.name, Change::Undone);
        });
}

void SecretList::reveal(const QString &name, QObject *receiver, std::function<void(const Sensitive &)> show)
{
    perform(
        name, Then::Rest,
        [key = Secrets::SecretName {m_space, name}](Secrets::SecretStore &store, const std::stop_token &stop) {
            return store.read(key, stop);
        },
        [show = std::move(show), receiver = QPointer<QObject>(receiver)](const Sensitive &value) {
            if (receiver)
                show(value);
        });
}

QModelIndex SecretList::find(const QString &name) const
{
    return index(int(m_names.indexOf(name)));
}

int SecretList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_names.size());
}

QVariant SecretList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::EditRole))
        return {};
    return m_names.at(index.row());
}

} // namespace Plugboard::Models
