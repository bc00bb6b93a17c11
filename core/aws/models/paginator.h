#pragma once

#include "core/aws/models/jmespath.h"
#include "core/aws/models/servicemodel.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace Plugboard::Aws {

/// How an operation gives its answer in pages, as its service's paginators-1.json says.
struct Paginator
{
    QStringList inputTokens; ///< Members of the input that take the tokens
    QList<JmesPath> outputTokens; ///< Beside `inputTokens`: where the answer has them
    std::optional<JmesPath> moreResults; ///< False in the last page; none: the tokens tell
    QString limitKey; ///< Member of the input that limits a page; may be empty
    QList<JmesPath> resultKeys; ///< What is collected over the pages, the most important first

    /// Of the file beside the model's; nothing if the operation has no pages. Errors: Stage::Call, those of readModelFile()
    /// and JmesPath::parse(), and Invalid.
    static Result<std::optional<Paginator>> of(const ServiceModel &model, QStringView operation);
    /// From an entry of "pagination".
    static Result<Paginator> fromValue(const Value &entry);
};

/// Goes through the pages of one operation; knows no network.
///
///     Pages pages(paginator);
///     for (std::optional<Value> input = first; input;) {
///         const Value output = …;
///         Result<std::optional<Value>> next = pages.next(*input, output);
///         …
///         input = *next;
///     }
///     show(pages.all());
class Pages final
{
public:
    explicit Pages(Paginator paginator);

    /// The input of the page behind `output`, which `input` asked for; nothing after the last one. Errors: Stage::Response,
    /// Invalid if the service gives the same token twice, which would go on for ever.
    Result<std::optional<Value>> next(const Value &input, const Value &output);

    /// The last page with the results of all pages in it: lists and texts one behind the other, numbers summed up.
    const Value &all() const { return m_all; }
    int count() const { return m_count; }

private:
    Paginator m_paginator;
    Value m_all;
    Value m_tokens; ///< Of the last page
    int m_count = 0;
};

} // namespace Plugboard::Aws
