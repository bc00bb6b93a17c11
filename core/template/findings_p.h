#pragma once

#include "core/base/error.h"

#include <QString>

namespace Plugboard::Template {

/// Collects what is wrong with a template, by JSON pointer.
///
/// A refusal makes the template unusable; a note leaves it accepted. Lines and columns are found
/// for all of them at once, in one pass over the text, when everything has been read.
class Findings final
{
public:
    /// The published schema does not allow this.
    void refuse(const QString &pointer, const QString &message);
    /// Allowed, but surely not meant: `code` says of what kind it is.
    void note(const QString &pointer, ErrorCode code, const QString &message);

    bool refused() const { return m_refused; }
    Errors take() { return std::move(m_errors); }

private:
    Errors m_errors; ///< Error::where is the pointer
    bool m_refused = false;
};

} // namespace Plugboard::Template
