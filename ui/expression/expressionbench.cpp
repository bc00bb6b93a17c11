#include "ui/expression/expressionbench.h"

#include "ui/expression/contextedit.h"
#include "ui/expression/expressionbox.h"
#include "ui/expression/feeledit.h"
#include "ui/expression/findinglist.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/valueview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::Trial;

namespace {

QString durationText(std::chrono::nanoseconds duration)
{
    const double micros = double(duration.count()) / 1000;
    const QLocale locale;
    if (micros < 1000)
        return ExpressionBench::tr("%1 µs").arg(locale.toString(micros, 'f', micros < 10 ? 1 : 0));
    return ExpressionBench::tr("%1 ms").arg(locale.toString(micros / 1000, 'f', micros < 10'000 ? 1 : 0));
}

/// Entries and items stand by themselves; what has none needs a row.
QString rootOf(const Trial &trial)
{
    return trial.hasValue && !trial.value.isContext() && !trial.value.isList() ? u"value"_s : QString();
}

QLabel *buddyLabel(const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

} // namespace

ExpressionBench::ExpressionBench(const Models::Backend &backend, LastResponse lastResponse, QWidget *parent)
    : QWidget(parent)
    , m_bench(backend)
    , m_lastResponse(std::move(lastResponse))
    , m_parts(new QSplitter)
    , m_dialect(named(new QComboBox, u"bench-dialect"_s, tr("Dialect")))
    , m_isTests(named(new QCheckBox(tr("&Unary tests")), u"bench-tests"_s, tr("Read it as unary tests")))
    , m_inputRow(new QWidget)
    , m_input(new ExpressionBox(u"bench-input"_s, tr("Tested value")))
    , m_expression(new ExpressionBox(u"bench-expression"_s, tr("Expression to try")))
    , m_context(named(new ContextEdit, u"bench-context"_s, tr("Context as JSON")))
    , m_contextNote(named(new QLabel, u"bench-context-note"_s, {}))
    , m_clear(named(new QPushButton(tr("C&lear")), u"bench-clear"_s, tr("Clear the context")))
    , m_contextFindings(named(new FindingList, u"bench-context-findings"_s, tr("Findings of the context")))
    , m_outcome(named(new QLabel, u"bench-outcome"_s, {}))
    , m_value(named(new ValueView, u"bench-value"_s, tr("Value")))
{
    named(this, u"expression-bench"_s, tr("Expression bench"));
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(makeQuestion());
    m_parts->addWidget(makeAnswer());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_parts);
    setFocusProxy(m_expression);
    connectParts();
    setTestsShown(false);
    showContext(true);
    showTrial();
}

ExpressionBench::~ExpressionBench() = default;

QWidget *ExpressionBench::makeQuestion()
{
    auto *question = new QWidget;
    auto *column = new QVBoxLayout(question);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_expression->edit()->setLines(2, 10);
    m_expression->edit()->setPlaceholderText(tr("FEEL expression, such as order.total * 1.19"));
    m_expression->edit()->setAssistant(m_bench.assistant());
    m_input->edit()->setLines(1, 4);
    m_input->edit()->setPlaceholderText(tr("Value that the tests read as ?"));
    m_input->edit()->setAssistant(m_bench.assistant());
    m_context->setPlaceholderText(u"{ \"order\": { \"total\": 100 } }"_s);
    column->addLayout(makeOptions());
    column->addWidget(m_expression);
    column->addWidget(m_inputRow);
    column->addLayout(makeContextHeader());
    column->addWidget(m_context, 1);
    column->addWidget(m_contextFindings);
    return question;
}

QBoxLayout *ExpressionBench::makeOptions()
{
    m_dialect->addItem(tr("Camunda 8"), int(Feel::Dialect::Camunda));
    m_dialect->addItem(tr("DMN standard"), int(Feel::Dialect::Dmn));
    auto *inputColumn = new QVBoxLayout(m_inputRow);
    inputColumn->setContentsMargins(0, 0, 0, 0);
    inputColumn->setSpacing(4);
    inputColumn->addWidget(buddyLabel(tr("&Tested value"), m_input->edit()));
    inputColumn->addWidget(m_input);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(buddyLabel(tr("E&xpression"), m_expression->edit()));
    row->addStretch();
    row->addWidget(m_isTests);
    row->addWidget(buddyLabel(tr("&Dialect"), m_dialect));
    row->addWidget(m_dialect);
    return row;
}

QBoxLayout *ExpressionBench::makeContextHeader()
{
    auto *file = named(new QPushButton(tr("&Open a file…")), u"bench-file"_s, tr("Take the context from a file"));
    auto *response = named(new QPushButton(tr("Use the last &answer")), u"bench-response"_s,
                           tr("Take the last answer as context"));
    response->setToolTip(tr("The answer of the request that is shown becomes the variable response."));
    connect(file, &QPushButton::clicked, this, &ExpressionBench::chooseFile);
    connect(response, &QPushButton::clicked, this, &ExpressionBench::useResponse);
    connect(m_clear, &QPushButton::clicked, this, &ExpressionBench::clearContext);
    setTextColor(m_contextNote, TextColor::Quiet);
    m_contextNote->setTextFormat(Qt::PlainText);
    m_contextNote->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(buddyLabel(tr("&Context (JSON)"), m_context));
    row->addWidget(m_contextNote, 1);
    for (QPushButton *button : {m_clear, file, response})
        row->addWidget(button);
    return row;
}

QWidget *ExpressionBench::makeAnswer()
{
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *answer = new QWidget;
    auto *column = new QVBoxLayout(answer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_outcome);
    column->addWidget(m_value, 1);
    return answer;
}

void ExpressionBench::connectParts()
{
    connect(m_expression->edit(), &QPlainTextEdit::textChanged, this,
            [this] { m_bench.setExpression(m_expression->edit()->toPlainText()); });
    connect(m_input->edit(), &QPlainTextEdit::textChanged, this,
            [this] { m_bench.setTestedInput(m_input->edit()->toPlainText()); });
    connect(m_isTests, &QCheckBox::toggled, this, &ExpressionBench::setTestsShown);
    connect(m_dialect, &QComboBox::currentIndexChanged, this,
            [this] { m_bench.setDialect(Feel::Dialect(m_dialect->currentData().toInt())); });
    connect(m_context, &QPlainTextEdit::textChanged, this, &ExpressionBench::onContextTyped);
    connect(m_context, &ContextEdit::largeTextGiven, this,
            [this](const QString &text) { m_bench.setLargeContextText(text); });
    connect(m_context, &ContextEdit::fileGiven, &m_bench, &Models::ExpressionBench::setContextFile);
    connect(m_contextFindings, &FindingList::chosen, m_context, &ContextEdit::goTo);
    connect(&m_bench, &Models::ExpressionBench::contextChanged, this, &ExpressionBench::showContext);
    connect(&m_bench, &Models::ExpressionBench::contextFailed, this, [this](const Error &error) {
        m_contextFindings->setFindings({{0, 0, Models::Finding::Severity::Error, error.text()}},
                                       *m_context->document());
    });
    connect(&m_bench, &Models::ExpressionBench::changed, this, &ExpressionBench::showTrial);
}

void ExpressionBench::setTestsShown(bool shown)
{
    m_inputRow->setVisible(shown);
    m_bench.setTestedInput(shown ? std::optional(m_input->edit()->toPlainText()) : std::nullopt);
}

void ExpressionBench::chooseFile()
{
    if (!m_files) {
        m_files = new QFileDialog(this, tr("Take the context from a file"));
        m_files->setFileMode(QFileDialog::ExistingFile);
        m_files->setNameFilters({tr("JSON files (*.json)"), tr("All files (*)")});
        m_files->setModal(false);
        connect(m_files, &QFileDialog::fileSelected, &m_bench, &Models::ExpressionBench::setContextFile);
    }
    m_files->show();
}

void ExpressionBench::useResponse()
{
    const Value response = m_lastResponse();
    if (response.isNull())
        m_contextNote->setText(tr("There is no answer yet. Invoke a request first."));
    else
        m_bench.setResponse(response);
}

void ExpressionBench::onContextTyped()
{
    if (!m_isShowing)
        m_bench.setContextText(m_context->toPlainText());
}

void ExpressionBench::clearContext()
{
    m_context->setReadOnly(false);
    m_context->clear();
    m_bench.setContextText({});
    m_context->setFocus();
}

/// A large context is not edited: its beginning stands there, so that one sees which it is.
void ExpressionBench::showContext(bool isFromElsewhere)
{
    const Models::BenchContext &context = m_bench.context();
    if (isFromElsewhere) {
        m_isShowing = true;
        m_context->setPlainText(context.text);
        m_isShowing = false;
    }
    m_context->setReadOnly(!context.isWhole);
    m_contextNote->setText(
        context.isWhole
            ? QString()
            : tr("The beginning of %1. All of it is used.").arg(QLocale().formattedDataSize(context.bytes)));
    m_clear->setVisible(!context.isWhole);
    m_context->setFindings(context.findings);
    m_contextFindings->setFindings(context.findings, *m_context->document());
}

QString ExpressionBench::outcomeOf(const Trial &trial) const
{
    if (trial.isEmpty)
        return tr("The value appears here while you type.");
    if (!trial.hasValue)
        return tr("There is no value: see below the expression.");
    return tr("%1 · read in %2, evaluated in %3")
        .arg(trial.type, durationText(trial.reading), durationText(trial.evaluation));
}

void ExpressionBench::showTrial()
{
    const Trial &trial = m_bench.trial();
    m_outcome->setText(outcomeOf(trial));
    setTextColor(m_outcome, trial.isEmpty ? TextColor::Quiet : trial.hasValue ? TextColor::Normal : TextColor::Bad);
    m_expression->setFindings(trial.findings);
    m_input->setFindings(trial.inputFindings);
    // What was there stays while an expression is half typed.
    if (trial.hasValue || trial.isEmpty)
        m_value->setValue(trial.value, rootOf(trial));
    m_value->setEnabled(trial.hasValue);
}

/// Beside each other where there is room for both.
void ExpressionBench::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWide = event->size().width() > event->size().height();
    m_parts->setOrientation(isWide ? Qt::Horizontal : Qt::Vertical);
}

} // namespace Plugboard::Ui
