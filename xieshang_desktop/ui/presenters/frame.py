"""The frame's words: venue, next meeting with its countdown, and the state line of trust."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.services.snapshot import NextMeeting, Workday
from xieshang_desktop.wording.dates import short_date


class FrameView(NamedTuple):
    """What the bar at the top says; `states` are (kind, words, shorter words)."""

    venue: str
    next_meeting: str
    next_short: str
    states: tuple[tuple[str, str, str], ...]
    practice: bool


def frame_view(workday: Workday) -> FrameView:
    """The bar from the work page's figures."""
    words, short = _next(workday.next_meeting, workday.day)
    return FrameView(
        venue=workday.room,
        next_meeting=words,
        next_short=short,
        states=(_backup(workday.backed_up_at, workday.day), _exchange(workday)),
        practice=workday.practice,
    )


def _next(meeting: NextMeeting | None, today: date) -> tuple[str, str]:
    if meeting is None:
        return _("还没有安排下次会议"), ""
    if meeting.open:
        return _("会议进行中"), _("进行中")
    day = meeting.starts
    when = f"{short_date(day)} {day:%H:%M}"
    days = (day.date() - today).days
    if days == 0:
        return _("今天 {time} 开会").format(time=day.strftime("%H:%M")), when
    left = _("还有 {0} 天").format(days)
    return _("下次会议 {when}（{left}）").format(when=when, left=left), when


def _backup(at: datetime | None, today: date) -> tuple[str, str, str]:
    if at is None:
        return ("waiting", _("还没有备份"), _("未备份"))
    if at.date() == today:
        return ("done", _("已备份 今天 {0}").format(at.strftime("%H:%M")), _("已备份"))
    days = (today - at.date()).days
    kind = "waiting" if days > 1 else "done"
    return (kind, _("已备份 {0}").format(short_date(at)), _("已备份"))


def _exchange(workday: Workday) -> tuple[str, str, str]:
    if workday.waiting_bundles:
        count = workday.waiting_bundles
        return (
            "waiting",
            _("{0} 个协商包等待回执").format(count),
            _("{0} 个待回执").format(count),
        )
    if workday.unwritten_entries:
        return ("neutral", _("还没有写过协商包"), _("未写协商包"))
    return ("done", _("协商包都有回执"), _("回执齐"))
