#include "core/value/valuepath.h"

#include <algorithm>

namespace Plugboard {

using namespace Qt::StringLiterals;

namespace {

bool startsName(QChar c)
{
    return c.isLetter() || c == u'_' || c.isSurrogate();
}

bool continuesName(QChar c)
{
    return startsName(c) || c.isDigit() || c.isMark();
}

/// Reads "a.`b c`[2]" from left to right.
class PathReader final
{
public:
    PathReader(const QString &text, ValuePath::Indices indices)
        : m_text(text)
        , m_firstIndex(indices == ValuePath::Indices::FromOne ? 1 : 0)
    {
    }

    Result<std::vector<ValuePath::Step>> read()
    {
        std::vector<ValuePath::Step> steps;
        while (!atEnd() && m_problem.isEmpty()) {
            if (current() == u'[') {
                steps.emplace_back(index());
                continue;
            }
            if (!steps.empty() && !skip(u'.'))
                fail(u"expected '.' or '['"_s);
            else
                steps.emplace_back(key());
        }
        if (m_problem.isEmpty())
            return steps;
        return Error {Stage::Inputs, ErrorCode::Syntax, m_problem, u"1:%1"_s.arg(m_column)};
    }

private:
    bool atEnd() const { return m_at == m_text.size(); }
    QChar current() const { return atEnd() ? QChar() : m_text[m_at]; }

    bool skip(QChar c)
    {
        if (current() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }

    void fail(const QString &expectation)
    {
        const QString found = atEnd() ? u"the path ends here"_s : u"found '%1'"_s.arg(current());
        m_problem = u"%1 in the path, but %2"_s.arg(expectation, found);
        m_column = m_text.left(m_at).toUcs4().size() + 1;
    }

    QByteArray key()
    {
        if (skip(u'`'))
            return quotedKey();
        const qsizetype start = m_at;
        if (!startsName(current())) {
            fail(u"expected a key (others than plain names stand in backticks)"_s);
            return {};
        }
        while (!atEnd() && continuesName(current()))
            ++m_at;
        return m_text.mid(start, m_at - start).toUtf8();
    }

    QByteArray quotedKey()
    {
        QString key;
        while (!atEnd()) {
            if (!skip(u'`')) {
                key += m_text[m_at++];
            } else if (skip(u'`')) {
                key += u'`';
            } else {
                return key.toUtf8();
            }
        }
        fail(u"expected the closing backtick of a key"_s);
        return {};
    }

    qsizetype index()
    {
        skip(u'[');
        const qsizetype start = m_at;
        while (!atEnd() && current() >= u'0' && current() <= u'9')
            ++m_at;
        bool ok = false;
        const qlonglong index = QStringView(m_text).sliced(start, m_at - start).toLongLong(&ok);
        if (!ok || index < m_firstIndex) {
            m_at = start;
            fail(u"expected an index from %1 on"_s.arg(m_firstIndex));
        } else if (!skip(u']')) {
            fail(u"expected ']'"_s);
        }
        return qsizetype(index) + 1 - m_firstIndex;
    }

    QString m_text;
    qsizetype m_firstIndex;
    qsizetype m_at = 0;
    QString m_problem;
    qsizetype m_column = 0;
};

QString stepText(const ValuePath::Step &step, bool first, ValuePath::Indices indices)
{
    if (const auto *index = std::get_if<qsizetype>(&step))
        return u"[%1]"_s.arg(indices == ValuePath::Indices::FromOne ? *index : *index - 1);
    QString key = QString::fromUtf8(std::get<QByteArray>(step));
    const bool plain
        = !key.isEmpty() && startsName(key.front()) && std::all_of(key.cbegin(), key.cend(), continuesName);
    if (!plain)
        key = u'`' + key.replace(u'`', "``"_L1) + u'`';
    return first ? key : u'.' + key;
}

std::optional<Value> child(const Value &parent, const ValuePath::Step &step)
{
    if (const auto *key = std::get_if<QByteArray>(&step))
        return parent.find(*key);
    const qsizetype index = std::get<qsizetype>(step);
    if (!parent.isList() || index < 1 || index > parent.size())
        return std::nullopt;
    return parent.at(index - 1);
}

std::vector<Value> copiedItems(const Value &list)
{
    if (const Value::Items *items = list.items())
        return *items;
    std::vector<Value> items;
    items.reserve(static_cast<std::size_t>(list.size()) + 1);
    for (qsizetype i = 0; i < list.size(); ++i)
        items.push_back(list.at(i));
    return items;
}

/// A copy of `parent` with that child; the error's place is added by the caller.
Result<Value> withChild(const Value &parent, const ValuePath::Step &step, const Value &value)
{
    const auto failure = [](const QString &message) { return Error {Stage::Inputs, ErrorCode::Invalid, message, {}}; };
    if (const auto *key = std::get_if<QByteArray>(&step)) {
        if (!parent.isNull() && !parent.isContext())
            return failure(u"a %1 has no entries; set the whole value instead"_s.arg(parent.typeName()));
        return parent.with(*key, value);
    }
    if (!parent.isNull() && !parent.isList())
        return failure(u"a %1 has no items; set the whole value instead"_s.arg(parent.typeName()));
    const qsizetype index = std::get<qsizetype>(step);
    if (index < 1 || index > parent.size() + 1)
        return failure(u"index %1 of a list of %2; use 1 to %3"_s.arg(index).arg(parent.size()).arg(parent.size() + 1));
    std::vector<Value> items = copiedItems(parent);
    if (index > parent.size())
        items.push_back(value);
    else
        items[static_cast<std::size_t>(index) - 1] = value;
    return Value::list(std::move(items));
}

} // namespace

Result<ValuePath> ValuePath::parse(const QString &text, Indices indices)
{
    return PathReader(text, indices).read().transform([](std::vector<Step> steps) {
        return ValuePath(std::move(steps));
    });
}

QString ValuePath::toText(Indices indices) const
{
    QString text;
    for (const Step &step : m_steps)
        text += stepText(step, text.isEmpty(), indices);
    return text;
}

std::optional<Value> ValuePath::read(const Value &root) const
{
    std::optional<Value> value = root;
    for (const Step &step : m_steps) {
        if (!value)
            break;
        value = child(*value, step);
    }
    return value;
}

Result<Value> ValuePath::write(const Value &root, const Value &value) const
{
    std::vector<Value> parents {root};
    for (const Step &step : m_steps)
        parents.push_back(child(parents.back(), step).value_or(Value()));
    Value written = value;
    for (std::size_t depth = m_steps.size(); depth-- > 0;) {
        Result<Value> parent = withChild(parents[depth], m_steps[depth], written);
        if (!parent) {
            Error error = parent.error();
            const auto behind = m_steps.begin() + qsizetype(depth) + 1;
            error.where = ValuePath(std::vector<Step>(m_steps.begin(), behind)).toText();
            return error;
        }
        written = *std::move(parent);
    }
    return written;
}

} // namespace Plugboard
