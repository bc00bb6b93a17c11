#include "core/aws/models/operationindex_p.h"

#include "core/aws/models/modeltext_p.h"
#include "core/value/json.h"

#include <QFileInfo>
#include <QHash>

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned mostReaders = 4; ///< More would fight for the disk
constexpr qsizetype longestSentenceBytes = 120; ///< What fits a row; with all services below 4 MB in all
constexpr qsizetype shortestWordBytes = 3; ///< Shorter ones tell nothing

/// What one service gives; made by one thread.
struct Reading
{
    struct Operation
    {
        QByteArray name;
        QByteArray sentence;
        bool deprecated = false;
    };

    QByteArray name;
    QByteArray words;
    std::vector<Operation> operations;
    Errors problems;
};

QByteArray foldedWords(const Value &metadata, const QString &id)
{
    QByteArray words;
    for (const Value &text :
         {Value::string(id), metadata["serviceId"], metadata["serviceAbbreviation"], metadata["serviceFullName"]})
        eachWord(text.isString() ? text.utf8() : QByteArrayView(), [&words](QByteArrayView word) {
            // Nobody tells services apart by them.
            const QByteArray folded = ' ' + word.toByteArray().toLower();
            if (folded != " aws" && folded != " amazon" && folded != " service" && !words.contains(folded + ' '))
                words += folded + ' ';
        });
    return words;
}

Result<Reading> readService(const ServiceInfo &file)
{
    const Result<ModelExcerpt> excerpt = readModelExcerpt(file.path);
    if (!excerpt)
        return excerpt.error();
    const auto at = [&file](Error error) {
        return Error {Stage::Call, error.code, error.message, file.path + u':' + error.where};
    };
    const Result<Value> metadata = Json::read(excerpt->metadata);
    if (!metadata)
        return at(metadata.error());
    const Result<Value> operations = Json::read(excerpt->operations);
    if (!operations)
        return at(operations.error());
    Reading reading;
    const Value serviceId = (*metadata)["serviceId"];
    reading.name = serviceId.isString() ? serviceId.utf8().toByteArray() : file.id.toUtf8();
    reading.words = foldedWords(*metadata, file.id);
    for (qsizetype i = 0; i < operations->size(); ++i) {
        const Value operation = operations->valueAt(i);
        const QByteArrayView name = operations->keyAt(i);
        if (name.size() > std::numeric_limits<quint8>::max())
            continue;
        const Value documentation = operation["documentation"];
        reading.operations.push_back(
            {name.toByteArray(),
             documentation.isString() ? firstSentence(documentation.utf8(), longestSentenceBytes) : QByteArray(),
             operation["deprecated"].isTrue()});
    }
    return reading;
}

/// The first of a service's files that can be read, and what is wrong with those before it.
Reading readBest(const ModelLibrary &library, const QString &service)
{
    Errors problems;
    for (const ServiceInfo &file : library.candidates(service)) {
        Result<Reading> reading = readService(file);
        if (reading) {
            reading->problems = std::move(problems);
            return *std::move(reading);
        }
        problems.append(reading.error());
    }
    Reading none;
    none.problems = std::move(problems);
    return none;
}

std::vector<Reading> readAll(const ModelLibrary &library, const QList<ServiceInfo> &services,
                             const std::stop_token &stop)
{
    std::vector<Reading> readings(std::size_t(services.size()));
    // The largest first, so that no thread begins with one when the others are done.
    std::vector<std::pair<qint64, std::size_t>> order;
    for (std::size_t i = 0; i < readings.size(); ++i)
        order.emplace_back(QFileInfo(services[qsizetype(i)].path).size(), i);
    std::sort(order.begin(), order.end(), std::greater<>());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t at = next++; at < order.size() && !stop.stop_requested(); at = next++) {
            const std::size_t i = order[at].second;
            readings[i] = readBest(library, services[qsizetype(i)].id);
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < std::clamp(std::thread::hardware_concurrency(), 1U, mostReaders); ++i)
            others.emplace_back(work);
        work();
    }
    return readings;
}

} // namespace

/// Puts what was read one behind the other and collects the words of the sentences.
class OperationIndex::Builder final
{
public:
    void add(const QString &id, Reading &reading)
    {
        m_content.problems += reading.problems;
        if (reading.operations.empty())
            return;
        m_content.services.push_back({id.toUtf8(), std::move(reading.name), std::move(reading.words), {}});
        for (const Reading::Operation &operation : reading.operations)
            add(operation);
    }

    Content finish(const QByteArray &fingerprint)
    {
        m_content.fingerprint = fingerprint;
        m_content.text.squeeze();
        std::vector<QByteArrayView> words;
        words.reserve(std::size_t(m_uses.size()));
        for (auto word = m_uses.constKeyValueBegin(); word != m_uses.constKeyValueEnd(); ++word)
            words.push_back(word->first);
        std::sort(words.begin(), words.end());
        for (const QByteArrayView word : words) {
            markWord();
            m_content.vocabulary += word;
            m_content.uses += m_uses.value(word.toByteArray()).bytes;
        }
        markWord();
        m_content.vocabulary.squeeze();
        m_content.uses.squeeze();
        return std::move(m_content);
    }

private:
    struct Uses
    {
        QByteArray bytes;
        quint32 last = 0;
        bool isUsed = false;
    };

    void add(const Reading::Operation &operation)
    {
        const auto number = quint32(m_content.operations.size());
        m_content.operations.push_back({quint32(m_content.text.size()), quint16(m_content.services.size() - 1),
                                        quint8(operation.name.size()), quint8(operation.sentence.size()),
                                        operation.deprecated});
        m_content.text += operation.name;
        m_content.text += operation.sentence;
        eachWord(operation.sentence.toLower(), [this, number](QByteArrayView word) {
            if (word.size() >= shortestWordBytes)
                addUse(m_uses[word.toByteArray()], number);
        });
    }

    static void addUse(Uses &uses, quint32 number)
    {
        if (uses.isUsed && uses.last == number)
            return;
        for (quint32 rest = number - uses.last;; rest >>= 7) {
            const bool isLast = rest < 0x80;
            uses.bytes += char((rest & 0x7F) | (isLast ? 0 : 0x80));
            if (isLast)
                break;
        }
        uses.last = number;
        uses.isUsed = true;
    }

    void markWord()
    {
        m_content.words.push_back({quint32(m_content.vocabulary.size()), quint32(m_content.uses.size())});
    }

    Content m_content;
    QHash<QByteArray, Uses> m_uses;
};

OperationIndexPtr OperationIndex::build(const ModelLibrary &library, std::stop_token stop)
{
    const QList<ServiceInfo> services = library.services();
    std::vector<Reading> readings = readAll(library, services, stop);
    if (stop.stop_requested())
        return nullptr;
    Builder builder;
    for (std::size_t i = 0; i < readings.size(); ++i)
        builder.add(services[qsizetype(i)].id, readings[i]);
    return OperationIndexPtr(new OperationIndex(builder.finish(library.fingerprint())));
}

} // namespace Plugboard::Aws
