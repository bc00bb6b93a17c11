#pragma once

#include "models/response/valuetree.h"

#include <QTreeView>

namespace Plugboard::Ui {

/// A ValueTree on the screen: values in one line each, copied as value, path, FEEL path or JSON.
class ValueView final : public QTreeView
{
    Q_OBJECT

public:
    explicit ValueView(QWidget *parent = nullptr);

    /// Opens what fits on a screen. `rootName` as in ValueTree::setValue().
    void setValue(const Value &value, const QString &rootName = {});
    Models::ValueTree *tree() const { return m_tree; }
    /// Whether the menu offers to map a value.
    void setMappable(bool mappable) { m_isMappable = mappable; }
    /// Selects the next row after the current one that holds `text` in key or value; wraps round. False: there is none.
    bool findNext(const QString &text, bool backwards = false);

signals:
    /// A value is to become a variable.
    void mapRequested(const QString &feelPath);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void copy(int role);
    void expandFirst(const QModelIndex &parent, int &rows);

    Models::ValueTree *m_tree;
    bool m_isMappable = false;
};

} // namespace Plugboard::Ui
