#include "ui/expression/feelhints.h"

#include "ui/expression/feelcolours.h"
#include "ui/expression/hintcard.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostOverloads = 4;
/// Within so many lines of the editor's top, the card of the parameters stands above all of them.
constexpr int linesAbove = 6;

QString cardLine(const QString &html)
{
    return u"<div>"_s + html + u"</div>"_s;
}

QString codeHtml(const QString &text)
{
    return u"<code>"_s + text.toHtmlEscaped() + u"</code>"_s;
}

QString signatureHtml(const Feel::Signature &signature)
{
    QStringList parameters;
    for (qsizetype i = 0; i < signature.parameters.size(); ++i) {
        const QString parameter = signature.parameters.at(i).toHtmlEscaped();
        parameters.append(i == signature.active ? u"<b><u>"_s + parameter + u"</u></b>"_s : parameter);
    }
    QString html = u"<code>%1(%2)"_s.arg(signature.name.toHtmlEscaped(), parameters.join(", "_L1));
    if (!signature.result.isEmpty())
        html += u" → "_s + signature.result.toHtmlEscaped();
    return cardLine(html + u"</code>"_s);
}

QString signaturesHtml(const QList<Feel::Signature> &signatures)
{
    QString html;
    for (const Feel::Signature &signature : signatures.first(std::min(mostOverloads, signatures.size())))
        html += signatureHtml(signature);
    if (signatures.size() > mostOverloads)
        html += cardLine(FeelHints::tr("and %n more", nullptr, int(signatures.size() - mostOverloads)));
    if (const QString &documentation = signatures.first().documentation; !documentation.isEmpty())
        html += cardLine(documentation.toHtmlEscaped());
    return html;
}

QString explanationHtml(const Feel::Explanation &explanation)
{
    if (!explanation.functions.isEmpty())
        return signaturesHtml(explanation.functions);
    QString html = codeHtml(explanation.part);
    if (!explanation.type.isEmpty())
        html += u" : "_s + explanation.type.toHtmlEscaped();
    html = cardLine(html) + cardLine(u"→ "_s + codeHtml(explanation.value));
    if (explanation.firstItem)
        html += cardLine(FeelHints::tr("In the first turn; there may be more."));
    for (const QString &reason : explanation.reasons)
        html += cardLine(u"⚠ "_s + reason.toHtmlEscaped());
    return html;
}

} // namespace

FeelHints::FeelHints(QPlainTextEdit *edit, const FeelColours &colours)
    : QObject(edit)
    , m_edit(edit)
    , m_colours(colours)
{
    connect(edit->verticalScrollBar(), &QScrollBar::valueChanged, this, &FeelHints::closeExplanation);
}

bool FeelHints::isOpen() const
{
    return (m_signatures && !m_signatures->isHidden()) || (m_explanation && !m_explanation->isHidden());
}

void FeelHints::closeSignatures()
{
    m_wantsSignatures = false;
    m_askedCaret = -1;
    if (m_signatures)
        m_signatures->hide();
}

void FeelHints::closeExplanation()
{
    m_explained = -1;
    if (m_explanation)
        m_explanation->hide();
}

bool FeelHints::handleKey(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        const bool wasOpen = isOpen();
        closeExplanation();
        closeSignatures();
        return wasOpen;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        askSignatures();
        return true;
    }
    return false;
}

void FeelHints::onTyped(const QString &typed)
{
    closeExplanation();
    if (typed == "("_L1 || typed == ","_L1)
        m_wantsSignatures = true;
    if (m_wantsSignatures)
        askSignatures();
}

void FeelHints::onCaretMoved()
{
    closeExplanation();
    if (m_wantsSignatures)
        askSignatures();
}

void FeelHints::askSignatures()
{
    m_wantsSignatures = true;
    m_askedCaret = m_edit->textCursor().position();
    emit signaturesWanted(m_colours.text(), m_askedCaret);
}

void FeelHints::showSignatures(const QString &text, const QList<Feel::Signature> &signatures)
{
    if (!m_wantsSignatures || m_askedCaret != m_edit->textCursor().position() || text != m_colours.text())
        return;
    if (signatures.isEmpty() || !m_edit->hasFocus()) {
        closeSignatures();
        return;
    }
    if (m_explained >= 0)
        return; // Somebody asked what a part is; the next key asks for the parameters again
    if (!m_signatures)
        m_signatures = new HintCard(u"signature"_s, tr("Parameters"), m_edit);
    QRect place = m_edit->cursorRect();
    if (place.top() < linesAbove * m_edit->fontMetrics().lineSpacing())
        place.setTop(-m_edit->viewport()->y());
    place.moveTopLeft(m_edit->viewport()->mapToGlobal(place.topLeft()));
    m_signatures->tell(signaturesHtml(signatures), place, HintCard::Side::Above);
}

int FeelHints::characterAt(const QPoint &place) const
{
    const QTextCursor nearest = m_edit->cursorForPosition(place);
    const QRect before = m_edit->cursorRect(nearest);
    if (place.y() < before.top() || place.y() > before.bottom())
        return -1;
    const int position = nearest.position();
    if (place.x() < before.left())
        return nearest.positionInBlock() > 0 ? position - 1 : -1;
    return nearest.atBlockEnd() ? -1 : position;
}

bool FeelHints::onRest(const QPoint &place, const std::function<QStringList(int)> &said)
{
    const int position = characterAt(place);
    if (position < 0) {
        closeExplanation();
        return false;
    }
    m_isByKey = false;
    explain(position, said(position));
    return true;
}

void FeelHints::explainAtCaret(const QStringList &said)
{
    m_isByKey = true;
    explain(m_edit->textCursor().position(), said);
}

void FeelHints::explain(int position, const QStringList &said)
{
    const bool isNew = m_explained != position;
    m_explained = position;
    m_said = said;
    m_shownFrom = position;
    m_shownTo = position + 1;
    if (isNew && m_explanation)
        m_explanation->hide();
    if (isNew && !said.isEmpty())
        showExplanation(m_colours.text(), std::nullopt);
    emit explanationWanted(m_colours.text(), position);
}

void FeelHints::showExplanation(const QString &text, const std::optional<Feel::Explanation> &explanation)
{
    if (m_explained < 0 || text != m_colours.text())
        return;
    QString html;
    for (const QString &sentence : std::as_const(m_said))
        html += cardLine(u"⚠ "_s + sentence.toHtmlEscaped());
    if (explanation) {
        // A warning that is underlined is a reason, too.
        Feel::Explanation shown = *explanation;
        shown.reasons.removeIf([this](const QString &reason) { return m_said.contains(reason); });
        html += explanationHtml(shown);
        m_shownFrom = std::min(m_shownFrom, explanation->from);
        m_shownTo = std::max(m_shownTo, explanation->to);
    }
    if (html.isEmpty() && m_isByKey)
        html = cardLine(tr("Nothing at the caret has a value."));
    if (html.isEmpty())
        return;
    if (m_signatures)
        m_signatures->hide();
    if (!m_explanation)
        m_explanation = new HintCard(u"explanation"_s, tr("Explanation"), m_edit);
    const int length = int(m_colours.text().size());
    m_explanation->tell(html, placeOf(std::min(m_shownFrom, length), std::min(m_shownTo, length)),
                        HintCard::Side::Below);
}

/// On the screen; of a part of several lines its first one, below the mouse's line if that is another.
QRect FeelHints::placeOf(int from, int to) const
{
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(std::min<int>(m_explained, to));
    const QRect line = m_edit->cursorRect(cursor);
    cursor.setPosition(from);
    const QRect begin = m_edit->cursorRect(cursor);
    QRect place = line;
    if (begin.top() == line.top())
        place.setLeft(begin.left());
    place.moveTopLeft(m_edit->viewport()->mapToGlobal(place.topLeft()));
    return place;
}

void FeelHints::onMouseMoved(const QPoint &place)
{
    if (m_explained < 0 || m_isByKey)
        return;
    const int position = characterAt(place);
    if (position < m_shownFrom || position >= m_shownTo)
        closeExplanation();
}

} // namespace Plugboard::Ui
