#include "core/aws/models/modelreader_p.h"

#include "core/value/json.h"

#include <array>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

struct TypeName
{
    QByteArrayView name;
    ShapeType type;
};

constexpr std::array typeNames {
    TypeName {"structure", ShapeType::Structure},
    TypeName {"list", ShapeType::List},
    TypeName {"map", ShapeType::Map},
    TypeName {"string", ShapeType::String},
    TypeName {"character", ShapeType::String},
    TypeName {"integer", ShapeType::Integer},
    TypeName {"long", ShapeType::Long},
    TypeName {"float", ShapeType::Float},
    TypeName {"double", ShapeType::Double},
    TypeName {"boolean", ShapeType::Boolean},
    TypeName {"blob", ShapeType::Blob},
    TypeName {"timestamp", ShapeType::Timestamp},
};

QStringList strings(const Value &list)
{
    QStringList texts;
    for (qsizetype i = 0; i < list.size(); ++i)
        texts.append(list.at(i).string());
    return texts;
}

std::optional<double> numberIn(const Value &json, const char *key)
{
    const Value value = json[key];
    if (!value.isNumber())
        return {};
    return value.number().toDouble();
}

/// Models write {"uri": …, "prefix": …}, older ones the URI alone.
QString namespaceIn(const Value &json)
{
    const Value xmlNamespace = json["xmlNamespace"];
    return xmlNamespace.isContext() ? xmlNamespace["uri"].string() : xmlNamespace.string();
}

QString pointerTo(const char *section, const QString &name)
{
    return Json::pointerStep(Json::pointerStep(QString(), QString::fromLatin1(section)), name);
}

Checksums checksumsOf(const Value &operation)
{
    const Value flexible = operation["httpChecksum"];
    return {.required = operation["httpChecksumRequired"].isTrue() || flexible["requestChecksumRequired"].isTrue(),
            .offered = flexible.isContext(),
            .requestMember = flexible["requestAlgorithmMember"].string(),
            .validationMember = flexible["requestValidationModeMember"].string(),
            .responseAlgorithms = strings(flexible["responseAlgorithms"])};
}

} // namespace

ModelReader::ModelReader(const QString &id, const QString &path, const Value &root)
    : m_root(root)
    , m_model(new ServiceModel)
{
    m_model->m_id = id;
    m_model->m_path = path;
}

Result<std::shared_ptr<const ServiceModel>> ModelReader::read()
{
    if (!m_root["metadata"].isContext() || !m_root["operations"].isContext()) {
        fail(u"this is no service model: it has no \"metadata\" and \"operations\""_s, QString());
        return *m_error;
    }
    readMetadata(m_root["metadata"]);
    m_model->m_documentation = m_root["documentation"].string();
    const Value shapes = m_root["shapes"];
    makeShapes(shapes);
    for (qsizetype i = 0; i < shapes.size(); ++i)
        fillShape(*m_model->m_shapes[std::size_t(i)], shapes.valueAt(i));
    for (const std::unique_ptr<Shape> &shape : m_model->m_shapes)
        inheritLocations(*shape);
    const Value operations = m_root["operations"];
    for (qsizetype i = 0; i < operations.size(); ++i)
        readOperation(QString::fromUtf8(operations.keyAt(i)), operations.valueAt(i));
    if (m_error)
        return *m_error;
    return std::shared_ptr<const ServiceModel>(m_model);
}

void ModelReader::readMetadata(const Value &metadata)
{
    Metadata &data = m_model->m_metadata;
    data.protocol = metadata["protocol"].string();
    data.protocols = strings(metadata["protocols"]);
    if (data.protocols.isEmpty())
        data.protocols.append(data.protocol);
    data.apiVersion = metadata["apiVersion"].string();
    data.endpointPrefix = metadata["endpointPrefix"].string();
    data.signingName = metadata["signingName"].string();
    if (data.signingName.isEmpty())
        data.signingName = data.endpointPrefix;
    data.signatureVersion = metadata["signatureVersion"].string();
    data.serviceId = metadata["serviceId"].string();
    data.fullName = metadata["serviceFullName"].string();
    data.abbreviation = metadata["serviceAbbreviation"].string();
    data.targetPrefix = metadata["targetPrefix"].string();
    data.jsonVersion = metadata["jsonVersion"].string();
    data.xmlNamespace = namespaceIn(metadata);
    data.globalEndpoint = metadata["globalEndpoint"].string();
    data.queryCompatible = metadata["awsQueryCompatible"].isContext();
}

void ModelReader::makeShapes(const Value &shapes)
{
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        auto shape = std::make_unique<Shape>();
        shape->name = QString::fromUtf8(shapes.keyAt(i));
        m_model->m_shapesByName.insert(shape->name, shape.get());
        m_model->m_shapes.push_back(std::move(shape));
    }
}

void ModelReader::fillShape(Shape &shape, const Value &json)
{
    const QString pointer = pointerTo("shapes", shape.name);
    const Value type = json["type"];
    const auto known = std::find_if(typeNames.begin(), typeNames.end(),
                                    [&](const TypeName &each) { return each.name == type.utf8(); });
    if (known == typeNames.end()) {
        fail(u"shape \"%1\" has the unknown type \"%2\""_s.arg(shape.name, type.string()), pointer);
        return;
    }
    shape.type = known->type;
    shape.documentation = json["documentation"].string();
    shape.enumeration = strings(json["enum"]);
    shape.minimum = numberIn(json, "min");
    shape.maximum = numberIn(json, "max");
    shape.pattern = json["pattern"].string();
    shape.payload = json["payload"].string();
    shape.location = json["location"].string();
    shape.locationName = json["locationName"].string();
    shape.timestampFormat = json["timestampFormat"].string();
    shape.xmlNamespace = namespaceIn(json);
    shape.xmlNamespacePrefix = json["xmlNamespace"]["prefix"].string();
    shape.exception = json["exception"].isTrue();
    shape.retryable = json["retryable"].isContext();
    shape.throttling = json["retryable"]["throttling"].isTrue();
    shape.errorCode = json["error"]["code"].string();
    shape.errorStatus = int(json["error"]["httpStatusCode"].number().toInt64().value_or(0));
    shape.sensitive = json["sensitive"].isTrue();
    shape.flattened = json["flattened"].isTrue();
    shape.unionType = json["union"].isTrue();
    shape.document = json["document"].isTrue();
    shape.streaming = json["streaming"].isTrue();
    shape.eventStream = json["eventstream"].isTrue();
    if (shape.type == ShapeType::Structure)
        readMembers(shape, json);
    else if (shape.type == ShapeType::List)
        shape.item = readMember(json["member"], pointer + u"/member"_s);
    if (shape.type == ShapeType::Map) {
        shape.key = readMember(json["key"], pointer + u"/key"_s);
        shape.value = readMember(json["value"], pointer + u"/value"_s);
    }
}

void ModelReader::readMembers(Shape &shape, const Value &json)
{
    const QString pointer = pointerTo("shapes", shape.name) + u"/members"_s;
    shape.required = strings(json["required"]);
    const Value members = json["members"];
    for (qsizetype i = 0; i < members.size(); ++i) {
        const QString name = QString::fromUtf8(members.keyAt(i));
        Member member = readMember(members.valueAt(i), Json::pointerStep(pointer, name));
        member.name = name;
        member.required = shape.required.contains(name);
        shape.members.append(std::move(member));
    }
}

/// Needs all shapes, because a member may come before what it uses.
void ModelReader::inheritLocations(Shape &shape)
{
    for (Member &member : shape.members) {
        if (member.shape == nullptr || member.shape->location.isEmpty() || !member.location.isEmpty())
            continue;
        member.location = member.shape->location;
        if (member.locationName.isEmpty())
            member.locationName = member.shape->locationName;
    }
}

Member ModelReader::readMember(const Value &json, const QString &pointer)
{
    Member member;
    member.shape = find(json, pointer);
    member.locationName = json["locationName"].string();
    member.location = json["location"].string();
    member.queryName = json["queryName"].string();
    member.documentation = json["documentation"].string();
    member.timestampFormat = json["timestampFormat"].string();
    member.xmlNamespace = namespaceIn(json);
    member.xmlNamespacePrefix = json["xmlNamespace"]["prefix"].string();
    member.contextParam = json["contextParam"]["name"].string();
    member.flattened = json["flattened"].isTrue();
    member.idempotencyToken = json["idempotencyToken"].isTrue();
    member.streaming = json["streaming"].isTrue();
    member.xmlAttribute = json["xmlAttribute"].isTrue();
    member.jsonValue = json["jsonvalue"].isTrue();
    member.hostLabel = json["hostLabel"].isTrue();
    member.deprecated = json["deprecated"].isTrue();
    member.eventHeader = json["eventheader"].isTrue();
    member.eventPayload = json["eventpayload"].isTrue();
    return member;
}

void ModelReader::readOperation(const QString &name, const Value &json)
{
    const QString pointer = pointerTo("operations", name);
    auto operation = std::make_unique<Operation>();
    operation->name = name;
    const Value http = json["http"];
    if (http["method"].isString())
        operation->method = http["method"].string();
    if (http["requestUri"].isString())
        operation->uri = http["requestUri"].string();
    if (json["input"].isContext())
        operation->input = find(json["input"], pointer + u"/input"_s);
    operation->inputName = json["input"]["locationName"].string();
    operation->inputNamespace = namespaceIn(json["input"]);
    operation->inputPayload = json["input"]["payload"].string();
    if (json["output"].isContext())
        operation->output = find(json["output"], pointer + u"/output"_s);
    operation->resultWrapper = json["output"]["resultWrapper"].string();
    const Value errors = json["errors"];
    for (qsizetype i = 0; i < errors.size(); ++i) {
        const QString where = pointer + u"/errors/"_s + QString::number(i);
        if (const Shape *shape = find(errors.at(i), where))
            operation->errors.append(shape);
    }
    operation->documentation = json["documentation"].string();
    operation->authType = json["authtype"].string();
    operation->hostPrefix = json["endpoint"]["hostPrefix"].string();
    operation->requestCompression = strings(json["requestcompression"]["encodings"]);
    readContextParams(*operation, json);
    operation->deprecated = json["deprecated"].isTrue();
    operation->authSchemes = strings(json["auth"]);
    operation->unsignedPayload = json["unsignedPayload"].isTrue() || operation->authType == "v4-unsigned-body"_L1;
    operation->idempotent = json["idempotent"].isTrue();
    operation->checksums = checksumsOf(json);
    m_model->m_operationsByName.insert(name, operation.get());
    m_model->m_operations.push_back(std::move(operation));
}

/// Source: Smithy, "smithy.rules#staticContextParams" and "smithy.rules#operationContextParams".
void ModelReader::readContextParams(Operation &operation, const Value &json)
{
    const Value fixed = json["staticContextParams"];
    for (qsizetype i = 0; i < fixed.size(); ++i)
        operation.staticContextParams = operation.staticContextParams.with(fixed.keyAt(i), fixed.valueAt(i)["value"]);
    const Value paths = json["operationContextParams"];
    for (qsizetype i = 0; i < paths.size(); ++i)
        operation.operationContextParams.insert(QString::fromUtf8(paths.keyAt(i)), paths.valueAt(i)["path"].string());
}

const Shape *ModelReader::find(const Value &reference, const QString &pointer)
{
    const QString name = reference["shape"].string();
    const Shape *shape = m_model->shape(name);
    if (shape == nullptr)
        fail(u"the model has no shape \"%1\", which is used here"_s.arg(name), pointer);
    return shape;
}

void ModelReader::fail(const QString &message, const QString &pointer)
{
    if (!m_error)
        m_error = Error {Stage::Call, ErrorCode::Invalid, message, pointer};
}

} // namespace Plugboard::Aws
