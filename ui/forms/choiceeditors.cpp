#include "ui/forms/editors_p.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

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
        m_box->installEventFilter(this);
        if (m_takesAny)
            takeAny(field);
        else
            m_box->setPlaceholderText(field.placeholder.isEmpty() ? tr("Choose…") : field.placeholder);
        editorRow(this)->addWidget(m_box);
        setFocusProxy(m_box);
        setChoices(field.choices);
        connect(m_box, &QComboBox::activated, this, &ChoiceEditor::onChosen);
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
    QWidget *menuOwner() const override { return m_takesAny ? static_cast<QWidget *>(m_box->lineEdit()) : m_box; }
    QMenu *makeMenu() const override
    {
        return m_takesAny ? m_box->lineEdit()->createStandardContextMenu() : FieldEditor::makeMenu();
    }

protected:
    /// A wheel over the form scrolls it; it must not choose something on the way.
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::Wheel)
            return false;
        event->ignore();
        return true;
    }

private:
    void takeAny(const Form::Field &field)
    {
        m_box->setInsertPolicy(QComboBox::NoInsert);
        m_box->completer()->setFilterMode(Qt::MatchContains);
        m_box->completer()->setCompletionMode(QCompleter::PopupCompletion);
        m_box->lineEdit()->setPlaceholderText(field.placeholder);
        connect(m_box->lineEdit(), &QLineEdit::textChanged, this, &ChoiceEditor::onTyped);
    }

    void onChosen(int row)
    {
        m_isSetting = true; // The line shows value and name of the choice for a moment
        show(m_box->itemData(row).toString());
        m_isSetting = false;
        emit edited(m_shown);
    }

    /// A choice whose row was picked arrives as "value  name" first; activated() follows and tells the value.
    void onTyped(const QString &text)
    {
        if (m_isSetting)
            return;
        const int row = m_box->findText(text, Qt::MatchExactly);
        if (row >= 0 && m_box->itemData(row).toString() != text)
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
        , m_field(field)
        , m_box(new QCheckBox)
    {
        editorRow(this)->addWidget(m_box);
        setFocusProxy(m_box);
        connect(m_box, &QCheckBox::clicked, this, [this](bool checked) {
            const QString typed = keptFigure(m_field, checked ? u"true"_s : u"false"_s);
            setText(typed);
            emit edited(typed);
        });
    }

    void setText(const QString &text) override
    {
        const bool isOn = text.endsWith("true"_L1);
        m_box->setChecked(isOn);
        m_box->setText(text.isEmpty() ? tr("not set") : isOn ? tr("true") : tr("false"));
    }
    QWidget *input() const override { return m_box; }

private:
    const Form::Field &m_field;
    QCheckBox *m_box;
};

} // namespace

FieldEditor *makeChoiceEditor(const Form::Field &field, QWidget *parent)
{
    return new ChoiceEditor(field, parent);
}

FieldEditor *makeBooleanEditor(const Form::Field &field, QWidget *parent)
{
    return new BooleanEditor(field, parent);
}

} // namespace Plugboard::Ui
