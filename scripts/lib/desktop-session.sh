# shellcheck shell=bash
# Runs inside the display and the session bus that in_desktop makes.

# Before any client of the keyring: the bus would start a locked one for it.
printf 'only for tests' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
/usr/libexec/at-spi-bus-launcher --launch-immediately &
accessibility=$!
openbox >/dev/null 2>&1 &
windows=$!
trap 'kill $accessibility $windows 2>/dev/null' EXIT
export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1

"$@"
