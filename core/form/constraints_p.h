#pragma once

#include "core/form/plan_p.h"

namespace Plugboard::Form {

/// What is wrong with the text of a shown field, in words that stand under it; empty if nothing is.
/// `choices` are the ones that may be chosen now, `pattern` the field's compiled one.
///
/// Order and words as Camunda Modeler has them: empty first; an expression or a secret skips all
/// else.
QString complaint(const Field &field, const QString &text, bool isExpression, const QList<Choice> &choices,
                  const QRegularExpression *pattern);

/// Blank, or the `=` of an expression that has not been written.
bool isBlank(const QString &text);
/// Whether a text mentions a secret whose value is not known here.
bool mentionsSecret(const QString &text);
/// Whether it is nothing but one placeholder: "{{secrets.NAME}}".
bool isPlaceholder(const QString &text);

} // namespace Plugboard::Form
