# shellcheck shell=bash
# What Plugboard needs from Debian 12 and how it gets there. Sourced by scripts/run and scripts/test.

# To build and start the programs.
run_packages=(
    g++ cmake ninja-build pkg-config
    qt6-base-dev qt6-svg-dev qtkeychain-qt6-dev
    libsimdjson-dev libboost-dev libssl-dev zlib1g-dev libexpected-dev libcli11-dev
    python3-botocore # AWS's service models; Python itself is never started by the programs
    ca-certificates fonts-dejavu-core)

# To test them: speed, a desktop to click in, a keychain, foreign clients of the sandbox.
test_packages=(
    libbenchmark-dev ccache
    clang-16 libclang-rt-16-dev # fuzzing
    xvfb xauth openbox xdotool imagemagick
    dbus dbus-x11 gnome-keyring libsecret-tools
    at-spi2-core python3-pyatspi gir1.2-atspi-2.0 python3-gi
    awscli python3-boto3 python3-jsonschema)

is_installed() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# install_missing PACKAGE…: installs those that are not there and says which. With all of them there
# it needs neither root nor a network. What apt prints stays in a log: it names mirrors.
install_missing() {
    local missing=() package log=build/apt.log
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0

    echo "Installing (a few minutes if there are many): ${missing[*]}"
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        echo "Packages can be installed only by root: run this as root once, or install sudo" >&2
        return 1
    fi
    mkdir -p build
    as_root apt-get update >$log 2>&1 || true # an index of yesterday may be enough
    if ! as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}" >>$log 2>&1; then
        echo "The packages could not be installed; $log says why" >&2
        return 1
    fi
}

# install_node_packages FOLDER: what its package-lock.json names, once.
install_node_packages() {
    local folder=$1 stamp=$1/node_modules/.installed log=build/npm.log
    [ "$stamp" -nt "$folder/package-lock.json" ] && return 0
    command -v npm >/dev/null || install_missing nodejs npm || return 1
    echo "Installing: the packages of $folder/package-lock.json"
    mkdir -p build
    if ! npm ci --prefix "$folder" --no-audit --no-fund >$log 2>&1; then
        echo "The packages could not be installed; $log says why" >&2
        return 1
    fi
    touch "$stamp"
}
