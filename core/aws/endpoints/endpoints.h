#pragma once

#include "core/aws/endpoints/endpointsettings.h"
#include "core/aws/models/servicemodel.h"
#include "core/base/result.h"
#include "core/http/message.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

namespace Plugboard::Aws {

/// Where a request goes, and for what it is signed.
struct Endpoint
{
    Http::Target target; ///< Its path goes in front of the operation's; S3's rules put the bucket here
    Http::Headers headers; ///< That the rules demand of the request
    QByteArray signingName;
    QByteArray signingRegion;
    bool doubleEncodePath = true; ///< False: the path is signed as it is on the wire (S3)
    QString source; ///< Why it is this one, as shown: "region eu-central-1", "AWS_ENDPOINT_URL_SNS", "endpoint URL"
};

/// What is to be reached. Service and operation outlive the query.
struct EndpointQuery
{
    const ServiceModel &model;
    const Operation *operation = nullptr; ///< Null: the service in general
    Value input {}; ///< Of the operation: bucket names and ARNs choose hosts
    QString region {};
    QString endpointUrl {}; ///< Beats everything that is configured; empty: none
    QString accountId {}; ///< Of the credentials, if known
    EndpointSettings settings {};
};

/// Finds endpoints by AWS's rules: the endpoint-rule-set-1.json beside the service's model and the partitions.json of its
/// folder; without rules by the folder's endpoints.json, and without that by the usual form SERVICE.REGION.SUFFIX.
///
///     Result<Endpoint> endpoint = resolver.resolve({.model = *model, .operation = operation, .region = region});
///
/// First of: the query's `endpointUrl`, configuredEndpoint(), the rules; a URL goes through the rules too, which may add
/// to it. Rules are read and compiled at a service's first question and kept. Thread-safe.
class EndpointResolver final
{
public:
    /// `folders` of models: searched for partitions.json and endpoints.json where a model's own folder has none.
    explicit EndpointResolver(QStringList folders);
    ~EndpointResolver();

    /// Errors: Stage::Call, Invalid: no region, a text that cannot be one, an availability zone, a URL that is none, settings
    /// that the rules refuse (in their words, with a remedy); Unreadable, Syntax: a file of the models is damaged.
    /// Stage::Signature, Unsupported: only signatures that are not made yet would be accepted (SigV4a).
    Result<Endpoint> resolve(const EndpointQuery &query) const;

private:
    class RuleCache;

    std::unique_ptr<RuleCache> m_rules;
};

} // namespace Plugboard::Aws
