#include "ui/mapping/mappingpanel.h"

#include "models/background.h"
#include "models/mapping/recordedanswer.h"
#include "ui/widgets/growingtext.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/valueview.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

GrowingText *expressionBox(int most)
{
    auto *box = new GrowingText;
    box->setLines(1, most);
    box->setFont(valueFont());
    return box;
}

void setIfOther(QPlainTextEdit *box, const QString &text)
{
    if (box->toPlainText() != text)
        box->setPlainText(text);
}

/// The last name of a FEEL path, fit for a key: "response.items[1].id" gives "id".
QString keyFor(const QString &feelPath)
{
    QString name = feelPath.section(u'.', -1).section(u'[', 0, 0);
    return name.remove(u'`').isEmpty() ? u"value"_s : name;
}

/// `= { a: 1 }` with one entry more; an expression that is no context of this form is left alone.
QString withEntry(const QString &expression, const QString &feelPath)
{
    const QString text = expression.trimmed();
    QString key = keyFor(feelPath);
    for (int number = 2; text.contains(key + u':'); ++number)
        key = keyFor(feelPath) + QString::number(number);
    if (key.contains(u' ') || key.contains(u'-'))
        key = u'"' + key + u'"';
    const QString entry = u"%1: %2"_s.arg(key, feelPath);
    if (text.isEmpty() || text == "="_L1)
        return u"= {\n  %1\n}"_s.arg(entry);
    if (!text.endsWith(u'}'))
        return expression;
    const QString before = text.chopped(1).trimmed();
    return before.endsWith(u'{') ? u"%1\n  %2\n}"_s.arg(before, entry) : u"%1,\n  %2\n}"_s.arg(before, entry);
}

QString verdictText(const Output::Mapped &mapped)
{
    switch (mapped.verdict) {
    case Output::Verdict::BpmnError:
        return MappingPanel::tr("The error expression throws the BPMN error \"%1\": %2")
            .arg(mapped.code, mapped.message);
    case Output::Verdict::JobError:
        return MappingPanel::tr("The error expression fails the job: %1").arg(mapped.message);
    case Output::Verdict::Ignored:
        return MappingPanel::tr("The error expression ignores this failure.");
    case Output::Verdict::None:
        break;
    }
    return {};
}

} // namespace

MappingPanel::MappingPanel(const Models::Backend &backend, QWidget *parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_preview(backend)
    , m_resultVariable(named(new QLineEdit, u"result-variable"_s, tr("Result variable")))
    , m_resultExpression(named(expressionBox(12), u"result-expression"_s, tr("Result expression")))
    , m_errorExpression(named(expressionBox(8), u"error-expression"_s, tr("Error expression")))
    , m_state(named(new QLabel, u"mapping-state"_s, {}))
    , m_problem(named(new QLabel, u"mapping-problem"_s, {}))
    , m_variables(named(new ValueView, u"mapping-tree"_s, tr("Variables")))
{
    m_resultVariable->setPlaceholderText(tr("Name for the whole answer"));
    m_resultExpression->setPlaceholderText(u"= { id: response.id }"_s);
    m_errorExpression->setPlaceholderText(u"= if error != null then bpmnError(\"E1\", \"why\")"_s);
    for (QLabel *label : {m_state, m_problem}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    setTextColor(m_state, TextColor::Quiet);
    setTextColor(m_problem, TextColor::Bad);
    auto *rules = new QFormLayout;
    rules->setRowWrapPolicy(QFormLayout::WrapAllRows);
    rules->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rules->addRow(tr("Result e&xpression"), m_resultExpression);
    rules->addRow(tr("Result &variable"), m_resultVariable);
    rules->addRow(tr("Error &expression"), m_errorExpression);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addLayout(rules);
    column->addWidget(m_problem);
    column->addWidget(m_state);
    column->addWidget(m_variables, 1);
    connect(m_resultVariable, &QLineEdit::textChanged, this, &MappingPanel::writeRules);
    connect(m_resultExpression, &QPlainTextEdit::textChanged, this, &MappingPanel::writeRules);
    connect(m_errorExpression, &QPlainTextEdit::textChanged, this, &MappingPanel::writeRules);
    connect(&m_preview, &Models::MappingPreview::changed, this, &MappingPanel::showPreview);
    setRequest(nullptr);
}

void MappingPanel::setRequest(Models::OpenRequest *request)
{
    if (m_request)
        disconnect(m_request, nullptr, this, nullptr);
    m_request = request;
    if (request)
        connect(request, &Models::OpenRequest::rulesChanged, this, &MappingPanel::readRules);
    setEnabled(request != nullptr);
    readRules();
    m_preview.setSample({});
    m_preview.setRequest(request);
    if (request && request->state().form()->origin)
        readSample(m_backend.forms.catalogue().fileOf(request->state().form()->origin));
}

/// Of the connector, for a request that has no answer yet.
void MappingPanel::readSample(const QString &templateFile)
{
    Models::inBackground(
        *QThreadPool::globalInstance(), this, [templateFile] { return Models::recordedAnswer(templateFile); },
        [this, request = m_request](const Value &response) {
            if (request == m_request)
                m_preview.setSample(response);
        });
}

void MappingPanel::readRules()
{
    m_isReading = true;
    const Output::Rules rules = m_request ? m_request->rules() : Output::Rules {};
    if (m_resultVariable->text() != rules.resultVariable)
        m_resultVariable->setText(rules.resultVariable);
    setIfOther(m_resultExpression, rules.resultExpression);
    setIfOther(m_errorExpression, rules.errorExpression);
    m_isReading = false;
}

void MappingPanel::writeRules()
{
    if (m_isReading || !m_request)
        return;
    m_request->setRules(
        {m_resultVariable->text(), m_resultExpression->toPlainText(), m_errorExpression->toPlainText()});
}

void MappingPanel::showPreview()
{
    const Output::Mapped &mapped = m_preview.mapped();
    m_problem->setText(mapped.problem ? mapped.problem->text() : QString());
    m_problem->setVisible(mapped.problem.has_value());
    QStringList lines;
    if (!m_preview.hasAnswer())
        lines.append(tr("Variables appear here after the first answer, and follow what you type."));
    else if (m_preview.isSample())
        lines.append(tr("Made of the connector's sample answer until you press Invoke."));
    if (const QString verdict = verdictText(mapped); !verdict.isEmpty())
        lines.append(verdict);
    for (const Feel::Diagnostic &warning : mapped.warnings)
        lines.append(warning.message);
    m_state->setText(lines.join(u'\n'));
    m_state->setVisible(!lines.isEmpty());
    m_variables->setValue(mapped.variables);
}

void MappingPanel::addMapping(const QString &feelPath)
{
    m_resultExpression->setPlainText(withEntry(m_resultExpression->toPlainText(), feelPath));
}

} // namespace Plugboard::Ui
