#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QStringList>

#include <variant>

namespace Plugboard {

/// "a.b[2].c": a way into a value. Indices count from 1 where people read FEEL (trees of answers), from 0 where they read
/// JSON (forms of AWS operations, `--set`).
class ValuePath final
{
public:
    using Step = std::variant<QByteArray, qsizetype>; ///< Key, or index from 1
    enum class Indices { FromOne, FromZero }; ///< How a text writes them

    ValuePath() = default;
    explicit ValuePath(std::vector<Step> steps)
        : m_steps(std::move(steps))
    {
    }
    /// Keys that are no plain names stand in backticks: a.`x-y`[3]. Errors: ErrorCode::Syntax with the column.
    static Result<ValuePath> parse(const QString &text, Indices indices = Indices::FromOne);
    QString toText(Indices indices = Indices::FromOne) const;
    const std::vector<Step> &steps() const { return m_steps; }

    std::optional<Value> read(const Value &root) const;
    /// A copy of `root` with the value put there; missing contexts are made; an index may be one past the end.
    Result<Value> write(const Value &root, const Value &value) const;

private:
    std::vector<Step> m_steps;
};

} // namespace Plugboard
