#include "app/console/options.h"
#include "app/console/windowfolder.h"
#include "core/base/platform_process.h"
#include "core/workspace/workspace.h"
#include "models/backend.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QThreadPool>
#include <QTimer>

#include <cstdio>

using namespace Plugboard;
using namespace Qt::StringLiterals;

namespace {

const QString sampleWorkspace = u":/samples/workspace"_s;
const QString sampleRequest = u"publish-a-message.request.json"_s;
constexpr QSize pictureSize(1280, 800);
/// After the first answer, for previews that follow it.
constexpr int settlingMilliseconds = 400;

/// The workspace that was named, else the personal one, which begins as a copy of the samples.
Result<Workspace::Workspace> openWorkspace(const Console::Options &options, const QString &dataFolder)
{
    if (!options.workspace.isEmpty())
        return Workspace::Workspace::open(options.workspace);
    const QString personal = dataFolder + u"/workspace"_s;
    if (QFileInfo::exists(personal + u"/plugboard.json"_s))
        return Workspace::Workspace::open(personal);
    return Workspace::Workspace::copyFrom(sampleWorkspace, personal);
}

int reportStartup()
{
    const ProcessMemory memory = processMemory();
    std::printf("first-frame-ms: %lld\nrss-kib: %lld\npss-kib: %lld\n",
                static_cast<long long>(processAge().value_or(std::chrono::milliseconds(-1)).count()),
                static_cast<long long>(memory.residentKib), static_cast<long long>(memory.proportionalKib));
    return 0;
}

void saveScreenshot(Ui::MainWindow &window, const QString &file)
{
    const bool saved = window.grab().save(file, "PNG");
    if (!saved)
        std::fprintf(stderr, "plugboard: %s cannot be written; check the folder and its permissions\n",
                     qPrintable(file));
    QCoreApplication::exit(saved ? 0 : 1);
}

/// A name of the workspace's sandbox environment, for --sandbox.
QString sandboxEnvironment(const Workspace::Workspace &workspace)
{
    Errors problems;
    for (const Workspace::Environment &environment : workspace.environments(problems)) {
        if (environment.sandbox)
            return environment.name;
    }
    return {};
}

Ui::Start startOf(const Console::Options &options, const Workspace::Workspace &workspace)
{
    Ui::Start start;
    start.environment = options.sandbox ? sandboxEnvironment(workspace) : options.environment;
    for (const QString &item : options.open) {
        // A request may be named by its file, too.
        const QString path = QDir(workspace.fileOf({})).relativeFilePath(QFileInfo(item).absoluteFilePath());
        start.open.append(QFileInfo(item).isFile() && !path.startsWith(".."_L1) ? path : item);
    }
    start.sample = QFileInfo::exists(workspace.fileOf(sampleRequest)) ? sampleRequest : QString();
    start.invokes = options.invokes;
    return start;
}

} // namespace

int main(int argc, char **argv)
{
    protectProcessMemory();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"plugboard"_s);
    QApplication::setApplicationDisplayName(u"Plugboard"_s);
    const Console::Options options = Console::readOptions(QApplication::arguments());

    App::Services services({options.dataFolder, options.secrets});
    Result<Workspace::Workspace> workspace = openWorkspace(options, services.dataFolder());
    if (!workspace) {
        std::fprintf(stderr, "plugboard: %s\n", qPrintable(workspace.error().text()));
        return 3;
    }
    const Models::Backend backend {services.invocation(), services.forms(),
                                   [&services] { return services.startSandbox(); }, App::Services::sandboxSpace,
                                   [&services](std::stop_token stop) { return services.operations(std::move(stop)); }};
    int code = 0;
    {
        const Console::WindowFolder folder(services.dataFolder());
        Models::OpenWorkspace open(*workspace);
        Ui::MainWindow window(backend, services.secrets(), &open, folder.path());
        QObject::connect(&window, &Ui::MainWindow::firstFrameShown, &window, [&] {
            if (options.measuresStartup)
                return QCoreApplication::exit(reportStartup());
            window.begin(startOf(options, *workspace));
            for (const Error &problem : services.problems())
                window.tellProblem(problem);
        });
        // The offscreen platform's screen is smaller than anybody's.
        if (!options.screenshot.isEmpty())
            window.resize(pictureSize);
        if (!options.screenshot.isEmpty())
            QObject::connect(&window, &Ui::MainWindow::settled, &window, [&] {
                QTimer::singleShot(settlingMilliseconds, &window, [&] { saveScreenshot(window, options.screenshot); });
            });
        window.show();
        code = QApplication::exec();
    }
    // What still runs refers to the services.
    QThreadPool::globalInstance()->waitForDone();
    return code;
}
