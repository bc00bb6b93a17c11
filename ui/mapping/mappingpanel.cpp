#include "ui/mapping/mappingpanel.h"

#include "models/background.h"
#include "models/mapping/mappingentry.h"
#include "models/mapping/mappingwords.h"
#include "models/mapping/recordedanswer.h"
#include "ui/expression/expressionbox.h"
#include "ui/expression/feeledit.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/valueview.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::MappingWords;

namespace {

ExpressionBox *expressionBox(const QString &name, const QString &accessibleName, int most)
{
    auto *box = new ExpressionBox(name, accessibleName);
    box->edit()->setLines(1, most);
    return box;
}

void setIfOther(QPlainTextEdit *box, const QString &text)
{
    if (box->toPlainText() != text)
        box->setPlainText(text);
}

QLabel *labelFor(const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

QList<Models::Finding> findingsOf(const Output::Notes &notes)
{
    using Severity = Models::Finding::Severity;
    return Models::findingsOf(notes.errors, Severity::Error) + Models::findingsOf(notes.warnings, Severity::Warning)
        + Models::findingsOf(notes.hints, Severity::Hint);
}

void tell(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

QLabel *sentences(const QString &name, TextColor color)
{
    auto *label = named(new QLabel, name, {});
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextColor(label, color);
    return label;
}

} // namespace

MappingPanel::MappingPanel(const Models::Backend &backend, QWidget *parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_preview(backend)
    , m_resultAssistant(backend)
    , m_errorAssistant(backend)
    , m_resultBox(expressionBox(u"result-expression"_s, tr("Result expression"), 12))
    , m_resultExpression(m_resultBox->edit())
    , m_resultVariable(named(new QLineEdit, u"result-variable"_s, tr("Result variable")))
    , m_errorBox(expressionBox(u"error-expression"_s, tr("Error expression"), 8))
    , m_errorExpression(m_errorBox->edit())
    , m_problem(sentences(u"mapping-problem"_s, TextColor::Bad))
    , m_verdict(sentences(u"mapping-verdict"_s, TextColor::Unsure))
    , m_state(sentences(u"mapping-state"_s, TextColor::Quiet))
    , m_variables(named(new ValueView, u"mapping-tree"_s, tr("Variables")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addLayout(makeRules());
    column->addWidget(m_problem);
    column->addWidget(m_verdict);
    column->addWidget(m_state);
    column->addWidget(m_variables, 1);
    connect(m_resultVariable, &QLineEdit::textChanged, this, &MappingPanel::writeRules);
    connect(m_resultExpression, &QPlainTextEdit::textChanged, this, &MappingPanel::writeRules);
    connect(m_errorExpression, &QPlainTextEdit::textChanged, this, &MappingPanel::writeRules);
    connect(&m_preview, &Models::MappingPreview::changed, this, &MappingPanel::showPreview);
    setRequest(nullptr);
}

QFormLayout *MappingPanel::makeRules()
{
    m_resultVariable->setFont(valueFont());
    m_resultVariable->setPlaceholderText(tr("Name for the whole answer"));
    m_resultExpression->setPlaceholderText(u"= { id: response.id }"_s);
    m_errorExpression->setPlaceholderText(tr("What makes an answer an error"));
    m_errorExpression->setToolTip(
        tr("Example: %1").arg(u"= if error != null then bpmnError(\"E1\", \"why\") else null"_s));
    auto *rules = new QFormLayout;
    rules->setRowWrapPolicy(QFormLayout::WrapAllRows);
    rules->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rules->setVerticalSpacing(4);
    rules->addRow(labelFor(tr("Result e&xpression"), m_resultExpression), m_resultBox);
    rules->addRow(tr("Result &variable"), m_resultVariable);
    rules->addRow(labelFor(tr("Erro&r expression"), m_errorExpression), m_errorBox);
    m_resultAssistant.setSightSource([this] { return m_preview.sight(Models::MappingExpression::Result); });
    m_errorAssistant.setSightSource([this] { return m_preview.sight(Models::MappingExpression::Error); });
    m_resultExpression->setAssistant(&m_resultAssistant);
    m_errorExpression->setAssistant(&m_errorAssistant);
    return rules;
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
    m_resultBox->setFindings(findingsOf(mapped.ofResult));
    m_errorBox->setFindings(findingsOf(mapped.ofError));
    showProblem(mapped);
    tell(m_verdict, MappingWords::verdict(mapped));
    const bool hasVariables = mapped.variables.size() > 0;
    tell(m_state,
         !m_preview.hasAnswer()     ? tr("Variables appear here after the first answer, and follow what you type.")
             : m_preview.isSample() ? tr("Made of the connector's sample answer until there is a real one.")
             : hasVariables || mapped.problem || mapped.verdict != Output::Verdict::None
             ? QString()
             : tr("The mapping gives no variables."));
    // What was there stays while an expression is half typed.
    if (!mapped.problem)
        m_variables->setValue(mapped.variables);
}

/// What stands at a place of an expression is listed below it; the rest is about all of one.
void MappingPanel::showProblem(const Output::Mapped &mapped)
{
    const bool isListed = !mapped.ofResult.errors.isEmpty() || !mapped.ofError.errors.isEmpty();
    const auto told = mapped.problem ? MappingWords::problem(*mapped.problem) : MappingWords::Problem {};
    tell(m_problem, isListed ? QString() : told.text);
    const bool isOfError = told.place == MappingWords::Place::ErrorExpression;
    m_resultExpression->setHelp(isListed || isOfError ? QString() : told.text);
    m_errorExpression->setHelp(isListed || !isOfError ? QString() : told.text);
}

void MappingPanel::setSampleResponse(const Value &response)
{
    m_preview.setSample(response);
}

void MappingPanel::addMapping(const QString &feelPath)
{
    if (!m_request)
        return;
    QTextCursor cursor = m_resultExpression->textCursor();
    const Models::TextInsertion entry
        = Models::mappingEntry(m_resultExpression->toPlainText(), feelPath, cursor.position());
    cursor.setPosition(int(entry.from));
    cursor.setPosition(int(entry.to), QTextCursor::KeepAnchor);
    cursor.insertText(entry.text);
    m_resultExpression->setTextCursor(cursor);
}

} // namespace Plugboard::Ui
