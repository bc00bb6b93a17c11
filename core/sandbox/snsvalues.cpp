#include "core/sandbox/snsvalues_p.h"

#include "core/value/json.h"

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

Refusal invalidParameter(const QString &what)
{
    return {400, u"InvalidParameter"_s, u"Invalid parameter: "_s + what};
}

bool isTrueOrFalse(const QString &text)
{
    return text == "true"_L1 || text == "false"_L1;
}

bool isJsonObject(const QString &text)
{
    const Result<Value> value = Json::read(text.toUtf8());
    return value && value->isContext();
}

} // namespace Plugboard::Sandbox
