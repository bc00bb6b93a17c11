#include "models/request/drafts.h"

#include "core/workspace/savedfile.h"

#include <QDir>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

const QString draftEnding = u".draft.json"_s;
const QString unreadableEnding = u".unreadable"_s;
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

Value withoutParts(const Value &source)
{
    return source.without("inputs").without("headers").without("properties");
}

/// Their names sort as the drafts stand.
QString stemOf(qsizetype number)
{
    return u"%1"_s.arg(number, 6, 10, QLatin1Char('0'));
}

/// Gives the names of the files.
Result<QStringList> saveDraft(const QDir &place, const QString &stem, const Draft &draft)
{
    Workspace::Request request = withoutSecrets(draft.request, draft.secretKeys);
    // Side files are named for the draft; their names in the workspace may be those of another draft's, too.
    request.source = withoutParts(request.source.isContext() ? request.source : ContextBuilder().build());
    request.source
        = request.source.with(pathKey, Value::string(draft.path)).with(hashKey, Value::utf8(draft.hash.toHex()));
    const Workspace::WrittenRequest written = Workspace::writeRequest(request, stem);
    QStringList names;
    for (const auto &[name, bytes] : written.sideFiles) {
        names.append(name);
        if (const Result<Done> saved = Workspace::writeFile(place.filePath(name), bytes); !saved)
            return saved.error();
    }
    names.append(stem + draftEnding);
    return Workspace::writeFile(place.filePath(names.last()), written.json).transform([&](Done) { return names; });
}

Result<Draft> loadDraft(const QDir &place, const QString &file)
{
    const Result<Workspace::Request> request
        = Workspace::readFile(place.filePath(file)).andThen([&](const QByteArray &bytes) {
              return Workspace::readRequest(bytes, place.path());
          });
    if (!request)
        return request.error();
    Draft draft {request->source[pathKey].string(), *request,
                 QByteArray::fromHex(request->source[hashKey].utf8().toByteArray())};
    draft.request.source = withoutParts(draft.request.source).without(pathKey).without(hashKey);
    return draft;
}

} // namespace

Result<Done> saveDrafts(const QString &folder, const QList<Draft> &drafts)
{
    QDir place(folder);
    if (!drafts.isEmpty() && !QDir().mkpath(folder))
        return Error {Stage::Workspace, ErrorCode::Unwritable,
                      u"the folder of drafts cannot be made; check its permissions"_s, folder};
    QStringList old;
    for (const QString &file : place.entryList(QDir::Files)) {
        if (!file.endsWith(unreadableEnding))
            old.append(file);
    }
    // New names, so that nothing of the old ones is touched before all of the new ones are there.
    const qsizetype first = old.isEmpty() ? 0 : old.last().section(u'.', 0, 0).toLongLong() + 1;
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        const Result<QStringList> saved = saveDraft(place, stemOf(first + i), drafts[i]);
        if (!saved)
            return saved.error();
    }
    for (const QString &file : std::as_const(old))
        place.remove(file);
    return Done {};
}

QList<Draft> loadDrafts(const QString &folder, Errors &problems)
{
    QList<Draft> drafts;
    QDir place(folder);
    for (const QString &file : place.entryList({u'*' + draftEnding}, QDir::Files, QDir::Name)) {
        const Result<Draft> draft = loadDraft(place, file);
        if (draft) {
            drafts.append(*draft);
            continue;
        }
        place.rename(file, file + unreadableEnding);
        problems.append({Stage::Workspace, draft.error().code,
                         u"a draft cannot be read and was put aside: %1"_s.arg(draft.error().message),
                         place.filePath(file + unreadableEnding)});
    }
    return drafts;
}

} // namespace Plugboard::Models
