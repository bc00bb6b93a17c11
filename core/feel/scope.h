#pragma once

#include "core/value/value.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <vector>

namespace Plugboard::Feel {

/// The variables an expression sees: contexts on top of each other, later ones hide earlier ones. A value; cheap to copy.
///
///     Scope scope(processVariables);
///     scope.push(ContextBuilder().set("response", response).build());
class Scope final
{
public:
    Scope() = default;
    explicit Scope(const Value &context) { push(context); }

    /// Anything but a context adds nothing.
    Scope &push(const Value &context);
    /// A copy with one layer more.
    Scope with(const Value &context) const;

    std::optional<Value> find(QByteArrayView name) const;
    const std::vector<Value> &layers() const { return m_layers; }

    /// Names of all variables, each once, the upper layers first; for "did you mean" and completion.
    QList<QByteArray> names() const;

private:
    std::vector<Value> m_layers;
};

/// Whether FEEL reads `name` as one name without being told: a letter or `_`, then letters, digits, `_`; no keyword.
bool isPlainName(QByteArrayView name);

/// The names of a context that are no plain ones ("a b", "content-type"): what ParseOptions::names wants to know.
QList<QByteArray> unusualNames(const Scope &scope);
/// The same of all contexts below the top level, each once; looks at `most` entries at the most and at the first item of lists.
QList<QByteArray> unusualEntryNames(const Scope &scope, qsizetype most = 10'000);

} // namespace Plugboard::Feel
