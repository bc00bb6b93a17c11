#pragma once

#include "models/expression/expressionbench.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QFileDialog;
class QLabel;
class QPushButton;
class QSplitter;

namespace Plugboard::Ui {

class ContextEdit;
class ExpressionBox;
class FindingList;
class ValueView;

/// A place to try an expression on any JSON: expression and context on one side, what comes of them on the other, anew with
/// each key. Nothing of it is kept.
class ExpressionBench final : public QWidget
{
    Q_OBJECT

public:
    /// The last answer of the request that is shown; null: none.
    using LastResponse = std::function<Value()>;

    explicit ExpressionBench(const Models::Backend &backend, LastResponse lastResponse, QWidget *parent = nullptr);
    ~ExpressionBench() override;

    Models::ExpressionBench &bench() { return m_bench; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeQuestion();
    QBoxLayout *makeOptions();
    QBoxLayout *makeContextHeader();
    QWidget *makeAnswer();
    void connectParts();
    void setTestsShown(bool shown);
    void chooseFile();
    void useResponse();
    void onContextTyped();
    void clearContext();
    void showContext(bool isFromElsewhere);
    void showTrial();
    QString outcomeOf(const Models::Trial &trial) const;

    Models::ExpressionBench m_bench;
    LastResponse m_lastResponse;
    QSplitter *m_parts;
    QComboBox *m_dialect;
    QCheckBox *m_isTests;
    QWidget *m_inputRow;
    ExpressionBox *m_input;
    ExpressionBox *m_expression;
    ContextEdit *m_context;
    QLabel *m_contextNote;
    QPushButton *m_clear;
    FindingList *m_contextFindings;
    QLabel *m_outcome;
    ValueView *m_value;
    QFileDialog *m_files = nullptr;
    bool m_isShowing = false; ///< The context's text comes from the bench
};

} // namespace Plugboard::Ui
