#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <memory>

namespace Plugboard::Aws {

/// A JMESPath expression (jmespath.org, "JMESPath Specification"), as far as AWS's paginators, waiters and endpoint rules
/// use the language: fields, indices, flattening, wildcards, multi-select lists, filters, comparisons, `||`, `&&`, `!`, literals, and the functions length,
/// contains and keys.
///
///     Result<JmesPath> path = JmesPath::parse(u"NextMarker || Contents[-1].Key");
///     const Value marker = path->search(output);
///
/// Immutable, cheap to copy, thread-safe.
class JmesPath final
{
public:
    struct Node;

    /// Errors: Stage::Call; Syntax with the column in `where`, and Unsupported for what of JMESPath is not among the above.
    static Result<JmesPath> parse(QStringView expression);

    /// Null where the value has nothing of that kind; so are comparisons of other things than numbers, by order.
    Value search(const Value &value) const;

    /// The text it was made from.
    const QString &text() const { return m_text; }

private:
    JmesPath(QString text, std::shared_ptr<const Node> root);

    QString m_text;
    std::shared_ptr<const Node> m_root; ///< Shared by copies
};

} // namespace Plugboard::Aws
