#pragma once

#include "models/mapping/mappingpreview.h"

#include <QPointer>
#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace Plugboard::Ui {

class ExpressionBox;
class FeelEdit;
class ValueView;

/// How the answer becomes variables: result variable, result expression, error expression, and below them what they make of
/// the last answer, anew with every key.
class MappingPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit MappingPanel(const Models::Backend &backend, QWidget *parent = nullptr);

    /// Not owned; null empties the panel.
    void setRequest(Models::OpenRequest *request);
    /// Stands in for the answer before the first run; the connector's recorded one does so by itself. Null: none.
    void setSampleResponse(const Value &response);
    /// Adds an entry for a value of the answer to the result expression, as one step that can be undone.
    void addMapping(const QString &feelPath);

private:
    QFormLayout *makeRules();
    void readSample(const QString &templateFile);
    void readRules();
    void writeRules();
    void showPreview();
    void showProblem(const Output::Mapped &mapped);

    const Models::Backend &m_backend;
    QPointer<Models::OpenRequest> m_request;
    Models::MappingPreview m_preview;
    Models::Assistant m_resultAssistant;
    Models::Assistant m_errorAssistant;
    ExpressionBox *m_resultBox;
    FeelEdit *m_resultExpression;
    QLineEdit *m_resultVariable;
    ExpressionBox *m_errorBox;
    FeelEdit *m_errorExpression;
    QLabel *m_problem;
    QLabel *m_verdict;
    QLabel *m_state;
    ValueView *m_variables;
    bool m_isReading = false;
};

} // namespace Plugboard::Ui
