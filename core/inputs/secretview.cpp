#include "core/inputs/secretview_p.h"

namespace Plugboard::Inputs {

namespace {

/// Has every name, and lists none: which secrets exist is not known here.
class SecretPlaceholders final : public ContextSource
{
public:
    qsizetype size() const override { return 0; }
    QByteArrayView keyAt(qsizetype) const override { return {}; }
    Value valueAt(qsizetype) const override { return {}; }
    std::optional<Value> find(QByteArrayView name) const override
    {
        return Value::utf8("{{secrets." + name.toByteArray() + "}}");
    }
};

} // namespace

Value camundaContext(const Value &variables)
{
    const Value own = variables["camunda"];
    const Value secrets = Value::context(std::make_shared<const SecretPlaceholders>());
    return (own.isContext() ? own : Value()).with("secrets", secrets);
}

} // namespace Plugboard::Inputs
