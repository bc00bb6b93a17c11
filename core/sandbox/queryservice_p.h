#pragma once

#include "core/sandbox/service_p.h"

#include <QMap>

#include <optional>

class QXmlStreamWriter;

namespace Plugboard::Sandbox {

/// An operation called by the query protocol.
struct Call
{
    QString action; ///< "Publish"
    QString region;
    QMap<QString, QString> parameters; ///< Flat, as sent: "MessageAttributes.entry.1.Name"

    QString text(const QString &name) const { return parameters.value(name); }
    bool has(const QString &name) const { return parameters.contains(name); }
    /// Pairs of "PREFIX.1.KEY" and "PREFIX.1.VALUE", and so on, up to the first gap: "Attributes.entry", "key", "value".
    QList<std::pair<QString, QString>> pairs(const QString &prefix, const QString &key, const QString &value) const;
};

/// A service of the query protocol: an action and its parameters as a form, the answer in XML.
class QueryService : public Service
{
public:
    bool isMeantBy(const Loopback::Request &request) const final;
    Loopback::Response answer(const SignedRequest &request) final;

protected:
    virtual QString xmlNamespace() const = 0;
    virtual QString version() const = 0; ///< "2010-03-31"
    virtual bool has(const QString &action) const = 0;
    /// Writes what stands inside <ActionResult>, or refuses; then nothing of what was written is sent.
    virtual std::optional<Refusal> perform(const Call &call, QXmlStreamWriter &result) = 0;

private:
    std::optional<Refusal> actionRefusal(const Call &call) const;
};

} // namespace Plugboard::Sandbox
