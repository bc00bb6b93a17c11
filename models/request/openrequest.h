#pragma once

#include "core/form/formstate.h"
#include "core/invocation/run.h"
#include "core/output/outputmapping.h"
#include "core/workspace/workspace.h"

#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace Plugboard::Models {

/// A request that is open in a tab: its form as filled, its output mapping, its last run, and whether it is saved.
///
/// The one state that form, mapping panel and invocation share: whoever changes something calls a setter here, whoever shows
/// something listens. Lives in the GUI thread; workers get copies of state() and lastRun().
class OpenRequest final : public QObject
{
    Q_OBJECT

public:
    /// `request` is what was loaded, or a new one; `state` is its filled form.
    OpenRequest(Form::FormState state, Workspace::Request request, QObject *parent = nullptr);

    const Form::FormState &state() const { return m_state; }
    void setText(const QString &fieldId, const QString &text);
    /// A field's id and what is to stand in it; none: its default.
    using Change = std::pair<QString, std::optional<QString>>;
    /// Several fields as one change: formChanged() comes once. Gives what takes it back, in the same way.
    QList<Change> change(const QList<Change> &changes);
    /// Types all values of a template's preset at once.
    void applyPreset(const Template::Preset &preset);
    /// Back to the field's default.
    void reset(const QString &fieldId);

    /// Result variable, result expression, error expression: of the form's header fields where it has such, else kept here.
    Output::Rules rules() const;
    void setRules(const Output::Rules &rules);

    /// Findings of the last attempt to invoke that no field's own rule gives: FEEL errors, checks of the call, secrets.
    const QList<Form::Finding> &runFindings() const { return m_runFindings; }
    /// What stands under a field: its own findings once it was touched or an invocation was tried, then runFindings(). Parts
    /// inside nested fields have their own.
    QStringList findingsOf(const Form::Field &field) const;
    /// How many of these there are at the field and inside it.
    int findingCount(const Form::Field &field) const;
    /// What looks wrong about a field's own value, and hinders nothing.
    QStringList warningsOf(const Form::Field &field) const;
    /// Takes all inputs from a state of the same form, such as Form::withInputJson() makes, as one change.
    void setInputs(const Form::FormState &state);

    /// Null before the first one ended.
    std::shared_ptr<const Invocation::Run> lastRun() const { return m_lastRun; }
    void setLastRun(std::shared_ptr<const Invocation::Run> run);
    /// From now on untouched fields show their findings, too.
    void showAllFindings();

    QString title() const; ///< File name without ending; the connector's name before the first save
    const QString &path() const { return m_path; } ///< In the workspace; empty: never saved
    const QByteArray &loadedHash() const { return m_hash; }
    bool isModified() const { return m_modified; }
    /// Counts the changes. What is being saved notes it, so that what is typed meanwhile is not taken for saved.
    int revision() const { return m_revision; }
    /// After loading and saving; `savedRevision` is what the file holds, other changes stay unsaved.
    void setSaved(const QString &path, const QByteArray &hash) { setSaved(path, hash, m_revision); }
    void setSaved(const QString &path, const QByteArray &hash, int savedRevision);
    /// Its file has another path or place now; `onDisk` is what it holds there.
    void setMoved(const QString &path, const Workspace::LoadedRequest &onDisk);
    /// Its file is gone; what is open is the only one left.
    void setUnsaved();
    /// Of a draft: there are changes that no file has.
    void setModified();
    /// What is to be saved now.
    Workspace::Request request() const;

signals:
    void textChanged(const QString &fieldId);
    /// Which fields are active, their choices or findings may be others now. After textChanged().
    void formChanged();
    void rulesChanged();
    void runChanged();
    void titleChanged();
    void modifiedChanged(bool modified);

private:
    void noteFieldChanges(const QStringList &fieldIds);
    QList<Form::Finding> shownFindings(const Form::Field &field) const;
    void noteChange();
    const Form::Field *headerField(const QString &name) const;

    Form::FormState m_state;
    Workspace::Request m_request;
    Output::Rules m_rules; ///< Of forms without fields for them
    std::shared_ptr<const Invocation::Run> m_lastRun;
    QList<Form::Finding> m_runFindings;
    QSet<QString> m_touched;
    QString m_path;
    QByteArray m_hash;
    int m_revision = 0;
    bool m_showAll = false;
    bool m_modified = false;
};

} // namespace Plugboard::Models
