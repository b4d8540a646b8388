"""The hall's clock in words: time left of a speech and of an item, how late it is, the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.agenda import current_item, expected_end, lateness, time_left_on
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Sitting, Speech
from xieshang_desktop.domain.speaking import TimeState, is_running, time_left, time_state

_CLOCK_MAY_STRAY = timedelta(minutes=1)
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)


class ClockView(NamedTuple):
    """What changes by itself. States: "" (nothing runs), running, soon, over, paused."""

    speech: str
    speech_state: str
    item: str
    item_state: str
    late: str
    end: str


def behind_words(now: datetime, latest: datetime | None) -> str:
    """The laptop's clock stands before what was entered here: it is asked about (N10)."""
    if latest is None or now >= latest - _CLOCK_MAY_STRAY:
        return ""
    words = _("电脑的钟可能不对：现在显示 {now}，刚才却记到了 {latest}。请核对电脑时间。")
    form = "%H:%M" if now.date() == latest.date() else "%Y-%m-%d %H:%M"
    return words.format(now=now.strftime(form), latest=latest.strftime(form))


def clock_view(
    meeting: Meeting,
    items: list[AgendaItem],
    speech: Speech | None,
    now: datetime,
    sittings: Sequence[Sitting] = (),
) -> ClockView:
    """The clock at a moment while people talk."""
    left = time_left(speech, meeting.speech_minutes, now) if speech else None
    speech_state = time_state(left).value if left is not None else ""
    if speech is not None and not is_running(speech):
        speech_state = "paused"
    item = current_item(items)
    rest = time_left_on(item, now) if item else None
    late = lateness(meeting, items, now, sittings) // _MINUTE
    end = expected_end(meeting, items, now, sittings)
    return ClockView(
        speech=left_words(left) if left is not None else "",
        speech_state=speech_state,
        item=_item_words(rest) if rest is not None else "",
        item_state=time_state(rest).value if rest is not None else "",
        late=_("晚了 {0}").format(length_words(timedelta(minutes=late))) if late else "",
        end=_("预计 {0:%H:%M} 结束").format(end) if end else "",
    )


def left_words(left: timedelta) -> str:
    """1:24; over, how much: 0:12. A begun second is still there."""
    seconds = abs(-left // _SECOND)
    return f"{seconds // 60}:{seconds % 60:02d}"


def length_words(length: timedelta) -> str:
    """12 分钟, 3 小时 5 分, 40 秒."""
    minutes, seconds = length // _MINUTE, length // _SECOND
    if seconds < 60:
        return _("{0} 秒").format(seconds)
    if minutes < 60:
        return _("{0} 分钟").format(minutes)
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        return _("{0} 小时").format(hours)
    return _("{hours} 小时 {minutes} 分").format(hours=hours, minutes=rest)


def state_words(state: str) -> str:
    """A colour is never the only sign."""
    return {
        "paused": _("暂停"),
        TimeState.SOON.value: _("快到时间"),
        TimeState.OVER.value: _("超时"),
    }.get(state, _("还剩"))


def _item_words(left: timedelta) -> str:
    words = _("本项超时 {0}") if left <= timedelta() else _("本项还剩 {0}")
    return words.format(left_words(left))
