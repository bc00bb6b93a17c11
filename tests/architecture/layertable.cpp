#include "tests/architecture/layertable.h"

#include <algorithm>

namespace Plugboard::Architecture {

using namespace Qt::StringLiterals;

LayerTable LayerTable::parse(const QString &text)
{
    LayerTable table;
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty() && !line.startsWith(u'#'))
            table.readLine(line);
    }
    return table;
}

static QStringList words(const QString &column)
{
    return column.simplified().split(u' ', Qt::SkipEmptyParts);
}

void LayerTable::readLine(const QString &line)
{
    const QStringList columns = line.split(u'|');
    const QStringList first = words(columns.first());
    if (first.size() == 2 && first.first() == "library"_L1 && columns.size() == 3)
        m_libraries.append({first.last(), words(columns[1]), words(columns[2])});
    else if (first.size() == 1 && columns.size() == 4)
        m_layers.append({first.first(), columns[1].trimmed(), words(columns[2]), words(columns[3])});
    else
        m_problems.append(u"neither a library nor a layer: "_s + line);
}

const Layer *LayerTable::layerOf(const QString &path) const
{
    const Layer *found = nullptr;
    for (const Layer &layer : m_layers) {
        if (path.startsWith(layer.folder + u'/') && (!found || layer.folder.size() > found->folder.size()))
            found = &layer;
    }
    return found;
}

const Layer *LayerTable::layerOfTarget(const QString &target) const
{
    const auto at = std::ranges::find(m_layers, target, &Layer::target);
    return at == m_layers.end() ? nullptr : &*at;
}

QString LayerTable::libraryOfHeader(const QString &header) const
{
    for (const Library &library : m_libraries) {
        for (const QString &known : library.headers) {
            if (known.endsWith(u'/') ? header.startsWith(known) : header == known)
                return library.name;
        }
    }
    return {};
}

QString LayerTable::libraryOfTarget(const QString &target) const
{
    for (const Library &library : m_libraries) {
        if (library.targets.contains(target))
            return library.name;
    }
    return {};
}

bool LayerTable::mayUse(const Layer &layer, const QString &target)
{
    return layer.target == target || std::ranges::any_of(layer.uses, [&target](const QString &use) {
               return use.endsWith(u'*') ? target.startsWith(use.chopped(1)) : target == use;
           });
}

} // namespace Plugboard::Architecture
