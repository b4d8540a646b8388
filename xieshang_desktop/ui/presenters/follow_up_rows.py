"""The rows of 办理 in words: until when, what, the next step, who."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.terms import TaskState
from xieshang_desktop.services.follow_up_list import (
    AnswerLine,
    EffectLine,
    FollowUp,
    ImplementationLine,
    SubmissionLine,
    TaskLine,
)
from xieshang_desktop.wording.dates import short_date
from xieshang_desktop.wording.facts import missing_words

#: Filters of the list; what belongs to which is in `FollowRow.groups`.
OPEN, TASKS, SUBMISSIONS, AFTER, DONE = "open", "tasks", "submissions", "after", "done"

_SOON = 3  # days


class FollowRow(NamedTuple):
    """One row; what follows `topic` is for filtering, sorting and finding."""

    due: tuple[str, str]
    what: str
    step: str
    who: str
    topic: str
    groups: tuple[str, ...]
    day: date
    topic_id: str
    key: str


def rows_of(found: FollowUp) -> list[FollowRow]:
    """Open ones by deadline, then what is done, newest first."""
    rows = [task_row(line, found.day) for line in found.tasks]
    rows += [submission_row(line, found.day) for line in found.submissions]
    rows += [effect_row(line) for line in found.effects if not line.outcome.effect]
    rows += [answer_row(line, found.day) for line in found.answers]
    rows += [implementation_row(line, found.day) for line in found.implementations]
    waiting = sorted((r for r in rows if DONE not in r.groups), key=_urgency)
    done = sorted((r for r in rows if DONE in r.groups), key=lambda r: r.day, reverse=True)
    return waiting + done


def _urgency(row: FollowRow) -> tuple[date, bool, str]:
    """By the day; what was promised before what is told about it."""
    return (row.day, AFTER in row.groups, row.what)


def filters_of(rows: list[FollowRow]) -> list[tuple[str, str]]:
    """The filters with how many rows each has."""
    words = {
        OPEN: _("没办完的"),
        TASKS: _("办理事项"),
        SUBMISSIONS: _("提交上级"),
        AFTER: _("效果、答复和公示"),
        DONE: _("已办完"),
    }
    counts = {key: sum(key in row.groups for row in rows) for key in words}
    return [(key, f"{label} {counts[key]}") for key, label in words.items()]


def summary_of(rows: list[FollowRow]) -> str:
    """The line beside the title."""
    late = sum(row.due[1] == "attention" for row in rows)
    waiting = sum(OPEN in row.groups for row in rows)
    if late:
        return _("没办完 {0} 件，其中逾期 {1} 件").format(waiting, late)
    return _("没办完 {0} 件").format(waiting) if waiting else ""


def task_row(line: TaskLine, today: date) -> FollowRow:
    task = line.task
    done = task.state is TaskState.DONE
    day = (task.done_on or task.due) if done else task.due
    return FollowRow(
        _done_chip(day, today) if done else _due_chip(day, today),
        task.text,
        _("已办结") if done else _("办理"),
        task.owner,
        line.topic.title,
        (DONE,) if done else (OPEN, TASKS),
        day,
        line.topic.id,
        f"task:{task.id}",
    )


def submission_row(line: SubmissionLine, today: date) -> FollowRow:
    submission = line.submission
    step = _("等答复") if submission.submitted_on else _("报上去")
    day = submission.reply_due or date.max
    if submission.replied_on:
        day, step = submission.replied_on, _("已答复")
    done = submission.replied_on is not None
    return FollowRow(
        _done_chip(day, today) if done else _due_chip(day, today),
        submission.text,
        step,
        submission.addressee,
        line.topic.title,
        (DONE,) if done else (OPEN, SUBMISSIONS),
        day,
        line.topic.id,
        f"submission:{submission.id}",
    )


def effect_row(line: EffectLine) -> FollowRow:
    return FollowRow(
        (_("随时"), "neutral"),
        _("去看一看、问一问，记下效果"),
        _("记效果"),
        "",
        line.topic.title,
        (OPEN, AFTER),
        date.max,
        line.topic.id,
        f"outcome:{line.outcome.id}",
    )


def answer_row(line: AnswerLine, today: date) -> FollowRow:
    """A topic whose proposer waits for an answer, or that can be closed."""
    answered = "answer" not in line.missing
    if not answered:
        what, step = _("把结果告诉 {0}").format(line.topic.proposer), _("答复提出人")
    elif line.missing:
        what = _("已经答复，办结还差：{0}").format(missing_words(line.missing))
        step = _("看议题")
    else:
        what, step = _("都办完了，也答复了，可以办结"), _("办结")
    return FollowRow(
        (_("随时"), "neutral") if answered else _due_chip(line.due, today),
        what,
        step,
        line.topic.proposer,
        line.topic.title,
        (OPEN, AFTER),
        date.max if answered else line.due,
        line.topic.id,
        f"topic:{line.topic.id}",
    )


def implementation_row(line: ImplementationLine, today: date) -> FollowRow:
    """The second posting: to be written, to be posted, hanging until its period is over."""
    chip, day = _due_chip(line.due, today), line.due
    groups: tuple[str, ...] = (OPEN, AFTER)
    if line.notice is None:
        what, step = _("落实情况还没公示"), _("写公示")
    elif not line.postings:
        what, step = _("落实情况公示写好了，还没有张贴"), _("张贴")
    else:
        day = max(posting.removable_on for posting in line.postings)
        places = _("、").join(posting.place for posting in line.postings)
        what, step = _("落实情况公示贴在{0}").format(places), _("撤下")
        chip = (_("可以撤下"), "waiting")
        if day > today:
            chip, groups = (_("{0}起可撤").format(_day(day, today)), "neutral"), (AFTER,)
    return FollowRow(
        chip,
        what,
        step,
        "",
        line.topic.title,
        groups,
        day,
        line.topic.id,
        f"implementation:{line.topic.id}",
    )


def _due_chip(day: date, today: date) -> tuple[str, str]:
    if day == date.max:
        return (_("随时"), "neutral")
    days = (day - today).days
    if days < 0:
        return (_("逾期 {0} 天").format(-days), "attention")
    if days <= _SOON:
        near = {0: _("今天到期"), 1: _("明天到期")}
        return (near.get(days, _("还有 {0} 天").format(days)), "waiting")
    return (_day(day, today), "neutral")


def _done_chip(day: date, today: date) -> tuple[str, str]:
    return (_day(day, today), "done")


def _day(day: date, today: date) -> str:
    return (
        short_date(day) if day.year == today.year else f"{day.year}-{day.month:02d}-{day.day:02d}"
    )
