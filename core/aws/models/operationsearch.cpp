#include "core/aws/models/operationindex_p.h"

#include <algorithm>
#include <bit>
#include <string_view>

namespace Plugboard::Aws {

namespace {

// Scores of one word, 1000 at most. What they are does not matter, only their order.
constexpr int wholeName = 1000;
constexpr int wholeService = 950;
constexpr int beginOfName = 900;
constexpr int beginOfPart = 800;
constexpr int beginOfService = 750;
constexpr int withGaps = 700;
constexpr int wordOfService = 500;
constexpr int withinName = 400;
constexpr int beginOfServiceWord = 350;
constexpr int wordOfSentence = 150;
// What lowers them.
constexpr int perGap = 40; ///< Letters left out within a part
constexpr int perGapToPart = 15; ///< The next letter begins a part: "lb" in ListBuckets
constexpr int perSkippedPart = 25;
constexpr int leastWithGaps = 300;
constexpr int deprecation = 300;
constexpr int perOtherLetter = 3; ///< Of the name, that no word accounts for
constexpr int mostOtherLetters = 40;
constexpr int mostIdLetters = 30; ///< Short ids are of old services, which are used most

constexpr qsizetype mostWords = 8;
constexpr qsizetype longestWord = 32;
constexpr qsizetype longestGapName = 64;

bool folds(char name, char word)
{
    return char(name | 0x20) == word;
}

bool contains(QByteArrayView name, QByteArrayView word, qsizetype at)
{
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (!folds(name[at + i], word[i]))
            return false;
    }
    return true;
}

/// The word in one piece, at the best place; 0 if it is not.
int pieceScore(QByteArrayView word, const NameView &name)
{
    int best = 0;
    for (qsizetype at = 0; at + word.size() <= name.text.size(); ++at) {
        if (!folds(name.text[at], word[0]) || !contains(name.text, word, at))
            continue;
        if (at == 0)
            return word.size() == name.text.size() ? wholeName : beginOfName;
        if (at < 64 && ((name.parts >> at) & 1) != 0)
            return beginOfPart;
        best = withinName;
    }
    return word.size() > 1 ? best : 0;
}

/// Whether all letters are there in their order, which few names have. The first begins some part.
bool isInOrder(QByteArrayView word, QByteArrayView name)
{
    qsizetype j = 0;
    for (qsizetype i = 0; i < name.size() && j < word.size(); ++i)
        j += folds(name[i], word[j]) ? 1 : 0;
    return j == word.size();
}

/// The word with letters left out, each gap at its cost. Dynamic programming: the least cost of the first j letters with the
/// last of them at each place.
int gapScore(QByteArrayView word, const NameView &name)
{
    constexpr int none = 100'000;
    const qsizetype size = std::min(name.text.size(), longestGapName);
    std::array<int, longestGapName> costs;
    std::array<int, longestGapName> skips; // What the parts before each place would cost
    int part = -1;
    for (qsizetype i = 0; i < size; ++i) {
        const bool isPart = ((name.parts >> i) & 1) != 0;
        part += isPart ? 1 : 0;
        skips[std::size_t(i)] = part * perSkippedPart;
        const bool begins = isPart && folds(name.text[i], word[0]);
        costs[std::size_t(i)] = !begins ? none : i == 0 ? 0 : perGapToPart + part * perSkippedPart / 2;
    }
    for (qsizetype j = 1; j < word.size(); ++j) {
        int before = none; // The cost one place back
        int farther = none; // The least of all farther back, without the parts since then
        for (qsizetype i = 0; i < size; ++i) {
            const auto at = std::size_t(i);
            const int here = costs[at];
            int cost = none;
            if (folds(name.text[i], word[j])) {
                const bool isPart = ((name.parts >> i) & 1) != 0;
                cost = std::min(before, farther + skips[at] + (isPart ? perGapToPart - perSkippedPart : perGap));
            }
            if (i > 0 && before < none)
                farther = std::min(farther, before - skips[at - 1]);
            before = here;
            costs[at] = cost;
        }
    }
    const int least = *std::min_element(costs.begin(), costs.begin() + size);
    return least < none / 2 ? std::max(0, withGaps - least) : 0;
}

int serviceNameScore(QByteArrayView word, QByteArrayView words)
{
    for (int whole = 1; whole >= 0; --whole) {
        const QByteArray wanted = ' ' + word.toByteArray() + (whole ? " " : "");
        if (words.indexOf(wanted) >= 0)
            return whole ? wordOfService : beginOfServiceWord;
    }
    return 0;
}

int serviceScore(QByteArrayView word, quint64 letters, const NameView &id, QByteArrayView words)
{
    switch (const int score = nameScore(word, letters, id)) {
    case wholeName:
        return wholeService;
    case beginOfName:
        return beginOfService;
    default:
        // A service called by its letters is a last resort: "ddb".
        return std::max(serviceNameScore(word, words), score / 2);
    }
}

} // namespace

int nameScore(QByteArrayView word, quint64 letters, const NameView &name)
{
    if ((name.letters & letters) != letters || word.size() > name.text.size())
        return 0;
    const int piece = pieceScore(word, name);
    if (piece > withGaps || word.size() < 2 || (name.initials & letterBit(word[0])) == 0 || !isInOrder(word, name.text))
        return piece;
    const int gaps = gapScore(word, name);
    return std::max(piece, gaps >= leastWithGaps ? gaps : 0);
}

/// One search: the words with what can be known of them before the operations are gone through.
class OperationIndex::Search final
{
public:
    Search(const Content &content, QStringView text)
        : m_content(content)
    {
        eachWord(text.toUtf8().toLower(), [this](QByteArrayView word) {
            if (std::ssize(m_words) < mostWords)
                m_words.push_back(makeWord(word.first(std::min(word.size(), longestWord))));
        });
        // People paste ids: "aws:sns:Publish".
        if (m_words.size() > 1 && m_words.front().text == "aws")
            m_words.erase(m_words.begin());
    }

    OperationHits run(qsizetype most)
    {
        if (m_words.empty())
            return {};
        std::vector<Hit> hits;
        for (std::size_t i = 0; i < m_content.operations.size(); ++i) {
            if (const int score = scoreOf(i); score > 0)
                hits.push_back({score, quint32(i)});
        }
        const auto shown = std::min(most, qsizetype(hits.size()));
        std::partial_sort(hits.begin(), hits.begin() + shown, hits.end(),
                          [this](const Hit &a, const Hit &b) { return isBetter(a, b); });
        OperationHits result;
        result.found = qsizetype(hits.size());
        for (qsizetype i = 0; i < shown; ++i)
            result.best.append(makeHit(hits[std::size_t(i)]));
        return result;
    }

private:
    struct Word
    {
        QByteArray text;
        quint64 letters = 0;
        std::vector<int> services; ///< Score per service
        std::vector<qsizetype> behindService; ///< Per service: letters behind its id, as in "snspub"; 0: none
        std::vector<quint64> sentences; ///< A bit per operation whose sentence has it; empty: none has
    };

    struct Hit
    {
        int score = 0;
        quint32 operation = 0;
    };

    static quint64 lettersOf(QByteArrayView text)
    {
        quint64 letters = 0;
        for (const char c : text)
            letters |= letterBit(c);
        return letters;
    }

    Word makeWord(QByteArrayView text) const
    {
        Word word;
        word.text = text.toByteArray();
        word.letters = lettersOf(text);
        word.services.reserve(m_content.services.size());
        word.behindService.reserve(m_content.services.size());
        for (const Content::Service &service : m_content.services) {
            word.services.push_back(serviceScore(text, word.letters, service.idView, service.words));
            const bool isBehind = text.size() > service.id.size() && text.startsWith(service.id);
            word.behindService.push_back(isBehind ? text.size() - service.id.size() : 0);
        }
        markSentences(word);
        return word;
    }

    void markSentences(Word &word) const
    {
        const std::size_t count = m_content.words.size() - 1;
        std::size_t at = 0;
        for (std::size_t step = std::bit_floor(count); step > 0; step /= 2) {
            if (at + step <= count && m_content.wordAt(at + step - 1) < word.text)
                at += step;
        }
        for (; at < count && m_content.wordAt(at).startsWith(word.text); ++at) {
            word.sentences.resize(m_content.operations.size() / 64 + 1);
            markUses(at, word.sentences);
        }
    }

    void markUses(std::size_t at, std::vector<quint64> &bits) const
    {
        quint32 operation = 0;
        quint32 step = 0;
        int shift = 0;
        for (quint32 i = m_content.words[at].firstUse; i < m_content.words[at + 1].firstUse; ++i) {
            const auto byte = quint8(m_content.uses[qsizetype(i)]);
            step |= quint32(byte & 0x7F) << shift;
            shift += 7;
            if ((byte & 0x80) != 0 && shift < 28)
                continue;
            operation += step;
            if (operation < m_content.operations.size())
                bits[operation / 64] |= quint64(1) << (operation % 64);
            step = 0;
            shift = 0;
        }
    }

    /// 0 if a word is not found.
    int scoreOf(std::size_t index) const
    {
        const Content::Operation &operation = m_content.operations[index];
        const NameView &name = m_content.names[index];
        int sum = 0;
        qsizetype others = operation.nameBytes;
        for (const Word &word : m_words) {
            const int inService = word.services[operation.service];
            int inName = nameScore(word.text, word.letters, name);
            if (const qsizetype behind = word.behindService[operation.service]; behind > 0) {
                const QByteArrayView rest = QByteArrayView(word.text).last(behind);
                inName = std::max(inName, nameScore(rest, lettersOf(rest), name));
            }
            const bool isInSentence
                = !word.sentences.empty() && ((word.sentences[index / 64] >> (index % 64)) & 1) != 0;
            const int inSentence = isInSentence ? wordOfSentence : 0;
            const int best = std::max({inService, inName, inSentence});
            if (best == 0)
                return 0;
            if (best == inName)
                others -= word.text.size();
            // What is found at several places is meant rather.
            sum += best + (inService + inName + inSentence - best) / 64;
        }
        sum -= perOtherLetter * int(std::clamp(others, qsizetype(0), qsizetype(mostOtherLetters)));
        sum -= int(std::min(m_content.services[operation.service].id.size(), qsizetype(mostIdLetters)));
        return std::max(1, sum - (operation.deprecated ? deprecation : 0));
    }

    bool isBetter(const Hit &a, const Hit &b) const
    {
        if (a.score != b.score)
            return a.score > b.score;
        const auto size = [this](const Hit &hit) {
            const Content::Operation &operation = m_content.operations[hit.operation];
            return m_content.services[operation.service].id.size() + operation.nameBytes;
        };
        const qsizetype sizeA = size(a);
        const qsizetype sizeB = size(b);
        return sizeA != sizeB ? sizeA < sizeB : a.operation < b.operation;
    }

    OperationHit makeHit(const Hit &hit) const
    {
        const Content::Operation &operation = m_content.operations[hit.operation];
        const Content::Service &service = m_content.services[operation.service];
        return {QString::fromUtf8(service.id), QString::fromUtf8(service.name),
                QString::fromUtf8(m_content.nameOf(operation)), QString::fromUtf8(m_content.sentenceOf(operation)),
                operation.deprecated};
    }

    const Content &m_content;
    std::vector<Word> m_words;
};

OperationHits OperationIndex::search(QStringView words, qsizetype most) const
{
    return Search(*m_content, words).run(most);
}

} // namespace Plugboard::Aws
