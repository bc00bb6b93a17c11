#include "ui/forms/fieldrow.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/safehtml.h"

#include <QApplication>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

QLabel *quietLine(Qt::TextFormat format)
{
    auto *line = new QLabel;
    line->setTextFormat(format);
    line->setWordWrap(true);
    line->setFont(smallFont());
    line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextColor(line, TextColor::Quiet);
    return line;
}

QString labelOf(const Form::Field &field)
{
    const QString name = field.label.isEmpty() ? (field.path.isEmpty() ? field.id : field.path) : field.label;
    return field.required ? name + u" *"_s : name;
}

} // namespace

FieldRow::FieldRow(const Form::Field &field, Models::OpenRequest *request, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_request(request)
    , m_column(new QVBoxLayout(this))
    , m_label(new QLabel)
    , m_reset(new QToolButton)
    , m_editorRow(new QWidget)
    , m_findings(new QLabel)
    , m_preview(quietLine(Qt::PlainText))
{
    setObjectName(u"row-"_s + field.path);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(2);
    makeLabel();
    auto *editorRow = new QHBoxLayout(m_editorRow);
    editorRow->setContentsMargins(0, 0, 0, 0);
    editorRow->setSpacing(4);
    makeToggle();
    m_column->addWidget(m_editorRow);
    m_findings->setWordWrap(true);
    m_findings->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextColor(m_findings, TextColor::Bad);
    m_findings->hide();
    m_preview->setFont(valueFont());
    m_preview->hide();
    m_column->addWidget(m_findings);
    m_column->addWidget(m_preview);
    if (!field.description.isEmpty()) {
        QLabel *description = quietLine(Qt::RichText);
        const bool isShort = field.description.size() < 300;
        description->setText(safeHtml(isShort ? field.description : firstSentence(field.description).toHtmlEscaped()));
        if (!isShort)
            description->setToolTip(safeHtml(field.description));
        description->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        connect(description, &QLabel::linkActivated, this,
                [](const QString &link) { QDesktopServices::openUrl(QUrl(link)); });
        m_column->addWidget(description);
    }
    refresh();
}

void FieldRow::makeLabel()
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setText(labelOf(m_field));
    if (!m_field.tooltip.isEmpty()) {
        m_label->setToolTip(safeHtml(m_field.tooltip));
        QFont font = m_label->font();
        font.setUnderline(true);
        m_label->setFont(font);
    }
    m_reset->setText(u"↺"_s);
    m_reset->setAutoRaise(true);
    m_reset->setFont(smallFont());
    m_reset->setFocusPolicy(Qt::ClickFocus);
    m_reset->setToolTip(tr("Back to the default."));
    named(m_reset, u"reset-"_s + m_field.path, tr("Reset %1 to its default").arg(m_field.label));
    connect(m_reset, &QToolButton::clicked, this, [this] { m_request->reset(m_field.id); });
    QSizePolicy keepsPlace = m_reset->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsPlace);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_label);
    line->addStretch();
    line->addWidget(m_reset);
    m_column->addLayout(line);
}

void FieldRow::makeToggle()
{
    if (m_field.feel != Form::FeelMode::Optional && m_field.feel != Form::FeelMode::Required)
        return;
    m_toggle = new QToolButton;
    m_toggle->setText(u"fx"_s);
    m_toggle->setCheckable(true);
    m_toggle->setEnabled(m_field.feel == Form::FeelMode::Optional);
    m_toggle->setToolTip(m_field.feel == Form::FeelMode::Optional ? tr("Write this field as a FEEL expression.")
                                                                  : tr("This field is always a FEEL expression."));
    named(m_toggle, u"feel-"_s + m_field.path, tr("FEEL expression for %1").arg(m_field.label));
    connect(m_toggle, &QToolButton::clicked, this, &FieldRow::toggleExpression);
    m_editorRow->layout()->addWidget(m_toggle);
    m_editorRow->layout()->setAlignment(m_toggle, Qt::AlignTop);
}

void FieldRow::useEditor(EditorKind kind)
{
    const bool hadFocus = m_editor && m_editor->isAncestorOf(QApplication::focusWidget());
    if (m_editor) {
        m_editor->hide();
        m_editor->deleteLater();
    }
    m_kind = kind;
    m_editor = makeEditor(kind, m_field, m_editorRow);
    m_editor->setEnabled(m_field.editable);
    named(m_editor->input(), u"field-"_s + m_field.path, m_field.label.isEmpty() ? m_field.path : m_field.label);
    static_cast<QHBoxLayout *>(m_editorRow->layout())->insertWidget(0, m_editor, 1);
    m_label->setBuddy(m_editor->input());
    connect(m_editor, &FieldEditor::edited, this,
            [this](const QString &text) { m_request->setText(m_field.id, text); });
    if (m_toggle)
        QWidget::setTabOrder(m_editor->input(), m_toggle);
    m_editor->setText(m_request->state().text(m_field.id));
    m_editor->show(); // The layout would do it a turn later, too late for the keyboard
    if (hadFocus) {
        m_editor->input()->setFocus();
        m_editor->moveToEnd();
    }
}

void FieldRow::toggleExpression(bool on)
{
    const QString text = m_request->state().text(m_field.id);
    const bool isMarked = text.startsWith(u'=');
    if (on && !isMarked)
        m_request->setText(m_field.id, u'=' + text);
    else if (!on && isMarked)
        m_request->setText(m_field.id, text.sliced(1).trimmed());
    focusEditor();
}

void FieldRow::refresh()
{
    const Form::FormState &state = m_request->state();
    const QString text = state.text(m_field.id);
    const bool isExpression = state.isExpression(m_field);
    const EditorKind kind = editorKindFor(m_field, text, isExpression);
    if (!m_editor || kind != m_kind)
        useEditor(kind);
    if (m_field.type == Form::FieldType::Choice)
        m_editor->setChoices(state.choices(m_field));
    m_editor->setText(text);
    if (m_toggle)
        m_toggle->setChecked(kind == EditorKind::Expression);
    m_reset->setVisible(state.isTyped(m_field.id) && text != m_field.defaultText);
    refreshFindings();
}

void FieldRow::refreshFindings()
{
    const QStringList findings = m_request->findingsOf(m_field);
    const QString text = findings.isEmpty() ? QString() : u"⚠ "_s + findings.join(u"\n⚠ "_s);
    if (m_findings->text() != text) {
        m_findings->setText(text);
        m_findings->setVisible(!text.isEmpty());
    }
    m_editor->input()->setAccessibleDescription(findings.isEmpty() ? firstSentence(m_field.description)
                                                                   : findings.join(u". "_s));
}

void FieldRow::showPreview(const Models::FieldPreview *preview)
{
    const QString text = !preview ? QString() : preview->isError ? u"⚠ "_s + preview->text : u"→ "_s + preview->text;
    m_preview->setToolTip(preview ? preview->warnings.join(u'\n') : QString());
    if (m_preview->text() == text && m_preview->isVisibleTo(this) == (preview != nullptr))
        return;
    m_preview->setText(text);
    setTextColor(m_preview, preview && preview->isError ? TextColor::Bad : TextColor::Quiet);
    m_preview->setVisible(preview != nullptr);
}

void FieldRow::focusEditor()
{
    m_editor->input()->setFocus(Qt::OtherFocusReason);
}

} // namespace Plugboard::Ui
