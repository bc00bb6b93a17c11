#include "core/sandbox/snsmessage_p.h"

#include "core/sandbox/snsvalues_p.h"
#include "core/value/json.h"

#include <QRegularExpression>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestMessageBytes = 256 << 10;
constexpr qsizetype longestSubject = 99;

Refusal invalidAttribute(const QString &what)
{
    return {400, u"ParameterValueInvalid"_s, what};
}

/// ASCII that begins with a letter, number or punctuation mark, without control characters.
bool isSubject(const QString &subject)
{
    if (subject.isEmpty() || subject.size() > longestSubject || subject.at(0) == u' ')
        return false;
    return std::all_of(subject.begin(), subject.end(), [](QChar letter) { return letter >= u' ' && letter <= u'~'; });
}

/// MessageStructure=json: an object of texts by protocol.
std::optional<Refusal> structureRefusal(const QString &message)
{
    const Result<Value> texts = Json::read(message.toUtf8());
    if (!texts || !texts->isContext())
        return invalidParameter(u"Message Structure - JSON message body failed to parse"_s);
    if (!(*texts)["default"].isString())
        return invalidParameter(u"Message Structure - No default entry in JSON message body"_s);
    return std::nullopt;
}

bool isAttributeName(const QString &name)
{
    static const QRegularExpression allowed(uR"(^(?!\.)(?!.*\.\.)(?!.*\.\z)[A-Za-z0-9_.-]{1,256}\z)"_s);
    return allowed.match(name).hasMatch();
}

bool isNumber(const QString &text)
{
    static const QRegularExpression number(uR"(^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\z)"_s);
    return number.match(text).hasMatch();
}

/// String.Array: JSON texts, numbers, true, false and null, in one list.
bool isArrayOfPlainValues(const QString &text)
{
    const Result<Value> array = Json::read(text.toUtf8());
    if (!array || !array->isList())
        return false;
    for (qsizetype i = 0; i < array->size(); ++i) {
        const Value item = array->at(i);
        if (item.isList() || item.isContext())
            return false;
    }
    return true;
}

bool isBase64(const QString &text)
{
    return bool(QByteArray::fromBase64Encoding(text.toUtf8(), QByteArray::AbortOnBase64DecodingErrors));
}

/// What is wrong with the text of an attribute for its type; empty if nothing is.
QString valueComplaint(const QString &name, const QString &type, const QString &text)
{
    const QString prefix = type.section(u'.', 0, 0);
    if (prefix == "Number"_L1 && !isNumber(text))
        return u"Could not cast message attribute '%1' value to number."_s.arg(name);
    if (type == "String.Array"_L1 && !isArrayOfPlainValues(text))
        return u"The message attribute '%1' must hold a JSON array of strings, numbers, true, false and null."_s.arg(
            name);
    if (prefix == "Binary"_L1 && !isBase64(text))
        return u"The message attribute '%1' must hold its bytes in base64."_s.arg(name);
    return {};
}

/// One attribute's text, or what is wrong with it.
std::optional<Refusal> readAttribute(const Call &call, const QString &entry, const QString &name,
                                     MessageAttributes &attributes)
{
    const QString type = call.text(entry + u"Value.DataType"_s);
    const QString prefix = type.section(u'.', 0, 0);
    if (type.isEmpty())
        return invalidAttribute(u"The message attribute '%1' must contain message attribute type."_s.arg(name));
    if (prefix != "String"_L1 && prefix != "Number"_L1 && prefix != "Binary"_L1)
        return invalidAttribute(
            u"The message attribute '%1' has an invalid message attribute type, the set of supported type "
            "prefixes is Binary, Number, and String."_s.arg(name));
    const QString field = prefix == "Binary"_L1 ? u"Binary"_s : u"String"_s;
    const QString other = prefix == "Binary"_L1 ? u"String"_s : u"Binary"_s;
    if (!call.has(entry + u"Value.%1Value"_s.arg(field)) && call.has(entry + u"Value.%1Value"_s.arg(other)))
        return invalidAttribute(
            u"The message attribute '%1' with type '%2' must use field '%3'."_s.arg(name, type, field));
    const QString text = call.text(entry + u"Value.%1Value"_s.arg(field));
    if (text.isEmpty())
        return invalidAttribute(
            u"The message attribute '%1' must contain non-empty message attribute value for message "
            "attribute type '%2'."_s.arg(name, type));
    if (const QString complaint = valueComplaint(name, type, text); !complaint.isEmpty())
        return invalidAttribute(complaint);
    const QByteArray bytes = text.toUtf8();
    attributes.texts.insert(name, text);
    attributes.bytes += name.toUtf8().size() + type.toUtf8().size()
        + (prefix == "Binary"_L1 ? QByteArray::fromBase64(bytes) : bytes).size();
    return std::nullopt;
}

/// Subject and MessageStructure.
std::optional<Refusal> formRefusal(const Call &call)
{
    if (call.has(u"Subject"_s) && !isSubject(call.text(u"Subject"_s)))
        return invalidParameter(u"Subject"_s);
    const QString structure = call.text(u"MessageStructure"_s);
    if (structure.isEmpty())
        return std::nullopt;
    if (structure != "json"_L1)
        return invalidParameter(u"MessageStructure"_s);
    return structureRefusal(call.text(u"Message"_s));
}

/// MessageGroupId and MessageDeduplicationId: 1 to 128 letters, digits and punctuation marks.
std::optional<Refusal> idRefusal(const Call &call)
{
    static const QRegularExpression allowed(u"^[!-~]{1,128}\\z"_s);
    for (const QString &name : {u"MessageGroupId"_s, u"MessageDeduplicationId"_s}) {
        if (call.has(name) && !allowed.match(call.text(name)).hasMatch())
            return invalidParameter(
                u"%1 Reason: %1 can only include alphanumeric and punctuation characters. 1 to 128 in length"_s.arg(
                    name));
    }
    return std::nullopt;
}

/// A message has one target.
std::optional<Refusal> targetRefusal(const Call &call)
{
    const auto targets = call.has(u"TopicArn"_s) + call.has(u"TargetArn"_s) + call.has(u"PhoneNumber"_s);
    if (targets == 0)
        return invalidParameter(u"TopicArn or TargetArn Reason: no value for required parameter"_s);
    if (targets > 1)
        return invalidParameter(u"TopicArn, TargetArn and PhoneNumber Reason: only one of them may have a value"_s);
    static const QRegularExpression e164(u"^\\+[1-9][0-9]{3,14}\\z"_s);
    const QString phone = call.text(u"PhoneNumber"_s);
    if (call.has(u"PhoneNumber"_s) && !e164.match(phone).hasMatch())
        return invalidParameter(u"PhoneNumber Reason: %1 is not valid to publish to"_s.arg(phone));
    return std::nullopt;
}

} // namespace

std::optional<Refusal> readMessageAttributes(const Call &call, MessageAttributes &attributes)
{
    for (int number = 1;; ++number) {
        const QString entry = u"MessageAttributes.entry.%1."_s.arg(number);
        const QString name = call.text(entry + u"Name"_s);
        if (!call.has(entry + u"Name"_s))
            return std::nullopt;
        if (!isAttributeName(name))
            return invalidAttribute(
                u"The message attribute name '%1' is invalid: it may hold letters, digits, underscore, hyphen "
                "and single inner dots."_s.arg(name));
        if (attributes.texts.contains(name))
            return invalidAttribute(u"Message (user) attribute name '%1' already exists."_s.arg(name));
        if (std::optional<Refusal> refusal = readAttribute(call, entry, name, attributes))
            return refusal;
    }
}

std::optional<Refusal> messageRefusal(const Call &call, const MessageAttributes &attributes)
{
    const QByteArray message = call.text(u"Message"_s).toUtf8();
    if (message.isEmpty())
        return invalidParameter(u"Empty message"_s);
    if (message.size() + attributes.bytes > largestMessageBytes)
        return invalidParameter(u"Message too long"_s);
    for (const auto rule : {formRefusal, idRefusal, targetRefusal}) {
        if (std::optional<Refusal> refusal = rule(call))
            return refusal;
    }
    return std::nullopt;
}

} // namespace Plugboard::Sandbox
