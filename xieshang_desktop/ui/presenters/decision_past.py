"""补录 of a meeting that decides: when it was held, and at what time what is entered happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from gettext import gettext as _

from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.coming_and_going import read_time
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.past_decisions import enter_past_decision, put_forward
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values
from xieshang_desktop.wording.dates import date_words


def _past_form(meeting: DecisionMeeting) -> Ask:
    return Ask(
        "past",
        _("补录 {0} 的会议").format(date_words(meeting.starts)),
        _("开始补录"),
        (
            AskField("began", "line", _("几点开始"), f"{meeting.starts:%H:%M}"),
            AskField("ended", "line", _("几点散会"), example=_("如 11:40")),
        ),
        note=_(
            "会已经在纸上开过：照纸上的记录写真实时间。接着签上到会的人；表决以前点“改补录时间”，"
            "写几点表决的；再记票数，散会。会议记录上写明是补录的。"
        ),
    )


def _time_form(meeting: DecisionMeeting) -> Ask:
    at = meeting.entered_at or meeting.starts
    return Ask(
        "time",
        _("接着补录几点的事"),
        _("记下"),
        (AskField("at", "line", _("时间"), f"{at:%H:%M}", _("如 10:20")),),
        note=_("以后签到、离场、表决都记在这个时间，直到再改。"),
    )


#: The forms, by the keys of their buttons.
FORMS: dict[str, Callable[[DecisionMeeting], Ask]] = {"past": _past_form, "time": _time_form}


def entered(desk: Desk, meeting: DecisionMeeting, key: str, values: Values) -> DecisionMeeting:
    """Do what a filled form asks for; BadInput `time_missing`, and as the service behind it."""
    if key == "past":
        began, ended = _time(meeting, values["began"]), _time(meeting, values["ended"])
        return enter_past_decision(desk, meeting.id, began, ended)
    return put_forward(desk, meeting.id, _time(meeting, values["at"]))


def entering_words(meeting: DecisionMeeting) -> str:
    """By whom and when it was entered, and while it is, up to what time."""
    if meeting.entered_on is None:
        return ""
    if meeting.state is DecisionState.OPEN and meeting.entered_at is not None:
        return _("正在补录 {0:%H:%M} 的事").format(meeting.entered_at)
    return _("{0} 补录").format(date_words(meeting.entered_on))


def _time(meeting: DecisionMeeting, text: str) -> datetime:
    at = read_time(text, meeting.starts)
    if at is None:
        raise BadInput("time_missing")
    return at
