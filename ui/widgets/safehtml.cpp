#include "ui/widgets/safehtml.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

/// The tag as it may be shown; empty if not at all.
QString safeTag(const QString &name, const QString &attributes, bool isEnd)
{
    static const QSet<QString> plain {u"p"_s,    u"b"_s,  u"i"_s,  u"em"_s, u"strong"_s,
                                      u"code"_s, u"br"_s, u"ul"_s, u"ol"_s, u"li"_s};
    if (plain.contains(name))
        return isEnd ? u"</%1>"_s.arg(name) : u"<%1>"_s.arg(name);
    if (name != "a"_L1)
        return {};
    if (isEnd)
        return u"</a>"_s;
    static const QRegularExpression reference(uR"re(\bhref\s*=\s*("([^"]*)"|'([^']*)'))re"_s);
    const QRegularExpressionMatch match = reference.match(attributes);
    const QUrl url(match.captured(2) + match.captured(3), QUrl::StrictMode);
    const bool isWeb
        = url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && url.userInfo().isEmpty();
    if (!isWeb)
        return u"<a>"_s;
    // The title shows where it leads before somebody follows it.
    return u"<a href=\"%1\" title=\"%1\">"_s.replace("%1"_L1, url.toString(QUrl::FullyEncoded).toHtmlEscaped());
}

/// Text between tags; entities that are written already stay.
QString safeText(QString text)
{
    static const QRegularExpression bareAmpersand(u"&(?!#?[A-Za-z0-9]{1,8};)"_s);
    return text.replace(bareAmpersand, u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s);
}

} // namespace

QString safeHtml(const QString &html)
{
    static const QRegularExpression unseen(uR"(<(script|style|iframe|object)\b.*?</\1\s*>|<!--.*?-->)"_s,
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<(/?)([A-Za-z][A-Za-z0-9]*)\\b([^>]*)>"_s);
    QString source = html;
    source.remove(unseen);
    QString safe;
    qsizetype from = 0;
    for (auto match = tag.globalMatch(source); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        safe += safeText(source.sliced(from, found.capturedStart() - from));
        safe += safeTag(found.captured(2).toLower(), found.captured(3), !found.captured(1).isEmpty());
        from = found.capturedEnd();
    }
    return safe + safeText(source.sliced(from));
}

QString firstSentence(const QString &html, int characters)
{
    static const QRegularExpression anyTag(u"<[^>]*>"_s);
    static const QRegularExpression sentenceEnd(u"[.!?](\\s|$)"_s);
    QString text = html.left(characters * 20);
    text.replace(anyTag, u" "_s);
    text.replace("&lt;"_L1, "<"_L1)
        .replace("&gt;"_L1, ">"_L1)
        .replace("&quot;"_L1, "\""_L1)
        .replace("&amp;"_L1, "&"_L1);
    text = text.simplified();
    if (const auto end = sentenceEnd.match(text); end.hasMatch())
        text.truncate(end.capturedStart() + 1);
    if (text.size() > characters)
        text = text.left(characters - 1) + u'…';
    return text;
}

} // namespace Plugboard::Ui
