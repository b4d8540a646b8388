"""The frame's words on a township's desk: the office, its villages, the state line of trust."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _

from xieshang_desktop.township.morning import Morning
from xieshang_desktop.ui.presenters.frame import FrameView, backup_state


def township_frame(morning: Morning) -> FrameView:
    """The bar from the first page's figures."""
    at = datetime.fromisoformat(morning.backed_up_at) if morning.backed_up_at else None
    states = [backup_state(at, date.fromisoformat(morning.day))]
    if morning.late:
        words = _("{0} 个村逾期未交").format(morning.late)
        states.append(("attention", words, _("{0} 个逾期").format(morning.late)))
    elif morning.villages:
        states.append(("done", _("没有村逾期"), _("无逾期")))
    count = _("{0} 个村（社区）").format(morning.villages)
    return FrameView(
        venue=morning.office,
        next_meeting=count,
        next_short="",
        states=tuple(states),
        practice=morning.practice,
    )
