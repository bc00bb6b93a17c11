#include "ui/workspace/environmentpanel.h"

#include "core/value/json.h"
#include "ui/widgets/growingtext.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

EnvironmentPanel::EnvironmentPanel(Models::OpenWorkspace *workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_name(named(new QLineEdit, u"environment-name"_s, tr("Name of the environment")))
    , m_region(named(new QLineEdit, u"environment-region"_s, tr("Region")))
    , m_endpoint(named(new QLineEdit, u"environment-endpoint"_s, tr("Endpoint URL")))
    , m_secrets(named(new QLineEdit, u"environment-secrets"_s, tr("Namespace of secrets")))
    , m_variables(named(new GrowingText, u"environment-variables"_s, tr("Variables as JSON")))
    , m_note(named(new QLabel, u"environment-note"_s, {}))
    , m_save(named(new QPushButton(tr("Save environment")), u"environment-save"_s, tr("Save environment")))
{
    m_region->setPlaceholderText(tr("the request's"));
    m_endpoint->setPlaceholderText(tr("AWS's own"));
    m_secrets->setPlaceholderText(tr("named as the environment"));
    m_variables->setFont(valueFont());
    m_variables->setPlaceholderText(u"{ \"topicArn\": \"…\" }"_s);
    static_cast<GrowingText *>(m_variables)->setLines(3, 12);
    m_note->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Region"), m_region);
    form->addRow(tr("&Endpoint URL"), m_endpoint);
    form->addRow(tr("Namespace of &secrets"), m_secrets);
    form->addRow(tr("&Variables"), m_variables);
    auto *fresh = named(new QPushButton(tr("New environment")), u"environment-new"_s, tr("New environment"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(fresh);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_note);
    column->addLayout(buttons);
    column->addStretch();
    connect(m_save, &QPushButton::clicked, this, &EnvironmentPanel::save);
    connect(fresh, &QPushButton::clicked, this, &EnvironmentPanel::beginNew);
    connect(workspace, &Models::OpenWorkspace::environmentChosen, this, &EnvironmentPanel::showEnvironment);
    showEnvironment();
}

void EnvironmentPanel::showEnvironment()
{
    m_shown = m_workspace->environment();
    m_name->setText(m_shown.name);
    m_name->setReadOnly(true);
    m_region->setText(m_shown.region);
    m_endpoint->setText(m_shown.endpoint);
    m_secrets->setText(m_shown.secrets);
    const QString variables = m_shown.variables.size() > 0
        ? QString::fromUtf8(Json::write(m_shown.variables, Json::Style::Indented)).trimmed()
        : QString();
    if (m_variables->toPlainText() != variables)
        m_variables->setPlainText(variables);
    m_note->setText(m_shown.sandbox ? tr("The sandbox's endpoint and keys are made anew at each start.") : QString());
    for (QWidget *fixed : {static_cast<QWidget *>(m_endpoint), static_cast<QWidget *>(m_secrets)})
        fixed->setEnabled(!m_shown.sandbox);
}

void EnvironmentPanel::beginNew()
{
    m_shown = {};
    for (QLineEdit *line : {m_name, m_region, m_endpoint, m_secrets}) {
        line->clear();
        line->setEnabled(true);
    }
    m_variables->clear();
    m_name->setReadOnly(false);
    m_name->setFocus();
    m_note->setText(tr("Give it a name, then save it."));
}

void EnvironmentPanel::save()
{
    const QString variables = m_variables->toPlainText().trimmed();
    const Result<Value> read = variables.isEmpty() ? Result<Value>(Value()) : Json::read(variables.toUtf8());
    if (!read || (!read->isNull() && !read->isContext())) {
        m_note->setText(read ? tr("The variables must be a JSON object, such as {\"name\": \"value\"}.")
                             : tr("The variables are no JSON: %1").arg(read.error().text()));
        return;
    }
    m_shown.name = m_name->text().trimmed();
    m_shown.region = m_region->text().trimmed();
    m_shown.endpoint = m_endpoint->text().trimmed();
    m_shown.secrets = m_secrets->text().trimmed();
    m_shown.variables = *read;
    m_workspace->saveEnvironment(m_shown);
    m_workspace->chooseEnvironment(m_shown.name);
    m_note->setText({});
}

} // namespace Plugboard::Ui
