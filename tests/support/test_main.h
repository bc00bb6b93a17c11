#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace Plugboard::Tests {

/// Puts a test class into its folder's program under the name of its file.
struct Registration
{
    Registration(const char *file, std::function<std::unique_ptr<QObject>()> make);
};

/// `PROGRAM [tst_name [QTest arguments]]`: one class, or all of them; returns the failures.
int run(int argc, char **argv);

} // namespace Plugboard::Tests

/// One per tst_*.cpp, at its end, before the .moc: `PLUGBOARD_TEST(tst_Lexer)`.
#define PLUGBOARD_TEST(Class)                                                                                          \
    static const Plugboard::Tests::Registration registration_##Class {                                                 \
        __FILE__, [] { return std::unique_ptr<QObject>(new Class); }};
