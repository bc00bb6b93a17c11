#pragma once

#include "core/feel/completion.h"

#include <QObject>

#include <functional>

class QKeyEvent;
class QPlainTextEdit;

namespace Plugboard::Ui {

class CompletionList;
class FeelColours;

/// Completion in an expression editor: when to ask for it, what to show of the answer, what the keys do with it, and what is
/// typed when one is taken.
///
/// The list opens on Ctrl+Space, after a dot, and after two letters of a word, also on the way back with Backspace. It goes on
/// filtering while letters are typed and newer answers are on their way. Tab and Return take the current row, Esc closes the
/// list until another word begins. While the list is closed no key means anything else than usual.
class FeelCompleter final : public QObject
{
    Q_OBJECT

public:
    FeelCompleter(QPlainTextEdit *edit, const FeelColours &colours);

    /// True: the key is done.
    bool handleKey(QKeyEvent *event);
    /// After each change of the text that a person made at the caret.
    void onTyped();
    /// After any other movement of the caret.
    void onCaretMoved();
    /// The answer to `wanted`.
    void show(const QString &text, const Feel::Completions &completions);
    void ask();
    void close();
    bool isOpen() const;

signals:
    void wanted(const QString &text, int position);
    /// The whole call was put in; the caret stands at `caret`, the closing bracket at `closing`, or -1.
    void inserted(int caret, int closing);

private:
    bool handleOpenKey(QKeyEvent *event);
    bool opensByItself(int caret) const;
    int wordStart(int caret) const;
    void askAt(int caret);
    void filter();
    void openList();
    bool take(int row);
    bool isPointless() const;
    QString word() const;

    QPlainTextEdit *m_edit;
    const FeelColours &m_colours;
    CompletionList *m_list = nullptr; ///< Made at the first answer
    int m_from = 0; ///< The word that is completed
    int m_behind = 0; ///< How much of it stands behind the caret
    int m_asked = -1; ///< Caret of the question that has no answer yet
    int m_dismissed = -1; ///< Begin of the word for which the list was closed by Esc
    bool m_isExplicit = false; ///< Ctrl+Space: stays, however little is typed
};

} // namespace Plugboard::Ui
