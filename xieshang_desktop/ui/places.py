"""The places at the left and the pages behind them, made when they are first opened."""

from __future__ import annotations

from gettext import gettext as _
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.navigation import Place

if TYPE_CHECKING:
    from xieshang_desktop.ui.context import Context

#: Which module builds which page; `place/detail` lies below its place.
PAGES = {
    "home": "home",
    "topics": "topics",
    "topics/topic": "topic",
    "topics/edit": "topic_edit",
    "topics/participants": "topic_participants",
    "topics/notes": "notes",
    "meetings": "meetings",
    "meetings/meeting": "meeting",
    "meetings/edit": "meeting_edit",
    "meetings/plan": "plan",
    "meetings/paper": "paper_entry",
    "meetings/signing": "minutes_signing",
    "meetings/decisions": "decisions",
    "meetings/decision": "decision",
    "meetings/decision_edit": "decision_edit",
    "meetings/statements": "statements",
    "follow_up": "follow_up",
    "people": "people",
    "people/person": "person",
    "people/edit": "person_edit",
    "people/import": "roster_import",
    "exchange": "exchange",
    "laptop": "laptop",
    "papers": "papers",
    "papers/check": "proof",
    "receiving": "township_receiving",
    "villages": "township_villages",
    "villages/village": "township_village",
    "rollup": "township_rollup",
    "rollup/list": "township_rollup_list",
    "rollup/monthly": "township_monthly",
    "supervision": "township_supervision",
    "supervision/paper": "township_paper",
    "issuing": "township_issuing",
}
# F1 opens the handbook below the place in view, so that the way back leads there.
PAGES |= {f"{key}/handbook": "handbook" for key in PAGES if "/" not in key}


#: Pages that are there to write: nobody who only looks is led to them.
WRITING = {
    "meetings/paper",
    "meetings/signing",
    "topics/edit",
    "topics/participants",
    "meetings/edit",
    "meetings/decision_edit",
    "people/edit",
    "people/import",
}


def places(kind: str = "room") -> list[Place]:
    """工作台 to 交换 for a consultation room, 收件 to 下发 for a township (`UnitKind`). 统计 is
    left out until there is something behind it."""
    if kind == "township":
        return [
            Place("receiving", _("收件"), "inbox"),
            Place("villages", _("村（社区）"), "village"),
            Place("rollup", _("汇总"), "statistics"),
            Place("supervision", _("督办"), "megaphone"),
            Place("issuing", _("下发"), "send"),
        ]
    return [
        Place("home", _("工作台"), "home"),
        Place("topics", _("议题"), "topic"),
        Place("meetings", _("会议"), "meeting"),
        Place("follow_up", _("办理"), "tick"),
        Place("people", _("名册"), "person"),
        Place("exchange", _("交换"), "exchange"),
    ]


def looked_at() -> list[Place]:
    """What of a village's own places its township looks at."""
    shown = ("topics", "meetings", "follow_up", "people")
    return [place for place in places() if place.key in shown]


def make_page(key: str, context: Context) -> QWidget:
    """The page of this key."""
    module = import_module(f"xieshang_desktop.ui.pages.{PAGES[key]}")
    page: QWidget = module.build(context)
    return page
