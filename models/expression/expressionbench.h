#pragma once

#include "models/backend.h"
#include "models/expression/assistant.h"
#include "models/expression/benchcontext.h"
#include "models/latesttask.h"

#include <QObject>

#include <chrono>
#include <optional>

namespace Plugboard::Models {

/// What an expression came to on the bench.
struct Trial
{
    bool isEmpty = true; ///< There was nothing to try
    bool hasValue = false;
    Value value;
    QString type; ///< "number", "list of 3"
    std::chrono::nanoseconds reading {}; ///< Parsing and compiling
    std::chrono::nanoseconds evaluation {};
    QList<Finding> findings; ///< Of the expression
    QList<Finding> inputFindings; ///< Of the unary tests' input
};

/// Tries expressions on any JSON, anew with each key, in workers.
///
///     bench.setContextText(u"{\"a\": 1}"_s);
///     bench.setExpression(u"a + 1"_s);        // later: changed(), trial().value is 2
///
/// The context is read once after each change of it; of expressions only the newest is evaluated, and an older one is stopped.
/// Nothing is kept anywhere: what was tried is forgotten with this object. Lives in the GUI thread.
class ExpressionBench final : public QObject
{
    Q_OBJECT

public:
    explicit ExpressionBench(const Backend &backend, QObject *parent = nullptr);

    void setExpression(const QString &expression);
    void setDialect(Feel::Dialect dialect);
    /// The expression is read as unary tests of this one's value; nullopt: as an expression.
    void setTestedInput(const std::optional<QString> &input);

    /// What a person typed.
    void setContextText(const QString &json);
    /// What a person pasted, and no editor shows as a whole.
    void setLargeContextText(const QString &json);
    void setContextFile(const QString &file);
    /// A connector's answer becomes the variable `response`.
    void setResponse(const Value &response);

    const BenchContext &context() const { return *m_context; }
    const Trial &trial() const { return m_trial; }
    bool isBusy() const { return m_reading.isBusy() || m_trying.isBusy(); }
    /// Answers editors; sees the context.
    Assistant *assistant() { return &m_assistant; }

signals:
    /// A context was read; `isFromElsewhere`: not from setContextText(), so the editor has another text.
    void contextChanged(bool isFromElsewhere);
    void contextFailed(const Plugboard::Error &error);
    void changed();

private:
    void readContext(std::function<Result<BenchContextPtr>()> read, bool isFromElsewhere);
    void update();

    const Backend &m_backend;
    QString m_expression;
    std::optional<QString> m_input;
    Feel::Dialect m_dialect = Feel::Dialect::Camunda;
    BenchContextPtr m_context = std::make_shared<BenchContext>();
    Trial m_trial;
    Assistant m_assistant;
    LatestTask m_reading;
    LatestTask m_trying;
};

} // namespace Plugboard::Models
