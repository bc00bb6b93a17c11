#pragma once

#include "core/aws/models/modellibrary.h"
#include "core/base/result.h"

#include <QList>
#include <QString>

#include <memory>
#include <stop_token>

namespace Plugboard::Aws {

/// An operation that a search found.
struct OperationHit
{
    QString service; ///< "sns"
    QString serviceName; ///< As people call it: "SNS"
    QString operation; ///< "Publish"
    QString sentence; ///< The first of its documentation, as plain text; may be empty
    bool deprecated = false;

    QString id() const { return QStringLiteral("aws:%1:%2").arg(service, operation); }
};

struct OperationHits
{
    QList<OperationHit> best; ///< Best first
    qsizetype found = 0; ///< With those that are not among the best
};

struct IndexedService
{
    QString id; ///< "ce"
    QString name; ///< As people call it: "Cost Explorer"
    qsizetype operations = 0;
};

class OperationIndex;
using OperationIndexPtr = std::shared_ptr<const OperationIndex>; ///< Shared by workers and the window

/// Names and first sentences of every operation of every service, of the newest version each, to be searched with every key
/// that is pressed.
///
///     const OperationIndexPtr index = OperationIndex::open(library, file, stop); // in a worker
///     index->search(u"lambda inv", 100);                                         // anywhere, within a millisecond
///
/// Immutable, thread-safe.
class OperationIndex final
{
public:
    /// The one in `file`, if that was built from the models as they are; else builds it and writes the file, which may fail
    /// without harm. Null if it was stopped. For a worker.
    static OperationIndexPtr open(const ModelLibrary &library, const QString &file, std::stop_token stop = {});

    /// Reads the beginning of every model with several threads. Null if it was stopped.
    static OperationIndexPtr build(const ModelLibrary &library, std::stop_token stop = {});
    /// Errors: Stage::Settings; Unreadable, and Invalid if the file is damaged or from another version of Plugboard.
    static Result<OperationIndexPtr> read(const QString &file);
    /// Whole or not at all. Errors: Stage::Settings, Unwritable.
    Result<Done> write(const QString &file) const;

    ~OperationIndex();
    OperationIndex(const OperationIndex &) = delete;
    OperationIndex &operator=(const OperationIndex &) = delete;

    /// Every word must be found, in any order, in the operation's name, its service's id or name, or at the beginning of a
    /// word of the sentence. In names letters may be left out ("sendmsg", "lstobj"), the first must begin a part of the name.
    /// Signs divide words: "sns publish", "sns.Publish", "aws:sns:Publish" and "put-object" are what they seem.
    OperationHits search(QStringView words, qsizetype most) const;

    /// By id; those whose models could be read.
    QList<IndexedService> services() const;
    qsizetype operationCount() const;
    qsizetype memoryBytes() const;
    /// ModelLibrary::fingerprint() of the models it was built from.
    const QByteArray &fingerprint() const;
    /// Of models that were skipped.
    const Errors &problems() const;

private:
    struct Content;
    class Builder;
    class Search;

    explicit OperationIndex(Content content);

    std::unique_ptr<const Content> m_content;
};

} // namespace Plugboard::Aws
