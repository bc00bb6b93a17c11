#include "tests/support/test_main.h"
#include "ui/invocation/tracepanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>

using namespace Plugboard;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_TracePanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_panel = std::make_unique<TracePanel>();
        m_panel->resize(700, 300);
        m_panel->show();
    }

    void beginsEmpty()
    {
        QVERIFY(text()->toPlainText().isEmpty());
        QVERIFY(!text()->placeholderText().isEmpty());
        QVERIFY(!button(u"trace-copy"_s)->isEnabled());
    }

    void showsTheChosenStage()
    {
        m_panel->setRun(run(u"POST /"_s));
        QCOMPARE(text()->toPlainText(), u"{}"_s);
        choose(1);
        QCOMPARE(text()->toPlainText(), u"POST /"_s);
        m_panel->setRun(run(u"GET /"_s));
        QCOMPARE(text()->toPlainText(), u"GET /"_s);
        m_panel->setRun(nullptr);
        QVERIFY(text()->toPlainText().isEmpty());
    }

    void copiesStageAndAll()
    {
        m_panel->setRun(run(u"POST /"_s));
        choose(1);
        button(u"trace-copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"POST /"_s);
        button(u"trace-copy-all"_s)->click();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"── inputs ──\n{}\n\n── request ──\nPOST /"_s));
    }

    void aLongStageIsShownFromItsBeginning()
    {
        m_panel->setRun(run(QString(3'000'000, u'x')));
        choose(1);
        QVERIFY(text()->toPlainText().size() < 100'000);
        QVERIFY(m_panel->findChild<QLabel *>(u"trace-note"_s)->text().contains(u"copying gives all"_s));
        button(u"trace-copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text().size(), 3'000'000);
    }

private:
    static std::shared_ptr<const Invocation::Run> run(const QString &request)
    {
        auto run = std::make_shared<Invocation::Run>();
        run->trace = {{u"inputs"_s, u"{}"_s}, {u"request"_s, request}};
        run->stages = {{u"inputs"_s, std::chrono::microseconds(1500)}};
        return run;
    }

    void choose(int row) const
    {
        auto *stages = m_panel->findChild<QListView *>(u"trace-stages"_s);
        stages->setCurrentIndex(stages->model()->index(row, 0));
    }
    QPlainTextEdit *text() const { return m_panel->findChild<QPlainTextEdit *>(u"trace-text"_s); }
    QToolButton *button(const QString &name) const { return m_panel->findChild<QToolButton *>(name); }

    std::unique_ptr<TracePanel> m_panel;
};

PLUGBOARD_TEST(tst_TracePanel)
#include "tst_tracepanel.moc"
