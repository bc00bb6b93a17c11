#include "core/feel/functions/builtin.h"
#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

/// One overload with arguments and what comes of them.
struct Row
{
    const char *function;
    std::vector<std::pair<const char *, const char *>> arguments; ///< Name and value
    const char *result; ///< JSON; "*" for anything but null
};

const Row rows[] = {
    // Conversion
    {"string", {{"from", "1.5"}}, "\"1.5\""},
    {"number", {{"from", "\"1.5\""}}, "1.5"},
    {"number", {{"from", "\"1 000,5\""}, {"grouping separator", "\" \""}, {"decimal separator", "\",\""}}, "1000.5"},
    {"number", {{"from", "\"1,000\""}, {"grouping separator", "\",\""}, {"decimal separator", "null"}}, "1000"},
    {"date", {{"from", "\"2020-01-31\""}}, "\"2020-01-31\""},
    {"date", {{"from", "@\"2020-01-31T10:00:00\""}}, "\"2020-01-31\""},
    {"date", {{"year", "2020"}, {"month", "1"}, {"day", "31"}}, "\"2020-01-31\""},
    {"date and time", {{"from", "\"2020-01-31T10:00:00\""}}, "\"2020-01-31T10:00:00\""},
    {"date and time", {{"date", "@\"2020-01-31\""}, {"time", "@\"10:00:00\""}}, "\"2020-01-31T10:00:00\""},
    {"date and time",
     {{"date", "@\"2020-01-31T10:00:00Z\""}, {"timezone", "\"Asia/Tokyo\""}},
     "\"2020-01-31T19:00:00@Asia/Tokyo\""},
    {"time", {{"from", "\"10:00:00\""}}, "\"10:00:00\""},
    {"time", {{"hour", "10"}, {"minute", "1"}, {"second", "2"}, {"offset", "@\"PT1H\""}}, "\"10:01:02+01:00\""},
    {"time", {{"hour", "10"}, {"minute", "1"}, {"second", "2"}}, "\"10:01:02\""},
    {"duration", {{"from", "\"P1D\""}}, "\"P1D\""},
    {"years and months duration", {{"from", "@\"2011-12-22\""}, {"to", "@\"2013-08-24\""}}, "\"P1Y8M\""},
    {"to json", {{"value", "{a: [1]}"}}, "\"{\\\"a\\\":[1]}\""},
    {"from json", {{"value", "\"[1, 2.50]\""}}, "[1,2.50]"},
    {"context", {{"entries", "[{key: \"a\", value: 1}]"}}, "{\"a\":1}"},
    {"range", {{"from", "\"[1..3]\""}}, "[1..3]"},
    // Boolean
    {"not", {{"negand", "true"}}, "false"},
    {"is", {{"value1", "1"}, {"value2", "1"}}, "true"},
    {"is defined", {{"value", "1"}}, "true"},
    {"get or else", {{"value", "null"}, {"default", "2"}}, "2"},
    {"assert", {{"value", "1"}, {"condition", "true"}}, "1"},
    {"assert", {{"value", "1"}, {"condition", "true"}, {"cause", "\"x\""}}, "1"},
    {"fromAi",
     {{"value", "7"},
      {"description", "\"d\""},
      {"type", "\"number\""},
      {"schema", "{}"},
      {"options", "{required: false}"}},
     "7"},
    {"fromAi", {{"value", "7"}}, "7"},
    // Strings
    {"substring", {{"string", "\"foobar\""}, {"start position", "-3"}}, "\"bar\""},
    {"substring", {{"string", "\"foobar\""}, {"start position", "3"}, {"length", "2"}}, "\"ob\""},
    {"string length", {{"string", "\"🐎ab\""}}, "3"},
    {"upper case", {{"string", "\"aß4\""}}, "\"ASS4\""},
    {"lower case", {{"string", "\"ABÇ\""}}, "\"abç\""},
    {"substring before", {{"string", "\"foobar\""}, {"match", "\"bar\""}}, "\"foo\""},
    {"substring after", {{"string", "\"foobar\""}, {"match", "\"oo\""}}, "\"bar\""},
    {"replace", {{"input", "\"abcd\""}, {"pattern", "\"(ab)|(a)\""}, {"replacement", "\"[1=$1]\""}}, "\"[1=ab]cd\""},
    {"replace", {{"input", "\"aBc\""}, {"pattern", "\"b\""}, {"replacement", "\"x\""}, {"flags", "\"i\""}}, "\"axc\""},
    {"contains", {{"string", "\"foobar\""}, {"match", "\"of\""}}, "false"},
    {"starts with", {{"string", "\"foobar\""}, {"match", "\"fo\""}}, "true"},
    {"ends with", {{"string", "\"foobar\""}, {"match", "\"r\""}}, "true"},
    {"matches", {{"input", "\"foobar\""}, {"pattern", "\"^fo*b\""}}, "true"},
    {"matches", {{"input", "\"FOO\""}, {"pattern", "\"foo\""}, {"flags", "\"i\""}}, "true"},
    {"split", {{"string", "\"a;b;;\""}, {"delimiter", "\";\""}}, "[\"a\",\"b\",\"\",\"\"]"},
    {"extract", {{"input", "\"a1b22\""}, {"pattern", "\"[0-9]+\""}}, "[\"1\",\"22\"]"},
    {"string join", {{"list", "[\"a\", null, \"c\"]"}}, "\"ac\""},
    {"string join", {{"list", "[\"a\", \"b\"]"}, {"delimiter", "\"_\""}}, "\"a_b\""},
    {"string join",
     {{"list", "[\"a\", \"b\"]"}, {"delimiter", "\"_\""}, {"prefix", "\"<\""}, {"suffix", "\">\""}},
     "\"<a_b>\""},
    {"trim", {{"string", "\" a \""}}, "\"a\""},
    {"is blank", {{"string", "\" \\t\""}}, "true"},
    {"uuid", {}, "*"},
    {"to base64", {{"value", "\"FEEL\""}}, "\"RkVFTA==\""},
    {"from base64", {{"value", "\"RkVFTA==\""}}, "\"FEEL\""},
    // Lists
    {"list contains", {{"list", "[1, null]"}, {"element", "null"}}, "true"},
    {"count", {{"list", "[1, 2]"}}, "2"},
    {"min", {{"list", "[2, 1]"}}, "1"},
    {"max", {{"list", "[\"a\", \"b\"]"}}, "\"b\""},
    {"sum", {{"list", "[1, 2.5]"}}, "3.5"},
    {"product", {{"list", "[2, 3]"}}, "6"},
    {"mean", {{"list", "[1, 2]"}}, "1.5"},
    {"median", {{"list", "[3, 1, 2]"}}, "2"},
    {"stddev", {{"list", "[1, 3]"}}, "*"},
    {"mode", {{"list", "[1, 2, 2]"}}, "[2]"},
    {"all", {{"list", "[true, false]"}}, "false"},
    {"any", {{"list", "[true, false]"}}, "true"},
    {"and", {{"list", "[true, true]"}}, "true"},
    {"or", {{"list", "[false, false]"}}, "false"},
    {"sublist", {{"list", "[1, 2, 3]"}, {"start position", "2"}}, "[2,3]"},
    {"sublist", {{"list", "[1, 2, 3]"}, {"start position", "1"}, {"length", "2"}}, "[1,2]"},
    {"append", {{"list", "[1]"}, {"item", "2"}}, "[1,2]"},
    {"concatenate", {{"list", "[1, 2]"}}, "[1,2]"},
    {"union", {{"list", "[1, 1]"}}, "[1]"},
    {"insert before", {{"list", "[1, 3]"}, {"position", "2"}, {"newItem", "2"}}, "[1,2,3]"},
    {"remove", {{"list", "[1, 2]"}, {"position", "1"}}, "[2]"},
    {"reverse", {{"list", "[1, 2]"}}, "[2,1]"},
    {"index of", {{"list", "[1, 2, 1]"}, {"match", "1"}}, "[1,3]"},
    {"distinct values", {{"list", "[1, 1, null, null]"}}, "[1,null]"},
    {"duplicate values", {{"list", "[1, 1, 2]"}}, "[1]"},
    {"flatten", {{"list", "[[1, [2]], 3]"}}, "[1,2,3]"},
    {"sort", {{"list", "[2, 1]"}, {"precedes", "function(a, b) a < b"}}, "[1,2]"},
    {"list replace", {{"list", "[1, 2]"}, {"position", "-1"}, {"newItem", "3"}}, "[1,3]"},
    {"list replace",
     {{"list", "[1, 2]"}, {"match", "function(item, newItem) item < newItem"}, {"newItem", "2"}},
     "[2,2]"},
    {"is empty", {{"list", "[]"}}, "true"},
    {"partition", {{"list", "[1, 2, 3]"}, {"size", "2"}}, "[[1,2],[3]]"},
    // Numbers
    {"decimal", {{"n", "2.345"}, {"scale", "2"}}, "2.34"},
    {"decimal", {{"n", "2.345"}, {"scale", "2"}, {"mode", "\"HALF_UP\""}}, "2.35"},
    {"floor", {{"n", "-1.5"}}, "-2"},
    {"floor", {{"n", "-1.55"}, {"scale", "1"}}, "-1.6"},
    {"ceiling", {{"n", "-1.5"}}, "-1"},
    {"ceiling", {{"n", "-1.55"}, {"scale", "1"}}, "-1.5"},
    {"round up", {{"n", "5.12"}, {"scale", "1"}}, "5.2"},
    {"round down", {{"n", "5.19"}, {"scale", "1"}}, "5.1"},
    {"round half up", {{"n", "5.15"}, {"scale", "1"}}, "5.2"},
    {"round half down", {{"n", "5.15"}, {"scale", "1"}}, "5.1"},
    {"abs", {{"n", "-1"}}, "1"},
    {"modulo", {{"dividend", "-12"}, {"divisor", "5"}}, "3"},
    {"sqrt", {{"number", "16"}}, "4"},
    {"log", {{"number", "1"}}, "0"},
    {"exp", {{"number", "0"}}, "1"},
    {"odd", {{"number", "5"}}, "true"},
    {"even", {{"number", "5"}}, "false"},
    {"random number", {}, "*"},
    // Contexts
    {"get value", {{"m", "{a: 1}"}, {"key", "\"a\""}}, "1"},
    {"get value", {{"context", "{a: {b: 1}}"}, {"keys", "[\"a\", \"b\"]"}}, "1"},
    {"get entries", {{"m", "{a: 1}"}}, "[{\"key\":\"a\",\"value\":1}]"},
    {"context put", {{"context", "{a: 1}"}, {"key", "\"b\""}, {"value", "2"}}, "{\"a\":1,\"b\":2}"},
    {"context put", {{"context", "{a: {}}"}, {"keys", "[\"a\", \"b\"]"}, {"value", "2"}}, "{\"a\":{\"b\":2}}"},
    {"put", {{"context", "{}"}, {"key", "\"b\""}, {"value", "2"}}, "{\"b\":2}"},
    {"context merge", {{"contexts", "[{a: 1}, {b: 2}]"}}, "{\"a\":1,\"b\":2}"},
    {"put all", {{"contexts", "[{a: 1}, {b: 2}]"}}, "{\"a\":1,\"b\":2}"},
    // Time
    {"now", {}, "*"},
    {"today", {}, "*"},
    {"day of week", {{"date", "@\"2019-09-17\""}}, "\"Tuesday\""},
    {"day of year", {{"date", "@\"2019-09-17\""}}, "260"},
    {"week of year", {{"date", "@\"2019-09-17\""}}, "38"},
    {"month of year", {{"date", "@\"2019-09-17\""}}, "\"September\""},
    {"last day of month", {{"date", "@\"2024-02-01\""}}, "\"2024-02-29\""},
    // Connectors
    {"bpmnError", {{"errorCode", "\"E\""}}, "*"},
    {"bpmnError",
     {{"errorCode", "\"E\""}, {"errorMessage", "\"m\""}, {"variables", "{a: 1}"}},
     R"({"errorType":"bpmnError","code":"E","message":"m","variables":{"a":1}})"},
    {"jobError",
     {{"errorMessage", "\"m\""}},
     R"({"errorType":"jobError","message":"m","variables":null,"retries":0,"retryBackoff":"PT0S"})"},
    {"jobError",
     {{"errorMessage", "\"m\""}, {"variables", "{}"}, {"retries", "3"}, {"retryBackoff", "@\"PT1S\""}},
     R"({"errorType":"jobError","message":"m","variables":{},"retries":3,"retryBackoff":"PT1S"})"},
    {"ignoreError", {}, R"({"errorType":"ignoreError","variables":null})"},
    {"ignoreError", {{"variables", "{a: 1}"}}, R"({"errorType":"ignoreError","variables":{"a":1}})"},
    {"backoff", {{"attempt", "1"}}, "*"},
    {"backoff",
     {{"attempt", "3"}, {"minDelay", "@\"PT1S\""}, {"factor", "2"}, {"maxDelay", "@\"PT10S\""}, {"jitterFactor", "0"}},
     "\"PT4S\""},
};

/// Relations of points and ranges: name, whether two points / a point and a range / a range and a point / two ranges.
const std::pair<const char *, const char *> relations[] = {
    {"before", "1111"},      {"after", "1111"},     {"meets", "0001"},           {"met by", "0001"},
    {"overlaps", "0001"},    {"finishes", "0101"},  {"overlaps before", "0001"}, {"overlaps after", "0001"},
    {"finished by", "0011"}, {"includes", "0011"},  {"during", "0101"},          {"starts", "0101"},
    {"started by", "0011"},  {"coincides", "1001"},
};

QString named(const Row &row, qsizetype wrong = -1)
{
    QStringList arguments;
    for (size_t i = 0; i < row.arguments.size(); ++i) {
        const auto &[name, value] = row.arguments[i];
        arguments.prepend(
            u"%1: %2"_s.arg(qsizetype(i) == wrong ? u"nonsense"_s : QString::fromUtf8(name), QString::fromUtf8(value)));
    }
    return u"%1(%2)"_s.arg(QString::fromUtf8(row.function), arguments.join(u", "));
}

QString positional(const Row &row)
{
    QStringList arguments;
    for (const auto &[name, value] : row.arguments)
        arguments.append(QString::fromUtf8(value));
    return u"%1(%2)"_s.arg(QString::fromUtf8(row.function), arguments.join(u", "));
}

QByteArray given(const QString &text)
{
    const Feel::ParseOptions options {.dialect = Feel::Dialect::Camunda,
                                      .names = {},
                                      .entryNames = {},
                                      .functions = &Feel::connectorFunctions(),
                                      .limits = {}};
    const Feel::Parsed parsed = Feel::Expression::parse(text, options);
    if (!parsed.ok())
        return "refused";
    const Feel::Outcome outcome = parsed.expression.evaluate({}, Feel::systemEnvironment());
    return outcome.value.type() == Value::Type::Range ? Feel::quoted(outcome.value).toUtf8() : jsonOf(outcome);
}

std::vector<const Feel::Builtin *> allOverloads()
{
    std::vector<const Feel::Builtin *> all;
    for (const Feel::FunctionSet *set : {&Feel::builtinFunctions(), &Feel::connectorFunctions()}) {
        for (const QByteArray &name : set->names()) {
            const auto overloads = set->overloads(name);
            all.insert(all.end(), overloads.begin(), overloads.end());
        }
    }
    return all;
}

} // namespace

class tst_Signatures : public QObject
{
    Q_OBJECT

private slots:
    void areAsTheContractSays_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(rows)); ++i)
            QTest::newRow(qPrintable(positional(rows[i]))) << i;
    }
    void areAsTheContractSays()
    {
        QFETCH(int, index);
        const Row &row = rows[index];
        const auto isExpected = [&row](const QByteArray &value) {
            return qstrcmp(row.result, "*") == 0 ? value != "null" && value != "refused" && value != "error"
                                                 : value == row.result;
        };
        QVERIFY2(isExpected(given(positional(row))), given(positional(row)).constData());
        QVERIFY2(isExpected(given(named(row))), given(named(row)).constData());
        for (size_t i = 0; i < row.arguments.size(); ++i)
            QCOMPARE(given(named(row, qsizetype(i))), "null");
        QCOMPARE(given(named(row).chopped(1) + (row.arguments.empty() ? u"nonsense: 1)"_s : u", nonsense: 1)"_s)),
                 "null");
    }

    void relationsTakePointsAndRanges_data()
    {
        QTest::addColumn<QString>("function");
        QTest::addColumn<QByteArray>("forms");
        for (const auto &[name, forms] : relations)
            QTest::newRow(name) << QString::fromUtf8(name) << QByteArray(forms);
    }
    void relationsTakePointsAndRanges()
    {
        QFETCH(QString, function);
        QFETCH(QByteArray, forms);
        const QStringList first {u"1"_s, u"1"_s, u"[1..2]"_s, u"[1..2]"_s};
        const QStringList second {u"2"_s, u"[2..3]"_s, u"3"_s, u"[2..3]"_s};
        const QStringList firstNames {u"point1"_s, u"point"_s, u"range"_s, u"range1"_s};
        const QStringList secondNames {u"point2"_s, u"range"_s, u"point"_s, u"range2"_s};
        for (int form = 0; form < 4; ++form) {
            const QByteArray value = given(u"%1(%2, %3)"_s.arg(function, first[form], second[form]));
            QCOMPARE(value != "null", forms[form] == '1');
            if (form == 2 && forms[1] == '1')
                continue; // by the names alone it is the second form
            if (forms[form] == '1') {
                QCOMPARE(given(u"%1(%2: %3, %4: %5)"_s.arg(function, secondNames[form], second[form], firstNames[form],
                                                           first[form])),
                         value);
            }
        }
        QCOMPARE(given(u"%1(1)"_s.arg(function)), "null");
        QCOMPARE(given(u"%1([1..2], [1..2], 3)"_s.arg(function)), "null");
    }

    void allFunctionsAreTested()
    {
        for (const Feel::Builtin *builtin : allOverloads()) {
            const bool isRelation = std::any_of(std::begin(relations), std::end(relations), [&](const auto &one) {
                return qstrcmp(one.first, builtin->name) == 0;
            });
            const bool isTested = std::any_of(std::begin(rows), std::end(rows), [&](const Row &row) {
                return qstrcmp(row.function, builtin->name) == 0;
            });
            QVERIFY2(isRelation || isTested || qstrcmp(builtin->name, "createDocument") == 0, builtin->name);
        }
    }

    void wrongCountsAreNull()
    {
        for (const QByteArray &name : Feel::builtinFunctions().names()) {
            std::ptrdiff_t least = 100;
            std::ptrdiff_t most = 0;
            for (const Feel::Builtin *overload : Feel::builtinFunctions().overloads(name)) {
                const auto &parameters = overload->parameters;
                least = std::min(least,
                                 std::count_if(parameters.begin(), parameters.end(), [](const Feel::Parameter &one) {
                                     return one.presence == Feel::Parameter::Presence::Required;
                                 }));
                const bool rest = !parameters.empty() && parameters.back().presence == Feel::Parameter::Presence::Rest;
                most = std::max(most, rest ? std::ptrdiff_t(100) : std::ptrdiff_t(parameters.size()));
            }
            const auto call = [&name](qsizetype count) {
                return QString::fromUtf8(name) + u"("_s + QStringList(count, u"1"_s).join(u",") + u")"_s;
            };
            if (least > 0)
                QCOMPARE(given(call(least - 1)), "null");
            if (most < 100)
                QCOMPARE(given(call(most + 1)), "null");
        }
    }

    void anEditorCanShowThem()
    {
        const QSet<QByteArray> types {"Any",
                                      "number",
                                      "string",
                                      "boolean",
                                      "date",
                                      "time",
                                      "date and time",
                                      "years and months duration",
                                      "days and time duration",
                                      "context",
                                      "range<Any>"};
        for (const Feel::Builtin *builtin : allOverloads()) {
            const QByteArray text(builtin->documentation);
            QVERIFY2(text.endsWith('.') && text.size() > 10 && !text.contains('\n'), builtin->name);
            QVERIFY2(types.contains(builtin->result) || QByteArray(builtin->result).startsWith("list<"), builtin->name);
            for (const Feel::Parameter &parameter : builtin->parameters)
                QVERIFY2(qstrlen(parameter.name) > 0 && parameter.types != 0, builtin->name);
        }
    }
};

PLUGBOARD_TEST(tst_Signatures)
#include "tst_signatures.moc"
