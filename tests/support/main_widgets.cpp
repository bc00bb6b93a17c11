#include "tests/support/test_main.h"

#include <QApplication>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    return Plugboard::Tests::run(argc, argv);
}
