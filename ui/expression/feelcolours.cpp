#include "ui/expression/feelcolours.h"

#include "ui/widgets/looks.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>

namespace Plugboard::Ui {

using Look = Feel::Coloured::Look;

namespace {

struct Shades
{
    Look look;
    QRgb onLight;
    QRgb onDark;
};

/// Each at least 4.5:1 on white and on the greys of dark themes.
constexpr Shades shades[] {
    {Look::Keyword, 0xff7a1fa2, 0xffd9b0ff},  {Look::Constant, 0xff0b5394, 0xff8ec7ff},
    {Look::Number, 0xff0a6b5c, 0xff7fdbca},   {Look::String, 0xff2e6b12, 0xffa5d98a},
    {Look::Temporal, 0xff8a4b00, 0xfff0b981}, {Look::Function, 0xff1a5fb4, 0xff9cc4ff},
    {Look::Key, 0xff7a4a12, 0xffe6c98b},      {Look::Comment, 0xff5f6368, 0xffb0b0b0},
};

} // namespace

QTextCharFormat feelFormat(Look look, const QPalette &palette)
{
    QTextCharFormat format;
    const bool isDark = palette.color(QPalette::Base).lightness() < 128;
    if (look == Look::Bad)
        format.setForeground(textColor(TextColor::Bad, palette));
    for (const Shades &shade : shades) {
        if (shade.look == look)
            format.setForeground(QColor(isDark ? shade.onDark : shade.onLight));
    }
    format.setFontItalic(look == Look::Comment);
    return format;
}

FeelColours::FeelColours(QTextDocument *document)
    : QObject(document)
    , m_document(document)
{
    connect(document, &QTextDocument::contentsChange, this, &FeelColours::read);
    read();
}

void FeelColours::setPalette(const QPalette &palette)
{
    m_palette = palette;
    colour();
}

void FeelColours::read()
{
    const bool isShort = m_document->characterCount() <= longestText;
    m_text = m_document->toPlainText();
    m_parts = isShort ? Feel::coloursOf(m_text) : QList<Feel::Coloured>();
    colour();
}

void FeelColours::colour()
{
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next())
        colourBlock(block);
}

/// As QSyntaxHighlighter does it, but with parts that may go on over lines.
void FeelColours::colourBlock(const QTextBlock &block)
{
    const int begin = block.position();
    const int end = begin + block.length() - 1;
    auto part = std::lower_bound(m_parts.begin(), m_parts.end(), begin,
                                 [](const Feel::Coloured &each, int at) { return each.to <= at; });
    QList<QTextLayout::FormatRange> ranges;
    for (; part != m_parts.end() && part->from < end; ++part) {
        QTextLayout::FormatRange range;
        range.start = std::max(part->from, begin) - begin;
        range.length = std::min(part->to, end) - begin - range.start;
        range.format = feelFormat(part->look, m_palette);
        if (range.format.propertyCount() > 0)
            ranges.append(range);
    }
    if (block.layout()->formats() == ranges)
        return;
    block.layout()->setFormats(ranges);
    m_document->markContentsDirty(begin, block.length());
}

std::optional<Feel::Coloured> FeelColours::partAt(int position) const
{
    const auto part = std::upper_bound(m_parts.begin(), m_parts.end(), position,
                                       [](int at, const Feel::Coloured &each) { return at < each.to; });
    return part != m_parts.end() && part->from <= position ? std::optional(*part) : std::nullopt;
}

bool FeelColours::isQuotedAt(int position) const
{
    // Blanks at the end of a line comment are no part of it.
    int last = position - 1;
    while (last >= 0 && last < m_text.size() && m_text.at(last).isSpace() && m_text.at(last) != u'\n' && !partAt(last))
        --last;
    const std::optional<Feel::Coloured> before = partAt(last);
    if (!before)
        return false;
    const QStringView part = QStringView(m_text).sliced(before->from, before->to - before->from);
    const bool isInside = position < before->to;
    if (before->look == Look::Comment)
        return isInside || part.startsWith(u"//");
    if (last != position - 1)
        return false;
    const qsizetype quote = part.indexOf(u'"');
    const bool isOpen = quote >= 0 && (part.size() == quote + 1 || !part.endsWith(u'"'));
    const bool isText = before->look == Look::String || before->look == Look::Temporal || quote >= 0;
    return isText && (isInside || isOpen);
}

} // namespace Plugboard::Ui
