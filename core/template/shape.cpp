#include "core/template/shape_p.h"

#include <QRegularExpression>

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

bool isA(const Value &value, int kinds)
{
    switch (value.type()) {
    case Value::Type::String:
        return kinds & AText;
    case Value::Type::Number:
        return (kinds & ANumber) || ((kinds & AnInteger) && value.number().isInteger());
    case Value::Type::Boolean:
        return kinds & ABoolean;
    case Value::Type::Context:
        return kinds & AnObject;
    case Value::Type::List:
        return kinds & AList;
    default:
        return false;
    }
}

bool isOneOf(QByteArrayView text, const char *words)
{
    for (QByteArrayView rest(words); !rest.isEmpty();) {
        const qsizetype blank = rest.indexOf(' ');
        if (text == (blank < 0 ? rest : rest.first(blank)))
            return true;
        rest = blank < 0 ? QByteArrayView() : rest.sliced(blank + 1);
    }
    return false;
}

QString spoken(const char *words)
{
    QString text = QString::fromUtf8(words).replace(u' ', u", "_s);
    const qsizetype last = text.lastIndexOf(u", "_s);
    return last < 0 ? text : text.replace(last, 2, u" or "_s);
}

namespace {

struct KindName
{
    int kind;
    const char *name;
};
constexpr KindName kindNames[] = {
    {AText, "a text"},           {ANumber, "a number"},   {AnInteger, "a whole number"},
    {ABoolean, "true or false"}, {AnObject, "an object"}, {AList, "a list"},
};

QString nameOf(int kinds)
{
    QStringList names;
    for (const KindName &item : kindNames) {
        if (kinds & item.kind)
            names.append(QString::fromLatin1(item.name));
    }
    return names.join(" or "_L1);
}

QString nameOf(const Value &value)
{
    for (const KindName &item : kindNames) {
        if (item.kind != AnInteger && isA(value, item.kind))
            return value.isBoolean() ? (value.boolean() ? u"true"_s : u"false"_s) : QString::fromLatin1(item.name);
    }
    return u"null"_s;
}

bool isWebAddress(const QString &text)
{
    return text.startsWith("http://"_L1) || text.startsWith("https://"_L1);
}

bool isPrefixedName(const QString &text)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9_]+:[A-Za-z0-9_]+\\z"_s);
    return form.match(text).hasMatch();
}

void checkEntry(const Place &entry, const KeyRule &rule, Findings &findings)
{
    if (!isA(entry.value, rule.kinds))
        refuseKind(entry, rule.kinds, findings);
    else if (rule.form && entry.value.isString() && !rule.form->accepts(entry.value.string()))
        findings.refuse(entry.pointer, u"must be "_s + QString::fromUtf8(rule.form->words));
}

} // namespace

const TextForm webAddress {isWebAddress, "an address that begins with http:// or https://"};
const TextForm prefixedName {isPrefixedName, "a type with its prefix, such as bpmn:Task"};

void refuseKind(const Place &place, int kinds, Findings &findings)
{
    findings.refuse(place.pointer, u"must be %1, but is %2"_s.arg(nameOf(kinds), nameOf(place.value)));
}

bool checkObject(const Place &place, std::span<const KeyRule> rules, Findings &findings)
{
    if (!place.value.isContext()) {
        refuseKind(place, AnObject, findings);
        return false;
    }
    for (const KeyRule &rule : rules) {
        if (const std::optional<Place> entry = place.entry(rule.key))
            checkEntry(*entry, rule, findings);
        else if (rule.required)
            findings.refuse(
                place.pointer,
                u"\"%1\" is missing; it must be %2"_s.arg(QString::fromLatin1(rule.key), nameOf(rule.kinds)));
    }
    return true;
}

void checkTexts(const Place &list, Findings &findings, const TextForm *form)
{
    for (qsizetype i = 0; i < list.value.size() && list.value.isList(); ++i)
        checkEntry(list.item(i), {"", AText, true, form}, findings);
}

} // namespace Plugboard::Template
