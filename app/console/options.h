#pragma once

#include "app/services/services.h"

#include <QStringList>

namespace Plugboard::Console {

/// The command line of the window.
struct Options
{
    QString workspace; ///< Empty: the personal one in the data folder
    QString environment;
    QStringList open;
    QString dataFolder;
    QString screenshot;
    App::SecretSource secrets = App::SecretSource::Keychain;
    bool sandbox = false;
    bool invokes = false;
    bool measuresStartup = false;
};

/// Reads the arguments of `application`; prints help or a complaint and ends the program where that is all it has to do.
Options readOptions(const QStringList &arguments);

} // namespace Plugboard::Console
