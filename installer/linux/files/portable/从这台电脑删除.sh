#!/bin/sh
# 删掉“安装到这台电脑.sh”装上的程序。记录不删。
# Removes the program that 安装到这台电脑.sh installed. The records stay.
set -eu
share=${XDG_DATA_HOME:-$HOME/.local/share}
home="$share/xieshang"

# Under an open window nothing is removed: it reads its parts from the disk when they are first needed.
real=$(readlink -f "$home" || true)
for process in /proc/[0-9]*/exe; do
    case $(readlink "$process" 2>/dev/null || true) in
        "$real/program"/* | "$real/versions"/*)
            echo '没有删：协商桌面还开着。请先关掉它的窗口，再做一次。原来的没有动。' >&2
            echo 'Not removed: the program is open. Close its window and try again. Nothing was changed.' >&2
            exit 1
            ;;
    esac
done

rm -rf "$home/program" "$home/program.new" "$home/program.old" "$home/versions"
rm -f "$share/applications/xieshang.desktop" "$share/applications/xieshang-open.desktop" \
    "$share/mime/packages/xieshang.xml" "$share/man/man1/xieshang.1.gz" \
    "$share/man/zh_CN/man1/xieshang.1.gz"
find "$share/icons/hicolor" \( -name 'xieshang.*' -o -name 'application-x-xieshang-bundle.*' \) \
    -type f -delete 2>/dev/null || true
case $(readlink "$HOME/.local/bin/xieshang" 2>/dev/null) in
    "$home"/*) rm -f "$HOME/.local/bin/xieshang" ;;
esac
if [ -d "$share/mime/packages" ] && command -v update-mime-database >/dev/null; then
    update-mime-database "$share/mime" || true
fi
if [ -d "$share/applications" ] && command -v update-desktop-database >/dev/null; then
    update-desktop-database "$share/applications" || true
fi
rm -f "$home/从这台电脑删除.sh"
rmdir "$home" 2>/dev/null || true

tell() { # tell CHINESE ENGLISH
    printf '%s\n%s\n' "$1" "$2"
}

@RECORDS@

tell '程序删掉了。' 'The program is removed.'
told=$(tell_records "$home" "${XDG_CONFIG_HOME:-$HOME/.config}/xieshang")
if [ -n "$told" ]; then
    printf '%s\n' "$told"
else
    tell '没有找到记录。' 'No records were found.'
fi
