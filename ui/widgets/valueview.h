#pragma once

#include "models/response/valuesearch.h"

#include <QTreeView>

namespace Plugboard::Ui {

/// A ValueTree on the screen: values in one line each, copied as value, path, FEEL path or JSON by menu and by keys.
class ValueView final : public QTreeView
{
    Q_OBJECT

public:
    explicit ValueView(QWidget *parent = nullptr);

    /// Opens what fits on a screen. `rootName` as in ValueTree::setValue().
    void setValue(const Value &value, const QString &rootName = {});
    Models::ValueTree *tree() const { return m_tree; }
    /// Whether a value can be mapped from here.
    void setMappable(bool mappable);

    /// Looks for a text in keys and values and goes to the first place from the current row on; found() tells.
    void find(const QString &text);
    /// To the next place, or the one before; wraps round.
    void findNext(bool backwards);

signals:
    /// A value is to become a variable.
    void mapRequested(const QString &feelPath);
    /// `current` from 1.
    void found(qint64 current, qint64 count);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void addCopyAction(const QString &name, const QString &text, const QKeySequence &keys, int role);
    void expandFirst(const QModelIndex &parent, int &rows);
    void goTo(qsizetype hit);

    Models::ValueTree *m_tree;
    Models::ValueSearch m_search;
    QAction *m_map;
};

} // namespace Plugboard::Ui
