#include "core/value/value.h"

#include "core/value/contextindex_p.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <new>

namespace Plugboard {

/// What a value points to when it does not fit 16 bytes. Immutable once a second Value points
/// there.
struct Value::Node
{
    virtual ~Node() = default;

    /// References; of a dead node that waits for its end: the next such node.
    std::atomic<quintptr> references {1};
};

namespace {

/// Number in place.
struct SmallNumber
{
    std::uint64_t coefficient;
    std::int8_t exponent;
    bool negative;
};

qsizetype countCodePoints(QByteArrayView utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return static_cast<signed char>(c) >= -0x40; });
}

} // namespace

/// Reads and writes m_storage, and knows the nodes.
struct Value::Storage
{
    /// Its bytes follow it in the same piece of memory.
    struct StringNode final : Node
    {
        static StringNode *create(QByteArrayView text)
        {
            void *memory = ::operator new(sizeof(StringNode) + static_cast<std::size_t>(text.size()));
            auto *node = new (memory) StringNode;
            node->size = text.size();
            std::memcpy(node->bytes(), text.data(), static_cast<std::size_t>(text.size()));
            return node;
        }
        static void operator delete(void *memory) { ::operator delete(memory); }

        char *bytes() { return reinterpret_cast<char *>(this + 1); }
        QByteArrayView view() const { return QByteArrayView(reinterpret_cast<const char *>(this + 1), size); }
        qsizetype length() const
        {
            qsizetype known = codePoints.load(std::memory_order_relaxed);
            if (known < 0) {
                known = countCodePoints(view());
                codePoints.store(known, std::memory_order_relaxed);
            }
            return known;
        }

        qsizetype size = 0;
        mutable std::atomic<qsizetype> codePoints {-1}; ///< Counted when first asked for

    private:
        StringNode() = default;
        static void *operator new(std::size_t, void *memory) { return memory; }
    };

    struct NumberNode final : Node
    {
        Decimal number;
        QByteArray text; ///< Empty if the number says it all
    };
    struct TimeNode final : Node
    {
        Time time;
    };
    struct DateTimeNode final : Node
    {
        DateTime dateTime;
    };
    struct DaysTimeNode final : Node
    {
        DaysTime duration;
    };
    struct ListNode final : Node
    {
        Items items;
        std::shared_ptr<const ListSource> source; ///< Instead of items
    };
    struct ContextNode final : Node
    {
        Entries entries;
        ContextIndex index;
        std::shared_ptr<const ContextSource> source; ///< Instead of entries
    };
    struct RangeNode final : Node
    {
        Plugboard::Range range;
    };
    struct FunctionNode final : Node
    {
        std::shared_ptr<const FunctionBody> body;
    };

    template <typename T>
    static Value inPlace(Type type, const T &content)
    {
        static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 16);
        Value value;
        std::memcpy(value.m_storage, &content, std::min(sizeof(T), sizeof(value.m_storage)));
        value.m_type = type;
        return value;
    }

    template <typename T>
    static T read(const Value &value)
    {
        T content;
        std::memcpy(static_cast<void *>(&content), value.m_storage, std::min(sizeof(T), sizeof(value.m_storage)));
        return content;
    }

    static Value pointer(Type type, Node *node)
    {
        Value value = inPlace(type, node);
        value.m_length = nodeMark;
        return value;
    }

    static Node *node(const Value &value) { return read<Node *>(value); }

    template <typename T>
    static const T &node(const Value &value)
    {
        return *static_cast<const T *>(node(value));
    }

    static const ListNode *list(const Value &value) { return value.isList() ? &node<ListNode>(value) : nullptr; }
    static const ContextNode *context(const Value &value)
    {
        return value.isContext() ? &node<ContextNode>(value) : nullptr;
    }

    static Value numberWithText(const Decimal &number, QByteArrayView text)
    {
        auto *node = new NumberNode;
        node->number = number;
        node->text = text.toByteArray();
        return pointer(Type::Number, node);
    }

    static void destroy(Node *dead);
    static bool equalScalars(const Value &a, const Value &b);
    template <typename Visit>
    static bool equalChildren(const Value &a, const Value &b, Visit visit);
};

void Value::retain() const noexcept
{
    Storage::node(*this)->references.fetch_add(1, std::memory_order_relaxed);
}

void Value::release() noexcept
{
    Node *node = Storage::node(*this);
    if (node->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        Storage::destroy(node);
}

// A list in a list in a list … may be nested deeper than the stack is high, so below some depth
// dead nodes wait in a chain.
void Value::Storage::destroy(Node *dead)
{
    constexpr int deepest = 100;
    static thread_local int depth = 0;
    static thread_local Node *waiting = nullptr;
    if (depth >= deepest) {
        dead->references.store(reinterpret_cast<quintptr>(waiting), std::memory_order_relaxed);
        waiting = dead;
        return;
    }
    ++depth;
    delete dead;
    while (depth == 1 && waiting != nullptr) {
        Node *next = waiting;
        waiting = reinterpret_cast<Node *>(next->references.load(std::memory_order_relaxed));
        delete next;
    }
    --depth;
}

Value Value::boolean(bool value)
{
    return Storage::inPlace(Type::Boolean, value);
}

Value Value::number(const Decimal &value)
{
    using Exponents = std::numeric_limits<std::int8_t>;
    if (value.coefficient() >> 63 == 0 && value.exponent() >= Exponents::min()
        && value.exponent() <= Exponents::max()) {
        return Storage::inPlace(Type::Number,
                                SmallNumber {static_cast<std::uint64_t>(value.coefficient()),
                                             static_cast<std::int8_t>(value.exponent()), value.signBit()});
    }
    return Storage::numberWithText(value, {});
}

/// Number text that is printed again as it stands: up to 18 digits, no exponent, no needless zero,
/// no negative zero.
static std::optional<SmallNumber> canonicalSmallNumber(QByteArrayView text)
{
    SmallNumber number {0, 0, false};
    const char *at = text.begin();
    const char *end = text.end();
    if (at != end && *at == '-') {
        number.negative = true;
        ++at;
    }
    if (end - at > 19 || at == end || *at < '0' || *at > '9' || (*at == '0' && end - at > 1 && at[1] != '.'))
        return std::nullopt;
    bool fraction = false;
    for (; at != end; ++at) {
        if (*at == '.' && !fraction && at + 1 != end) {
            fraction = true;
        } else if (*at >= '0' && *at <= '9') {
            number.coefficient = number.coefficient * 10 + static_cast<unsigned>(*at - '0');
            number.exponent = static_cast<std::int8_t>(number.exponent - (fraction ? 1 : 0));
        } else {
            return std::nullopt;
        }
    }
    if ((number.negative && number.coefficient == 0) || number.coefficient >> 63 != 0)
        return std::nullopt;
    return number;
}

Value Value::numberFromText(QByteArrayView text)
{
    if (const std::optional<SmallNumber> small = canonicalSmallNumber(text))
        return Storage::inPlace(Type::Number, *small);
    const std::optional<Decimal> decimal = Decimal::fromText(text);
    if (!decimal)
        return {};
    // Only short results can print as the text; the longest plain ones have thousands of digits.
    const bool printsTheSame
        = decimal->exponent() <= 0 && decimal->exponent() > -text.size() && decimal->toText() == text;
    return printsTheSame ? number(*decimal) : Storage::numberWithText(*decimal, text);
}

Value Value::string(QStringView text)
{
    return utf8(text.toUtf8());
}

Value Value::utf8(QByteArrayView text)
{
    if (text.size() > qsizetype(sizeof(m_storage)))
        return Storage::pointer(Type::String, Storage::StringNode::create(text));
    Value value;
    if (!text.isEmpty())
        std::memcpy(value.m_storage, text.data(), static_cast<std::size_t>(text.size()));
    value.m_length = static_cast<quint8>(text.size());
    value.m_type = Type::String;
    return value;
}

Value Value::date(const Date &value)
{
    return Storage::inPlace(Type::Date, value);
}

Value Value::time(const Time &value)
{
    auto *node = new Storage::TimeNode;
    node->time = value;
    return Storage::pointer(Type::Time, node);
}

Value Value::dateTime(const DateTime &value)
{
    auto *node = new Storage::DateTimeNode;
    node->dateTime = value;
    return Storage::pointer(Type::DateTime, node);
}

Value Value::yearsMonths(YearsMonths value)
{
    return Storage::inPlace(Type::YearsMonths, value);
}

Value Value::daysTime(DaysTime value)
{
    // 8 + 4 bytes and padding: all that counts is in the first 12.
    return Storage::inPlace(Type::DaysTime, value);
}

Value Value::list(Items items)
{
    auto *node = new Storage::ListNode;
    node->items = std::move(items);
    return Storage::pointer(Type::List, node);
}

Value Value::list(std::shared_ptr<const ListSource> source)
{
    auto *node = new Storage::ListNode;
    node->source = std::move(source);
    return Storage::pointer(Type::List, node);
}

Value Value::context(Entries entries)
{
    auto *node = new Storage::ContextNode;
    node->entries = std::move(entries);
    node->index.build(node->entries);
    return Storage::pointer(Type::Context, node);
}

Value Value::context(std::shared_ptr<const ContextSource> source)
{
    auto *node = new Storage::ContextNode;
    node->source = std::move(source);
    return Storage::pointer(Type::Context, node);
}

Value Value::range(Range range)
{
    auto *node = new Storage::RangeNode;
    node->range = std::move(range);
    return Storage::pointer(Type::Range, node);
}

Value Value::function(std::shared_ptr<const FunctionBody> body)
{
    auto *node = new Storage::FunctionNode;
    node->body = std::move(body);
    return Storage::pointer(Type::Function, node);
}

bool Value::boolean() const
{
    return isBoolean() && Storage::read<bool>(*this);
}

Decimal Value::number() const
{
    if (!isNumber())
        return {};
    if (holdsNode())
        return Storage::node<Storage::NumberNode>(*this).number;
    const auto small = Storage::read<SmallNumber>(*this);
    return Decimal::fromSmall(small.negative, small.coefficient, small.exponent);
}

QByteArray Value::numberText() const
{
    if (!isNumber())
        return {};
    if (holdsNode()) {
        const auto &node = Storage::node<Storage::NumberNode>(*this);
        if (!node.text.isEmpty())
            return node.text;
    }
    return number().toText();
}

QString Value::string() const
{
    return QString::fromUtf8(utf8());
}

QByteArrayView Value::utf8() const
{
    if (!isString())
        return {};
    if (holdsNode())
        return Storage::node<Storage::StringNode>(*this).view();
    return QByteArrayView(reinterpret_cast<const char *>(m_storage), m_length);
}

qsizetype Value::stringLength() const
{
    if (isString() && holdsNode())
        return Storage::node<Storage::StringNode>(*this).length();
    return countCodePoints(utf8());
}

Date Value::date() const
{
    return m_type == Type::Date ? Storage::read<Date>(*this) : Date {};
}

const Time &Value::time() const
{
    static const Time none;
    return m_type == Type::Time ? Storage::node<Storage::TimeNode>(*this).time : none;
}

const DateTime &Value::dateTime() const
{
    static const DateTime none;
    return m_type == Type::DateTime ? Storage::node<Storage::DateTimeNode>(*this).dateTime : none;
}

YearsMonths Value::yearsMonths() const
{
    return m_type == Type::YearsMonths ? Storage::read<YearsMonths>(*this) : YearsMonths {};
}

DaysTime Value::daysTime() const
{
    return m_type == Type::DaysTime ? Storage::read<DaysTime>(*this) : DaysTime {};
}

const Range &Value::range() const
{
    static const Range none;
    return m_type == Type::Range ? Storage::node<Storage::RangeNode>(*this).range : none;
}

const std::shared_ptr<const FunctionBody> &Value::function() const
{
    static const std::shared_ptr<const FunctionBody> none;
    return m_type == Type::Function ? Storage::node<Storage::FunctionNode>(*this).body : none;
}

qsizetype Value::size() const
{
    if (const auto *list = Storage::list(*this))
        return list->source ? list->source->size() : qsizetype(list->items.size());
    if (const auto *context = Storage::context(*this))
        return context->source ? context->source->size() : qsizetype(context->entries.size());
    return 0;
}

Value Value::at(qsizetype index) const
{
    const auto *list = Storage::list(*this);
    if (list == nullptr || index < 0 || index >= size())
        return {};
    return list->source ? list->source->at(index) : list->items[static_cast<std::size_t>(index)];
}

QByteArrayView Value::keyAt(qsizetype index) const
{
    const auto *context = Storage::context(*this);
    if (context == nullptr || index < 0 || index >= size())
        return {};
    return context->source ? context->source->keyAt(index)
                           : QByteArrayView(context->entries[static_cast<std::size_t>(index)].first);
}

Value Value::valueAt(qsizetype index) const
{
    const auto *context = Storage::context(*this);
    if (context == nullptr || index < 0 || index >= size())
        return {};
    return context->source ? context->source->valueAt(index) : context->entries[static_cast<std::size_t>(index)].second;
}

std::optional<Value> Value::find(QByteArrayView key) const
{
    const auto *context = Storage::context(*this);
    if (context == nullptr)
        return std::nullopt;
    if (context->source)
        return context->source->find(key);
    const qsizetype index = context->index.find(context->entries, key);
    if (index < 0)
        return std::nullopt;
    return context->entries[static_cast<std::size_t>(index)].second;
}

const Value::Items *Value::items() const
{
    const auto *list = Storage::list(*this);
    return list != nullptr && !list->source ? &list->items : nullptr;
}

const Value::Entries *Value::entries() const
{
    const auto *context = Storage::context(*this);
    return context != nullptr && !context->source ? &context->entries : nullptr;
}

static Value::Entries copiedEntries(const Value &context)
{
    Value::Entries entries;
    entries.reserve(static_cast<std::size_t>(context.size()) + 1);
    for (qsizetype i = 0; i < context.size(); ++i)
        entries.emplace_back(context.keyAt(i).toByteArray(), context.valueAt(i));
    return entries;
}

Value Value::with(QByteArrayView key, const Value &value) const
{
    Entries entries = copiedEntries(*this);
    const auto found
        = std::find_if(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.first == key; });
    if (found != entries.end())
        found->second = value;
    else
        entries.emplace_back(key.toByteArray(), value);
    return context(std::move(entries));
}

Value Value::without(QByteArrayView key) const
{
    Entries entries = copiedEntries(*this);
    std::erase_if(entries, [&](const Entry &entry) { return entry.first == key; });
    return context(std::move(entries));
}

bool Value::Storage::equalScalars(const Value &a, const Value &b)
{
    switch (a.m_type) {
    case Type::Null:
    case Type::List:
    case Type::Context:
    case Type::Range:
        return true;
    case Type::Boolean:
        return a.boolean() == b.boolean();
    case Type::Number:
        return a.number() == b.number();
    case Type::String:
        return a.utf8() == b.utf8();
    case Type::Date:
        return a.date() == b.date();
    case Type::Time:
        return a.time() == b.time();
    case Type::DateTime:
        return a.dateTime() == b.dateTime();
    case Type::YearsMonths:
        return a.yearsMonths() == b.yearsMonths();
    case Type::DaysTime:
        return a.daysTime() == b.daysTime();
    case Type::Function:
        return a.function() == b.function();
    }
    return false;
}

template <typename Visit>
bool Value::Storage::equalChildren(const Value &a, const Value &b, Visit visit)
{
    if (a.size() != b.size())
        return false;
    if (a.isList()) {
        for (qsizetype i = 0; i < a.size(); ++i) {
            if (!visit(a.at(i), b.at(i)))
                return false;
        }
    } else if (a.isContext()) {
        for (qsizetype i = 0; i < a.size(); ++i) {
            const std::optional<Value> other = b.find(a.keyAt(i));
            if (!other || !visit(a.valueAt(i), *other))
                return false;
        }
    } else if (a.m_type == Type::Range) {
        const Plugboard::Range &left = a.range();
        const Plugboard::Range &right = b.range();
        return left.startIncluded == right.startIncluded && left.endIncluded == right.endIncluded
            && left.unary == right.unary && visit(left.start, right.start) && visit(left.end, right.end);
    }
    return true;
}

bool operator==(const Value &a, const Value &b)
{
    // Containers wait here instead of on the machine's stack, which a deep value would overflow.
    std::vector<std::pair<Value, Value>> waiting;
    const auto visit = [&](const Value &left, const Value &right) {
        if (left.type() != right.type() || !Value::Storage::equalScalars(left, right))
            return false;
        if (left.isList() || left.isContext() || left.type() == Value::Type::Range)
            waiting.emplace_back(left, right);
        return true;
    };
    if (!visit(a, b))
        return false;
    while (!waiting.empty()) {
        const auto [left, right] = std::move(waiting.back());
        waiting.pop_back();
        if (!Value::Storage::equalChildren(left, right, visit))
            return false;
    }
    return true;
}

QString Value::typeName(Type type)
{
    static const QString names[] = {
        QStringLiteral("null"),
        QStringLiteral("boolean"),
        QStringLiteral("number"),
        QStringLiteral("string"),
        QStringLiteral("date"),
        QStringLiteral("time"),
        QStringLiteral("date and time"),
        QStringLiteral("years and months duration"),
        QStringLiteral("days and time duration"),
        QStringLiteral("list"),
        QStringLiteral("context"),
        QStringLiteral("range"),
        QStringLiteral("function"),
    };
    return names[static_cast<std::size_t>(type)];
}

ContextBuilder &ContextBuilder::set(QByteArray key, Value value)
{
    m_entries.emplace_back(std::move(key), std::move(value));
    return *this;
}

} // namespace Plugboard
