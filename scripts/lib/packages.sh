# What Plugboard needs from Debian, and how it gets there. Sourced by scripts/run and scripts/test.

run_packages=(
    g++ cmake ninja-build pkg-config
    qt6-base-dev libqt6svg6-dev qtkeychain-qt6-dev
    libsimdjson-dev libboost-dev libssl-dev zlib1g-dev libexpected-dev libcli11-dev
    python3-botocore fonts-dejavu-core)

test_packages=(
    libbenchmark-dev ccache
    dbus dbus-x11 gnome-keyring libsecret-tools
    awscli python3-boto3)

# Installs the named packages that are missing; says which. Needs root or sudo only if some are.
install_missing() {
    local missing=() package sudo=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "installing: ${missing[*]}"
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
