#include "core/value/json.h"

#include "core/value/jsonscanner_p.h"

#include <array>

namespace Plugboard::Json {

namespace {

/// Writes depth first with a stack of its own: a value may be nested deeper than the machine's.
class Writer final
{
public:
    explicit Writer(Style style)
        : m_indented(style == Style::Indented)
    {
    }

    QByteArray write(const Value &root)
    {
        begin(root);
        while (!m_frames.empty()) {
            Frame &frame = m_frames.back();
            if (frame.next == frame.size) {
                end();
                continue;
            }
            if (frame.next > 0)
                m_text.append(',');
            breakLine();
            const qsizetype index = frame.next++;
            if (frame.container.isList()) {
                begin(frame.container.at(index));
            } else {
                string(frame.container.keyAt(index));
                m_text.append(m_indented ? ": " : ":");
                begin(frame.container.valueAt(index));
            }
        }
        if (m_indented)
            m_text.append('\n');
        return std::move(m_text);
    }

private:
    struct Frame
    {
        Value container;
        qsizetype size = 0;
        qsizetype next = 0;
    };

    void begin(const Value &value)
    {
        if (!value.isList() && !value.isContext())
            return scalar(value);
        m_text.append(value.isList() ? '[' : '{');
        const qsizetype size = value.size();
        if (size == 0)
            m_text.append(value.isList() ? ']' : '}');
        else
            m_frames.push_back({value, size, 0});
    }

    void end()
    {
        const char bracket = m_frames.back().container.isList() ? ']' : '}';
        m_frames.pop_back();
        breakLine();
        m_text.append(bracket);
    }

    void breakLine()
    {
        if (m_indented)
            m_text.append('\n').append(qsizetype(m_frames.size()) * 2, ' ');
    }

    void scalar(const Value &value);
    void number(const Value &value);
    void string(QByteArrayView utf8);

    bool m_indented;
    QByteArray m_text;
    std::vector<Frame> m_frames;
};

void Writer::scalar(const Value &value)
{
    switch (value.type()) {
    case Value::Type::Boolean:
        m_text.append(value.boolean() ? "true" : "false");
        break;
    case Value::Type::Number:
        number(value);
        break;
    case Value::Type::String:
        string(value.utf8());
        break;
    case Value::Type::Date:
        string(value.date().toText());
        break;
    case Value::Type::Time:
        string(value.time().toText());
        break;
    case Value::Type::DateTime:
        string(value.dateTime().toText());
        break;
    case Value::Type::YearsMonths:
        string(value.yearsMonths().toText());
        break;
    case Value::Type::DaysTime:
        string(value.daysTime().toText());
        break;
    default:
        m_text.append("null");
    }
}

/// FEEL reads more forms of a number than JSON knows: ".5" and "007" are written anew.
void Writer::number(const Value &value)
{
    const QByteArray text = value.numberText();
    const qsizetype first = text.startsWith('-') ? 1 : 0;
    const bool zero = text.size() > first && text[first] == '0';
    const char second = text.size() > first + 1 ? text[first + 1] : 'e';
    const bool written = text.size() > first && text[first] != '.' && (!zero || second < '0' || second > '9');
    m_text.append(written ? text : value.number().toText());
}

void Writer::string(QByteArrayView utf8)
{
    constexpr std::array<char, 14> shortEscapes {"\0\0\0\0\0\0\0\0btn\0f"};
    m_text.append('"');
    for (const char *at = utf8.begin(); at != utf8.end();) {
        const char *stop = skipPlain(at, utf8.end());
        m_text.append(at, stop - at);
        if (stop == utf8.end())
            break;
        const auto c = static_cast<unsigned char>(*stop);
        at = stop + 1;
        m_text.append('\\');
        if (c >= 0x20)
            m_text.append(*stop);
        else if (c == '\r')
            m_text.append('r');
        else if (c < shortEscapes.size() - 1 && shortEscapes[c] != '\0')
            m_text.append(shortEscapes[c]);
        else
            m_text.append("u00").append(c < 0x10 ? '0' : '1').append("0123456789abcdef"[c & 0xF]);
    }
    m_text.append('"');
}

} // namespace

QByteArray write(const Value &value, Style style)
{
    return Writer(style).write(value);
}

} // namespace Plugboard::Json
