"""The form that asks when a meeting really ended, and what was answered."""

from __future__ import annotations

from datetime import date, datetime, time
from gettext import gettext as _

from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services.coming_and_going import read_time
from xieshang_desktop.services.true_end import TrueEnd
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values

#: Which form it is.
END = "end"


def end_form(last: datetime) -> Ask:
    """With the last that was recorded, to be put right."""
    return Ask(
        END,
        _("会议几点散的？"),
        _("散会"),
        (
            AskField("day", "day", _("散会日期"), last.date().isoformat()),
            AskField("time", "line", _("散会时间"), f"{last:%H:%M}", _("如 11:40")),
            AskField("reason", "line", _("为什么现在才填"), example=_("如 停电，第二天才补记")),
        ),
        note=_(
            "电脑的时间不是当天的，或者比记过的还早，不能当作散会时间。先填的是最后一次记录的时间，"
            "请改成真正散会的时间；记录上会写明是补填的。"
        ),
    )


def true_end(values: Values) -> TrueEnd:
    """What was answered; BadInput `date_missing`, `time_missing`."""
    if not values["day"]:
        raise BadInput("date_missing")
    day = datetime.combine(date.fromisoformat(values["day"]), time(), BEIJING)
    at = read_time(values["time"], day)
    if at is None:
        raise BadInput("time_missing")
    return TrueEnd(at=at, reason=values["reason"])
