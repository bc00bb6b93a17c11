#include "ui/explorer/explorerdelegate.h"

#include "models/explorer/explorertree.h"
#include "ui/widgets/looks.h"

#include <QPainter>
#include <QSvgRenderer>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::ExplorerTree;
using Kind = ExplorerTree::Kind;

namespace {

constexpr int sidePixels = 64; ///< Of pictures; sharp on dense screens, too.

QString fileOf(Kind kind)
{
    switch (kind) {
    case Kind::Folder:
        return u":/icons/folder.svg"_s;
    case Kind::Request:
        return u":/icons/request.svg"_s;
    case Kind::Broken:
        return u":/icons/broken.svg"_s;
    case Kind::Connector:
        return u":/icons/connector.svg"_s;
    case Kind::Service:
        return u":/icons/service.svg"_s;
    case Kind::Operation:
        return u":/icons/operation.svg"_s;
    case Kind::Section:
    case Kind::Note:
        break;
    }
    return {};
}

/// Styles mix selected icons with the selection's colour, on which they would hardly be seen.
QIcon unblended(const QPixmap &pixmap)
{
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

/// The picture in a data: URI (RFC 2397); null if there is none in it that we can show.
QIcon iconIn(const QString &uri)
{
    const qsizetype comma = uri.indexOf(u',');
    const QString kind = uri.left(comma);
    if (comma < 0 || !kind.startsWith(u"data:image/"_s))
        return {};
    const QByteArray content = uri.sliced(comma + 1).toLatin1();
    const QByteArray bytes
        = kind.endsWith(u";base64"_s) ? QByteArray::fromBase64(content) : QByteArray::fromPercentEncoding(content);
    if (!kind.startsWith(u"data:image/svg"_s)) {
        QPixmap pixmap;
        return pixmap.loadFromData(bytes) ? unblended(pixmap) : QIcon();
    }
    QSvgRenderer renderer(bytes);
    if (!renderer.isValid())
        return {};
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPixmap pixmap(sidePixels, sidePixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    return unblended(pixmap);
}

/// The same drawing in one colour.
QIcon tinted(const QIcon &icon, const QColor &color)
{
    QPixmap pixmap = icon.pixmap(sidePixels);
    if (pixmap.isNull())
        return icon;
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    return unblended(pixmap);
}

} // namespace

QIcon ExplorerDelegate::iconOf(const QModelIndex &index, const QColor &selected) const
{
    const QString uri = index.data(ExplorerTree::IconRole).toString();
    if (!uri.isEmpty()) {
        const auto known = m_icons.constFind(uri);
        const QIcon icon = known != m_icons.constEnd() ? *known : *m_icons.insert(uri, iconIn(uri));
        if (!icon.isNull())
            return icon;
    }
    const QString file = fileOf(index.data(ExplorerTree::KindRole).value<Kind>());
    if (file.isEmpty())
        return {};
    const QString key = selected.isValid() ? file + selected.name() : file;
    if (const auto known = m_icons.constFind(key); known != m_icons.constEnd())
        return *known;
    return *m_icons.insert(key, selected.isValid() ? tinted(QIcon(file), selected) : QIcon(file));
}

void ExplorerDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const bool isSelected = option->state.testFlag(QStyle::State_Selected);
    const auto group = option->state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    option->icon = iconOf(index, isSelected ? option->palette.color(group, QPalette::HighlightedText) : QColor());
    if (!option->icon.isNull())
        option->features |= QStyleOptionViewItem::HasDecoration;
    const Kind kind = index.data(ExplorerTree::KindRole).value<Kind>();
    if (kind == Kind::Broken)
        option->text = tr("%1 (cannot be read)").arg(option->text);
    if (kind == Kind::Note)
        option->font.setItalic(true);
    if (kind == Kind::Broken || kind == Kind::Note)
        option->palette.setColor(QPalette::Text,
                                 textColor(kind == Kind::Note ? TextColor::Quiet : TextColor::Bad, option->palette));
}

} // namespace Plugboard::Ui
