#pragma once

#include "core/sandbox/queryservice_p.h"

namespace Plugboard::Sandbox {

/// Security Token Service: who is calling.
class StsService final : public QueryService
{
public:
    QString name() const override;

protected:
    QString xmlNamespace() const override;
    QString version() const override;
    bool has(const QString &action) const override;
    std::optional<Refusal> perform(const Call &call, QXmlStreamWriter &result) override;
};

} // namespace Plugboard::Sandbox
