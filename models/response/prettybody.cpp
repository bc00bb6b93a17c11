#include "models/response/prettybody.h"

#include "core/value/json.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

namespace Plugboard::Models {

namespace {

/// Names and namespaces as they were sent; QXmlStreamWriter::writeCurrentToken() would make up prefixes.
void write(QXmlStreamWriter &writer, const QXmlStreamReader &reader)
{
    if (!reader.isStartElement())
        return writer.writeCurrentToken(reader);
    writer.writeStartElement(reader.qualifiedName().toString());
    for (const QXmlStreamAttribute &attribute : reader.attributes())
        writer.writeAttribute(attribute.qualifiedName().toString(), attribute.value().toString());
}

std::optional<QByteArray> prettyXml(const QByteArray &body)
{
    QByteArray pretty;
    QXmlStreamReader reader(body);
    reader.setNamespaceProcessing(false);
    QXmlStreamWriter writer(&pretty);
    writer.setAutoFormatting(true);
    writer.setAutoFormattingIndent(2);
    while (!reader.atEnd()) {
        const QXmlStreamReader::TokenType token = reader.readNext();
        // Entities of a DTD could blow the text up.
        if (token == QXmlStreamReader::DTD)
            return std::nullopt;
        // The token comes even where no declaration was sent.
        const bool isInvented = token == QXmlStreamReader::StartDocument && reader.documentVersion().isEmpty();
        if (token != QXmlStreamReader::Invalid && !isInvented && !reader.isWhitespace())
            write(writer, reader);
    }
    if (reader.hasError() || writer.hasError())
        return std::nullopt;
    // The line that follows a declaration, where there is none.
    return pretty.startsWith('\n') ? pretty.sliced(1) : pretty;
}

} // namespace

std::optional<QByteArray> prettyBody(const QByteArray &body)
{
    const QByteArrayView content = QByteArrayView(body).trimmed();
    if (content.startsWith('<'))
        return prettyXml(body);
    if (!content.startsWith('{') && !content.startsWith('['))
        return std::nullopt;
    const Result<Value> value = Json::readLazily(body);
    if (!value)
        return std::nullopt;
    return Json::write(*value, Json::Style::Indented);
}

} // namespace Plugboard::Models
