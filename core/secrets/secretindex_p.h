#pragma once

#include "core/secrets/secretstore.h"

#include <mutex>

namespace Plugboard::Secrets {

/// The names of the secrets in a keychain, which cannot list them, in a small file (JSON, no values, readable by its owner
/// alone). Thread-safe; a lock file beside it keeps a second program from losing a name.
class SecretIndex final
{
public:
    explicit SecretIndex(QString file);

    /// Sorted. A file that is not there lists nothing. Errors: Unreadable.
    Result<QStringList> names(const QString &space);
    /// Errors: Unwritable; the old file is whole then. A file that cannot be understood is kept beside the new one.
    Result<Done> add(const SecretName &name);
    Result<Done> remove(const SecretName &name);

private:
    Result<QList<SecretName>> load() const;
    Result<Done> save(const QList<SecretName> &names) const;
    template <typename Change>
    Result<Done> update(Change change);

    QString m_file;
    std::mutex m_mutex;
};

} // namespace Plugboard::Secrets
