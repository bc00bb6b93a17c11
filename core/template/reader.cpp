#include "core/template/reader.h"

#include "core/template/construction_p.h"
#include "core/template/places_p.h"
#include "core/template/templaterules_p.h"
#include "core/value/json.h"

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

ReadTemplate readOne(const Place &place)
{
    Findings findings;
    checkTemplate(place, findings);
    ReadTemplate result {place.pointer, {}, {}};
    if (!findings.refused())
        result.value = construct(place.value);
    result.findings = findings.take();
    return result;
}

/// Repeated keys: JSON allows them, and the last one counts. Each goes to the template it stands
/// in.
void noteDuplicates(const QList<Json::Duplicate> &duplicates, ReadFile &file)
{
    for (const Json::Duplicate &duplicate : duplicates) {
        const Error note {Stage::Template, ErrorCode::Conflict,
                          u"the key stands twice in its object; the last one counts, remove the other"_s,
                          duplicate.position.toText() + u' ' + duplicate.pointer};
        const QStringView first = QStringView(duplicate.pointer).sliced(1);
        const qsizetype end = first.indexOf(u'/');
        const qsizetype index = (end < 0 ? first : first.first(end)).toLongLong();
        const bool single = file.templates.size() == 1 && file.templates.first().pointer.isEmpty();
        if (single)
            file.templates.first().findings.append(note);
        else if (index < file.templates.size())
            file.templates[index].findings.append(note);
    }
}

} // namespace

ReadFile readTemplates(QByteArrayView utf8)
{
    ReadFile file;
    const Result<Json::Document> document = Json::readDocument(utf8);
    if (!document) {
        Error error = document.error();
        error.stage = Stage::Template;
        file.findings.append(error);
        return file;
    }
    const Place root {document->root, {}};
    if (root.value.isContext())
        file.templates.append(readOne(root));
    else if (!root.value.isList())
        file.findings.append(
            {Stage::Template, ErrorCode::Invalid, u"a template file holds an object or a list of objects"_s, {}});
    for (qsizetype i = 0; root.value.isList() && i < root.value.size(); ++i)
        file.templates.append(readOne(root.item(i)));

    QList<Errors *> lists {&file.findings};
    for (ReadTemplate &item : file.templates)
        lists.append(&item.findings);
    placeAll(utf8, lists);
    noteDuplicates(document->duplicates, file);
    return file;
}

} // namespace Plugboard::Template
