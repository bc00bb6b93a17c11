#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/aws/protocols/scalars_p.h"
#include "core/base/result.h"
#include "core/value/value.h"

#include <functional>
#include <optional>

namespace Plugboard::Aws {

/// Where a value stands in the input of an operation.
struct Place
{
    enum class Role { Root, Member, Item, Entry };

    Role role;
    const Member &use;
    qsizetype index = 0; ///< Of an item or entry among those that are written, from 0
    QByteArrayView key = {}; ///< Of an entry
};

/// What a protocol makes of an input. The walk calls it in the order of the input; it has no errors to report, because what
/// reaches it is of the model's types.
class InputWriter
{
public:
    virtual ~InputWriter() = default;

    virtual TimestampFormat defaultTimestampFormat() const = 0;
    /// Nulls as items and entries mean something where this is true; elsewhere they are left out.
    virtual bool writesNulls() const { return false; }

    virtual void beginStructure(const Place &place) = 0;
    virtual void endStructure(const Place &place) = 0;
    virtual void beginList(const Place &place, qsizetype size) = 0;
    virtual void endList(const Place &place) = 0;
    virtual void beginMap(const Place &place, qsizetype size) = 0;
    virtual void endMap(const Place &place) = 0;
    virtual void writeScalar(const Place &place, const Scalar &scalar) = 0;
    virtual void writeNull(const Place &) { }
    /// A value of any form, as in JSON.
    virtual void writeDocument(const Place &place, const Value &value) = 0;
};

/// Goes through an input along its shape, checks it, and hands it to a writer: the one place that knows both.
///
/// After the first error nothing more is written; ask error().
class InputWalk final
{
public:
    using Filter = std::function<bool(const Member &)>;

    /// Unknown and missing members of a structure, at the input's root too. `path` as callers say it, for errors.
    void checkMembers(const Shape &shape, const Value &value, const QString &path);
    /// Writes a value wherever it stands. Structures at the root: only members that `filter` takes, without checking the others.
    void walk(InputWriter &writer, const Place &place, const Value &value, const QString &path,
              const Filter &filter = {});
    /// A scalar on its own, as in a header; nullopt after an error.
    std::optional<Scalar> scalar(const Member &use, const Value &value, const QString &path, TimestampFormat format);

    void fail(const QString &path, const QString &message, ErrorCode code = ErrorCode::Invalid);
    const std::optional<Error> &error() const { return m_error; }

private:
    void structure(InputWriter &writer, const Place &place, const Value &value, const QString &path,
                   const Filter &filter);
    void list(InputWriter &writer, const Place &place, const Value &value, const QString &path);
    void map(InputWriter &writer, const Place &place, const Value &value, const QString &path);
    /// False, with an error, if it is not.
    bool expectContext(const Value &value, const QString &path);

    std::optional<Error> m_error;
    int m_depth = 0;
};

/// "To.Street"
QString memberPath(const QString &path, const QString &name);

} // namespace Plugboard::Aws
