#pragma once

#include "core/aws/protocols/inputwalk_p.h"

#include <QByteArray>

#include <vector>

namespace Plugboard::Aws {

/// The body of the rest-xml protocol.
///
/// Source: Smithy, "AWS restXml protocol", XML shape serialization, and "XML binding traits".
class XmlWriter final : public InputWriter
{
public:
    struct Root
    {
        QString name;
        QString xmlNamespace;
        QString prefix;
    };

    explicit XmlWriter(Root root)
        : m_root(std::move(root))
    {
    }

    const QByteArray &body() const { return m_body; }

    TimestampFormat defaultTimestampFormat() const override { return TimestampFormat::Iso8601; }
    void beginStructure(const Place &place) override { open(place, Own::Element, {}); }
    void endStructure(const Place &) override { close(); }
    void beginList(const Place &place, qsizetype size) override;
    void endList(const Place &) override { close(); }
    void beginMap(const Place &place, qsizetype size) override;
    void endMap(const Place &) override { close(); }
    void writeScalar(const Place &place, const Scalar &scalar) override;
    void writeDocument(const Place &place, const Value &value) override;

private:
    struct Open
    {
        QByteArray name; ///< Empty: a flat list or map, which has no element of its own
        QByteArray wrapper; ///< Closed with it: the element around a map's key and value
        QByteArray childName; ///< Of items, or of the elements around keys and values
        const Shape *shape;
        qsizetype tagEnd; ///< Where the start tag's ">" stands, for attributes
    };
    enum class Own { Element, Nothing };

    void open(const Place &place, Own own, const QByteArray &childName);
    void close();
    QByteArray nameOf(const Place &place) const;
    /// Begins what stands around a key and its value, and writes the key; the name of it, empty for all but entries.
    QByteArray openEntry(const Place &place);
    void writeText(const Place &place, const QByteArray &text);
    void startTag(const Place &place);
    void startTag(const QByteArray &name, const QString &xmlNamespace = {}, const QString &prefix = {});
    void endTag(const QByteArray &name);

    Root m_root;
    QByteArray m_body;
    std::vector<Open> m_open;
};

} // namespace Plugboard::Aws
