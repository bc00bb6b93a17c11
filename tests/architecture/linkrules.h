#pragma once

#include "tests/architecture/layertable.h"

namespace Plugboard::Architecture {

/// A library of ours as it was built.
struct BuiltLibrary
{
    QString target;
    QString archive; ///< Absolute path
    QStringList links; ///< CMake targets, as its CMakeLists.txt names them
};

/// A foreign library whose use is checked by its symbols.
struct SharedLibrary
{
    QString name; ///< As in layers.txt
    QString path;
};

/// What the build wrote down about itself.
struct Build
{
    QList<BuiltLibrary> libraries;
    QList<SharedLibrary> foreign;

    /// Lines "built|target|archive|links" and "foreign|name|path".
    static Build parse(const QString &text);
};

/// Links that the table forbids, one sentence each.
QStringList linkFindings(const Build &build, const LayerTable &table);

/// Undefined symbols of our libraries that only a library they may not use defines. This sees what
/// includes do not show: a type reached through somebody else's header.
QStringList symbolFindings(const Build &build, const LayerTable &table);

} // namespace Plugboard::Architecture
