"""Words that all pages of a meeting share: when it is, what state it is in, whose place it is."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.wording.dates import near_date, short_weekday

#: Parts of the page of a meeting, in the order of the work.
TABS = ("plan", "door", "hall", "minutes", "publicity")

STATE_CHIPS = {
    MeetingState.PLANNED: "waiting",
    MeetingState.OPEN: "attention",
    MeetingState.ADJOURNED: "waiting",
    MeetingState.CLOSED: "waiting",
    MeetingState.SEALED: "done",
    MeetingState.CANCELLED: "neutral",
}


class Chip(NamedTuple):
    """A state in a word and the kind of its colour."""

    words: str
    kind: str


def state_chip(meeting: Meeting) -> Chip:
    """The state of a meeting."""
    return Chip(meeting.state.words, STATE_CHIPS[meeting.state])


def tab_words() -> tuple[tuple[str, str], ...]:
    """The tabs as shown."""
    words = (_("准备"), _("签到"), _("议事"), _("纪要"), _("公示"))
    return tuple(zip(TABS, words, strict=True))


def day_words(day: date, today: date) -> str:
    """今天, 明天, 昨天, 3月20日, or with the year where it is another one."""
    near = {0: _("今天"), 1: _("明天"), -1: _("昨天")}.get((day - today).days)
    return near or near_date(day, today)


def when_words(moment: datetime, today: date) -> str:
    """今天 09:00, 3月20日 周五 09:00."""
    day = moment.date()
    words = day_words(day, today)
    if abs((day - today).days) > 1 and day.year == today.year:
        words += " " + short_weekday(day)
    return f"{words} {moment:%H:%M}"


def facts_line(meeting: Meeting, today: date, standing: str = "") -> str:
    """东沟组生产道路硬化协商会　今天 09:00　乡镇已收　村委会二楼会议室."""
    held = meeting.opened_at or meeting.starts
    if held.date() == meeting.starts.date():  # the day it was held on; the hour that was told
        held = meeting.starts
    parts = (meeting.title, when_words(held, today), standing, meeting.place)
    return "　".join(parts if standing else (*parts[:2], parts[3]))


def first_tab(meeting: Meeting, today: date) -> str:
    """Where the work of a meeting stands: the tab it opens with."""
    if meeting.state is MeetingState.PLANNED:
        due = meeting.notice_on is not None and meeting.starts.date() <= today
        return "door" if due else "plan"
    return {
        MeetingState.OPEN: "hall",
        MeetingState.ADJOURNED: "hall",
        MeetingState.CLOSED: "minutes",
        MeetingState.SEALED: "publicity",
        MeetingState.CANCELLED: "plan",
    }[meeting.state]
