#pragma once

#include <optional>
#include <string_view>

namespace Plugboard::Feel {

/// Both ends included.
struct CodePointRange
{
    char32_t first = 0;
    char32_t last = 0;
};

/// The code points of a block, by its name as XML Schema writes it behind `Is`: "BasicLatin".
/// Surrogates are no characters.
std::optional<CodePointRange> unicodeBlock(std::string_view name);

} // namespace Plugboard::Feel
