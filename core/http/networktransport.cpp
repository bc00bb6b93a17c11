#include "core/http/networktransport.h"

#include "core/base/threads.h"
#include "core/http/contentcoding.h"
#include "core/http/exchange_p.h"

#include <QSslCertificate>
#include <QThread>

#include <algorithm>

namespace Plugboard::Http {

using namespace Qt::StringLiterals;

namespace {

Error rejected(const QString &message, const Target &target)
{
    return {Stage::Transport, ErrorCode::Invalid, message, target.display()};
}

/// The request line's target as the manager will write it: it removes dot segments and the first of two leading slashes.
QByteArray writtenBy(const QUrl &url)
{
    return url.toEncoded(QUrl::FullyEncoded | QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment
                         | QUrl::NormalizePathSegments);
}

/// A URL from which the manager makes exactly the target's bytes, or the refusal.
Result<QUrl> wireUrl(const Target &target)
{
    Target written = target;
    // "/." is a segment that the manager removes, and then it keeps both slashes.
    if (target.path.startsWith("//"))
        written.path.prepend("/.");
    const QUrl url = QUrl::fromEncoded(written.url(), QUrl::StrictMode);
    const QByteArray wanted = target.path + (target.query.isEmpty() ? QByteArray() : '?' + target.query);
    if (!url.isValid() || url.host(QUrl::FullyEncoded).isEmpty())
        return rejected(u"the URL is not one that can be called; check the endpoint"_s, target);
    if (writtenBy(url) == wanted)
        return url;
    // It also damages the odd path such as "/..a/.b".
    if (target.path.contains("/.")) {
        return rejected(
            u"the path has a segment “.” or “..”, or one that begins so, which cannot be sent unchanged here; use another path"_s,
            target);
    }
    return rejected(
        u"the path or query is percent-encoded in a way that cannot be sent unchanged; leave letters, digits and - . _ ~ as they are, and use capitals in %2F"_s,
        target);
}

} // namespace

/// What lives in the network thread.
class Exchanges final : public QObject
{
public:
    void start(Request request, const QUrl &url, ProgressSink progress, std::shared_ptr<Answer> answer)
    {
        auto exchange
            = std::make_unique<Exchange>(std::move(request), url, std::move(progress), std::move(answer), m_lanes);
        Exchange *started = exchange.get();
        connect(started, &Exchange::ended, this, [this, started] { forget(started); });
        m_running.push_back(std::move(exchange));
        started->start();
    }

    void cancel(const Answer *answer)
    {
        for (const auto &exchange : m_running) {
            if (exchange->isFor(answer))
                return exchange->end(Ending::Cancelled);
        }
    }

    /// Every caller gets an answer, even those whose cut connection has not yet told what was sent.
    void endAll()
    {
        while (!m_running.empty())
            m_running.back()->abandon();
    }

private:
    void forget(Exchange *exchange)
    {
        const auto found = std::find_if(m_running.begin(), m_running.end(),
                                        [&](const auto &running) { return running.get() == exchange; });
        found->release()->deleteLater(); // It is what is calling us.
        m_running.erase(found);
    }

    Lanes m_lanes;
    std::vector<std::unique_ptr<Exchange>> m_running;
};

/// The way into the network thread, for callers that may outlive it.
class Mailbox final
{
public:
    using Work = std::function<void(Exchanges &)>;

    Mailbox(QObject *context, std::unique_ptr<Exchanges> *exchanges)
        : m_context(context)
        , m_exchanges(exchanges)
    {
    }

    /// Runs `work` over there; false if that thread is gone.
    bool post(Work work)
    {
        const std::lock_guard lock(m_mutex);
        return postLocked(std::move(work));
    }

    /// The last post.
    void close(Work work)
    {
        const std::lock_guard lock(m_mutex);
        postLocked(std::move(work));
        m_context = nullptr;
    }

private:
    bool postLocked(Work work)
    {
        return m_context
            && QMetaObject::invokeMethod(
                   m_context, [exchanges = m_exchanges, work = std::move(work)] { work(**exchanges); },
                   Qt::QueuedConnection);
    }

    std::mutex m_mutex;
    QObject *m_context;
    std::unique_ptr<Exchanges> *m_exchanges;
};

class NetworkTransport::Private final
{
public:
    Private()
    {
        m_thread.setObjectName(u"plugboard-network"_s);
        m_context.moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::started, &m_context,
                         [this] { m_exchanges = std::make_unique<Exchanges>(); });
        QObject::connect(
            &m_thread, &QThread::finished, &m_context, [this] { m_exchanges.reset(); }, Qt::DirectConnection);
        m_thread.start();
    }

    ~Private()
    {
        m_mailbox->close([this](Exchanges &exchanges) {
            exchanges.endAll();
            m_thread.quit();
        });
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(Private)

    bool isNetworkThread() const { return QThread::currentThread() == &m_thread; }
    const std::shared_ptr<Mailbox> &mailbox() const { return m_mailbox; }

private:
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<Exchanges> m_exchanges; ///< Made and deleted in the thread
    std::shared_ptr<Mailbox> m_mailbox = std::make_shared<Mailbox>(&m_context, &m_exchanges);
};

NetworkTransport::NetworkTransport()
    : m_private(std::make_unique<Private>())
{
}

NetworkTransport::~NetworkTransport() = default;

Result<Response> NetworkTransport::exchange(const Request &request, std::stop_token stop, const ProgressSink &progress)
{
    if (m_private->isNetworkThread() || isWindowThread()) {
        return Error {
            Stage::Transport, ErrorCode::Internal,
            u"a request was started in a thread that must not wait; this is a defect of Plugboard, please report it"_s,
            request.target.display()};
    }
    if (const Result<Done> valid = validate(request); !valid)
        return valid.error();
    if (!request.certificateAuthorities.isEmpty()
        && QSslCertificate::fromData(request.certificateAuthorities, QSsl::Pem).isEmpty())
        return rejected(u"the certificate authorities hold no certificate in PEM form; choose another file"_s,
                        request.target);
    const Result<QUrl> url = wireUrl(request.target);
    if (!url)
        return url.error();
    const Error cancelled {Stage::Transport, ErrorCode::Cancelled, u"cancelled before anything was sent"_s,
                           request.target.display()};
    if (stop.stop_requested())
        return cancelled;

    const auto answer = std::make_shared<Answer>();
    const std::shared_ptr<Mailbox> mailbox = m_private->mailbox();
    if (!mailbox->post([=, url = *url](Exchanges &exchanges) { exchanges.start(request, url, progress, answer); }))
        return cancelled;
    const std::stop_callback cancel(
        stop, [=] { mailbox->post([answer](Exchanges &exchanges) { exchanges.cancel(answer.get()); }); });
    Result<Response> result = answer->take();
    if (!result || request.method == "HEAD")
        return result;
    // Here, because unpacking in the network thread would keep the others waiting.
    Result<QByteArray> body = decoded(std::move(result->body), result->headers.value("content-encoding"),
                                      {.bytes = request.limits.bodyBytes});
    if (!body) {
        Error error = body.error();
        error.where = request.target.display();
        return error;
    }
    result->body = std::move(*body);
    return result;
}

} // namespace Plugboard::Http
