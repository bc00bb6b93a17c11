#include "models/invocation/tracemodel.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_TraceModel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_rig = std::make_unique<BackendRig>();
        m_run
            = std::make_shared<const Invocation::Run>(m_rig->rig.invoke(InvocationRig::job(m_rig->rig.publishForm())));
    }

    void everyStageIsARow()
    {
        TraceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRun(m_run);
        for (const char *stage : {"inputs", "request", "canonical request", "string to sign", "signed headers",
                                  "response", "output mapping", "timings"})
            QVERIFY2(row(model, QString::fromLatin1(stage)).isValid(), stage);
        model.setRun(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void signedHeadersAreThoseOfTheSignature()
    {
        TraceModel model;
        model.setRun(m_run);
        const QString headers = row(model, u"signed headers"_s).data(TraceModel::TextRole).toString().toLower();
        for (const char *name : {"x-amz-date: ", "authorization: aws4-hmac-sha256 "})
            QVERIFY2(headers.contains(QString::fromLatin1(name)), qPrintable(headers));
        QVERIFY(!headers.contains(u"accept-encoding"_s));
    }

    void stagesTellTheirTime()
    {
        TraceModel model;
        model.setRun(m_run);
        const QModelIndex response = row(model, u"response"_s);
        QVERIFY(response.data(TraceModel::TimeRole).toString().endsWith(u" ms"_s));
        QCOMPARE(response.data(Qt::AccessibleTextRole).toString(),
                 u"response, "_s + response.data(TraceModel::TimeRole).toString());
        QVERIFY(row(model, u"string to sign"_s).data(TraceModel::TimeRole).toString().isEmpty());
    }

    void theWholeTextIsMasked()
    {
        TraceModel model;
        model.setRun(m_run);
        const QString text = model.wholeText();
        QVERIFY(text.contains(u"── canonical request ──"_s));
        QVERIFY(text.contains(u"── timings ──"_s));
        QVERIFY(!text.contains(QString::fromLatin1(InvocationRig::secretKey)));
    }

private:
    static QModelIndex row(const TraceModel &model, const QString &name)
    {
        return model.match(model.index(0), Qt::DisplayRole, name, 1, Qt::MatchExactly).value(0);
    }

    std::unique_ptr<BackendRig> m_rig;
    std::shared_ptr<const Invocation::Run> m_run;
};

PLUGBOARD_TEST(tst_TraceModel)
#include "tst_tracemodel.moc"
