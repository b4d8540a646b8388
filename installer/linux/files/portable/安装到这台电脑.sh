#!/bin/sh
# 把协商桌面装到这台电脑上，只给现在登录的人用，不需要管理员。再运行一次就是升级，资料不动。
# Installs 协商桌面 for the person who is logged in; needs no administrator. Again: upgrades.
set -eu
here=$(dirname "$(readlink -f "$0")")
share=${XDG_DATA_HOME:-$HOME/.local/share}
home="$share/xieshang"
program="$home/program"

# Under an open window nothing is exchanged: it reads its parts from the disk when they are first needed.
real=$(readlink -f "$home" || true)
for process in /proc/[0-9]*/exe; do
    case $(readlink "$process" 2>/dev/null || true) in
        "$real/program"/*)
            echo '没有装上：协商桌面还开着。请先关掉它的窗口，再做一次。原来的没有动。' >&2
            echo 'Not installed: the program is open. Close its window and try again. Nothing was changed.' >&2
            exit 1
            ;;
    esac
done

mkdir -p "$home" "$HOME/.local/bin"
# Cut off between the two renamings below, the last time: the old program is the only one.
[ -d "$program" ] || [ ! -d "$program.old" ] || mv "$program.old" "$program"
rm -rf "$program.new" "$program.old"
echo '正在安装…' >&2
if ! cp -r "$here/program" "$program.new"; then
    rm -rf "$program.new"
    echo '没有装上：这台电脑放不下，请腾出 300 MB 再试。原来的没有动。' >&2
    echo 'Not installed: 300 MB are needed. Nothing was changed.' >&2
    exit 1
fi
chmod u+x "$program.new/xieshang"
# It must start itself, not a version from an update file in its place.
if ! XIESHANG_TRIAL="$program.new" "$program.new/xieshang" version >/dev/null; then
    rm -rf "$program.new"
    echo '没有装上：程序在这台电脑上启动不了，请看“说明.txt”里的电脑要求。原来的没有动。' >&2
    echo 'Not installed: it does not start here, see 说明.txt. Nothing was changed.' >&2
    exit 1
fi
sync -f "$program.new" || true # what is renamed lies on the disk
[ ! -d "$program" ] || mv "$program" "$program.old"
mv "$program.new" "$program"
rm -rf "$program.old"

cp -r "$here/desktop/." "$share/"
quoted=$(printf '%s' "$program" | sed 's/[&|\\]/\\&/g')
for entry in xieshang xieshang-open; do
    sed "s|^Exec=xieshang|Exec=\"$quoted/xieshang\"|" "$here/desktop/applications/$entry.desktop" \
        >"$share/applications/$entry.desktop"
done
ln -sfn "$program/xieshang" "$HOME/.local/bin/xieshang"
cp "$here/从这台电脑删除.sh" "$home/"

if [ -d "$share/mime/packages" ] && command -v update-mime-database >/dev/null; then
    update-mime-database "$share/mime" || true
fi
if [ -d "$share/applications" ] && command -v update-desktop-database >/dev/null; then
    update-desktop-database "$share/applications" || true
fi
if command -v gtk-update-icon-cache >/dev/null; then
    gtk-update-icon-cache -q -t "$share/icons/hicolor" 2>/dev/null || true
fi

@RECORDS@

# As a terminal takes it, whatever stands in the folder's name.
removal="sh '$(printf '%s' "$home/从这台电脑删除.sh" | sed "s/'/'\\\\''/g")'"
records=$(noted "${XDG_CONFIG_HOME:-$HOME/.config}/xieshang/settings.json")
records=${records:-$home/data}
echo "装好了，在应用程序菜单里找“协商桌面”。资料在 $records，升级、删除程序都不动。不要了：$removal"
echo "Installed: 协商桌面 is in the menu. The records lie in $records. To remove it: $removal"
