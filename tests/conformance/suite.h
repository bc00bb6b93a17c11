#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

#include <functional>

namespace Plugboard::Conformance {

/// What the command line says beyond the suite's name.
struct Options
{
    QStringList paths; ///< Files or folders
    QString dialect; ///< FEEL only; empty: by the source of each row
};

/// Counts the cases of a run and keeps why they failed. Cases named in the skip list never reach it as failures.
class Report final
{
public:
    explicit Report(QSet<QString> skipped)
        : m_skipList(std::move(skipped))
    {
    }

    /// To be asked before a case runs; counts it as skipped and returns true if the skip list names it.
    bool skips(const QString &id);
    void pass() { ++m_passed; }
    void fail(const QString &id, const QString &why);
    /// For a case that cannot run; the reason is part of the report.
    void skip(const QString &id, const QString &reason);

    int passed() const { return m_passed; }
    int failed() const { return int(m_failures.size()); }
    int skipped() const { return m_skipped; }
    const QStringList &failures() const { return m_failures; } ///< "id: why", one line each

private:
    QSet<QString> m_skipList;
    QStringList m_failures;
    int m_passed = 0;
    int m_skipped = 0;
};

/// One suite. Each lives in a file of its own (suite_feel.cpp) and registers itself:
///
///     static const Registration registration {u"feel"_s, u"FEEL expressions (jsonl)"_s, &run};
///
/// A suite whose cases are of several kinds is registered once for each, under the same name and description.
struct Registration
{
    using Run = std::function<void(const Options &, Report &)>;

    Registration(const QString &name, const QString &description, Run run);
};

/// All files below the given paths whose names end so, sorted; a path that is a file counts whatever its name.
QStringList filesBelow(const QStringList &paths, const QString &ending);

} // namespace Plugboard::Conformance
