#include "core/workspace/files_p.h"
#include "core/workspace/sidefiles_p.h"
#include "core/workspace/workspace.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <filesystem>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

QString foldedName(const QString &name)
{
    return name.toCaseFolded().normalized(QString::NormalizationForm_C);
}

/// Turns text around, so that a name could pretend to be another one (Unicode: UAX #9, section 2).
bool isDirectionOverride(char32_t letter)
{
    return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069) || letter == 0x200E
        || letter == 0x200F;
}

} // namespace

bool isSameName(const QString &a, const QString &b)
{
    return foldedName(a) == foldedName(b);
}

bool isOneFile(const QString &a, const QString &b)
{
    const auto native = [](const QString &file) { return QFile::encodeName(file).toStdString(); };
    std::error_code error;
    return a == b || (isSameName(a, b) && std::filesystem::equivalent(native(a), native(b), error));
}

QString entryCalled(const QString &folder, const QString &name)
{
    const QStringList entries
        = QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    const auto same
        = std::find_if(entries.begin(), entries.end(), [&](const QString &entry) { return isSameName(entry, name); });
    return same == entries.end() ? QString() : *same;
}

QString shortened(const QString &text, qsizetype longestBytes)
{
    QByteArray bytes = text.toUtf8();
    if (bytes.size() <= longestBytes)
        return text;
    while (longestBytes > 0 && (quint8(bytes.at(longestBytes)) & 0xC0) == 0x80)
        --longestBytes;
    return QString::fromUtf8(bytes.first(longestBytes));
}

QString fileNameFor(const QString &title)
{
    constexpr qsizetype longestBytes = 80;
    QString name;
    bool startsWord = false;
    for (const char32_t letter : title.normalized(QString::NormalizationForm_C).toUcs4()) {
        const bool isWordPart = QChar::isLetterOrNumber(letter) || QChar::isMark(letter) || letter == U'_'
            || QChar::category(letter) == QChar::Symbol_Other;
        if (isWordPart && startsWord && !name.isEmpty())
            name += u'-';
        if (isWordPart)
            name += QChar::fromUcs4(QChar::toLower(letter));
        startsWord = !isWordPart;
    }
    return name.isEmpty() ? u"request"_s : shortened(name, longestBytes);
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
    // Names of devices, whatever follows behind a dot (Windows: "Naming Files, Paths, and Namespaces").
    static const QRegularExpression device(u"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|$)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    const auto wrong = [&name](const QString &message) -> Error {
        return {Stage::Workspace, ErrorCode::Invalid, message, name};
    };
    if (name.trimmed().isEmpty())
        return wrong(u"a name must not be empty"_s);
    if (name.startsWith(u'.') || name.endsWith(u'.') || name != name.trimmed())
        return wrong(u"a name must not begin or end with a dot or a blank"_s);
    if (name.toUtf8().size() > longestBytes)
        return wrong(u"the name is too long; use at most %1 bytes"_s.arg(longestBytes));
    for (const char32_t letter : name.toUcs4()) {
        const QChar::Category category = QChar::category(letter);
        if (letter < 0x80 && refused.contains(QChar(char16_t(letter))))
            return wrong(u"a name must not contain / \\ : * ? \" < > |"_s);
        if (category == QChar::Other_Control || category == QChar::Other_Surrogate
            || letter == QChar::ReplacementCharacter || letter == QChar::LineSeparator
            || letter == QChar::ParagraphSeparator || isDirectionOverride(letter))
            return wrong(u"a name must not contain characters that cannot be seen"_s);
    }
    if (name.contains(device) || !isSideFileName(name))
        return wrong(u"a name must not be one that has a meaning of its own; choose another one"_s);
    return Done {};
}

QString freeName(const QString &folder, const QString &name, const QString &ending)
{
    QSet<QString> taken;
    for (const QString &entry :
         QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        taken.insert(foldedName(entry));
    QString free = name;
    for (int number = 2; taken.contains(foldedName(free + ending)); ++number)
        free = u"%1 %2"_s.arg(name).arg(number);
    return free;
}

} // namespace Plugboard::Workspace
