#include "core/aws/models/operationindex_p.h"

#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <zlib.h>

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 indexMagic = 0x50424F49; // "PBOI"
/// To be raised with every change of the file or of how it is built.
constexpr quint32 indexVersion = 1;
constexpr qint64 largestIndexBytes = qint64(64) << 20;

Error unreadable(ErrorCode code, const QString &message, const QString &file)
{
    return {Stage::Settings, code, message, file};
}

template <typename Item>
QByteArray bytesOf(const std::vector<Item> &items)
{
    return QByteArray(reinterpret_cast<const char *>(items.data()), qsizetype(items.size() * sizeof(Item)));
}

template <typename Item>
std::vector<Item> itemsOf(const QByteArray &bytes)
{
    std::vector<Item> items(std::size_t(bytes.size()) / sizeof(Item));
    std::copy_n(bytes.data(), items.size() * sizeof(Item), reinterpret_cast<char *>(items.data()));
    return items;
}

} // namespace

NameView NameView::of(QByteArrayView text)
{
    NameView view {text};
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        view.letters |= letterBit(c);
        const char before = i > 0 ? text[i - 1] : '-';
        const char after = i + 1 < text.size() ? text[i + 1] : '-';
        // "DBInstance": D and I begin parts. "V2": the V does. "sso-oidc": s and o do.
        const bool beginsPart = isUpper(c) ? !isUpper(before) || isLower(after)
            : isLower(c)                   ? !isLower(before) && !isUpper(before) && !isDigit(before)
                                           : isDigit(c) && !isDigit(before) && !isUpper(before);
        if (!beginsPart)
            continue;
        view.initials |= letterBit(c);
        if (i < 64)
            view.parts |= quint64(1) << i;
    }
    return view;
}

void OperationIndex::Content::makeNames()
{
    names.reserve(operations.size());
    for (const Operation &operation : operations)
        names.push_back(NameView::of(nameOf(operation)));
    for (Service &service : services)
        service.idView = NameView::of(service.id);
}

bool OperationIndex::Content::isConsistent() const
{
    const auto isGood = [this](const Operation &operation) {
        return operation.service < services.size()
            && qsizetype(operation.offset) + operation.nameBytes + operation.sentenceBytes <= text.size();
    };
    const auto isBefore = [](const Word &a, const Word &b) { return a.offset <= b.offset && a.firstUse <= b.firstUse; };
    return std::all_of(operations.begin(), operations.end(), isGood) && !words.empty()
        && std::is_sorted(words.begin(), words.end(), [&](const Word &a, const Word &b) { return !isBefore(b, a); })
        && qsizetype(words.back().offset) <= vocabulary.size() && qsizetype(words.back().firstUse) <= uses.size();
}

OperationIndex::OperationIndex(Content content)
    : m_content(std::make_unique<const Content>([&content] {
        content.makeNames();
        return std::move(content);
    }()))
{
}

OperationIndex::~OperationIndex() = default;

OperationIndexPtr OperationIndex::open(const ModelLibrary &library, const QString &file, std::stop_token stop)
{
    if (Result<OperationIndexPtr> kept = read(file); kept && (*kept)->fingerprint() == library.fingerprint())
        return *kept;
    const OperationIndexPtr built = build(library, std::move(stop));
    // It is only a copy of what can be built again.
    if (built)
        (void)built->write(file);
    return built;
}

Result<OperationIndexPtr> OperationIndex::read(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly) || source.size() > largestIndexBytes)
        return unreadable(ErrorCode::Unreadable, u"the index cannot be read: "_s + source.errorString(), file);
    const QByteArray bytes = source.readAll();
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setByteOrder(QDataStream::ByteOrder(QSysInfo::ByteOrder));
    quint32 magic = 0;
    quint32 version = 0;
    quint32 sum = 0;
    QByteArray packed;
    stream >> magic >> version >> sum;
    const qsizetype headBytes = 3 * sizeof(quint32);
    const bool isWhole = stream.status() == QDataStream::Ok && magic == indexMagic && version == indexVersion
        && sum
            == adler32_z(1, reinterpret_cast<const Bytef *>(bytes.data() + headBytes),
                         z_size_t(bytes.size() - headBytes));
    Content content;
    quint32 problems = 0;
    quint32 services = 0;
    QByteArray operations;
    QByteArray words;
    if (isWhole)
        stream >> content.fingerprint >> problems >> services;
    for (quint32 i = 0; i < problems && stream.status() == QDataStream::Ok; ++i) {
        Error problem {Stage::Call, ErrorCode::Unreadable, {}, {}};
        stream >> problem.message >> problem.where;
        content.problems.append(problem);
    }
    for (quint32 i = 0; i < services && stream.status() == QDataStream::Ok; ++i) {
        Content::Service service;
        stream >> service.id >> service.name >> service.words;
        content.services.push_back(std::move(service));
    }
    stream >> operations >> content.text >> content.vocabulary >> content.uses >> words;
    content.operations = itemsOf<Content::Operation>(operations);
    content.words = itemsOf<Content::Word>(words);
    if (!isWhole || stream.status() != QDataStream::Ok || !content.isConsistent())
        return unreadable(ErrorCode::Invalid, u"the index is damaged or of another version; it will be built again"_s,
                          file);
    return OperationIndexPtr(new OperationIndex(std::move(content)));
}

Result<Done> OperationIndex::write(const QString &file) const
{
    QByteArray body;
    QDataStream stream(&body, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setByteOrder(QDataStream::ByteOrder(QSysInfo::ByteOrder));
    stream << m_content->fingerprint << quint32(m_content->problems.size()) << quint32(m_content->services.size());
    for (const Error &problem : m_content->problems)
        stream << problem.message << problem.where;
    for (const Content::Service &service : m_content->services)
        stream << service.id << service.name << service.words;
    stream << bytesOf(m_content->operations) << m_content->text << m_content->vocabulary << m_content->uses
           << bytesOf(m_content->words);
    QByteArray head;
    QDataStream top(&head, QIODevice::WriteOnly);
    top.setByteOrder(QDataStream::ByteOrder(QSysInfo::ByteOrder));
    top << indexMagic << indexVersion
        << quint32(adler32_z(1, reinterpret_cast<const Bytef *>(body.constData()), z_size_t(body.size())));
    QSaveFile target(file);
    const bool written = QDir().mkpath(QFileInfo(file).absolutePath()) && target.open(QIODevice::WriteOnly)
        && target.write(head) == head.size() && target.write(body) == body.size() && target.commit();
    if (!written)
        return unreadable(
            ErrorCode::Unwritable,
            u"the index of operations cannot be kept, so every start builds it: "_s + target.errorString(), file);
    return Done {};
}

QList<IndexedService> OperationIndex::services() const
{
    QList<IndexedService> services;
    for (const Content::Service &service : m_content->services)
        services.append({QString::fromUtf8(service.id), QString::fromUtf8(service.name), 0});
    for (const Content::Operation &operation : m_content->operations)
        ++services[operation.service].operations;
    return services;
}

qsizetype OperationIndex::operationCount() const
{
    return qsizetype(m_content->operations.size());
}

qsizetype OperationIndex::memoryBytes() const
{
    qsizetype bytes = m_content->text.size() + m_content->vocabulary.size() + m_content->uses.size()
        + qsizetype(m_content->operations.size() * sizeof(Content::Operation)
                    + m_content->words.size() * sizeof(Content::Word) + m_content->names.size() * sizeof(NameView));
    for (const Content::Service &service : m_content->services)
        bytes += qsizetype(sizeof service) + service.id.size() + service.name.size() + service.words.size();
    return bytes;
}

const QByteArray &OperationIndex::fingerprint() const
{
    return m_content->fingerprint;
}

const Errors &OperationIndex::problems() const
{
    return m_content->problems;
}

} // namespace Plugboard::Aws
