#include "core/aws/protocols/xmltree_p.h"

#include "core/value/json.h"

#include <QHash>
#include <QXmlStreamReader>

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxDepth = 1000;
constexpr qsizetype maxAttributes = 256;

Error errorAt(const QXmlStreamReader &reader, ErrorCode code, const QString &message)
{
    const QString where = u"%1:%2"_s.arg(reader.lineNumber()).arg(reader.columnNumber() + 1);
    return {Stage::Response, code, message, where};
}

/// How far a construct that is no element reaches: "<!--" to "-->"; the size of the text if it does not end.
qsizetype pastConstruct(QByteArrayView text, qsizetype begin)
{
    struct Construct
    {
        QByteArrayView opening;
        QByteArrayView closing;
    };
    static constexpr Construct constructs[] {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (const Construct &each : constructs) {
        if (!text.sliced(begin).startsWith(each.opening))
            continue;
        const qsizetype end = text.indexOf(each.closing, begin + each.opening.size());
        return end < 0 ? text.size() : end + each.closing.size();
    }
    return begin;
}

/// Where an element with too many attributes begins; -1 if there is none. To be asked first: QXmlStreamReader compares every
/// attribute with every other one, which takes minutes for 200,000.
qsizetype overlongElement(QByteArrayView text)
{
    qsizetype at = 0;
    while ((at = text.indexOf('<', at)) >= 0) {
        const qsizetype past = pastConstruct(text, at);
        if (past > at) {
            at = past;
            continue;
        }
        const qsizetype begin = at;
        qsizetype attributes = 0;
        for (++at; at < text.size() && text[at] != '>'; ++at) {
            if (text[at] == '=' && ++attributes > maxAttributes)
                return begin;
            if (text[at] != '"' && text[at] != '\'')
                continue;
            at = text.indexOf(text[at], at + 1);
            if (at < 0)
                return -1;
        }
    }
    return -1;
}

XmlNode nodeOf(const QXmlStreamReader &reader)
{
    XmlNode node;
    node.name = reader.name().toString();
    for (const QXmlStreamAttribute &attribute : reader.attributes())
        node.attributes.emplace_back(attribute.qualifiedName().toString(), attribute.value().toString());
    return node;
}

} // namespace

const XmlNode *XmlNode::child(QStringView childName) const
{
    const auto found
        = std::find_if(children.begin(), children.end(), [&](const XmlNode &each) { return each.name == childName; });
    return found == children.end() ? nullptr : &*found;
}

QString XmlNode::childText(QStringView childName) const
{
    const XmlNode *found = child(childName);
    return found == nullptr ? QString() : found->text;
}

Result<XmlNode> readXml(const QByteArray &text)
{
    if (const qsizetype offset = overlongElement(text); offset >= 0) {
        return Error {Stage::Response, ErrorCode::Limit,
                      u"an element of the answer has more than %1 attributes"_s.arg(maxAttributes),
                      Json::positionAt(text, offset).toText()};
    }
    QXmlStreamReader reader(text);
    // A finished element moves into its parent, so the open ones are the whole state.
    std::vector<XmlNode> open(1);
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::DTD:
            return errorAt(reader, ErrorCode::Syntax, u"the answer has a document type, which is refused"_s);
        case QXmlStreamReader::StartElement:
            if (open.size() > maxDepth) {
                return errorAt(reader, ErrorCode::Limit,
                               u"the answer is nested deeper than %1 elements"_s.arg(maxDepth));
            }
            open.push_back(nodeOf(reader));
            break;
        case QXmlStreamReader::Characters:
            open.back().text += reader.text();
            break;
        case QXmlStreamReader::EndElement: {
            XmlNode done = std::move(open.back());
            open.pop_back();
            open.back().children.push_back(std::move(done));
            break;
        }
        default:
            break;
        }
    }
    if (reader.hasError())
        return errorAt(reader, ErrorCode::Syntax,
                       u"the answer is no XML (%1); is the endpoint an AWS service?"_s.arg(reader.errorString()));
    return std::move(open.front().children.front());
}

Value valueOf(const XmlNode &node)
{
    if (node.children.empty() && node.attributes.empty())
        return Value::string(node.text);
    std::vector<std::pair<QByteArray, Value::Items>> groups;
    QHash<QByteArray, std::size_t> places;
    const auto add = [&groups, &places](const QString &name, Value value) {
        const QByteArray key = name.toUtf8();
        const auto place = places.constFind(key);
        if (place != places.constEnd()) {
            groups[*place].second.push_back(std::move(value));
            return;
        }
        places.insert(key, groups.size());
        groups.push_back({key, {std::move(value)}});
    };
    for (const auto &[name, value] : node.attributes)
        add(name, Value::string(value));
    for (const XmlNode &child : node.children)
        add(child.name, valueOf(child));
    if (node.children.empty() && !node.text.isEmpty())
        add(u"text"_s, Value::string(node.text));
    Value::Entries entries;
    for (auto &[key, values] : groups) {
        Value value = values.size() == 1 ? values.front() : Value::list(std::move(values));
        entries.emplace_back(key, std::move(value));
    }
    return Value::context(std::move(entries));
}

} // namespace Plugboard::Aws
