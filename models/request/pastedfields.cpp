#include "models/request/pastedfields.h"

#include "core/value/json.h"

#include <QRegularExpression>
#include <QSet>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

/// It is read at once, while the person waits; longer texts belong into one field.
constexpr qsizetype longestPaste = 4'000'000;

QString plainName(const QString &name)
{
    static const QRegularExpression ignored(u"[\\s_-]+"_s);
    return QString(name).remove(ignored).toCaseFolded();
}

/// FEEL reads JSON as it is.
QString expressionFor(const Value &value)
{
    return u"= "_s + QString::fromUtf8(Json::write(value, Json::Style::Indented)).trimmed();
}

QString chosenValue(const Form::Field &field, const QString &text)
{
    for (const Form::Choice &choice : field.choices) {
        if (choice.value != text && plainName(choice.name) == plainName(text))
            return choice.value;
    }
    return text;
}

std::optional<QString> pastedText(const Form::Field &field, const Value &value)
{
    if (value.isNull())
        return std::nullopt;
    const bool isAlwaysFeel = field.feel == Form::FeelMode::Required;
    if (value.isString()) {
        const QString text = value.string();
        const bool isWritten = text.isEmpty() || text.startsWith(u'=') || text.startsWith("{{"_L1);
        return isAlwaysFeel && !isWritten ? expressionFor(value) : chosenValue(field, text);
    }
    const bool isNested = value.isContext() || value.isList();
    if (isAlwaysFeel || (isNested && field.feel == Form::FeelMode::Optional && field.type != Form::FieldType::Json))
        return expressionFor(value);
    const auto style = field.type == Form::FieldType::Json ? Json::Style::Indented : Json::Style::Compact;
    return QString::fromUtf8(Json::write(value, style));
}

/// Whether a list or context can stand in the field.
bool holdsNested(const Form::Field &field)
{
    using Form::FieldType;
    const bool isText = field.type == FieldType::Line || field.type == FieldType::Text || field.type == FieldType::Json;
    return field.feel != Form::FeelMode::Never || (isText && !field.secret);
}

/// The fields of a group, by all their names.
class Placing final
{
public:
    Placing(const Form::FormState &state, const QString &groupId)
    {
        const QList<const Form::Field *> fields = state.form()->fieldsOf(groupId);
        // Of fields that share a name, the one that counts now.
        for (const bool active : {true, false}) {
            for (const Form::Field *field : fields) {
                if (field->isShown() && state.isActive(field->id) == active)
                    learn(*field);
            }
        }
    }

    void placeAll(const Value &context, const QString &prefix = {})
    {
        for (qsizetype i = 0; i < context.size(); ++i)
            place(prefix + QString::fromUtf8(context.keyAt(i)), context.valueAt(i));
    }

    PastedFields takeResult() { return std::move(m_result); }

private:
    /// What has fields of its own is taken apart, even if a field is called like the whole.
    void place(const QString &name, const Value &value)
    {
        const Form::Field *field = m_fields.value(plainName(name));
        if (value.isContext() && hasFieldsBelow(name))
            placeAll(value, name + u'.');
        else if (field && (holdsNested(*field) || !(value.isContext() || value.isList())))
            m_result.changes.append({field->id, pastedText(*field, value)});
        else
            m_result.unknown.append(name);
    }

    bool hasFieldsBelow(const QString &name) const { return m_folders.contains(plainName(name)); }

    void learn(const Form::Field &field)
    {
        const QString lastStep = field.path.section(u'.', -1);
        for (const QString &name : {field.path, field.key, field.writtenId, lastStep, field.label}) {
            if (const QString plain = plainName(name); !plain.isEmpty() && !m_fields.contains(plain))
                m_fields.insert(plain, &field);
        }
        for (qsizetype dot = field.path.indexOf(u'.'); dot > 0; dot = field.path.indexOf(u'.', dot + 1))
            m_folders.insert(plainName(field.path.first(dot)));
    }

    QHash<QString, const Form::Field *> m_fields;
    QSet<QString> m_folders; ///< Of the fields' paths
    PastedFields m_result;
};

QString withoutQuotes(const QString &text)
{
    const bool isQuoted
        = text.size() >= 2 && (text.front() == u'"' || text.front() == u'\'') && text.back() == text.front();
    return isQuoted ? text.sliced(1, text.size() - 2) : text;
}

/// Lines as in .env files; none if one is something else.
std::optional<Value> assignments(const QString &text)
{
    static const QRegularExpression assignment(u"^(?:export\\s+)?([^=\\s][^=]*?)\\s*=\\s*(.*)$"_s);
    ContextBuilder values;
    for (const QString &line : text.split(u'\n')) {
        const QString plain = line.trimmed();
        if (plain.isEmpty() || plain.startsWith(u'#'))
            continue;
        const QRegularExpressionMatch match = assignment.match(plain);
        if (!match.hasMatch())
            return {};
        values.set(match.captured(1).toUtf8(), Value::string(withoutQuotes(match.captured(2))));
    }
    return values.build();
}

} // namespace

Result<PastedFields> readPasted(const QString &text, const Form::FormState &state, const QString &groupId)
{
    if (text.size() > longestPaste)
        return Error {Stage::Inputs,
                      ErrorCode::Limit,
                      u"the text is longer than 4,000,000 characters; paste it into its field"_s,
                      {}};
    Value values;
    if (text.trimmed().startsWith(u'{')) {
        const Result<Value> read = Json::read(text.toUtf8());
        if (!read)
            return Error {Stage::Inputs, ErrorCode::Invalid, u"the text is no JSON: "_s + read.error().message,
                          read.error().where};
        values = *read;
    } else if (const std::optional<Value> lines = assignments(text); lines && lines->size() > 0) {
        values = *lines;
    } else {
        return Error {Stage::Inputs,
                      ErrorCode::Invalid,
                      u"the text is neither a JSON object nor lines of NAME=value; copy one of these first"_s,
                      {}};
    }
    Placing placing(state, groupId);
    placing.placeAll(values);
    return placing.takeResult();
}

} // namespace Plugboard::Models
