#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace Plugboard::Conformance {

/// What a suite is run on.
struct Arguments
{
    QStringList paths;
    QHash<QString, QString> options; ///< Without the dashes: "dialect" → "engine"
};

/// Collects what became of each case. A case is one id; what it checks inside is the suite's business.
class Report final
{
public:
    explicit Report(QHash<QString, QString> skips)
        : m_skips(std::move(skips))
    {
    }

    /// Why the case is not to be run; empty: run it. Counts it.
    QString skips(const QString &id);
    void pass() { ++m_passed; }
    void fail(const QString &id, const QString &why);

    int passed() const { return m_passed; }
    int skipped() const { return m_skipped; }
    const QStringList &failures() const { return m_failures; }

private:
    QHash<QString, QString> m_skips; ///< Id → reason
    QStringList m_failures; ///< "id: why"
    int m_passed = 0;
    int m_skipped = 0;
};

/// One per suite_*.cpp; the table in main.cpp names them.
void runRequests(const Arguments &arguments, Report &report);
void runSigv4(const Arguments &arguments, Report &report);

} // namespace Plugboard::Conformance
