#include "app/cli/filledform.h"
#include "app/cli/output.h"
#include "core/form/parts.h"
#include "core/inputs/inputs.h"
#include "core/secrets/placeholders.h"

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

QString typeName(Form::FieldType type)
{
    switch (type) {
    case Form::FieldType::Line:
        return u"string"_s;
    case Form::FieldType::Text:
        return u"text"_s;
    case Form::FieldType::Number:
        return u"number"_s;
    case Form::FieldType::Boolean:
        return u"boolean"_s;
    case Form::FieldType::Choice:
        return u"choice"_s;
    case Form::FieldType::Hidden:
        return u"hidden"_s;
    case Form::FieldType::Configuration:
        return u"configuration"_s;
    case Form::FieldType::Blob:
        return u"blob"_s;
    case Form::FieldType::Timestamp:
        return u"timestamp"_s;
    case Form::FieldType::Json:
        return u"json"_s;
    }
    return {};
}

QString feelName(Form::FeelMode mode)
{
    switch (mode) {
    case Form::FeelMode::Never:
        return u"never"_s;
    case Form::FeelMode::Optional:
        return u"optional"_s;
    case Form::FeelMode::Required:
        return u"required"_s;
    case Form::FeelMode::Static:
        return u"static"_s;
    }
    return {};
}

/// Plain text in a field that the form shows as a password is not printed; a reference is no secret.
QString shownText(const Form::FormState &state, const Form::Field &field)
{
    const QString typed = state.text(field.id);
    const bool isPlain = field.secret && !typed.isEmpty() && Secrets::references(typed).isEmpty();
    if (isPlain || !Form::plainSecretsInside(state, field).isEmpty())
        return Secrets::Masking::mask.toString();
    return typed;
}

Value messages(const QList<Form::Finding> &findings, const Form::Field &field)
{
    Value::Items own;
    for (const Form::Finding &finding : findings) {
        if (finding.field == (field.path.isEmpty() ? field.id : field.path))
            own.push_back(text(finding.message));
    }
    return Value::list(std::move(own));
}

Value choicesOf(const Form::FormState &state, const Form::Field &field)
{
    Value::Items choices;
    for (const Form::Choice &choice : state.choices(field))
        choices.push_back(ContextBuilder().set("name", text(choice.name)).set("value", text(choice.value)).build());
    return Value::list(std::move(choices));
}

Value toValue(const Form::FormState &state, const Form::Field &field)
{
    ContextBuilder shown;
    shown.set("id", text(field.id))
        .set("path", text(field.path))
        .set("label", text(field.label))
        .set("type", text(typeName(field.type)))
        .set("value", text(shownText(state, field)))
        .set("visible", Value::boolean(state.isVisible(field.id)))
        .set("required", Value::boolean(field.required))
        .set("feel", text(feelName(field.feel)))
        .set("choices", choicesOf(state, field))
        .set("findings", messages(state.findings(field), field));
    if (!field.shape)
        return shown.build();
    shown.set("valueType", text(field.valueType)).set("warnings", messages(state.warnings(field), field));
    // What is inside is shown as far as it is filled; an untouched shape may have no end.
    if (state.value(field.id).size() > 0
        || (Form::nestingOf(field) != Form::Nesting::None && field.group == u"required")) {
        Value::Items parts;
        for (const Form::Field &part : Form::partsOf(state, field))
            parts.push_back(toValue(state, part));
        shown.set("fields", Value::list(std::move(parts)));
    }
    return shown.build();
}

Value toValue(const Form::FormState &state)
{
    Value::Items groups;
    QList<Form::Group> all = state.form()->groups;
    const bool hasNameless
        = std::any_of(all.begin(), all.end(), [](const Form::Group &group) { return group.id.isEmpty(); });
    if (!hasNameless && !state.form()->fieldsOf({}).isEmpty())
        all.prepend({});
    for (const Form::Group &group : all) {
        Value::Items fields;
        for (const Form::Field *field : state.form()->fieldsOf(group.id))
            fields.push_back(toValue(state, *field));
        groups.push_back(ContextBuilder()
                             .set("id", text(group.id))
                             .set("label", text(group.label))
                             .set("fields", Value::list(std::move(fields)))
                             .build());
    }
    return ContextBuilder().set("id", text(state.form()->id)).set("groups", Value::list(std::move(groups))).build();
}

int showForm(Session &session, const FillOptions &options)
{
    const Result<FilledForm> filled = fill(session, options);
    if (!filled)
        return tellFillError(filled.error());
    printJson(toValue(filled->state));
    return Good;
}

/// What the connector would receive. Secrets are still references here; a key typed as plain text is masked.
int showInputs(Session &session, const FillOptions &options)
{
    const Result<FilledForm> filled = fill(session, options);
    if (!filled)
        return tellFillError(filled.error());
    const Inputs::Evaluated evaluated = Inputs::evaluate(filled->state, filled->environment.variables,
                                                         session.services.invocation().expressions(session.stop));
    Secrets::Masking masking;
    for (const Form::Field &field : filled->state.form()->fields) {
        if (field.secret && shownText(filled->state, field) != filled->state.text(field.id))
            masking.add(Sensitive(filled->state.text(field.id).toUtf8()));
        for (const QString &key : Form::plainSecretsInside(filled->state, field))
            masking.add(Sensitive(key.toUtf8()));
    }
    for (const auto &[field, warning] : evaluated.warnings)
        tell(u"%1: warning: %2"_s.arg(field, masking.masked(warning.message)));
    for (const Form::Finding &finding : evaluated.findings)
        tell(u"%1: %2"_s.arg(finding.field, masking.masked(finding.message)));
    if (!evaluated.ok() && session.global.json) {
        printJson(ContextBuilder().set("findings", Cli::toValue(evaluated.findings)).build());
        return Unreadable;
    }
    printJson(masking.masked(evaluated.inputs));
    return evaluated.ok() ? Good : Unreadable;
}

void registerFilled(CLI::App &program, Command &chosen, const std::string &name, const std::string &description,
                    int (*run)(Session &, const FillOptions &))
{
    CLI::App *command = program.add_subcommand(name, description);
    auto options = std::make_shared<FillOptions>();
    addFillOptions(*command, *options);
    command->callback(
        [&chosen, options, run] { chosen = [options, run](Session &session) { return run(session, *options); }; });
}

} // namespace

void registerForm(CLI::App &program, Command &chosen)
{
    registerFilled(program, chosen, "form", "The form as the window would show it (JSON)", showForm);
    registerFilled(program, chosen, "inputs", "The evaluated inputs, without sending (JSON)", showInputs);
}

} // namespace Plugboard::Cli
