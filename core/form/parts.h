#pragma once

#include "core/form/formstate.h"

namespace Plugboard::Form {

/// How a field of an AWS form is made of others.
enum class Nesting {
    None, ///< A single value, or JSON of any kind
    Structure, ///< Members of the model
    Union, ///< Exactly one of its members
    List, ///< Items in order
    Map ///< Entries by key, in order
};

Nesting nestingOf(const Field &field);

/// What is inside a nested field as fields of their own: all members of a structure (required ones first), the items of a
/// list, the entries of a map. Their ids are what FormState takes: "Tags[0].Key".
///
/// One level; asked for when somebody looks inside, so that shapes that contain themselves end nowhere too early and nowhere
/// too late. Empty for FEEL and for text that is no JSON of that kind.
QList<Field> partsOf(const FormState &state, const Field &field);

/// The text that the field's JSON becomes by a change of its items or entries; for FormState::setText(). None: it cannot be
/// done, such as a key that is there already.
std::optional<QString> withAddedItem(const FormState &state, const Field &list);
std::optional<QString> withAddedEntry(const FormState &state, const Field &map, const QString &key);
std::optional<QString> withoutPart(const FormState &state, const Field &field, qsizetype index);
/// `index` trades places with the part `by` places behind it; by -1: before it.
std::optional<QString> withMovedPart(const FormState &state, const Field &field, qsizetype index, qsizetype by);
std::optional<QString> withRenamedKey(const FormState &state, const Field &map, qsizetype index, const QString &key);
/// The union's member that is set; empty: none.
QString chosenMember(const FormState &state, const Field &unionField);
/// With nothing but that member, and what was in it if it was chosen.
std::optional<QString> withChosenMember(const FormState &state, const Field &unionField, const QString &member);

/// The parts at any depth whose text is FEEL, as fields.
QList<Field> expressionsInside(const FormState &state, const Field &field);
/// Keys that are typed as plain text into password fields inside. Secrets: to be hidden, never to be shown.
QStringList plainSecretsInside(const FormState &state, const Field &field);
/// Where password fields are inside, as steps of names and numbers from 0: "Users/0/Password".
QStringList secretPlacesInside(const FormState &state, const Field &field);

} // namespace Plugboard::Form
