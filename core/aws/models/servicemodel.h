#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace Plugboard::Aws {

enum class ShapeType {
    Structure,
    List,
    Map,
    String,
    Integer,
    Long,
    Float,
    Double,
    Boolean,
    Blob,
    Timestamp,
};

/// "structure", "list" … as models write it.
QString shapeTypeName(ShapeType type);

struct Shape;

/// A use of a shape: a member of a structure, the items of a list, the keys or values of a map.
struct Member
{
    QString name; ///< As callers say it; empty for items, keys and values
    const Shape *shape = nullptr; ///< Never null in a loaded model; lives as long as the model; may recur
    QString locationName; ///< Name on the wire; empty: `name`
    QString location; ///< "uri", "querystring", "header", "headers", "statusCode"; empty: the body
    QString queryName; ///< The ec2 protocol's name
    QString documentation; ///< HTML; empty: see the shape's
    QString timestampFormat; ///< "iso8601", "unixTimestamp", "rfc822"; empty: see the shape's
    QString xmlNamespace; ///< URI; empty: see the shape's
    QString xmlNamespacePrefix; ///< "xsi" of xmlns:xsi; empty: the default namespace
    QString contextParam; ///< The parameter of the endpoint rules that takes this member's value
    bool required = false;
    bool flattened = false;
    bool idempotencyToken = false;
    bool streaming = false;
    bool xmlAttribute = false;
    bool jsonValue = false;
    bool hostLabel = false;
    bool deprecated = false;
    bool eventHeader = false; ///< Of a message of an event stream: stands among its headers
    bool eventPayload = false; ///< The same: is its payload

    QString wireName() const { return locationName.isEmpty() ? name : locationName; }
};

/// A type of a service. Which parts are filled depends on `type`.
struct Shape
{
    QString name;
    ShapeType type = ShapeType::Structure;
    QString documentation; ///< HTML
    QList<Member> members; ///< Structure, in the order of the model
    QStringList required; ///< Structure: names of the members that must be there
    Member item; ///< List
    Member key; ///< Map
    Member value; ///< Map
    QStringList enumeration; ///< String: the values known when the model was written; services learn new ones
    std::optional<double> minimum; ///< Of a number; of a string's, list's or blob's length
    std::optional<double> maximum;
    QString pattern; ///< Not reliable: warn, never refuse
    QString payload; ///< Structure: the member that is the whole body
    QString location; ///< Older models: where uses of it stand that do not say so themselves
    QString locationName;
    QString timestampFormat;
    QString xmlNamespace;
    QString xmlNamespacePrefix;
    QString errorCode; ///< Exception: its code on the wire, if that is not the shape's name
    int errorStatus = 0;
    bool exception = false;
    bool retryable = false; ///< Exception: the same request may succeed later
    bool throttling = false; ///< … because requests come too fast
    bool sensitive = false;
    bool flattened = false;
    bool unionType = false;
    bool document = false;
    bool streaming = false;
    bool eventStream = false; ///< Structure: a stream of messages, each of which is one of its members

    const Member *member(QStringView memberName) const;
};

/// Which checksums an operation wants and gives (Smithy, "httpChecksum trait"; older models: httpChecksumRequired).
struct Checksums
{
    bool required = false; ///< The request must have one
    bool offered = false; ///< The operation has flexible checksums; without them only Content-MD5 is known
    QString requestMember; ///< Input member that names the request's algorithm; empty: none
    QString validationMember; ///< Input member that asks for one of the answer: set to "ENABLED"
    QStringList responseAlgorithms; ///< "CRC32", "SHA256" …
};

struct Operation
{
    QString name; ///< "Publish"
    QString method = QStringLiteral("POST");
    QString uri = QStringLiteral("/"); ///< Template with {labels}
    const Shape *input = nullptr; ///< Null: takes nothing
    QString inputName; ///< rest-xml: the root element; empty: the shape's
    QString inputNamespace; ///< rest-xml: of the root element
    QString inputPayload; ///< Older models: the input's member that is the whole body; empty: see the shape's
    const Shape *output = nullptr; ///< Null: answers nothing
    QString resultWrapper; ///< Query protocol: the element around the result
    QList<const Shape *> errors;
    QString documentation; ///< HTML
    QString authType; ///< "none": unsigned; "v4-unsigned-body"; empty: as the service
    QString hostPrefix; ///< "{AccountId}." in front of the host
    QStringList requestCompression; ///< Encodings that the service takes for large bodies, best first: "gzip"
    Value staticContextParams; ///< Of the endpoint rules, by name; null: none
    QMap<QString, QString> operationContextParams; ///< Of the endpoint rules: name, JMESPath into the input
    bool deprecated = false;
    Checksums checksums;
    QStringList authSchemes; ///< "aws.auth#sigv4", "smithy.api#noAuth" …, best first; empty: as authType
    bool unsignedPayload = false; ///< The body is not hashed
    bool idempotent = false; ///< The service says that doing it twice is as doing it once
};

struct Metadata
{
    QString protocol; ///< "query", "json", "rest-json", "rest-xml", "ec2", "smithy-rpc-v2-cbor"
    QStringList protocols; ///< All that the service speaks, best first; at least `protocol`
    QString apiVersion;
    QString endpointPrefix;
    QString signingName; ///< endpointPrefix if the model has none
    QString signatureVersion;
    QString serviceId; ///< "SNS", "Cost Explorer"
    QString fullName;
    QString abbreviation;
    QString targetPrefix;
    QString jsonVersion;
    QString xmlNamespace;
    QString globalEndpoint;
    bool queryCompatible = false; ///< Spoke query once and still tells that protocol's error codes when asked to
};

/// One service as AWS describes it in a service-2.json: what can be asked, with which input, and what comes back.
///
/// Immutable; share it by ServiceModelPtr. Pointers to shapes and operations live as long as the model.
class ServiceModel final
{
public:
    /// From the parsed text of a service-2.json. `id` is the service's folder ("sns"), `path` the file if it is from one.
    /// Errors: Stage::Call, Invalid with a JSON pointer if it is no service model or names a shape that it does not have.
    static Result<std::shared_ptr<const ServiceModel>> fromValue(const QString &id, const Value &root,
                                                                 const QString &path = {});

    ~ServiceModel();
    ServiceModel(const ServiceModel &) = delete;
    ServiceModel &operator=(const ServiceModel &) = delete;

    const QString &id() const { return m_id; }
    /// Of its service-2.json[.gz]; endpoint rules, paginators and waiters lie beside it. Empty: from memory.
    const QString &path() const { return m_path; }
    const Metadata &metadata() const { return m_metadata; }
    const QString &documentation() const { return m_documentation; }
    /// Names in the order of the model.
    QStringList operations() const;
    /// Null if there is none of that name (case counts).
    const Operation *operation(QStringView name) const;
    const Shape *shape(QStringView name) const;

private:
    friend class ModelReader;
    ServiceModel();

    QString m_id;
    QString m_path;
    Metadata m_metadata;
    QString m_documentation;
    std::vector<std::unique_ptr<Shape>> m_shapes;
    QHash<QString, const Shape *> m_shapesByName;
    std::vector<std::unique_ptr<Operation>> m_operations;
    QHash<QString, const Operation *> m_operationsByName;
};

using ServiceModelPtr = std::shared_ptr<const ServiceModel>;

} // namespace Plugboard::Aws
