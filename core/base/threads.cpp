#include "core/base/threads.h"

#include <QCoreApplication>
#include <QThread>

namespace Plugboard {

bool isWindowThread()
{
    const QCoreApplication *application = QCoreApplication::instance();
    return application && application->inherits("QGuiApplication") && application->thread() == QThread::currentThread();
}

} // namespace Plugboard
