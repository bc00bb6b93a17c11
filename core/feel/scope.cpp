#include "core/feel/scope.h"

#include "core/feel/lexer.h"
#include "core/feel/parser_p.h"

#include <QSet>

#include <deque>

namespace Plugboard::Feel {

Scope &Scope::push(const Value &context)
{
    if (context.isContext())
        m_layers.push_back(context);
    return *this;
}

Scope Scope::with(const Value &context) const
{
    Scope copy = *this;
    copy.push(context);
    return copy;
}

std::optional<Value> Scope::find(QByteArrayView name) const
{
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer) {
        if (auto found = layer->find(name))
            return found;
    }
    return std::nullopt;
}

QList<QByteArray> Scope::names() const
{
    QList<QByteArray> names;
    QSet<QByteArray> seen;
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer) {
        for (qsizetype i = 0; i < layer->size(); ++i) {
            const QByteArray name = layer->keyAt(i).toByteArray();
            if (seen.contains(name))
                continue;
            seen.insert(name);
            names.append(name);
        }
    }
    return names;
}

bool isPlainName(QByteArrayView name)
{
    qsizetype position = 0;
    if (name.isEmpty() || !isNameStart(nextCodePoint(name, position)))
        return false;
    while (position < name.size()) {
        if (!isNamePart(nextCodePoint(name, position)))
            return false;
    }
    return !isReservedWord(name);
}

QList<QByteArray> unusualNames(const Scope &scope)
{
    QList<QByteArray> unusual;
    for (const QByteArray &name : scope.names()) {
        if (!isPlainName(name))
            unusual.append(name);
    }
    return unusual;
}

QList<QByteArray> unusualEntryNames(const Scope &scope, qsizetype most)
{
    QSet<QByteArray> unusual;
    std::deque<Value> waiting;
    for (const Value &layer : scope.layers()) {
        for (qsizetype i = 0; i < layer.size() && i < most; ++i)
            waiting.push_back(layer.valueAt(i));
    }
    for (qsizetype seen = 0; !waiting.empty() && seen < most; ++seen) {
        const Value value = std::move(waiting.front());
        waiting.pop_front();
        if (value.isList() && value.size() > 0)
            waiting.push_back(value.at(0));
        for (qsizetype i = 0; value.isContext() && i < value.size() && seen < most; ++i, ++seen) {
            if (!isPlainName(value.keyAt(i)))
                unusual.insert(value.keyAt(i).toByteArray());
            waiting.push_back(value.valueAt(i));
        }
    }
    return QList<QByteArray>(unusual.cbegin(), unusual.cend());
}

} // namespace Plugboard::Feel
