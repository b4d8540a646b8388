"""The work page in words: what to do today, and the year at a glance."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.services.snapshot import Todo, Workday
from xieshang_desktop.wording.dates import date_words, month_words, weekday_words
from xieshang_desktop.wording.todos import todo_words

#: States of `domain.terms.TopicState`, which would cost 3 ms: this page is painted first.
ACCEPTED, COLLECTED = "accepted", "collected"

#: More than this is not a list for one day; the rest is counted.
SHOWN = 12

#: Which page a thing to do opens, and which of its parts.
PAGES = {
    "notice_due": ("meetings/meeting", "#plan"),
    "meeting_coming": ("meetings/meeting", "#plan"),
    "meeting_running": ("meetings/meeting", "#hall"),
    "meeting_resumes": ("meetings/meeting", "#hall"),
    "slips_due": ("meetings/statements", ""),
    "minutes_due": ("meetings/meeting", "#minutes"),
    "decision_notice_due": ("meetings/decision", "#plan"),
    "decision_coming": ("meetings/decision", "#plan"),
    "decision_running": ("meetings/decision", "#vote"),
    "decision_record_due": ("meetings/decision", "#record"),
    "posting_may_come_down": ("meetings/meeting", "#publicity"),
    "implementation_due": ("follow_up", ""),
    "implementation_may_come_down": ("follow_up", ""),
    "task_due": ("follow_up", ""),
    "submission_due": ("follow_up", ""),
    "reply_due": ("follow_up", ""),
    "instruction_due": ("exchange", ""),
    "receipt_missing": ("exchange", ""),
    "return_open": ("exchange", ""),
}
_TOPIC = ("topics/topic", "")


class TodoView(NamedTuple):
    """One row: where its button leads, the badge, the sentence."""

    page: str
    object_id: str
    day: str
    above: str
    sentence: str
    note: str
    button: str
    kind: str


class HomeView(NamedTuple):
    """The work page; `fill` are the words on the button of an empty list and the page it opens,
    `waiting` while it is the snapshot of the last session."""

    day: str
    todos: tuple[TodoView, ...]
    more: int
    figures: tuple[tuple[str, str], ...]
    empty: str
    fill: tuple[str, str]
    waiting: bool


def home_view(workday: Workday, *, waiting: bool = False) -> HomeView:
    """The work page from the records, or from the snapshot of the last session."""
    return HomeView(
        day=f"{date_words(workday.day)}　{weekday_words(workday.day)}",
        todos=tuple(_todo(todo, workday) for todo in workday.todos[:SHOWN]),
        more=max(0, len(workday.todos) - SHOWN),
        figures=_figures(workday),
        empty=_empty(workday),
        fill=("", "") if workday.people else (_("导入名册"), "people/import"),
        waiting=waiting,
    )


def _todo(todo: Todo, workday: Workday) -> TodoView:
    words = todo_words(todo.kind, todo.title, todo.due, workday.day)
    soon = todo.due is not None and (todo.due - workday.day).days <= 3
    late = _("逾期") if words.overdue else ""
    page, part = PAGES.get(todo.kind, _TOPIC)
    return TodoView(
        page=page,
        object_id=todo.object_id + part,
        day=str(todo.due.day) if todo.due else "…",
        above=late or (month_words(todo.due) if todo.due else _("随时")),
        sentence=words.sentence,
        note=words.when if todo.due else "",
        button=words.button,
        kind="attention" if words.overdue else "waiting" if soon else "neutral",
    )


def _figures(workday: Workday) -> tuple[tuple[str, str], ...]:
    by_state = workday.topics_by_state
    return (
        (_("办成的事"), _("{0} 件").format(workday.tasks_done)),
        (_("协商出结果"), _("{0} 个议题").format(workday.outcomes_year)),
        (_("开会"), _("{0} 次").format(workday.meetings_held)),
        (_("正在办"), _("{0} 件").format(workday.tasks_open)),
        (_("其中逾期"), _("{0} 件").format(workday.tasks_overdue)),
        (_("协商中的议题"), _("{0} 个").format(by_state.get(ACCEPTED, 0))),
        (_("待筛选"), _("{0} 个").format(by_state.get(COLLECTED, 0))),
        (_("名册"), _("{0} 人").format(workday.people)),
    )


def _empty(workday: Workday) -> str:
    if not workday.people:
        return _("先把名册导进来，开会时才好签到。")
    if not any(workday.topics_by_state.values()):
        return _("名册有了。听到群众有什么事，就登记成议题。")
    return _("今天没有要办的事。")
