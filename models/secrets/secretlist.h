#pragma once

#include "core/secrets/secretstore.h"

#include <QAbstractListModel>
#include <QThreadPool>

#include <functional>
#include <optional>

namespace Plugboard::Models {

/// The names of the secrets in one namespace; values stay in the store.
///
/// All work on the store is done in one worker, in order, since a keychain may be slow or wait for a password.
class SecretList final : public QAbstractListModel
{
    Q_OBJECT

public:
    /// `store` must outlive this.
    explicit SecretList(Secrets::SecretStore &store, QObject *parent = nullptr);
    ~SecretList() override;

    void setSpace(const QString &space);
    const QString &space() const { return m_space; }
    void reload();

    /// Where secrets are kept, and in what state that is, in words: "OS keychain: locked. Unlock it, then try again."
    const QString &stateText() const { return m_stateText; }
    bool isWritable() const { return m_isWritable; }
    bool isBusy() const { return m_pending > 0; }
    bool contains(const QString &name) const { return m_names.contains(name); }

    void set(const QString &name, const Sensitive &value);
    /// Can be undone until the next one is removed.
    void remove(const QString &name);
    void undoRemove();
    /// The value goes to `show` alone, in the GUI thread.
    void reveal(const QString &name, std::function<void(const Sensitive &)> show);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    void stateChanged();
    void stored(const QString &name);
    void removed(const QString &name);
    void failed(const QString &name, const Plugboard::Error &error);

private:
    struct Listing
    {
        QString space;
        QStringList names;
        QString stateText;
        bool isWritable = false;
    };
    static Listing list(Secrets::SecretStore &store, const QString &space);
    void take(const Listing &listing);
    template <typename Work, typename Tell>
    void perform(const QString &name, Work work, Tell tell);

    Secrets::SecretStore &m_store;
    QString m_space;
    QStringList m_names;
    QString m_stateText;
    bool m_isWritable = false;
    int m_pending = 0;
    std::optional<std::pair<Secrets::SecretName, Sensitive>> m_removed;
    QThreadPool m_worker; ///< One thread
};

} // namespace Plugboard::Models
