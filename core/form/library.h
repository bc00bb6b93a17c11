#pragma once

#include "core/aws/models/modellibrary.h"
#include "core/base/result.h"
#include "core/form/form.h"
#include "core/template/catalogue.h"

namespace Plugboard::Form {

/// Every form there is, by what names it: templates of the catalogue, and the operations of all AWS models.
///
/// Thread-safe while nobody adds to the catalogue. Reading a service's model takes up to 100 ms: call it in a worker.
class Library final
{
public:
    /// Both must outlive it.
    Library(const Template::Catalogue &catalogue, const Aws::ModelLibrary &models);

    /// `id`: a template's id, a job type, or "aws:SERVICE:OPERATION". Errors: NotFound, and those of ModelLibrary::load().
    Result<FormPtr> find(const QString &id) const;

    const Template::Catalogue &catalogue() const { return m_catalogue; }
    const Aws::ModelLibrary &models() const { return m_models; }

private:
    const Template::Catalogue &m_catalogue;
    const Aws::ModelLibrary &m_models;
};

} // namespace Plugboard::Form
