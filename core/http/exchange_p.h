#pragma once

#include "core/http/failures_p.h"
#include "core/http/lanes_p.h"
#include "core/http/transport.h"

#include <QElapsedTimer>
#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <condition_variable>
#include <memory>
#include <mutex>

namespace Plugboard::Http {

/// Where a caller waits for the network thread.
class Answer final
{
public:
    void give(Result<Response> result);
    Result<Response> take();

private:
    std::mutex m_mutex;
    std::condition_variable m_given;
    std::optional<Result<Response>> m_result;
};

/// One request on its way, in the network thread: from the manager's signals to one answer or one failure.
class Exchange final : public QObject
{
    Q_OBJECT

public:
    /// `url` gives the target's bytes when the manager encodes it. The answer is given exactly once.
    Exchange(Request request, QUrl url, ProgressSink progress, std::shared_ptr<Answer> answer, Lanes &lanes);
    ~Exchange() override;

    void start();
    /// Ends it early, unless it has ended.
    void end(Ending ending);
    /// Ends it as cancelled without waiting for anything.
    void abandon();
    bool isFor(const Answer *answer) const { return m_answer.get() == answer; }

signals:
    /// The answer was given; the exchange may be deleted.
    void ended();

private:
    void findHost();
    void send();
    QNetworkRequest networkRequest();
    void connectReply();
    void onConnecting();
    void onReached();
    void onBodyTaken(qint64 bytes);
    void onHeaders();
    void onBody();
    void onDeadline();
    void settle();
    void watchConnection();

    quint64 allowedBytes() const;
    bool headersFit() const;
    bool isComplete() const;
    bool hasProvenEnd() const;
    bool endMeansSent() const;
    bool hasSent(const TcpWitness &witness) const;
    void moved();
    void armDeadline();
    void tell(Phase phase, qint64 done = 0, qint64 total = -1);
    Failure failure() const;
    Response response();
    void conclude();
    void leaveLane(bool complete);

    Request m_request;
    QUrl m_url;
    ProgressSink m_progress;
    std::shared_ptr<Answer> m_answer;
    Lanes &m_lanes;
    Lane *m_lane = nullptr;
    QPointer<QNetworkReply> m_reply;

    QElapsedTimer m_clock;
    QTimer m_deadline;
    QTimer m_watch; ///< Until the headers are there
    int m_looksWithoutConnection = 0;
    int m_lookup = -1;
    std::shared_ptr<Guarded> m_guarded;
    qint64 m_lastMove = 0; ///< On m_clock, milliseconds

    Ending m_ending = Ending::None;
    QList<QSslError> m_tlsErrors;
    bool m_reached = false; ///< Connected (and trusted, over TLS): from here on something may have been sent
    bool m_concluded = false;
    qint64 m_bodyGiven = 0;
    bool m_hostKnown = true;
    int m_status = 0;
    Response m_response;
};

} // namespace Plugboard::Http
