#pragma once

#include "core/secrets/secretstore.h"
#include "models/backend.h"
#include "models/workspace/openworkspace.h"

#include <QMainWindow>
#include <QPointer>
#include <QSettings>
#include <QTimer>

#include <memory>

class QDockWidget;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace Plugboard {
namespace Models {
class DraftKeeper;
class ExplorerTree;
class OpenRequest;
class SecretList;
struct Draft;
} // namespace Models

namespace Ui {

class ExplorerPanel;
class IdentityChip;
class MappingPanel;
class NoticeBar;
class RequestTabs;
class ResponsePanel;
class TracePanel;
struct OpenTabs;

/// What a window begins with.
struct Start
{
    QString environment; ///< Empty: the one of the last time
    QStringList open; ///< Paths, template ids, operations; empty: what was open the last time, else `sample`
    QString sample; ///< Path of the request that a first start shows
    bool invokes = false; ///< The first request that is open is invoked
};

/// The window: explorer, open requests, answer, and what belongs around them. Composes the panels and hands the current
/// request to them.
///
/// The constructor makes only what the first frame shows; begin() does the rest.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// All outlive the window. `stateFolder` holds its layout and drafts, and belongs to no other window.
    MainWindow(const Models::Backend &backend, Secrets::SecretStore &secrets, Models::OpenWorkspace *workspace,
               const QString &stateFolder, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Reads the workspace and opens the tabs; to be called after the first frame.
    void begin(const Start &start);
    /// Says what went wrong at the start, before there was a window.
    void tellProblem(const Error &error);

signals:
    void firstFrameShown();
    /// The first request is open or could not be opened, and if it was to be invoked, its answer is there.
    void settled();

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeTop();
    void makeCentre();
    void makeDocks();
    void makeActions();
    QWidget *makeNothingOpen();
    void search();
    void connectWorkspace();
    void connectTabs();

    void showRequest(Models::OpenRequest *request);
    void showRun();
    void setAnswerBelow(bool below);
    void openItem(const QString &item);
    void openFirst(const Start &start, const QList<Models::Draft> &drafts);
    bool isAwaited(const QString &item) const;
    void onOpened(const QString &item, bool invokes);
    void onFailed(const QString &item);
    void offerConflict(const QString &path, const Error &error);
    void resetLayout();
    void shareWidth();
    void restoreState();
    void saveState();
    OpenTabs openTabs() const; ///< Of the last time
    void keepTabs();
    void keepDrafts();

    const Models::Backend &m_backend;
    Models::OpenWorkspace *m_workspace;
    QSettings m_state;
    Models::DraftKeeper *m_drafts;
    QTimer m_keeping; ///< Until changes are kept
    Models::ExplorerTree *m_tree;
    Models::SecretList *m_secrets;
    ExplorerPanel *m_explorer = nullptr;
    RequestTabs *m_tabs = nullptr;
    QStackedWidget *m_requests = nullptr; ///< Tabs, or what stands there instead
    QSplitter *m_centre = nullptr; ///< Requests, results
    QSplitter *m_results = nullptr; ///< Answer, mapping
    QTabWidget *m_answer = nullptr;
    ResponsePanel *m_response = nullptr;
    MappingPanel *m_mapping = nullptr;
    TracePanel *m_trace = nullptr;
    IdentityChip *m_identity = nullptr;
    NoticeBar *m_notice = nullptr;
    QDockWidget *m_explorerDock = nullptr;
    QDockWidget *m_secretsDock = nullptr;
    QDockWidget *m_environmentDock = nullptr;
    QDockWidget *m_benchDock = nullptr;
    QPointer<Models::OpenRequest> m_current;
    QByteArray m_initialLayout;
    QString m_awaited; ///< What the window begins with, until it is open
    bool m_isRestored = false; ///< The drafts are read; before that none may be written
    bool m_wasPainted = false;
};

} // namespace Ui
} // namespace Plugboard
