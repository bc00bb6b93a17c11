#include "ui/forms/editors_p.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QToolButton>

#include <limits>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

/// What is typed on the way to {{secrets.NAME}} is a name, no key.
bool isBecomingReference(const QString &text)
{
    static const QRegularExpression reference(u"\\A\\s*\\{\\{\\s*secrets\\.[^\\s{}]+\\s*\\}\\}\\s*\\z"_s);
    const QRegularExpressionMatch match = reference.match(text, 0, QRegularExpression::PartialPreferCompleteMatch);
    return text.trimmed().startsWith("{{"_L1) && (match.hasMatch() || match.hasPartialMatch());
}

QLineEdit *endlessLine(const QString &placeholder)
{
    auto *line = new QLineEdit;
    line->setMaxLength(std::numeric_limits<int>::max()); // Else a long paste is cut without a word
    line->setPlaceholderText(placeholder);
    return line;
}

QString placeholderOf(const Form::Field &field)
{
    const bool isTimestamp = field.type == Form::FieldType::Timestamp && field.placeholder.isEmpty();
    return isTimestamp ? u"2027-01-31T12:00:00Z"_s : field.placeholder;
}

class LineEditor final : public FieldEditor
{
public:
    LineEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_field(field)
        , m_line(endlessLine(placeholderOf(field)))
    {
        editorRow(this)->addWidget(m_line);
        setFocusProxy(m_line);
        // Not textEdited(): what a screen reader types comes as a change like any other.
        connect(m_line, &QLineEdit::textChanged, this,
                [this](const QString &text) { emit edited(keptFigure(m_field, text)); });
    }

    void setText(const QString &text) override
    {
        const QString figure = figureIn(m_field, text);
        const QString shown = figure.isEmpty() ? text : figure;
        if (m_line->text() == shown)
            return;
        const QSignalBlocker quiet(m_line);
        m_line->setText(shown);
        m_line->home(false); // What does not fit is read from its beginning
    }
    void moveToEnd() override { m_line->end(false); }
    QWidget *input() const override { return m_line; }
    QMenu *makeMenu() const override { return m_line->createStandardContextMenu(); }

private:
    const Form::Field &m_field;
    QLineEdit *m_line;
};

/// Shows dots for a key that was typed, but a reference to a secret in plain sight: a name is no secret.
class SecretEditor final : public FieldEditor
{
public:
    SecretEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_line(endlessLine(field.placeholder.isEmpty() ? u"{{secrets.NAME}}"_s : field.placeholder))
        , m_reveal(new QToolButton)
    {
        m_line->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
        m_reveal->setText(tr("Show"));
        m_reveal->setAutoRaise(true);
        m_reveal->setObjectName(u"reveal-"_s + field.path);
        m_reveal->setAccessibleName(tr("Show %1 while pressed").arg(field.label));
        m_reveal->setToolTip(tr("Shows the text while you press it."));
        QHBoxLayout *row = editorRow(this);
        row->addWidget(m_line);
        row->addWidget(m_reveal);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
            echo();
            emit edited(text);
        });
        connect(m_reveal, &QToolButton::pressed, this, [this] { m_line->setEchoMode(QLineEdit::Normal); });
        connect(m_reveal, &QToolButton::released, this, &SecretEditor::echo);
        echo();
    }

    void setText(const QString &text) override
    {
        if (m_line->text() != text) {
            const QSignalBlocker quiet(m_line);
            m_line->setText(text);
        }
        echo();
    }
    void moveToEnd() override { m_line->end(false); }
    QWidget *input() const override { return m_line; }
    QMenu *makeMenu() const override { return m_line->createStandardContextMenu(); }

private:
    void echo()
    {
        if (m_reveal->isDown())
            return;
        const bool isKey = !isBecomingReference(m_line->text());
        m_line->setEchoMode(isKey ? QLineEdit::Password : QLineEdit::Normal);
        m_reveal->setVisible(isKey && !m_line->text().isEmpty());
    }

    QLineEdit *m_line;
    QToolButton *m_reveal;
};

} // namespace

FieldEditor *makeLineEditor(const Form::Field &field, QWidget *parent)
{
    return new LineEditor(field, parent);
}

FieldEditor *makeSecretEditor(const Form::Field &field, QWidget *parent)
{
    return new SecretEditor(field, parent);
}

} // namespace Plugboard::Ui
