#pragma once

#include "ui/forms/fieldeditor.h"

class QHBoxLayout;

namespace Plugboard::Ui {

FieldEditor *makeLineEditor(const Form::Field &field, QWidget *parent);
FieldEditor *makeSecretEditor(const Form::Field &field, QWidget *parent);
FieldEditor *makeTextEditor(const Form::Field &field, QWidget *parent);
FieldEditor *makeExpressionEditor(const Form::Field &field, QWidget *parent);
FieldEditor *makeChoiceEditor(const Form::Field &field, QWidget *parent);
FieldEditor *makeBooleanEditor(const Form::Field &field, QWidget *parent);
FieldEditor *makeTimestampEditor(const Form::Field &field, QWidget *parent);
FieldEditor *makeBlobEditor(const Form::Field &field, QWidget *parent);

/// The layout of an editor: its parts side by side.
QHBoxLayout *editorRow(QWidget *editor);

/// Numbers and truths of templates may be kept as FEEL, "=20", as Camunda Modeler writes them; people see and type 20.
bool isFigure(const Form::Field &field);
/// "20" of "=20"; empty if the text is no such figure.
QString figureIn(const Form::Field &field, const QString &text);
/// What is kept of a typed figure. A text that is none stays as it is, so that a finding can name it.
QString keptFigure(const Form::Field &field, const QString &typed);

} // namespace Plugboard::Ui
