#include "app/cli/command.h"
#include "app/cli/output.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

Value summary(const Template::ElementTemplate &item)
{
    ContextBuilder row;
    row.set("id", text(item.id)).set("name", text(item.name));
    if (item.version)
        row.set("version", Value::number(*item.version));
    return row.set("jobType", text(item.jobType())).set("description", text(item.description)).build();
}

int listConnectors(Session &session)
{
    Value::Items rows;
    for (const Template::TemplatePtr &item : session.services.catalogue().newest()) {
        if (session.global.json)
            rows.push_back(summary(*item));
        else
            print(u"%1  %2  %3"_s.arg(item->id, item->jobType(), item->name));
    }
    if (session.global.json)
        printJson(Value::list(std::move(rows)));
    return Good;
}

int showConnector(Session &session, const QString &id)
{
    const Template::TemplatePtr item = session.services.catalogue().find(id);
    if (!item) {
        tell({Stage::Template, ErrorCode::NotFound,
              u"there is no connector of that id or job type; `connectors list` shows all"_s, id});
        return Unreadable;
    }
    if (session.global.json) {
        printJson(item->source);
        return Good;
    }
    print(u"%1 (%2)"_s.arg(item->name, item->id));
    print(item->description);
    print(u"job type: "_s + item->jobType());
    const Form::FormPtr form = Form::fromTemplate(item);
    for (const Form::Group &group : form->groups) {
        print(u"\n"_s + (group.label.isEmpty() ? u"(no group)"_s : group.label));
        for (const Form::Field *field : form->fieldsOf(group.id))
            if (field->isShown())
                print(u"  %1%2  %3"_s.arg(field->path, field->required ? u" *"_s : QString(), field->label));
    }
    return Good;
}

/// Whether a file below `folder` belongs to a connector, whose only template is its template.json.
bool isBesideTemplate(const QString &file, const QString &folder)
{
    for (QDir above = QFileInfo(file).absoluteDir(); above.absolutePath().size() >= QDir(folder).absolutePath().size();
         above.cdUp()) {
        if (above.exists(u"template.json"_s))
            return QFileInfo(file).absoluteFilePath() != above.absoluteFilePath(u"template.json"_s);
        if (above.isRoot())
            break;
    }
    return false;
}

QStringList filesOf(const QStringList &paths)
{
    QStringList files;
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            files.append(path);
            continue;
        }
        QDirIterator below(path, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (below.hasNext()) {
            if (const QString file = below.next(); !isBesideTemplate(file, path))
                files.append(file);
        }
    }
    files.sort();
    return files;
}

/// True if the file and all its entries are accepted.
bool checkFile(const QString &file)
{
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes) {
        print(u"%1: refused: %2"_s.arg(file, bytes.error().message));
        return false;
    }
    const Template::ReadFile read = Template::readTemplates(*bytes);
    Errors findings = read.findings;
    bool accepted = findings.isEmpty() && !read.templates.isEmpty();
    for (const Template::ReadTemplate &entry : read.templates) {
        findings += entry.findings;
        accepted = accepted && entry.accepted();
    }
    const QString reason = findings.isEmpty() ? u"it holds no template"_s : findings.first().text();
    print(accepted ? file + u": ok"_s : u"%1: refused: %2"_s.arg(file, reason));
    for (qsizetype i = accepted ? 0 : 1; i < findings.size(); ++i)
        print(u"  "_s + findings[i].text());
    return accepted;
}

int checkTemplates(const QStringList &paths)
{
    int passed = 0;
    int failed = 0;
    for (const QString &file : filesOf(paths))
        ++(checkFile(file) ? passed : failed);
    print(u"%1 passed, %2 failed"_s.arg(passed).arg(failed));
    return failed == 0 ? Good : Finding;
}

} // namespace

void registerConnectors(CLI::App &program, Command &chosen)
{
    CLI::App *connectors = program.add_subcommand("connectors", "Installed connectors")->require_subcommand(1);
    connectors->add_subcommand("list", "All installed connectors")->callback([&chosen] { chosen = listConnectors; });

    CLI::App *one = connectors->add_subcommand("show", "Form of one connector");
    auto id = std::make_shared<std::string>();
    one->add_option("ID", *id, "Template id or job type")->required();
    one->callback([&chosen, id] {
        chosen = [id](Session &session) { return showConnector(session, QString::fromStdString(*id)); };
    });

    CLI::App *checked = connectors->add_subcommand("check", "All problems of template files");
    auto paths = std::make_shared<std::vector<std::string>>();
    checked->add_option("PATH", *paths, "Files or folders")->required();
    checked->callback([&chosen, paths] {
        chosen = [paths](Session &) {
            QStringList list;
            for (const std::string &path : *paths)
                list.append(QString::fromStdString(path));
            return checkTemplates(list);
        };
    });
}

} // namespace Plugboard::Cli
