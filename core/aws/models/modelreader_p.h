#pragma once

#include "core/aws/models/servicemodel.h"

namespace Plugboard::Aws {

/// Turns the JSON of a service-2.json into a ServiceModel. Shapes are made first, all empty, so that they can point to each
/// other in any order; then filled.
class ModelReader final
{
public:
    ModelReader(const QString &id, const QString &path, const Value &root);

    Result<std::shared_ptr<const ServiceModel>> read();

private:
    void readMetadata(const Value &metadata);
    void makeShapes(const Value &shapes);
    void fillShape(Shape &shape, const Value &json);
    void readMembers(Shape &shape, const Value &json);
    void inheritLocations(Shape &shape);
    Member readMember(const Value &json, const QString &pointer);
    void readOperation(const QString &name, const Value &json);
    void readContextParams(Operation &operation, const Value &json);
    const Shape *find(const Value &reference, const QString &pointer);
    void fail(const QString &message, const QString &pointer);

    const Value &m_root;
    std::shared_ptr<ServiceModel> m_model;
    std::optional<Error> m_error; ///< The first
};

} // namespace Plugboard::Aws
