#pragma once

#include "core/base/error.h"

#include <QByteArrayView>

namespace Plugboard::Template {

/// Turns the JSON pointers in Error::where into "line:column /json/pointer". `utf8` is a text that
/// Json::read() accepts. Linear in the length of the text and the number of errors.
void placeAll(QByteArrayView utf8, const QList<Errors *> &lists);

} // namespace Plugboard::Template
