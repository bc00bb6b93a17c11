#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace Plugboard::Architecture {

/// One folder of the tree, with everything in it that has no line of its own.
struct Layer
{
    QString folder; ///< From the root: "core/aws/models"
    QString target; ///< Its CMake target
    QStringList uses; ///< Targets of ours; "core_aws_*" stands for all that begin so
    QStringList libraries; ///< Names of foreign libraries
};

/// A foreign library under the names by which CMake and includes call it.
struct Library
{
    QString name;
    QStringList targets;
    QStringList headers;
};

/// The arrows of layers.txt. What it does not allow is forbidden.
class LayerTable
{
public:
    /// Lines of no known form land in problems().
    static LayerTable parse(const QString &text);

    const QList<Layer> &layers() const { return m_layers; }
    const QStringList &problems() const { return m_problems; }

    /// The layer with the longest folder that holds this path; null if none does.
    const Layer *layerOf(const QString &path) const;
    const Layer *layerOfTarget(const QString &target) const;
    /// Empty if no library has it. Headers of Qt are given with their module: "QtCore/QString".
    QString libraryOfHeader(const QString &header) const;
    QString libraryOfTarget(const QString &target) const;

    static bool mayUse(const Layer &layer, const QString &target);

private:
    void readLine(const QString &line);

    QList<Layer> m_layers;
    QList<Library> m_libraries;
    QStringList m_problems;
};

} // namespace Plugboard::Architecture
