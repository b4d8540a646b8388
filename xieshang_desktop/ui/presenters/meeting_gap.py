"""A stretch in which nobody was at the laptop: what is asked about it, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.meeting import Speech
from xieshang_desktop.domain.speaking import is_running
from xieshang_desktop.ui.presenters.meeting_clock import length_words

#: A break, or the lid closed over noon: sooner than this the meeting most likely went on.
LONG = timedelta(minutes=15)
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)


class Gap(NamedTuple):
    """The title, the question, the two answers, and whether the time most likely counts."""

    title: str
    words: str
    ended: str
    going_on: str
    counts: bool


def gap_of(seen: datetime, now: datetime, speech: Speech | None) -> Gap:
    """What is asked after nobody was here from `seen` until now, while `speech` had the floor."""
    words = _("{since:%H:%M} 到 {until:%H:%M} 这台电脑没有运行。").format(since=seen, until=now)
    if speech is not None and is_running(speech):
        words += _("{0} 的发言算到停机时为止吗？").format(speech.speaker)
        ended = _("发言算到 {0:%H:%M}").format(seen)
    else:
        words += _("这段时间算进这项议程吗？")
        ended = _("不算进去")
    away = now - seen
    if away % _MINUTE >= _SECOND:
        rounded = round(away / _MINUTE) * _MINUTE
        title = _("电脑停了约 {0}").format(length_words(rounded))
    else:
        title = _("电脑停了 {0}").format(length_words(away))
    return Gap(title, words, ended, _("会没有停，照算"), counts=away < LONG)
