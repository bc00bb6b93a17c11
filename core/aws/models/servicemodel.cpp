#include "core/aws/models/servicemodel.h"

#include "core/aws/models/modelreader_p.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

QString shapeTypeName(ShapeType type)
{
    switch (type) {
    case ShapeType::Structure:
        return u"structure"_s;
    case ShapeType::List:
        return u"list"_s;
    case ShapeType::Map:
        return u"map"_s;
    case ShapeType::String:
        return u"string"_s;
    case ShapeType::Integer:
        return u"integer"_s;
    case ShapeType::Long:
        return u"long"_s;
    case ShapeType::Float:
        return u"float"_s;
    case ShapeType::Double:
        return u"double"_s;
    case ShapeType::Boolean:
        return u"boolean"_s;
    case ShapeType::Blob:
        return u"blob"_s;
    case ShapeType::Timestamp:
        return u"timestamp"_s;
    }
    return {};
}

const Member *Shape::member(QStringView memberName) const
{
    const auto found
        = std::find_if(members.begin(), members.end(), [&](const Member &each) { return each.name == memberName; });
    return found == members.end() ? nullptr : &*found;
}

Result<ServiceModelPtr> ServiceModel::fromValue(const QString &id, const Value &root, const QString &path)
{
    return ModelReader(id, path, root).read();
}

ServiceModel::ServiceModel() = default;
ServiceModel::~ServiceModel() = default;

QStringList ServiceModel::operations() const
{
    QStringList names;
    names.reserve(qsizetype(m_operations.size()));
    for (const std::unique_ptr<Operation> &operation : m_operations)
        names.append(operation->name);
    return names;
}

const Operation *ServiceModel::operation(QStringView name) const
{
    return m_operationsByName.value(name.toString());
}

const Shape *ServiceModel::shape(QStringView name) const
{
    return m_shapesByName.value(name.toString());
}

} // namespace Plugboard::Aws
