"""从备份恢复: which copy, what opens it, where to; each recovery sheet is judged as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import handover, restoring
from xieshang_desktop.services.restoring import Found, Restored
from xieshang_desktop.services.snapshot import copy_moment
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.dates import moment_words


class Answers(NamedTuple):
    """What the sheet asked: the copy, two recovery sheets as typed, or a folder of keys."""

    file: Path | None
    shares: tuple[str, str] = ("", "")
    keys: Path | None = None


def found_copies() -> list[Found]:
    """The copies on the drives that are plugged in, newest first; on the worker."""
    return [copy for drive in handover.drives() for copy in restoring.copies_in(drive.path)]


def copy_words(copy: Found) -> str:
    """One of them: when it was made, of which unit."""
    return _("{0}，编号 {1}").format(moment_words(copy.at), copy.unit12)


def share_fault(text: str, sheet: int) -> str:
    """What is wrong with one recovery sheet as it was typed; "" when it is whole or empty."""
    if not text.strip():
        return ""
    try:
        restoring.check_share(text, sheet)
    except BadInput as problem:
        return words_for(problem).together
    return ""


def share_state(text: str, sheet: int) -> str:
    """A word that a sheet is whole; "" before."""
    return _("这张填对了。") if text.strip() and not share_fault(text, sheet) else ""


def restore(
    answers: Answers,
    into: Path,
    step: Callable[[int, int, str], object],
    cancelled: Callable[[], bool],
    *,
    look: bool = False,
) -> Restored:
    """Put the copy back, on the worker, or only `look` into it; the failures of
    `restoring.restore`."""

    def progress(done: int, total: int) -> None:
        step(done * 100 // total if total else 0, 100, "")

    if answers.file is None:
        raise BadInput("backup_unknown", path="")
    shares = [text for text in answers.shares if text.strip()]
    work = restoring.look_into if look else restoring.restore
    return work(
        answers.file,
        into,
        shares=shares,
        keys=answers.keys,
        progress=progress,
        cancelled=cancelled,
    )


def found_words(found: Restored, file: Path, now: datetime) -> tuple[str, str, str]:
    """What a copy would bring, before it is put in place: a sentence, what to judge it by, and the
    kind of words it is said in."""
    newest = moment_words(found.newest_at) if found.newest_at else _("没有")
    sentence = _("这份备份是{0}的：{1} 条记录，最后一条记于{2}。").format(
        found.unit_name, found.entries, newest
    )
    doubts = []
    if not found.vouched:
        doubts.append(_("它没有加密，验不出是谁做的。"))
    made = copy_moment(file)
    if found.newest_at and found.newest_at > now:
        doubts.append(
            _("最后一条的时间还没有到：这台电脑或者原来那台的钟不对，或者不是原来的备份。")
        )
    elif made and made > now:
        doubts.append(_("备份的时间还没有到：请看看这台电脑的钟。"))
    if doubts:
        return sentence, "".join(doubts) + _("拿不准就不要恢复，先问清楚。"), "attention"
    return sentence, _("对得上，就点“恢复这一份”；不是这一份，就换一份。"), "waiting"


def restored_words(restored: Restored) -> tuple[str, str]:
    """What was put back, and what could not be had."""
    newest = moment_words(restored.newest_at) if restored.newest_at else ""
    sentence = _("{0}恢复好了：{1} 条记录，{2} 个附件，最后一条记于{3}。").format(
        restored.unit_name, restored.entries, restored.files, newest
    )
    hint = _("备份以后写的，恢复不回来；从现在起另起一列编号，乡镇看得出来。")
    if restored.missing:
        names = _("、").join(breakable(name) for name in restored.missing[:5])
        lost = _("有 {0} 个附件没有找到：{1}。").format(len(restored.missing), names)
        hint = lost + hint
    return sentence, hint


def copy_choices(copies: Sequence[Found]) -> list[tuple[str, str]]:
    """At most the five newest of them to choose from."""
    return [(str(copy.path), copy_words(copy)) for copy in copies[:5]]
