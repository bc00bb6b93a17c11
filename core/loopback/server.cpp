#include "core/loopback/server.h"

#include <utility> // GCC 12 wants it before Asio

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <optional>
#include <string_view>
#include <thread>

namespace Plugboard::Loopback {

using namespace Qt::StringLiterals;

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = boost::asio::ip::tcp;
using ErrorCodeOfAsio = beast::error_code;

/// How long a client that was refused in the middle of its request may go on sending before the connection closes.
constexpr std::chrono::seconds farewell {2};
/// Until the next try after the system gave no connection: out of descriptors, most often.
constexpr std::chrono::milliseconds acceptPause {100};

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

std::string_view viewOf(beast::string_view text)
{
    return {text.data(), text.size()};
}

Response plainAnswer(int status, const QByteArray &sentence)
{
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, sentence + '\n'};
}

} // namespace

/// One connection: reads a request, hands it to the handler, writes the answer, and begins again.
class Connection final : public std::enable_shared_from_this<Connection>
{
public:
    Connection(Tcp::socket socket, const Handler &handler, const Limits &limits, int port, int &open)
        : m_stream(std::move(socket))
        , m_handler(handler)
        , m_limits(limits)
        , m_port(port)
        , m_open(open)
    {
        ++m_open;
    }
    ~Connection() { --m_open; }

    void read()
    {
        m_isHead = false;
        m_parser.emplace();
        m_parser->header_limit(std::uint32_t(m_limits.headerBytes));
        m_parser->body_limit(std::uint64_t(m_limits.bodyBytes));
        m_stream.expires_after(m_limits.idle);
        http::async_read_header(
            m_stream, m_buffer, *m_parser,
            [self = shared_from_this()](ErrorCodeOfAsio error, std::size_t) { self->onHeader(error); });
    }

    void refuse(const Response &response) { write(response, false); }

private:
    using Parser = http::request_parser<http::string_body>;

    void onHeader(ErrorCodeOfAsio error)
    {
        if (error)
            return onReadError(error);
        m_isHead = m_parser->get().method() == http::verb::head;
        if (const std::optional<Response> refusal = refusalOf(m_parser->get()))
            return write(*refusal, false);
        if (beast::iequals(m_parser->get()[http::field::expect], "100-continue"))
            return writeContinue();
        readBody();
    }

    /// Host names the server in its own words, and no other origin's page is behind it.
    std::optional<Response> refusalOf(const http::request<http::string_body> &request) const
    {
        if (request.count(http::field::host) > 1) // RFC 9112, section 3.2
            return plainAnswer(400, "The request has several Host headers; send one.");
        const QByteArray host = bytesOf(viewOf(request[http::field::host])).toLower();
        const QByteArray port = ':' + QByteArray::number(m_port);
        if (host != "127.0.0.1" + port && host != "localhost" + port)
            return plainAnswer(403, "The Host header names another server; call this one as 127.0.0.1" + port + '.');
        const QByteArray origin = bytesOf(viewOf(request[http::field::origin])).toLower();
        if (!origin.isEmpty() && origin != "http://" + host)
            return plainAnswer(403, "Pages of other origins may not call this server.");
        return std::nullopt;
    }

    void writeContinue()
    {
        auto answer = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
        http::async_write(m_stream, *answer, [self = shared_from_this(), answer](ErrorCodeOfAsio error, std::size_t) {
            if (!error)
                self->readBody();
        });
    }

    void readBody()
    {
        http::async_read(m_stream, m_buffer, *m_parser,
                         [self = shared_from_this()](ErrorCodeOfAsio error, std::size_t) {
                             if (error)
                                 self->onReadError(error);
                             else
                                 self->answer();
                         });
    }

    void onReadError(ErrorCodeOfAsio error)
    {
        if (error == http::error::header_limit)
            write(plainAnswer(431, "The headers are too large."), false);
        else if (error == http::error::body_limit)
            write(plainAnswer(413, "The body is too large."), false);
        else if (error.category() == make_error_code(http::error::bad_value).category()
                 && error != http::error::end_of_stream && error != http::error::partial_message)
            write(plainAnswer(400, "This is no HTTP/1.1 request."), false);
    }

    void answer()
    {
        const http::request<http::string_body> &read = m_parser->get();
        Request request {bytesOf(viewOf(read.method_string())),
                         bytesOf(viewOf(read.target())),
                         {},
                         QByteArray::fromStdString(read.body())};
        for (const auto &field : read)
            request.headers.append({bytesOf(viewOf(field.name_string())), bytesOf(viewOf(field.value()))});
        write(m_handler(request), read.keep_alive());
    }

    void write(const Response &response, bool keepAlive)
    {
        auto answer = std::make_shared<http::response<http::string_body>>();
        answer->version(11);
        answer->result(unsigned(response.status));
        for (const auto &[name, value] : response.headers)
            answer->insert({name.constData(), std::size_t(name.size())},
                           {value.constData(), std::size_t(value.size())});
        answer->keep_alive(keepAlive);
        if (m_isHead)
            answer->content_length(std::uint64_t(response.body.size()));
        else
            answer->body() = response.body.toStdString();
        if (!m_isHead)
            answer->prepare_payload();
        m_stream.expires_after(m_limits.idle);
        http::async_write(m_stream, *answer,
                          [self = shared_from_this(), answer, keepAlive](ErrorCodeOfAsio error, std::size_t) {
                              if (error)
                                  return;
                              if (keepAlive)
                                  return self->read();
                              self->close();
                          });
    }

    /// A connection that is closed with unread bytes is reset, and the answer may be lost with it: what still comes is read
    /// and thrown away for a while (RFC 9112, section 9.6).
    void close()
    {
        ErrorCodeOfAsio ignored;
        m_stream.socket().shutdown(Tcp::socket::shutdown_send, ignored);
        m_stream.expires_after(farewell);
        discard();
    }

    void discard()
    {
        m_buffer.clear();
        m_stream.async_read_some(m_buffer.prepare(64 << 10),
                                 [self = shared_from_this()](ErrorCodeOfAsio error, std::size_t) {
                                     if (!error)
                                         self->discard();
                                 });
    }

    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    const Handler &m_handler;
    const Limits &m_limits;
    int m_port;
    int &m_open;
    bool m_isHead = false;
};

class Server::Private
{
public:
    Private(Handler handler, const Limits &limits)
        : m_handler(std::move(handler))
        , m_limits(limits)
        , m_acceptor(m_context)
        , m_pause(m_context)
    {
    }

    ~Private()
    {
        m_context.stop();
        if (m_thread.joinable())
            m_thread.join();
    }

    Result<Done> listen(int port)
    {
        const Tcp::endpoint endpoint(boost::asio::ip::address_v4::loopback(), std::uint16_t(port));
        ErrorCodeOfAsio error;
        m_acceptor.open(endpoint.protocol(), error);
        if (!error)
            m_acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
        if (!error)
            m_acceptor.bind(endpoint, error);
        if (!error)
            m_acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
        const QString where = u"127.0.0.1:%1"_s.arg(port);
        if (error == boost::asio::error::address_in_use)
            return Error {Stage::Settings, ErrorCode::Conflict,
                          u"another program listens on this port; choose another one, or 0 for any"_s, where};
        if (error)
            return Error {Stage::Settings, ErrorCode::Unavailable,
                          u"cannot listen (%1); choose another port"_s.arg(QString::fromStdString(error.message())),
                          where};
        m_port = m_acceptor.local_endpoint().port();
        accept();
        m_thread = std::thread([this] { m_context.run(); });
        return Done {};
    }

    int port() const { return m_port; }

private:
    void accept()
    {
        m_acceptor.async_accept([this](ErrorCodeOfAsio error, Tcp::socket socket) {
            if (error == boost::asio::error::operation_aborted)
                return;
            if (error)
                return acceptLater();
            begin(std::move(socket));
            accept();
        });
    }

    void acceptLater()
    {
        m_pause.expires_after(acceptPause);
        m_pause.async_wait([this](ErrorCodeOfAsio error) {
            if (!error)
                accept();
        });
    }

    void begin(Tcp::socket socket)
    {
        ErrorCodeOfAsio ignored;
        socket.set_option(Tcp::no_delay(true), ignored);
        const bool isFull = m_open >= m_limits.connections;
        if (m_open >= 2 * m_limits.connections) // not even room to say so
            return;
        const auto connection = std::make_shared<Connection>(std::move(socket), m_handler, m_limits, m_port, m_open);
        if (isFull)
            connection->refuse(plainAnswer(503, "Too many connections at once; close some."));
        else
            connection->read();
    }

    Handler m_handler;
    Limits m_limits;
    int m_open = 0; ///< Only of the server's thread; outlives the connections that the context holds
    int m_port = 0;
    boost::asio::io_context m_context {1};
    Tcp::acceptor m_acceptor;
    boost::asio::steady_timer m_pause;
    std::thread m_thread;
};

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Server::Server(std::unique_ptr<Private> server)
    : m_private(std::move(server))
{
}

Server::~Server() = default;

int Server::port() const
{
    return m_private->port();
}

Result<std::unique_ptr<Server>> Server::start(Handler handler, int port, const Limits &limits)
{
    auto server = std::make_unique<Private>(std::move(handler), limits);
    if (const Result<Done> listening = server->listen(port); !listening)
        return listening.error();
    return std::unique_ptr<Server>(new Server(std::move(server)));
}

} // namespace Plugboard::Loopback
