#pragma once

#include "core/aws/endpoints/ruleprogram_p.h"

#include <QHash>

namespace Plugboard::Aws {

/// Makes a program of a rule set's JSON. After the first finding it goes on with empty parts; nothing of that is used.
class RuleCompiler final
{
public:
    Result<std::shared_ptr<const RuleProgram>> compile(const Value &root);

private:
    void compileParameters(const Value &json);
    std::vector<Rule> compileRules(const Value &json, const QString &pointer);
    Rule compileRule(const Value &json, const QString &pointer);
    RuleExpression compileExpression(const Value &json, const QString &pointer);
    RuleExpression compileCall(const Value &json, const QString &pointer);
    RuleExpression compileTemplate(const Value &json, const QString &pointer);
    RuleExpression compileContext(const Value &json, const QString &pointer);
    RuleExpression compileReference(QByteArrayView name, const QString &pointer);
    RuleExpression compileAttribute(RuleExpression operand, QByteArrayView path, const QString &pointer);
    void fail(ErrorCode code, const QString &message, const QString &pointer);

    std::shared_ptr<RuleProgram> m_program = std::make_shared<RuleProgram>();
    QHash<QByteArray, int> m_slots; ///< By name, of all that was met so far
    std::optional<Error> m_error; ///< The first
};

} // namespace Plugboard::Aws
