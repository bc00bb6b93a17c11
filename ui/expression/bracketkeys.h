#pragma once

#include <QList>
#include <QTextCursor>

class QKeyEvent;
class QPlainTextEdit;

namespace Plugboard::Ui {

class FeelColours;

/// Keys around brackets and quotes: an opening one brings its closing one where nothing follows that it could enclose, typing
/// that one goes over it, Backspace takes both. Around a selection it puts both. Return keeps the indentation.
///
/// Nothing of that happens within texts and comments, nor before a name.
class BracketKeys final
{
public:
    BracketKeys(QPlainTextEdit *edit, const FeelColours &colours);

    /// True: the key is done.
    bool handle(QKeyEvent *event);
    /// The character at `position` was put there for the person, who may type over it.
    void addClosing(int position);

private:
    bool typeOver(QChar typed);
    bool typeOpening(QChar opening, QChar closing);
    bool mayClose(QChar opening, int at) const;
    bool removePair();
    void breakLine();
    bool isOurs(int position, QChar character);
    QChar at(int position) const;

    QPlainTextEdit *m_edit;
    const FeelColours &m_colours;
    QList<QTextCursor> m_closing; ///< Before each
};

} // namespace Plugboard::Ui
