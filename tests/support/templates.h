#pragma once

#include "core/base/error.h"

#include <QRegularExpression>

#include <algorithm>

namespace Plugboard::Tests {

/// A template that holds `properties` and other keys; both are JSON without the outer brackets.
inline QByteArray templateWith(const QByteArray &properties, const QByteArray &more = {})
{
    return "{\"name\":\"N\",\"id\":\"i\",\"appliesTo\":[\"bpmn:Task\"],\"properties\":[" + properties + ']'
        + (more.isEmpty() ? QByteArray() : ',' + more) + '}';
}

inline QString textOf(const Errors &errors)
{
    QStringList lines;
    for (const Error &error : errors)
        lines.append(error.text());
    return lines.join(u'\n');
}

/// Whether every finding says where it is.
inline bool havePlaces(const Errors &errors)
{
    static const QRegularExpression place(QStringLiteral("\\A\\d+:\\d+( /.*)?\\z"));
    return std::all_of(errors.begin(), errors.end(), [](const Error &error) {
        return error.stage == Stage::Template && place.match(error.where).hasMatch() && !error.message.isEmpty();
    });
}

} // namespace Plugboard::Tests
