#include "models/expression/benchcontext.h"

#include "core/value/json.h"

#include <QCoreApplication>
#include <QFile>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

/// Eager values are several times as large as their text, and some times as fast.
constexpr qsizetype longestEager = 32 * 1024 * 1024;
/// Of a text that is too long for an editor.
constexpr qsizetype shownBeginning = 4 * 1024;

QString beginningOf(const QByteArray &utf8)
{
    if (utf8.size() <= longestEditedContext)
        return QString::fromUtf8(utf8);
    qsizetype end = shownBeginning;
    while (end > 0 && (static_cast<unsigned char>(utf8.at(end)) & 0xc0) == 0x80)
        --end; // between characters
    return QString::fromUtf8(utf8.first(end));
}

/// "line:column", both from 1, columns in code points, as a UTF-16 position.
int positionOf(const QString &text, const QString &place)
{
    const int line = place.section(u':', 0, 0).toInt();
    const int column = place.section(u':', 1, 1).toInt();
    qsizetype at = 0;
    for (int i = 1; i < line && at >= 0; ++i)
        at = text.indexOf(u'\n', at) + 1;
    for (int i = 1; i < column && at < text.size(); ++i)
        at += text.at(at).isHighSurrogate() ? 2 : 1;
    return int(std::min(at, text.size()));
}

Finding findingOf(const QString &text, const Error &error)
{
    const int at = positionOf(text, error.where);
    return {at, std::min(at + 1, int(text.size())), Finding::Severity::Error, error.text()};
}

void setValue(BenchContext &context, const Value &value)
{
    context.sight.scope = Feel::Scope(value);
    context.sight.options.names = Feel::unusualNames(context.sight.scope);
    context.sight.options.entryNames = Feel::unusualEntryNames(context.sight.scope);
}

} // namespace

BenchContextPtr contextOfJson(const QByteArray &utf8)
{
    auto context = std::make_shared<BenchContext>();
    context->bytes = utf8.size();
    context->text = beginningOf(utf8);
    context->isWhole = utf8.size() <= longestEditedContext;
    if (utf8.trimmed().isEmpty())
        return context;
    const Result<Value> value = utf8.size() <= longestEager ? Json::read(utf8) : Json::readLazily(utf8);
    if (!value)
        context->findings.append(findingOf(context->text, value.error()));
    else if (!value->isContext())
        context->findings.append(
            {0, 1, Finding::Severity::Error,
             QCoreApplication::translate("BenchContext",
                                         "The context must be a JSON object, whose entries are the "
                                         "variables, but it is a %1.")
                 .arg(value->typeName())});
    else
        setValue(*context, *value);
    return context;
}

Result<BenchContextPtr> contextOfFile(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return Error {Stage::Settings, ErrorCode::NotFound,
                      u"the file cannot be read (%1); choose another"_s.arg(source.errorString()), file};
    }
    return contextOfJson(source.readAll());
}

BenchContextPtr contextOfResponse(const Value &response)
{
    const Value root = ContextBuilder().set("response", response).build();
    const QByteArray utf8 = Json::write(root, Json::Style::Indented);
    auto context = std::make_shared<BenchContext>();
    context->bytes = utf8.size();
    context->text = beginningOf(utf8);
    context->isWhole = utf8.size() <= longestEditedContext;
    setValue(*context, root);
    return context;
}

} // namespace Plugboard::Models
