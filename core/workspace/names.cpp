#include "core/workspace/files_p.h"
#include "core/workspace/workspace.h"

#include <QDir>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

/// Ranks are digits of base 26 behind a point, so there is always room between two of them.
QString rankBetween(const QString &before, const QString &after)
{
    constexpr int base = 26;
    const auto digit = [](const QString &rank, qsizetype index, int otherwise) {
        return index < rank.size() ? std::clamp(rank.at(index).unicode() - u'a', 0, base - 1) : otherwise;
    };
    QString rank;
    bool isBounded = !after.isEmpty() && before < after;
    for (qsizetype index = 0;; ++index) {
        const int low = digit(before, index, 0);
        const int high = isBounded ? digit(after, index, base) : base;
        const int middle = (low + high) / 2;
        if (middle > low)
            return rank + QChar(u'a' + middle);
        rank += QChar(u'a' + low);
        // One digit smaller than the bound: whatever follows is smaller, too.
        isBounded = isBounded && low == high;
    }
}

QString fileNameFor(const QString &title)
{
    constexpr qsizetype longest = 80;
    QString name;
    bool startsWord = false;
    for (const QChar letter : title.normalized(QString::NormalizationForm_C).left(longest)) {
        const bool isWordPart = letter.isLetterOrNumber() || letter.isMark() || letter.isSurrogate() || letter == u'_';
        if (isWordPart && startsWord && !name.isEmpty())
            name += u'-';
        if (isWordPart)
            name += letter.toLower();
        startsWord = !isWordPart;
    }
    return name.isEmpty() ? u"request"_s : name;
}

QString parentOf(const QString &path)
{
    return path.contains(u'/') ? path.section(u'/', 0, -2) : QString();
}

QString nameOf(const QString &path)
{
    const QString last = path.section(u'/', -1);
    return isRequestPath(last) ? last.chopped(requestEnding.size()) : last;
}

QString joined(const QString &folder, const QString &name)
{
    return folder.isEmpty() ? name : folder + u'/' + name;
}

Result<Done> checkPath(const QString &path)
{
    for (const QString &step : path.split(u'/')) {
        if (step == ".."_L1 || step == "."_L1 || step.contains(u'\\') || path.startsWith(u'/'))
            return Error {Stage::Workspace, ErrorCode::Denied,
                          u"leads out of the workspace; name an item inside of it"_s, path};
    }
    return Done {};
}

Result<Done> checkName(const QString &name)
{
    constexpr QStringView refused = u"/\\:*?\"<>|";
    constexpr qsizetype longestBytes = 180;
    const auto wrong = [&name](const QString &message) -> Error {
        return {Stage::Workspace, ErrorCode::Invalid, message, name};
    };
    if (name.trimmed().isEmpty())
        return wrong(u"a name must not be empty"_s);
    if (name.startsWith(u'.') || name.endsWith(u'.') || name != name.trimmed())
        return wrong(u"a name must not begin or end with a dot or a blank"_s);
    if (name.toUtf8().size() > longestBytes)
        return wrong(u"the name is too long; use at most %1 bytes"_s.arg(longestBytes));
    for (const QChar letter : name) {
        if (refused.contains(letter) || letter < u' ')
            return wrong(u"a name must not contain / \\ : * ? \" < > | or control characters"_s);
    }
    return Done {};
}

QString freeName(const QString &folder, const QString &name, const QString &ending)
{
    const QStringList taken = QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    QString free = name;
    for (int number = 2; taken.contains(free + ending, Qt::CaseInsensitive); ++number)
        free = u"%1 %2"_s.arg(name).arg(number);
    return free;
}

} // namespace Plugboard::Workspace
