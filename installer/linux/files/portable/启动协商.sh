#!/bin/sh
# 在借用的电脑上运行U盘里的协商桌面：什么都不装，资料只写在U盘的“资料”文件夹里。
# Runs 协商桌面 from the stick on a borrowed computer: installs nothing, records stay on the stick.
set -eu
here=$(dirname "$(readlink -f "$0")")
XIESHANG_HOME="$here/资料"
export XIESHANG_HOME
mkdir -p "$XIESHANG_HOME" 2>/dev/null || true
if [ ! -d "$XIESHANG_HOME" ] || [ ! -w "$XIESHANG_HOME" ]; then
    words="这个U盘写不进去，打不开：$here
请看U盘侧面有没有写保护的小开关，拨到能写的一边，拔下来再插；还不行，换一个U盘，把整个文件夹复制过去。"
    printf '%s\n' "$words" 'The stick cannot be written to: switch off its write protection, or use another.' >&2
    # Opened by a click there is no terminal to read it in.
    if [ ! -t 2 ] && command -v zenity >/dev/null; then
        zenity --error --no-markup --text="$words" 2>/dev/null || true
    fi
    exit 1
fi

# A stick with FAT or exFAT keeps no mark that a file may be run, and many systems run nothing from a
# stick. Then the program is copied to this computer for as long as it runs, and removed afterwards.
if [ -x "$here/program/xieshang" ]; then
    exec "$here/program/xieshang" "$@"
fi

in_use() { # whether a process still runs from the folder $1
    for process in /proc/[0-9]*/exe; do
        case $(readlink "$process" 2>/dev/null) in "$1"/*) return 0 ;; esac
    done
    return 1
}

# What a session that was cut off left behind, here or by somebody else's stick.
cache=${XDG_CACHE_HOME:-$HOME/.cache}
mkdir -p "$cache"
for left in "$cache"/xieshang-stick.*; do
    starter=$(cat "$left/starter" 2>/dev/null || true)
    if [ -d "$left" ] && ! in_use "$left" && ! kill -0 "${starter:-none}" 2>/dev/null; then
        rm -rf "$left"
    fi
done

copy=$(mktemp -d "$cache/xieshang-stick.XXXXXX")
clean() {
    trap - EXIT HUP INT TERM
    rm -rf "$copy"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM
echo $$ >"$copy/starter"
echo '正在准备，大约需要半分钟…' >&2
echo 'Preparing, about half a minute …' >&2
if ! cp -r "$here/program" "$copy/program"; then
    echo '这台电脑放不下，请腾出 300 MB 再试。' >&2
    echo 'There is no room on this computer: 300 MB are needed.' >&2
    exit 1
fi
chmod u+x "$copy/program/xieshang"
status=0
"$copy/program/xieshang" "$@" || status=$?
# Another window, of the practice village, may still be open.
while in_use "$copy"; do sleep 2; done
exit "$status"
