#pragma once

#include "core/secrets/secretstore.h"

#include <QAbstractListModel>
#include <QThreadPool>

#include <functional>
#include <optional>
#include <stop_token>

namespace Plugboard::Models {

/// The names of the secrets in one namespace; values stay in the store.
///
/// All work on the store is done in one worker, in order, since a keychain may be slow or wait for a password. What is
/// under way can be cancelled, and ends with this object. Lives in the GUI thread.
class SecretList final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class State {
        Asking, ///< Nothing is known of this namespace yet
        Ready,
        Empty,
        Locked,
        Absent,
        Unresponsive,
        ReadOnly,
        Failed, ///< The names cannot be read, for another reason
    };
    Q_ENUM(State)
    /// What the last change did to its secret.
    enum class Change { Added, Replaced, Removed, Undone };
    Q_ENUM(Change)

    /// `store` must outlive this.
    explicit SecretList(Secrets::SecretStore &store, QObject *parent = nullptr);
    ~SecretList() override;

    /// Names of another namespace go at once, those of this one come when the store answers.
    void setSpace(const QString &space);
    const QString &space() const { return m_space; }
    void reload();
    /// Makes a locked keychain ask for its password, by reading something; then reload().
    void unlock();
    /// Gives up what the store was asked and did not answer yet; each such question ends in failed().
    void cancel();

    State state() const { return m_state; }
    /// Where secrets are kept, in what state that is, and what to do about it: "OS keychain: locked. Unlock it …".
    const QString &stateText() const { return m_stateText; }
    bool isWritable() const { return m_isWritable; }
    bool isBusy() const { return m_pending > 0; }
    bool contains(const QString &name) const { return m_names.contains(name); }
    /// The row of a name; invalid if there is none.
    QModelIndex find(const QString &name) const;

    /// Adds or replaces. changed()
    void set(const QString &name, const Sensitive &value);
    void remove(const QString &name); ///< changed()
    /// Takes back the last set() or remove(); what was there before is kept in memory until then. changed()
    void undo();
    bool canUndo() const { return m_before.has_value(); }
    /// Forgets what undo() would need.
    void forgetUndo() { m_before.reset(); }
    /// The value goes to `show` alone, in the GUI thread, unless `receiver` has died meanwhile.
    void reveal(const QString &name, QObject *receiver, std::function<void(const Sensitive &)> show);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    void stateChanged();
    void changed(const QString &name, Plugboard::Models::SecretList::Change change);
    void failed(const QString &name, const Plugboard::Error &error);

private:
    /// A secret as it was before a change; without a value if there was none.
    struct Before
    {
        Secrets::SecretName name;
        std::optional<Sensitive> value;
    };
    struct Listing
    {
        QString space;
        QStringList names;
        State state = State::Asking;
        QString text;
        bool isWritable = false;
    };
    enum class Then { Reload, Rest };

    static Listing list(Secrets::SecretStore &store, const QString &space, const std::stop_token &stop);
    static Result<Before> valueBefore(Secrets::SecretStore &store, const Secrets::SecretName &name,
                                      const std::stop_token &stop);
    void take(const Listing &listing);
    void takeNames(const QStringList &names);
    template <typename Work, typename Tell>
    void perform(const QString &name, Then then, Work work, Tell tell);

    Secrets::SecretStore &m_store;
    QString m_space;
    QStringList m_names;
    State m_state = State::Asking;
    QString m_stateText;
    bool m_isWritable = false;
    int m_pending = 0;
    std::optional<Before> m_before;
    std::stop_source m_stop;
    QThreadPool m_worker; ///< One thread
};

} // namespace Plugboard::Models
