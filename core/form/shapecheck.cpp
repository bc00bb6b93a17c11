#include "core/form/shapecheck_p.h"

#include "core/form/blobtext.h"
#include "core/form/constraints_p.h"
#include "core/form/plan_p.h"
#include "core/form/shapefields_p.h"
#include "core/value/json.h"

#include <QDateTime>

#include <limits>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

/// Findings and warnings of one nested value, from the outside in.
class InsideCheck final
{
public:
    explicit InsideCheck(std::vector<ValuePath::Step> steps)
        : m_steps(std::move(steps))
    {
    }

    Checked run(const Aws::Shape &shape, const Value &value)
    {
        checkMissing(shape, value, m_steps);
        checkSize(shape, value, m_steps);
        visitParts(shape, value, m_steps, shape.sensitive,
                   [this](const auto &steps, auto *member, auto &part, bool) { checkPart(steps, member, part); });
        return std::move(m_checked);
    }

private:
    using Steps = std::vector<ValuePath::Step>;

    void checkPart(const Steps &steps, const Aws::Member *member, const Value &value)
    {
        if (!member) {
            m_checked.warnings.append({partId(steps), u"is not in the model of the service and is not sent"_s});
            return;
        }
        if (value.isNull())
            return;
        const bool isSingle = !value.isContext() && !value.isList();
        const QString text = isSingle ? textOfValue(value) : QString();
        if (text.startsWith(u'=') || mentionsSecret(text))
            return;
        const QString wrong = isSingle ? wrongText(*member, text) : wrongNesting(*member, value);
        if (!wrong.isEmpty()) {
            m_checked.findings.append({partId(steps), wrong});
        } else if (!isSingle) {
            checkMissing(*member->shape, value, steps);
            checkSize(*member->shape, value, steps);
        } else if (!isAny(*member)) {
            for (const QString &doubt : doubts(*member->shape, text))
                m_checked.warnings.append({partId(steps), doubt});
        }
    }

    static bool isAny(const Aws::Member &member) { return member.jsonValue || member.shape->document; }

    static QString wrongText(const Aws::Member &member, const QString &text)
    {
        const bool mayBeBlank
            = member.shape->type == Aws::ShapeType::String || member.shape->type == Aws::ShapeType::Blob;
        if (!isBlank(text) || mayBeBlank)
            return wrongAwsType(valueTypeOf(member), text);
        return member.required ? QString() : u"must not be empty"_s; // of a required one checkMissing() says it
    }

    static QString wrongNesting(const Aws::Member &member, const Value &value)
    {
        const Aws::Shape &shape = *member.shape;
        if (isAny(member))
            return {};
        if (shape.type == Aws::ShapeType::List)
            return value.isList() ? QString() : u"must be a JSON list, such as [\"a\", \"b\"]"_s;
        if (isNested(shape))
            return value.isContext() ? QString() : u"must be a JSON object, such as {\"name\": \"value\"}"_s;
        if (shape.type == Aws::ShapeType::Blob && value.size() == 1 && value["base64"].isString())
            return {}; // as the protocols take bytes
        return u"must be a single value, but is a %1"_s.arg(value.isList() ? u"list"_s : u"JSON object"_s);
    }

    void checkMissing(const Aws::Shape &shape, const Value &value, Steps steps)
    {
        if (shape.document || shape.type != Aws::ShapeType::Structure || !value.isContext())
            return;
        for (const Aws::Member &member : shape.members) {
            const Value part = member.required ? value[member.name.toUtf8()] : Value();
            const bool isThere = part.isString() ? !isBlank(part.string()) : !part.isNull();
            if (!member.required || member.idempotencyToken || isThere)
                continue;
            steps.emplace_back(member.name.toUtf8());
            m_checked.findings.append({partId(steps), u"must not be empty"_s});
            steps.pop_back();
        }
        if (shape.unionType && value.size() != 1)
            m_checked.findings.append({partId(steps), u"must have exactly one member, but has %1"_s.arg(value.size())});
    }

    void checkSize(const Aws::Shape &shape, const Value &value, const Steps &steps)
    {
        if (shape.document || shape.type == Aws::ShapeType::Structure || (!value.isList() && !value.isContext()))
            return;
        const QString noun = shape.type == Aws::ShapeType::List ? u"items"_s : u"entries"_s;
        if (shape.minimum && double(value.size()) < *shape.minimum)
            m_checked.warnings.append({partId(steps),
                                       u"has %1 %2; the model asks for at least %3"_s.arg(value.size())
                                           .arg(noun)
                                           .arg(*shape.minimum, 0, 'f', 0)});
        if (shape.maximum && double(value.size()) > *shape.maximum)
            m_checked.warnings.append({partId(steps),
                                       u"has %1 %2; the model allows at most %3"_s.arg(value.size())
                                           .arg(noun)
                                           .arg(*shape.maximum, 0, 'f', 0)});
    }

    Steps m_steps;
    Checked m_checked;
};

QString wrongWhole(const QString &text, qint64 least, qint64 most)
{
    const std::optional<Decimal> number = Decimal::fromText(text.trimmed().toUtf8());
    if (!number || !number->isInteger())
        return u"must be a whole number"_s;
    if (*number < Decimal(least) || *number > Decimal(most))
        return u"must be from %1 to %2"_s.arg(least).arg(most);
    return {};
}

QString wrongNumber(const QString &text)
{
    const QByteArray digits = text.trimmed().toUtf8();
    const bool isSpecial = digits == "NaN" || digits == "Infinity" || digits == "-Infinity";
    return isSpecial || Decimal::fromText(digits) ? QString() : u"must be a number"_s;
}

QString wrongTime(const QString &text)
{
    const QString written = text.trimmed();
    const bool isKnown = Decimal::fromText(written.toUtf8())
        || QDateTime::fromString(written.section(u'[', 0, 0), Qt::ISODateWithMs).isValid();
    return isKnown ? QString() : u"must be a time such as 2027-01-31T12:00:00Z, or the seconds since 1970"_s;
}

QString wrongBlob(const QString &text)
{
    const BlobText blob = BlobText::parse(text);
    if (blob.kind == BlobText::Kind::File)
        return blob.content.isEmpty() ? u"names no file; choose one"_s : QString();
    if (blob.kind == BlobText::Kind::Text)
        return {};
    const Result<QByteArray> bytes = bytesOf(blob);
    return bytes ? QString() : bytes.error().message;
}

QString rangeDoubt(const Aws::Shape &shape, const QString &text)
{
    const std::optional<Decimal> number = Decimal::fromText(text.trimmed().toUtf8());
    if (!number)
        return {};
    const double value = number->toDouble();
    const auto written = [](double limit) { return QString::number(limit, 'g', 15); };
    if (shape.minimum && value < *shape.minimum)
        return u"the model asks for at least %1"_s.arg(written(*shape.minimum));
    if (shape.maximum && value > *shape.maximum)
        return u"the model allows at most %1"_s.arg(written(*shape.maximum));
    return {};
}

QString lengthDoubt(const Aws::Shape &shape, qsizetype length, const QString &noun)
{
    if (shape.minimum && double(length) < *shape.minimum)
        return u"has %1 %2; the model asks for at least %3"_s.arg(length).arg(noun).arg(*shape.minimum, 0, 'f', 0);
    if (shape.maximum && double(length) > *shape.maximum)
        return u"has %1 %2; the model allows at most %3"_s.arg(length).arg(noun).arg(*shape.maximum, 0, 'f', 0);
    return {};
}

/// Models' patterns are Java's, and some are wrong: one that is none, or that takes too long, says nothing.
QString patternDoubt(const Aws::Shape &shape, const QString &text)
{
    constexpr qsizetype longestMatched = 10'000;
    if (shape.pattern.isEmpty() || text.size() > longestMatched)
        return {};
    const QRegularExpression pattern = fromJavaScript(shape.pattern);
    const QRegularExpressionMatch match = pattern.isValid() ? pattern.match(text) : QRegularExpressionMatch();
    return !match.isValid() || match.hasMatch() ? QString()
                                                : u"does not look as the model describes it: %1"_s.arg(shape.pattern);
}

QString valueDoubt(const Aws::Shape &shape, const QString &text)
{
    if (shape.enumeration.isEmpty() || shape.enumeration.contains(text))
        return {};
    constexpr qsizetype shown = 6;
    const QString more = shape.enumeration.size() > shown ? u" …"_s : QString();
    return u"is none of the values that the model knows: %1%2"_s.arg(
        shape.enumeration.first(std::min(shown, shape.enumeration.size())).join(", "_L1), more);
}

} // namespace

QString wrongAwsType(const QString &valueType, const QString &text)
{
    if (valueType == "integer"_L1)
        return wrongWhole(text, std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max());
    if (valueType == "long"_L1)
        return wrongWhole(text, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
    if (valueType == "float"_L1 || valueType == "double"_L1)
        return wrongNumber(text);
    if (valueType == "boolean"_L1) {
        const QString word = text.trimmed();
        return word == "true"_L1 || word == "false"_L1 ? QString() : u"must be true or false"_s;
    }
    if (valueType == "timestamp"_L1)
        return wrongTime(text);
    if (valueType == "blob"_L1)
        return wrongBlob(text);
    const bool isList = valueType == "list"_L1;
    if (!isList && valueType != "map"_L1 && valueType != "structure"_L1)
        return {};
    const Result<Value> value = Json::read(text.toUtf8());
    if (!value)
        return u"is no JSON: %1 (%2)"_s.arg(value.error().message, value.error().where);
    if (isList ? value->isList() : value->isContext())
        return {};
    return isList ? u"must be a JSON list, such as [\"a\", \"b\"]"_s
                  : u"must be a JSON object, such as {\"name\": \"value\"}"_s;
}

QStringList doubts(const Aws::Shape &shape, const QString &text)
{
    QStringList all;
    const auto add = [&all](const QString &doubt) {
        if (!doubt.isEmpty())
            all.append(doubt);
    };
    switch (shape.type) {
    case Aws::ShapeType::Integer:
    case Aws::ShapeType::Long:
    case Aws::ShapeType::Float:
    case Aws::ShapeType::Double:
        add(rangeDoubt(shape, text));
        break;
    case Aws::ShapeType::String:
        add(valueDoubt(shape, text));
        add(lengthDoubt(shape, text.size(), u"characters"_s));
        if (all.isEmpty())
            add(patternDoubt(shape, text));
        break;
    case Aws::ShapeType::Blob:
        if (const BlobText blob = BlobText::parse(text); blob.kind == BlobText::Kind::Text)
            add(lengthDoubt(shape, blob.content.toUtf8().size(), u"bytes"_s));
        break;
    default:
        break;
    }
    return all;
}

Checked checkedInside(const Aws::Shape &shape, const Value &value, std::vector<ValuePath::Step> steps)
{
    return InsideCheck(std::move(steps)).run(shape, value);
}

} // namespace Plugboard::Form
