#include "models/request/drafts.h"

#include "core/workspace/savedfile.h"

#include <QDir>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

const QString draftEnding = u".draft.json"_s;
constexpr auto pathKey = "draftOf";
constexpr auto hashKey = "draftHash";

Value withoutField(const Value &context, const QStringList &steps, qsizetype at)
{
    if (!context.isContext() || at >= steps.size())
        return {};
    const QByteArray key = steps[at].toUtf8();
    const Value inner = at + 1 < steps.size() ? withoutField(context[key], steps, at + 1) : Value();
    return inner.isNull() ? context.without(key) : context.with(key, inner);
}

/// "inputs/authentication.secretKey" names the part and the path in it.
Workspace::Request withoutSecrets(Workspace::Request request, const QStringList &secretKeys)
{
    for (const Workspace::PlainSecret &secret : Workspace::plainSecrets(request, secretKeys)) {
        const QStringList steps = secret.field.split(u'/').sliced(1);
        if (secret.field.startsWith("inputs/"_L1))
            request.inputs = withoutField(request.inputs, steps, 0);
        else if (secret.field.startsWith("headers/"_L1))
            request.headers = withoutField(request.headers, steps, 0);
        else if (secret.field.startsWith("properties/"_L1))
            request.properties = withoutField(request.properties, steps, 0);
        else
            request.expect = {};
    }
    return request;
}

} // namespace

Result<Done> saveDrafts(const QString &folder, const QList<Draft> &drafts, const QList<QStringList> &secretKeys)
{
    QDir place(folder);
    const QStringList before = place.entryList({u"*"_s}, QDir::Files);
    for (const QString &file : before)
        place.remove(file);
    if (drafts.isEmpty())
        return Done {};
    if (!QDir().mkpath(folder))
        return Error {Stage::Workspace, ErrorCode::Unwritable,
                      u"the folder of drafts cannot be made; check its permissions"_s, folder};
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        Workspace::Request request = withoutSecrets(drafts[i].request, secretKeys.value(i));
        request.source = request.source.isContext() ? request.source : ContextBuilder().build();
        request.source = request.source.with(pathKey, Value::string(drafts[i].path))
                             .with(hashKey, Value::utf8(drafts[i].hash.toHex()));
        const QString stem = QString::number(i);
        const Workspace::WrittenRequest written = Workspace::writeRequest(request, stem);
        for (const auto &[name, bytes] : written.sideFiles) {
            if (const Result<Done> saved = Workspace::writeFile(place.filePath(name), bytes); !saved)
                return saved;
        }
        if (const Result<Done> saved = Workspace::writeFile(place.filePath(stem + draftEnding), written.json); !saved)
            return saved;
    }
    return Done {};
}

QList<Draft> loadDrafts(const QString &folder)
{
    QList<Draft> drafts;
    const QDir place(folder);
    for (const QString &file : place.entryList({u'*' + draftEnding}, QDir::Files, QDir::Name)) {
        const Result<Workspace::Request> request
            = Workspace::readFile(place.filePath(file)).andThen([&](const QByteArray &bytes) {
                  return Workspace::readRequest(bytes, folder);
              });
        if (!request)
            continue;
        Draft draft {request->source[pathKey].string(), *request,
                     QByteArray::fromHex(request->source[hashKey].utf8().toByteArray())};
        for (const char *key : {pathKey, hashKey, "inputs", "headers", "properties"})
            draft.request.source = draft.request.source.without(key);
        drafts.append(draft);
    }
    return drafts;
}

} // namespace Plugboard::Models
