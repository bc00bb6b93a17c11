#pragma once

#include "core/aws/models/operationindex.h"

#include <QByteArray>

#include <array>
#include <vector>

namespace Plugboard::Aws {

/// One bit per letter, whatever its case, and digit; the uppermost for all other characters.
constexpr quint64 letterBit(char c)
{
    if (c >= '0' && c <= '9')
        return quint64(1) << (c - '0');
    const char folded = char(c | 0x20);
    return quint64(1) << (folded >= 'a' && folded <= 'z' ? 10 + (folded - 'a') : 63);
}

/// A name with what makes searching in it fast.
struct NameView
{
    QByteArrayView text;
    quint64 letters = 0; ///< letterBit() of all characters
    quint64 initials = 0; ///< letterBit() of the characters that begin a part
    quint64 parts = 0; ///< Bit i: a part begins at character i, "ListObjectsV2" at 0, 4, 11; as far as 64 characters go

    static NameView of(QByteArrayView text);
};

/// How well a folded word fits a name: 0 not at all, 1000 if it is the name.
int nameScore(QByteArrayView word, quint64 letters, const NameView &name);

/// What an index is made of; all texts are UTF-8.
struct OperationIndex::Content
{
    struct Service
    {
        QByteArray id;
        QByteArray name; ///< Service id of the metadata, without which the folder's: "Cost Explorer"
        QByteArray words; ///< Folded words of all its names, each between blanks
        NameView idView; ///< Of `id`; made when the rest is there
    };

    /// Refers to `text`, with the sentence behind the name.
    struct Operation
    {
        quint32 offset = 0;
        quint16 service = 0;
        quint8 nameBytes = 0;
        quint8 sentenceBytes = 0;
        bool deprecated = false;
    };

    /// A word of a sentence: where it is in `vocabulary` and where its operations' numbers are in `uses`: the first, then
    /// differences, seven bits a byte.
    struct Word
    {
        quint32 offset = 0;
        quint32 firstUse = 0;
    };

    QByteArray fingerprint;
    Errors problems;
    std::vector<Service> services;
    std::vector<Operation> operations; ///< By service
    QByteArray text;
    QByteArray vocabulary; ///< Folded words in order, one behind the other
    QByteArray uses;
    std::vector<Word> words; ///< One more than there are, for the ends
    std::vector<NameView> names; ///< Beside `operations`; made when the rest is there

    QByteArrayView nameOf(const Operation &operation) const
    {
        return QByteArrayView(text).sliced(operation.offset, operation.nameBytes);
    }
    QByteArrayView sentenceOf(const Operation &operation) const
    {
        return QByteArrayView(text).sliced(operation.offset + operation.nameBytes, operation.sentenceBytes);
    }
    QByteArrayView wordAt(std::size_t index) const
    {
        return QByteArrayView(vocabulary).sliced(words[index].offset, words[index + 1].offset - words[index].offset);
    }
    void makeNames();
    /// Nothing refers to what is not there.
    bool isConsistent() const;
};

/// The first sentence of a documentation in HTML as plain text of at most `mostBytes`.
QByteArray firstSentence(QByteArrayView html, qsizetype mostBytes);

/// Calls `found(QByteArrayView)` with each run of ASCII letters and digits, and of characters beyond ASCII.
template <typename Found>
void eachWord(QByteArrayView text, Found found)
{
    const auto isPart = [](char c) {
        const auto folded = char(c | 0x20);
        return (c >= '0' && c <= '9') || (folded >= 'a' && folded <= 'z') || quint8(c) >= 0x80;
    };
    for (qsizetype begin = 0; begin < text.size();) {
        if (!isPart(text[begin])) {
            ++begin;
            continue;
        }
        qsizetype end = begin + 1;
        while (end < text.size() && isPart(text[end]))
            ++end;
        found(text.sliced(begin, end - begin));
        begin = end;
    }
}

} // namespace Plugboard::Aws
