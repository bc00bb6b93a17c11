#include "ui/forms/fieldeditor.h"

#include "core/form/parts.h"
#include "core/value/decimal.h"
#include "ui/forms/editors_p.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QRegularExpression>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

/// A line longer than this is read and edited in several.
constexpr qsizetype longestLine = 1'000;

bool isLiteral(const Form::Field &field, const QString &text)
{
    if (field.type == Form::FieldType::Boolean)
        return text == "true"_L1 || text == "false"_L1;
    return Decimal::fromText(text.toUtf8()).has_value();
}

bool isReference(const QString &text)
{
    return text.contains("{{"_L1) && text.contains("secrets."_L1);
}

/// JSON that is not yet, or no longer, of the member's kind is mended as text.
bool hasParts(const Form::Field &field, const QString &text)
{
    const Form::Nesting nesting = Form::nestingOf(field);
    if (nesting == Form::Nesting::None)
        return false;
    const QString written = text.trimmed();
    return written.isEmpty() || written.startsWith(nesting == Form::Nesting::List ? u'[' : u'{');
}

} // namespace

void FieldEditor::setHelp(const QString &help)
{
    if (input()->accessibleDescription() != help)
        input()->setAccessibleDescription(help);
}

QMenu *FieldEditor::makeMenu() const
{
    return new QMenu;
}

QHBoxLayout *editorRow(QWidget *editor)
{
    auto *row = new QHBoxLayout(editor);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    return row;
}

QString referencedSecret(const QString &text)
{
    static const QRegularExpression whole(u"\\A\\s*\\{\\{\\s*secrets\\.([^\\s{}]+)\\s*\\}\\}\\s*\\z"_s);
    return whole.match(text).captured(1);
}

bool isFigure(const Form::Field &field)
{
    const bool hasType = field.type == Form::FieldType::Number || field.type == Form::FieldType::Boolean;
    return hasType && field.valueType.isEmpty()
        && (field.feel == Form::FeelMode::Static || field.feel == Form::FeelMode::Optional);
}

QString figureIn(const Form::Field &field, const QString &text)
{
    if (!isFigure(field) || !text.startsWith(u'='))
        return {};
    const QString figure = text.sliced(1).trimmed();
    return isLiteral(field, figure) ? figure : QString();
}

QString keptFigure(const Form::Field &field, const QString &typed)
{
    return isFigure(field) && isLiteral(field, typed) ? u'=' + typed : typed;
}

EditorKind editorKindFor(const Form::Field &field, const QString &text, bool isExpression)
{
    using Form::FieldType;
    const bool isFeel = isExpression && figureIn(field, text).isEmpty();
    if (isFeel || field.feel == Form::FeelMode::Required)
        return EditorKind::Expression;
    if (hasParts(field, text))
        return EditorKind::Parts;
    if (field.secret)
        return EditorKind::Secret;
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Json:
        return EditorKind::Text;
    case FieldType::Blob:
        return isReference(text) ? EditorKind::Line : EditorKind::Blob;
    case FieldType::Timestamp:
        return isReference(text) ? EditorKind::Line : EditorKind::Timestamp;
    case FieldType::Boolean:
        return isReference(text) ? EditorKind::Line : EditorKind::Boolean;
    case FieldType::Choice:
        return isReference(text) && !field.anyChoice ? EditorKind::Line : EditorKind::Choice;
    case FieldType::Line:
    case FieldType::Number:
    case FieldType::Hidden:
    case FieldType::Configuration:
        break;
    }
    return text.size() > longestLine || text.contains(u'\n') ? EditorKind::Text : EditorKind::Line;
}

FieldEditor *makeEditor(EditorKind kind, const Form::Field &field, QWidget *parent)
{
    switch (kind) {
    case EditorKind::Text:
        return makeTextEditor(field, parent);
    case EditorKind::Secret:
        return makeSecretEditor(field, parent);
    case EditorKind::Choice:
        return makeChoiceEditor(field, parent);
    case EditorKind::Boolean:
        return makeBooleanEditor(field, parent);
    case EditorKind::Expression:
        return makeExpressionEditor(field, parent);
    case EditorKind::Timestamp:
        return makeTimestampEditor(field, parent);
    case EditorKind::Blob:
        return makeBlobEditor(field, parent);
    case EditorKind::Line:
    case EditorKind::Parts:
        break;
    }
    return makeLineEditor(field, parent);
}

} // namespace Plugboard::Ui
