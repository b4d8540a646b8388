# shellcheck shell=sh
# The environment that ./xieshang and ./check share: both source this with `root` set to the checkout.
: "${root:?}"

python="$root/.venv/bin/python"

say() {
    printf '%s\n' "$*" >&2
}

# Installs the given Debian packages, if any, as root or through sudo without a password; otherwise
# prints the one line to run and gives up.
install_packages() {
    [ $# -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        say "缺少系统软件包（Debian 名称）/ missing system packages (Debian names): $*"
        exit 1
    elif [ "$(id -u)" -eq 0 ]; then
        as_root='env'
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root='sudo -n env'
    else
        say '还缺系统软件包，请先运行 / system packages are missing, please run first:'
        say "    sudo apt-get install $*"
        exit 1
    fi
    say "正在安装系统软件包 / installing system packages: $*"
    log=$(mktemp)
    apt="$as_root DEBIAN_FRONTEND=noninteractive apt-get -q -y"
    # The package lists may be absent or old: fetch them only when the first try fails.
    if ! $apt install --no-install-recommends "$@" >"$log" 2>&1 </dev/null; then
        $apt update >>"$log" 2>&1 </dev/null || true
        if ! $apt install --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
            cat "$log" >&2
            rm -f "$log"
            say '没有装上，请检查网络后运行 / could not install; check the network and run:'
            say "    sudo apt-get install $*"
            exit 1
        fi
    fi
    rm -f "$log"
}

# What Qt needs from the system to open a window and to print: library and Debian package.
qt_libraries='
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-util.so.1 libxcb-util1
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libcups.so.2 libcups2'

# Prints the Debian packages whose libraries the loader does not know.
missing_qt_packages() {
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
    # shellcheck disable=SC2086 # the table is meant to be split into words
    set -- $qt_libraries
    while [ $# -gt 0 ]; do
        case $known in
            *"$1 "*) ;;
            *) printf '%s ' "$2" ;;
        esac
        shift 2
    done
}

# Prints a Python that PySide6 6.9 has wheels for; nothing when there is none.
find_python() {
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
            >/dev/null 2>&1; then
            printf '%s' "$candidate"
            return
        fi
    done
}

# Prints the Debian packages without which no environment can be made; nothing when there is one.
missing_python_packages() {
    [ ! -x "$python" ] || return
    system_python=$(find_python)
    if [ -z "$system_python" ]; then
        printf 'python3 python3-venv '
    elif ! "$system_python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$system_python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2], end=" ")'
    fi
}

make_environment() {
    system_python=$(find_python)
    if [ -z "$system_python" ]; then
        say '需要 Python 3.11、3.12 或 3.13 / Python 3.11, 3.12 or 3.13 is needed.'
        exit 1
    fi
    "$system_python" -m venv --clear "$root/.venv" || exit 1
}

# Installs into .venv what the named lock files say. A copy of each lock inside .venv tells what was
# installed, so that a start with nothing to do costs one comparison.
ensure_environment() {
    locks=''
    wanted=''
    for lock in "$@"; do
        locks="$locks --requirement $lock"
        cmp -s "$root/$lock" "$root/.venv/$lock" || wanted=yes
    done
    [ -n "$wanted" ] || [ ! -x "$python" ] || return 0
    "$python" -m pip --version >/dev/null 2>&1 || make_environment
    say '正在准备运行环境（只做这一次）/ preparing the environment, this once …'
    # shellcheck disable=SC2086 # the names of the locks hold no blanks
    if ! (cd "$root" && "$python" -m pip install --disable-pip-version-check \
        --require-hashes $locks) >&2 </dev/null; then
        say '没有装上所需的 Python 软件包，请检查网络后再试。'
        say 'The Python packages could not be installed; check the network and try again.'
        exit 1
    fi
    # PySide6 carries Python files that it unpacks and compiles anew at each start; laid down and
    # compiled once, they save 15 ms of every start. Without them all works the same.
    SBK_EMBED=0 "$python" -c 'import compileall, pathlib, shiboken6
compileall.compile_dir(pathlib.Path(shiboken6.__file__).with_name("files.dir"), quiet=2)' || true
    for lock in "$@"; do
        cp "$root/$lock" "$root/.venv/$lock"
    done
}

# The build environment holds what the program needs and what builds it, and nothing else. Copies of
# the locks tell what was installed. Beside it lie the files it was installed from: the list of parts
# names their hashes.
ensure_build_environment() {
    environment="$root/build/environment"
    wheels="$root/build/wheels"
    locks='requirements.txt installer/requirements-build.txt'
    for lock in $locks; do
        cmp -s "$lock" "$environment/$(basename "$lock")" || fresh=yes
    done
    if [ -n "${fresh:-}" ]; then
        say '正在准备打包环境 / preparing the build environment …'
        rm -rf "$environment" "$wheels"
        /usr/bin/python3.11 -m venv "$environment"
        build_pip() { "$environment/bin/python" -m pip --disable-pip-version-check -qq "$@"; }
        # Libraries built for old systems, as far as they are to be had: Python asks for the newest glibc.
        platforms=''
        for platform in manylinux_2_28 manylinux_2_27 manylinux_2_24 manylinux_2_17 manylinux2014 \
            manylinux_2_12 manylinux_2_5 manylinux1; do
            platforms="$platforms --platform ${platform}_x86_64"
        done
        # shellcheck disable=SC2086 # one word for each option
        build_pip download --dest "$wheels" --require-hashes --only-binary=:all: --python-version 3.11 \
            --implementation cp --abi cp311 --abi abi3 --abi none $platforms \
            --requirement requirements.txt --requirement installer/requirements-build.txt
        build_pip install --no-index --find-links "$wheels" --require-hashes \
            --requirement requirements.txt --requirement installer/requirements-build.txt
        for lock in $locks; do cp "$lock" "$environment/"; done
    fi
    build_python="$environment/bin/python"
}

# The same with the Python for old systems, which has no pip of its own: what is given out is made with it.
ensure_environment_for_old_systems() {
    ensure_build_environment
    "$root/installer/linux/python-for-old-systems"
    old="$root/build/environment-2.28"
    for made in "$environment/requirements.txt" "$environment/requirements-build.txt" \
        "$root/build/python-2.28/stamp"; do
        cmp -s "$made" "$old/$(basename "$made")" || stale=yes
    done
    if [ -n "${stale:-}" ]; then
        rm -rf "$old"
        "$root/build/python-2.28/bin/python3.11" -m venv --without-pip "$old"
        "$build_python" -m pip --python "$old/bin/python" --disable-pip-version-check -qq install \
            --no-index --find-links "$root/build/wheels" --require-hashes \
            --requirement requirements.txt --requirement installer/requirements-build.txt
        cp "$environment/requirements.txt" "$environment/requirements-build.txt" \
            "$root/build/python-2.28/stamp" "$old/"
    fi
    build_python="$old/bin/python"
}
