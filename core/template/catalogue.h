#pragma once

#include "core/template/reader.h"

#include <memory>

namespace Plugboard::Template {

using TemplatePtr = std::shared_ptr<const ElementTemplate>; ///< Shared by forms, models and workers; immutable

/// The installed templates, by id, version and job type.
///
///     Catalogue catalogue;
///     Errors problems = catalogue.addFolder(path);
///     TemplatePtr sns = catalogue.find(u"io.camunda:aws-sns:1"_s);
class Catalogue final
{
public:
    /// Every *.json below `folder` that holds templates; a broken file is reported and the rest is kept. Other JSON files are
    /// skipped, and of a connector's folder only its template.json is read. Findings: "file:line:column /json/pointer".
    Errors addFolder(const QString &folder);
    /// The same of one file; what is no template is a finding.
    Errors addFile(const QString &file);
    void add(TemplatePtr item, const QString &file = {});

    /// By template id (newest version), or by job type (then the newest template for it that was added first).
    TemplatePtr find(const QString &idOrJobType) const;
    TemplatePtr find(const QString &id, std::optional<int> version) const;
    /// Newest of each id, sorted by name.
    QList<TemplatePtr> newest() const;
    /// All versions of one id, newest first.
    QList<TemplatePtr> versions(const QString &id) const;
    /// File that a template was read from; empty if it was added by hand.
    QString fileOf(const TemplatePtr &item) const;

private:
    enum class OtherFiles { Skip, Report };
    struct Item
    {
        TemplatePtr value;
        QString file;
    };
    Errors addFile(const QString &path, OtherFiles others);
    TemplatePtr newestFor(const QString &id, const QString &jobType) const;

    QList<Item> m_items;
};

} // namespace Plugboard::Template
