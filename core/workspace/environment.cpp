#include "core/workspace/environment.h"

#include "core/value/json.h"
#include "core/workspace/document_p.h"

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

const QList<QByteArray> &environmentKeys()
{
    static const QList<QByteArray> keys {"format", "kind",     "risk",      "connection", "secrets",
                                         "region", "endpoint", "endpoints", "variables"};
    return keys;
}

Value entryOrNothing(const QString &text)
{
    return text.isEmpty() ? Value() : Value::string(text);
}

/// "normal" goes without saying, but stays where somebody said it.
Value riskEntry(const Environment &environment)
{
    if (environment.risk == Risk::Production)
        return Value::utf8("production");
    const Value before = environment.source["risk"];
    return environment.risk == Risk::Sandbox || before.string() == "normal"_L1 ? before : Value();
}

/// In the order in which they stood, new ones at the end.
Value endpointsEntry(const Environment &environment)
{
    ContextBuilder endpoints;
    const Value before = environment.source["endpoints"];
    for (qsizetype i = 0; i < before.size(); ++i) {
        const QString service = QString::fromUtf8(before.keyAt(i));
        if (environment.endpoints.contains(service))
            endpoints.set(service, Value::string(environment.endpoints.value(service)));
    }
    for (auto endpoint = environment.endpoints.cbegin(); endpoint != environment.endpoints.cend(); ++endpoint) {
        if (!before.find(endpoint.key().toUtf8()))
            endpoints.set(endpoint.key(), Value::string(*endpoint));
    }
    return endpoints.isEmpty() ? Value() : endpoints.build();
}

Result<QMap<QString, QString>> readEndpoints(const QByteArray &utf8, const Value &root)
{
    const Result<Value> entry = contextEntry(utf8, root, u"endpoints"_s);
    if (!entry)
        return entry.error();
    QMap<QString, QString> endpoints;
    for (qsizetype i = 0; i < entry->size(); ++i) {
        const QString service = QString::fromUtf8(entry->keyAt(i));
        const Value endpoint = entry->valueAt(i);
        if (!endpoint.isString())
            return invalidEntry(utf8, Json::pointerStep(u"/endpoints"_s, service),
                                u"an endpoint must be a text with a URL, not a %1"_s.arg(endpoint.typeName()));
        endpoints.insert(service, endpoint.string());
    }
    return endpoints;
}

} // namespace

Result<Environment> readEnvironment(const QByteArray &utf8, const QString &name)
{
    const Result<Value> root = readObject(utf8);
    if (!root)
        return root.error();
    Environment environment;
    environment.name = name;
    environment.source = *root;
    QString kind;
    QString risk;
    for (const auto &[key, target] :
         {std::pair(u"kind"_s, &kind), std::pair(u"risk"_s, &risk), std::pair(u"connection"_s, &environment.connection),
          std::pair(u"secrets"_s, &environment.secrets), std::pair(u"region"_s, &environment.region),
          std::pair(u"endpoint"_s, &environment.endpoint)}) {
        Result<QString> text = textEntry(utf8, *root, key);
        if (!text)
            return text.error();
        *target = *std::move(text);
    }
    environment.sandbox = kind == "sandbox"_L1;
    if (!kind.isEmpty() && !environment.sandbox)
        return invalidEntry(utf8, u"/kind"_s, u"the only kind is \"sandbox\"; leave it out for others"_s);
    if (!risk.isEmpty() && risk != "normal"_L1 && risk != "production"_L1)
        return invalidEntry(utf8, u"/risk"_s, u"\"risk\" must be \"normal\" or \"production\""_s);
    environment.risk = environment.sandbox ? Risk::Sandbox : risk == "production"_L1 ? Risk::Production : Risk::Normal;
    Result<QMap<QString, QString>> endpoints = readEndpoints(utf8, *root);
    if (!endpoints)
        return endpoints.error();
    environment.endpoints = *std::move(endpoints);
    Result<Value> variables = contextEntry(utf8, *root, u"variables"_s);
    if (!variables)
        return variables.error();
    environment.variables = *std::move(variables);
    return environment;
}

QByteArray writeEnvironment(const Environment &environment)
{
    ContextBuilder known;
    known.set("format", Value::number(currentFormat))
        .set("kind", environment.sandbox ? Value::utf8("sandbox") : Value())
        .set("risk", riskEntry(environment))
        .set("connection", entryOrNothing(environment.connection))
        .set("secrets", entryOrNothing(environment.secrets))
        .set("region", entryOrNothing(environment.region))
        .set("endpoint", entryOrNothing(environment.endpoint))
        .set("endpoints", endpointsEntry(environment))
        .set("variables", environment.variables.size() > 0 ? environment.variables : Value());
    return Json::write(merged(environment.source, known.build(), environmentKeys()), Json::Style::Indented);
}

} // namespace Plugboard::Workspace
