#include "core/feel/scope.h"

#include "core/feel/lexer.h"

#include <QSet>

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
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer)
        if (std::optional<Value> value = layer->find(name))
            return value;
    return std::nullopt;
}

QList<QByteArray> Scope::names() const
{
    QList<QByteArray> names;
    QSet<QByteArray> seen;
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer) {
        for (qsizetype i = 0; i < layer->size(); ++i) {
            const QByteArray name = layer->keyAt(i).toByteArray();
            if (!seen.contains(name)) {
                seen.insert(name);
                names.append(name);
            }
        }
    }
    return names;
}

bool isPlainName(QByteArrayView name)
{
    const std::vector<Token> words = lex(name);
    return words.size() == 2 && words[0].type == Token::Type::Word && words[0].text == name;
}

QList<QByteArray> unusualNames(const Scope &scope)
{
    QList<QByteArray> unusual;
    for (const QByteArray &name : scope.names())
        if (!isPlainName(name))
            unusual.append(name);
    return unusual;
}

QList<QByteArray> unusualEntryNames(const Scope &scope, qsizetype most)
{
    QSet<QByteArray> seen;
    std::vector<Value> pending;
    for (const Value &layer : scope.layers())
        for (qsizetype i = 0; i < layer.size(); ++i)
            pending.push_back(layer.valueAt(i));
    qsizetype looked = 0;
    while (!pending.empty() && looked < most) {
        const Value value = pending.back();
        pending.pop_back();
        if (value.isList() && value.size() > 0)
            pending.push_back(value.at(0));
        if (!value.isContext())
            continue;
        for (qsizetype i = 0; i < value.size() && ++looked < most; ++i) {
            if (!isPlainName(value.keyAt(i)))
                seen.insert(value.keyAt(i).toByteArray());
            if (const Value entry = value.valueAt(i); entry.isContext() || entry.isList())
                pending.push_back(entry);
        }
    }
    return seen.values();
}

} // namespace Plugboard::Feel
