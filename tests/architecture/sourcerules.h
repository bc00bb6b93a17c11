#pragma once

#include "tests/architecture/layertable.h"

namespace Plugboard::Architecture {

/// The code with blanks where comments were; lines keep their numbers, strings stay.
QString withoutComments(const QString &code);

/// Every include below core, models, ui and app that the table forbids, one sentence each.
///
/// root: of the sources. qtHeaders: the folder with QtCore, QtGui …, to tell which module has
/// <QString>.
QStringList includeFindings(const QString &root, const QString &qtHeaders, const LayerTable &table);

/// Names of connectors in code: job types, and the folders below resources/connectors. They are
/// data. The sandbox answers for services and may know them.
QStringList connectorNameFindings(const QString &root);

} // namespace Plugboard::Architecture
