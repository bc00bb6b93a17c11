#include "core/secrets/stores.h"

#include <QProcessEnvironment>

#include <algorithm>

namespace Plugboard::Secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr auto variablePrefix = "PLUGBOARD_SECRET_";

Error missing(const SecretName &name, const QString &remedy)
{
    return {Stage::Secrets, ErrorCode::NotFound, u"there is no secret %1; %2"_s.arg(name.name, remedy), {}};
}

Error readOnly()
{
    return {
        Stage::Secrets,
        ErrorCode::Denied,
        u"environment variables can only be read; choose the keychain, or set PLUGBOARD_SECRET_NAME before the start"_s,
        {}};
}

} // namespace

Result<Done> validate(const SecretName &name)
{
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    const QString both = name.space + name.name;
    if (name.name.isEmpty())
        return Error {Stage::Secrets, ErrorCode::Invalid, u"a secret needs a name; give it one"_s, {}};
    if (!both.isValidUtf16() || std::any_of(both.begin(), both.end(), isControl)) {
        return Error {
            Stage::Secrets,
            ErrorCode::Invalid,
            u"the name of a secret may have no line breaks or other control characters; choose another name"_s,
            {}};
    }
    return Done {};
}

Result<Sensitive> MemorySecretStore::read(const SecretName &name, std::stop_token)
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_values.constFind(name);
    if (found == m_values.constEnd())
        return missing(name, u"store it, or correct the name"_s);
    return *found;
}

Result<Done> MemorySecretStore::write(const SecretName &name, const Sensitive &value, std::stop_token)
{
    return validate(name).transform([&](Done done) {
        const QMutexLocker lock(&m_mutex);
        m_values.insert(name, value);
        return done;
    });
}

Result<Done> MemorySecretStore::remove(const SecretName &name, std::stop_token)
{
    const QMutexLocker lock(&m_mutex);
    if (m_values.remove(name) == 0)
        return missing(name, u"nothing was removed"_s);
    return Done {};
}

Result<QStringList> MemorySecretStore::names(const QString &space, std::stop_token)
{
    const QMutexLocker lock(&m_mutex);
    QStringList found;
    for (auto it = m_values.constBegin(); it != m_values.constEnd(); ++it) {
        if (it.key().space == space)
            found.append(it.key().name);
    }
    return found;
}

StoreState MemorySecretStore::state(std::stop_token)
{
    return StoreState::Ready;
}

QString MemorySecretStore::description() const
{
    return u"memory (this run only)"_s;
}

Result<Sensitive> EnvironmentSecretStore::read(const SecretName &name, std::stop_token)
{
    const QByteArray variable = variablePrefix + name.name.toUtf8();
    if (name.name.isEmpty() || name.name.contains(u'\0') || name.name.contains(u'=')
        || !qEnvironmentVariableIsSet(variable.constData()))
        return missing(name,
                       u"set the environment variable %1"_s.arg(QString::fromUtf8(variable).section(u'\0', 0, 0)));
    return Sensitive(qgetenv(variable.constData()));
}

Result<Done> EnvironmentSecretStore::write(const SecretName &, const Sensitive &, std::stop_token)
{
    return readOnly();
}

Result<Done> EnvironmentSecretStore::remove(const SecretName &, std::stop_token)
{
    return readOnly();
}

Result<QStringList> EnvironmentSecretStore::names(const QString &, std::stop_token)
{
    const QStringList variables = QProcessEnvironment::systemEnvironment().keys();
    const QString prefix = QString::fromLatin1(variablePrefix);
    QStringList found;
    for (const QString &variable : variables) {
        if (variable.startsWith(prefix) && variable.size() > prefix.size())
            found.append(variable.sliced(prefix.size()));
    }
    found.sort();
    return found;
}

StoreState EnvironmentSecretStore::state(std::stop_token)
{
    return StoreState::ReadOnly;
}

QString EnvironmentSecretStore::description() const
{
    return u"environment variables"_s;
}

} // namespace Plugboard::Secrets
