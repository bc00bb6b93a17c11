#include "ui/expression/feeledit.h"

#include "models/expression/assistant.h"
#include "ui/expression/feelcolours.h"
#include "ui/expression/feelcompleter.h"
#include "ui/expression/feelhints.h"
#include "ui/widgets/looks.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QInputMethodEvent>
#include <QMenu>
#include <QScopedValueRollback>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::Finding;

namespace {

/// More underlines than anybody reads would make each key slower.
constexpr qsizetype mostMarks = 200;
constexpr int narrowFinding = 2;

QColor severityColor(Finding::Severity severity, const QPalette &palette)
{
    switch (severity) {
    case Finding::Severity::Error:
        return textColor(TextColor::Bad, palette);
    case Finding::Severity::Warning:
        return textColor(TextColor::Unsure, palette);
    case Finding::Severity::Hint:
        break;
    }
    return palette.color(QPalette::Link);
}

/// As a ground on which text stays readable.
QColor tinted(QColor color)
{
    color.setAlphaF(0.28F);
    return color;
}

QString firstErrorOf(const QList<Finding> &findings)
{
    for (const Finding &finding : findings) {
        if (finding.severity == Finding::Severity::Error)
            return finding.message;
    }
    return findings.isEmpty() ? QString() : findings.first().message;
}

} // namespace

FeelEdit::FeelEdit(QWidget *parent)
    : GrowingText(parent)
    , m_colours(new FeelColours(document()))
    , m_brackets(this, *m_colours)
    , m_completer(new FeelCompleter(this, *m_colours))
    , m_hints(new FeelHints(this, *m_colours))
{
    setFont(valueFont());
    m_colours->setPalette(palette());
    viewport()->setMouseTracking(true);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &FeelEdit::onCaretMoved);
    connect(this, &QPlainTextEdit::textChanged, this, &FeelEdit::mark);
    connect(m_completer, &FeelCompleter::wanted, this, &FeelEdit::completionsWanted);
    connect(m_completer, &FeelCompleter::inserted, this, [this](int, int closing) {
        if (closing < 0)
            return;
        m_brackets.addClosing(closing);
        m_hints->askSignatures();
    });
    connect(m_hints, &FeelHints::signaturesWanted, this, &FeelEdit::signaturesWanted);
    connect(m_hints, &FeelHints::explanationWanted, this, &FeelEdit::explanationWanted);
}

FeelEdit::~FeelEdit() = default;

void FeelEdit::setAssistant(Models::Assistant *assistant)
{
    using Models::Assistant;
    if (m_assistant) {
        disconnect(this, nullptr, m_assistant, nullptr);
        disconnect(m_assistant, nullptr, this, nullptr);
    }
    m_assistant = assistant;
    if (!assistant)
        return;
    connect(this, &FeelEdit::completionsWanted, assistant, &Assistant::complete);
    connect(this, &FeelEdit::signaturesWanted, assistant, &Assistant::showSignatures);
    connect(this, &FeelEdit::explanationWanted, assistant, &Assistant::explain);
    connect(assistant, &Assistant::completed, this, &FeelEdit::showCompletions);
    connect(assistant, &Assistant::signaturesFound, this, &FeelEdit::showSignatures);
    connect(assistant, &Assistant::explained, this, &FeelEdit::showExplanation);
    connect(assistant, &QObject::destroyed, this, [this] { m_assistant = nullptr; });
}

void FeelEdit::setFindings(const QList<Finding> &findings)
{
    if (findings == this->findings())
        return;
    m_findings.clear();
    for (const Finding &finding : findings) {
        const QTextCursor place = placeOf(finding);
        m_findings.append({finding, place, place.hasSelection()});
    }
    mark();
    describe();
    emit findingsChanged();
}

/// Where something is missing, the character that can be seen before it is underlined, or else the one behind.
QTextCursor FeelEdit::placeOf(const Finding &finding) const
{
    const QString &text = m_colours->text();
    const int length = int(text.size());
    int from = std::clamp(finding.from, 0, length);
    int to = std::clamp(finding.to, from, length);
    const auto isBlank
        = [&text](int begin, int end) { return QStringView(text).sliced(begin, end - begin).trimmed().isEmpty(); };
    if (isBlank(from, to)) {
        int seen = from;
        while (seen > 0 && text.at(seen - 1).isSpace())
            --seen;
        from = seen > 0 ? seen - 1 : from;
        to = seen > 0 ? seen : std::min(length, from + 1);
    }
    QTextCursor place(document());
    place.setPosition(from);
    place.setPosition(to, QTextCursor::KeepAnchor);
    return place;
}

QList<Finding> FeelEdit::findings() const
{
    QList<Finding> findings;
    for (const Marked &marked : m_findings) {
        if (marked.hadPlace && !marked.place.hasSelection())
            continue;
        Finding finding = marked.finding;
        finding.from = marked.place.selectionStart();
        finding.to = marked.place.selectionEnd();
        findings.append(finding);
    }
    return findings;
}

void FeelEdit::goTo(const Finding &finding)
{
    QTextCursor cursor = textCursor();
    const int last = document()->characterCount() - 1;
    cursor.setPosition(std::clamp(finding.from, 0, last));
    cursor.setPosition(std::clamp(finding.to, 0, last), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    centerCursor();
    setFocus(Qt::OtherFocusReason);
}

void FeelEdit::goToNextFinding()
{
    const QList<Finding> all = findings();
    if (all.isEmpty())
        return;
    const int caret = textCursor().selectionStart();
    const auto isBehind = [caret](const Finding &finding) { return finding.from > caret; };
    const auto before = [](const Finding &a, const Finding &b) { return a.from < b.from; };
    QList<Finding> behind;
    std::copy_if(all.begin(), all.end(), std::back_inserter(behind), isBehind);
    goTo(behind.isEmpty() ? *std::min_element(all.begin(), all.end(), before)
                          : *std::min_element(behind.begin(), behind.end(), before));
}

void FeelEdit::setFound(const QList<std::pair<int, int>> &places, qsizetype current)
{
    m_found.clear();
    for (const auto &[from, to] : places.first(std::min(mostMarks, places.size()))) {
        QTextCursor place(document());
        place.setPosition(from);
        place.setPosition(to, QTextCursor::KeepAnchor);
        m_found.append(place);
    }
    m_currentFound = current;
    if (current >= 0 && current < places.size()) {
        QTextCursor cursor = textCursor();
        cursor.setPosition(places.at(current).first);
        cursor.setPosition(places.at(current).second, QTextCursor::KeepAnchor);
        setTextCursor(cursor);
        centerCursor();
    }
    mark();
}

void FeelEdit::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    appendFound(marks);
    appendBrackets(marks);
    // The most severe last: it is painted over the others.
    for (const Finding::Severity severity :
         {Finding::Severity::Hint, Finding::Severity::Warning, Finding::Severity::Error}) {
        for (const Marked &marked : std::as_const(m_findings)) {
            if (marked.finding.severity != severity || !marked.place.hasSelection() || marks.size() >= mostMarks)
                continue;
            QTextEdit::ExtraSelection selection;
            selection.cursor = marked.place;
            selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            const QColor color = severityColor(severity, palette());
            selection.format.setUnderlineColor(color);
            // The wave of one narrow character is easily missed.
            if (marked.place.selectionEnd() - marked.place.selectionStart() <= narrowFinding)
                selection.format.setBackground(tinted(color));
            marks.append(selection);
        }
    }
    setExtraSelections(marks);
}

void FeelEdit::appendBrackets(QList<QTextEdit::ExtraSelection> &marks) const
{
    const QString &text = m_colours->text();
    const int caret = textCursor().position();
    const auto isBracket = [&text](int position) {
        return position >= 0 && position < text.size() && u"()[]{}"_s.contains(text.at(position));
    };
    if (text.size() > FeelColours::longestText || !hasFocus() || !(isBracket(caret) || isBracket(caret - 1)))
        return;
    const std::optional<Feel::BracketPair> pair = Feel::bracketsAt(text, caret);
    if (!pair)
        return;
    for (const int position : {pair->first, pair->second}) {
        if (position < 0)
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(position);
        selection.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        selection.format.setBackground(
            tinted(pair->second >= 0 ? palette().color(QPalette::Highlight) : textColor(TextColor::Bad, palette())));
        selection.format.setFontWeight(QFont::Bold);
        marks.append(selection);
    }
}

void FeelEdit::appendFound(QList<QTextEdit::ExtraSelection> &marks) const
{
    for (const QTextCursor &place : m_found) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = place;
        selection.format.setBackground(tinted(textColor(TextColor::Unsure, palette())));
        marks.append(selection);
    }
}

void FeelEdit::setHelp(const QString &help)
{
    m_help = help;
    describe();
}

/// The first error is the first thing that is said about the field.
void FeelEdit::describe()
{
    QStringList parts {firstErrorOf(findings()), m_help};
    parts.removeAll(QString());
    const QString description = parts.join(u' ');
    if (accessibleDescription() == description)
        return;
    setAccessibleDescription(description); // Tells the screen reader
}

QStringList FeelEdit::sentencesAt(int position) const
{
    QStringList sentences;
    for (const Finding &finding : findings()) {
        if (finding.from <= position && position < finding.to)
            sentences.append(finding.message);
    }
    return sentences;
}

void FeelEdit::showCompletions(const QString &text, const Feel::Completions &completions)
{
    m_completer->show(text, completions);
}

void FeelEdit::showSignatures(const QString &text, const QList<Feel::Signature> &signatures)
{
    m_hints->showSignatures(text, signatures);
}

void FeelEdit::showExplanation(const QString &text, const std::optional<Feel::Explanation> &explanation)
{
    m_hints->showExplanation(text, explanation);
}

void FeelEdit::complete()
{
    setFocus(Qt::OtherFocusReason);
    m_completer->ask();
}

void FeelEdit::explainAtCaret()
{
    setFocus(Qt::OtherFocusReason);
    const int caret = textCursor().position();
    QStringList sentences = sentencesAt(caret);
    if (sentences.isEmpty())
        sentences = sentencesAt(caret - 1);
    m_hints->explainAtCaret(sentences);
}

/// Keys that shortcuts of the window must not take away while something of ours is open.
bool FeelEdit::wantsKey(const QKeyEvent *event) const
{
    if (event->key() == Qt::Key_Escape)
        return m_completer->isOpen() || m_hints->isOpen();
    const bool isControl
        = event->modifiers().testFlag(Qt::ControlModifier) && !event->modifiers().testFlag(Qt::AltModifier);
    return isControl && (event->key() == Qt::Key_Space || event->key() == Qt::Key_I);
}

bool FeelEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && wantsKey(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    // Tab would leave the field before keyPressEvent() sees it.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab
        && m_completer->isOpen() && handleKey(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return GrowingText::event(event);
}

bool FeelEdit::handleKey(QKeyEvent *event)
{
    if (m_completer->handleKey(event) || m_hints->handleKey(event))
        return true;
    if (event->key() == Qt::Key_I && event->modifiers() == Qt::ControlModifier) {
        explainAtCaret();
        return true;
    }
    if (event->key() == Qt::Key_F8 && event->modifiers() == Qt::NoModifier) {
        goToNextFinding();
        return true;
    }
    return m_brackets.handle(event);
}

void FeelEdit::keyPressEvent(QKeyEvent *event)
{
    const int revision = document()->revision();
    const int caret = textCursor().position();
    {
        const QScopedValueRollback typing(m_isTyping, true);
        if (handleKey(event))
            event->accept();
        else
            GrowingText::keyPressEvent(event);
    }
    const bool isPlain = event->text().size() > 0 && event->text().front().isPrint();
    const bool isErasing = event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete;
    const bool isChanged = document()->revision() != revision;
    if (isChanged && (isPlain || isErasing))
        onTyped(event->text());
    else if (isChanged || textCursor().position() != caret)
        onCaretMoved();
}

void FeelEdit::inputMethodEvent(QInputMethodEvent *event)
{
    const QString typed = event->commitString();
    {
        const QScopedValueRollback typing(m_isTyping, true);
        GrowingText::inputMethodEvent(event);
    }
    if (!typed.isEmpty())
        onTyped(typed);
}

void FeelEdit::onTyped(const QString &typed)
{
    m_completer->onTyped();
    m_hints->onTyped(typed);
}

void FeelEdit::onCaretMoved()
{
    mark();
    if (m_isTyping)
        return;
    m_completer->onCaretMoved();
    m_hints->onCaretMoved();
}

void FeelEdit::closeHelpers()
{
    m_completer->close();
    m_hints->closeSignatures();
    m_hints->closeExplanation();
}

bool FeelEdit::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ToolTip:
        if (m_hints->onRest(static_cast<QHelpEvent *>(event)->pos(),
                            [this](int position) { return sentencesAt(position); }))
            return true;
        break;
    case QEvent::MouseMove:
        m_hints->onMouseMoved(static_cast<QMouseEvent *>(event)->pos());
        break;
    case QEvent::Leave:
    case QEvent::Wheel:
        m_hints->closeExplanation();
        break;
    default:
        break;
    }
    return GrowingText::viewportEvent(event);
}

void FeelEdit::mousePressEvent(QMouseEvent *event)
{
    m_completer->close();
    m_hints->closeExplanation();
    GrowingText::mousePressEvent(event);
}

void FeelEdit::focusOutEvent(QFocusEvent *event)
{
    closeHelpers();
    GrowingText::focusOutEvent(event);
    mark();
}

void FeelEdit::changeEvent(QEvent *event)
{
    GrowingText::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_colours->setPalette(palette());
    mark();
}

QMenu *FeelEdit::makeMenu()
{
    QMenu *menu = createStandardContextMenu();
    menu->addSeparator();
    const auto add = [this, menu](const QString &text, const QString &keys, void (FeelEdit::*slot)()) {
        return menu->addAction(text + u'\t'
                                   + QKeySequence(keys, QKeySequence::PortableText).toString(QKeySequence::NativeText),
                               this, slot);
    };
    add(tr("Comp&lete"), u"Ctrl+Space"_s, &FeelEdit::complete)->setEnabled(!isReadOnly());
    add(tr("E&xplain what is at the caret"), u"Ctrl+I"_s, &FeelEdit::explainAtCaret);
    add(tr("Next &finding"), u"F8"_s, &FeelEdit::goToNextFinding)->setEnabled(!m_findings.isEmpty());
    return menu;
}

void FeelEdit::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = makeMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

} // namespace Plugboard::Ui
