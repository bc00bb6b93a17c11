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
    const Result<Value> endpoints = contextEntry(utf8, *root, u"endpoints"_s);
    if (!endpoints)
        return endpoints.error();
    for (qsizetype i = 0; i < endpoints->size(); ++i)
        environment.endpoints.insert(QString::fromUtf8(endpoints->keyAt(i)), endpoints->valueAt(i).string());
    Result<Value> variables = contextEntry(utf8, *root, u"variables"_s);
    if (!variables)
        return variables.error();
    environment.variables = *std::move(variables);
    return environment;
}

QByteArray writeEnvironment(const Environment &environment)
{
    ContextBuilder endpoints;
    for (auto endpoint = environment.endpoints.cbegin(); endpoint != environment.endpoints.cend(); ++endpoint)
        endpoints.set(endpoint.key(), Value::string(*endpoint));
    ContextBuilder known;
    known.set("format", Value::number(currentFormat))
        .set("kind", environment.sandbox ? Value::utf8("sandbox") : Value())
        .set("risk", environment.risk == Risk::Production ? Value::utf8("production") : Value())
        .set("connection", entryOrNothing(environment.connection))
        .set("secrets", entryOrNothing(environment.secrets))
        .set("region", entryOrNothing(environment.region))
        .set("endpoint", entryOrNothing(environment.endpoint))
        .set("endpoints", environment.endpoints.isEmpty() ? Value() : endpoints.build())
        .set("variables", environment.variables.size() > 0 ? environment.variables : Value());
    return Json::write(merged(environment.source, known.build(), environmentKeys()), Json::Style::Indented);
}

} // namespace Plugboard::Workspace
