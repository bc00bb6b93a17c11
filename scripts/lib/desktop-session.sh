# shellcheck shell=bash
# Runs inside the display and the session bus that in_desktop makes.

# Before any client of the keyring: the bus would start a locked one for it.
printf 'only for tests' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
/usr/libexec/at-spi-bus-launcher --launch-immediately &
accessibility=$!
openbox --startup "touch $HOME/windows-are-managed" >/dev/null 2>&1 &
windows=$!
trap 'kill $accessibility $windows 2>/dev/null' EXIT
# A window that appears while openbox starts may never be shown: 15 of 180 were not.
for _ in $(seq 200); do
    [ -e "$HOME/windows-are-managed" ] && break
    sleep 0.05
done
export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1

"$@"
