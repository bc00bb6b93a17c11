#include "ui/widgets/picture.h"

#include <QFileInfo>
#include <QPainter>
#include <QSvgRenderer>
#include <QWidget>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

QPixmap pictureFor(const QWidget *widget, const QString &name, const QColor &color)
{
    const QString file = u":/icons/%1.svg"_s.arg(name);
    if (!QFileInfo::exists(file))
        return {};
    QSvgRenderer renderer(file);
    const qreal ratio = widget->devicePixelRatioF();
    const int side = widget->fontMetrics().height();
    QPixmap picture(QSize(side, side) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(0, 0, side, side), color);
    return picture;
}

} // namespace Plugboard::Ui
