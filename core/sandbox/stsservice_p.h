#pragma once

#include "core/sandbox/service_p.h"

namespace Plugboard::Sandbox {

/// Security Token Service: who is calling.
class StsService final : public Service
{
public:
    QString xmlNamespace() const override;
    bool has(const QString &action) const override;
    std::optional<Refusal> answer(const Call &call, QXmlStreamWriter &result) override;
};

} // namespace Plugboard::Sandbox
