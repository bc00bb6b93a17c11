#pragma once

#include "core/feel/colouring.h"

#include <QObject>
#include <QPalette>
#include <QTextCharFormat>

#include <optional>

class QTextBlock;
class QTextDocument;

namespace Plugboard::Ui {

/// How a part of an expression looks; of enough contrast on the palette's base, light or dark.
QTextCharFormat feelFormat(Feel::Coloured::Look look, const QPalette &palette);

/// Colours a document that holds an expression, anew with each change.
///
/// The formats belong to the layout, not to the document: undo does not know of them. Only lines that look different are laid
/// out again.
class FeelColours final : public QObject
{
    Q_OBJECT

public:
    /// Colours nothing beyond this; a key must not take longer than a frame.
    static constexpr int longestText = 100'000;

    explicit FeelColours(QTextDocument *document);

    void setPalette(const QPalette &palette);
    /// What the document holds, as it was coloured.
    const QString &text() const { return m_text; }
    /// The part that has the character at `position`.
    std::optional<Feel::Coloured> partAt(int position) const;
    /// Whether what is typed at `position` becomes part of a text or comment.
    bool isQuotedAt(int position) const;

private:
    void read();
    void colour();
    void colourBlock(const QTextBlock &block);

    QTextDocument *m_document;
    QPalette m_palette;
    QString m_text;
    QList<Feel::Coloured> m_parts;
};

} // namespace Plugboard::Ui
