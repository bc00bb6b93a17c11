#include "ui/secrets/secretspanel.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownMilliseconds = 10'000;

} // namespace

SecretsPanel::SecretsPanel(Models::SecretList *secrets, QWidget *parent)
    : QWidget(parent)
    , m_secrets(secrets)
    , m_state(named(new QLabel, u"secrets-state"_s, {}))
    , m_list(named(new QListView, u"secrets-list"_s, tr("Names of secrets")))
    , m_value(named(new QLabel, u"secrets-value"_s, {}))
    , m_name(named(new QLineEdit, u"secrets-name"_s, tr("Name of the secret")))
    , m_newValue(named(new QLineEdit, u"secrets-new-value"_s, tr("Value to store")))
    , m_store(named(new QPushButton(tr("&Store")), u"secrets-store"_s, tr("Store the secret")))
    , m_remove(named(new QPushButton(tr("&Delete")), u"secrets-remove"_s, tr("Delete the selected secret")))
    , m_reveal(named(new QPushButton(tr("Show &value")), u"secrets-reveal"_s, tr("Show the value for ten seconds")))
    , m_copy(named(new QPushButton(tr("&Copy reference")), u"secrets-copy"_s, tr("Copy the reference")))
    , m_undo(named(new QPushButton(tr("&Undo")), u"secrets-undo"_s, tr("Bring the deleted secret back")))
    , m_note(named(new QLabel, u"secrets-note"_s, {}))
{
    for (QLabel *label : {m_state, m_note, m_value})
        label->setWordWrap(true);
    setTextColor(m_state, TextColor::Quiet);
    m_value->setFont(valueFont());
    m_value->setTextFormat(Qt::PlainText);
    m_value->hide();
    m_undo->hide();
    m_list->setModel(secrets);
    m_list->setUniformItemSizes(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_state);
    column->addWidget(m_list, 1);
    column->addWidget(m_value);
    makeButtons();
    makeEntry();
    auto *note = new QHBoxLayout;
    note->addWidget(m_note, 1);
    note->addWidget(m_undo);
    column->addLayout(note);
    m_hide.setSingleShot(true);
    m_hide.setInterval(shownMilliseconds);
    connect(&m_hide, &QTimer::timeout, this, &SecretsPanel::hideValue);
    connect(secrets, &Models::SecretList::stateChanged, this, &SecretsPanel::showState);
    connect(secrets, &Models::SecretList::stored, this, [this](const QString &name) {
        m_name->clear();
        m_newValue->clear();
        tell(tr("Stored. Write {{secrets.%1}} where it belongs.").arg(name));
    });
    connect(secrets, &Models::SecretList::removed, this,
            [this](const QString &name) { tell(tr("Deleted %1.").arg(name), true); });
    connect(secrets, &Models::SecretList::failed, this,
            [this](const QString &name, const Error &error) { tell(u"⚠ %1: %2"_s.arg(name, error.message)); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        hideValue();
        showState();
    });
    showState();
}

void SecretsPanel::makeButtons()
{
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_copy, m_reveal, m_remove})
        row->addWidget(button);
    row->addStretch();
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_remove, &QPushButton::clicked, this, &SecretsPanel::removeCurrent);
    connect(m_reveal, &QPushButton::clicked, this, &SecretsPanel::revealCurrent);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(u"{{secrets.%1}}"_s.arg(current())); });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_undo->hide();
        m_secrets->undoRemove();
    });
}

void SecretsPanel::makeEntry()
{
    m_newValue->setEchoMode(QLineEdit::Password);
    m_name->setPlaceholderText(u"AWS_SECRET_KEY"_s);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("V&alue"), m_newValue);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(form);
    column->addWidget(m_store, 0, Qt::AlignLeft);
    connect(m_name, &QLineEdit::textChanged, this, &SecretsPanel::showState);
    connect(m_newValue, &QLineEdit::textChanged, this, &SecretsPanel::showState);
    connect(m_newValue, &QLineEdit::returnPressed, m_store, &QPushButton::click);
    connect(m_store, &QPushButton::clicked, this, &SecretsPanel::store);
}

QString SecretsPanel::current() const
{
    return m_list->currentIndex().data().toString();
}

void SecretsPanel::store()
{
    m_undo->hide();
    m_secrets->set(m_name->text().trimmed(), Sensitive(m_newValue->text().toUtf8()));
}

void SecretsPanel::removeCurrent()
{
    hideValue();
    m_secrets->remove(current());
}

void SecretsPanel::revealCurrent()
{
    if (m_value->isVisible())
        return hideValue();
    m_secrets->reveal(current(), [this](const Sensitive &value) {
        m_value->setText(QString::fromUtf8(value.reveal()));
        m_value->show();
        m_hide.start();
        m_reveal->setText(tr("Hide &value"));
    });
}

void SecretsPanel::hideValue()
{
    m_hide.stop();
    m_value->clear();
    m_value->hide();
    m_reveal->setText(tr("Show &value"));
}

void SecretsPanel::showState()
{
    m_state->setText(tr("Secrets of \"%1\"").arg(m_secrets->space()) + u" · "_s
                     + (m_secrets->isBusy() ? tr("asking…") : m_secrets->stateText()));
    const bool isWritable = m_secrets->isWritable();
    const bool hasCurrent = m_list->currentIndex().isValid();
    m_remove->setEnabled(isWritable && hasCurrent);
    m_reveal->setEnabled(hasCurrent);
    m_copy->setEnabled(hasCurrent);
    m_name->setEnabled(isWritable);
    m_newValue->setEnabled(isWritable);
    m_store->setEnabled(isWritable && !m_name->text().trimmed().isEmpty() && !m_newValue->text().isEmpty());
    const QString typed = m_name->text().trimmed();
    m_store->setText(m_secrets->contains(typed) ? tr("&Replace") : tr("&Store"));
}

void SecretsPanel::tell(const QString &text, bool canUndo)
{
    m_note->setText(text);
    m_undo->setVisible(canUndo);
}

} // namespace Plugboard::Ui
