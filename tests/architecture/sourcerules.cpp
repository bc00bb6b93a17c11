#include "tests/architecture/sourcerules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace Plugboard::Architecture {

using namespace Qt::StringLiterals;

namespace {

struct Source
{
    QString path; ///< From the root
    QStringList lines; ///< Without comments
};

struct Include
{
    QString path;
    bool quoted;
};

/// Where the string or character literal that starts at `from` ends; `from` itself if none starts.
qsizetype endOfLiteral(const QString &code, qsizetype from)
{
    const QChar quote = code[from];
    const QChar before = from > 0 ? code[from - 1] : QChar();
    if (quote == u'"' && before == u'R') {
        const qsizetype open = code.indexOf(u'(', from);
        const QString close = u')' + code.mid(from + 1, open - from - 1) + u'"';
        const qsizetype at = code.indexOf(close, open);
        return at < 0 ? code.size() : at + close.size();
    }
    const bool digitSeparator = quote == u'\'' && before.isLetterOrNumber();
    if (digitSeparator || (quote != u'"' && quote != u'\''))
        return from;
    qsizetype at = from + 1;
    while (at < code.size() && code[at] != quote && code[at] != u'\n')
        at += code[at] == u'\\' ? 2 : 1;
    return std::min(at + 1, code.size());
}

QList<Source> sourcesBelow(const QString &root, const QStringList &folders)
{
    QList<Source> sources;
    for (const QString &folder : folders) {
        QDirIterator files(root + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                sources.append({QDir(root).relativeFilePath(file.fileName()),
                                withoutComments(QString::fromUtf8(file.readAll())).split(u'\n')});
        }
    }
    std::ranges::sort(sources, {}, &Source::path);
    return sources;
}

QString place(const Source &source, qsizetype line)
{
    return u"%1:%2: "_s.arg(source.path).arg(line + 1);
}

std::optional<Include> includeIn(const QString &line)
{
    static const QRegularExpression directive(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    const QRegularExpressionMatch match = directive.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    return Include {match.captured(2), match.captured(1) == "\""_L1};
}

/// The rules that hold for one include of a file in a layer; a sentence if it breaks one.
class IncludeRules
{
public:
    IncludeRules(const QString &qtHeaders, const LayerTable &table)
        : m_qtHeaders(qtHeaders)
        , m_modules(QDir(qtHeaders).entryList({u"Qt*"_s}, QDir::Dirs))
        , m_table(table)
    {
    }

    QString finding(const Source &source, const Layer &layer, const Include &include) const
    {
        return include.quoted ? ours(layer, include.path) : foreign(source, layer, include.path);
    }

private:
    QString ours(const Layer &layer, const QString &path) const
    {
        const QString fileName = QFileInfo(path).fileName();
        const bool generated = fileName.endsWith(".moc"_L1) || fileName.startsWith("moc_"_L1);
        if (generated)
            return {};
        if (path.startsWith("../"_L1) || path.contains("/../"_L1))
            return u"\"%1\" climbs out of its folder; spell it from the root"_s.arg(path);
        const Layer *other = m_table.layerOf(path);
        if (!other)
            return u"\"%1\" is in no folder of layers.txt; spell it from the root"_s.arg(path);
        if (!LayerTable::mayUse(layer, other->target))
            return u"\"%1\": %2 may not use %3"_s.arg(path, layer.target, other->target);
        if (other != &layer && fileName.endsWith("_p.h"_L1))
            return u"\"%1\" is private to %2"_s.arg(path, other->folder);
        return {};
    }

    QString foreign(const Source &source, const Layer &layer, const QString &header) const
    {
        static const QRegularExpression standard(u"^[a-z][a-z0-9_]*$"_s);
        if (standard.match(header).hasMatch())
            return {};
        const QString library = m_table.libraryOfHeader(withQtModule(header));
        if (library.isEmpty())
            return u"<%1> belongs to no library of layers.txt"_s.arg(header);
        if (!layer.libraries.contains(library))
            return u"<%1>: %2 may not use %3"_s.arg(header, layer.target, library);
        if (library == "POSIX"_L1 && !QFileInfo(source.path).fileName().startsWith("platform_"_L1))
            return u"<%1>: only platform_* files call the operating system"_s.arg(header);
        return {};
    }

    QString withQtModule(const QString &header) const
    {
        if (header.contains(u'/'))
            return header;
        for (const QString &module : m_modules) {
            const QString path = module + u'/' + header;
            if (QFile::exists(m_qtHeaders + u'/' + path))
                return path;
        }
        return header;
    }

    QString m_qtHeaders;
    QStringList m_modules;
    const LayerTable &m_table;
};

/// A name with a hyphen may not stand in a text at all; one without may be an ordinary word, so it
/// may only not be the whole text.
QRegularExpression nameInCode(const QString &connector)
{
    const QString name = QRegularExpression::escape(connector);
    return QRegularExpression(connector.contains(u'-') ? u"(?<![\\w-])"_s + name + u"(?![\\w-])"_s
                                                       : u'"' + name + u'"');
}

} // namespace

QString withoutComments(const QString &code)
{
    QString kept;
    kept.reserve(code.size());
    qsizetype at = 0;
    while (at < code.size()) {
        const qsizetype from = at;
        const QStringView rest = QStringView(code).mid(at);
        if (rest.startsWith("//"_L1)) {
            const qsizetype end = code.indexOf(u'\n', at);
            at = end < 0 ? code.size() : end;
        } else if (rest.startsWith("/*"_L1)) {
            const qsizetype end = code.indexOf("*/"_L1, at + 2);
            at = end < 0 ? code.size() : end + 2;
            kept += QString(QStringView(code).mid(from, at - from).count(u'\n'), u'\n');
        } else {
            at = std::max(endOfLiteral(code, at), at + 1);
            kept += QStringView(code).mid(from, at - from);
        }
    }
    return kept;
}

QStringList includeFindings(const QString &root, const QString &qtHeaders, const LayerTable &table)
{
    QStringList findings;
    const IncludeRules rules(qtHeaders, table);
    for (const Source &source : sourcesBelow(root, {u"core"_s, u"models"_s, u"ui"_s, u"app"_s})) {
        const Layer *layer = table.layerOf(source.path);
        if (!layer) {
            findings.append(source.path + u": its folder is not in layers.txt"_s);
            continue;
        }
        for (qsizetype i = 0; i < source.lines.size(); ++i) {
            const std::optional<Include> include = includeIn(source.lines[i]);
            const QString finding = include ? rules.finding(source, *layer, *include) : QString();
            if (!finding.isEmpty())
                findings.append(place(source, i) + finding);
        }
    }
    return findings;
}

QStringList connectorNameFindings(const QString &root)
{
    QList<QRegularExpression> names {QRegularExpression(u"io\\.camunda:"_s)};
    for (const QString &folder : QDir(root + u"/resources/connectors"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        names.append(nameInCode(folder));

    QStringList findings;
    for (const Source &source : sourcesBelow(root, {u"core"_s, u"models"_s, u"ui"_s, u"app"_s})) {
        if (source.path.startsWith("core/sandbox/"_L1))
            continue;
        for (qsizetype i = 0; i < source.lines.size(); ++i) {
            for (const QRegularExpression &name : names) {
                const QRegularExpressionMatch match = name.match(source.lines[i]);
                if (match.hasMatch())
                    findings.append(place(source, i) + u"names a connector, which is data: "_s + match.captured());
            }
        }
    }
    return findings;
}

} // namespace Plugboard::Architecture
