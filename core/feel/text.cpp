#include "core/feel/text.h"

#include "core/base/platform_stack.h"
#include "core/feel/functions/functionvalue.h"
#include "core/feel/scope.h"

namespace Plugboard::Feel {

namespace {

class Writer final
{
public:
    Writer(Dialect dialect, qsizetype most)
        : m_isCamunda(dialect == Dialect::Camunda)
        , m_most(most)
    {
    }

    void write(const Value &value);
    WrittenText take() { return {std::move(m_text), m_isTooDeep}; }

private:
    bool full() const { return m_text.size() > m_most; }
    void writeString(QByteArrayView text);
    void writeList(const Value &list);
    void writeContext(const Value &context);
    void writeRange(const Range &range);

    bool m_isCamunda;
    qsizetype m_most;
    bool m_isTooDeep = false;
    QByteArray m_text;
};

void Writer::write(const Value &value)
{
    constexpr size_t writerStack = 32 * 1024;
    m_isTooDeep = m_isTooDeep || stackLeft() < writerStack;
    if (full() || m_isTooDeep)
        return;
    switch (value.type()) {
    case Value::Type::Null:
        m_text.append("null");
        break;
    case Value::Type::Boolean:
        m_text.append(value.boolean() ? "true" : "false");
        break;
    case Value::Type::Number:
        m_text.append(value.number().toText());
        break;
    case Value::Type::String:
        writeString(value.utf8());
        break;
    case Value::Type::Date:
        m_text.append(value.date().toText());
        break;
    case Value::Type::Time:
        m_text.append(value.time().toText());
        break;
    case Value::Type::DateTime:
        m_text.append(value.dateTime().toText());
        break;
    case Value::Type::YearsMonths:
        m_text.append(m_isCamunda && value.yearsMonths() == YearsMonths {} ? "P0Y" : value.yearsMonths().toText());
        break;
    case Value::Type::DaysTime:
        m_text.append(m_isCamunda && value.daysTime() == DaysTime {} ? "P0D" : value.daysTime().toText());
        break;
    case Value::Type::List:
        writeList(value);
        break;
    case Value::Type::Context:
        writeContext(value);
        break;
    case Value::Type::Range:
        writeRange(value.range());
        break;
    case Value::Type::Function:
        m_text.append(signatureOf(value));
        break;
    }
}

void Writer::writeString(QByteArrayView text)
{
    m_text.append('"');
    for (const char character : text.first(std::min(text.size(), m_most))) {
        if (character == '"' || character == '\\')
            m_text.append('\\');
        m_text.append(character);
    }
    m_text.append('"');
}

void Writer::writeList(const Value &list)
{
    m_text.append('[');
    for (qsizetype i = 0; i < list.size() && !full(); ++i) {
        if (i > 0)
            m_text.append(", ");
        write(list.at(i));
    }
    m_text.append(']');
}

void Writer::writeContext(const Value &context)
{
    m_text.append('{');
    for (qsizetype i = 0; i < context.size() && !full(); ++i) {
        if (i > 0)
            m_text.append(", ");
        m_text.append(context.keyAt(i));
        m_text.append(':');
        write(context.valueAt(i));
    }
    m_text.append('}');
}

void Writer::writeRange(const Range &range)
{
    if (range.unary) {
        const bool equal = !range.start.isNull() && !range.end.isNull();
        if (equal)
            m_text.append(range.startIncluded ? "= " : "!= ");
        else if (range.start.isNull())
            m_text.append(range.endIncluded ? "<= " : "< ");
        else
            m_text.append(range.startIncluded ? ">= " : "> ");
        return write(range.start.isNull() ? range.end : range.start);
    }
    m_text.append(range.startIncluded ? '[' : '(');
    write(range.start);
    m_text.append("..");
    write(range.end);
    m_text.append(range.endIncluded ? ']' : ')');
}

} // namespace

WrittenText literalOf(const Value &value, Dialect dialect, qsizetype most)
{
    Writer writer(dialect, most);
    writer.write(value);
    return writer.take();
}

} // namespace Plugboard::Feel
