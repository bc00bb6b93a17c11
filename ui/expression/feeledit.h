#pragma once

#include "core/feel/completion.h"
#include "models/expression/finding.h"
#include "ui/expression/bracketkeys.h"
#include "ui/widgets/growingtext.h"

#include <QList>

#include <optional>

class QMenu;

namespace Plugboard {
namespace Models {
class Assistant;
}

namespace Ui {

class FeelColours;
class FeelCompleter;
class FeelHints;

/// Where FEEL is typed: colours, findings underlined at their characters, the bracket that belongs to the one at the caret,
/// completion, parameters, and what a part is. As high as its text, like GrowingText.
///
///     edit->setAssistant(assistant);        // answers the questions, in workers
///     edit->setFindings(findings);          // after each validation
///
/// Colours and underlines never change the document, so undo takes back what was typed and nothing else. Keys: Ctrl+Space
/// completes, Ctrl+Shift+Space shows parameters, Ctrl+I explains what is at the caret, F8 goes to the next finding. Tab leaves
/// the field while no list is open. Nothing is evaluated here.
class FeelEdit final : public GrowingText
{
    Q_OBJECT

public:
    explicit FeelEdit(QWidget *parent = nullptr);
    ~FeelEdit() override;

    /// Not owned; null: nobody answers.
    void setAssistant(Models::Assistant *assistant);

    /// For the text as it is now; they move with what is typed until the next ones come.
    void setFindings(const QList<Models::Finding> &findings);
    /// Where they are now. What was removed with its text is gone.
    QList<Models::Finding> findings() const;
    /// Selects what a finding is about, and takes the focus.
    void goTo(const Models::Finding &finding);
    /// To the next one behind the caret, or the first.
    void goToNextFinding();

    /// Places that a search found, as positions; `current` is the one it stands at, -1: none.
    void setFound(const QList<std::pair<int, int>> &places, qsizetype current);

    /// What a screen reader says about the field beside its first error.
    void setHelp(const QString &help);
    /// The menu of the mouse; the caller owns it.
    QMenu *makeMenu();

public slots:
    void showCompletions(const QString &text, const Plugboard::Feel::Completions &completions);
    void showSignatures(const QString &text, const QList<Plugboard::Feel::Signature> &signatures);
    void showExplanation(const QString &text, const std::optional<Plugboard::Feel::Explanation> &explanation);
    void complete();
    void explainAtCaret();

signals:
    void completionsWanted(const QString &text, int position);
    void signaturesWanted(const QString &text, int position);
    void explanationWanted(const QString &text, int position);
    void findingsChanged();

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Marked
    {
        Models::Finding finding;
        QTextCursor place; ///< Moves with the text
        bool hadPlace = true; ///< The finding stands at characters, not between
    };

    bool handleKey(QKeyEvent *event);
    bool wantsKey(const QKeyEvent *event) const;
    void onTyped(const QString &typed);
    void onCaretMoved();
    void closeHelpers();
    QTextCursor placeOf(const Models::Finding &finding) const;
    QStringList sentencesAt(int position) const;
    void mark();
    void appendBrackets(QList<QTextEdit::ExtraSelection> &marks) const;
    void appendFound(QList<QTextEdit::ExtraSelection> &marks) const;
    void describe();

    FeelColours *m_colours;
    BracketKeys m_brackets;
    FeelCompleter *m_completer;
    FeelHints *m_hints;
    Models::Assistant *m_assistant = nullptr;
    QList<Marked> m_findings;
    QList<QTextCursor> m_found;
    qsizetype m_currentFound = -1;
    QString m_help;
    bool m_isTyping = false; ///< A key is being handled; what it does to the caret is no movement
};

} // namespace Ui
} // namespace Plugboard
