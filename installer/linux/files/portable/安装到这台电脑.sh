#!/bin/sh
# 把协商桌面装到这台电脑上，只给现在登录的人用，不需要管理员。再运行一次就是升级，资料不动。
# Installs 协商桌面 for the person who is logged in; needs no administrator. Again: upgrades.
set -eu
here=$(dirname "$(readlink -f "$0")")
share=${XDG_DATA_HOME:-$HOME/.local/share}
home="$share/xieshang"
program="$home/program"

mkdir -p "$home" "$HOME/.local/bin"
rm -rf "$program.new" "$program.old"
echo '正在安装…' >&2
if ! cp -r "$here/program" "$program.new"; then
    rm -rf "$program.new"
    echo '没有装上：这台电脑放不下，请腾出 300 MB 再试。原来的没有动。' >&2
    echo 'Not installed: 300 MB are needed. Nothing was changed.' >&2
    exit 1
fi
chmod u+x "$program.new/xieshang"
[ ! -d "$program" ] || mv "$program" "$program.old"
mv "$program.new" "$program"
rm -rf "$program.old"

cp -r "$here/desktop/." "$share/"
for entry in xieshang xieshang-open; do
    sed "s|^Exec=xieshang|Exec=\"$program/xieshang\"|" "$here/desktop/applications/$entry.desktop" \
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

echo "装好了，在应用程序菜单里找“协商桌面”。不要了：sh $home/从这台电脑删除.sh"
echo "Installed: 协商桌面 is in the menu. To remove it: sh $home/从这台电脑删除.sh"
