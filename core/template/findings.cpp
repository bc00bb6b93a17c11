#include "core/template/findings_p.h"

namespace Plugboard::Template {

void Findings::refuse(const QString &pointer, const QString &message)
{
    m_refused = true;
    m_errors.append({Stage::Template, ErrorCode::Invalid, message, pointer});
}

void Findings::note(const QString &pointer, ErrorCode code, const QString &message)
{
    m_errors.append({Stage::Template, code, message, pointer});
}

} // namespace Plugboard::Template
