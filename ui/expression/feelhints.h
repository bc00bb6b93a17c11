#pragma once

#include "core/feel/completion.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

class QKeyEvent;
class QPlainTextEdit;

namespace Plugboard::Ui {

class FeelColours;
class HintCard;

/// The two cards of an expression editor: parameters of the function that the caret is in, and what the part under the mouse
/// or at the caret is.
///
/// Parameters appear after `(` and `,` or on Ctrl+Shift+Space, above the text, and follow the caret until it leaves the call or
/// Esc is pressed. A part is explained where the mouse rests, or at the caret on Ctrl+I; the next key or movement ends that. At
/// most one of the cards is seen.
class FeelHints final : public QObject
{
    Q_OBJECT

public:
    FeelHints(QPlainTextEdit *edit, const FeelColours &colours);

    /// True: the key is done.
    bool handleKey(QKeyEvent *event);
    void onTyped(const QString &typed);
    void onCaretMoved();
    /// The mouse rests at a place of the viewport; `said` are sentences about it that are known already. False: there is no text.
    bool onRest(const QPoint &place, const std::function<QStringList(int)> &said);
    void onMouseMoved(const QPoint &place);
    void showSignatures(const QString &text, const QList<Feel::Signature> &signatures);
    void showExplanation(const QString &text, const std::optional<Feel::Explanation> &explanation);
    void askSignatures();
    void explainAtCaret(const QStringList &said);
    void closeSignatures();
    void closeExplanation();
    bool isOpen() const;
    /// The character under a place of the viewport; -1: none.
    int characterAt(const QPoint &place) const;

signals:
    void signaturesWanted(const QString &text, int position);
    void explanationWanted(const QString &text, int position);

private:
    void explain(int position, const QStringList &said);
    QRect placeOf(int from, int to) const;

    QPlainTextEdit *m_edit;
    const FeelColours &m_colours;
    HintCard *m_signatures = nullptr; ///< Made when there is something to show
    HintCard *m_explanation = nullptr;
    bool m_wantsSignatures = false;
    int m_askedCaret = -1; ///< Of the question for signatures
    int m_explained = -1; ///< Position that is or will be explained
    bool m_isByKey = false; ///< An answer is owed even if there is nothing to say
    QStringList m_said;
    int m_shownFrom = 0; ///< The part that the card is about
    int m_shownTo = 0;
};

} // namespace Plugboard::Ui
