#include "tests/conformance/suite.h"

#include "core/aws/endpoints/endpoints.h"
#include "core/aws/endpoints/ruleset.h"
#include "core/aws/models/modelfile.h"
#include "core/aws/models/modellibrary.h"
#include "core/value/json.h"

#include <QFileInfo>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

/// Where the rules of a file of cases are: beside it, below one of the given folders, or among the installed models.
QString rulesFor(const QString &cases, const QStringList &paths)
{
    const QFileInfo file(cases);
    const QString folder = file.path();
    if (folder.endsWith(u"/test-cases"_s)) {
        const QString functions = folder.section(u'/', 0, -2);
        for (const QString &root : QStringList {functions} + paths)
            for (const QString &middle : {u""_s, u"/functions"_s})
                if (const QString path = root + middle + u"/valid-rules/"_s + file.fileName(); QFileInfo::exists(path))
                    return path;
        return {};
    }
    const QString service = folder.section(u'/', -1);
    QStringList folders {folder};
    for (const QString &root : paths)
        folders += {root + u'/' + service, root};
    for (const Aws::ServiceInfo &info : Aws::ModelLibrary(Aws::ModelLibrary::defaultFolders()).services())
        if (info.id == service)
            folders.append(QFileInfo(info.path).path());
    for (const QString &each : std::as_const(folders))
        if (const QString path = Aws::modelFileIn(each, u"endpoint-rule-set-1"_s); !path.isEmpty())
            return path;
    return {};
}

/// partitions.json in a folder above the rules or given; else the built-in ones.
Result<Aws::Partitions> partitionsFor(const QString &rules, const QStringList &paths)
{
    const QStringList folders = QStringList {rules.section(u'/', 0, -3), rules.section(u'/', 0, -4)} + paths;
    for (const QString &folder : folders) {
        if (const QString path = Aws::modelFileIn(folder, u"partitions"_s); !path.isEmpty()) {
            const Result<Value> root = Aws::readModelFile(path);
            return root ? Aws::Partitions::fromValue(*root) : Result<Aws::Partitions>(root.error());
        }
    }
    return Aws::Partitions::builtIn();
}

Value headersOf(const Aws::RuledEndpoint &endpoint)
{
    Value headers = Value::context(Value::Entries {});
    for (const auto &[name, value] : endpoint.headers) {
        Value::Items values;
        const Value known = headers[name];
        for (qsizetype i = 0; i < known.size(); ++i)
            values.push_back(known.at(i));
        values.push_back(Value::utf8(value));
        headers = headers.with(name, Value::list(std::move(values)));
    }
    return headers;
}

QString ruleDifference(const Value &expect, const Result<Aws::RuledEndpoint> &actual)
{
    if (const Value error = expect["error"]; error.isString()) {
        if (actual)
            return u"no error but "_s + QString::fromUtf8(actual->url);
        return actual.error().message == error.string() ? QString() : u"the error is "_s + actual.error().message;
    }
    if (!actual)
        return actual.error().text();
    const Value endpoint = expect["endpoint"];
    const Value nothing = Value::context(Value::Entries {});
    if (Value::utf8(actual->url) != endpoint["url"])
        return u"the URL is "_s + QString::fromUtf8(actual->url);
    if (const Value wanted = endpoint.find("properties").value_or(nothing); actual->properties != wanted)
        return u"the properties are "_s + QString::fromUtf8(Json::write(actual->properties));
    if (const Value wanted = endpoint.find("headers").value_or(nothing); headersOf(*actual) != wanted)
        return u"the headers are "_s + QString::fromUtf8(Json::write(headersOf(*actual)));
    return {};
}

void runRules(const QString &path, const Value &tests, const QStringList &paths, Report &report)
{
    const QString rulesPath = rulesFor(path, paths);
    const Result<Value> json = rulesPath.isEmpty()
        ? Error {Stage::Call, ErrorCode::NotFound, u"there are no endpoint rules for it"_s, path}
        : Aws::readModelFile(rulesPath);
    const Result<Aws::RuleSet> rules = json ? Aws::RuleSet::compile(*json) : Result<Aws::RuleSet>(json.error());
    const Result<Aws::Partitions> partitions = partitionsFor(rulesPath, paths);
    const Value cases = tests["testCases"];
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const Value test = cases.at(i);
        const QString id = path.section(u'/', -2) + u'#' + QString::number(i);
        if (report.skips(id))
            continue;
        QString why;
        if (!rules)
            why = rules.error().text();
        else if (!partitions)
            why = partitions.error().text();
        else
            why = ruleDifference(test["expect"], rules->resolve(test["params"], *partitions));
        if (why.isEmpty())
            report.pass();
        else
            report.fail(id, test["documentation"].string() + u": "_s + why);
    }
}

/// A test names one profile, client configuration and environment each; what none of them overrides is the regional endpoint.
QString configuredDifference(const Value &suite, const Value &test, const Aws::ModelLibrary &library,
                             const Aws::EndpointResolver &endpoints)
{
    const Result<Aws::ServiceModelPtr> model = library.load(test["service"].string());
    if (!model)
        return model.error().text();
    Aws::EndpointSettings settings;
    settings.profile = suite["profiles"][test["profile"].utf8()];
    settings.services = suite["services"][settings.profile["services"].utf8()];
    const Value variables = suite["environments"][test["environment"].utf8()];
    for (qsizetype i = 0; i < variables.size(); ++i)
        settings.environment.insert(QString::fromUtf8(variables.keyAt(i)), variables.valueAt(i).string());
    const Value client = suite["client_configs"][test["client_config"].utf8()];
    if (client["ignore_configured_endpoint_urls"].isTrue())
        settings.environment.insert(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"true"_s);
    Aws::EndpointQuery query {.model = **model,
                              .region = settings.profile["region"].string(),
                              .endpointUrl = client["endpoint_url"].string(),
                              .settings = settings};
    const Result<Aws::Endpoint> actual = endpoints.resolve(query);
    QByteArray expected = test["output"]["endpointUrl"].utf8().toByteArray();
    if (expected.isEmpty()) {
        query.endpointUrl.clear();
        query.settings = {};
        const Result<Aws::Endpoint> regular = endpoints.resolve(query);
        expected = regular ? regular->target.origin() : QByteArray();
    }
    if (!actual)
        return actual.error().text();
    return actual->target.origin() == expected ? QString() : u"the URL is "_s + QString::fromUtf8(actual->target.url());
}

void runConfiguredUrls(const QString &path, const Value &suites, Report &report)
{
    const Aws::ModelLibrary library(Aws::ModelLibrary::defaultFolders());
    const Aws::EndpointResolver endpoints(library.folders());
    for (qsizetype s = 0; s < suites.size(); ++s) {
        const Value tests = suites.at(s)["endpointUrlTests"];
        for (qsizetype i = 0; i < tests.size(); ++i) {
            const QString id = path.section(u'/', -1) + u'#' + QString::number(i);
            if (report.skips(id))
                continue;
            const QString why = configuredDifference(suites.at(s), tests.at(i), library, endpoints);
            if (why.isEmpty())
                report.pass();
            else
                report.fail(id, tests.at(i)["name"].string() + u": "_s + why);
        }
    }
}

void runEndpoints(const Options &options, Report &report)
{
    const QStringList files = filesBelow(options.paths, u".json"_s);
    for (const QString &path : files) {
        const Result<Value> root = Aws::readModelFile(path);
        if (!root)
            report.fail(path, root.error().text());
        else if ((*root)["testCases"].isList())
            runRules(path, *root, options.paths, report);
        else if ((*root)["testSuites"].isList())
            runConfiguredUrls(path, (*root)["testSuites"], report);
    }
}

const Registration registration {u"endpoints"_s, u"Endpoint rules and configured endpoint URLs (folders, json)"_s,
                                 &runEndpoints};

} // namespace

} // namespace Plugboard::Conformance
