#include "ui/workspace/environmentpanel.h"

#include "core/value/json.h"
#include "ui/widgets/growingtext.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAccessible>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QUrl>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

bool isEndpoint(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

bool isRegion(const QString &text)
{
    static const QRegularExpression region(u"^[a-z0-9-]+$"_s);
    return region.match(text).hasMatch();
}

} // namespace

EnvironmentPanel::EnvironmentPanel(Models::OpenWorkspace *workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_name(named(new QLineEdit, u"environment-name"_s, tr("Name of the environment")))
    , m_risk(named(new QComboBox, u"environment-risk"_s, tr("Care")))
    , m_region(named(new QLineEdit, u"environment-region"_s, tr("Region")))
    , m_endpoint(named(new QLineEdit, u"environment-endpoint"_s, tr("Endpoint URL")))
    , m_secrets(named(new QLineEdit, u"environment-secrets"_s, tr("Namespace of secrets")))
    , m_variables(named(new GrowingText, u"environment-variables"_s, tr("Variables as JSON")))
    , m_note(named(new QLabel, u"environment-note"_s, {}))
    , m_save(named(new QPushButton(tr("Save environment")), u"environment-save"_s, tr("Save environment")))
    , m_discard(named(new QPushButton(tr("&Discard changes")), u"environment-discard"_s, tr("Discard changes")))
    , m_new(named(new QPushButton(tr("New environment")), u"environment-new"_s, tr("New environment")))
{
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(m_discard);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->addLayout(makeForm());
    column->addWidget(m_note);
    column->addLayout(buttons);
    column->addWidget(m_new, 0, Qt::AlignLeft);
    column->addStretch();
    connect(m_save, &QPushButton::clicked, this, &EnvironmentPanel::save);
    connect(m_discard, &QPushButton::clicked, this, &EnvironmentPanel::discard);
    connect(m_new, &QPushButton::clicked, this, &EnvironmentPanel::beginNew);
    for (QLineEdit *line : {m_name, m_region, m_endpoint, m_secrets}) {
        connect(line, &QLineEdit::textChanged, this, &EnvironmentPanel::onTyped);
        connect(line, &QLineEdit::returnPressed, m_save, &QPushButton::click);
    }
    connect(m_risk, &QComboBox::currentIndexChanged, this, &EnvironmentPanel::onTyped);
    connect(m_variables, &QPlainTextEdit::textChanged, this, &EnvironmentPanel::onTyped);
    using Models::OpenWorkspace;
    connect(workspace, &OpenWorkspace::environmentChosen, this, &EnvironmentPanel::onChosen);
    connect(workspace, &OpenWorkspace::environmentSaved, this, &EnvironmentPanel::onSaved);
    connect(workspace, &OpenWorkspace::failed, this, [this](const QString &name, const Error &error) {
        if (!m_sent || name != m_sent->environment.name)
            return;
        m_sent.reset();
        tell(error.text(), true);
    });
    setFocusProxy(m_name);
    showEnvironment(workspace->environment(), false);
}

QFormLayout *EnvironmentPanel::makeForm()
{
    m_risk->addItem(tr("Normal"), false);
    m_risk->addItem(tr("Production: take care before writing"), true);
    m_region->setPlaceholderText(tr("the request's"));
    m_endpoint->setPlaceholderText(tr("AWS's own"));
    m_secrets->setPlaceholderText(tr("named as the environment"));
    m_variables->setFont(valueFont());
    m_variables->setPlaceholderText(u"{ \"topicArn\": \"…\" }"_s);
    static_cast<GrowingText *>(m_variables)->setLines(3, 12);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Care"), m_risk);
    form->addRow(tr("&Region"), m_region);
    form->addRow(tr("&Endpoint URL"), m_endpoint);
    form->addRow(tr("Namespace of &secrets"), m_secrets);
    form->addRow(tr("&Variables (JSON)"), m_variables);
    return form;
}

EnvironmentPanel::Draft EnvironmentPanel::draftOf(const Workspace::Environment &environment)
{
    const QString variables = environment.variables.size() > 0
        ? QString::fromUtf8(Json::write(environment.variables, Json::Style::Indented)).trimmed()
        : QString();
    return {environment.name,    environment.region, environment.endpoint,
            environment.secrets, variables,          environment.risk == Workspace::Risk::Production};
}

EnvironmentPanel::Draft EnvironmentPanel::typed() const
{
    return {m_name->text().trimmed(),    m_region->text().trimmed(),           m_endpoint->text().trimmed(),
            m_secrets->text().trimmed(), m_variables->toPlainText().trimmed(), m_risk->currentData().toBool()};
}

bool EnvironmentPanel::isModified() const
{
    return typed() != draftOf(m_shown);
}

void EnvironmentPanel::fill(const Draft &draft)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_name->setText(draft.name);
    m_risk->setCurrentIndex(draft.isProduction ? 1 : 0);
    m_region->setText(draft.region);
    m_endpoint->setText(draft.endpoint);
    m_secrets->setText(draft.secrets);
    if (m_variables->toPlainText() != draft.variables)
        m_variables->setPlainText(draft.variables);
}

void EnvironmentPanel::keepDraft()
{
    const QString key = m_isNew ? QString() : m_shown.name;
    if (isModified())
        m_drafts.insert(key, typed());
    else
        m_drafts.remove(key);
}

void EnvironmentPanel::showEnvironment(const Workspace::Environment &environment, bool isNew)
{
    m_shown = environment;
    m_isNew = isNew;
    const Draft asRead = draftOf(environment);
    fill(m_drafts.value(isNew ? QString() : environment.name, asRead));
    m_name->setReadOnly(!isNew);
    for (QWidget *fixed :
         {static_cast<QWidget *>(m_risk), static_cast<QWidget *>(m_endpoint), static_cast<QWidget *>(m_secrets)})
        fixed->setEnabled(!environment.sandbox);
    showState();
}

void EnvironmentPanel::onChosen(const Workspace::Environment &environment)
{
    const bool isSameFile = environment.name == (m_isNew ? m_besides : m_shown.name);
    if (m_isNew && isSameFile)
        return;
    if (!isSameFile)
        m_outcome.reset();
    if (!isSameFile || isModified())
        keepDraft();
    else
        m_drafts.remove(environment.name);
    showEnvironment(environment, false);
}

void EnvironmentPanel::beginNew()
{
    if (!m_isNew)
        keepDraft();
    m_outcome.reset();
    m_besides = m_workspace->environment().name;
    showEnvironment({}, true);
    m_name->setFocus();
}

void EnvironmentPanel::discard()
{
    m_drafts.remove(m_isNew ? QString() : m_shown.name);
    m_outcome.reset();
    if (m_isNew)
        showEnvironment(m_workspace->environment(), false);
    else
        showEnvironment(m_shown, false);
}

std::optional<Workspace::Environment> EnvironmentPanel::refuse(QWidget *field, const QString &message)
{
    field->setFocus();
    tell(message, true);
    return std::nullopt;
}

std::optional<Workspace::Environment> EnvironmentPanel::checked()
{
    const Draft draft = typed();
    if (draft.name.isEmpty())
        return refuse(m_name, tr("The environment needs a name."));
    if (!draft.region.isEmpty() && !isRegion(draft.region))
        return refuse(m_region, tr("A region looks like eu-central-1."));
    if (!draft.endpoint.isEmpty() && draft.endpoint != m_shown.endpoint && !isEndpoint(draft.endpoint))
        return refuse(m_endpoint,
                      tr("The endpoint must be a whole URL without a user name, such as http://localhost:4566."));
    const Result<Value> variables
        = draft.variables.isEmpty() ? Result<Value>(Value()) : Json::read(draft.variables.toUtf8());
    if (!variables)
        return refuse(m_variables, tr("The variables are no JSON: %1").arg(variables.error().text()));
    if (!variables->isNull() && !variables->isContext())
        return refuse(m_variables, tr("The variables must be a JSON object, such as {\"name\": \"value\"}."));
    Workspace::Environment environment = m_shown;
    environment.name = draft.name;
    environment.region = draft.region;
    environment.endpoint = draft.endpoint;
    environment.secrets = draft.secrets;
    environment.variables = *variables;
    if (!environment.sandbox)
        environment.risk = draft.isProduction ? Workspace::Risk::Production : Workspace::Risk::Normal;
    return environment;
}

void EnvironmentPanel::save()
{
    const std::optional<Workspace::Environment> environment = checked();
    if (!environment)
        return;
    const QList<Workspace::Environment> &others = m_workspace->environments();
    const bool isTaken = std::any_of(others.begin(), others.end(), [&](const Workspace::Environment &other) {
        return other.name.compare(environment->name, Qt::CaseInsensitive) == 0;
    });
    if (m_isNew && isTaken) {
        (void)refuse(m_name, tr("There is an environment of that name already. Choose another name."));
        return;
    }
    m_outcome.reset();
    m_sent = Sent {*environment, typed(), m_isNew};
    m_workspace->saveEnvironment(*environment);
    showState();
}

/// The workspace reads it again after this, and chooses it if it is new.
void EnvironmentPanel::onSaved(const QString &name)
{
    if (!m_sent || name != m_sent->environment.name)
        return;
    const Sent sent = *std::exchange(m_sent, std::nullopt);
    m_drafts.remove(sent.isNew ? QString() : name);
    if (sent.isNew != m_isNew || (!m_isNew && m_shown.name != name))
        return; // Another one is shown by now.
    m_shown = sent.environment;
    m_isNew = false;
    m_name->setReadOnly(true);
    // As it is written, unless somebody typed on.
    if (typed() == sent.draft)
        fill(draftOf(m_shown));
    tell(tr("Saved %1.").arg(name), false);
}

void EnvironmentPanel::onTyped()
{
    if (m_isFilling)
        return;
    m_outcome.reset();
    showState();
}

void EnvironmentPanel::showState()
{
    const bool isModifiedNow = isModified();
    m_save->setEnabled(!m_sent && isModifiedNow && !m_name->text().trimmed().isEmpty());
    m_discard->setVisible(isModifiedNow || m_isNew);
    m_new->setEnabled(!m_isNew);
    if (m_outcome)
        say(m_outcome->text, m_outcome->isProblem);
    else if (m_isNew)
        say(tr("Give it a name, then save it."), false);
    else if (isModifiedNow)
        say(tr("Changed, not saved yet."), false);
    else if (m_shown.sandbox)
        say(tr("The sandbox's endpoint and keys are made anew at each start."), false);
    else
        say({}, false);
}

void EnvironmentPanel::tell(const QString &text, bool isProblem)
{
    m_outcome = Outcome {text, isProblem};
    showState();
    QAccessibleEvent alert(m_note, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void EnvironmentPanel::say(const QString &text, bool isProblem)
{
    m_note->setText(isProblem ? u"⚠ "_s + text : text);
    setTextColor(m_note, isProblem ? TextColor::Bad : TextColor::Quiet);
}

} // namespace Plugboard::Ui
