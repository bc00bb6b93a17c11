#pragma once

#include "core/form/formstate.h"
#include "core/value/value.h"

namespace Plugboard::Form {

/// What was typed into a form, as a request file holds it (FORMATS: request). Contexts by Field::key.
struct SavedForm
{
    Value
        inputs; ///< Templates: texts. AWS operations: the operation's own JSON, in which a text with a leading `=` is FEEL
    Value headers; ///< Texts
    Value properties; ///< Texts
    QString retries;
};

/// What is to be saved. Entries of `before` for which the form has no field are kept, at the end; inputs of AWS operations:
/// the state's unknownInputs() instead.
SavedForm savedForm(const FormState &state, const SavedForm &before = {});

/// Types `saved` into the form. Gives the keys that no field has; they are in savedForm()'s `before`, so nothing is lost.
QStringList restore(const SavedForm &saved, FormState &state);

/// Keys of the fields that are shown as passwords: plain text in them must not be saved. Of parts inside nested fields the
/// way in the file: "Users/0/Password".
QStringList secretKeys(const FormState &state);

} // namespace Plugboard::Form
