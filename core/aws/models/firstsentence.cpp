#include "core/aws/models/operationindex_p.h"

#include <algorithm>

namespace Plugboard::Aws {

namespace {

struct NamedCharacter
{
    QByteArrayView name;
    QByteArrayView text;
};

constexpr std::array namedCharacters {
    NamedCharacter {"amp", "&"},        NamedCharacter {"lt", "<"},         NamedCharacter {"gt", ">"},
    NamedCharacter {"quot", "\""},      NamedCharacter {"apos", "'"},       NamedCharacter {"nbsp", " "},
    NamedCharacter {"rsquo", "\u2019"}, NamedCharacter {"lsquo", "\u2018"}, NamedCharacter {"mdash", "\u2014"},
    NamedCharacter {"#39", "'"},        NamedCharacter {"#34", "\""},
};

constexpr std::array abbreviations {QByteArrayView("e.g."), QByteArrayView("i.e."), QByteArrayView("vs."),
                                    QByteArrayView("etc.")};

/// "&amp;" at the beginning of `html` appended as "&"; the bytes it took, 0 if it is none that we know.
qsizetype appendNamed(QByteArrayView html, QByteArray &text)
{
    for (const NamedCharacter &character : namedCharacters) {
        const qsizetype end = 1 + character.name.size();
        if (html.size() > end && html[end] == ';' && html.sliced(1, character.name.size()) == character.name) {
            text.append(character.text);
            return end + 1;
        }
    }
    return 0;
}

/// Titles and notices come before what an operation does. `begin`: behind their tag; anything else goes on there.
qsizetype behindAside(QByteArrayView html, QByteArrayView tag, qsizetype begin)
{
    for (const QByteArrayView aside : {"fullname", "important", "note"}) {
        if (tag != aside)
            continue;
        const qsizetype end = html.indexOf(QByteArray("</" + aside.toByteArray() + '>'), begin);
        return std::max(begin, end);
    }
    return begin;
}

bool endsSentence(QByteArrayView text)
{
    return text.endsWith('.') && std::none_of(abbreviations.begin(), abbreviations.end(), [&](QByteArrayView each) {
               return text.endsWith(each);
           });
}

/// At a blank, and never within a character.
void shorten(QByteArray &text, qsizetype mostBytes)
{
    const QByteArrayView ellipsis = "\u2026";
    if (text.size() <= mostBytes)
        return;
    qsizetype end = text.lastIndexOf(' ', mostBytes - ellipsis.size());
    if (end <= 0) {
        end = mostBytes - ellipsis.size();
        while (end > 0 && (quint8(text[end]) & 0xC0) == 0x80)
            --end;
    }
    text.truncate(end);
    text.append(ellipsis);
}

} // namespace

QByteArray firstSentence(QByteArrayView html, qsizetype mostBytes)
{
    QByteArray text;
    // A sentence that is longer is cut, so the rest needs no look.
    const qsizetype enough = mostBytes + 1;
    for (qsizetype i = 0; i < html.size() && text.size() < enough;) {
        const char c = html[i];
        if (c == '<') {
            const qsizetype end = html.indexOf('>', i);
            if (end < 0)
                break;
            const QByteArrayView tag = html.sliced(i + 1, end - i - 1);
            i = text.isEmpty() ? behindAside(html, tag, end + 1) : end + 1;
            if (tag == "/p" && !text.isEmpty())
                break;
            continue;
        }
        if (c == '&') {
            if (const qsizetype taken = appendNamed(html.sliced(i), text)) {
                i += taken;
                continue;
            }
        }
        const bool isBlank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (isBlank && endsSentence(text))
            break;
        if (!isBlank)
            text.append(c);
        else if (!text.isEmpty() && !text.endsWith(' '))
            text.append(' ');
        ++i;
    }
    text = std::move(text).trimmed();
    shorten(text, mostBytes);
    return text;
}

} // namespace Plugboard::Aws
