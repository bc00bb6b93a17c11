#include "ui/forms/partseditor_p.h"

#include "models/request/openrequest.h"
#include "ui/forms/editors_p.h"
#include "ui/forms/fieldlabel.h"
#include "ui/forms/fieldrow.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype partsAtOnce = 50;
constexpr int partIndent = 12;

bool isOrdered(Form::Nesting nesting)
{
    return nesting == Form::Nesting::List || nesting == Form::Nesting::Map;
}

QToolButton *smallButton(const QString &sign, const QString &name, const QString &help)
{
    auto *button = named(new QToolButton, name, help);
    button->setText(sign);
    button->setAutoRaise(true);
    button->setToolTip(help);
    return button;
}

} // namespace

/// One row. The field is the row's for as long as it lives.
struct PartsEditor::Part
{
    Form::Field field;
    QWidget *frame = nullptr;
    FieldRow *row = nullptr;
    QLineEdit *key = nullptr; ///< Of a map's entry
};

PartsEditor::PartsEditor(const Form::Field &field, Models::OpenRequest *request, AssistantMaker makeAssistant,
                         QWidget *parent)
    : FieldEditor(parent)
    , m_field(field)
    , m_request(request)
    , m_makeAssistant(std::move(makeAssistant))
    , m_nesting(Form::nestingOf(field))
    , m_header(new QToolButton)
    , m_summary(new QLabel)
    , m_most(partsAtOnce)
{
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setAutoRaise(true);
    m_header->setFocusPolicy(Qt::StrongFocus);
    m_header->setArrowType(Qt::RightArrow);
    m_header->installEventFilter(this);
    setTextColor(m_summary, TextColor::Quiet);
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(m_header);
    line->addWidget(m_summary);
    line->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(line);
    setFocusProxy(m_header);
    connect(m_header, &QToolButton::clicked, this, [this] { setOpen(!isOpen()); });
    // What a request holds is seen; what is merely possible waits, however required it is further down.
    const bool isTop = !field.id.contains(u'.') && !field.id.contains(u'[');
    const bool hasValue = m_request->state().value(field.id).size() > 0;
    describe();
    if (hasValue || (isTop && field.required && !isOrdered(m_nesting)))
        setOpen(true);
}

/// The rows refer to their fields, and a key that loses the keyboard would still be renamed.
PartsEditor::~PartsEditor()
{
    for (const auto &part : m_parts) {
        if (part->key)
            part->key->disconnect(this);
    }
    delete m_content;
}

QWidget *PartsEditor::input() const
{
    return m_header;
}

bool PartsEditor::isOpen() const
{
    return m_content && !m_content->isHidden();
}

void PartsEditor::setOpen(bool open)
{
    if (open && !m_content) {
        m_content = new QWidget;
        auto *column = new QVBoxLayout(m_content);
        column->setContentsMargins(partIndent, 0, 0, 4);
        column->setSpacing(8);
        m_rows = new QVBoxLayout;
        m_rows->setSpacing(8);
        makeControls();
        static_cast<QVBoxLayout *>(layout())->addWidget(m_content);
        update();
    }
    if (m_content)
        m_content->setVisible(open);
    m_header->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    describe();
}

void PartsEditor::describe()
{
    const qsizetype count = m_request->state().value(m_field.id).size();
    QString summary;
    switch (m_nesting) {
    case Form::Nesting::List:
        summary = count == 0 ? tr("No items") : count == 1 ? tr("1 item") : tr("%1 items").arg(count);
        break;
    case Form::Nesting::Map:
        summary = count == 0 ? tr("No entries") : count == 1 ? tr("1 entry") : tr("%1 entries").arg(count);
        break;
    case Form::Nesting::Union:
        summary = Form::chosenMember(m_request->state(), m_field);
        summary = summary.isEmpty() ? tr("Nothing chosen") : summary;
        break;
    default:
        summary = count == 0 ? tr("Not set") : tr("%1 of %2 set").arg(count).arg(m_field.shape->members.size());
    }
    const int findings = isOpen() ? 0 : m_request->findingCount(m_field) - int(m_request->findingsOf(m_field).size());
    m_header->setText(summary);
    m_summary->setText(findings == 0       ? QString()
                           : findings == 1 ? u"⚠ "_s + tr("1 finding inside")
                                           : u"⚠ "_s + tr("%1 findings inside").arg(findings));
    setTextColor(m_summary, findings > 0 ? TextColor::Bad : TextColor::Quiet);
    m_header->setToolTip(isOpen() ? tr("Closes what is inside.") : tr("Shows what is inside."));
    QString spoken = m_field.label + u", "_s + summary;
    if (findings > 0)
        spoken += u", "_s + m_summary->text();
    m_header->setAccessibleName(spoken);
}

void PartsEditor::setText(const QString &)
{
    if (m_content)
        update();
    if (m_choice) {
        const int index = m_choice->findData(Form::chosenMember(m_request->state(), m_field));
        m_choice->setCurrentIndex(std::max(0, index));
    }
    describe();
}

QList<Form::Field> PartsEditor::shownParts() const
{
    QList<Form::Field> parts = Form::partsOf(m_request->state(), m_field);
    if (m_nesting != Form::Nesting::Union)
        return parts;
    const QString chosen = Form::chosenMember(m_request->state(), m_field);
    parts.removeIf([&](const Form::Field &part) { return part.label != chosen; });
    return parts;
}

void PartsEditor::update()
{
    QList<Form::Field> fields = shownParts();
    m_hidden = std::max<qsizetype>(0, fields.size() - m_most);
    fields.resize(fields.size() - m_hidden);
    QStringList ids;
    for (const Form::Field &field : std::as_const(fields))
        ids.append(field.id);
    if (ids != m_ids) {
        m_ids = ids;
        remake(std::move(fields));
        return;
    }
    for (const auto &part : m_parts)
        part->row->refresh();
}

/// Rows whose part has the same id stay, so that the keyboard stays where it is; what they show is refreshed.
void PartsEditor::remake(QList<Form::Field> fields)
{
    m_content->setEnabled(false); // Else every row lays out the whole anew
    std::vector<std::unique_ptr<Part>> before = std::move(m_parts);
    m_parts.clear();
    for (const Form::Field &field : std::as_const(fields)) {
        const auto same = std::find_if(before.begin(), before.end(),
                                       [&](const auto &part) { return part && part->field.id == field.id; });
        if (same == before.end()) {
            addRow(field, qsizetype(m_parts.size()));
            continue;
        }
        m_rows->removeWidget((*same)->frame);
        m_rows->addWidget((*same)->frame);
        (*same)->row->refresh();
        m_parts.push_back(std::move(*same));
    }
    for (auto &gone : before) {
        if (gone)
            discard(std::move(gone));
    }
    m_content->setEnabled(true);
    if (m_more) {
        m_more->setVisible(m_hidden > 0);
        m_more->setText(tr("Show %1 more").arg(std::min(m_hidden, partsAtOnce)));
    }
}

/// The row may be the one whose button was pressed. Its field lives as long as it does.
void PartsEditor::discard(std::unique_ptr<Part> part)
{
    if (part->key)
        part->key->disconnect(this);
    part->frame->hide();
    part->frame->deleteLater();
    QWidget *frame = part->frame;
    connect(frame, &QObject::destroyed, frame, [kept = std::shared_ptr<Part>(std::move(part))] {});
}

qsizetype PartsEditor::indexOf(const QObject *frame) const
{
    const auto found
        = std::find_if(m_parts.begin(), m_parts.end(), [frame](const auto &part) { return part->frame == frame; });
    return found == m_parts.end() ? -1 : found - m_parts.begin();
}

void PartsEditor::addRow(const Form::Field &field, qsizetype index)
{
    auto part = std::make_unique<Part>();
    part->field = field;
    part->frame = new QWidget;
    auto *line = new QHBoxLayout(part->frame);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    if (m_nesting == Form::Nesting::Map) {
        part->key = named(new QLineEdit(field.label), u"key-"_s + field.path, tr("Key of entry %1").arg(index + 1));
        part->key->setFont(valueFont());
        connect(part->key, &QLineEdit::editingFinished, this,
                [this, frame = part->frame, key = part->key] { rename(indexOf(frame), key->text()); });
    }
    part->row = new FieldRow(part->field, m_request, m_makeAssistant);
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    if (part->key) {
        column->addWidget(part->key);
        part->row->label()->hide(); // The key says it
    }
    column->addWidget(part->row);
    line->addLayout(column, 1);
    if (isOrdered(m_nesting)) {
        line->addWidget(rowButtons(*part, index), 0, Qt::AlignTop);
        part->frame->installEventFilter(this);
    }
    m_rows->addWidget(part->frame);
    part->frame->show();
    m_parts.push_back(std::move(part));
}

QWidget *PartsEditor::rowButtons(const Part &part, qsizetype index)
{
    const QString &name = part.field.label;
    const QObject *frame = part.frame;
    const QString id = m_field.path + u'-' + QString::number(index);
    auto *buttons = new QWidget;
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto add = [&](const QString &sign, const QString &objectName, const QString &help, auto action) {
        QToolButton *button = smallButton(sign, objectName + id, help);
        connect(button, &QToolButton::clicked, this, action);
        row->addWidget(button);
    };
    add(u"↑"_s, u"up-"_s, tr("Move %1 up (Alt+Up)").arg(name), [this, frame] { move(indexOf(frame), -1); });
    add(u"↓"_s, u"down-"_s, tr("Move %1 down (Alt+Down)").arg(name), [this, frame] { move(indexOf(frame), 1); });
    add(u"✕"_s, u"remove-"_s, tr("Remove %1 (Alt+Delete)").arg(name), [this, frame] { remove(indexOf(frame)); });
    return buttons;
}

void PartsEditor::makeControls()
{
    auto *column = static_cast<QVBoxLayout *>(m_content->layout());
    if (m_nesting == Form::Nesting::Union)
        makeUnionChoice();
    column->addLayout(m_rows);
    if (!isOrdered(m_nesting))
        return;
    m_more = named(new QToolButton, u"more-"_s + m_field.path, tr("Show more of %1").arg(m_field.label));
    m_more->setVisible(false);
    connect(m_more, &QToolButton::clicked, this, [this] {
        m_most += partsAtOnce;
        update();
    });
    column->addWidget(m_more, 0, Qt::AlignLeft);
    makeAdder();
}

void PartsEditor::makeUnionChoice()
{
    m_choice = named(new QComboBox, u"choice-"_s + m_field.path, tr("Which kind of %1").arg(m_field.label));
    m_choice->addItem(tr("Choose one…"), QString());
    for (const Aws::Member &member : m_field.shape->members)
        m_choice->addItem(member.name, member.name);
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(Form::chosenMember(m_request->state(), m_field))));
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        apply(Form::withChosenMember(m_request->state(), m_field, m_choice->itemData(index).toString()));
    });
    m_content->layout()->addWidget(m_choice);
}

void PartsEditor::makeAdder()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    const bool isMap = m_nesting == Form::Nesting::Map;
    if (isMap) {
        m_newKey
            = named(new QLineEdit, u"new-key-"_s + m_field.path, tr("Key of a new entry of %1").arg(m_field.label));
        m_newKey->setPlaceholderText(tr("Key"));
        m_newKey->setFont(valueFont());
        connect(m_newKey, &QLineEdit::returnPressed, this, &PartsEditor::addPart);
        line->addWidget(m_newKey, 1);
    }
    auto *add = named(new QToolButton, u"add-"_s + m_field.path,
                      isMap ? tr("Add an entry to %1").arg(m_field.label) : tr("Add an item to %1").arg(m_field.label));
    add->setText(isMap ? tr("Add entry") : tr("Add item"));
    connect(add, &QToolButton::clicked, this, &PartsEditor::addPart);
    line->addWidget(add);
    if (!isMap)
        line->addStretch();
    static_cast<QVBoxLayout *>(m_content->layout())->addLayout(line);
}

void PartsEditor::addPart()
{
    m_most = std::max(m_most, m_request->state().value(m_field.id).size() + 1);
    const QString key = m_newKey ? m_newKey->text() : QString();
    if (m_newKey && key.isEmpty())
        return m_newKey->setFocus();
    const bool isAdded = apply(m_newKey ? Form::withAddedEntry(m_request->state(), m_field, key)
                                        : Form::withAddedItem(m_request->state(), m_field));
    if (!isAdded)
        return tell(tr("There is an entry %1 already.").arg(key));
    if (m_newKey)
        m_newKey->clear();
    focusRow(qsizetype(m_parts.size()) - 1);
}

void PartsEditor::rename(qsizetype index, const QString &key)
{
    if (index < 0 || m_parts[std::size_t(index)]->field.label == key)
        return;
    if (apply(Form::withRenamedKey(m_request->state(), m_field, index, key))) {
        // The keyboard was on its way into the row that is made anew.
        QMetaObject::invokeMethod(
            this,
            [this, index] {
                if (!QApplication::focusWidget() || isAncestorOf(QApplication::focusWidget()))
                    focusRow(index);
            },
            Qt::QueuedConnection);
        return;
    }
    QLineEdit *edit = m_parts[std::size_t(index)]->key;
    tell(tr("There is an entry %1 already.").arg(key));
    edit->setText(m_parts[std::size_t(index)]->field.label);
}

void PartsEditor::move(qsizetype index, qsizetype by)
{
    if (apply(Form::withMovedPart(m_request->state(), m_field, index, by)))
        focusRow(index + by);
}

void PartsEditor::remove(qsizetype index)
{
    if (!apply(Form::withoutPart(m_request->state(), m_field, index)))
        return;
    if (m_parts.empty())
        m_header->setFocus();
    else
        focusRow(std::min(index, qsizetype(m_parts.size()) - 1));
}

/// False: the change could not be made.
bool PartsEditor::apply(const std::optional<QString> &text)
{
    if (m_note)
        m_note->hide();
    if (!text)
        return false;
    m_request->setText(m_field.id, *text);
    update();
    describe();
    return true;
}

void PartsEditor::tell(const QString &note)
{
    if (!m_note) {
        m_note = named(new QLabel, u"note-"_s + m_field.path, {});
        m_note->setTextFormat(Qt::PlainText);
        m_note->setWordWrap(true);
        setTextColor(m_note, TextColor::Bad);
        m_content->layout()->addWidget(m_note);
    }
    m_note->setText(u"⚠ "_s + note);
    m_note->setAccessibleName(note);
    m_note->show();
}

void PartsEditor::focusRow(qsizetype index)
{
    if (index >= 0 && index < qsizetype(m_parts.size()))
        m_parts[std::size_t(index)]->row->focusEditor();
}

void PartsEditor::showPreviews(const QHash<QString, Models::FieldPreview> &previews)
{
    for (const auto &part : m_parts)
        part->row->showPreviews(previews);
}

bool PartsEditor::focusPart(const QString &path)
{
    setOpen(true);
    while (m_hidden > 0 && !m_ids.contains(path)) {
        m_most += partsAtOnce;
        update();
    }
    return std::any_of(m_parts.begin(), m_parts.end(), [&](const auto &part) { return part->row->focusPath(path); });
}

bool PartsEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return FieldEditor::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_header) {
        if (key->key() != Qt::Key_Left && key->key() != Qt::Key_Right)
            return false;
        setOpen(key->key() == Qt::Key_Right);
        return true;
    }
    const qsizetype index = indexOf(watched);
    if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        move(index, key->key() == Qt::Key_Up ? -1 : 1);
        return true;
    }
    if (key->modifiers() == Qt::AltModifier && key->key() == Qt::Key_Delete) {
        remove(index);
        return true;
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace Plugboard::Ui
