#pragma once

#include "core/feel/completion.h"
#include "models/backend.h"
#include "models/latesttask.h"

#include <QObject>

#include <functional>

namespace Plugboard::Models {

/// Answers an expression editor's questions from workers: completion, signatures, what a part's value is. Lives in the GUI
/// thread; only the newest question of each kind is answered, and never after the text changed again (the editor compares
/// `text`).
///
///     assistant.setSight([state](const Feel::Environment &environment) { return Inputs::sightOf(…); });
///     assistant.complete(text, caret);   // later: completed(text, completions)
class Assistant final : public QObject
{
    Q_OBJECT

public:
    /// What the expression sees; called in a worker for each question, must own or share all it uses.
    using SightOf = std::function<Feel::Sight(const Feel::Environment &environment)>;

    /// Gives what the next question is asked with, in the GUI thread: for a sight that changes with what is typed elsewhere.
    using SightSource = std::function<SightOf()>;

    explicit Assistant(const Backend &backend, QObject *parent = nullptr);

    void setSight(SightOf sight);
    void setSightSource(SightSource source);

    void complete(const QString &text, int position);
    void showSignatures(const QString &text, int position);
    void explain(const QString &text, int position);

signals:
    void completed(const QString &text, const Plugboard::Feel::Completions &completions);
    void signaturesFound(const QString &text, const QList<Plugboard::Feel::Signature> &signatures);
    /// Nothing there: nullopt.
    void explained(const QString &text, const std::optional<Plugboard::Feel::Explanation> &explanation);

private:
    const Backend &m_backend;
    SightSource m_source;
    LatestTask m_completion;
    LatestTask m_signatures;
    LatestTask m_explanation;
};

} // namespace Plugboard::Models
