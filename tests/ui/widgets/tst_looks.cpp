#include "tests/support/test_main.h"
#include "ui/widgets/looks.h"

#include <QGuiApplication>
#include <QLabel>
#include <QPalette>
#include <QTest>

#include <cmath>

using namespace Plugboard::Ui;

class tst_Looks : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_before = QGuiApplication::palette(); }
    void cleanup() { QGuiApplication::setPalette(m_before); }

    void colorsCanBeRead_data()
    {
        QTest::addColumn<QColor>("window");
        QTest::addColumn<TextColor>("color");
        for (const auto &[name, window] : {std::pair("light", QColor(0xef, 0xef, 0xef)),
                                           {"white", Qt::white},
                                           {"dark", QColor(0x35, 0x35, 0x35)},
                                           {"black", Qt::black}}) {
            for (const TextColor color :
                 {TextColor::Normal, TextColor::Quiet, TextColor::Good, TextColor::Bad, TextColor::Unsure})
                QTest::addRow("%s %d", name, int(color)) << QColor(window) << color;
        }
    }
    void colorsCanBeRead()
    {
        QFETCH(QColor, window);
        QFETCH(TextColor, color);
        const QColor text = textColor(color, QPalette(window));
        QVERIFY2(contrast(text, window) >= 4.5, qPrintable(text.name())); // WCAG 2.2, 1.4.3
    }

    void labelsFollowThePalette()
    {
        QGuiApplication::setPalette(QPalette(QColor(0xef, 0xef, 0xef)));
        QWidget window;
        auto *label = new QLabel(&window);
        setTextColor(label, TextColor::Bad);
        window.show();
        const QColor onLight = label->palette().color(label->foregroundRole());
        QCOMPARE(onLight, textColor(TextColor::Bad));
        QGuiApplication::setPalette(QPalette(QColor(0x35, 0x35, 0x35)));
        QTRY_VERIFY(label->palette().color(label->foregroundRole()) != onLight);
        QCOMPARE(label->palette().color(label->foregroundRole()), textColor(TextColor::Bad));
        setTextColor(label, TextColor::Good);
        QCOMPARE(label->palette().color(label->foregroundRole()), textColor(TextColor::Good));
        setTextColor(label, TextColor::Normal);
        QCOMPARE(label->palette().color(label->foregroundRole()),
                 QGuiApplication::palette().color(QPalette::WindowText));
    }

private:
    /// WCAG 2.2, "relative luminance".
    static double luminance(const QColor &color)
    {
        const auto linear
            = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    }
    static double contrast(const QColor &one, const QColor &other)
    {
        const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
        return (light + 0.05) / (dark + 0.05);
    }

    QPalette m_before;
};

PLUGBOARD_TEST(tst_Looks)
#include "tst_looks.moc"
