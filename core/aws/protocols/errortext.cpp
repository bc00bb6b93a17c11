#include "core/aws/protocols/errortext_p.h"

#include <QRegularExpression>

#include <optional>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestExcerpt = 200; ///< Characters; the trace has the whole

/// The words of a page: a proxy's title says more than its mark-up.
QString pageText(const QByteArray &body)
{
    QString text = QString::fromUtf8(body.first(qMin(body.size(), qsizetype(16 * 1024))));
    static const QRegularExpression title(u"<title[^>]*>([^<]+)"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = title.match(text);
    if (match.hasMatch())
        return match.captured(1).simplified();
    static const QRegularExpression markUp(u"<[^>]*>"_s);
    return text.remove(markUp).simplified().left(longestExcerpt);
}

/// Where a redirect leads, without query; empty if it does not say.
QString redirectedTo(const Http::Response &response)
{
    if (response.status >= 400)
        return {};
    const QByteArray location = response.headers.value("location");
    if (location.startsWith('/'))
        return QString::fromUtf8(location.first(qMin(location.size(), longestExcerpt))).section(u'?', 0, 0);
    const std::optional<Http::Target> target = Http::Target::fromUrl(QString::fromUtf8(location));
    return target ? target->display().left(longestExcerpt) : QString();
}

} // namespace

QString messageWithoutWords(const Http::Response &response, bool maybePage)
{
    if (const QString target = redirectedTo(response); !target.isEmpty())
        return u"status %1: the endpoint redirects to %2"_s.arg(QString::number(response.status), target);
    const QString text = maybePage ? pageText(response.body) : QString();
    if (!text.isEmpty())
        return u"status %1: %2"_s.arg(QString::number(response.status), text);
    return u"status %1 %2 without an explanation"_s.arg(response.status)
        .arg(QString::fromUtf8(response.reason))
        .simplified();
}

} // namespace Plugboard::Aws
