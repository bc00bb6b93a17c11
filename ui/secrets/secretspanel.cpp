#include "ui/secrets/secretspanel.h"

#include "ui/widgets/growingtext.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Models::SecretList;

namespace {

constexpr auto shownTime = 10s;
/// What was replaced or deleted stays in memory no longer.
constexpr auto undoTime = 60s;
constexpr auto noticeableTime = 300ms;
constexpr int mostLinesShown = 8;

} // namespace

SecretsPanel::SecretsPanel(SecretList *secrets, QWidget *parent)
    : QWidget(parent)
    , m_secrets(secrets)
    , m_state(named(new QLabel, u"secrets-state"_s, {}))
    , m_remedy(named(new QPushButton, u"secrets-remedy"_s, {}))
    , m_list(named(new QListView, u"secrets-list"_s, tr("Names of secrets")))
    , m_value(named(new GrowingText, u"secrets-value"_s, tr("Value of the selected secret")))
    , m_name(named(new QLineEdit, u"secrets-name"_s, tr("Name of the secret")))
    , m_newValue(named(new QLineEdit, u"secrets-new-value"_s, tr("Value to store")))
    , m_paste(named(new QPushButton(tr("&Paste")), u"secrets-paste"_s, tr("Paste the value"),
                    tr("Takes the clipboard as it is, line breaks too, without showing it.")))
    , m_store(named(new QPushButton(tr("&Store")), u"secrets-store"_s, tr("Store the secret")))
    , m_remove(named(new QPushButton(tr("&Delete")), u"secrets-remove"_s, tr("Delete the selected secret")))
    , m_reveal(named(new QPushButton(tr("Show &value")), u"secrets-reveal"_s, tr("Show the value for ten seconds")))
    , m_copy(named(new QPushButton(tr("&Copy reference")), u"secrets-copy"_s, tr("Copy the reference")))
    , m_undo(named(new QPushButton(tr("&Undo")), u"secrets-undo"_s, tr("Undo the last change")))
    , m_note(named(new QLabel, u"secrets-note"_s, {}))
{
    for (QLabel *label : {m_state, m_note}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    setLayout(new QVBoxLayout);
    makeState();
    makeList();
    makeEntry();
    makeNote();
    m_hide.setSingleShot(true);
    m_hide.setInterval(shownTime);
    m_forget.setSingleShot(true);
    m_forget.setInterval(undoTime);
    m_asking.setSingleShot(true);
    m_asking.setInterval(noticeableTime);
    connect(&m_hide, &QTimer::timeout, this, &SecretsPanel::hideValue);
    connect(&m_forget, &QTimer::timeout, this, &SecretsPanel::forgetUndo);
    connect(&m_asking, &QTimer::timeout, this, [this] {
        m_isWaiting = true;
        showState();
    });
    setFocusProxy(m_list);
    connectSecrets();
    followWork();
}

void SecretsPanel::makeState()
{
    setTextColor(m_state, TextColor::Quiet);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(m_state);
    column->addWidget(m_remedy, 0, Qt::AlignLeft);
    connect(m_remedy, &QPushButton::clicked, this, &SecretsPanel::remedy);
}

void SecretsPanel::makeList()
{
    m_list->setModel(m_secrets);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_value->setFont(valueFont());
    m_value->setReadOnly(true);
    m_value->setUndoRedoEnabled(false); // Would keep what was shown.
    m_value->setWordWrapMode(QTextOption::WrapAnywhere);
    m_value->setLines(1, mostLinesShown);
    m_value->hide();
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_copy, m_reveal, m_remove})
        row->addWidget(button);
    row->addStretch();
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(m_list, 1);
    column->addWidget(m_value);
    column->addLayout(row);
    auto *remove = new QAction(m_list);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(remove);
    connect(remove, &QAction::triggered, m_remove, &QPushButton::click);
    connect(m_remove, &QPushButton::clicked, this, &SecretsPanel::removeCurrent);
    connect(m_reveal, &QPushButton::clicked, this, &SecretsPanel::revealCurrent);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const QString reference = u"{{secrets.%1}}"_s.arg(current());
        QGuiApplication::clipboard()->setText(reference);
        tell(tr("Copied %1.").arg(reference));
    });
    connect(m_list, &QListView::activated, this, [this] { m_name->setText(current()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        hideValue();
        showState();
    });
}

void SecretsPanel::makeEntry()
{
    m_newValue->setEchoMode(QLineEdit::Password);
    // The line's own menu would paste several lines as one.
    m_newValue->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *pasteAction = new QAction(tr("Paste"), m_newValue);
    m_newValue->addAction(pasteAction);
    m_newValue->installEventFilter(this);
    m_name->setPlaceholderText(u"AWS_SECRET_KEY"_s);
    auto *value = new QHBoxLayout;
    value->addWidget(m_newValue, 1);
    value->addWidget(m_paste);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->addRow(tr("&Name"), m_name);
    auto *label = new QLabel(tr("V&alue"));
    label->setBuddy(m_newValue);
    form->addRow(label, value);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(form);
    column->addWidget(m_store, 0, Qt::AlignLeft);
    connect(pasteAction, &QAction::triggered, this, &SecretsPanel::paste);
    connect(m_paste, &QPushButton::clicked, this, &SecretsPanel::paste);
    connect(m_name, &QLineEdit::textChanged, this, &SecretsPanel::showState);
    connect(m_newValue, &QLineEdit::textChanged, this, [this] {
        if (!m_newValue->text().isEmpty())
            dropPasted();
        showState();
    });
    connect(m_name, &QLineEdit::returnPressed, m_newValue, qOverload<>(&QWidget::setFocus));
    connect(m_newValue, &QLineEdit::returnPressed, m_store, &QPushButton::click);
    connect(m_store, &QPushButton::clicked, this, &SecretsPanel::store);
}

void SecretsPanel::makeNote()
{
    m_undo->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_note, 1);
    row->addWidget(m_undo);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_undo->hide();
        m_secrets->undo();
    });
}

void SecretsPanel::connectSecrets()
{
    m_space = m_secrets->space();
    connect(m_secrets, &SecretList::stateChanged, this, [this] {
        // What was said and shown belongs to another namespace.
        if (std::exchange(m_space, m_secrets->space()) != m_secrets->space()) {
            hideValue();
            tell({});
        }
        followWork();
    });
    connect(m_secrets, &SecretList::changed, this, &SecretsPanel::onChanged);
    connect(m_secrets, &SecretList::failed, this, [this](const QString &name, const Error &error) {
        tell(name.isEmpty() ? error.message : u"%1: %2"_s.arg(name, error.message), m_secrets->canUndo(), true);
    });
}

void SecretsPanel::followWork()
{
    if (!m_secrets->isBusy()) {
        m_asking.stop();
        m_isWaiting = false;
    } else if (!m_isWaiting && !m_asking.isActive()) {
        m_asking.start();
    }
    showState();
}

bool SecretsPanel::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPaste = watched == m_newValue && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste);
    if (!isPaste)
        return QWidget::eventFilter(watched, event);
    paste();
    return true;
}

void SecretsPanel::hideEvent(QHideEvent *event)
{
    hideValue();
    QWidget::hideEvent(event);
}

QString SecretsPanel::current() const
{
    return m_list->currentIndex().data().toString();
}

QString SecretsPanel::typedName() const
{
    return m_name->text().trimmed();
}

bool SecretsPanel::hasValue() const
{
    return m_pasted || !m_newValue->text().isEmpty();
}

/// Copied keys often end with a line break that is not theirs; line breaks inside, as in private keys, are kept.
void SecretsPanel::paste()
{
    QString text = QGuiApplication::clipboard()->text();
    const qsizetype firstBreak = text.indexOf(u'\n');
    if (firstBreak == text.size() - 1)
        text.chop(text.endsWith("\r\n"_L1) ? 2 : 1);
    if (text.isEmpty())
        return tell(tr("There is no text in the clipboard."));
    if (!text.contains(u'\n')) {
        dropPasted();
        m_newValue->insert(text);
        m_newValue->setFocus();
        return;
    }
    m_newValue->clear();
    m_pasted = Sensitive(text.toUtf8());
    m_newValue->setPlaceholderText(tr("%n lines from the clipboard", nullptr, int(text.trimmed().count(u'\n')) + 1));
    showState();
}

void SecretsPanel::dropPasted()
{
    m_pasted.reset();
    m_newValue->setPlaceholderText({});
}

void SecretsPanel::store()
{
    if (!m_store->isEnabled())
        return;
    tell({});
    m_secrets->set(typedName(), m_pasted ? *m_pasted : Sensitive(m_newValue->text().toUtf8()));
}

void SecretsPanel::removeCurrent()
{
    hideValue();
    m_secrets->remove(current());
}

void SecretsPanel::revealCurrent()
{
    if (!m_value->isHidden())
        return hideValue();
    m_secrets->reveal(current(), this, [this, name = current(), space = m_space](const Sensitive &value) {
        if (space == m_space)
            showValue(name, value);
    });
}

/// Only where it was asked for: meanwhile another name may be selected, or the panel hidden.
void SecretsPanel::showValue(const QString &name, const Sensitive &value)
{
    if (name != current() || !isVisible())
        return;
    m_value->show();
    m_value->setPlainText(QString::fromUtf8(value.reveal()));
    m_hide.start();
    m_reveal->setText(tr("Hide &value"));
}

void SecretsPanel::hideValue()
{
    m_hide.stop();
    m_value->clear();
    m_value->hide();
    m_reveal->setText(tr("Show &value"));
}

void SecretsPanel::onChanged(const QString &name, SecretList::Change change)
{
    if (name == current())
        hideValue();
    switch (change) {
    case SecretList::Change::Added:
    case SecretList::Change::Replaced:
        if (name == typedName()) {
            m_name->clear();
            m_newValue->clear();
            dropPasted();
        }
        tell(change == SecretList::Change::Added
                 ? tr("Stored. Write {{secrets.%1}} where it belongs.").arg(name)
                 : tr("Stored. Write {{secrets.%1}} where it belongs; the former value is replaced.").arg(name),
             true);
        break;
    case SecretList::Change::Removed:
        tell(tr("Deleted %1.").arg(name), true);
        break;
    case SecretList::Change::Undone:
        tell(tr("%1 is as it was before.").arg(name));
        break;
    }
}

void SecretsPanel::remedy()
{
    if (m_secrets->isBusy())
        m_secrets->cancel();
    else if (m_secrets->state() == SecretList::State::Locked)
        m_secrets->unlock();
    else
        m_secrets->reload();
}

void SecretsPanel::showState()
{
    using State = SecretList::State;
    const State state = m_secrets->state();
    const bool isWell = state == State::Ready || state == State::Empty || state == State::ReadOnly;
    m_state->setText(tr("Secrets of \"%1\"").arg(m_secrets->space()) + u" · "_s
                     + (m_isWaiting                  ? tr("waiting for the store…")
                            : state == State::Asking ? tr("asking…")
                                                     : m_secrets->stateText()));
    setTextColor(m_state, isWell || state == State::Asking ? TextColor::Quiet : TextColor::Bad);
    const QString remedyText = m_isWaiting ? tr("Cancel") : state == State::Locked ? tr("Unlock") : tr("Try again");
    m_remedy->setText(remedyText);
    m_remedy->setAccessibleName(remedyText);
    m_remedy->setVisible(m_isWaiting || (!isWell && state != State::Asking));
    const bool isWritable = m_secrets->isWritable();
    const bool hasCurrent = m_list->currentIndex().isValid();
    m_remove->setEnabled(isWritable && hasCurrent);
    m_reveal->setEnabled(hasCurrent);
    m_copy->setEnabled(hasCurrent);
    for (QWidget *entry :
         {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_newValue), static_cast<QWidget *>(m_paste)})
        entry->setEnabled(isWritable);
    m_store->setEnabled(isWritable && !typedName().isEmpty() && hasValue());
    m_store->setText(m_secrets->contains(typedName()) ? tr("&Replace") : tr("&Store"));
}

void SecretsPanel::tell(const QString &text, bool canUndo, bool isProblem)
{
    m_note->setText(isProblem ? u"⚠ "_s + text : text);
    setTextColor(m_note, isProblem ? TextColor::Bad : TextColor::Normal);
    m_undo->setVisible(canUndo);
    if (canUndo)
        m_forget.start();
    if (text.isEmpty())
        return;
    QAccessibleEvent alert(m_note, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void SecretsPanel::forgetUndo()
{
    m_secrets->forgetUndo();
    m_undo->hide();
}

} // namespace Plugboard::Ui
