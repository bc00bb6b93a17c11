#include "models/expression/fieldpreviews.h"
#include "ui/forms/editors_p.h"
#include "ui/widgets/growingtext.h"
#include "ui/widgets/looks.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QTextBlock>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int textLines = 3;
constexpr int mostLines = 14;

/// What both editors of several lines have in common.
class LinesEditor : public FieldEditor
{
public:
    LinesEditor(const QString &placeholder, int lines, QWidget *parent)
        : FieldEditor(parent)
        , m_text(new GrowingText)
    {
        m_text->setPlaceholderText(placeholder);
        m_text->setLines(lines, mostLines);
        editorRow(this)->addWidget(m_text);
        setFocusProxy(m_text);
    }

    void moveToEnd() override { m_text->moveCursor(QTextCursor::End); }
    QWidget *input() const override { return m_text; }
    QMenu *makeMenu() const override { return m_text->createStandardContextMenu(); }

protected:
    GrowingText *m_text;
    bool m_isSetting = false;
};

class TextEditor final : public LinesEditor
{
public:
    TextEditor(const Form::Field &field, QWidget *parent)
        : LinesEditor(field.placeholder, textLines, parent)
    {
        if (field.type == Form::FieldType::Json || field.type == Form::FieldType::Blob)
            m_text->setFont(valueFont());
        connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
            if (m_isSetting)
                return;
            m_shown = m_text->toPlainText();
            emit edited(m_shown);
        });
    }

    void setText(const QString &text) override
    {
        if (m_shown.constData() == text.constData() && m_shown.size() == text.size())
            return; // The very text that was given by edited(): megabytes are not compared at each key
        if (m_shown == text)
            return;
        m_shown = text;
        m_isSetting = true;
        m_text->setPlainText(text);
        m_isSetting = false;
    }

private:
    QString m_shown;
};

/// FEEL without the `=` that marks it in the stored text; blanks behind that stay as they were.
class ExpressionEditor final : public LinesEditor
{
public:
    ExpressionEditor(const Form::Field &field, QWidget *parent)
        : LinesEditor(field.placeholder.isEmpty() ? tr("FEEL expression") : field.placeholder, 1, parent)
    {
        m_text->setFont(valueFont());
        connect(m_text, &QPlainTextEdit::textChanged, this, &ExpressionEditor::onTyped);
    }

    void setText(const QString &text) override
    {
        const qsizetype mark = Models::expressionMark(text);
        if (mark > 0 || text.isEmpty())
            m_mark = text.isEmpty() ? u"="_s : text.first(mark);
        m_hidden = int(mark);
        if (m_text->toPlainText() == text.sliced(mark))
            return;
        m_isSetting = true;
        m_text->setPlainText(text.sliced(mark));
        m_isSetting = false;
    }

    void markProblem(int from, int to) override
    {
        const int length = m_text->document()->characterCount() - 1;
        int begin = std::clamp(from - m_hidden, 0, length);
        const int end = std::clamp(to - m_hidden, begin, length);
        // Where something is missing at the end, the last character that can be seen is underlined.
        while (begin > 0 && begin >= lastSeenEnd())
            --begin;
        QList<QTextEdit::ExtraSelection> marks;
        if (to > from && begin < end)
            marks.append(waved(begin, end));
        m_text->setExtraSelections(marks);
    }

private:
    int lastSeenEnd() const
    {
        int end = m_text->document()->characterCount() - 1;
        while (end > 0 && m_text->document()->characterAt(end - 1).isSpace())
            --end;
        return end;
    }

    QTextEdit::ExtraSelection waved(int begin, int end) const
    {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_text->document());
        mark.cursor.setPosition(begin);
        mark.cursor.setPosition(end, QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(textColor(TextColor::Bad));
        return mark;
    }

    void onTyped()
    {
        if (m_isSetting)
            return;
        QString typed = m_text->toPlainText();
        if (const qsizetype mark = Models::expressionMark(typed); mark > 0) {
            removePasted(int(mark));
            typed = typed.sliced(mark);
        }
        // A reference that stands alone is kept without the mark: FEEL would not read it.
        const bool standsAlone = !referencedSecret(typed).isEmpty();
        m_hidden = standsAlone ? 0 : int(m_mark.size());
        emit edited(standsAlone ? typed : m_mark + typed);
    }

    /// An expression that was pasted with its mark; undo takes both back at once.
    void removePasted(int mark)
    {
        m_isSetting = true;
        QTextCursor cursor(m_text->document());
        cursor.joinPreviousEditBlock();
        cursor.setPosition(mark, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        cursor.endEditBlock();
        m_isSetting = false;
    }

    QString m_mark = u"="_s; ///< What is put before typed text
    int m_hidden = 0; ///< Characters of the field's text that are not shown, at its beginning
};

} // namespace

FieldEditor *makeTextEditor(const Form::Field &field, QWidget *parent)
{
    return new TextEditor(field, parent);
}

FieldEditor *makeExpressionEditor(const Form::Field &field, QWidget *parent)
{
    return new ExpressionEditor(field, parent);
}

} // namespace Plugboard::Ui
