#include "core/base/random.h"
#include "core/form/formstate.h"
#include "core/template/reader.h"
#include "core/value/json.h"
#include "tests/conformance/suite.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

/// Every finding says where it is, and what is refused has one.
QString soundness(const Template::ReadFile &file)
{
    static const QRegularExpression place(u"\\A\\d+:\\d+( /.*)?\\z"_s);
    const auto isPlaced = [](const Error &error) { return place.match(error.where).hasMatch(); };
    for (const Template::ReadTemplate &item : file.templates) {
        if (!std::all_of(item.findings.begin(), item.findings.end(), isPlaced))
            return u"a finding about %1 has no place"_s.arg(item.pointer);
        if (!item.accepted() && item.findings.isEmpty())
            return u"%1 is refused without a finding"_s.arg(item.pointer);
    }
    return {};
}

/// What was accepted makes a form whose conditions settle and whose fields can be checked.
QString formOf(const Template::ElementTemplate &item)
{
    const Form::FormPtr form = Form::fromTemplate(std::make_shared<const Template::ElementTemplate>(item));
    if (form->fields.size() != item.properties.size())
        return u"%1 has %2 fields for %3 properties"_s.arg(item.id)
            .arg(form->fields.size())
            .arg(item.properties.size());
    SystemRandom random;
    const Form::FormState state(form, random);
    const QList<Form::Finding> findings = state.findings();
    const bool areReal = std::none_of(findings.begin(), findings.end(),
                                      [](const Form::Finding &finding) { return finding.message.isEmpty(); });
    return areReal ? QString() : u"%1 has a finding without words"_s.arg(item.id);
}

bool isAccepted(const Template::ReadFile &file)
{
    return file.findings.isEmpty()
        && std::all_of(file.templates.begin(), file.templates.end(),
                       [](const Template::ReadTemplate &item) { return item.accepted(); });
}

/// {template, valid, errors}: our verdict is the official validator's.
QString checkVerdict(const Value &fixture)
{
    const Template::ReadFile file = Template::readTemplates(Json::write(fixture["template"]));
    if (const QString problem = soundness(file); !problem.isEmpty())
        return problem;
    const bool accepted = isAccepted(file);
    if (accepted == fixture["valid"].isTrue())
        return {};
    QStringList reasons;
    for (const Template::ReadTemplate &item : file.templates) {
        for (const Error &error : item.findings)
            reasons.append(error.text());
    }
    return accepted ? u"accepted, but the validator refuses it"_s
                    : u"refused, but the validator accepts it: "_s + reasons.join("; "_L1);
}

/// A file of templates: all of it is read, every entry is accepted or has findings with their
/// places.
QString checkTemplates(const Template::ReadFile &file)
{
    if (!file.findings.isEmpty())
        return file.findings.first().text();
    QString problem = soundness(file);
    for (const Template::ReadTemplate &item : file.templates) {
        if (problem.isEmpty() && item.accepted())
            problem = formOf(*item.value);
    }
    return problem;
}

QString checkFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"cannot be read: "_s + file.errorString();
    const QByteArray content = file.readAll();
    const Value root = Json::read(content).valueOr({});
    const bool isFixture = root.find("template") && root["valid"].isBoolean();
    return isFixture ? checkVerdict(root) : checkTemplates(Template::readTemplates(content));
}

void runTemplates(const Options &options, Report &report)
{
    for (const QString &path : filesBelow(options.paths, u".json"_s)) {
        const QString id = QFileInfo(path).completeBaseName();
        if (report.skips(id))
            continue;
        const QString problem = checkFile(path);
        if (problem.isEmpty())
            report.pass();
        else
            report.fail(id, problem);
    }
}

const Registration templatesSuite {u"templates"_s, u"element templates, and {template, valid} verdicts (json)"_s,
                                   &runTemplates};

} // namespace

} // namespace Plugboard::Conformance
