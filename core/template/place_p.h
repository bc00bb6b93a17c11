#pragma once

#include "core/value/json.h"
#include "core/value/value.h"

#include <QString>

#include <optional>

namespace Plugboard::Template {

/// A value of a document and the JSON pointer that leads to it, so that a finding can say where it
/// is.
struct Place
{
    Value value;
    QString pointer;

    /// The entry of that name, if this is a context that has one.
    std::optional<Place> entry(const char *key) const
    {
        std::optional<Value> found = value.find(key);
        if (!found)
            return std::nullopt;
        return Place {*std::move(found), pointerTo(key)};
    }
    Place item(qsizetype index) const { return {value.at(index), pointer + u'/' + QString::number(index)}; }
    QString pointerTo(const char *key) const { return Json::pointerStep(pointer, QString::fromUtf8(key)); }
    bool has(const char *key) const { return value.find(key).has_value(); }
    /// Text of an entry; empty if it is missing or no text.
    QString text(const char *key) const { return value[key].string(); }
    QByteArray bytes(const char *key) const
    {
        const Value entry = value[key];
        return entry.utf8().toByteArray();
    }
};

} // namespace Plugboard::Template
