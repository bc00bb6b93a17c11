#include "core/aws/models/jmespath_p.h"

#include "core/value/json.h"

#include <array>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

using JmesNode = JmesPath::Node;

// How close operators bind, as in the specification's grammar.
constexpr int pipeBinding = 1;
constexpr int orBinding = 2;
constexpr int andBinding = 3;
constexpr int compareBinding = 5;
constexpr int flattenBinding = 9;
constexpr int projectionStop = 10; ///< What binds less ends a projection
constexpr int filterBinding = 21;
constexpr int dotBinding = 40;
constexpr int notBinding = 45;
constexpr int bracketBinding = 55;

constexpr int deepestNesting = 100;

constexpr std::array comparators {QByteArrayView("=="), QByteArrayView("!="), QByteArrayView("<="),
                                  QByteArrayView(">="), QByteArrayView("<"),  QByteArrayView(">")};
constexpr std::array knownFunctions {QByteArrayView("length"), QByteArrayView("contains"), QByteArrayView("keys")};

bool isNameStart(char c)
{
    const char folded = char(c | 0x20);
    return (folded >= 'a' && folded <= 'z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

JmesNode::Pointer make(JmesNode node)
{
    return std::make_shared<const JmesNode>(std::move(node));
}

JmesNode::Pointer make(JmesNode::Kind kind, JmesNode::Pointer left = {}, JmesNode::Pointer right = {})
{
    JmesNode node;
    node.kind = kind;
    node.left = std::move(left);
    node.right = std::move(right);
    return make(std::move(node));
}

} // namespace

Result<JmesNode::Pointer> JmesPathParser::parse()
{
    Pointer root = expression(0);
    skipBlanks();
    if (m_at < m_text.size())
        fail(u"the expression goes on where it should end"_s);
    if (m_error)
        return *m_error;
    return root;
}

void JmesPathParser::fail(const QString &message, ErrorCode code)
{
    if (!m_error)
        m_error
            = Error {Stage::Call, code, message + u", in "_s + QString::fromUtf8(m_text), QString::number(m_at + 1)};
    m_at = m_text.size();
}

void JmesPathParser::skipBlanks()
{
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
        ++m_at;
}

bool JmesPathParser::take(QByteArrayView token)
{
    skipBlanks();
    if (!m_text.sliced(m_at).startsWith(token))
        return false;
    m_at += token.size();
    return true;
}

bool JmesPathParser::expect(QByteArrayView token)
{
    if (take(token))
        return true;
    fail(u"\"%1\" is missing"_s.arg(QString::fromUtf8(token)));
    return false;
}

JmesNode::Pointer JmesPathParser::expression(int binding)
{
    if (++m_depth > deepestNesting)
        fail(u"the expression is nested too deeply"_s);
    Pointer left = first();
    while (left && !m_error) {
        Pointer more = next(left, binding);
        if (!more)
            break;
        left = std::move(more);
    }
    --m_depth;
    return left;
}

JmesNode::Pointer JmesPathParser::first()
{
    skipBlanks();
    const char c = peek();
    if (c == '"' || isNameStart(c))
        return name();
    if (c == '\'')
        return rawString();
    if (c == '`')
        return jsonLiteral();
    if (take("@"))
        return make(JmesNode::Kind::Current);
    if (take("*"))
        return make(JmesNode::Kind::ValueProjection, make(JmesNode::Kind::Current), projected());
    if (c == '[')
        return bracket(make(JmesNode::Kind::Current));
    if (take("!"))
        return make(JmesNode::Kind::Not, expression(notBinding));
    if (take("(")) {
        Pointer inner = expression(0);
        expect(")");
        return inner;
    }
    if (c == '{' || c == '&')
        fail(u"multi-select hashes and expression references are not supported"_s, ErrorCode::Unsupported);
    else
        fail(u"a name, a literal or a bracket is missing"_s);
    return nullptr;
}

std::optional<QByteArray> JmesPathParser::quoted(char end)
{
    const qsizetype begin = ++m_at;
    for (; m_at < m_text.size(); ++m_at) {
        if (m_text[m_at] == '\\')
            ++m_at;
        else if (m_text[m_at] == end)
            return m_text.sliced(begin, m_at++ - begin).toByteArray();
    }
    fail(u"the closing %1 is missing"_s.arg(QLatin1Char(end)));
    return {};
}

JmesNode::Pointer JmesPathParser::name()
{
    JmesNode node;
    node.kind = JmesNode::Kind::Field;
    node.left = make(JmesNode::Kind::Current);
    if (peek() == '"') {
        const std::optional<QByteArray> inner = quoted('"');
        const Result<Value> text = Json::read('"' + inner.value_or(QByteArray()) + '"');
        if (!text)
            fail(u"the quoted name is no JSON string"_s);
        node.text = text ? text->utf8().toByteArray() : QByteArray();
        return make(std::move(node));
    }
    const qsizetype begin = m_at;
    while (isNameStart(peek()) || isDigit(peek()))
        ++m_at;
    node.text = m_text.sliced(begin, m_at - begin).toByteArray();
    if (node.text.isEmpty()) {
        fail(u"a name is missing"_s);
        return nullptr;
    }
    if (peek() == '(')
        return function(std::move(node.text));
    return make(std::move(node));
}

JmesNode::Pointer JmesPathParser::function(QByteArray name)
{
    if (std::find(knownFunctions.begin(), knownFunctions.end(), QByteArrayView(name)) == knownFunctions.end()) {
        fail(u"the function %1() is not supported"_s.arg(QString::fromUtf8(name)), ErrorCode::Unsupported);
        return nullptr;
    }
    JmesNode node;
    node.kind = JmesNode::Kind::Function;
    node.text = std::move(name);
    take("(");
    do
        node.arguments.push_back(expression(0));
    while (!m_error && take(","));
    expect(")");
    if (node.arguments.size() != (node.text == "contains" ? 2U : 1U))
        fail(u"%1() has the wrong number of arguments"_s.arg(QString::fromUtf8(node.text)));
    return make(std::move(node));
}

JmesNode::Pointer JmesPathParser::rawString()
{
    JmesNode node;
    node.kind = JmesNode::Kind::Literal;
    node.literal = Value::utf8(quoted('\'').value_or(QByteArray()).replace("\\'", "'"));
    return make(std::move(node));
}

JmesNode::Pointer JmesPathParser::jsonLiteral()
{
    const QByteArray inner = quoted('`').value_or(QByteArray()).replace("\\`", "`");
    const Result<Value> value = Json::read(inner);
    if (!value)
        fail(u"the literal is no JSON"_s);
    JmesNode node;
    node.kind = JmesNode::Kind::Literal;
    node.literal = value ? *value : Value();
    return make(std::move(node));
}

JmesNode::Pointer JmesPathParser::next(Pointer left, int binding)
{
    skipBlanks();
    const auto follows = [this](QByteArrayView token) { return m_text.sliced(m_at).startsWith(token); };
    if (binding < orBinding && take("||"))
        return make(JmesNode::Kind::Or, std::move(left), expression(orBinding));
    if (binding < pipeBinding && !follows("||") && take("|"))
        return make(JmesNode::Kind::Pipe, std::move(left), expression(pipeBinding));
    if (binding < andBinding && take("&&"))
        return make(JmesNode::Kind::And, std::move(left), expression(andBinding));
    if (binding < compareBinding) {
        for (const QByteArrayView comparator : comparators) {
            if (!take(comparator))
                continue;
            JmesNode node;
            node.kind = JmesNode::Kind::Compare;
            node.text = comparator.toByteArray();
            node.left = std::move(left);
            node.right = expression(compareBinding);
            return make(std::move(node));
        }
    }
    if (follows("[")) {
        const int wanted = follows("[]") ? flattenBinding : follows("[?") ? filterBinding : bracketBinding;
        return binding < wanted ? bracket(std::move(left)) : nullptr;
    }
    if (binding < dotBinding && take(".")) {
        skipBlanks();
        if (take("*"))
            return make(JmesNode::Kind::ValueProjection, std::move(left), projected());
        if (take("["))
            return multiSelect(std::move(left));
        if (peek() == '{') {
            fail(u"multi-select hashes are not supported"_s, ErrorCode::Unsupported);
            return nullptr;
        }
        return make(JmesNode::Kind::Pipe, std::move(left), name());
    }
    return nullptr;
}

JmesNode::Pointer JmesPathParser::bracket(Pointer left)
{
    if (take("[]"))
        return make(JmesNode::Kind::ListProjection, make(JmesNode::Kind::Flatten, std::move(left)), projected());
    if (take("[?")) {
        JmesNode node;
        node.kind = JmesNode::Kind::Filter;
        node.left = std::move(left);
        node.condition = expression(0);
        if (!expect("]"))
            return nullptr;
        node.right = projected();
        return make(std::move(node));
    }
    take("[");
    if (take("*")) {
        expect("]");
        return make(JmesNode::Kind::ListProjection, std::move(left), projected());
    }
    skipBlanks();
    return peek() == '-' || isDigit(peek()) ? index(std::move(left)) : multiSelect(std::move(left));
}

JmesNode::Pointer JmesPathParser::index(Pointer left)
{
    JmesNode node;
    node.kind = JmesNode::Kind::Index;
    node.left = std::move(left);
    const qsizetype begin = m_at;
    if (peek() == '-')
        ++m_at;
    while (isDigit(peek()))
        ++m_at;
    bool isNumber = false;
    node.index = m_text.sliced(begin, m_at - begin).toByteArray().toLongLong(&isNumber);
    if (!isNumber)
        fail(u"this index is no number"_s);
    expect("]");
    return make(std::move(node));
}

/// Behind `[`.
JmesNode::Pointer JmesPathParser::multiSelect(Pointer left)
{
    JmesNode node;
    node.kind = JmesNode::Kind::MultiSelect;
    node.left = std::move(left);
    do
        node.arguments.push_back(expression(0));
    while (!m_error && take(","));
    expect("]");
    return make(std::move(node));
}

JmesNode::Pointer JmesPathParser::projected()
{
    Pointer each = make(JmesNode::Kind::Current);
    while (!m_error) {
        Pointer more = next(each, projectionStop);
        if (!more)
            break;
        each = std::move(more);
    }
    return each;
}

} // namespace Plugboard::Aws
