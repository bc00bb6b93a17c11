#include "ui/forms/formpanel.h"

#include "models/request/openrequest.h"
#include "ui/forms/formview.h"
#include "ui/forms/jsonpane.h"
#include "ui/widgets/accentbutton.h"
#include "ui/widgets/naming.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

QToolButton *switchButton(const QString &text, const QString &name, const QString &help)
{
    auto *button = named(new AccentButton(text), name, help);
    button->setToolTip(help);
    return button;
}

} // namespace

FormPanel::FormPanel(FormView *form, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_pages(new QStackedWidget)
    , m_formButton(switchButton(tr("Form"), u"show-form"_s, tr("Show the inputs as a form (Ctrl+J).")))
    , m_jsonButton(switchButton(tr("JSON"), u"show-json"_s, tr("Show the inputs as JSON (Ctrl+J).")))
{
    auto *group = new QButtonGroup(this);
    group->addButton(m_formButton);
    group->addButton(m_jsonButton);
    m_formButton->setChecked(true);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(12, 4, 12, 0);
    line->setSpacing(0);
    line->addStretch();
    line->addWidget(m_formButton);
    line->addWidget(m_jsonButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_pages, 1);
    m_pages->addWidget(form);
    connect(m_formButton, &QToolButton::clicked, this, [this] { showJson(false); });
    connect(m_jsonButton, &QToolButton::clicked, this, [this] { showJson(true); });
    auto *turn = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_J), this);
    turn->setContext(Qt::WidgetWithChildrenShortcut);
    connect(turn, &QShortcut::activated, this, [this] { showJson(!showsJson()); });
}

void FormPanel::setRequest(Models::OpenRequest *request)
{
    m_request = request;
    if (m_json)
        m_json->setRequest(request);
}

bool FormPanel::showsJson() const
{
    return m_pages->currentWidget() != m_form;
}

void FormPanel::showJson(bool json)
{
    if (json && !m_json) {
        m_json = new JsonPane;
        m_pages->addWidget(m_json);
        m_json->setRequest(m_request);
    }
    if (!json && m_json)
        m_json->commit();
    (json ? m_jsonButton : m_formButton)->setChecked(true);
    m_pages->setCurrentWidget(json ? static_cast<QWidget *>(m_json) : m_form);
    if (json)
        m_json->focusText();
    else
        m_form->focusFirst();
}

} // namespace Plugboard::Ui
