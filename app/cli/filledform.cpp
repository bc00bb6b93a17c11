#include "app/cli/filledform.h"

#include "app/cli/output.h"
#include "core/form/blobtext.h"
#include "core/sequence/savedcall.h"
#include "core/value/json.h"
#include "core/workspace/workspace.h"

#include <QDir>
#include <QFileInfo>

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

Error usage(const QString &option, const QString &message)
{
    return {Stage::Settings, ErrorCode::Invalid, message, option};
}

Result<Value> readContext(const std::string &path)
{
    const QString file = QString::fromStdString(path);
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes)
        return bytes.error();
    Result<Value> value = Json::read(*bytes);
    if (!value)
        return Error {Stage::Settings, ErrorCode::Syntax, u"is no JSON: "_s + value.error().message,
                      file + u':' + value.error().where};
    if (!value->isContext())
        return Error {Stage::Settings, ErrorCode::Unreadable,
                      u"must hold a JSON object, such as {\"name\": \"value\"}"_s, file};
    return value;
}

/// The text after the `=` of --set: @FILE is the file's text, @@ begins a literal @. A blob takes any bytes.
Result<QString> typedText(const QString &written, bool isBlob)
{
    if (written.startsWith("@@"_L1))
        return written.sliced(1);
    if (!written.startsWith(u'@'))
        return written;
    const QString file = written.sliced(1);
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes)
        return bytes.error();
    const QString text = QString::fromUtf8(*bytes);
    if (text.toUtf8() == *bytes)
        return text;
    if (isBlob)
        return Form::BlobText {Form::BlobText::Kind::Base64, QString::fromLatin1(bytes->toBase64())}.toText();
    return Error {Stage::Inputs, ErrorCode::Unreadable, u"is not UTF-8 text; convert it first"_s, file};
}

/// A text as typed, whatever kind of value a JSON file has for the field.
QString textOf(const Value &value)
{
    return value.isString() ? value.string() : QString::fromUtf8(Json::write(value));
}

/// PATH may also name a task header or "retries"; in AWS forms it may lead into a nested member: "Tags[0].Key".
Result<Done> type(Form::FormState &state, const QString &path, const QString &text, const QString &option)
{
    if (state.form()->model) {
        Result<Done> typed = state.setAt(path, text);
        if (typed || path.contains(u'.') || path.contains(u'['))
            return typed ? typed : usage(option, u"%1: %2"_s.arg(path, typed.error().message));
    } else if (state.setByKey(path, text)) {
        return Done {};
    }
    QStringList fields;
    for (const Form::Field &field : state.form()->fields) {
        if (field.isShown())
            fields.append(field.path);
    }
    const QByteArray meant = Feel::nearest(path.toUtf8(), [&] {
        QList<QByteArray> names;
        for (const QString &name : fields)
            names.append(name.toUtf8());
        return names;
    }());
    return usage(option,
                 meant.isEmpty() ? u"the form has no field %1; `plugboard-cli form` lists all fields"_s.arg(path)
                                 : u"the form has no field %1; did you mean %2?"_s.arg(path, QString::fromUtf8(meant)));
}

Result<Done> typeAll(Form::FormState &state, const FillOptions &options)
{
    if (!options.values.empty()) {
        const Result<Value> values = readContext(options.values);
        if (!values)
            return values.error();
        QStringList paths;
        if (state.form()->model)
            paths = Form::restore({*values, {}, {}, {}}, state);
        state.setUnknownInputs({});
        for (qsizetype i = 0; i < values->size(); ++i) {
            if (state.form()->model && !paths.contains(QString::fromUtf8(values->keyAt(i))))
                continue;
            const Result<Done> typed
                = type(state, QString::fromUtf8(values->keyAt(i)), textOf(values->valueAt(i)), u"--values"_s);
            if (!typed)
                return typed;
        }
    }
    for (const std::string &assignment : options.set) {
        const QString written = QString::fromStdString(assignment);
        const qsizetype at = written.indexOf(u'=');
        if (at <= 0)
            return usage(u"--set"_s, u"must be written as PATH=TEXT"_s);
        const std::optional<Form::Field> field = state.fieldAt(written.first(at));
        const bool isBlob = field && field->type == Form::FieldType::Blob;
        const Result<QString> text = typedText(written.sliced(at + 1), isBlob);
        if (!text)
            return text.error();
        const Result<Done> typed = type(state, written.first(at), *text, u"--set"_s);
        if (!typed)
            return typed;
    }
    return Done {};
}

/// The workspace that the options name, else the one that a request file lies in.
Result<std::optional<Workspace::Workspace>> workspaceOf(const Global &global, const QString &requestFile)
{
    using Found = std::optional<Workspace::Workspace>;
    if (!global.workspace.isEmpty())
        return Workspace::Workspace::open(global.workspace).transform([](Workspace::Workspace &&opened) {
            return Found(std::move(opened));
        });
    if (requestFile.isEmpty())
        return Found();
    QDir folder = QFileInfo(requestFile).absoluteDir();
    do {
        if (folder.exists(u"plugboard.json"_s))
            return Workspace::Workspace::open(folder.absolutePath()).transform([](Workspace::Workspace &&opened) {
                return Found(std::move(opened));
            });
    } while (folder.cdUp());
    return Found();
}

Result<Workspace::Environment> environmentOf(const Session &session, const QString &requestFile)
{
    Workspace::Environment chosen;
    chosen.name = secretSpaceOf(session.global);
    chosen.sandbox = session.global.sandbox;
    if (session.global.environment.isEmpty())
        return chosen;
    const Result<std::optional<Workspace::Workspace>> workspace = workspaceOf(session.global, requestFile);
    if (!workspace)
        return workspace.error();
    // Without a workspace the name still chooses the namespace of secrets.
    if (!*workspace)
        return chosen;
    Errors problems;
    QStringList names;
    for (const Workspace::Environment &environment : (*workspace)->environments(problems)) {
        names.append(environment.name);
        if (environment.name != session.global.environment)
            continue;
        chosen = environment;
        chosen.sandbox |= session.global.sandbox;
        return chosen;
    }
    for (const Error &problem : problems)
        tell(problem);
    return usage(
        u"--environment"_s,
        u"the workspace has no environment %1; it has: %2"_s.arg(session.global.environment, names.join(u", "_s)));
}

/// A name of a connector, or a file that exists or is named like one.
bool isRequestFile(const QString &what)
{
    return what.endsWith(".json"_L1) || (QFileInfo(what).isFile() && !what.startsWith("aws:"_L1));
}

Result<Workspace::Request> requestOf(const QString &what)
{
    if (!isRequestFile(what)) {
        Workspace::Request named;
        named.connector = what;
        return named;
    }
    const Result<QByteArray> bytes = readFile(what);
    if (!bytes)
        return bytes.error();
    Result<Workspace::Request> request = Workspace::readRequest(*bytes, QFileInfo(what).absolutePath());
    if (!request) {
        Error error = request.error();
        error.where = error.where.isEmpty() ? what : what + u':' + error.where;
        return error;
    }
    return request;
}

} // namespace

void addFillOptions(CLI::App &command, FillOptions &options)
{
    command.add_option("REQUEST", options.what, "Request file, template id, job type, or aws:SERVICE:OPERATION")
        ->required();
    command
        .add_option("--set", options.set,
                    "PATH=TEXT as typed into the field; PATH may lead inside: Tags[0].Key; @FILE reads a file, @@ is a "
                    "literal @")
        ->allow_extra_args(false);
    command.add_option("--values", options.values,
                       "JSON file with the texts of many fields; of an AWS operation: its input");
    command.add_option("--variables", options.variables, "JSON file with the variables that expressions see");
}

Result<FilledForm> fill(Session &session, const FillOptions &options)
{
    const QString what = QString::fromStdString(options.what);
    Result<Workspace::Request> request = requestOf(what);
    if (!request)
        return request.error();
    Result<Workspace::Environment> environment = environmentOf(session, isRequestFile(what) ? what : QString());
    if (!environment)
        return environment.error();
    if (!options.variables.empty()) {
        const Result<Value> variables = readContext(options.variables);
        if (!variables)
            return variables.error();
        for (qsizetype i = 0; i < variables->size(); ++i)
            environment->variables = environment->variables.with(variables->keyAt(i), variables->valueAt(i));
    }
    Result<Form::FormState> state = Sequence::filledForm(*request, session.services.forms(), session.services.random());
    if (!state)
        return state.error();
    if (const Result<Done> typed = typeAll(*state, options); !typed)
        return typed.error();
    return FilledForm {*std::move(state), *std::move(request), *std::move(environment)};
}

int tellFillError(const Error &error)
{
    tell(error);
    return error.code == ErrorCode::Invalid && error.where.startsWith("--"_L1) ? Usage : Unreadable;
}

} // namespace Plugboard::Cli
