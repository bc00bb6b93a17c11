#pragma once

#include "core/form/form.h"
#include "core/value/valuepath.h"

#include <functional>

namespace Plugboard::Form {

/// A use of a shape as a field; the caller gives it its id, path, key, label and group.
Field fieldOfMember(const Aws::Member &member);

/// The use of the shape one step below `shape`; null where the model has none, or the value is no such nesting.
const Aws::Member *memberBelow(const Aws::Shape &shape, const ValuePath::Step &step);

/// Whether it is made of others that the model knows.
bool isNested(const Aws::Shape &shape);
/// "document" for JSON of any kind, else the shape's type.
QString valueTypeOf(const Aws::Member &member);

/// The value that a typed text stands for in the JSON of an operation's input: texts of FEEL and of secrets stay texts, as
/// does what is no JSON of that type, so that textOfValue() gives the same text again.
Value valueOfText(const QString &valueType, const QString &text);
QString textOfValue(const Value &value);

/// "Tags[0].Key" of the steps.
QString partId(const std::vector<ValuePath::Step> &steps);
std::vector<ValuePath::Step> stepsOfField(const Field &field);

/// Calls `visit` for every part inside a value whose shape is known, from the outside in, in the order of the value.
/// `member` is null for what the model does not know. What is below FEEL, or of another type than the model's, is no part.
using PartVisitor = std::function<void(const std::vector<ValuePath::Step> &steps, const Aws::Member *member,
                                       const Value &value, bool isSecret)>;
void visitParts(const Aws::Shape &shape, const Value &value, std::vector<ValuePath::Step> &steps, bool isSecret,
                const PartVisitor &visit);

} // namespace Plugboard::Form
