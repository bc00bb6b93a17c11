#pragma once

#include "core/form/formstate.h"
#include "core/value/json.h"

namespace Plugboard::Form {

/// The inputs of a form as JSON, the other view of the same state. Of an AWS operation it is the operation's own JSON, in
/// which a text with a leading `=` is FEEL; of a template one object of texts by Field::key. Only what was typed: defaults
/// and generated tokens are left out. Indented, one newline at the end; unknown members come last.
QByteArray inputJson(const FormState &state);

/// The same to be looked at: keys that were typed as plain text into password fields are "•••1", "•••2" …
struct ShownJson
{
    QByteArray json;
    QHash<QString, QString> hidden; ///< What these stand for
};
ShownJson shownInputJson(const FormState &state);

/// The state with `utf8` as its inputs; all else stays. Members that the form has no field for become its unknownInputs().
/// `hidden`: texts that stand for others. Errors: Stage::Inputs; Syntax ("line:column" in `where`), Invalid if it is no object.
Result<FormState> withInputJson(const FormState &state, QByteArrayView utf8,
                                const QHash<QString, QString> &hidden = {});

/// Something to say about a place in that JSON.
struct JsonNote
{
    QString pointer; ///< RFC 6901: "/Tags/0/Key"
    Json::Position position; ///< Of what is missing: of what it is missing in
    QString message;
    bool isWarning = false;

    /// "2:14 /Tags/0/Key: must not be empty".
    QString text() const;
};

/// What is wrong or looks wrong, with keys that stand twice and unknown ones, in the order of the text. `state` is what
/// withInputJson() made of it.
QList<JsonNote> jsonNotes(const FormState &state, QByteArrayView utf8);
/// The same for a finding that came from elsewhere, such as an expression's.
JsonNote jsonNote(QByteArrayView utf8, const Finding &finding);

} // namespace Plugboard::Form
