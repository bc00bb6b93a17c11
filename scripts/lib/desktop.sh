# shellcheck shell=bash
# in_desktop COMMAND…: in an empty home, with a display, a window manager, a session bus, an unlocked
# keyring and accessibility, all of them gone afterwards. Sourced by scripts/test.
in_desktop() {
    local home status
    home=$(mktemp -d)
    mkdir -m 700 "$home/runtime"
    env -u WAYLAND_DISPLAY -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_CACHE_HOME -u XDG_STATE_HOME \
        HOME="$home" XDG_RUNTIME_DIR="$home/runtime" \
        xvfb-run -a -s '-screen 0 1280x800x24 -nolisten tcp' \
        dbus-run-session -- bash scripts/lib/desktop-session.sh "$@"
    status=$?
    rm -rf "$home"
    return $status
}
