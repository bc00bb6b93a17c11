#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <utility>
#include <vector>

namespace Plugboard::Aws {

/// An element of an answer, without namespaces: services differ in prefixes, never in names.
struct XmlNode
{
    QString name;
    std::vector<std::pair<QString, QString>> attributes;
    std::vector<XmlNode> children;
    QString text; ///< Character data of this element alone

    const XmlNode *child(QStringView childName) const;
    QString childText(QStringView childName) const;
};

/// Reads an answer whole. Refused, because no service sends it and it is a known way to attack: a document type, nesting beyond
/// 1,000, more than 256 attributes on one element. Errors: Stage::Response with line:column.
Result<XmlNode> readXml(const QByteArray &text);

/// An element that no model describes: repeated children become a list, an element without children its text.
Value valueOf(const XmlNode &node);

} // namespace Plugboard::Aws
