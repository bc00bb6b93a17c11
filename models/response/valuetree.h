#pragma once

#include "core/value/value.h"

#include <QAbstractItemModel>

#include <memory>

namespace Plugboard::Models {

/// A value as a tree of keys, values and types, for answers of any size.
///
/// Rows are made when a view asks for them, some hundreds at a time; what is not looked at costs nothing, and values are
/// shared with the answer, not copied. Order and digits are those of the answer.
class ValueTree final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Key, Content, Type, ColumnCount };
    enum Role {
        PathRole = Qt::UserRole, ///< "items[2].name", from 0 as value paths count
        FeelPathRole, ///< "response.items[3].name": FEEL counts from 1
        TextRole, ///< The whole value: of a text itself, else JSON
        JsonRole,
    };

    explicit ValueTree(QObject *parent = nullptr);
    ~ValueTree() override;

    /// `rootName`: what the top is called in FEEL, such as "response"; empty: entries are variables by themselves.
    void setValue(const Value &value, const QString &rootName = {});
    const Value &value() const { return m_value; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;

    Node *nodeAt(const QModelIndex &index) const;
    QVariant display(const Node &node, int column) const;
    QString path(const Node &node) const;
    QString feelPath(const Node &node) const;

    Value m_value;
    QString m_rootName;
    std::unique_ptr<Node> m_root;
};

} // namespace Plugboard::Models
