#pragma once

#include <QColor>
#include <QHash>
#include <QIcon>
#include <QStyledItemDelegate>

namespace Plugboard::Ui {

/// Shows the explorer's rows: a picture for each kind, a connector's own if it has one; broken requests say so in words,
/// notes stand back.
class ExplorerDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    /// `selected`: the colour of what is drawn on a selection; invalid elsewhere.
    QIcon iconOf(const QModelIndex &index, const QColor &selected) const;

    mutable QHash<QString, QIcon> m_icons; ///< By data: URI, or by file and colour
};

} // namespace Plugboard::Ui
