#pragma once

#include "core/feel/scope.h"
#include "core/value/value.h"

#include <QByteArrayList>

#include <memory>

namespace Plugboard::Inputs {

/// The inputs while they are being made: an ordered tree that grows by dotted paths.
///
///     tree.set({"topic", "topicArn"}, value);
///     const Feel::Scope scope = tree.scopeAt({"topic", "message"}, base);  // sees topicArn and
///     topic.topicArn
///
/// Writing costs the length of the path, however large the tree is.
class InputTree final
{
public:
    InputTree();

    /// A context set where contexts are already is merged into them entry by entry, and entries may
    /// be added to a context that was set as a whole (templates bind both `body` and `body.Body`).
    /// Anything else replaces what was there.
    void set(const QByteArrayList &path, const Value &value);

    /// `base`, above it the root, above that the contexts on the way to `path`: siblings by bare
    /// name, inner ones first.
    Feel::Scope scopeAt(const QByteArrayList &path, const Feel::Scope &base) const;
    /// Names of these layers that FEEL must be told because they are no plain ones.
    QList<QByteArray> unusualNamesAt(const QByteArrayList &path) const;

    Value value() const;

private:
    struct Node;
    class Layer;

    std::vector<std::shared_ptr<Node>> nodesAt(const QByteArrayList &path) const;

    std::shared_ptr<Node> m_root;
};

} // namespace Plugboard::Inputs
