"""How what was promised stands, in the words of papers: task by task, in a count, from above."""

from __future__ import annotations

from datetime import date

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import Measure
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import TaskState
from xieshang_desktop.storage.unit_of_work import Reader


def deeds_of(reader: Reader, outcome: Outcome, today: date) -> tuple[documents.Deed, ...]:
    """Each task with the day it was promised for first, and how it stands."""
    promised = {m.text: m.due for m in reader.all(Measure, agenda_item_id=outcome.agenda_item_id)}
    return tuple(
        documents.Deed(
            what=task.text,
            who=task.owner,
            due=promised.get(task.text, task.due),
            state=_state(task, promised.get(task.text, task.due), today),
        )
        for task in reader.all(Task, "due", outcome_id=outcome.id)
    )


def progress_words(reader: Reader, outcome: Outcome) -> str:
    """共3项，已办结2项，正在办理1项。 — or nothing where there are no tasks."""
    tasks = reader.all(Task, outcome_id=outcome.id)
    if not tasks:
        return ""
    done = sum(task.state is TaskState.DONE for task in tasks)
    if done == len(tasks):
        return f"协商确定的办理事项共{done}项，已全部办结。"
    return f"协商确定的办理事项共{len(tasks)}项，已办结{done}项，正在办理{len(tasks) - done}项。"


def reply_words(reader: Reader, outcome: Outcome) -> str:
    """What became of a matter that was handed upwards."""
    told = []
    for submission in reader.all(Submission, outcome_id=outcome.id):
        if submission.replied_on:
            on = date_words(submission.replied_on)
            told.append(f"{submission.addressee}于{on}答复：{_ended(submission.reply)}")
        elif submission.submitted_on:
            on = date_words(submission.submitted_on)
            told.append(f"已于{on}报送{submission.addressee}，正在等待答复。")
    return "\n".join(told)


def satisfaction_words(outcome: Outcome) -> str:
    """满意率92%。 with what people said."""
    share = "" if outcome.satisfaction is None else f"满意率{outcome.satisfaction}%。"
    return share + (_ended(outcome.satisfaction_note) if outcome.satisfaction_note else "")


def standing_words(reader: Reader, outcome: Outcome) -> str:
    """How a result stands in one paragraph: what a notice of it is kept as."""
    told = (progress_words(reader, outcome), reply_words(reader, outcome), outcome.effect)
    return "\n".join(filter(None, (*told, satisfaction_words(outcome))))


def _state(task: Task, promised: date, today: date) -> str:
    if task.state is TaskState.DONE:
        on = f"{date_words(task.done_on)}办结" if task.done_on else "已办结"
        return f"{on}：{_ended(task.result)}" if task.result else f"{on}。"
    if task.due > promised:
        reason = f"，原因：{task.result.rstrip('。')}" if task.result else ""
        return f"正在办理，延期至{date_words(task.due)}{reason}。"
    return "正在办理，已过约定时限。" if task.overdue(today) else "正在办理。"


def _ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith(("。", "！", "？", "”", "…")) else f"{text}。"
