#include "models/expression/fieldpreviews.h"
#include "ui/expression/expressionbox.h"
#include "ui/expression/feeledit.h"
#include "ui/forms/editors_p.h"
#include "ui/widgets/growingtext.h"
#include "ui/widgets/looks.h"

#include <QHBoxLayout>
#include <QMenu>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int textLines = 3;
constexpr int mostLines = 14;

/// What both editors of several lines have in common.
class LinesEditor : public FieldEditor
{
public:
    /// `shown` is the text, or what holds it.
    LinesEditor(GrowingText *text, QWidget *shown, const QString &placeholder, int lines, QWidget *parent)
        : FieldEditor(parent)
        , m_text(text)
    {
        m_text->setPlaceholderText(placeholder);
        m_text->setLines(lines, mostLines);
        editorRow(this)->addWidget(shown);
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
        : TextEditor(field, new GrowingText, parent)
    {
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
    TextEditor(const Form::Field &field, GrowingText *text, QWidget *parent)
        : LinesEditor(text, text, field.placeholder, textLines, parent)
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

    QString m_shown;
};

/// FEEL without the `=` that marks it in the stored text; blanks behind that stay as they were.
class ExpressionEditor final : public LinesEditor
{
public:
    ExpressionEditor(const Form::Field &field, QWidget *parent)
        : ExpressionEditor(field, new ExpressionBox(u"field-"_s + field.path, field.label), parent)
    {
    }

    void setText(const QString &text) override
    {
        const qsizetype mark = Models::expressionMark(text);
        if (mark > 0 || text.isEmpty())
            m_mark = text.isEmpty() ? u"="_s : text.first(mark);
        m_stored = text;
        m_hidden = int(mark);
        QString seen = text.sliced(mark);
        seen.replace("\r\n"_L1, "\n"_L1); // As the editor reads it
        if (m_text->toPlainText() == seen)
            return;
        m_isSetting = true;
        m_text->setPlainText(seen);
        m_isSetting = false;
    }

    bool setFindings(const QList<Models::Finding> &findings) override
    {
        QList<Models::Finding> seen = findings;
        for (Models::Finding &finding : seen) {
            finding.from = seenPosition(finding.from);
            finding.to = seenPosition(finding.to);
        }
        m_box->setFindings(seen);
        return true;
    }
    void setAssistant(Models::Assistant *assistant) override { m_box->edit()->setAssistant(assistant); }
    void setHelp(const QString &help) override { m_box->edit()->setHelp(help); }
    QMenu *makeMenu() const override { return m_box->edit()->makeMenu(); }

private:
    ExpressionEditor(const Form::Field &field, ExpressionBox *box, QWidget *parent)
        : LinesEditor(box->edit(), box, field.placeholder.isEmpty() ? tr("FEEL expression") : field.placeholder, 1,
                      parent)
        , m_box(box)
    {
        connect(m_text, &QPlainTextEdit::textChanged, this, &ExpressionEditor::onTyped);
    }

    /// Where the editor has what stands at a position of the stored text.
    int seenPosition(int position) const
    {
        const QStringView before = QStringView(m_stored).first(std::clamp<qsizetype>(position, 0, m_stored.size()));
        return std::max(0, position - m_hidden - int(before.count(u"\r\n")));
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
        m_stored = standsAlone ? typed : m_mark + typed;
        emit edited(m_stored);
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

    ExpressionBox *m_box;
    QString m_stored; ///< As FormState has it
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
