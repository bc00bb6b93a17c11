#pragma once

#include "core/value/value.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace Plugboard::Models {

/// A value as a tree of keys, values and types, for answers of any size.
///
/// Rows are made when a view asks for them, some hundreds at a time; what is not looked at costs nothing, and values are
/// shared with the answer, not copied. Order and digits are those of the answer. A text that holds a JSON object or array has
/// the entries of that as its rows.
class ValueTree final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Key, Content, Type, ColumnCount };
    enum Role {
        PathRole = Qt::UserRole, ///< "response.items[3].name", as ValuePath reads it: from 1
        FeelPathRole, ///< The same, and through a text: "from json(response.message).id"
        TextRole, ///< The whole value: of a text itself, else JSON
        JsonRole,
    };

    explicit ValueTree(QObject *parent = nullptr);
    ~ValueTree() override;

    /// `rootName`: what the top is called in FEEL, such as "response"; empty: entries are variables by themselves.
    void setValue(const Value &value, const QString &rootName = {});
    const Value &value() const { return m_value; }
    /// What the rows at the top are the entries of.
    const Value &shown() const;

    /// Its entries, if it has any, are those of the JSON in it.
    bool isText(const QModelIndex &index) const;

    /// The rows that lead to an entry, from the top; of the root none.
    using Way = std::vector<qsizetype>;
    Way wayTo(const QModelIndex &index) const;
    /// Makes the rows on that way where there are none yet; invalid if it leads nowhere.
    QModelIndex reach(const Way &way);

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
    void fetch(const QModelIndex &parent, qsizetype to);
    QVariant display(Node &node, int column) const;
    QString path(const Node &node) const;
    QString feelPath(const Node &node) const;

    Value m_value;
    QString m_rootName;
    std::unique_ptr<Node> m_root;
};

} // namespace Plugboard::Models
