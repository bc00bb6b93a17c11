#include "models/request/openrequest.h"

#include "core/sequence/savedcall.h"

#include <QFileInfo>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

const QString resultVariableHeader = u"resultVariable"_s;
const QString resultExpressionHeader = u"resultExpression"_s;
const QString errorExpressionHeader = u"errorExpression"_s;

} // namespace

OpenRequest::OpenRequest(Form::FormState state, Workspace::Request request, QObject *parent)
    : QObject(parent)
    , m_state(std::move(state))
    , m_request(std::move(request))
    , m_rules(Sequence::rulesOf(m_request))
{
}

void OpenRequest::setText(const QString &fieldId, const QString &text)
{
    change({{fieldId, text}});
}

void OpenRequest::reset(const QString &fieldId)
{
    change({{fieldId, std::nullopt}});
}

QList<OpenRequest::Change> OpenRequest::change(const QList<Change> &changes)
{
    QList<Change> before;
    QStringList changed;
    for (const auto &[fieldId, text] : changes) {
        const bool isTyped = m_state.isTyped(fieldId);
        if (isTyped == text.has_value() && (!text || m_state.text(fieldId) == *text))
            continue;
        before.prepend({fieldId, isTyped ? std::optional(m_state.text(fieldId)) : std::nullopt});
        if (text)
            m_state.setText(fieldId, *text);
        else
            m_state.reset(fieldId);
        changed.append(fieldId);
    }
    noteFieldChanges(changed);
    return before;
}

void OpenRequest::applyPreset(const Template::Preset &preset)
{
    m_state.applyPreset(preset);
    QStringList changed;
    for (const Form::Field &field : m_state.form()->fields) {
        const auto sets = [&field](const std::pair<QString, Value> &value) { return value.first == field.writtenId; };
        if (std::any_of(preset.values.begin(), preset.values.end(), sets))
            changed.append(field.id);
    }
    noteFieldChanges(changed);
}

void OpenRequest::noteFieldChanges(const QStringList &fieldIds)
{
    QStringList known;
    bool changesRules = false;
    for (const QString &fieldId : fieldIds) {
        const std::optional<Form::Field> field = m_state.fieldAt(fieldId);
        if (!field)
            continue;
        known.append(fieldId);
        m_touched.insert(fieldId);
        m_runFindings.removeIf([&](const Form::Finding &finding) { return finding.field == field->path; });
        changesRules = changesRules || field->target == Form::Target::Header;
    }
    if (known.isEmpty())
        return;
    for (const QString &fieldId : std::as_const(known))
        emit textChanged(fieldId);
    emit formChanged();
    if (changesRules)
        emit rulesChanged();
    noteChange();
}

const Form::Field *OpenRequest::headerField(const QString &name) const
{
    const Form::Field *found = nullptr;
    for (const Form::Field &field : m_state.form()->fields) {
        if (field.target == Form::Target::Header && field.path == name && (!found || m_state.isActive(field.id)))
            found = &field;
    }
    return found;
}

Output::Rules OpenRequest::rules() const
{
    const auto text = [this](const QString &header, const QString &kept) {
        const Form::Field *field = headerField(header);
        return field ? m_state.text(field->id) : kept;
    };
    return {text(resultVariableHeader, m_rules.resultVariable), text(resultExpressionHeader, m_rules.resultExpression),
            text(errorExpressionHeader, m_rules.errorExpression)};
}

void OpenRequest::setRules(const Output::Rules &rules)
{
    const Output::Rules before = this->rules();
    const auto set = [this](const QString &header, const QString &text, const QString &old, QString &kept) {
        if (text == old)
            return false;
        if (const Form::Field *field = headerField(header))
            setText(field->id, text);
        else
            kept = text;
        return !headerField(header);
    };
    bool keptHere = set(resultVariableHeader, rules.resultVariable, before.resultVariable, m_rules.resultVariable);
    keptHere |= set(resultExpressionHeader, rules.resultExpression, before.resultExpression, m_rules.resultExpression);
    keptHere |= set(errorExpressionHeader, rules.errorExpression, before.errorExpression, m_rules.errorExpression);
    if (!keptHere)
        return;
    emit rulesChanged();
    noteChange();
}

namespace {

const QString &nameIn(const Form::Field &field)
{
    return field.path.isEmpty() ? field.id : field.path;
}

/// "Tags[0].Key" is inside "Tags[0]".
bool isInside(const QString &place, const QString &around)
{
    return place.startsWith(around) && place.size() > around.size()
        && (place.at(around.size()) == u'.' || place.at(around.size()) == u'[');
}

} // namespace

QList<Form::Finding> OpenRequest::shownFindings(const Form::Field &field) const
{
    QList<Form::Finding> shown;
    for (const Form::Finding &finding : m_state.findings(field)) {
        const bool isOwn = finding.field == nameIn(field);
        if (m_showAll || m_touched.contains(isOwn ? field.id : finding.field))
            shown.append(finding);
    }
    const bool hasParts = m_state.form()->model != nullptr;
    for (const Form::Finding &finding : m_runFindings) {
        const bool isHere = finding.field == field.path || (hasParts && isInside(finding.field, field.path));
        if (isHere && m_state.isActive(field.id) && !shown.contains(finding))
            shown.append(finding);
    }
    return shown;
}

QStringList OpenRequest::findingsOf(const Form::Field &field) const
{
    QStringList messages;
    for (const Form::Finding &finding : shownFindings(field)) {
        if (finding.field == nameIn(field))
            messages.append(finding.message);
    }
    return messages;
}

int OpenRequest::findingCount(const Form::Field &field) const
{
    return int(shownFindings(field).size());
}

QStringList OpenRequest::warningsOf(const Form::Field &field) const
{
    QStringList messages;
    for (const Form::Finding &warning : m_state.warnings(field)) {
        if (warning.field == nameIn(field))
            messages.append(warning.message);
    }
    return messages;
}

void OpenRequest::setInputs(const Form::FormState &state)
{
    QStringList changed;
    for (const Form::Field &field : m_state.form()->fields) {
        const bool isSame
            = m_state.isTyped(field.id) == state.isTyped(field.id) && m_state.text(field.id) == state.text(field.id);
        if (!isSame && field.target == Form::Target::Input)
            changed.append(field.id);
    }
    const bool isUnknownSame = m_state.unknownInputs() == state.unknownInputs();
    m_state = state;
    noteFieldChanges(changed);
    if (changed.isEmpty() && !isUnknownSame)
        noteChange();
}

void OpenRequest::setLastRun(std::shared_ptr<const Invocation::Run> run)
{
    m_lastRun = std::move(run);
    m_runFindings = m_lastRun && m_lastRun->failure ? m_lastRun->failure->findings : QList<Form::Finding>();
    if (!m_runFindings.isEmpty())
        m_showAll = true;
    emit runChanged();
    emit formChanged();
}

void OpenRequest::showAllFindings()
{
    m_showAll = true;
    emit formChanged();
}

QString OpenRequest::title() const
{
    if (m_path.isEmpty())
        return m_state.form()->name;
    return QFileInfo(m_path).fileName().section(u".request.json"_s, 0, 0);
}

void OpenRequest::setSaved(const QString &path, const QByteArray &hash, int savedRevision)
{
    m_path = path;
    m_hash = hash;
    emit titleChanged();
    if (savedRevision == m_revision && std::exchange(m_modified, false))
        emit modifiedChanged(false);
}

void OpenRequest::setMoved(const QString &path, const Workspace::LoadedRequest &onDisk)
{
    m_path = path;
    m_hash = onDisk.hash;
    m_request.rank = onDisk.request.rank;
    m_request.source = onDisk.request.source;
    emit titleChanged();
}

void OpenRequest::setUnsaved()
{
    m_path.clear();
    m_hash.clear();
    emit titleChanged();
    setModified();
}

void OpenRequest::setModified()
{
    noteChange();
}

Workspace::Request OpenRequest::request() const
{
    return Sequence::requestOf(m_state, rules(), m_request);
}

void OpenRequest::noteChange()
{
    ++m_revision;
    if (!std::exchange(m_modified, true))
        emit modifiedChanged(true);
}

} // namespace Plugboard::Models
