#pragma once

#include "core/inputs/inputs.h"
#include "core/inputs/inputtree_p.h"
#include "core/value/valuepath.h"

#include <QSet>

namespace Plugboard::Inputs {

/// One evaluation of a filled form, field by field in its order. For one run.
class Evaluation final
{
public:
    Evaluation(const Form::FormState &state, const Value &variables, const Feel::Environment &environment);

    /// All active fields.
    Evaluated run();
    /// One field, after the earlier inputs that it reads.
    Preview runFor(const Form::Field &wanted);
    /// What an expression in a field sees, without keys.
    Feel::Sight sightFor(const Form::Field &wanted);

private:
    /// What one field came to: an outcome, or the errors that prevented it.
    struct Answer
    {
        Feel::Outcome outcome;
        QList<Feel::Diagnostic> errors;
        QList<Feel::Diagnostic> hints;
    };
    using Steps = std::vector<ValuePath::Step>;

    void take(const Form::Field &field);
    void takeInput(const Form::Field &field);
    void takeKey(const Form::Field &field);
    void takeHeader(const Form::Field &field);
    QString takeText(const Form::Field &field);
    bool isSent(const Form::Field &field) const;

    Answer answer(const Form::Field &field);
    Answer answerOfJson(const Form::Field &field);
    /// `member` is null inside JSON of any kind.
    Value valueInside(const Aws::Member *member, const Value &value, Steps &steps, bool isSecret);
    Value contextInside(const Aws::Shape *shape, const Value &context, Steps &steps, bool isSecret);
    Value listInside(const Aws::Shape *shape, const Value &list, Steps &steps, bool isSecret);
    Value expressionInside(const QString &text, const Steps &steps, bool isSecret);
    Value leafInside(const Aws::Member &member, const Value &leaf, const Steps &steps);
    Answer answerOfExpression(const Form::Field &field);
    Answer answerOfExpression(const QString &text, const QByteArrayList &path);
    static Answer withoutQuotes(Answer answer);
    void complain(const Form::Field &field, const QList<Feel::Diagnostic> &errors);
    void learnName(const QByteArray &name);
    void learnNames(const Value &value);
    QSet<QString> neededBy(const Form::Field &wanted) const;
    /// The texts of a field that are FEEL: its own, or those inside its JSON.
    QStringList expressionsOf(const Form::Field &field) const;
    /// For an expression of the field at `path`.
    Feel::ParseOptions optionsAt(const QByteArrayList &path) const;

    const Form::FormState &m_state;
    const Feel::Environment &m_environment;
    Feel::Scope m_base; ///< Variables, and `camunda`
    QList<QByteArray> m_baseNames; ///< Of m_base, as far as FEEL must be told
    QList<QByteArray> m_entryNames; ///< Of contexts below, likewise
    QSet<QByteArray> m_knownEntryNames;
    InputTree m_inputs;
    ContextBuilder m_headers;
    ContextBuilder m_properties;
    Evaluated m_result;
};

} // namespace Plugboard::Inputs
