"""备份与恢复: the copies here and on the backup stick, the recovery sheets, where things lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xieshang_desktop.services import backup, handover, recovery
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.handover import Stick
from xieshang_desktop.services.snapshot import copies, last_backup, last_stick_backup
from xieshang_desktop.ui.presenters.exchange_words import breakable, read_aloud, when_words
from xieshang_desktop.wording.dates import date_words

if TYPE_CHECKING:
    from xieshang_desktop.domain.documents import RecoverySheet

#: A copy on the stick older than this is said in red.
OLD_AFTER = 7

#: State (done, waiting, attention, ahead), words, note, buttons (key, words).
Line = tuple[str, str, str, Sequence[tuple[str, str]]]

BACK_UP, TO_STICK, NAME_STICK, PRINT = "back_up", "to_stick", "name_stick", "print"


class BackupView(NamedTuple):
    """What is safe and what is not, and where things lie."""

    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...]


def backup_view(desk: Desk, stick: Stick | None) -> BackupView:
    """The state of the copies; `stick` is the one that is plugged in."""
    fingerprint = handover.fingerprint(desk)
    facts = [
        (_("资料"), breakable(str(desk.folder))),
        (_("备份"), breakable(str(backups(desk)))),
        (_("钥匙指纹"), fingerprint or _("第一次写协商包或备份时产生")),
    ]
    if fingerprint:
        facts.append(("", read_aloud(fingerprint)))
    return BackupView((_here(desk), _stick(desk, stick), _sheets(desk)), tuple(facts))


def backups(desk: Desk) -> Path:
    """Where the copies lie."""
    return desk.folder / "backups"


def back_up(desk: Desk, step: Callable[[int, int, str], object]) -> object:
    """A copy beside the data, on the worker."""
    return backup.back_up(desk.apart(), progress=_progress(step))


def to_stick(desk: Desk, stick: Stick, step: Callable[[int, int, str], object]) -> object:
    """A copy on the backup stick, on the worker; it is named so first where it was not."""
    desk = desk.apart()
    if not backup.is_backup_stick(desk, stick.drive):
        backup.name_backup_stick(desk, stick.drive)
    return backup.back_up_to_stick(desk, stick.drive, _progress(step))


def sheet_words(sheet: RecoverySheet) -> str:
    """One of the three sheets: 第1张，第一召集人保管."""
    return _("第 {0} 张，{1}保管").format(sheet.number, sheet.keeper)


def _progress(step: Callable[[int, int, str], object]) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        step(done * 100 // total if total else 0, 100, "")

    return progress


def _here(desk: Desk) -> Line:
    at, kept = last_backup(desk.folder), len(copies(desk.folder))
    buttons = ((BACK_UP, _("现在备份")),)
    if at is None:
        return ("waiting", _("这台电脑上还没有备份"), _("每天自动留一份。"), buttons)
    words = _("这台电脑上：{0}").format(when_words(at, desk.today))
    note = _("每天自动留一份，共留着 {0} 份；防得了误操作，防不了硬盘坏。").format(kept)
    return ("done", words, note, buttons)


def _stick(desk: Desk, stick: Stick | None) -> Line:
    at = last_stick_backup(desk.folder)
    named = stick is not None and backup.is_backup_stick(desk, stick.drive)
    buttons: list[tuple[str, str]] = []
    if named:
        buttons = [(TO_STICK, _("备份到U盘"))]
    elif stick is not None:
        buttons = [(NAME_STICK, _("把这个U盘定为备份盘…"))]
    if at is None:
        note = _("插上一个不常用的U盘，定为备份盘；以后每次插上，自动存一份。")
        return ("attention", _("还没有备份U盘"), note, buttons)
    days = (desk.today - at.date()).days
    words = _("备份U盘：{0}").format(_ago(at.date(), desk.today))
    old = days > OLD_AFTER
    note = _("插上它就会自动存一份。平时锁在柜子里，不要和电脑放一起。")
    return ("attention" if old else "done", words, note, buttons)


def _sheets(desk: Desk) -> Line:
    printed = recovery.last_printing(desk)
    if printed is None:
        note = _("备份是加密的。电脑坏了，要有三张恢复纸里的任意两张，才打得开。")
        return ("attention", _("还没有印恢复纸"), note, ((PRINT, _("印恢复纸…")),))
    words = _("恢复纸：{0}印的，印制编号 {1}").format(date_words(printed.on), printed.printing)
    note = _("两位召集人和乡镇各保管一张，任意两张打得开备份。丢了一张，就重印一套。")
    return ("done", words, note, ((PRINT, _("重印…")),))


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    if days <= 0:
        return _("今天")
    return _("{0} 天前（{1}）").format(days, date_words(day))
