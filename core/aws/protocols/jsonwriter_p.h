#pragma once

#include "core/aws/protocols/inputwalk_p.h"

#include <QByteArray>

namespace Plugboard::Aws {

/// The body of the JSON protocols.
///
/// Source: Smithy, "AWS JSON 1.0 protocol" and "AWS restJson1 protocol", shape serialization.
class JsonWriter final : public InputWriter
{
public:
    const QByteArray &body() const { return m_body; }

    TimestampFormat defaultTimestampFormat() const override { return TimestampFormat::UnixTimestamp; }
    bool writesNulls() const override { return true; }
    void beginStructure(const Place &place) override { open(place, '{'); }
    void endStructure(const Place &) override { close('}'); }
    void beginList(const Place &place, qsizetype) override { open(place, '['); }
    void endList(const Place &) override { close(']'); }
    void beginMap(const Place &place, qsizetype) override { open(place, '{'); }
    void endMap(const Place &) override { close('}'); }
    void writeScalar(const Place &place, const Scalar &scalar) override;
    void writeNull(const Place &place) override;
    void writeDocument(const Place &place, const Value &value) override;

private:
    void open(const Place &place, char bracket);
    void close(char bracket);
    void startItem(const Place &place);

    QByteArray m_body;
    bool m_first = true; ///< Nothing stands yet between the brackets that are open
};

} // namespace Plugboard::Aws
