"""The stick as an explicit machine: each state of the drives has its sentence and says what may
be done."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.errors import Problem
from xieshang_desktop.services.handover import Stick
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.sizes import size_words

_LONGEST_LABEL = 11
ROOM = 1 << 20  # bytes; with less nothing useful can be written


class DriveState(StrEnum):
    """Where the stick stands, from nowhere to safe to remove."""

    NONE = "none"
    SEVERAL = "several"
    READ_ONLY = "read_only"
    FULL = "full"
    PROGRAMS = "programs"
    OTHERS = "others"
    INVITATION = "invitation"
    MESSAGES = "messages"
    OURS = "ours"
    READY = "ready"
    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"
    PULLED = "pulled"
    TOO_SMALL = "too_small"
    FOLDER_GONE = "folder_gone"
    FAILED = "failed"


#: An exchange may begin after a question, or at once.
ASKED = {DriveState.OTHERS}
GOOD = {
    DriveState.PROGRAMS,
    DriveState.INVITATION,
    DriveState.MESSAGES,
    DriveState.OURS,
    DriveState.READY,
}

_KINDS = {
    DriveState.READ_ONLY: "attention",
    DriveState.FULL: "attention",
    DriveState.PROGRAMS: "attention",
    DriveState.OTHERS: "waiting",
    DriveState.SEVERAL: "waiting",
    DriveState.NONE: "neutral",
}

#: What ended an exchange early → the state that is left; on a folder there is no stick to pull.
_ENDS = {
    "drive_pulled": DriveState.PULLED,
    "drive_missing": DriveState.PULLED,
    "drive_full": DriveState.FULL,
    "drive_read_only": DriveState.READ_ONLY,
    "drive_file_too_large": DriveState.TOO_SMALL,
    "bundle_cancelled": DriveState.STOPPED,
}


class DriveView(NamedTuple):
    """What is said of the drives, and whether an exchange may begin."""

    state: DriveState
    sentence: str
    hint: str = ""
    kind: str = "neutral"

    @property
    def may(self) -> bool:
        """Whether the button does something."""
        return self.state in GOOD | ASKED | {DriveState.DONE}


def look(sticks: Sequence[Stick], chosen: Stick | None) -> DriveView:
    """The state before anything was begun."""
    if chosen is None:
        state = DriveState.SEVERAL if sticks else DriveState.NONE
        said = _("没有看到U盘。"), _("插上以后，这里会自己认出来。")
        if sticks:
            said = _("插着 {0} 个U盘，请选一个。").format(len(sticks)), ""
        return DriveView(state, *said, _KINDS[state])
    state = state_of(chosen)
    return DriveView(state, *_said(state, chosen), _KINDS.get(state, "done"))


def state_of(stick: Stick) -> DriveState:
    """The state of one stick that is plugged in; what hinders most comes first."""
    drive = stick.drive
    order = (
        (drive.read_only, DriveState.READ_ONLY),
        (drive.free < ROOM, DriveState.FULL),
        (bool(stick.programs), DriveState.PROGRAMS),
        (stick.others > 0 and not stick.ours, DriveState.OTHERS),
        (bool(stick.invitations), DriveState.INVITATION),
        (stick.messages > 0, DriveState.MESSAGES),
        (stick.ours > 0, DriveState.OURS),
    )
    return next((state for true, state in order if true), DriveState.READY)


def ended(problem: Problem, *, folder: bool) -> DriveView:
    """The state that a failure leaves, in its words. A folder that went away was on a network
    drive or on a disk that was taken off."""
    state = _ENDS.get(problem.code, DriveState.FAILED)
    words = words_for(problem)
    if folder and state is DriveState.PULLED:
        return DriveView(
            DriveState.FOLDER_GONE,
            _("写到一半，这个文件夹不见了。"),
            _("网络盘可能断了。连上再写一次；没有写完的不算数，记录一条没有少。"),
            "attention",
        )
    kind = "neutral" if state is DriveState.STOPPED else "attention"
    return DriveView(state, words.sentence, words.hint, kind)


def drive_words(stick: Stick) -> str:
    """A drive to choose; a long name is cut, as on a chip."""
    label = stick.drive.label
    if len(label) > _LONGEST_LABEL:
        label = label[: _LONGEST_LABEL - 1] + "…"
    return _("{0}（空闲 {1}）").format(label, size_words(stick.drive.free))


def _said(state: DriveState, stick: Stick) -> tuple[str, str]:
    label = drive_words(stick)
    match state:
        case DriveState.READ_ONLY:
            return (
                _("这个U盘是只读的，写不进去：{0}").format(stick.drive.label),
                _("看看侧面有没有锁的开关，或者换一个U盘。"),
            )
        case DriveState.FULL:
            return (
                _("这个U盘满了：{0}").format(stick.drive.label),
                _("请删掉一些不要的文件，或者换一个。"),
            )
        case DriveState.PROGRAMS:
            return (
                _("U盘上有会自己运行的程序：{0}").format(_("、").join(stick.programs[:3])),
                _(
                    "可能有病毒，不要双击U盘里的东西。交换不会运行它们，可以照常进行；过后请人杀毒。"
                ),
            )
        case DriveState.OTHERS:
            return (
                _("这个U盘上有别的村的协商包：{0}").format(stick.drive.label),
                _("请先问清楚这是谁的U盘。"),
            )
        case DriveState.INVITATION:
            return (
                _("U盘插好了：{0}").format(label),
                _("上面有乡镇的邀请，点左边的按钮打开它。"),
            )
    return _("U盘插好了：{0}").format(label), _contents(stick)


def _contents(stick: Stick) -> str:
    """What lies on a good stick."""
    parts = []
    if stick.messages:
        parts.append(_("乡镇带回来 {0} 份，会先收下").format(stick.messages))
    if stick.ours:
        parts.append(_("上面有本村以前写的 {0} 个协商包，乡镇收到了的会清走").format(stick.ours))
    if stick.others:
        parts.append(_("别的村的 {0} 个协商包不会动").format(stick.others))
    return _("；").join(parts) + _("。") if parts else ""
