#include "ui/forms/fieldlabel.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QWhatsThis>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

FieldLabel::FieldLabel(const QString &name, const QString &helpHtml, QWidget *parent)
    : QLabel(parent)
    , m_name(name)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMnemonic({});
    setWhatsThis(helpHtml);
    if (!helpHtml.isEmpty()) {
        setToolTip(helpHtml);
        setCursor(Qt::WhatsThisCursor);
    }
}

void FieldLabel::setMnemonic(QChar letter)
{
    const qsizetype at = letter.isNull() ? -1 : m_name.indexOf(letter, 0, Qt::CaseInsensitive);
    const auto escaped = [](QString text) { return text.replace("&"_L1, "&&"_L1); };
    setText(at < 0 ? escaped(m_name) : escaped(m_name.first(at)) + u'&' + escaped(m_name.sliced(at)));
}

void FieldLabel::showHelp()
{
    QWhatsThis::showText(mapToGlobal(QPoint(0, height())), whatsThis(), this);
}

/// Without the mnemonic, at which kerning breaks off and the name needs another width.
QSize FieldLabel::sizeHint() const
{
    const int width = fontMetrics().boundingRect(m_name).width() + fontMetrics().averageCharWidth();
    return {std::max(width, QLabel::sizeHint().width()), QLabel::sizeHint().height()};
}

QSize FieldLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 6, QLabel::minimumSizeHint().height()};
}

QString FieldLabel::shownText() const
{
    return fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width(), Qt::TextShowMnemonic);
}

QRect FieldLabel::textRect() const
{
    return style()->itemTextRect(fontMetrics(), contentsRect(),
                                 int(QStyle::visualAlignment(layoutDirection(), alignment())) | Qt::TextShowMnemonic,
                                 isEnabled(), shownText());
}

void FieldLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QLabel::changeEvent(event);
}

void FieldLabel::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !whatsThis().isEmpty() && textRect().contains(event->pos()))
        showHelp();
    else
        QLabel::mouseReleaseEvent(event);
}

void FieldLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int mnemonic
        = style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr, this) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    style()->drawItemText(&painter, contentsRect(),
                          int(QStyle::visualAlignment(layoutDirection(), alignment())) | mnemonic, palette(),
                          isEnabled(), shownText(), foregroundRole());
    if (whatsThis().isEmpty())
        return;
    const QRect line = textRect();
    painter.setPen(QPen(palette().color(foregroundRole()), 1, Qt::DotLine));
    painter.drawLine(line.left(), line.bottom(), line.right(), line.bottom());
}

} // namespace Plugboard::Ui
