#include "tests/conformance/suite.h"

#include "core/feel/comparison.h"
#include "core/feel/expression.h"
#include "core/feel/functions/builtin.h"
#include "core/value/json.h"

#include <QFile>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

Value typed(const Value &cell);

Value typedContext(const Value &entries)
{
    ContextBuilder result;
    for (qsizetype i = 0; i < entries.size(); ++i)
        result.set(entries.keyAt(i).toByteArray(), typed(entries.valueAt(i)));
    return result.build();
}

template <typename T, typename Wrap>
Value parsed(const std::optional<T> &value, Wrap wrap)
{
    return value ? wrap(*value) : Value();
}

/// {"type": T, "value": V} as the rows write values.
Value typed(const Value &cell)
{
    const QByteArray type = cell["type"].utf8().toByteArray();
    const Value value = cell["value"];
    const QByteArrayView text = value.utf8();
    if (type == "number")
        return parsed(Decimal::fromText(text), [](const Decimal &number) { return Value::number(number); });
    if (type == "date")
        return parsed(Date::fromText(text), [](const Date &date) { return Value::date(date); });
    if (type == "time")
        return parsed(Time::fromText(text, systemZoneRules()), [](const Time &time) { return Value::time(time); });
    if (type == "date and time")
        return parsed(DateTime::fromText(text, systemZoneRules()),
                      [](const DateTime &moment) { return Value::dateTime(moment); });
    if (type == "years and months duration")
        return parsed(YearsMonths::fromText(text), [](YearsMonths months) { return Value::yearsMonths(months); });
    if (type == "days and time duration")
        return parsed(DaysTime::fromText(text), [](DaysTime duration) { return Value::daysTime(duration); });
    if (type == "list") {
        Value::Items items;
        for (qsizetype i = 0; i < value.size(); ++i)
            items.push_back(typed(value.at(i)));
        return Value::list(std::move(items));
    }
    if (type == "context")
        return typedContext(value);
    return type == "null" ? Value() : value;
}

/// Numbers within 1e-8, relative above 1: many rows are cut to 14 digits.
bool matches(const Value &actual, const Value &expected)
{
    if (actual.type() != expected.type())
        return false;
    if (actual.isNumber()) {
        const double wanted = expected.number().toDouble();
        return std::abs(actual.number().toDouble() - wanted) <= 1e-8 * std::max(1.0, std::abs(wanted));
    }
    if (actual.isList() || actual.isContext()) {
        if (actual.size() != expected.size())
            return false;
        for (qsizetype i = 0; i < actual.size(); ++i) {
            const bool same = actual.isList()
                ? matches(actual.at(i), expected.at(i))
                : actual.find(expected.keyAt(i)) && matches(actual[expected.keyAt(i)], expected.valueAt(i));
            if (!same)
                return false;
        }
        return true;
    }
    // Clocks and offsets must be the same, which is Camunda's equality of zoned values.
    return Feel::equals(actual, expected, systemZoneRules(), Feel::Dialect::Camunda).value_or(false);
}

void runRow(const Value &row, const Options &options, Report &report)
{
    const QString id = row["id"].string();
    if (report.skips(id))
        return;
    const bool dmn = options.dialect.isEmpty() ? row["source"].string() == u"tck"_s : options.dialect == u"dmn"_s;
    const Feel::Scope scope(typedContext(row["inputs"]));
    const bool unary = row["kind"].string() == u"unary-tests"_s;
    const Feel::ParseOptions how {.dialect = dmn ? Feel::Dialect::Dmn : Feel::Dialect::Camunda,
                                  .names = Feel::unusualNames(scope),
                                  .entryNames = Feel::unusualEntryNames(scope),
                                  .functions = &Feel::connectorFunctions(),
                                  .limits = {}};
    const QString text = row["expression"].string();
    const Feel::Parsed parsedText
        = unary ? Feel::Expression::parseUnaryTests(text, how) : Feel::Expression::parse(text, how);
    const bool mayFail = row["error_expected"].isTrue();
    if (!parsedText.ok()) {
        if (mayFail)
            report.pass();
        else
            report.fail(id, u"refused: "_s + parsedText.errors.first().message);
        return;
    }
    if (row["error_kind"].string() == u"parse"_s)
        return report.fail(id, u"should have been refused"_s);
    const Feel::Environment &environment = Feel::systemEnvironment();
    const Feel::Outcome outcome = unary ? parsedText.expression.test(typed(row["input"]), scope, environment)
                                        : parsedText.expression.evaluate(scope, environment);
    if (!outcome.ok())
        return mayFail ? report.pass() : report.fail(id, outcome.error->message);
    if (matches(outcome.value, mayFail ? Value() : typed(row["expected"])))
        report.pass();
    else
        report.fail(id, u"got %1"_s.arg(QString::fromUtf8(Json::write(outcome.value))));
}

void runFeel(const Options &options, Report &report)
{
    for (const QString &path : filesBelow(options.paths, u".jsonl"_s)) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            report.fail(path, u"cannot be read"_s);
            continue;
        }
        while (!file.atEnd()) {
            const QByteArray line = file.readLine().trimmed();
            if (line.isEmpty())
                continue;
            if (const Result<Value> row = Json::read(line))
                runRow(*row, options, report);
            else
                report.fail(path, row.error().text());
        }
    }
}

const Registration registration {u"feel"_s, u"FEEL expressions (jsonl)"_s, &runFeel};

} // namespace

} // namespace Plugboard::Conformance
