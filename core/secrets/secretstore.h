#pragma once

#include "core/base/result.h"
#include "core/base/sensitive.h"

#include <QString>

#include <stop_token>

namespace Plugboard::Secrets {

/// A secret's name inside a namespace: any text without control characters, compared exactly.
struct SecretName
{
    QString space; ///< Namespace; by default one per environment
    QString name;

    friend bool operator==(const SecretName &, const SecretName &) = default;
    friend bool operator<(const SecretName &a, const SecretName &b)
    {
        return a.space != b.space ? a.space < b.space : a.name < b.name;
    }
};

/// Errors: Invalid if the name is empty or has control characters.
Result<Done> validate(const SecretName &name);

/// What stands between a person and their secrets; each state has its own words and remedy.
enum class StoreState { Ready, Locked, Absent, Unresponsive, ReadOnly };

/// Keeps secrets by name. Blocking with a deadline of its own; callable from any thread but the GUI thread.
///
/// Errors (Stage::Secrets): NotFound (only if the store is known to be readable), Locked, Unavailable (no service, or no
/// answer in time), Denied (read-only, prompt dismissed), Limit (too large), Invalid (bad name). A value never stands in an
/// error text.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    virtual Result<Sensitive> read(const SecretName &name, std::stop_token stop = {}) = 0;
    /// Read back and compared before it reports success.
    virtual Result<Done> write(const SecretName &name, const Sensitive &value, std::stop_token stop = {}) = 0;
    /// NotFound if there was none.
    virtual Result<Done> remove(const SecretName &name, std::stop_token stop = {}) = 0;
    /// Names of one namespace, sorted.
    virtual Result<QStringList> names(const QString &space, std::stop_token stop = {}) = 0;
    virtual StoreState state(std::stop_token stop = {}) = 0;
    virtual bool isWritable() const = 0;
    /// "OS keychain", "environment variables", "memory (this run only)": for the window and for messages.
    virtual QString description() const = 0;
    /// The store that keeps a namespace, if this one sends namespaces to others: whose state and description count for it.
    virtual SecretStore &storeOf(const QString &) { return *this; }
};

} // namespace Plugboard::Secrets
