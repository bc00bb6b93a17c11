#pragma once

#include "models/mapping/mappingpreview.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace Plugboard::Ui {

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
    /// Adds an entry for a value of the answer to the result expression.
    void addMapping(const QString &feelPath);

private:
    void readSample(const QString &templateFile);
    void readRules();
    void writeRules();
    void showPreview();

    const Models::Backend &m_backend;
    QPointer<Models::OpenRequest> m_request;
    Models::MappingPreview m_preview;
    QLineEdit *m_resultVariable;
    QPlainTextEdit *m_resultExpression;
    QPlainTextEdit *m_errorExpression;
    QLabel *m_state;
    QLabel *m_problem;
    ValueView *m_variables;
    bool m_isReading = false;
};

} // namespace Plugboard::Ui
