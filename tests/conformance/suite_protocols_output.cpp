#include "tests/conformance/shapecompare.h"
#include "tests/conformance/suite.h"

#include "core/aws/protocols/protocol.h"
#include "core/value/json.h"

#include <QFile>
#include <QFileInfo>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

/// The oldest cases bind a shape to a header where models bind its uses.
Value withLocations(const Value &shapes)
{
    ContextBuilder all;
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        Value shape = shapes.valueAt(i);
        const Value members = shape["members"];
        ContextBuilder bound;
        for (qsizetype k = 0; k < members.size(); ++k) {
            Value member = members.valueAt(k);
            const Value location = shapes[member["shape"].utf8()]["location"];
            if (location.isString() && !member.find("location"))
                member = member.with("location", location);
            bound.set(members.keyAt(k).toByteArray(), member);
        }
        if (members.isContext())
            shape = shape.with("members", bound.build());
        all.set(shapes.keyAt(i).toByteArray(), shape);
    }
    return all.build();
}

Result<Aws::ServiceModelPtr> modelOf(const Value &suite, const Value &given)
{
    ContextBuilder root;
    root.set("metadata", suite["metadata"]);
    root.set("operations", Value::context({{given["name"].utf8().toByteArray(), given}}));
    root.set("shapes", withLocations(suite["shapes"]));
    return Aws::ServiceModel::fromValue(u"suite"_s, root.build());
}

bool hasBinaryBody(const Aws::ServiceModel &model, const Aws::Operation &operation)
{
    if (model.metadata().protocol == u"smithy-rpc-v2-cbor")
        return true;
    const Aws::Member *payload
        = operation.output == nullptr ? nullptr : operation.output->member(operation.output->payload);
    return payload != nullptr && payload->shape->eventStream;
}

Http::Response responseOf(const Value &recorded, bool binary)
{
    Http::Response response;
    response.status = int(recorded["status_code"].number().toInt64().value_or(0));
    const Value headers = recorded["headers"];
    for (qsizetype i = 0; i < headers.size(); ++i)
        response.headers.add(headers.keyAt(i).toByteArray(), headers.valueAt(i).utf8().toByteArray());
    response.body = recorded["body"].utf8().toByteArray();
    if (binary)
        response.body = QByteArray::fromBase64(response.body);
    return response;
}

QString errorDifference(const Aws::ServiceModel &model, const Aws::ParsedResponse &parsed, const Value &test)
{
    if (!parsed.error)
        return u"no error is seen"_s;
    const QString code = test["errorCode"].string();
    if (parsed.error->code != code)
        return u"the error's code is "_s + parsed.error->code;
    if (test["errorMessage"].isString() && parsed.error->message != test["errorMessage"].string())
        return u"the error's message is "_s + parsed.error->message;
    const QString name = parsed.error->modelCode.isEmpty() ? code : parsed.error->modelCode;
    const Aws::Shape *shape = model.shape(name);
    return shape == nullptr ? QString() : shapeDifference(*shape, parsed.output, test["error"], {});
}

QString outputDifference(const Value &suite, const Value &test)
{
    const Value given = test["given"];
    const auto model = modelOf(suite, given);
    if (!model)
        return model.error().text();
    const Aws::Operation &operation = *(*model)->operation(given["name"].string());
    const Http::Response response = responseOf(test["response"], hasBinaryBody(**model, operation));
    const auto parsed = Aws::parse(**model, operation, response);
    if (!parsed)
        return parsed.error().text();
    if (test["error"].isContext() || test["errorCode"].isString())
        return errorDifference(**model, *parsed, test);
    if (parsed->error)
        return u"an error is seen: "_s + parsed->error->message;
    static const Aws::Shape nothing;
    const Aws::Shape &output = operation.output == nullptr ? nothing : *operation.output;
    return shapeDifference(output, parsed->output, test["result"], {false, parsed->rawBody});
}

/// Cases with a response; those of serialized requests are suite_protocols.cpp's.
void runOutputFile(const QString &path, Report &report)
{
    QFile file(path);
    const Result<Value> suites = Json::read(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    if (!suites)
        return report.fail(path, suites.error().text());
    for (qsizetype i = 0; i < suites->size(); ++i) {
        const Value suite = suites->at(i);
        const Value cases = suite["cases"];
        for (qsizetype k = 0; k < cases.size(); ++k) {
            const Value test = cases.at(k);
            if (!test["response"].isContext())
                continue;
            const QString id = test["id"].isString()
                ? test["id"].string()
                : u"%1/%2#%3"_s.arg(QFileInfo(path).completeBaseName(), suite["description"].string()).arg(k + 1);
            if (report.skips(id))
                continue;
            const QString why = outputDifference(suite, test);
            if (why.isEmpty())
                report.pass();
            else
                report.fail(id, why);
        }
    }
}

void runOutputs(const Options &options, Report &report)
{
    for (const QString &path : filesBelow(options.paths, u".json"_s))
        runOutputFile(path, report);
}

const Registration registration {u"protocols"_s, u"Requests and answers of all protocols (json)"_s, &runOutputs};

} // namespace

} // namespace Plugboard::Conformance
