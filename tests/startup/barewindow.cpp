#include "core/base/platform_process.h"

#include <QApplication>
#include <QMainWindow>
#include <QTimer>

#include <cstdio>

namespace {

/// The least that a window of Qt can be; measured as `plugboard --measure-startup` measures itself.
class BareWindow final : public QMainWindow
{
protected:
    void paintEvent(QPaintEvent *event) override
    {
        QMainWindow::paintEvent(event);
        QTimer::singleShot(0, this, [] {
            const auto age = Plugboard::processAge().value_or(std::chrono::milliseconds(-1));
            std::printf("first-frame-ms: %lld\n", static_cast<long long>(age.count()));
            QCoreApplication::quit();
        });
    }
};

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    BareWindow window;
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
