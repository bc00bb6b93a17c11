#pragma once

#include "core/base/random.h"
#include "core/form/formstate.h"
#include "core/template/reader.h"
#include "tests/support/templates.h"

#include <QtTest/qtestcase.h>

#include <memory>

namespace Plugboard::Tests {

/// The form of a template that has only properties; null, with a failed test, if the reader refuses
/// it.
inline Form::FormPtr formOf(const QByteArray &properties, const QByteArray &more = {})
{
    Template::ReadFile file = Template::readTemplates(templateWith(properties, more));
    if (file.templates.isEmpty() || !file.templates.first().accepted()) {
        const Errors findings = file.templates.isEmpty() ? file.findings : file.templates.first().findings;
        QTest::qFail(qPrintable(findings.value(0).text()), __FILE__, __LINE__);
        return std::make_shared<const Form::Form>();
    }
    return Form::fromTemplate(
        std::make_shared<const Template::ElementTemplate>(*std::move(file.templates.first().value)));
}

inline Form::FormState stateOf(const QByteArray &properties, const QByteArray &more = {})
{
    SystemRandom random;
    return {formOf(properties, more), random};
}

/// {"id":…,"type":…,<more>,"binding":{"type":"zeebe:input","name":id}}
inline QByteArray input(const QByteArray &id, const QByteArray &type = "String", const QByteArray &more = {})
{
    return "{\"id\":\"" + id + "\",\"type\":\"" + type + "\"," + (more.isEmpty() ? QByteArray() : more + ',')
        + "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"" + id + "\"}}";
}

} // namespace Plugboard::Tests
