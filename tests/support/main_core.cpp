#include "tests/support/test_main.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    return Plugboard::Tests::run(argc, argv);
}
