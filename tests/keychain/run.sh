#!/usr/bin/env bash
# Runs the scenarios against a real keychain, each in a fresh home with a fresh gnome-keyring.
#   run.sh PROGRAM [SCENARIO…]
# Needs dbus, gnome-keyring and libsecret-tools. Last line: N passed, N failed.
set -u
program=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
shift
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_CURRENT_DESKTOP KDE_SESSION_VERSION
export LC_ALL=C.UTF-8 QTEST_DISABLE_STACK_DUMP=1 KEYRING_PASSWORD=testpw

passed=0
failed=0

for tool in dbus-run-session dbus-send gnome-keyring-daemon secret-tool; do
    if ! command -v $tool >/dev/null; then
        echo "$tool is missing; install dbus, gnome-keyring and libsecret-tools"
        exit 1
    fi
done

# The values that the scenarios store must be in no file below the home, in clear or in base64.
no_secret_in_files() {
    local canary=plugboard-canary-7f3a9 found
    for form in "$canary" "$(printf %s "$canary" | base64 | cut -c1-20)" "$(printf %s "$canary" | od -An -tx1 | tr -d ' \n')"; do
        if found=$(grep -rlaF -- "$form" "$HOME"); then
            echo "secret in clear in: $found"
            return 1
        fi
    done
}

# scenario NAME HOW: HOW is unlocked, fresh (a daemon nobody unlocked), none (a bus without the service) or nobus.
scenario() {
    local name=$1 how=$2 status
    HOME=$(mktemp -d)
    XDG_RUNTIME_DIR=$(mktemp -d)
    chmod 700 "$XDG_RUNTIME_DIR"
    export HOME XDG_RUNTIME_DIR XDG_DATA_HOME="$HOME/.local/share" XDG_CONFIG_HOME="$HOME/.config" XDG_CACHE_HOME="$HOME/.cache"
    case $how in
    unlocked) dbus-run-session -- bash "$here/session.sh" unlock "$program" "$name" ;;
    fresh) dbus-run-session -- bash "$here/session.sh" leave "$program" "$name" ;;
    none) dbus-run-session --config-file="$here/bus-without-services.conf" -- "$program" scenarios "$name" ;;
    nobus) "$program" scenarios "$name" ;;
    esac >"$HOME/output" 2>&1
    status=$?
    if [ $status -eq 0 ] && grep -q "^Totals: 3 passed" "$HOME/output" && mv "$HOME/output" "$XDG_RUNTIME_DIR" && no_secret_in_files; then
        passed=$((passed + 1))
        echo "ok      $name"
    else
        failed=$((failed + 1))
        echo "FAILED  $name (status $status)"
        cat "$HOME/output" "$XDG_RUNTIME_DIR/output" 2>/dev/null
    fi
    rm -rf "$HOME" "$XDG_RUNTIME_DIR"
}

all="roundTrips:unlocked manyAtOnce:unlocked underAnEventLoop:unlocked otherProgramsSeeIt:unlocked tornParts:unlocked
    brokenIndex:unlocked locked:unlocked stopped:unlocked stoppedInsideAJob:unlocked leftStopped:unlocked killed:unlocked
    noCollection:fresh noService:none noBus:nobus"
for entry in $all; do
    if [ $# -eq 0 ] || [[ " $* " == *" ${entry%%:*} "* ]]; then
        scenario "${entry%%:*}" "${entry##*:}"
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
