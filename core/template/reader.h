#pragma once

#include "core/base/error.h"
#include "core/template/elementtemplate.h"

#include <QByteArrayView>

namespace Plugboard::Template {

/// What came of one template object of a file.
struct ReadTemplate
{
    QString pointer; ///< JSON pointer of the object: "" or "/3"
    std::optional<ElementTemplate> value; ///< None: refused; `findings` say why
    Errors findings; ///< All problems, each with "line:column /json/pointer" in `where`
    bool accepted() const { return value.has_value(); }
};

struct ReadFile
{
    QList<ReadTemplate> templates; ///< Of a single object: one; of an array: one per entry
    Errors findings; ///< Of the file itself: no JSON, neither object nor array
};

/// Reads a template file: one object or an array of them. Tolerant: a bad entry is refused with all its problems and the
/// good ones are kept; unknown keys are kept in ElementTemplate::source and are no problem. What refuses an entry is what
/// the published schema refuses (camunda/element-templates-json-schema 0.46); lesser findings leave it accepted.
/// Never crashes and never hangs on any bytes.
ReadFile readTemplates(QByteArrayView utf8);

} // namespace Plugboard::Template
