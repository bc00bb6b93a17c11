#pragma once

#include "core/output/outputmapping.h"

#include <QCoreApplication>

namespace Plugboard::Models {

/// What a mapping came to, in sentences.
struct MappingWords
{
    Q_DECLARE_TR_FUNCTIONS(MappingWords)

public:
    /// Which of the expressions a problem is in.
    enum class Place { ResultExpression, ErrorExpression };

    struct Problem
    {
        QString text; ///< With the expression and the place in it
        Place place = Place::ResultExpression;
        int line = 0; ///< From 1; 0: all of it
        int column = 0; ///< From 1, in code points
    };

    static Problem problem(const Error &problem);
    /// What the error expression says; empty if it says nothing.
    static QString verdict(const Output::Mapped &mapped);
    /// Why something is null, one line each, some at the most.
    static QStringList warnings(const Output::Mapped &mapped);
};

} // namespace Plugboard::Models
