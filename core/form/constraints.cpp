#include "core/form/constraints_p.h"

#include "core/form/shapecheck_p.h"
#include "core/value/decimal.h"

#include <algorithm>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

QString wrongType(const Field &field, const QString &text, const QList<Choice> &choices)
{
    if (field.type == FieldType::Number && !Decimal::fromText(text.trimmed().toUtf8()))
        return u"must be a number"_s;
    if (field.type == FieldType::Boolean && text != "true"_L1 && text != "false"_L1)
        return u"must be true or false"_s;
    if (field.type != FieldType::Choice || field.anyChoice || choices.isEmpty())
        return {};
    const bool known
        = std::any_of(choices.begin(), choices.end(), [&](const Choice &choice) { return choice.value == text; });
    if (known)
        return {};
    QStringList values;
    for (const Choice &choice : choices)
        values.append(choice.value);
    constexpr qsizetype shown = 10;
    const QString more = values.size() > shown ? u" …"_s : QString();
    return u"must be one of "_s + values.first(std::min(shown, values.size())).join(", "_L1) + more;
}

QString wrongLength(const Constraints &constraints, const QString &text)
{
    if (constraints.maxLength && text.size() > *constraints.maxLength)
        return u"cannot exceed %1 characters"_s.arg(*constraints.maxLength);
    if (constraints.minLength && text.size() < *constraints.minLength)
        return u"must be at least %1 characters"_s.arg(*constraints.minLength);
    return {};
}

/// A pattern that is no regular expression, or that would take too long, blocks nobody.
QString wrongPattern(const Field &field, const QString &text, const QRegularExpression *pattern)
{
    if (!pattern || !pattern->isValid())
        return {};
    const QRegularExpressionMatch match = pattern->match(text);
    if (!match.isValid() || match.hasMatch())
        return {};
    const Template::Pattern &rule = *field.constraints.pattern;
    return rule.message.isEmpty() ? u"must match pattern %1"_s.arg(rule.expression) : rule.message;
}

} // namespace

bool isBlank(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.isEmpty() || trimmed == "="_L1;
}

bool mentionsSecret(const QString &text)
{
    static const QRegularExpression braces(u"\\{\\{\\s*secrets\\."_s);
    return text.contains(braces) || text.startsWith("secrets."_L1);
}

bool isPlaceholder(const QString &text)
{
    static const QRegularExpression whole(u"\\A\\s*\\{\\{\\s*secrets\\.\\S+?\\s*\\}\\}\\s*\\z"_s);
    return whole.match(text).hasMatch();
}

QString complaint(const Field &field, const QString &text, bool isExpression, const QList<Choice> &choices,
                  const QRegularExpression *pattern)
{
    if (isBlank(text))
        return field.required ? u"must not be empty"_s : QString();
    if (isExpression)
        return {};
    if (field.shape) // Lengths and known values of AWS's models are warnings, and secrets stand in nested texts, too
        return mentionsSecret(text) && field.type != FieldType::Json ? QString() : wrongAwsType(field.valueType, text);
    if (mentionsSecret(text))
        return {};
    if (const QString wrong = wrongType(field, text, choices); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = wrongLength(field.constraints, text); !wrong.isEmpty())
        return wrong;
    return wrongPattern(field, text, pattern);
}

} // namespace Plugboard::Form
