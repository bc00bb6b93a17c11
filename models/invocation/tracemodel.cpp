#include "models/invocation/tracemodel.h"

#include <QHash>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

QString milliseconds(std::chrono::microseconds time)
{
    return QString::number(double(time.count()) / 1000, 'f', 3);
}

/// How long the stage took in which an entry of the trace was written.
QString timeOf(const QString &entry, const Invocation::Run &run)
{
    static const QHash<QString, QString> stages {
        {u"inputs"_s, u"inputs"_s},      {u"request"_s, u"request"_s},       {u"canonical request"_s, u"signature"_s},
        {u"response"_s, u"transport"_s}, {u"output mapping"_s, u"output"_s},
    };
    for (const auto &[stage, time] : run.stages) {
        if (stage == stages.value(entry))
            return TraceModel::tr("%1 ms").arg(QLocale().toString(double(time.count()) / 1000, 'f', 1));
    }
    return {};
}

} // namespace

TraceModel::TraceModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void TraceModel::setRun(const std::shared_ptr<const Invocation::Run> &run)
{
    beginResetModel();
    m_rows.clear();
    if (run) {
        for (const Invocation::TraceEntry &entry : run->trace) {
            m_rows.append({entry.stage, entry.text, timeOf(entry.stage, *run)});
            if (const QString headers = signedHeaders(*run); entry.stage == u"string to sign"_s && !headers.isEmpty())
                m_rows.append({tr("signed headers"), headers});
        }
        m_rows.append({tr("timings"), timings(*run)});
    }
    endResetModel();
}

/// Those of the request that the signature covers.
/// Source: AWS "Create a signed AWS API request", step 1: the names are the last line but one of the canonical request.
QString TraceModel::signedHeaders(const Invocation::Run &run)
{
    const QStringList names = run.canonicalRequest.section(u'\n', -2, -2).split(u';', Qt::SkipEmptyParts);
    QStringList lines;
    const QList<std::pair<QString, QString>> headers
        = run.request ? run.request->headers : QList<std::pair<QString, QString>> {};
    for (const auto &[name, value] : headers) {
        if (names.contains(name, Qt::CaseInsensitive) || name.compare(u"authorization"_s, Qt::CaseInsensitive) == 0)
            lines.append(name + u": "_s + value);
    }
    return lines.join(u'\n');
}

QString TraceModel::timings(const Invocation::Run &run)
{
    QStringList lines;
    const auto line = [&lines](const QString &name, std::chrono::microseconds time) {
        lines.append(u"%1 ms  %2"_s.arg(milliseconds(time), 10).arg(name));
    };
    for (const auto &[stage, time] : run.stages)
        line(stage, time);
    line(tr("all"), run.total);
    lines.append(QString());
    if (!run.credentialSource.isEmpty())
        lines.append(tr("credentials: %1").arg(run.credentialSource));
    if (!run.endpointSource.isEmpty())
        lines.append(tr("endpoint: %1").arg(run.endpointSource));
    for (const QString &warning : run.warnings)
        lines.append(tr("warning: %1").arg(warning));
    return lines.join(u'\n');
}

QString TraceModel::wholeText() const
{
    QString text;
    for (const Row &row : m_rows)
        text += u"── %1 ──\n%2\n\n"_s.arg(row.name, row.text);
    return text;
}

int TraceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant TraceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case TextRole:
        return row.text;
    case TimeRole:
        return row.time;
    case Qt::AccessibleTextRole:
        return row.time.isEmpty() ? row.name : row.name + u", "_s + row.time;
    default:
        return {};
    }
}

} // namespace Plugboard::Models
