"""交换 in words: what is to be handed over, the drives, the bundles written, the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xieshang_desktop.services.handover import Handover, Stick
from xieshang_desktop.wording.dates import moment_words, short_date

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import BundleReport

_ROOM = 1 << 20  # bytes; with less nothing useful can be written


class Saying(NamedTuple):
    """A strip: sentence, kind, hint."""

    sentence: str
    kind: str = "neutral"
    hint: str = ""


class DriveView(NamedTuple):
    """A drive to choose: its path, its words, what to say of it, whether it can be used."""

    key: str
    words: str
    note: str
    kind: str
    usable: bool


def owed(handover: Handover, *, practice: bool = False) -> Saying:
    """What the township has not got."""
    new = handover.waiting
    if practice:
        return Saying(_("练习村的协商包只用来试，不要交给乡镇。"), "waiting")
    if new and not handover.bundles:
        return Saying(_("有 {0} 条记录还没有写进协商包。").format(new), "waiting")
    if new:
        return Saying(_("上次写包以后，又有 {0} 条新记录。").format(new), "waiting")
    if handover.unconfirmed:
        return Saying(
            _("记录都写进了协商包，等乡镇回执。"),
            "neutral",
            _("没有回执以前，再写一次也会把它们带上；U盘丢了，什么都不少。"),
        )
    return Saying(_("乡镇已经全部收到。"), "done")


def bundle_rows(handover: Handover, today: date) -> list[tuple[object, ...]]:
    """When, which entries, state; the file's name is the key."""
    return [
        (
            when_words(bundle.written_at, today),
            _("第 {0} 到 {1} 条").format(bundle.first, bundle.last),
            (_("已有回执"), "done") if bundle.confirmed_at else (_("已写入・等待回执"), "waiting"),
            bundle.name,
        )
        for bundle in handover.bundles
    ]


def drive_views(sticks: Sequence[Stick]) -> list[DriveView]:
    """The drives plugged in now."""
    return [_drive(stick) for stick in sticks]


def drives_saying(sticks: Sequence[Stick], chosen: str) -> str:
    """What to do about the drives: none, several and none chosen, or nothing."""
    if not sticks:
        return _("没有看到U盘。插上以后，这里会自己认出来。")
    if len(sticks) > 1 and not chosen:
        return _("插着 {0} 个U盘，请选一个。").format(len(sticks))
    return ""


def _drive(stick: Stick) -> DriveView:
    drive = stick.drive
    words = _("{0}（空闲 {1}）").format(drive.label, size_words(drive.free))
    note, kind = "", "small"
    if drive.read_only:
        note, kind = _("这个U盘是只读的，写不进去。看看侧面有没有锁，或者换一个。"), "attention"
    elif drive.free < _ROOM:
        note, kind = _("这个U盘满了。请删掉一些不要的文件，或者换一个。"), "attention"
    elif stick.others:
        note = _("上面有别的村的协商包，请先问清楚这是谁的U盘。")
        kind = "waiting"
    elif stick.ours:
        note = _("上面已有本村的 {0} 个协商包，不会被改动。").format(stick.ours)
    usable = not drive.read_only and drive.free >= _ROOM
    return DriveView(str(drive.path), words, note, kind, usable)


def leg_words(done: int, total: int) -> str:
    """Writing goes three equal ways: packing, onto the drive, reading back."""
    leg = min(2, done * 3 // total) if total else 0
    return (_("正在打包"), _("正在写"), _("正在读回来核对"))[leg]


def written_saying(files: Sequence[Path], on_stick: bool) -> Saying:
    """Every file has its final name and was read back."""
    name = breakable(files[0].name)
    if len(files) > 1:
        name = _("{0} 等 {1} 个协商包").format(name, len(files))
    if on_stick:
        return Saying(_("写好了，可以拔出U盘。"), "done", name)
    where = breakable(str(files[0].parent))
    return Saying(_("写好了。"), "done", _("在 {0}：{1}").format(where, name))


def breakable(name: str) -> str:
    """A long name or path that may go on in the next line after its signs."""
    return "".join(c + "\u200b" if c in "-/\\_" else c for c in name)


def report_saying(report: BundleReport) -> Saying:
    """What a checked bundle says of itself."""
    sentence = _("完好：{name}，第 {first} 到 {last} 条，共 {count} 条记录、{files} 个附件。")
    hint = _("写于{when}（按写它的电脑的时钟），没有被改过。")
    return Saying(
        sentence.format(
            name=report.unit_name,
            first=report.first,
            last=report.last,
            count=report.entries,
            files=report.files,
        ),
        "done",
        hint.format(when=moment_words(report.written_at)),
    )


def backup_words(at: datetime | None, count: int, today: date) -> str:
    """When the newest copy was made, and how many there are."""
    if at is None:
        return _("还没有备份")
    return _("{0}，共留 {1} 份").format(when_words(at, today), count)


def read_aloud(digits: str) -> str:
    """A fingerprint as it is read out over the telephone."""
    said = _("〇一二三四五六七八九")
    return "".join(said[int(c)] if c.isdigit() else c for c in digits)


def when_words(at: datetime, today: date) -> str:
    """今天 08:10, 3月9日 17:30, 2025-11-03."""
    if at.date() == today:
        return _("今天 {0}").format(f"{at:%H:%M}")
    if at.year != today.year:
        return f"{at:%Y-%m-%d}"
    return f"{short_date(at.date())} {at:%H:%M}"


def size_words(size: int) -> str:
    """Bytes as people know them from sticks (1 GB = 10^9)."""
    if size >= 10**9:
        return f"{size / 10**9:.1f} GB"
    return f"{size // 10**6} MB"
