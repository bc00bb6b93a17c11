#include "core/form/library.h"

#include "core/form/shapeform.h"

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

Library::Library(const Template::Catalogue &catalogue, const Aws::ModelLibrary &models)
    : m_catalogue(catalogue)
    , m_models(models)
{
}

Result<FormPtr> Library::find(const QString &id) const
{
    if (const QStringList parts = id.split(u':'); parts.size() == 3 && parts.first() == u"aws"_s) {
        const Result<Aws::ServiceModelPtr> model = m_models.load(parts[1]);
        if (!model)
            return model.error();
        const Aws::Operation *operation = (*model)->operation(parts[2]);
        if (!operation)
            return Error {Stage::Form, ErrorCode::NotFound,
                          u"the service %1 has no operation %2; check the name"_s.arg(parts[1], parts[2]), id};
        return fromOperation(*model, *operation);
    }
    const Template::TemplatePtr found = m_catalogue.find(id);
    if (!found)
        return Error {Stage::Template, ErrorCode::NotFound,
                      u"there is no connector of that id or job type; check the name, or add its template"_s, id};
    return fromTemplate(found);
}

} // namespace Plugboard::Form
