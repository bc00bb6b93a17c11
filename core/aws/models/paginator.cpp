#include "core/aws/models/paginator.h"

#include "core/aws/models/modelfile.h"

#include <QFileInfo>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// Where one may stand, a list may, too.
QList<Value> oneOrMany(const Value &value)
{
    if (value.isString())
        return {value};
    QList<Value> many;
    for (qsizetype i = 0; i < value.size(); ++i)
        many.append(value.at(i));
    return many;
}

Result<QList<JmesPath>> pathsOf(const Value &value)
{
    QList<JmesPath> paths;
    for (const Value &text : oneOrMany(value)) {
        Result<JmesPath> path = JmesPath::parse(text.string());
        if (!path)
            return path.error();
        paths.append(*std::move(path));
    }
    return paths;
}

Value joined(const Value &before, const Value &page)
{
    if (before.isList() && page.isList()) {
        Value::Items items;
        for (const Value &list : {before, page}) {
            for (qsizetype i = 0; i < list.size(); ++i)
                items.push_back(list.at(i));
        }
        return Value::list(std::move(items));
    }
    if (before.isNumber() && page.isNumber()) {
        const auto a = before.number().toInt64();
        const auto b = page.number().toInt64();
        return a && b ? Value::number(*a + *b) : page;
    }
    if (before.isString() && page.isString())
        return Value::utf8(before.utf8().toByteArray() + page.utf8().toByteArray());
    return page.isNull() ? before : page;
}

/// `context` with a value at "a.b"; as it is where something on the way is no context.
Value withAt(const Value &context, const QStringList &path, const Value &value)
{
    if (path.isEmpty())
        return value;
    if (!context.isContext() && !context.isNull())
        return context;
    const QByteArray key = path.first().toUtf8();
    const Value inner = context.isContext() ? context[key] : Value();
    return context.with(key, withAt(inner, path.sliced(1), value));
}

bool isToken(const Value &value)
{
    return !value.isNull() && !(value.isString() && value.utf8().isEmpty())
        && !((value.isContext() || value.isList()) && value.size() == 0);
}

} // namespace

Result<Paginator> Paginator::fromValue(const Value &entry)
{
    Paginator paginator;
    for (const Value &member : oneOrMany(entry["input_token"]))
        paginator.inputTokens.append(member.string());
    const Result<QList<JmesPath>> tokens = pathsOf(entry["output_token"]);
    if (!tokens)
        return tokens.error();
    paginator.outputTokens = *tokens;
    const Result<QList<JmesPath>> results = pathsOf(entry["result_key"]);
    if (!results)
        return results.error();
    paginator.resultKeys = *results;
    paginator.limitKey = entry["limit_key"].string();
    if (entry["more_results"].isString()) {
        const Result<JmesPath> more = JmesPath::parse(entry["more_results"].string());
        if (!more)
            return more.error();
        paginator.moreResults = *more;
    }
    if (paginator.inputTokens.isEmpty() || paginator.inputTokens.size() != paginator.outputTokens.size())
        return Error {Stage::Call,
                      ErrorCode::Invalid,
                      u"the paginator does not say which tokens of the answer go where; install the models again"_s,
                      {}};
    return paginator;
}

Result<std::optional<Paginator>> Paginator::of(const ServiceModel &model, QStringView operation)
{
    const QString path = modelFileIn(QFileInfo(model.path()).path(), u"paginators-1"_s);
    if (model.path().isEmpty() || path.isEmpty())
        return std::optional<Paginator>();
    const Result<Value> file = readModelFile(path);
    if (!file)
        return file.error();
    const Value entry = (*file)["pagination"][operation.toUtf8()];
    if (!entry.isContext())
        return std::optional<Paginator>();
    return fromValue(entry)
        .transform([](Paginator paginator) { return std::optional(std::move(paginator)); })
        .orElse([&](Error error) -> Result<std::optional<Paginator>> {
            error.where = path + u':' + operation.toString();
            return error;
        });
}

Pages::Pages(Paginator paginator)
    : m_paginator(std::move(paginator))
{
}

Result<std::optional<Value>> Pages::next(const Value &input, const Value &output)
{
    Value all = output;
    for (const JmesPath &key : std::as_const(m_paginator.resultKeys)) {
        const Value before = m_count > 0 ? key.search(m_all) : Value();
        if (!before.isNull())
            all = withAt(all, key.text().split(u'.'), joined(before, key.search(output)));
    }
    m_all = all;
    ++m_count;
    if (m_paginator.moreResults && !m_paginator.moreResults->search(output).isTrue())
        return std::optional<Value>();
    Value following = input.isContext() ? input : ContextBuilder().build();
    Value::Items tokens;
    bool isMore = false;
    for (qsizetype i = 0; i < m_paginator.inputTokens.size(); ++i) {
        const QByteArray member = m_paginator.inputTokens[i].toUtf8();
        const Value token = m_paginator.outputTokens[i].search(output);
        isMore = isMore || isToken(token);
        following = isToken(token) ? following.with(member, token) : following.without(member);
        tokens.push_back(token);
    }
    const Value list = Value::list(std::move(tokens));
    if (!isMore)
        return std::optional<Value>();
    if (list == m_tokens)
        return Error {
            Stage::Response, ErrorCode::Invalid,
            u"the service gave the same page token twice, so the pages would never end; %n pages were read"_s.replace(
                u"%n"_s, QString::number(m_count)),
            m_paginator.outputTokens.first().text()};
    m_tokens = list;
    return std::optional(following);
}

} // namespace Plugboard::Aws
