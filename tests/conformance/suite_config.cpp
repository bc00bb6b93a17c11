#include "tests/conformance/suite.h"

#include "core/aws/credentials/sharedconfig.h"
#include "core/aws/models/modelfile.h"
#include "core/value/json.h"

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

QString parserDifference(const Value &test)
{
    const Value input = test["input"];
    const auto parsed = Aws::parseSharedConfig(input["configFile"].utf8(), input["credentialsFile"].utf8());
    const Value output = test["output"];
    if (const Value wanted = output["errorContaining"]; wanted.isString()) {
        if (parsed)
            return u"no error"_s;
        // Our messages begin with a small letter.
        return parsed.error().message.contains(wanted.string(), Qt::CaseInsensitive) ? QString()
                                                                                     : parsed.error().text();
    }
    if (!parsed)
        return parsed.error().text();
    const Value none = Value::context(Value::Entries {});
    if (parsed->profiles != output["config"]["profiles"])
        return u"the profiles are "_s + QString::fromUtf8(Json::write(parsed->profiles));
    if (parsed->ssoSessions != output["config"].find("sso_sessions").value_or(none))
        return u"the sessions are "_s + QString::fromUtf8(Json::write(parsed->ssoSessions));
    return {};
}

void runConfig(const Options &options, Report &report)
{
    for (const QString &path : filesBelow(options.paths, u"profile-parser-tests.json"_s)) {
        const Result<Value> root = Aws::readModelFile(path);
        if (!root) {
            report.fail(path, root.error().text());
            continue;
        }
        const Value tests = (*root)["tests"];
        for (qsizetype i = 0; i < tests.size(); ++i) {
            const QString id = tests.at(i)["name"].string();
            if (report.skips(id))
                continue;
            const QString why = parserDifference(tests.at(i));
            if (why.isEmpty())
                report.pass();
            else
                report.fail(id, why);
        }
    }
}

const Registration registration {u"config"_s, u"Shared configuration files (json)"_s, &runConfig};

} // namespace

} // namespace Plugboard::Conformance
