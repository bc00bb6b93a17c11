#pragma once

#include "models/backend.h"
#include "models/workspace/openworkspace.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace Plugboard::Models {

/// Everything that can be opened, in one tree: the workspace's requests, the installed connectors, and the operations of all
/// AWS services on this computer. Services are listed, and their operations read, in a worker when their node is opened.
/// While a search is set, the operations that it finds are a section of their own, best first.
///
/// Requests can be renamed in place and dragged to another place; the change is made in the workspace, whose answer
/// refreshes the tree row by row: what is selected, open or being edited stays so.
class ExplorerTree final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind { Section, Folder, Request, Broken, Connector, Service, Operation, Note };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole,
        IdRole, ///< Path of a request or folder; id of a connector; "aws:sns:Publish"; id of a service
        SearchRole, ///< What a search looks at; empty: never found
        OpensRole, ///< Whether it can be opened: requests, broken or not, connectors, operations
        IconRole, ///< Of a connector: its own picture as a data: URI; may be empty
        FoundRole, ///< It was found by setSearch()
    };

    ExplorerTree(const Backend &backend, OpenWorkspace *workspace, QObject *parent = nullptr);
    ~ExplorerTree() override;

    /// The row of a request or folder; invalid if there is none.
    QModelIndex find(const QString &path) const;
    QModelIndex requestsIndex() const;
    QModelIndex servicesIndex() const;
    /// Opens the index of operations in a worker, or builds it at a first start. Only the first call counts; a search does
    /// it, too.
    void prepareSearch();
    /// Shows the operations that are found, now or when the index is there; none for an empty text.
    void setSearch(const QString &words);
    /// Reads again what could not be read: `note` is a row that says so, or the one above it.
    void retry(const QModelIndex &note);
    bool canRetry(const QModelIndex &note) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

private:
    struct Node;
    using Children = std::vector<std::unique_ptr<Node>>;
    enum class Reading { Never, NotYet, Now, Done, Failed };

    /// Where a dragged item would go; nothing if it cannot go there, or stands there already.
    struct Place
    {
        QString path;
        QString folder;
        QString before;
    };
    std::optional<Place> placeFor(const QMimeData *data, int row, const QModelIndex &parent) const;

    static std::unique_ptr<Node> makeNode(Kind kind, const QString &name, const QString &id, const QString &tip);
    static std::unique_ptr<Node> makeNote(const QString &text, const QString &tip = {});
    static std::unique_ptr<Node> makeRequest(const Workspace::Item &item);
    Node *nodeAt(const QModelIndex &index) const;
    Node *failedAt(const QModelIndex &note) const;
    QModelIndex indexOf(const Node *node) const;
    void insert(Node *parent, int row, std::unique_ptr<Node> child);
    void removeFrom(Node *parent, int row);
    void moveUp(Node *parent, int from, int to);
    void setChildren(Node *node, Children children);
    void refresh(Node *node, Children wanted);
    void showRequests();
    void showConnectors();
    void read(Node *node);
    void readServices();
    void readOperations(const QString &service);
    Children findOperations() const;
    void showFound();

    const Backend &m_backend;
    OpenWorkspace *m_workspace;
    std::unique_ptr<Node> m_root;
    Node *m_requests = nullptr;
    Node *m_connectors = nullptr;
    Node *m_services = nullptr;
    Node *m_found = nullptr; ///< Only there while something is found
    QString m_search;
    Aws::OperationIndexPtr m_index; ///< Null until it is there
    Reading m_indexing = Reading::NotYet;
    std::stop_source m_stop;
    QThreadPool m_readers;
};

} // namespace Plugboard::Models
