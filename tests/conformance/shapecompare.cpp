#include "tests/conformance/shapecompare.h"

#include "core/value/json.h"

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

QString different(const Value &actual, const Value &expected, const QString &path)
{
    return u"%1: %2 instead of %3"_s.arg(path, QString::fromUtf8(Json::write(actual)),
                                         QString::fromUtf8(Json::write(expected)));
}

QString structureDifference(const Aws::Shape &shape, const Value &actual, const Value &expected,
                            const ShapeExpectation &expectation, const QString &path)
{
    for (qsizetype i = 0; i < expected.size(); ++i) {
        if (shape.member(QString::fromUtf8(expected.keyAt(i))) == nullptr)
            return u"%1: the model has no member %2"_s.arg(path, QString::fromUtf8(expected.keyAt(i)));
    }
    for (const Aws::Member &member : shape.members) {
        const QByteArray name = member.name.toUtf8();
        const QString where = path.isEmpty() ? member.name : path + u'.' + member.name;
        const QString why = shapeDifference(*member.shape, actual[name], expected[name], expectation, where);
        if (!why.isEmpty())
            return why;
    }
    return {};
}

QString mapDifference(const Aws::Shape &shape, const Value &actual, const Value &expected,
                      const ShapeExpectation &expectation, const QString &path)
{
    for (const Value *side : {&actual, &expected}) {
        for (qsizetype i = 0; i < side->size(); ++i) {
            const QByteArrayView key = side->keyAt(i);
            const QString why = shapeDifference(*shape.value.shape, actual[key], expected[key], expectation,
                                                path + u'.' + QString::fromUtf8(key));
            if (!why.isEmpty())
                return why;
        }
    }
    return {};
}

QString listDifference(const Aws::Shape &shape, const Value &actual, const Value &expected,
                       const ShapeExpectation &expectation, const QString &path)
{
    for (qsizetype i = 0; i < expected.size() && actual.size() == expected.size(); ++i) {
        const QString why = shapeDifference(*shape.item.shape, actual.at(i), expected.at(i), expectation,
                                            u"%1[%2]"_s.arg(path).arg(i + 1));
        if (!why.isEmpty())
            return why;
    }
    return actual.size() == expected.size() ? QString() : different(actual, expected, path);
}

/// Each event is a structure with the one member that it is.
QString eventsDifference(const Aws::Shape &shape, const Value &actual, const Value &expected,
                         const ShapeExpectation &expectation, const QString &path)
{
    for (qsizetype i = 0; i < expected.size() && actual.size() == expected.size(); ++i) {
        const QString why
            = structureDifference(shape, actual.at(i), expected.at(i), expectation, u"%1[%2]"_s.arg(path).arg(i + 1));
        if (!why.isEmpty())
            return why;
    }
    return actual.size() == expected.size() ? QString() : different(actual, expected, path);
}

/// Expected scalars in the words of the answer.
bool sameScalar(const Aws::Shape &shape, const Value &actual, const Value &expected,
                const ShapeExpectation &expectation, const QString &path)
{
    if (shape.type == Aws::ShapeType::Timestamp && !expectation.timestampsAsText) {
        const std::optional<QDateTime> moment = Aws::momentOf(actual);
        const std::optional<Decimal> milliseconds = expected.number().multiply(Decimal(1000));
        return moment && milliseconds && *milliseconds == Decimal(moment->toMSecsSinceEpoch());
    }
    const bool raw = expectation.rawBody && expectation.rawBody->member == path;
    if (shape.type == Aws::ShapeType::Blob && (!raw || expectation.rawBody->base64))
        return QByteArray::fromBase64(actual.utf8().toByteArray()) == expected.utf8();
    if (actual.isString() && (expected.isContext() || expected.isList())) // A text that is JSON, shown as what it holds
        return Json::read(actual.utf8()).valueOr({}) == expected;
    if (expected.isString() && !actual.isString()) // The reverse
        return Json::write(actual) == expected.utf8();
    return actual == expected || (expected.isNull() && actual.isString() && actual.utf8().isEmpty());
}

} // namespace

QString shapeDifference(const Aws::Shape &shape, const Value &actual, const Value &expected,
                        const ShapeExpectation &expectation, const QString &path)
{
    if (actual.isNull() && expected.isNull())
        return {};
    const bool sameKind = actual.type() == expected.type();
    if (shape.eventStream && sameKind && actual.isList())
        return eventsDifference(shape, actual, expected, expectation, path);
    if (shape.type == Aws::ShapeType::Structure && !shape.document && sameKind)
        return structureDifference(shape, actual, expected, expectation, path);
    if (shape.type == Aws::ShapeType::Map && sameKind)
        return mapDifference(shape, actual, expected, expectation, path);
    if (shape.type == Aws::ShapeType::List && sameKind)
        return listDifference(shape, actual, expected, expectation, path);
    return sameScalar(shape, actual, expected, expectation, path) ? QString() : different(actual, expected, path);
}

} // namespace Plugboard::Conformance
