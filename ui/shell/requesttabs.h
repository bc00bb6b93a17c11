#pragma once

#include "models/backend.h"
#include "models/request/drafts.h"
#include "models/workspace/openworkspace.h"
#include "ui/shell/requestpage.h"

#include <QPointer>
#include <QSet>

#include <QTabWidget>

namespace Plugboard::Ui {

class PreviewStyle;

/// What is open, tab by tab, to be opened again at the next start.
struct OpenTabs
{
    QStringList items; ///< A path, "new:ID" for a connector that was never saved, "draft:N" for the N-th of the drafts
    QList<int> scrolled; ///< How far each form is scrolled down, in pixels
    int current = -1; ///< Nothing restored comes to the front
    int preview = -1;
};

/// The open requests, one tab each: opens, saves, invokes and closes them.
class RequestTabs final : public QTabWidget
{
    Q_OBJECT

public:
    /// Both not owned.
    RequestTabs(const Models::Backend &backend, Models::OpenWorkspace *workspace, QWidget *parent = nullptr);

    /// A saved request by its path; one that is open already comes to the front.
    void openRequest(const QString &path);
    /// The same to look at it: its tab gives way to the next preview until it is edited, invoked or opened.
    void previewRequest(const QString &path);
    /// A new request of a template or an operation.
    void openConnector(const QString &id);
    void previewConnector(const QString &id);
    void openDraft(const Models::Draft &draft);
    /// Opens what was open before, in the same order. Drafts that no item names come last.
    void restore(const OpenTabs &tabs, const QList<Models::Draft> &drafts);

    RequestPage *currentPage() const;
    OpenTabs openTabs() const;
    QList<Models::Draft> drafts() const;

    void invokeCurrent();
    void cancelCurrent();
    /// Asks for a name first if it was never saved, in the folder that is given.
    void saveCurrent(const QString &folder);
    void saveCurrentAs(const QString &folder);
    void closeCurrent();
    /// To the tab that is so many further on, round and round.
    void step(int by);

signals:
    /// Another request is in front, or none.
    void currentRequestChanged(Plugboard::Models::OpenRequest *request);
    void opened(const QString &item);
    /// Whether the request in front is being invoked.
    void runningChanged(bool running);
    void failed(const Plugboard::Error &error);
    void notOpened(const QString &item);
    /// A file changed under an open request.
    void conflicted(const QString &path, const Plugboard::Error &error);
    /// openTabs() or drafts() would give something else now.
    void changed();
    void closedWithChanges(const Plugboard::Models::Draft &draft);

public slots:
    void overwrite(const QString &path);
    void reload(const QString &path);

protected:
    void tabInserted(int index) override;
    void tabRemoved(int index) override;

private:
    /// A request on its way to a tab.
    struct Opening
    {
        QString item;
        Workspace::Request request;
        QByteArray hash {};
        QString path {}; ///< Empty: never saved
        bool isDraft = false;
    };
    struct Saving
    {
        int revision = 0;
        bool again = false; ///< Asked for once more meanwhile
    };

    void restoreItem(const QString &item);
    void openLoaded(const QString &path, const Workspace::LoadedRequest &loaded);
    void fill(const Opening &opening);
    void onFilled(const Opening &opening, const Form::FormState &state);
    void show(std::unique_ptr<Models::OpenRequest> request, const QString &item);
    void follow(RequestPage *page);
    int placeFor(const QString &item) const;
    bool startPreview(const QString &item);
    bool keepComing(const QString &item);
    void keep(RequestPage *page);
    void forget(const QString &item);
    void setPreview(RequestPage *page);
    void markPreview();
    bool isPreview(const RequestPage *page) const { return page && page == m_preview; }
    void invoke(RequestPage *page);
    void saveAs(RequestPage *page, const QString &folder, const QString &name);
    void save(RequestPage *page, bool overwriting);
    void onSaved(const QString &path, const QByteArray &hash);
    void onRemoved(const QString &path);
    void describe(RequestPage *page);
    void close(int index);
    void onAdded(const QString &path, const QByteArray &hash);
    void onMoved(const QString &from, const QString &to);
    RequestPage *page(int index) const;
    RequestPage *pageOf(const QString &path) const;
    RequestPage *untouchedPageOf(const QString &item) const;
    QStringList folders() const;

    const Models::Backend &m_backend;
    Models::OpenWorkspace *m_workspace;
    QStringList m_restored; ///< Items in the order they had
    QStringList m_restoring; ///< Those of them that are not there yet
    QHash<QString, int> m_scrolled; ///< By item, until it is there
    QMap<QString, Models::Draft> m_awaited; ///< By item: drafts whose tabs are not there (yet), and must not be lost
    QString m_restoredCurrent;
    PreviewStyle *m_style;
    QPointer<RequestPage> m_preview;
    QHash<QString, bool> m_coming; ///< By item that was clicked, until it is there: whether it is only looked at
    QString m_lastPreview; ///< Of several to look at the one that is wanted
    QHash<QString, Saving> m_saving; ///< By path
    QPointer<RequestPage> m_beingNamed; ///< Waits for the path that its file gets
    int m_namedRevision = 0;
    QSet<QString> m_reloading;
    QHash<QString, QPointer<RequestPage>> m_moved; ///< By the new path, until it is read there
};

} // namespace Plugboard::Ui
