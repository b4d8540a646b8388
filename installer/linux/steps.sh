# shellcheck shell=sh
# What `test` does, step by step. Each `ok` is one thing that was seen to be so.
: "${root:?}" "${work:?}" "${fresh:?}" "${package:?}" "${portable:?}" "${version:?}" "${pictures:?}"

passed=0
# The person's home has what breaks careless programs: Chinese and a blank.
home='/home/村 干部'
roster=/srv/roster-village.xls
display=''

ok() { # ok WORDS COMMAND…: the command must succeed
    words=$1
    shift
    "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2 && fail "$words"; }
    passed=$((passed + 1))
    tell "$words"
}

says() { # says PATTERN COMMAND…: it succeeds and its words hold the pattern
    pattern=$1
    shift
    "$@" >"$work/heard" 2>&1 && grep -q -e "$pattern" "$work/heard" ||
        { cat "$work/heard" && return 1; }
}

refuses() { # refuses PATTERN COMMAND…: it ends with 1 and one sentence
    pattern=$1
    shift
    status=0
    "$@" >"$work/heard" 2>&1 || status=$?
    [ $status -eq 1 ] && grep -q -e "$pattern" "$work/heard" || { cat "$work/heard" && return 1; }
}

inside() { chroot "$fresh/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }

apt() { inside DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@"; }

person() { # as the ordinary person, in a clean environment
    chroot --userspec=1000:1000 --groups=1000 "$fresh/root" env -i -C "$home" HOME="$home" \
        USER=clerk PATH=/usr/bin:/bin LC_ALL=C.UTF-8 DISPLAY="$display" timeout 120 "$@"
}

# lintian takes a while: it runs beside the rest.
begin_lintian() {
    lintian --fail-on error,warning --allow-root "$package" >"$work/lintian" 2>&1 &
    lintian=$!
}

end_lintian() {
    status=0
    wait "$lintian" || status=$?
    lintian=''
    ok 'lintian finds nothing' sh -c 'cat "$1" && exit "$2"' sh "$work/lintian" $status
}

# A Debian 12 as small as apt can be, made once a day, with the packages whose triggers renew the
# desktop's caches. Each test works on a layer above it.
make_base() {
    base="$work/debian"
    [ ! -f "$base.made" ] || [ -n "$(find "$base.made" -mtime +0)" ] || return 0
    rm -rf --one-file-system "$base" "$base.made"
    mmdebstrap --quiet --variant=apt --dpkgopt=force-unsafe-io --skip=cleanup/apt/lists \
        --include=desktop-file-utils,shared-mime-info,man-db bookworm "$base"
    touch "$base.made"
}

make_root() {
    base="$work/debian"
    mkdir -p "$fresh/upper" "$fresh/work" "$fresh/root"
    if ! mount -t overlay overlay \
        -o "lowerdir=$base,upperdir=$fresh/upper,workdir=$fresh/work" "$fresh/root" 2>/dev/null; then
        rmdir "$fresh/root"
        cp -a "$base" "$fresh/root"
    fi
    mount -t proc proc "$fresh/root/proc"
    for device in null urandom zero tty; do
        [ -c "$fresh/root/dev/$device" ] || touch "$fresh/root/dev/$device"
        mount --bind "/dev/$device" "$fresh/root/dev/$device"
    done
    mkdir -p "$fresh/root/dev/shm"
    mount -t tmpfs tmpfs "$fresh/root/dev/shm"
    cp /etc/resolv.conf "$fresh/root/etc/resolv.conf" 2>/dev/null || true
    mkdir -p "$fresh/root/srv"
    cp "$root"/tests/data/rosters/roster-village.xls* "$fresh/root/srv/"
    head -c 3000 "$root/tests/data/rosters/roster-village.xls" >"$fresh/root/srv/broken.xls"
    ok 'a fresh Debian 12' inside useradd --uid 1000 --user-group --create-home --home-dir "$home" clerk
}

# The same program under an older number: only the package's own head is another.
install_older() {
    rm -rf "$work/older"
    mkdir -p "$work/older/control"
    older="$work/older/xieshang-desktop_0.0.1-1_amd64.deb"
    cp "$package" "$older"
    (
        cd "$work/older"
        member=$(ar t "$older" | grep '^control.tar')
        ar x "$older" "$member"
        tar -C control -xaf "$member"
        sed -i 's/^Version: .*/Version: 0.0.1-1/' control/control
        tar -C control --owner=0 --group=0 -caf "$member" .
        ar r "$older" "$member"
    )
    cp "$older" "$package" "$fresh/root/srv/"
    ok 'an older version is installed by apt with what it depends on' \
        apt install --no-install-recommends "/srv/${older##*/}"
    ok 'nothing that it needs is missing' all_libraries_found
    ok 'the menu entry and the file type are registered' registered
    ok 'the manual is there in both languages' manuals
    ok 'the handbook can be read' inside test -s \
        /usr/share/doc/xieshang-desktop/handbook/zh/start.md
    ok 'the list of parts is in the package' inside test -s \
        /usr/lib/xieshang/_internal/resources/sbom.cdx.json
}

all_libraries_found() {
    # Each binary of the program, asked with the program's own folder as its start does.
    inside LD_LIBRARY_PATH=/usr/lib/xieshang/_internal sh -c '
        find /usr/lib/xieshang -name "*.so*" -type f -exec ldd {} + 2>/dev/null' >"$work/linked"
    ! grep 'not found' "$work/linked"
}

registered() {
    share="$fresh/root/usr/share"
    desktop-file-validate "$share/applications/xieshang.desktop" &&
        desktop-file-validate "$share/applications/xieshang-open.desktop" &&
        grep -q '^application/x-xieshang-bundle=xieshang-open.desktop' \
            "$share/applications/mimeinfo.cache" &&
        grep -q 'application/x-xieshang-bundle:\*.xsb' "$share/mime/globs2" &&
        test -s "$share/icons/hicolor/scalable/apps/xieshang.svg" &&
        test -s "$share/icons/hicolor/48x48/apps/xieshang.png" &&
        test -s "$share/icons/hicolor/48x48/mimetypes/application-x-xieshang-bundle.png"
}

manuals() {
    for manual in man1 zh_CN/man1; do
        zcat "$fresh/root/usr/share/man/$manual/xieshang.1.gz" |
            inside LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l - >"$work/manual" 2>&1
        grep -q roster "$work/manual" && ! grep -q warning "$work/manual" || return 1
    done
}

# The main job by commands: a roster from a real file, the practice village's meetings and papers,
# a bundle, the check of the records.
use_it() {
    ok 'it says its version' says "xieshang_desktop $version" person xieshang version
    ok 'a practice village' says '练习村造好了' person xieshang practice --years 1
    ok 'a roster from an old .xls' says '新增 1180 人、418 户' person xieshang roster import "$roster"
    ok 'the same roster from .xlsx changes nothing' says '新增 0 人' \
        person xieshang roster import "${roster}x"
    ok 'a damaged .xls is refused in words' refuses '已损坏' \
        person xieshang roster import /srv/broken.xls
    ok 'the records are whole' says '资料完好' person xieshang check
    cp "$work/heard" "$work/records"
    practice="$home/.local/share/xieshang/practice"
    ok 'topics' says '第.*组' person xieshang --data "$practice" topics
    ok 'meetings' says '已归档' person xieshang --data "$practice" meetings
    ok 'the papers of a meeting' says '会议通知.*\.pdf' \
        person xieshang --data "$practice" papers write latest --out "$home/文书"
    # The practice village's own telephone, which is meant to stand on its notices.
    telephone=$(grep -o '0990-[0-9]*' "$root/resources/practice/village.json" | head -n 1)
    ok 'the papers keep to the standard' says '没有发现问题' \
        person sh -c 'xieshang papers check --official "$1" "$HOME"/文书/*.pdf' sh "$telephone"
    ok 'a bundle' says '\.xsb$' person xieshang --data "$practice" bundle write "$home"
    ok 'the practice village is whole' says '资料完好' person xieshang --data "$practice" check
}

start_display() {
    # The server takes the first free number, also beside others on this machine.
    rm -f "$work/display"
    Xvfb -displayfd 3 -noreset -screen 0 1366x768x24 -nolisten tcp -ac 3>"$work/display" 2>/dev/null &
    server=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        [ -s "$work/display" ] && break
        sleep 0.2
    done
    display=":$(cat "$work/display")"
    mkdir -p "$fresh/root/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$fresh/root/tmp/.X11-unix"
}

# look NAME COMMAND…: the program's window stands and shows something; its picture is kept.
look() {
    picture="$pictures/$1.png"
    shift
    person env XIESHANG_TIMING=hold "$@" >"$work/window" 2>&1 &
    running=$!
    title=''
    for _ in $(seq 150); do
        title=$(DISPLAY="$display" xdotool search --onlyvisible --name . getwindowname %@ \
            2>/dev/null | tail -n 1)
        [ -z "$title" ] || break
        kill -0 "$running" 2>/dev/null || break
        sleep 0.2
    done
    [ -n "$title" ] || { cat "$work/window" && echo 'no window stands' && return 1; }
    sleep 1.5 # until everything is painted
    photograph "$picture" || return 1
    end_of "$running"
}

photograph() { # photograph FILE: what the screen shows, which must be something
    "$root/build/environment/bin/python" - "$display" "$1" <<'PYTHON'
import sys

from PIL import ImageGrab

picture = ImageGrab.grab(xdisplay=sys.argv[1])
picture.save(sys.argv[2])
colours = len(picture.getcolors(1 << 24))
sys.exit(0 if colours > 200 else f"only {colours} colours: the screen is empty")
PYTHON
}

end_of() { # ends what `person` started here: the program is the last of its descendants
    for process in $(pgrep -P "$1") "$1"; do
        pkill -P "$process" 2>/dev/null || true
        kill "$process" 2>/dev/null || true
    done
    wait "$1" 2>/dev/null || true
}

open_windows() {
    ok 'the window opens without a screen' says '^ready' \
        person env QT_QPA_PLATFORM=offscreen XIESHANG_TIMING=ready xieshang --data "$practice"
    start_display
    ok 'the first questions are asked on a screen' look first xieshang --data "$home/新"
    ok 'the practice village opens on a screen' look practice xieshang --data "$practice"
    bundle=$(cd "$fresh/root$home" && echo XS*.xsb)
    ok 'a bundle opens' look bundle xieshang open "$home/$bundle"
}

# Nothing is replaced under an open window: it reads its parts when they are first needed.
leave_an_open_window_alone() {
    person env XIESHANG_TIMING=hold xieshang --data "$practice" >"$work/window" 2>&1 &
    running=$!
    ok 'a window of the older version is open' within 30 grep -q '^ready' "$work/window"
    ok 'apt puts no new version over an open window, and says whose it is' \
        stopped '协商桌面还开着（账户：clerk）' \
        apt install --no-install-recommends "/srv/${package##*/}"
    ok 'apt does not remove it under an open window' \
        stopped '协商桌面还开着（账户：clerk）' apt remove xieshang-desktop
    ok 'the older version is installed as before' says '^ii  *0.0.1-1' \
        inside dpkg-query -W -f '${db:Status-Abbrev} ${Version}\n' xieshang-desktop
    ok 'not one of its files was touched' untouched
    sleep 1.5 # until everything is painted
    photograph "$pictures/kept.png"
    DISPLAY="$display" xdotool key F1
    ok 'the window goes on to a page that it had not loaded' within 20 another_page
    end_of "$running"
}

within() { # within SECONDS COMMAND…: it succeeds before that
    seconds=$1
    shift
    for _ in $(seq "$((seconds * 5))"); do
        ! "$@" || return 0
        sleep 0.2
    done
    return 1
}

stopped() { # stopped PATTERN COMMAND…: it fails and its words hold the pattern
    pattern=$1
    shift
    ! "$@" >"$work/heard" 2>&1 && grep -q -e "$pattern" "$work/heard" ||
        { cat "$work/heard" && return 1; }
}

untouched() {
    inside dpkg --verify xieshang-desktop >"$work/heard" 2>&1
    ! grep . "$work/heard"
}

another_page() {
    photograph "$pictures/handbook.png" && kill -0 "$running" &&
        ! grep -q Traceback "$work/window" && ! cmp -s "$pictures/kept.png" "$pictures/handbook.png"
}

upgrade() {
    ok 'the new version is put over it by apt' apt install --no-install-recommends \
        "/srv/${package##*/}"
    ok 'apt knows the new version' says "^$version-1" \
        inside dpkg-query -W -f '${Version}\n' xieshang-desktop
    ok 'the records are whole and as many as before' says "$(cat "$work/records")" \
        person xieshang check
}

# Records without a table, as if from before the first version: every revision is run on them.
bring_up_to_date() {
    behind="$fresh/root$home/以前"
    mkdir "$behind"
    "$root/build/environment/bin/python" -c 'import sqlite3, sys
sqlite3.connect(sys.argv[1]).execute("PRAGMA application_id = 0x5853444B")' "$behind/xieshang.db"
    chown -R 1000:1000 "$behind"
    ok 'records of an older version are brought up to date' says '新增 1180 人' \
        person xieshang --data "$home/以前" roster import "$roster"
    ok 'they are whole' says '资料完好' person xieshang --data "$home/以前" check
    ok 'the copy from before is kept' sh -c 'test -s "$1"/xieshang-before-0-*.db' sh "$behind"
}

remove_and_purge() {
    # Records in a place of somebody's own choosing, and a version from an update file.
    mkdir -p "$fresh/root/srv/D盘/资料" "$fresh/root$home/.local/share/xieshang/versions/9.9.9"
    touch "$fresh/root/srv/D盘/资料/xieshang.db"
    note="$fresh/root$home/.config/xieshang/0a0a0a0a.json"
    printf '{"number":1,"hash":"","folder":"/srv/D盘/资料"}' >"$note"
    ok 'removing says where the records lie' told_places apt remove xieshang-desktop
    ok 'the records are kept' test -s "$fresh/root$home/.local/share/xieshang/data/xieshang.db"
    ok 'purging says where the records lie' told_places apt purge xieshang-desktop
    rm "$note"
    rmdir "$fresh/root$home/.local/share/xieshang/versions/9.9.9" \
        "$fresh/root$home/.local/share/xieshang/versions"
    ok 'the records are kept after purging' \
        test -s "$fresh/root$home/.local/share/xieshang/data/xieshang.db"
    ok 'nothing of the program is left' \
        sh -c "! find '$fresh/root/usr' -name '*xieshang*' | grep ."
}

told_places() {
    says "记录没有删，在 $home/.local/share/xieshang/data$" "$@" &&
        grep -q '记录没有删，在 /srv/D盘/资料$' "$work/heard" &&
        grep -q "从更新文件装的版本没有删，在 $home/.local/share/xieshang/versions" "$work/heard"
}

told_by() { # told_by COMMAND: as it would be pasted
    says "记录没有删，在 $home/.local/share/xieshang/data$" person sh -c "$1" &&
        grep -q '记录没有删，在 /srv/D盘/资料$' "$work/heard"
}

# The stick: exFAT, which keeps no links and no marks that a file may be run.
carry_on_a_stick() {
    stick="$fresh/root/media/U盘"
    mkdir -p "$stick"
    tar -C "$fresh/root/srv" -xzf "$portable"
    truncate -s 400M "$work/stick.img"
    mkfs.exfat "$work/stick.img" >/dev/null
    if device=$(losetup --find --show "$work/stick.img" 2>/dev/null) && mount.exfat-fuse \
        -o uid=1000,gid=1000,fmask=0133,dmask=0022,allow_other "$device" "$stick" >/dev/null 2>&1; then
        kind='an exFAT stick'
        cp -r "$fresh/root/srv/协商桌面" "$stick/"
    else
        kind='a folder without marks that files may run'
        cp -r "$fresh/root/srv/协商桌面" "$stick/"
        find "$stick" -type f -exec chmod 0644 {} +
        chown -R 1000:1000 "$stick"
    fi
    start='/media/U盘/协商桌面/启动协商.sh'
    ok "from $kind it says its version" says "xieshang_desktop $version" person sh "$start" version
    ok "from $kind a roster is read" says '新增 1180 人' person sh "$start" roster import "$roster"
    ok 'the records lie on the stick' test -s "$stick/协商桌面/资料/data/xieshang.db"
    ok 'nothing of it stays on the computer' \
        left_nothing
    ok "from $kind the window opens" look stick sh "$start"
    ok 'nothing of the window stays on the computer either' left_nothing
    take_out
    start='/srv/协商桌面/启动协商.sh'
    chown -R 1000:1000 "$fresh/root/srv/协商桌面"
    ok 'from a stick that keeps such marks it runs in place' says "xieshang_desktop $version" \
        person sh "$start" version
}

left_nothing() { # the starter notices within two seconds that the program has ended
    for _ in $(seq 50); do
        find "$fresh/root$home/.cache" -name 'xieshang*' | grep -q . || return 0
        sleep 0.2
    done
    find "$fresh/root$home/.cache" -name 'xieshang*'
    return 1
}

take_out() {
    umount "$fresh/root/media/U盘" 2>/dev/null || true
    [ -z "${device:-}" ] || losetup --detach "$device" 2>/dev/null || true
    device=''
}

install_for_one_person() {
    ok 'a person installs it without an administrator' says '装好了' \
        person sh '/srv/协商桌面/安装到这台电脑.sh'
    ok 'it runs from the home folder' says '资料完好' person .local/bin/xieshang check
    entry="$fresh/root$home/.local/share/applications/xieshang.desktop"
    ok 'its menu entry is valid' desktop-file-validate "$entry"
    ok 'its menu entry starts it' grep -q "^Exec=\"$home/.local/share/xieshang/program/xieshang\"" \
        "$entry"
    ok 'its file type is registered' grep -q 'x-xieshang-bundle=xieshang-open.desktop' \
        "$fresh/root$home/.local/share/applications/mimeinfo.cache"
    ok 'installed again it is an upgrade' says '装好了' person sh '/srv/协商桌面/安装到这台电脑.sh'
    removal=$(sed -n 's/^.*不要了：//p' "$work/heard")
    printf '{"data":"/srv/D盘/资料"}' >"$fresh/root$home/.config/xieshang/settings.json"
    ok 'it removes itself by the command that it named, and names the records' told_by "$removal"
    ok 'the records are still there' test -s "$fresh/root$home/.local/share/xieshang/data/xieshang.db"
    ok 'the program is gone' test ! -e "$fresh/root$home/.local/share/xieshang/program"
}
