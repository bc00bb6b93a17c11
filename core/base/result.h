#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <type_traits>
#include <utility>

namespace Plugboard {

/// A value, or the one Error that prevented it. What can fail returns this; nothing of ours throws.
///
///     Result<TokenList> tokens = lex(text);
///     if (!tokens)
///         return tokens.error();
///     return parse(*tokens);
///
/// `andThen`, `transform` and `orElse` chain as std::expected's do.
template <typename T>
class [[nodiscard]] Result
{
public:
    using ValueType = T;

    Result(T value)
        : m_expected(std::move(value))
    {
    }
    Result(Error error)
        : m_expected(tl::unexpect, std::move(error))
    {
    }

    bool ok() const { return m_expected.has_value(); }
    explicit operator bool() const { return ok(); }

    /// Only when ok().
    T &value() & { return *m_expected; }
    const T &value() const & { return *m_expected; }
    T &&value() && { return *std::move(m_expected); }
    T &operator*() & { return *m_expected; }
    const T &operator*() const & { return *m_expected; }
    T &&operator*() && { return *std::move(m_expected); }
    T *operator->() { return &*m_expected; }
    const T *operator->() const { return &*m_expected; }
    T valueOr(T other) const & { return ok() ? *m_expected : std::move(other); }

    /// Only when not ok().
    const Error &error() const { return m_expected.error(); }

    /// `f(T) -> Result<U>`: the next step, skipped after a failure.
    template <typename F>
    auto andThen(F &&f) && -> std::invoke_result_t<F, T>
    {
        if (ok())
            return std::forward<F>(f)(*std::move(m_expected));
        return m_expected.error();
    }

    /// `f(T) -> U`: changes the value, keeps a failure.
    template <typename F>
    auto transform(F &&f) && -> Result<std::invoke_result_t<F, T>>
    {
        if (ok())
            return std::forward<F>(f)(*std::move(m_expected));
        return m_expected.error();
    }

    /// `f(Error) -> Result<T>`: a second way after a failure.
    template <typename F>
    Result orElse(F &&f) &&
    {
        if (ok())
            return std::move(*this);
        return std::forward<F>(f)(m_expected.error());
    }

private:
    tl::expected<T, Error> m_expected;
};

/// For steps that succeed without a value: `return Done{};`
struct Done
{
};

} // namespace Plugboard
