#pragma once

#include "core/aws/protocols/inputwalk_p.h"

#include <QByteArray>

namespace Plugboard::Aws {

/// The body of the Smithy RPC v2 protocol in CBOR (RFC 8949).
///
/// Source: Smithy, "Smithy RPC v2 CBOR protocol", shape serialization. Structures have an indefinite length, because the walk
/// finds out their size as it goes; integers and lengths have the shortest form.
class CborWriter final : public InputWriter
{
public:
    const QByteArray &body() const { return m_body; }

    /// Unused: moments are always tag 1 with seconds.
    TimestampFormat defaultTimestampFormat() const override { return TimestampFormat::UnixTimestamp; }
    bool writesNulls() const override { return true; }
    void beginStructure(const Place &place) override;
    void endStructure(const Place &) override;
    void beginList(const Place &place, qsizetype size) override;
    void endList(const Place &) override { }
    void beginMap(const Place &place, qsizetype size) override;
    void endMap(const Place &) override { }
    void writeScalar(const Place &place, const Scalar &scalar) override;
    void writeNull(const Place &place) override;
    void writeDocument(const Place &place, const Value &value) override;

private:
    void startItem(const Place &place);
    void writeHead(quint8 majorType, quint64 argument);
    void writeString(quint8 majorType, QByteArrayView bytes);
    void writeInteger(qint64 number);
    void writeReal(const QByteArray &text, ShapeType type);
    void writeDouble(double number);

    QByteArray m_body;
};

} // namespace Plugboard::Aws
