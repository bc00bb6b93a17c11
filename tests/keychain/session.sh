#!/usr/bin/env bash
# Inside a D-Bus session: a keyring (unlocked before its first client asks, or left alone), the program, the keyring's end.
#   session.sh unlock|leave PROGRAM SCENARIO
set -u
if [ "$1" = unlock ]; then
    printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
fi
"$2" scenarios "$3"
status=$?
daemon=$(dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID \
    string:org.freedesktop.secrets 2>/dev/null | awk '/uint32/ { print $2 }')
if [ -n "$daemon" ]; then
    kill -CONT "$daemon"
    kill "$daemon"
fi
exit $status
