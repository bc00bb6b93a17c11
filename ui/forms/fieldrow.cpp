#include "ui/forms/fieldrow.h"

#include "ui/forms/fieldlabel.h"
#include "ui/forms/partseditor_p.h"
#include "ui/widgets/accentbutton.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/safehtml.h"

#include <QAccessible>
#include <QApplication>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QMenu>
#include <QUrl>
#include <QVBoxLayout>
#include <QWhatsThisClickedEvent>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

/// Longer descriptions show their first sentence; the rest is help.
constexpr qsizetype longDescription = 300;

QLabel *wrappedLine(TextColor color)
{
    auto *line = new QLabel;
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextColor(line, color);
    return line;
}

QString shownNameOf(const Form::Field &field)
{
    return !field.label.isEmpty() ? field.label : !field.path.isEmpty() ? field.path : field.id;
}

/// What a screen reader says after name and findings.
QStringList spokenHelp(const Form::Field &field)
{
    QStringList parts;
    if (field.required)
        parts.append(FieldRow::tr("required"));
    for (const QString &html : {field.description, field.tooltip}) {
        if (const QString text = firstSentence(html); !text.isEmpty())
            parts.append(text);
    }
    return parts;
}

/// The window has seen the person click.
void openLink(const QString &link)
{
    const QUrl url(link, QUrl::StrictMode);
    if (url.scheme() == "https"_L1 || url.scheme() == "http"_L1)
        QDesktopServices::openUrl(url);
}

} // namespace

FieldRow::FieldRow(const Form::Field &field, Models::OpenRequest *request, AssistantMaker makeAssistant,
                   QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_request(request)
    , m_makeAssistant(std::move(makeAssistant))
    , m_column(new QVBoxLayout(this))
    , m_label(new FieldLabel(field.required ? shownNameOf(field) + u" *"_s : shownNameOf(field), helpHtml()))
    , m_source(new Chip)
    , m_reset(new QToolButton)
    , m_editorRow(new QWidget)
    , m_spokenHelp(spokenHelp(field))
{
    setObjectName(u"row-"_s + field.path);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(2);
    makeReset();
    makeLabelLine();
    auto *editorRow = new QHBoxLayout(m_editorRow);
    editorRow->setContentsMargins(0, 0, 0, 0);
    editorRow->setSpacing(4);
    makeToggle();
    m_column->addWidget(m_editorRow);
    makeDescription();
    refresh();
}

QString FieldRow::helpHtml() const
{
    QStringList parts;
    if (!m_field.tooltip.isEmpty())
        parts.append(safeHtml(m_field.tooltip));
    if (m_field.description.size() >= longDescription)
        parts.append(safeHtml(m_field.description));
    // As rich text, so that a tooltip breaks its lines.
    return parts.isEmpty() ? QString() : u"<qt>"_s + parts.join("<p>"_L1) + u"</qt>"_s;
}

void FieldRow::makeLabelLine()
{
    m_label->installEventFilter(this);
    m_source->hide();
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(m_label);
    if (m_field.deprecated) {
        auto *deprecated = new Chip;
        deprecated->setText(tr("deprecated"));
        line->addWidget(deprecated);
    }
    line->addStretch();
    line->addWidget(m_source);
    if (m_field.feel == Form::FeelMode::Required) {
        auto *always = named(new Chip, u"feel-"_s + m_field.path, tr("This field is always a FEEL expression."));
        always->setText(u"FEEL"_s);
        always->setToolTip(always->accessibleName());
        line->addWidget(always);
    }
    line->addWidget(m_reset);
    m_column->addLayout(line);
}

void FieldRow::makeReset()
{
    m_reset->setText(u"↺"_s);
    m_reset->setAutoRaise(true);
    m_reset->setFont(smallFont());
    // The keyboard has it in the editor's menu; a stop at each field would be in the way.
    m_reset->setFocusPolicy(Qt::ClickFocus);
    m_reset->setToolTip(tr("Back to the default."));
    named(m_reset, u"reset-"_s + m_field.path, tr("Reset %1 to its default").arg(shownNameOf(m_field)));
    connect(m_reset, &QToolButton::clicked, this, &FieldRow::reset);
    QSizePolicy keepsPlace = m_reset->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsPlace);
}

void FieldRow::makeToggle()
{
    if (m_field.feel != Form::FeelMode::Optional)
        return;
    m_toggle = named(new AccentButton(u"fx"_s), u"feel-"_s + m_field.path,
                     tr("FEEL expression for %1").arg(shownNameOf(m_field)));
    m_toggle->setToolTip(tr("Write this field as a FEEL expression."));
    connect(m_toggle, &QToolButton::clicked, this, &FieldRow::toggleExpression);
    m_editorRow->layout()->addWidget(m_toggle);
    m_editorRow->layout()->setAlignment(m_toggle, Qt::AlignTop);
}

void FieldRow::makeDescription()
{
    if (m_field.description.isEmpty())
        return;
    QLabel *description = wrappedLine(TextColor::Quiet);
    description->setFont(smallFont());
    const bool isLong = m_field.description.size() >= longDescription;
    if (!isLong && (m_field.description.contains(u'<') || m_field.description.contains(u'&'))) {
        description->setTextFormat(Qt::RichText);
        description->setText(safeHtml(m_field.description));
        description->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        connect(description, &QLabel::linkActivated, this, &openLink);
    } else {
        description->setText(isLong ? firstSentence(m_field.description) : m_field.description);
    }
    m_column->addWidget(description);
}

/// Under the hands of who types, an editor changes only where it must: for an expression, and for more than a line.
EditorKind FieldRow::wantedEditor(const QString &text) const
{
    if (m_wantsExpression && text.startsWith(u'='))
        return EditorKind::Expression;
    EditorKind wanted = editorKindFor(m_field, text, m_request->state().isExpression(m_field));
    const bool isUnread = !text.trimmed().isEmpty() && m_request->state().value(m_field.id).isNull();
    if (wanted == EditorKind::Parts && isUnread)
        wanted = EditorKind::Text;
    const bool isLonger = m_kind == EditorKind::Line && wanted == EditorKind::Text;
    return m_isTyping && wanted != EditorKind::Expression && !isLonger ? m_kind : wanted;
}

void FieldRow::useEditor(EditorKind kind)
{
    const bool hadFocus = m_editor && m_editor->isAncestorOf(QApplication::focusWidget());
    if (m_editor) {
        m_editor->hide();
        m_editor->deleteLater();
    }
    m_kind = kind;
    if (kind == EditorKind::Parts)
        m_editor = new PartsEditor(m_field, m_request, m_makeAssistant, m_editorRow);
    else
        m_editor = makeEditor(kind, m_field, m_editorRow);
    if (kind == EditorKind::Expression && m_makeAssistant)
        m_editor->setAssistant(m_makeAssistant(m_field, m_editor));
    m_editor->setEnabled(m_field.editable);
    named(m_editor->input(), u"field-"_s + m_field.path, shownNameOf(m_field));
    m_editor->input()->setWhatsThis(m_label->whatsThis()); // Shift+F1
    m_editor->input()->installEventFilter(this);
    m_editor->menuOwner()->installEventFilter(this);
    static_cast<QHBoxLayout *>(m_editorRow->layout())->insertWidget(0, m_editor, 1);
    m_label->setBuddy(m_editor->input());
    connect(m_editor, &FieldEditor::edited, this, &FieldRow::onEdited);
    if (m_toggle)
        QWidget::setTabOrder(m_editor->input(), m_toggle);
    m_editor->setText(m_request->state().text(m_field.id));
    m_editor->show(); // The layout would do it a turn later, too late for the keyboard
    if (hadFocus) {
        m_editor->input()->setFocus();
        m_editor->moveToEnd();
    }
}

void FieldRow::onEdited(const QString &text)
{
    m_isTyping = true;
    m_request->setText(m_field.id, text);
    m_isTyping = false;
}

void FieldRow::toggleExpression(bool on)
{
    const QString text = m_request->state().text(m_field.id);
    const bool isMarked = text.startsWith(u'=');
    m_wantsExpression = on;
    if (on && !isMarked)
        m_request->setText(m_field.id, u'=' + text);
    else if (!on && isMarked && editorKindFor(m_field, text, true) == EditorKind::Expression)
        m_request->setText(m_field.id, text.sliced(1).trimmed());
    refresh();
    focusEditor();
}

void FieldRow::reset()
{
    m_wantsExpression = false;
    m_request->reset(m_field.id);
}

void FieldRow::refresh()
{
    const Form::FormState &state = m_request->state();
    const QString text = state.text(m_field.id);
    const EditorKind kind = wantedEditor(text);
    if (!m_editor || kind != m_kind)
        useEditor(kind);
    m_wantsExpression = kind == EditorKind::Expression;
    if (kind == EditorKind::Choice)
        m_editor->setChoices(state.choices(m_field));
    m_editor->setText(text);
    if (m_toggle)
        m_toggle->setChecked(m_wantsExpression);
    m_reset->setVisible(state.isTyped(m_field.id) && text != m_field.defaultText);
    if (!m_wantsExpression)
        m_preview.reset(); // The worker will say the same in a moment
    refreshSource(text);
    m_findings = m_request->findingsOf(m_field);
    refreshFindings();
    refreshWarnings();
    refreshPreview();
    describeInput();
}

/// Where the value comes from, unless it was typed.
void FieldRow::refreshSource(const QString &text)
{
    const QString secret = text.size() < 300 ? referencedSecret(text) : QString();
    QString source;
    if (!secret.isEmpty())
        source = tr("secret %1").arg(secret);
    else if (m_preview && !m_preview->variables.isEmpty())
        source = tr("from %1").arg(m_preview->variables.join(", "_L1));
    else if (!m_request->state().isTyped(m_field.id) && !text.isEmpty())
        source = m_field.generatedUuid ? tr("generated") : tr("default");
    m_source->setText(source);
    m_source->setVisible(!source.isEmpty());
}

void FieldRow::refreshFindings()
{
    QString text;
    for (const QString &finding : std::as_const(m_findings)) {
        if (!isUnderlined(finding))
            text += (text.isEmpty() ? u"⚠ "_s : u"\n⚠ "_s) + finding;
    }
    if (!m_findingLines && text.isEmpty())
        return;
    if (!m_findingLines) {
        m_findingLines = named(wrappedLine(TextColor::Bad), u"findings-"_s + m_field.path,
                               tr("Findings of %1").arg(shownNameOf(m_field)));
        m_column->insertWidget(2, m_findingLines);
    }
    if (m_findingLines->text() == text)
        return;
    m_findingLines->setText(text);
    m_findingLines->setAccessibleName(text);
    m_findingLines->setVisible(!text.isEmpty());
    if (!text.isEmpty() && QAccessible::isActive()) {
        QAccessibleEvent alert(m_findingLines, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

/// An attempt to invoke says what the editor of the expression says already.
bool FieldRow::isUnderlined(const QString &finding) const
{
    return m_preview
        && std::any_of(m_preview->findings.begin(), m_preview->findings.end(),
                       [&finding](const Models::Finding &each) { return finding.startsWith(each.message); });
}

void FieldRow::refreshWarnings()
{
    const QStringList warnings = m_request->warningsOf(m_field);
    if (!m_warningLines && warnings.isEmpty())
        return;
    if (!m_warningLines) {
        m_warningLines = named(wrappedLine(TextColor::Unsure), u"warnings-"_s + m_field.path,
                               tr("Warnings of %1").arg(shownNameOf(m_field)));
        m_column->insertWidget(m_findingLines ? 3 : 2, m_warningLines);
    }
    QString text;
    for (const QString &warning : warnings)
        text += (text.isEmpty() ? u"△ "_s : u"\n△ "_s) + warning;
    m_warningLines->setText(text);
    m_warningLines->setVisible(!text.isEmpty());
}

void FieldRow::showPreviews(const QHash<QString, Models::FieldPreview> &previews)
{
    const auto own = previews.constFind(m_field.id);
    showPreview(own == previews.constEnd() ? std::nullopt : std::optional(*own));
    if (m_kind == EditorKind::Parts)
        static_cast<PartsEditor *>(m_editor)->showPreviews(previews);
}

bool FieldRow::focusPath(const QString &path)
{
    if (path == m_field.path || path == m_field.id) {
        focusEditor();
        return true;
    }
    const QChar next = path.size() > m_field.path.size() ? path.at(m_field.path.size()) : QChar();
    const bool isInside = path.startsWith(m_field.path) && (next == u'.' || next == u'[');
    return isInside && m_kind == EditorKind::Parts && static_cast<PartsEditor *>(m_editor)->focusPart(path);
}

void FieldRow::showPreview(const std::optional<Models::FieldPreview> &preview)
{
    m_preview = preview;
    refreshSource(m_request->state().text(m_field.id));
    refreshFindings();
    refreshPreview();
}

void FieldRow::refreshPreview()
{
    const bool isError = m_preview && m_preview->isError;
    const bool hasValue = m_preview && !isError && !m_preview->text.isEmpty();
    // The editor lists what it underlines.
    const bool isListed = m_editor->setFindings(m_preview ? m_preview->findings : QList<Models::Finding>()) && m_preview
        && !m_preview->findings.isEmpty();
    const int at = 2 + (m_findingLines ? 1 : 0) + (m_warningLines ? 1 : 0);
    if (hasValue && !m_value) {
        m_value = named(new ElidedLabel(Qt::ElideRight), u"value-"_s + m_field.path, {});
        m_value->setFont(valueFont());
        setTextColor(m_value, TextColor::Quiet);
        m_column->insertWidget(at, m_value);
    }
    if (isError && !isListed && !m_problem) {
        m_problem = named(wrappedLine(TextColor::Bad), u"problem-"_s + m_field.path, {});
        m_column->insertWidget(at, m_problem);
    }
    if (m_value) {
        m_value->setText(hasValue ? u"→ "_s + m_preview->text : QString());
        m_value->setVisible(hasValue);
    }
    if (m_problem) {
        m_problem->setText(isError ? u"⚠ "_s + m_preview->text : QString());
        m_problem->setVisible(isError && !isListed);
    }
}

void FieldRow::describeInput()
{
    m_editor->setHelp((m_findings + m_request->warningsOf(m_field) + m_spokenHelp).join(". "_L1));
}

void FieldRow::showMenu(const QPoint &globalPosition)
{
    QMenu *menu = m_editor->makeMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"menu-"_s + m_field.path);
    if (!menu->isEmpty())
        menu->addSeparator();
    if (m_field.feel == Form::FeelMode::Optional) {
        QAction *expression = menu->addAction(tr("&Write as a FEEL expression"), this, &FieldRow::toggleExpression);
        expression->setCheckable(true);
        expression->setChecked(m_kind == EditorKind::Expression);
    }
    menu->addAction(tr("&Back to the default"), this, &FieldRow::reset)->setEnabled(!m_reset->isHidden());
    if (!m_label->whatsThis().isEmpty())
        menu->addAction(tr("&Help"), m_label, &FieldLabel::showHelp);
    menu->popup(globalPosition);
}

bool FieldRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WhatsThisClicked) {
        openLink(static_cast<QWhatsThisClickedEvent *>(event)->href());
        return true;
    }
    if (event->type() == QEvent::ContextMenu && watched == m_editor->menuOwner()) {
        showMenu(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FieldRow::focusEditor()
{
    m_editor->input()->setFocus(Qt::OtherFocusReason);
}

} // namespace Plugboard::Ui
