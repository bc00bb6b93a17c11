#include "models/mapping/mappingwords.h"

#include <QRegularExpression>
#include <QStringList>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostWarnings = 5;

QString withFullStop(const QString &message)
{
    return message.isEmpty() || message.endsWith(u'.') ? message : message + u'.';
}

} // namespace

MappingWords::Problem MappingWords::problem(const Error &problem)
{
    // "resultExpression 1:12", or the name alone.
    static const QRegularExpression place(u"^(\\w+)(?: (\\d+):(\\d+))?$"_s);
    const QRegularExpressionMatch match = place.match(problem.where);
    Problem told;
    told.place = match.captured(1) == u"errorExpression"_s ? Place::ErrorExpression : Place::ResultExpression;
    told.line = match.captured(2).toInt();
    told.column = match.captured(3).toInt();
    const QString name = told.place == Place::ErrorExpression ? tr("Error expression") : tr("Result expression");
    told.text = told.line > 0
        ? tr("%1, %2:%3: %4").arg(name).arg(told.line).arg(told.column).arg(withFullStop(problem.message))
        : tr("%1: %2").arg(name, withFullStop(problem.message));
    return told;
}

QString MappingWords::verdict(const Output::Mapped &mapped)
{
    switch (mapped.verdict) {
    case Output::Verdict::BpmnError:
        return withFullStop(
            tr("The error expression throws the BPMN error \"%1\": %2").arg(mapped.code, mapped.message));
    case Output::Verdict::JobError: {
        const QString retries = mapped.retries ? QString::fromUtf8(mapped.retries->toText()) : u"0"_s;
        return withFullStop(
            tr("The error expression fails the job, with %1 retries left: %2").arg(retries, mapped.message));
    }
    case Output::Verdict::Ignored:
        return tr("The error expression ignores this failure.");
    case Output::Verdict::None:
        break;
    }
    return {};
}

QStringList MappingWords::warnings(const Output::Mapped &mapped)
{
    QStringList lines;
    for (const Feel::Diagnostic &warning : mapped.warnings.first(std::min(mapped.warnings.size(), mostWarnings)))
        lines.append(u"%1:%2  %3"_s.arg(warning.line).arg(warning.column).arg(withFullStop(warning.message)));
    if (const qsizetype more = mapped.warnings.size() - mostWarnings; more > 0)
        lines.append(more == 1 ? tr("and one more") : tr("and %1 more").arg(more));
    return lines;
}

} // namespace Plugboard::Models
