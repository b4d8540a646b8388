"""The rows of 办理 in words: until when, what, the next step, who; and one of them in full."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.dates import date_words, short_date
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import TaskState
from xieshang_desktop.services.follow_up_list import (
    AnswerLine,
    EffectLine,
    FollowUp,
    SubmissionLine,
    TaskLine,
)

#: Filters of the list; what belongs to which is in `FollowRow.groups`.
OPEN, TASKS, SUBMISSIONS, AFTER, DONE = "open", "tasks", "submissions", "after", "done"

_SOON = 3  # days


class Action(NamedTuple):
    """A button of the marked row; `main` is the deed that is due."""

    key: str
    words: str
    main: bool = False


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


class FollowDetail(NamedTuple):
    """The marked row in full: chip, words, facts, what can be done (the main thing first)."""

    chip: tuple[str, str]
    what: str
    facts: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]


def rows_of(found: FollowUp) -> list[FollowRow]:
    """Open ones by deadline, then what is done, newest first."""
    rows = [_task_row(line, found.day) for line in found.tasks]
    rows += [_submission_row(line, found.day) for line in found.submissions]
    rows += [_effect_row(line) for line in found.effects if not line.outcome.effect]
    rows += [_answer_row(line, found.day) for line in found.answers]
    waiting = sorted((r for r in rows if DONE not in r.groups), key=lambda r: (r.day, r.what))
    done = sorted((r for r in rows if DONE in r.groups), key=lambda r: r.day, reverse=True)
    return waiting + done


def filters_of(rows: list[FollowRow]) -> list[tuple[str, str]]:
    """The filters with how many rows each has."""
    words = {
        OPEN: _("没办完的"),
        TASKS: _("办理事项"),
        SUBMISSIONS: _("提交上级"),
        AFTER: _("效果和答复"),
        DONE: _("已办完"),
    }
    counts = {key: sum(key in row.groups for row in rows) for key in words}
    return [(key, f"{label} {counts[key]}") for key, label in words.items()]


def summary_of(rows: list[FollowRow]) -> str:
    """The line beside the title."""
    late = sum(row.due[1] == "attention" for row in rows)
    waiting = sum(OPEN in row.groups for row in rows)
    if late:
        return _("没办完 {0} 件，其中超期 {1} 件").format(waiting, late)
    return _("没办完 {0} 件").format(waiting) if waiting else ""


def detail_of(found: FollowUp, key: str) -> FollowDetail | None:
    """One row in full."""
    kind, _colon, object_id = key.partition(":")
    if kind == "task":
        return next((_task(t, found) for t in found.tasks if t.task.id == object_id), None)
    if kind == "submission":
        lines = (s for s in found.submissions if s.submission.id == object_id)
        return next((_submission(s, found) for s in lines), None)
    if kind == "outcome":
        return next((_effect(e) for e in found.effects if e.outcome.id == object_id), None)
    return next((_answer(a, found.day) for a in found.answers if a.topic.id == object_id), None)


# ---- rows


def _task_row(line: TaskLine, today: date) -> FollowRow:
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


def _submission_row(line: SubmissionLine, today: date) -> FollowRow:
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


def _effect_row(line: EffectLine) -> FollowRow:
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


def _answer_row(line: AnswerLine, today: date) -> FollowRow:
    answered = bool(line.topic.answer)
    if line.closable:
        what, step = _("五步走完，也答复了，可以办结"), _("办结")
    elif answered:
        what, step = _("已经答复，等五步走完就能办结"), _("看议题")
    else:
        what, step = _("把结果告诉 {0}").format(line.topic.proposer), _("答复提出人")
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


def _due_chip(day: date, today: date) -> tuple[str, str]:
    if day == date.max:
        return (_("随时"), "neutral")
    days = (day - today).days
    if days < 0:
        return (_("超期 {0} 天").format(-days), "attention")
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


# ---- one in full


def _task(line: TaskLine, found: FollowUp) -> FollowDetail:
    task = line.task
    done = task.state is TaskState.DONE
    facts = [(_("谁来办"), task.owner), (_("期限"), date_words(task.due))]
    if done:
        facts += [
            (_("办结"), date_words(task.done_on) if task.done_on else ""),
            (_("办理结果"), task.result),
        ]
    else:
        facts.append((_("延期原因"), task.result))
    actions = (
        (_effect_action(line.outcome),)
        if done and _settled(line.outcome, found)
        else ()
        if done
        else (
            Action("finish", _("办好了"), True),
            Action("extend", _("延期")),
            Action("owner", _("换人办")),
        )
    )
    return _full(_task_row(line, found.day), line.outcome, facts, actions)


def _submission(line: SubmissionLine, found: FollowUp) -> FollowDetail:
    submission = line.submission
    handed, replied = submission.submitted_on, submission.replied_on
    facts = [(_("报给"), submission.addressee)]
    if handed:
        waited = ((replied or found.day) - handed).days
        said = _("{0}，等了 {1} 天") if replied else _("{0}，已等 {1} 天")
        facts.append((_("报上去"), said.format(date_words(handed), waited)))
    if submission.reply_due and not replied:
        label = _("应答复") if handed else _("应有答复")
        facts.append((label, _("{0}前").format(date_words(submission.reply_due))))
    if replied:
        facts += [(_("答复日期"), date_words(replied)), (_("答复"), submission.reply)]
    if not handed:
        actions: tuple[Action, ...] = (Action("hand_in", _("报上去"), True),)
    elif not replied:
        actions = (Action("reply", _("记答复"), True),)
    else:
        settled = _settled(line.outcome, found)
        actions = (_effect_action(line.outcome),) if settled else ()
    row = _submission_row(line, found.day)._replace(what=line.topic.title)
    return _full(row, line.outcome, [*facts, (_("材料内容"), submission.text)], actions)


def _effect(line: EffectLine) -> FollowDetail:
    actions = (_effect_action(line.outcome),)
    return _full(_effect_row(line), line.outcome, [], actions)


def _answer(line: AnswerLine, today: date) -> FollowDetail:
    facts = [
        (_("提出人"), line.topic.proposer),
        (_("议题"), line.topic.title),
        (_("协商结果"), _result(line.outcome)),
        ("", line.outcome.text),
        (_("给提出人的答复"), line.topic.answer),
    ]
    actions: tuple[Action, ...] = (Action("answer", _("改答复")),)
    if not line.topic.answer:
        actions = (Action("answer", _("答复提出人"), True),)
    elif line.closable:
        actions = (Action("close", _("办结"), True), *actions)
    row = _answer_row(line, today)
    return FollowDetail(row.due, row.what, _filled(facts), (*actions, _see_topic()))


def _full(
    row: FollowRow,
    outcome: Outcome,
    facts: list[tuple[str, str]],
    actions: tuple[Action, ...],
) -> FollowDetail:
    satisfaction = "" if outcome.satisfaction is None else f"{outcome.satisfaction}%"
    facts = [
        *facts,
        (_("议题"), row.topic if row.topic != row.what else ""),
        (_("协商结果"), _result(outcome)),
        ("", outcome.text if outcome.text != row.what else ""),
        (_("效果"), outcome.effect),
        (_("满意度"), " ".join(w for w in (satisfaction, outcome.satisfaction_note) if w)),
    ]
    return FollowDetail(row.due, row.what, _filled(facts), (*actions, _see_topic()))


def _filled(facts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(fact for fact in facts if fact[1])


def _result(outcome: Outcome) -> str:
    return _("{0}，{1}").format(outcome.kind.words, date_words(outcome.decided_on))


def _see_topic() -> Action:
    return Action("topic", _("看议题"))


def _effect_action(outcome: Outcome) -> Action:
    known = bool(outcome.effect)
    return Action("effect", _("改效果") if known else _("记效果"), not known)


def _settled(outcome: Outcome, found: FollowUp) -> bool:
    return any(line.outcome.id == outcome.id for line in found.effects)
