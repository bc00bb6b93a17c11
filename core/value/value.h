#pragma once

#include "core/value/decimal.h"
#include "core/value/temporal.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace Plugboard {

class Value;

/// A list whose items are made when asked for: a view into a parsed document, a range 1..n. Immutable, thread-safe.
class ListSource
{
public:
    virtual ~ListSource() = default;
    virtual qsizetype size() const = 0;
    virtual Value at(qsizetype index) const = 0;
};

/// A context whose values are made when asked for. Immutable, thread-safe. Keys are UTF-8, in document order.
class ContextSource
{
public:
    virtual ~ContextSource() = default;
    virtual qsizetype size() const = 0;
    virtual QByteArrayView keyAt(qsizetype index) const = 0;
    virtual Value valueAt(qsizetype index) const = 0;
    /// The last entry of that name.
    virtual std::optional<Value> find(QByteArrayView key) const = 0;
};

/// What a function value holds; core/feel derives from it. Immutable.
class FunctionBody
{
public:
    virtual ~FunctionBody() = default;
};

struct Range;

/// The one thing that travels: a FEEL, JSON or AWS value.
///
/// Immutable, 16 bytes, cheap to copy, thread-safe to share. null, booleans, decimals whose coefficient fits 63 bits, dates
/// and strings up to 14 bytes live in place; all else is a pointer to a counted, immutable node. Strings are UTF-8 inside and
/// QString at Qt's edge. Contexts keep the order of their entries; list and context may be views into a document
/// (ListSource, ContextSource), so items are returned by value.
class Value final
{
public:
    enum class Type : quint8 {
        Null,
        Boolean,
        Number,
        String,
        Date,
        Time,
        DateTime,
        YearsMonths,
        DaysTime,
        List,
        Context,
        Range,
        Function,
    };

    using Entry = std::pair<QByteArray, Value>; ///< UTF-8 key, value
    using Entries = std::vector<Entry>;
    using Items = std::vector<Value>;

    Value() noexcept = default; ///< null
    Value(const Value &other) noexcept
    {
        take(other);
        if (holdsNode())
            retain();
    }
    Value(Value &&other) noexcept
    {
        take(other);
        other.forget();
    }
    Value &operator=(const Value &other) noexcept
    {
        Value copy(other);
        swap(copy);
        return *this;
    }
    Value &operator=(Value &&other) noexcept
    {
        Value moved(std::move(other));
        swap(moved);
        return *this;
    }
    ~Value()
    {
        if (holdsNode())
            release();
    }
    void swap(Value &other) noexcept
    {
        Value kept;
        kept.take(*this);
        take(other);
        other.take(kept);
        kept.forget();
    }

    static Value null() { return {}; }
    static Value boolean(bool value);
    static Value number(const Decimal &value);
    static Value number(std::int64_t value) { return number(Decimal(value)); }
    /// Keeps `text` for numberText() where the decimal alone would lose digits or form ("1e-300", 40 digits). Null if no number.
    static Value numberFromText(QByteArrayView text);
    static Value string(QStringView text);
    static Value utf8(QByteArrayView text); ///< Must be valid UTF-8
    static Value date(const Date &value);
    static Value time(const Time &value);
    static Value dateTime(const DateTime &value);
    static Value yearsMonths(YearsMonths value);
    static Value daysTime(DaysTime value);
    static Value list(Items items);
    static Value list(std::shared_ptr<const ListSource> source);
    /// Duplicate keys: the last value wins, at the first one's position.
    static Value context(Entries entries);
    static Value context(std::shared_ptr<const ContextSource> source);
    static Value range(Range range);
    static Value function(std::shared_ptr<const FunctionBody> body);

    Type type() const { return m_type; }
    bool isNull() const { return m_type == Type::Null; }
    bool isBoolean() const { return m_type == Type::Boolean; }
    bool isNumber() const { return m_type == Type::Number; }
    bool isString() const { return m_type == Type::String; }
    bool isList() const { return m_type == Type::List; }
    bool isContext() const { return m_type == Type::Context; }
    bool isTrue() const { return isBoolean() && boolean(); }

    // Each of these only for its own type; of another type the result is the empty one (false, 0, "").
    bool boolean() const;
    Decimal number() const;
    QByteArray numberText() const; ///< As read; else Decimal::toText()
    QString string() const;
    QByteArrayView utf8() const; ///< Valid while this Value lives and is not assigned to
    qsizetype stringLength() const; ///< In code points
    Date date() const;
    const Time &time() const;
    const DateTime &dateTime() const;
    YearsMonths yearsMonths() const;
    DaysTime daysTime() const;
    const Range &range() const;
    const std::shared_ptr<const FunctionBody> &function() const;

    /// Items of a list or entries of a context; 0 for all else.
    qsizetype size() const;
    Value at(qsizetype index) const; ///< List item from 0; null outside
    QByteArrayView keyAt(qsizetype index) const; ///< Valid while this Value lives
    Value valueAt(qsizetype index) const; ///< Context entry from 0
    std::optional<Value> find(QByteArrayView key) const; ///< nullopt if there is no such entry
    /// The eager items of a list, or null if it is a view.
    const Items *items() const;
    /// The eager entries of a context, or null if it is a view.
    const Entries *entries() const;

    Value operator[](QByteArrayView key) const { return find(key).value_or(Value()); }
    Value operator[](const char *key) const { return (*this)[QByteArrayView(key)]; }

    /// A copy of a context with one entry set (at the end if it is new); of null: a context with that one entry.
    Value with(QByteArrayView key, const Value &value) const;
    /// A copy without that entry.
    Value without(QByteArrayView key) const;

    /// Same type and content; numbers by value, contexts whatever the order. FEEL's `=` is another thing (core/feel).
    friend bool operator==(const Value &a, const Value &b);

    /// "string", "years and months duration" … as FEEL names its types.
    static QString typeName(Type type);
    QString typeName() const { return typeName(m_type); }

private:
    struct Node;
    struct Storage; // how value.cpp reads and writes m_storage

    static constexpr quint8 nodeMark = 0xFF;

    bool holdsNode() const { return m_length == nodeMark; }
    void take(const Value &other) { std::memcpy(static_cast<void *>(this), &other, sizeof(Value)); }
    void forget()
    {
        m_length = 0;
        m_type = Type::Null;
    }
    void retain() const noexcept;
    void release() noexcept;

    // A string's bytes, a decimal's coefficient and exponent, a date, or a Node *; value.cpp alone reads it.
    alignas(8) unsigned char m_storage[14] = {};
    quint8 m_length = 0; ///< Of a string in place; nodeMark where m_storage is a Node *
    Type m_type = Type::Null;
};

static_assert(sizeof(Value) == 16);

/// [a..b] and its relatives; a null end is an open one, as in (< 10).
struct Range
{
    Value start;
    Value end;
    bool startIncluded = true;
    bool endIncluded = true;
    /// Made by a unary test such as (< 10): it differs from (null..10).
    bool unary = false;
};

/// Collects entries in order: `ContextBuilder().set("a", x).set("b", y).build()`.
class ContextBuilder final
{
public:
    ContextBuilder &set(QByteArray key, Value value);
    ContextBuilder &set(const QString &key, Value value) { return set(key.toUtf8(), std::move(value)); }
    ContextBuilder &set(const char *key, Value value) { return set(QByteArray(key), std::move(value)); }
    bool isEmpty() const { return m_entries.empty(); }
    Value build() { return Value::context(std::move(m_entries)); }

private:
    Value::Entries m_entries;
};

} // namespace Plugboard
