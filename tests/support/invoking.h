#pragma once

#include "core/form/library.h"
#include "core/invocation/invocation.h"
#include "core/secrets/stores.h"

#include <QList>

#include <functional>

namespace Plugboard::Tests {

/// Answers as a test says, and remembers what was sent.
class FakeTransport final : public Http::Transport
{
public:
    using Answer = std::function<Result<Http::Response>(const Http::Request &request, const std::stop_token &stop)>;

    Result<Http::Response> exchange(const Http::Request &request, std::stop_token stop,
                                    const Http::ProgressSink &progress) override
    {
        if (progress)
            progress({Http::Phase::Waiting, 0, -1});
        sent.append(request);
        return answer(request, stop);
    }

    static Http::Response xml(int status, const QByteArray &body)
    {
        Http::Response response;
        response.status = status;
        response.headers.add("Content-Type", "text/xml");
        response.body = body;
        return response;
    }
    static Http::Response published()
    {
        return xml(200,
                   "<PublishResponse "
                   "xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>m-1</MessageId>"
                   "</PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>");
    }
    static Http::Response refused(int status, const QByteArray &code, const QByteArray &message)
    {
        return xml(status,
                   "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>"
                       + code + "</Code><Message>" + message
                       + "</Message></Error><RequestId>r-9</RequestId></ErrorResponse>");
    }

    QList<Http::Request> sent;
    Answer answer = [](const Http::Request &, const std::stop_token &) { return published(); };
};

/// Everything that an invocation needs, with the project's own connectors, this computer's models and a fake network.
class InvocationRig final
{
public:
    InvocationRig()
    {
        const QString connectors = QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/connectors");
        problems = catalogue.addFolder(connectors);
        problems += calls.addFolder(connectors);
        (void)secrets.write({QStringLiteral("test"), QStringLiteral("AWS_ACCESS_KEY")},
                            Sensitive("AKIAPLUGBOARDTEST234"));
        (void)secrets.write({QStringLiteral("test"), QStringLiteral("AWS_SECRET_KEY")}, Sensitive(secretKey));
    }

    Invocation::Services services() { return services(transport, secrets); }
    Invocation::Services services(Http::Transport &otherTransport, Secrets::SecretStore &otherSecrets)
    {
        return {otherTransport, otherSecrets, models, endpoints, signer, calls, clock, random, retries, environment};
    }

    Form::FormState form(const QString &id)
    {
        const Result<Form::FormPtr> found = forms.find(id);
        return found ? Form::FormState(*found, random) : Form::FormState();
    }

    /// The connector's form, filled so that it can be sent.
    Form::FormState publishForm()
    {
        Form::FormState state = form(QStringLiteral("plugboard.aws-sns"));
        for (const auto &[key, text] :
             {std::pair("authentication.accessKey", "{{secrets.AWS_ACCESS_KEY}}"),
              std::pair("authentication.secretKey", "{{secrets.AWS_SECRET_KEY}}"),
              std::pair("topic.topicArn", "arn:aws:sns:eu-central-1:123456789012:orders"),
              std::pair("configuration.region", "eu-central-1"), std::pair("topic.message", "= { orderId: 4711 }"),
              std::pair("resultExpression", "= { createdMessageID: response.messageId }")})
            state.setByKey(QString::fromLatin1(key), QString::fromLatin1(text));
        return state;
    }

    static Invocation::Job job(const Form::FormState &state)
    {
        Invocation::Job job;
        job.state = state;
        job.secretSpace = QStringLiteral("test");
        return job;
    }

    Invocation::Run invoke(const Invocation::Job &wanted, std::stop_token stop = {})
    {
        return Invocation::invoke(wanted, services(), std::move(stop));
    }

    /// Through a real transport, or another store of secrets.
    Invocation::Run invokeOver(Http::Transport &network, const Invocation::Job &wanted, std::stop_token stop = {})
    {
        return Invocation::invoke(wanted, services(network, secrets), std::move(stop));
    }
    Invocation::Run invokeWith(Secrets::SecretStore &store, const Invocation::Job &wanted, std::stop_token stop = {})
    {
        return Invocation::invoke(wanted, services(transport, store), std::move(stop));
    }

    static inline const QByteArray secretKey = "wJalrXUtnFEMIbK7MDENGbPxRfiCYPLUGBOARDKEY";

    FakeTransport transport;
    Secrets::MemorySecretStore secrets;
    Template::Catalogue catalogue;
    Calls::CallCatalogue calls;
    Errors problems;
    Aws::ModelLibrary models {Aws::ModelLibrary::defaultFolders()};
    Aws::EndpointResolver endpoints {models.folders()};
    Form::Library forms {catalogue, models};
    Aws::Signer signer;
    FixedClock clock {Clock::Moment(std::chrono::seconds(1'777'888'800))};
    SystemRandom random;
    Aws::RetryMemory retries;
    QProcessEnvironment environment;
};

} // namespace Plugboard::Tests
