#include "models/secrets/secretlist.h"

#include "models/background.h"

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

SecretList::SecretList(Secrets::SecretStore &store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
{
    m_worker.setMaxThreadCount(1);
}

SecretList::~SecretList()
{
    m_worker.clear();
    m_worker.waitForDone();
}

void SecretList::setSpace(const QString &space)
{
    if (m_space == space)
        return;
    m_space = space;
    reload();
}

SecretList::Listing SecretList::list(Secrets::SecretStore &store, const QString &space)
{
    Listing listing;
    listing.space = space;
    const Secrets::StoreState state = store.state();
    listing.isWritable = store.isWritable() && state == Secrets::StoreState::Ready;
    if (const Result<QStringList> names = store.names(space))
        listing.names = *names;
    else
        listing.stateText = names.error().message;
    const QString where = store.description();
    switch (state) {
    case Secrets::StoreState::Ready:
        if (listing.stateText.isEmpty())
            listing.stateText
                = listing.names.isEmpty() ? tr("%1: nothing stored for \"%2\" yet.").arg(where, space) : where;
        break;
    case Secrets::StoreState::Locked:
        listing.stateText = tr("%1: locked. Unlock it, then try again.").arg(where);
        break;
    case Secrets::StoreState::Absent:
        listing.stateText
            = tr("%1: there is none. Start a keyring service, or run with --secrets environment or none.").arg(where);
        break;
    case Secrets::StoreState::Unresponsive:
        listing.stateText
            = tr("%1: does not answer. Close its password window or restart it, then try again.").arg(where);
        break;
    case Secrets::StoreState::ReadOnly:
        listing.stateText = tr("%1: can be read here, but not changed.").arg(where);
        break;
    }
    return listing;
}

void SecretList::reload()
{
    ++m_pending;
    emit stateChanged();
    inBackground(
        m_worker, this, [&store = m_store, space = m_space] { return list(store, space); },
        [this](const Listing &listing) { take(listing); });
}

void SecretList::take(const Listing &listing)
{
    --m_pending;
    if (listing.space == m_space) {
        beginResetModel();
        m_names = listing.names;
        m_stateText = listing.stateText;
        m_isWritable = listing.isWritable;
        endResetModel();
    }
    emit stateChanged();
}

template <typename Work, typename Tell>
void SecretList::perform(const QString &name, Work work, Tell tell)
{
    ++m_pending;
    emit stateChanged();
    inBackground(
        m_worker, this, [&store = m_store, work = std::move(work)]() mutable { return work(store); },
        [this, name, tell = std::move(tell)](const auto &result) {
            --m_pending;
            if (result)
                tell(*result);
            else
                emit failed(name, result.error());
            reload();
        });
}

void SecretList::set(const QString &name, const Sensitive &value)
{
    perform(
        name,
        [key = Secrets::SecretName {m_space, name}, value](Secrets::SecretStore &store) {
            return store.write(key, value);
        },
        [this, name](Done) { emit stored(name); });
}

void SecretList::remove(const QString &name)
{
    const Secrets::SecretName key {m_space, name};
    perform(
        name,
        [key](Secrets::SecretStore &store) {
            return store.read(key).andThen(
                [&](const Sensitive &value) { return store.remove(key).transform([&](Done) { return value; }); });
        },
        [this, key](const Sensitive &value) {
            m_removed = {key, value};
            emit removed(key.name);
        });
}

void SecretList::undoRemove()
{
    if (!m_removed)
        return;
    const auto [key, value] = *std::exchange(m_removed, std::nullopt);
    perform(
        key.name, [key = key, value = value](Secrets::SecretStore &store) { return store.write(key, value); },
        [this, name = key.name](Done) { emit stored(name); });
}

void SecretList::reveal(const QString &name, std::function<void(const Sensitive &)> show)
{
    perform(
        name, [key = Secrets::SecretName {m_space, name}](Secrets::SecretStore &store) { return store.read(key); },
        [show = std::move(show)](const Sensitive &value) { show(value); });
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
