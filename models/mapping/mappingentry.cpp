#include "models/mapping/mappingentry.h"

#include "core/feel/expression.h"

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

/// The last name of a FEEL path, fit for a variable: "response.items[1].id" gives "id".
QString nameOf(const QString &feelPath)
{
    QString name;
    for (const QChar character : feelPath.section(u'.', -1).section(u'[', 0, 0)) {
        if (character.isLetterOrNumber() || character == u'_')
            name += character;
    }
    if (name.isEmpty() || name.front().isDigit())
        name.prepend(u"value"_s);
    return name;
}

QString freeName(const QString &expression, const QString &wanted)
{
    const auto isTaken = [&expression](const QString &name) {
        for (qsizetype at = expression.indexOf(name); at >= 0; at = expression.indexOf(name, at + 1)) {
            const bool begins = at == 0 || !(expression[at - 1].isLetterOrNumber() || expression[at - 1] == u'_');
            const QStringView behind = QStringView(expression).sliced(at + name.size()).trimmed();
            if (begins && (behind.startsWith(u':') || behind.startsWith(u"\":"_s)))
                return true;
        }
        return false;
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = wanted + QString::number(number);
    return name;
}

QString applied(const QString &expression, const TextInsertion &insertion)
{
    QString text = expression;
    return text.replace(insertion.from, insertion.to - insertion.from, insertion.text);
}

bool canBeRead(const QString &expression)
{
    return Feel::Expression::parse(expression).ok();
}

} // namespace

TextInsertion mappingEntry(const QString &expression, const QString &feelPath, qsizetype cursor)
{
    const QString content = expression.trimmed();
    const QString entry = u"%1: %2"_s.arg(freeName(expression, nameOf(feelPath)), feelPath);
    if (content.isEmpty() || content == "="_L1)
        return {0, expression.size(), u"= {\n  %1\n}"_s.arg(entry)};
    const TextInsertion atCursor {cursor, cursor, feelPath};
    const qsizetype brace = expression.lastIndexOf(u'}');
    if (brace < 0 || !canBeRead(expression))
        return atCursor;
    // After the last entry, so that a brace on a line of its own stays there.
    qsizetype end = brace;
    while (end > 0 && expression[end - 1].isSpace())
        --end;
    const bool isFirst = end > 0 && expression[end - 1] == u'{';
    const bool hasLines = QStringView(expression).sliced(end, brace - end).contains(u'\n');
    const QString separator = isFirst ? (hasLines ? u"\n  "_s : u" "_s) : (hasLines ? u",\n  "_s : u", "_s);
    const TextInsertion entryBefore {end, brace, separator + entry + (hasLines ? u"\n"_s : u" "_s)};
    // A brace within a text or a comment, or of something else than a context, shows in what comes out.
    const bool isContext
        = content.startsWith(u'{') || (content.startsWith(u'=') && content.mid(1).trimmed().startsWith(u'{'));
    return isContext && content.endsWith(u'}') && canBeRead(applied(expression, entryBefore)) ? entryBefore : atCursor;
}

} // namespace Plugboard::Models
