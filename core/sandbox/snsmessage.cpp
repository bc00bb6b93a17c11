#include "core/sandbox/snsmessage_p.h"

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
    static const QRegularExpression allowed(uR"(^(?!\.)(?!.*\.\.)(?!.*\.$)[A-Za-z0-9_.-]{1,256}$)"_s);
    return allowed.match(name).hasMatch();
}

bool isNumber(const QString &text)
{
    static const QRegularExpression number(uR"(^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$)"_s);
    return number.match(text).hasMatch();
}

/// One attribute's text, or what is wrong with it.
std::optional<Refusal> readAttribute(const Call &call, const QString &entry, const QString &name, QString &text)
{
    const QString type = call.text(entry + u"Value.DataType"_s);
    const QString prefix = type.section(u'.', 0, 0);
    if (type.isEmpty())
        return invalidAttribute(u"The message attribute '%1' must contain message attribute type."_s.arg(name));
    if (prefix != "String"_L1 && prefix != "Number"_L1 && prefix != "Binary"_L1)
        return invalidAttribute(
            u"The message attribute '%1' has an invalid message attribute type, the set of supported type "
            "prefixes is Binary, Number, and String."_s.arg(name));
    text = call.text(entry + (prefix == "Binary"_L1 ? u"Value.BinaryValue"_s : u"Value.StringValue"_s));
    if (text.isEmpty())
        return invalidAttribute(
            u"The message attribute '%1' must contain non-empty message attribute value for message "
            "attribute type '%2'."_s.arg(name, type));
    if (prefix == "Number"_L1 && !isNumber(text))
        return invalidAttribute(u"Could not cast message attribute '%1' value to number."_s.arg(name));
    return std::nullopt;
}

} // namespace

Refusal invalidParameter(const QString &what)
{
    return {400, u"InvalidParameter"_s, u"Invalid parameter: "_s + what};
}

std::optional<Refusal> messageRefusal(const Call &call)
{
    const QString message = call.text(u"Message"_s);
    if (message.isEmpty())
        return invalidParameter(u"Empty message"_s);
    if (message.toUtf8().size() > largestMessageBytes)
        return invalidParameter(u"Message too long"_s);
    if (call.parameters.contains(u"Subject"_s) && !isSubject(call.text(u"Subject"_s)))
        return invalidParameter(u"Subject"_s);
    const QString structure = call.text(u"MessageStructure"_s);
    if (structure.isEmpty())
        return std::nullopt;
    if (structure != "json"_L1)
        return invalidParameter(u"MessageStructure"_s);
    return structureRefusal(message);
}

std::optional<Refusal> readAttributes(const Call &call, QMap<QString, QString> &attributes)
{
    for (int number = 1;; ++number) {
        const QString entry = u"MessageAttributes.entry.%1."_s.arg(number);
        const QString name = call.text(entry + u"Name"_s);
        if (!call.parameters.contains(entry + u"Name"_s))
            return std::nullopt;
        if (!isAttributeName(name))
            return invalidAttribute(
                u"The message attribute name '%1' is invalid: it may hold letters, digits, underscore, hyphen "
                "and single inner dots."_s.arg(name));
        if (attributes.contains(name))
            return invalidAttribute(u"Message (user) attribute name '%1' already exists."_s.arg(name));
        if (std::optional<Refusal> refusal = readAttribute(call, entry, name, attributes[name]))
            return refusal;
    }
}

} // namespace Plugboard::Sandbox
