#include "tests/conformance/shapecompare.h"
#include "tests/conformance/suite.h"

#include "core/aws/models/modellibrary.h"
#include "core/aws/protocols/protocol.h"
#include "core/value/json.h"

#include <QFile>
#include <QFileInfo>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "ec2-describe-instances#2" is an operation of ec2 whose name has these letters.
const Aws::Operation *operationOf(const Aws::ServiceModel &model, const QString &caseName)
{
    const QString wanted = caseName.section(u'#', 0, 0).section(u'-', 1).remove(u'-');
    for (const QString &name : model.operations()) {
        if (name.compare(wanted, Qt::CaseInsensitive) == 0)
            return model.operation(name);
    }
    return nullptr;
}

/// The recorded body; where headers matter the file is JSON that holds both.
Http::Response recordedResponse(const QString &path)
{
    Http::Response response;
    response.status = path.contains(u"/errors/") ? 400 : 200;
    response.body = contentOf(path);
    if (!response.body.contains("__headers__"))
        return response;
    const Value recorded = Json::read(response.body).valueOr({});
    const Value headers = recorded["__headers__"];
    for (qsizetype i = 0; i < headers.size(); ++i)
        response.headers.add(headers.keyAt(i).toByteArray(), headers.valueAt(i).utf8().toByteArray());
    response.body = Json::write(recorded.without("__headers__"));
    return response;
}

QString recordedErrorDifference(const Aws::ParsedResponse &parsed, const Value &expected)
{
    if (!parsed.error)
        return u"no error is seen"_s;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QByteArray key = expected.keyAt(i).toByteArray();
        const QString wanted = expected.valueAt(i).string();
        const QString actual = key == "Code" ? parsed.error->code
            : key == "Message"               ? parsed.error->message
            : key == "Type"                  ? parsed.error->type
                                             : parsed.output[key].string();
        if (actual != wanted)
            return u"%1 is %2"_s.arg(QString::fromUtf8(key), actual);
    }
    return {};
}

QString responseDifference(const QString &path, const QString &expectedPath, const Aws::ModelLibrary &library)
{
    const QString name = QFileInfo(path).completeBaseName();
    const auto model = library.load(name.section(u'-', 0, 0));
    if (!model)
        return model.error().text();
    const Aws::Operation *operation = operationOf(**model, name);
    if (operation == nullptr)
        return u"the model has no such operation"_s;
    const auto parsed = Aws::parse(**model, *operation, recordedResponse(path));
    if (!parsed)
        return parsed.error().text();
    const Result<Value> read = Json::read(contentOf(expectedPath));
    if (!read)
        return read.error().text();
    const Value requestId = (*read)["ResponseMetadata"]["RequestId"];
    if (requestId.isString() && parsed->requestId != requestId.string())
        return u"the request's id is "_s + parsed->requestId;
    if ((*read)["Error"].isContext())
        return recordedErrorDifference(*parsed, (*read)["Error"]);
    if (parsed->error)
        return u"an error is seen: "_s + parsed->error->message;
    static const Aws::Shape nothing;
    const Aws::Shape &output = operation->output == nullptr ? nothing : *operation->output;
    return shapeDifference(output, parsed->output, read->without("ResponseMetadata"), {true, parsed->rawBody});
}

/// A recorded body with what is expected of it: beside an .xml its .json; json/errors/X.json with json/expected/X.json.
void runResponses(const Options &options, Report &report)
{
    const Aws::ModelLibrary library(Aws::ModelLibrary::defaultFolders());
    const auto run = [&library, &report](const QString &path, const QString &expectedPath) {
        const QString id = path.section(u'/', -3);
        if (report.skips(id))
            return;
        const QString why = responseDifference(path, expectedPath, library);
        if (why.isEmpty())
            report.pass();
        else
            report.fail(id, why);
    };
    for (const QString &path : filesBelow(options.paths, u".xml"_s))
        run(path, path.chopped(4) + u".json"_s);
    for (const QString &path : filesBelow(options.paths, u".json"_s)) {
        const QString expectedPath = QString(path).replace(u"/errors/"_s, u"/expected/"_s);
        if (expectedPath != path && QFile::exists(expectedPath))
            run(path, expectedPath);
    }
}

const Registration registration {u"response-parsing"_s, u"Recorded answers of services (folder)"_s, &runResponses};

} // namespace

} // namespace Plugboard::Conformance
