"""The frame's words: venue, next meeting with its countdown, and the state line of trust."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.services.snapshot import NextMeeting, Workday
from xieshang_desktop.wording.dates import short_date

#: A copy on the backup stick older than so many days is no longer called good.
_STICK_OLD = 7


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
        states=(_copies(workday), _exchange(workday)),
        practice=workday.practice,
    )


def _next(meeting: NextMeeting | None, today: date) -> tuple[str, str]:
    if meeting is None:
        return _("还没有安排下次会议"), ""
    if meeting.open:
        return _("会议进行中，回到议事"), _("回到议事")
    day = meeting.starts
    when = f"{short_date(day)} {day:%H:%M}"
    days = (day.date() - today).days
    if days == 0:
        return _("今天 {time} 开会").format(time=day.strftime("%H:%M")), when
    left = _("还有 {0} 天").format(days)
    return _("下次会议 {when}（{left}）").format(when=when, left=left), when


def backup_state(at: datetime | None, today: date) -> tuple[str, str, str]:
    """When the last copy was made: kind, words, shorter words."""
    if at is None:
        return ("waiting", _("还没有备份"), _("未备份"))
    if at.date() == today:
        return ("done", _("已备份 今天 {0}").format(at.strftime("%H:%M")), _("已备份"))
    days = (today - at.date()).days
    kind = "waiting" if days > 1 else "done"
    return (kind, _("已备份 {0}").format(short_date(at)), _("已备份"))


def _copies(workday: Workday) -> tuple[str, str, str]:
    """The copy here, and how old the one on the backup stick is: one disk alone is no backup."""
    kind, words, short = backup_state(workday.backed_up_at, workday.day)
    at = workday.stick_backed_up_at
    if workday.backed_up_at is None or at is None:
        return kind, words, short
    days = max(0, (workday.day - at.date()).days)
    if days > _STICK_OLD:
        kind = "waiting"
    said = _("U盘 {0} 天前").format(days) if days else _("U盘 今天")
    return kind, _("{0}（{1}）").format(words, said), short


def _exchange(workday: Workday) -> tuple[str, str, str]:
    late = workday.overdue_bundles
    if late:
        return (
            "attention",
            _("{0} 个协商包逾期没有回执").format(late),
            _("{0} 个逾期").format(late),
        )
    if workday.waiting_bundles:
        count = workday.waiting_bundles
        return (
            "waiting",
            _("{0} 个协商包等待回执").format(count),
            _("{0} 个待回执").format(count),
        )
    if workday.unwritten_entries:
        count = workday.unwritten_entries
        return ("neutral", _("{0} 条记录还没交").format(count), _("{0} 条未交").format(count))
    return ("done", _("协商包都有回执"), _("回执齐"))
