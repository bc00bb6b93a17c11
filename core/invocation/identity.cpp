#include "core/invocation/identity_p.h"

#include "core/aws/credentials/chain.h"
#include "core/aws/credentials/sharedconfig.h"

#include <QDateTime>

namespace Plugboard::Invocation {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView formSource = u"fields of the form";

struct Candidate
{
    QString value;
    QString source;
};

Candidate firstGiven(std::initializer_list<Candidate> candidates)
{
    for (const Candidate &candidate : candidates)
        if (!candidate.value.isEmpty())
            return candidate;
    return {};
}

QString nameOf(const Identity &connection)
{
    return connection.name.isEmpty() ? u"connection"_s : connection.name;
}

Error keysError(const QString &message, const QString &where)
{
    return {Stage::Credentials, ErrorCode::Invalid, message, where};
}

/// The keys in the form's fields, if there are any. Pasted keys bring blanks and line ends along; a key never has them.
Result<std::optional<Aws::Credentials>> keysOfForm(const Value &fields)
{
    QByteArray keys[3];
    constexpr const char *names[] {"accessKey", "secretKey", "sessionToken"};
    for (int i = 0; i < 3; ++i) {
        const Value key = fields[names[i]];
        if (!key.isNull() && !key.isString())
            return keysError(u"must be a text, not a %1; write it in quotes"_s.arg(key.typeName()),
                             QLatin1StringView(names[i]));
        keys[i] = key.utf8().toByteArray().trimmed();
    }
    const auto &[accessKey, secretKey, sessionToken] = keys;
    if (accessKey.isEmpty() != secretKey.isEmpty())
        return keysError(u"access key and secret key belong together; fill both or none"_s,
                         QLatin1StringView(names[accessKey.isEmpty() ? 0 : 1]));
    if (accessKey.isEmpty())
        return std::optional<Aws::Credentials>();
    return std::optional(Aws::Credentials {accessKey, Sensitive(secretKey), Sensitive(sessionToken),
                                           formSource.toString(), std::nullopt});
}

Result<Aws::Credentials> credentialsOfSandbox(const Identity &sandbox, const std::optional<Aws::Credentials> &form,
                                              QStringList &warnings)
{
    if (!sandbox.credentials)
        return keysError(u"the sandbox has no keys; start it again"_s, {});
    if (!form)
        return *sandbox.credentials;
    if (form->accessKeyId == sandbox.credentials->accessKeyId)
        return *form;
    warnings.append(
        u"the keys in the form are not the sandbox's and were not used; choose another environment to call AWS with them"_s);
    return *sandbox.credentials;
}

Result<Aws::Credentials> credentials(const Job &job, const Value &fields, const QProcessEnvironment &environment,
                                     QStringList &warnings)
{
    const Result<std::optional<Aws::Credentials>> form = keysOfForm(fields);
    if (!form)
        return form.error();
    if (job.sandbox)
        return credentialsOfSandbox(*job.sandbox, *form, warnings);
    if (job.commandLine.credentials)
        return *job.commandLine.credentials;
    if (*form)
        return **form;
    if (job.connection.credentials)
        return *job.connection.credentials;
    return Aws::defaultChain(environment);
}

/// Of a request that is not signed.
Aws::Credentials noKeys()
{
    Aws::Credentials none;
    none.source = u"none: the request is not signed"_s;
    return none;
}

Result<Done> checkExpiry(const Aws::Credentials &credentials, Clock::Moment now)
{
    if (!credentials.expires || now < *credentials.expires)
        return Done {};
    const auto milliseconds
        = std::chrono::duration_cast<std::chrono::milliseconds>(credentials.expires->time_since_epoch());
    return keysError(
        u"the credentials (%1) expired at %2; get new ones"_s.arg(
            credentials.source, QDateTime::fromMSecsSinceEpoch(milliseconds.count(), Qt::UTC).toString(Qt::ISODate)),
        {});
}

Candidate region(const Job &job, const QString &field, const QProcessEnvironment &environment,
                 const QString &namedRegion)
{
    const QString standard = u"AWS_REGION"_s;
    const QString older = u"AWS_DEFAULT_REGION"_s;
    return firstGiven({{namedRegion, u"named by the service"_s},
                       {job.commandLine.region, u"command line"_s},
                       {field, formSource.toString()},
                       {job.connection.region, nameOf(job.connection)},
                       {job.sandbox ? job.sandbox->region : QString(), u"sandbox"_s},
                       {environment.value(standard), standard},
                       {environment.value(older), older}});
}

/// Empty: by AWS's rules, or by environment variables.
Candidate endpointUrl(const Job &job, const Calls::Plan &plan)
{
    if (job.sandbox)
        return {job.sandbox->endpoint, u"sandbox"_s};
    return firstGiven(
        {{job.commandLine.endpoint, u"command line"_s},
         {plan.endpoint, formSource.toString()},
         {job.connection.endpoints.value(plan.service, job.connection.endpoint), nameOf(job.connection)}});
}

/// What AWS's tools are told about endpoints. A damaged file is worth a warning, not the call: most of it is about other things.
Aws::EndpointSettings endpointSettings(const QProcessEnvironment &environment, QStringList &warnings)
{
    Aws::EndpointSettings settings {environment, {}, {}};
    const Result<Aws::SharedConfig> shared = Aws::readSharedConfig(environment);
    if (!shared) {
        warnings.append(u"AWS's shared configuration was not read (%1); mend that line"_s.arg(shared.error().text()));
        return settings;
    }
    const Value profile = shared->profiles[Aws::sharedProfileName(environment).toUtf8()];
    settings.profile = Aws::sharedNested(profile);
    settings.services = Aws::sharedNested(shared->services[profile["services"].utf8()]);
    return settings;
}

Result<Done> chooseEndpoint(const Job &job, const Calls::Plan &plan, const Services &services, Aws::EndpointQuery query,
                            const QString &namedRegion, ChosenIdentity &chosen)
{
    const auto [name, nameSource] = region(job, plan.region, services.environment, namedRegion);
    if (name.isEmpty())
        return Error {Stage::Call, ErrorCode::Invalid,
                      u"no region is set; choose one in the form, the environment, or AWS_REGION"_s, u"region"_s};
    const auto [url, urlSource] = endpointUrl(job, plan);
    if (job.sandbox && url.isEmpty())
        return Error {Stage::Call, ErrorCode::Invalid, u"the sandbox is not running; start it again"_s, {}};
    query.region = name;
    query.endpointUrl = url;
    // The sandbox is no part of AWS: what is configured for that does not concern it.
    if (!job.sandbox)
        query.settings = endpointSettings(services.environment, chosen.warnings);
    const Result<Aws::Endpoint> endpoint = services.endpoints.resolve(query);
    if (!endpoint)
        return endpoint.error();
    chosen.region = name;
    chosen.regionSource = nameSource;
    chosen.endpoint = *endpoint;
    chosen.endpointSource = url.isEmpty() ? endpoint->source : urlSource;
    return Done {};
}

} // namespace

QString ChosenIdentity::toText() const
{
    return u"credentials: %1, access key id %2\nregion: %3 (%4)\nendpoint: %5 (%6)"_s.arg(
        credentials.source, QString::fromUtf8(credentials.accessKeyId), region, regionSource, endpoint.target.display(),
        endpointSource);
}

Result<ChosenIdentity> chooseIdentity(const Job &job, const Calls::Plan &plan, const Aws::ServiceModel &model,
                                      const Aws::Operation &operation, const Services &services,
                                      const IdentityNeeds &needs)
{
    ChosenIdentity chosen;
    Result<Aws::Credentials> keys
        = needs.withoutKeys ? noKeys() : credentials(job, plan.credentials, services.environment, chosen.warnings);
    // A wrong region or endpoint is told first: without them no keys are needed.
    const Aws::EndpointQuery query {
        .model = model, .operation = &operation, .input = plan.input, .accountId = keys ? keys->accountId : QString()};
    if (const Result<Done> done = chooseEndpoint(job, plan, services, query, needs.namedRegion, chosen); !done)
        return done.error();
    if (!keys)
        return keys.error();
    if (const Result<Done> valid = checkExpiry(*keys, services.clock.now()); !valid)
        return valid.error();
    chosen.credentials = *std::move(keys);
    return chosen;
}

} // namespace Plugboard::Invocation
