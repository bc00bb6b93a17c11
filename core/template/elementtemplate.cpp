#include "core/template/elementtemplate.h"

#include <algorithm>

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

QString ElementTemplate::jobType() const
{
    for (const Property &property : properties) {
        if (property.binding.kind == Binding::Kind::JobType && property.value.isString())
            return property.value.string();
    }
    return {};
}

bool ElementTemplate::isExecutable() const
{
    // A plain `property` is the element's name or documentation in the diagram: nothing that a call
    // would miss.
    return std::none_of(properties.begin(), properties.end(), [](const Property &property) {
        return property.binding.kind == Binding::Kind::Other && property.binding.type != "property"_L1;
    });
}

} // namespace Plugboard::Template
