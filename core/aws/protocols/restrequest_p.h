#pragma once

#include "core/aws/protocols/inputwalk_p.h"
#include "core/aws/protocols/wireprotocol_p.h"
#include "core/http/message.h"

#include <QByteArray>
#include <QList>

namespace Plugboard::Aws {

/// The message of an operation of a REST protocol: members go into the path, the query, headers and the body as the model says.
///
/// Source: Smithy, "HTTP bindings", with the names that service-2.json has for them.
class RestRequest final
{
public:
    RestRequest(WireProtocol protocol, const Operation &operation, const Value &input)
        : m_protocol(protocol)
        , m_operation(operation)
        , m_input(input)
    {
    }

    /// Path and query of the target are those below the endpoint's.
    Result<Http::Request> request();

private:
    void addPath(QByteArrayView path);
    QByteArray label(QByteArrayView name, bool greedy);
    void addMembers();
    void addHeader(const Member &member, const Value &value);
    void addPrefixHeaders(const Member &member, const Value &value);
    void addQueryMember(const Member &member, const Value &value);
    void addQueryMap(const Member &member, const Value &value);
    void addQueryPairs(const QByteArray &name, const Member &use, const Value &value, const QString &path);
    void addBody();
    void addPayload(const Member &payload, const Value &value);
    void addStructure(const Member &root, const QString &name, const Value &value, const InputWalk::Filter &filter);
    void setContentType(const QByteArray &type);
    bool expectMap(const Value &value, const QString &path);

    WireProtocol m_protocol;
    const Operation &m_operation;
    const Value &m_input;
    InputWalk m_walk;
    Http::Request m_request;
    QList<QByteArray> m_queryNames; ///< Encoded; a map does not override what stands there by itself
};

} // namespace Plugboard::Aws
