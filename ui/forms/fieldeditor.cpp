#include "ui/forms/fieldeditor.h"

#include "ui/widgets/growingtext.h"
#include "ui/widgets/looks.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int textLines = 3;
constexpr int mostLines = 14;

QHBoxLayout *rowIn(QWidget *widget)
{
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    return row;
}

bool isReference(const QString &text)
{
    return text.contains("{{"_L1) && text.contains("secrets."_L1);
}

class LineEditor final : public FieldEditor
{
public:
    LineEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_line(new QLineEdit)
    {
        m_line->setPlaceholderText(field.placeholder);
        rowIn(this)->addWidget(m_line);
        setFocusProxy(m_line);
        // Not textEdited(): what a screen reader types comes as a change like any other.
        connect(m_line, &QLineEdit::textChanged, this, &FieldEditor::edited);
    }

    void setText(const QString &text) override
    {
        const QSignalBlocker quiet(m_line);
        if (m_line->text() == text)
            return;
        m_line->setText(text);
        m_line->home(false); // What does not fit is read from its beginning
    }
    void moveToEnd() override { m_line->end(false); }
    QWidget *input() const override { return m_line; }

private:
    QLineEdit *m_line;
};

/// Shows dots for a key that was typed, but a reference to a secret in plain sight: a name is no secret.
class SecretEditor final : public FieldEditor
{
public:
    SecretEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_line(new QLineEdit)
        , m_reveal(new QToolButton)
    {
        m_line->setPlaceholderText(field.placeholder.isEmpty() ? u"{{secrets.NAME}}"_s : field.placeholder);
        m_reveal->setText(tr("Show"));
        m_reveal->setAutoRaise(true);
        m_reveal->setAccessibleName(tr("Show %1 while pressed").arg(field.label));
        m_reveal->setToolTip(tr("Shows the text while you press it."));
        QHBoxLayout *row = rowIn(this);
        row->addWidget(m_line);
        row->addWidget(m_reveal);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
            echo();
            emit edited(text);
        });
        connect(m_reveal, &QToolButton::pressed, this, [this] { m_line->setEchoMode(QLineEdit::Normal); });
        connect(m_reveal, &QToolButton::released, this, &SecretEditor::echo);
    }

    void setText(const QString &text) override
    {
        const QSignalBlocker quiet(m_line);
        if (m_line->text() != text)
            m_line->setText(text);
        echo();
    }
    void moveToEnd() override { m_line->end(false); }
    QWidget *input() const override { return m_line; }

private:
    void echo()
    {
        const bool isPlain = !m_line->text().isEmpty() && !isReference(m_line->text());
        m_line->setEchoMode(isPlain ? QLineEdit::Password : QLineEdit::Normal);
        m_reveal->setVisible(isPlain);
    }

    QLineEdit *m_line;
    QToolButton *m_reveal;
};

class TextEditor final : public FieldEditor
{
public:
    TextEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_text(new GrowingText)
    {
        m_text->setPlaceholderText(field.placeholder);
        m_text->setLines(textLines, mostLines);
        if (field.type == Form::FieldType::Json)
            m_text->setFont(valueFont());
        rowIn(this)->addWidget(m_text);
        setFocusProxy(m_text);
        connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
            if (!m_isSetting)
                emit edited(m_text->toPlainText());
        });
    }

    void setText(const QString &text) override
    {
        if (m_text->toPlainText() == text)
            return;
        m_isSetting = true;
        m_text->setPlainText(text);
        m_isSetting = false;
    }
    void moveToEnd() override { m_text->moveCursor(QTextCursor::End); }
    QWidget *input() const override { return m_text; }

private:
    GrowingText *m_text;
    bool m_isSetting = false;
};

/// FEEL without the `=` that marks it in the stored text; blanks behind that stay as they were.
class ExpressionEditor final : public FieldEditor
{
public:
    ExpressionEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_text(new GrowingText)
    {
        m_text->setPlaceholderText(field.placeholder.isEmpty() ? tr("FEEL expression") : field.placeholder);
        m_text->setLines(1, mostLines);
        m_text->setFont(valueFont());
        rowIn(this)->addWidget(m_text);
        setFocusProxy(m_text);
        connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
            if (m_isSetting)
                return;
            const QString typed = m_text->toPlainText();
            emit edited(typed.startsWith(u'=') ? typed : m_mark + typed);
        });
    }

    void setText(const QString &text) override
    {
        qsizetype begin = text.startsWith(u'=') ? 1 : 0;
        while (begin > 0 && begin < text.size() && text.at(begin) == u' ')
            ++begin;
        if (begin > 0 || text.isEmpty())
            m_mark = text.isEmpty() ? u"="_s : text.first(begin);
        if (m_text->toPlainText() == text.sliced(begin))
            return;
        m_isSetting = true;
        m_text->setPlainText(text.sliced(begin));
        m_isSetting = false;
    }
    void moveToEnd() override { m_text->moveCursor(QTextCursor::End); }
    QWidget *input() const override { return m_text; }

private:
    GrowingText *m_text;
    QString m_mark = u"="_s;
    bool m_isSetting = false;
};

/// Choices by name; any text where the field allows it. A value that is no choice is shown as it is.
class ChoiceEditor final : public FieldEditor
{
public:
    ChoiceEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_box(new QComboBox)
        , m_takesAny(field.anyChoice)
    {
        m_box->setEditable(m_takesAny);
        m_box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setMinimumContentsLength(12);
        if (m_takesAny) {
            m_box->setInsertPolicy(QComboBox::NoInsert);
            m_box->completer()->setFilterMode(Qt::MatchContains);
            m_box->completer()->setCompletionMode(QCompleter::PopupCompletion);
            m_box->lineEdit()->setPlaceholderText(field.placeholder);
            connect(m_box->lineEdit(), &QLineEdit::textChanged, this, &ChoiceEditor::onTyped);
        }
        rowIn(this)->addWidget(m_box);
        setFocusProxy(m_box);
        setChoices(field.choices);
        connect(m_box, &QComboBox::activated, this, [this](int row) {
            m_isSetting = true; // The line shows value and name of the choice for a moment
            show(m_box->itemData(row).toString());
            m_isSetting = false;
            emit edited(m_shown);
        });
    }

    void setChoices(const QList<Form::Choice> &choices) override
    {
        QStringList values;
        for (const Form::Choice &choice : choices)
            values.append(choice.value);
        if (values == m_values && m_box->count() > 0)
            return;
        m_values = values;
        m_isSetting = true;
        const QString shown = m_shown;
        m_box->clear();
        for (const Form::Choice &choice : choices) {
            const bool saysMore = m_takesAny && choice.name != choice.value;
            m_box->addItem(saysMore ? u"%1  %2"_s.arg(choice.value, choice.name) : choice.name, choice.value);
        }
        show(shown);
        m_isSetting = false;
    }

    void setText(const QString &text) override
    {
        m_isSetting = true;
        if (m_shown != text || m_box->currentIndex() < 0)
            show(text);
        m_isSetting = false;
    }
    void moveToEnd() override
    {
        if (m_takesAny)
            m_box->lineEdit()->end(false);
    }
    QWidget *input() const override { return m_box; }

private:
    /// A choice whose row was picked arrives as "value  name" first; activated() follows and tells the value.
    void onTyped(const QString &text)
    {
        if (m_isSetting || m_box->findText(text, Qt::MatchExactly) >= 0)
            return;
        m_shown = text;
        emit edited(text);
    }

    void show(const QString &text)
    {
        m_shown = text;
        if (m_takesAny) {
            if (m_box->currentText() != text)
                m_box->setEditText(text);
            return;
        }
        int row = m_box->findData(text);
        // What was saved is shown even if the template does not offer it any more; a finding says so.
        if (row < 0 && !text.isEmpty()) {
            m_box->addItem(tr("%1 (not among the choices)").arg(text), text);
            row = m_box->count() - 1;
        }
        m_box->setCurrentIndex(row);
    }

    QComboBox *m_box;
    QStringList m_values;
    QString m_shown;
    bool m_takesAny;
    bool m_isSetting = false;
};

class BooleanEditor final : public FieldEditor
{
public:
    BooleanEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_box(new QCheckBox)
        , m_prefix(field.feel == Form::FeelMode::Static ? u"="_s : QString())
    {
        rowIn(this)->addWidget(m_box);
        setFocusProxy(m_box);
        connect(m_box, &QCheckBox::clicked, this,
                [this](bool checked) { emit edited(m_prefix + (checked ? u"true"_s : u"false"_s)); });
    }

    void setText(const QString &text) override { m_box->setChecked(text.endsWith("true"_L1)); }
    QWidget *input() const override { return m_box; }

private:
    QCheckBox *m_box;
    QString m_prefix; ///< Static FEEL is stored as "=true"
};

} // namespace

EditorKind editorKindFor(const Form::Field &field, const QString &text, bool isExpression)
{
    using Form::FieldType;
    const bool isStaticBoolean
        = field.type == FieldType::Boolean && (text.isEmpty() || text == "=true"_L1 || text == "=false"_L1);
    const bool isFeel = isExpression || field.feel == Form::FeelMode::Required;
    if (isFeel && !isStaticBoolean && field.feel != Form::FeelMode::Static)
        return EditorKind::Expression;
    if (field.secret)
        return EditorKind::Secret;
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Blob:
    case FieldType::Json:
        return EditorKind::Text;
    case FieldType::Boolean:
        return isReference(text) ? EditorKind::Line : EditorKind::Boolean;
    case FieldType::Choice:
        return isReference(text) && !field.anyChoice ? EditorKind::Line : EditorKind::Choice;
    case FieldType::Line:
    case FieldType::Number:
    case FieldType::Hidden:
    case FieldType::Configuration:
    case FieldType::Timestamp:
        break;
    }
    return text.contains(u'\n') ? EditorKind::Text : EditorKind::Line;
}

FieldEditor *makeEditor(EditorKind kind, const Form::Field &field, QWidget *parent)
{
    switch (kind) {
    case EditorKind::Text:
        return new TextEditor(field, parent);
    case EditorKind::Secret:
        return new SecretEditor(field, parent);
    case EditorKind::Choice:
        return new ChoiceEditor(field, parent);
    case EditorKind::Boolean:
        return new BooleanEditor(field, parent);
    case EditorKind::Expression:
        return new ExpressionEditor(field, parent);
    case EditorKind::Line:
        break;
    }
    return new LineEditor(field, parent);
}

} // namespace Plugboard::Ui
