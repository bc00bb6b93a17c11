#include "core/value/json.h"

#include "core/value/jsonindex.h"
#include "core/value/jsonreader_p.h"

#include <simdjson.h>

#include <QSet>

#include <algorithm>
#include <limits>

namespace Plugboard::Json {

using namespace Qt::StringLiterals;

QString Position::toText() const
{
    return u"%1:%2"_s.arg(line).arg(column);
}

static constexpr QByteArrayView byteOrderMark = "\xEF\xBB\xBF";

Position positionAt(QByteArrayView utf8, qsizetype offset)
{
    Position position;
    position.offset = std::clamp<qsizetype>(offset, 0, utf8.size());
    qsizetype lineStart = utf8.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
    for (qsizetype i = lineStart; i < position.offset; ++i) {
        if (utf8[i] == '\n') {
            ++position.line;
            lineStart = i + 1;
        }
    }
    for (qsizetype i = lineStart; i < position.offset; ++i)
        position.column += (static_cast<unsigned char>(utf8[i]) & 0xC0) != 0x80 ? 1 : 0;
    return position;
}

QString pointerStep(const QString &pointer, QStringView step)
{
    QString escaped = step.toString();
    escaped.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1);
    return pointer + u'/' + escaped;
}

void ValueBuilder::beginContainer(bool object, const char *)
{
    m_frames.push_back({object, object ? m_entries.size() : m_items.size(), m_keyOffsets.size(), {}});
}

/// Moves what stands behind `first` into a vector of its own.
template <typename Element>
static std::vector<Element> takeTail(std::vector<Element> &elements, std::size_t first)
{
    const auto start = elements.begin() + qsizetype(first);
    std::vector<Element> tail(std::make_move_iterator(start), std::make_move_iterator(elements.end()));
    elements.erase(start, elements.end());
    return tail;
}

void ValueBuilder::endContainer(const char *)
{
    const Frame frame = std::move(m_frames.back());
    m_frames.pop_back();
    if (!frame.object)
        return add(Value::list(takeTail(m_items, frame.first)));
    Value context = Value::context(takeTail(m_entries, frame.first));
    if (static_cast<std::size_t>(context.size()) != m_keyOffsets.size() - frame.firstKey)
        report(frame);
    m_keyOffsets.resize(frame.firstKey);
    add(std::move(context));
}

void ValueBuilder::key(const StringToken &token)
{
    m_frames.back().key = token.escaped ? token.decoded() : shared(token.raw());
    m_keyOffsets.push_back(token.begin - 1 - m_text.begin());
}

void ValueBuilder::string(const StringToken &token)
{
    add(token.escaped ? Value::utf8(token.decoded()) : Value::utf8(token.raw()));
}

bool ValueBuilder::number(QByteArrayView text, const char *)
{
    Value number = Value::numberFromText(text);
    const bool inRange = !number.isNull();
    add(std::move(number));
    return inRange;
}

void ValueBuilder::literal(const char *at)
{
    add(*at == 'n' ? Value() : Value::boolean(*at == 't'));
}

void ValueBuilder::add(Value value)
{
    if (m_frames.empty())
        m_root = std::move(value);
    else if (Frame &frame = m_frames.back(); frame.object)
        m_entries.emplace_back(std::move(frame.key), std::move(value));
    else
        m_items.push_back(std::move(value));
}

QByteArray ValueBuilder::shared(QByteArrayView key)
{
    if (key.isEmpty() || m_keys.empty())
        return key.toByteArray();
    const auto hash = static_cast<std::size_t>(key.size()) * 31 + static_cast<unsigned char>(key.front()) * 7
        + static_cast<unsigned char>(key.back());
    QByteArray &known = m_keys[hash % m_keys.size()];
    if (known != key)
        known = key.toByteArray();
    return known;
}

/// The way to the value that comes next.
QString ValueBuilder::pointer() const
{
    QString pointer;
    for (std::size_t i = 0; i < m_frames.size(); ++i) {
        const Frame &frame = m_frames[i];
        if (frame.object) {
            pointer = pointerStep(pointer, QString::fromUtf8(frame.key));
            continue;
        }
        const auto inner = std::find_if(m_frames.begin() + qsizetype(i) + 1, m_frames.end(),
                                        [](const Frame &other) { return !other.object; });
        const std::size_t end = inner == m_frames.end() ? m_items.size() : inner->first;
        pointer = pointerStep(pointer, QString::number(end - frame.first));
    }
    return pointer;
}

/// The entries of the object that just ended were moved away, so its keys are read once more.
void ValueBuilder::report(const Frame &ended)
{
    QSet<QByteArray> seen;
    const QString object = pointer();
    for (std::size_t i = ended.firstKey; i < m_keyOffsets.size(); ++i) {
        Scanner scanner(m_text.sliced(m_keyOffsets[i]), 0);
        StringToken token;
        scanner.string(token);
        const QByteArray key = token.decoded();
        if (seen.contains(key)) {
            m_duplicates.append({pointerStep(object, QString::fromUtf8(key)), positionAt(m_text, m_keyOffsets[i])});
        }
        seen.insert(key);
    }
}

QList<Duplicate> ValueBuilder::takeDuplicates()
{
    std::sort(m_duplicates.begin(), m_duplicates.end(),
              [](const Duplicate &a, const Duplicate &b) { return a.position.offset < b.position.offset; });
    return std::move(m_duplicates);
}

Error faultError(QByteArrayView text, const Fault &fault)
{
    return {Stage::Response, fault.code, fault.message, positionAt(text, fault.at - text.begin()).toText()};
}

/// The first byte that belongs to no character (Unicode 15.0, table 3-7).
static const char *firstInvalidByte(QByteArrayView text)
{
    const auto byteAt = [&](const char *at) { return at < text.end() ? static_cast<unsigned char>(*at) : 0U; };
    for (const char *at = text.begin(); at != text.end();) {
        const unsigned lead = byteAt(at);
        const int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        const unsigned second = byteAt(at + 1);
        bool valid = length > 0;
        valid &= lead != 0xE0 || second >= 0xA0;
        valid &= lead != 0xED || second < 0xA0;
        valid &= lead != 0xF0 || second >= 0x90;
        valid &= lead != 0xF4 || second < 0x90;
        for (int i = 1; i < length; ++i)
            valid &= (byteAt(at + i) & 0xC0) == 0x80;
        if (!valid)
            return at;
        at += length;
    }
    return text.end();
}

std::optional<Error> encodingError(QByteArrayView utf8)
{
    if (simdjson::validate_utf8(utf8.data(), static_cast<std::size_t>(utf8.size())))
        return std::nullopt;
    const char *at = firstInvalidByte(utf8);
    return faultError(utf8,
                      {at,
                       u"byte 0x%1 is no UTF-8; save the text in that encoding"_s.arg(static_cast<unsigned char>(*at),
                                                                                      2, 16, QLatin1Char('0')),
                       ErrorCode::Syntax});
}

qsizetype textStart(QByteArrayView utf8)
{
    return utf8.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
}

Result<Document> readDocument(QByteArrayView utf8, const ReadOptions &options)
{
    if (const std::optional<Error> error = encodingError(utf8))
        return *error;
    Scanner scanner(utf8.sliced(textStart(utf8)), options.maxDepth);
    constexpr qsizetype rowsBegin = 1024; // bytes; below it keys hardly repeat
    ValueBuilder builder(utf8, utf8.size() > rowsBegin ? 256 : 0);
    if (!scanner.walk(builder) || !scanner.atEnd())
        return faultError(utf8, scanner.fault());
    return Document {builder.takeRoot(), builder.takeDuplicates()};
}

Result<Value> read(QByteArrayView utf8, const ReadOptions &options)
{
    return readDocument(utf8, options).transform([](Document document) { return document.root; });
}

Value readAt(QByteArrayView validated, qsizetype offset)
{
    Scanner scanner(validated.sliced(offset), std::numeric_limits<int>::max());
    ValueBuilder builder(validated);
    scanner.walk(builder);
    return builder.takeRoot();
}

namespace {

/// Follows a JSON pointer through what the scanner meets.
class Locator final
{
public:
    Locator(QByteArrayView text, const QString &pointer)
        : m_begin(text.begin())
        , m_best(textStart(text))
    {
        QStringList steps = pointer.split(u'/').mid(1);
        for (QString &step : steps)
            m_steps.append(step.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1).toUtf8());
    }

    void beginContainer(bool object, const char *at)
    {
        const bool onPath = meets(at);
        m_frames.push_back({object, onPath, false, 0});
    }
    void endContainer(const char *) { m_frames.pop_back(); }
    void key(const StringToken &token)
    {
        Frame &frame = m_frames.back();
        const qsizetype depth = qsizetype(m_frames.size()) - 1;
        frame.nextIsOnPath = frame.onPath && depth < m_steps.size() && token.decoded() == m_steps[depth];
    }
    void string(const StringToken &token) { meets(token.begin - 1); }
    bool number(QByteArrayView, const char *at)
    {
        meets(at);
        return true;
    }
    void literal(const char *at) { meets(at); }

    qsizetype offset() const { return m_best; }

private:
    struct Frame
    {
        bool object;
        bool onPath;
        bool nextIsOnPath; ///< Of an object
        qsizetype count; ///< Of an array
    };

    bool meets(const char *at)
    {
        bool onPath = m_frames.empty();
        if (!onPath) {
            Frame &frame = m_frames.back();
            const qsizetype depth = qsizetype(m_frames.size()) - 1;
            onPath = frame.object
                ? frame.nextIsOnPath
                : frame.onPath && depth < m_steps.size() && m_steps[depth] == QByteArray::number(frame.count);
            ++frame.count;
        }
        if (onPath)
            m_best = at - m_begin; // a second entry of that name is the one that counts
        return onPath;
    }

    const char *m_begin;
    qsizetype m_best;
    QByteArrayList m_steps;
    std::vector<Frame> m_frames;
};

} // namespace

Position locate(QByteArrayView utf8, const QString &pointer)
{
    Locator locator(utf8, pointer);
    Scanner scanner(utf8.sliced(textStart(utf8)), std::numeric_limits<int>::max());
    scanner.walk(locator);
    return positionAt(utf8, locator.offset());
}

Result<Value> readLazily(QByteArray utf8, const ReadOptions &options)
{
    return JsonIndex::build(std::move(utf8), options).transform([](std::shared_ptr<const JsonIndex> index) {
        return index->root();
    });
}

} // namespace Plugboard::Json
