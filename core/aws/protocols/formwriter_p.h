#pragma once

#include "core/aws/protocols/inputwalk_p.h"

#include <QByteArray>

#include <vector>

namespace Plugboard::Aws {

/// The form of the query and ec2 protocols: "Action=Publish&Version=2010-03-31&TopicArn=…".
///
/// Source: Smithy, "AWS query protocol" and "AWS EC2 query protocol", request serialization. Blanks are %20, which every
/// service takes, unlike "+".
class FormWriter final : public InputWriter
{
public:
    enum class Dialect { Query, Ec2 };

    explicit FormWriter(Dialect dialect)
        : m_dialect(dialect)
    {
    }

    void addPair(const QByteArray &name, QByteArrayView value);
    const QByteArray &body() const { return m_body; }

    TimestampFormat defaultTimestampFormat() const override { return TimestampFormat::Iso8601; }
    void beginStructure(const Place &place) override;
    void endStructure(const Place &) override { m_open.pop_back(); }
    void beginList(const Place &place, qsizetype size) override;
    void endList(const Place &) override { m_open.pop_back(); }
    void beginMap(const Place &place, qsizetype size) override;
    void endMap(const Place &) override { m_open.pop_back(); }
    void writeScalar(const Place &place, const Scalar &scalar) override;
    void writeDocument(const Place &place, const Value &value) override;

private:
    struct Open
    {
        QByteArray prefix; ///< Of members, of items before their number, of entries before theirs
        const Shape *shape;
    };

    QByteArray enter(const Place &place);
    QByteArray nameOf(const Member &member) const;

    Dialect m_dialect;
    QByteArray m_body;
    std::vector<Open> m_open;
};

} // namespace Plugboard::Aws
