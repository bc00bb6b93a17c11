#include "core/sandbox/stsservice_p.h"

#include <QXmlStreamWriter>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

QString StsService::name() const
{
    return u"sts"_s;
}

QString StsService::xmlNamespace() const
{
    return u"https://sts.amazonaws.com/doc/2011-06-15/"_s;
}

QString StsService::version() const
{
    return u"2011-06-15"_s;
}

bool StsService::has(const QString &action) const
{
    return action == "GetCallerIdentity"_L1;
}

std::optional<Refusal> StsService::perform(const Call &call, QXmlStreamWriter &result)
{
    result.writeTextElement(u"Arn"_s, callerArn(call.region));
    result.writeTextElement(u"UserId"_s, u"AIDASANDBOXSANDBOX00"_s);
    result.writeTextElement(u"Account"_s, accountId);
    return std::nullopt;
}

} // namespace Plugboard::Sandbox
