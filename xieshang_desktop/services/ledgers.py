"""The books of a year from its records: 台账, 成果清单, 活动计划表, 社情民意记录簿."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xieshang_desktop.domain.documents import (
    ConsultationLedger,
    NoteRow,
    NotesBook,
    PlanRow,
    ResultRow,
    ResultsList,
    YearPlanBook,
)
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import OutcomeKind, TaskState
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import plans
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.ledger_rows import YearRecords, read_year
from xieshang_desktop.services.notes import list_notes

Answers = Mapping[str, str]


def consultation_ledger(desk: Desk, year: str, _answers: Answers) -> ConsultationLedger:
    """协商台账: every topic at every meeting of the year, and the topics raised in it that have not
    come to a meeting."""
    records = read_year(desk, _year(desk, year))
    return ConsultationLedger(
        unit=desk.unit.name,
        issued_on=desk.today,
        practice=desk.unit.practice,
        year=records.year,
        rows=tuple(records.rows()),
    )


def results_list(desk: Desk, year: str, _answers: Answers) -> ResultsList:
    """成果清单: what came of the talks of the year. 持续协商 is no result yet."""
    records = read_year(desk, _year(desk, year))
    outcomes = [
        outcome
        for outcome in records.outcomes
        if outcome.decided_on.year == records.year and outcome.kind is not OutcomeKind.CONTINUE
    ]
    return ResultsList(
        unit=desk.unit.name,
        issued_on=desk.today,
        practice=desk.unit.practice,
        year=records.year,
        rows=tuple(_result(records, outcome) for outcome in outcomes),
    )


def year_plan(desk: Desk, year: str, _answers: Answers) -> YearPlanBook:
    """全年协商活动计划表: the activities planned, each with the day it was held."""
    plan = plans.year_plan(desk, _year(desk, year))
    rows = [
        PlanRow(
            month=f"{activity.month}月",
            subject=activity.subject,
            form=activity.form.official,
            participants=activity.participants,
            owner=activity.owner,
            meeting=line.meeting.title if line.meeting else "",
            held_on=line.meeting.starts.date()
            if line.meeting and plans.held(line.meeting)
            else None,
            remark=activity.remark,
        )
        for lines in plan.months
        for line in lines
        if (activity := line.activity) is not None
    ]
    return YearPlanBook(
        unit=desk.unit.name,
        issued_on=desk.today,
        practice=desk.unit.practice,
        year=plan.year,
        rows=tuple(rows),
    )


def notes_book(desk: Desk, year: str, _answers: Answers) -> NotesBook:
    """社情民意信息收集记录簿: what was told in the year, in its order."""
    chosen = _year(desk, year)
    rows = [
        NoteRow(
            told_on=note.told_on,
            channel=note.channel.official,
            teller=note.teller,
            group=note.group,
            text=note.text,
            recorder=note.recorder,
            handling=note.handling,
            handled_on=note.handled_on,
            topic=topic.number if topic else "",
        )
        for note, topic in reversed(list_notes(desk))
        if note.told_on.year == chosen
    ]
    return NotesBook(
        unit=desk.unit.name,
        issued_on=desk.today,
        practice=desk.unit.practice,
        year=chosen,
        rows=tuple(rows),
    )


def _result(records: YearRecords, outcome: Outcome) -> ResultRow:
    topic = records.topics[outcome.topic_id]
    tasks = records.tasks.get(outcome.id, [])
    submissions = records.submissions.get(outcome.id, [])
    posting = records.posting(outcome.topic_id)
    measures = [task.text for task in tasks] or [s.text for s in submissions if s.text]
    responsible = [task.owner for task in tasks] or [s.addressee for s in submissions]
    done = all(task.state is TaskState.DONE for task in tasks)
    days = [task.done_on for task in tasks if task.done_on] if done else []
    dues = [task.due for task in tasks] or [s.reply_due for s in submissions if s.reply_due]
    return ResultRow(
        decided_on=outcome.decided_on,
        topic=topic.title,
        outcome=outcome.kind.official,
        text=outcome.text,
        measures="\n".join(measures),
        responsible="、".join(dict.fromkeys(filter(None, responsible))),
        due=max(dues, default=None),
        progress=records.carried_out(outcome),
        done_on=max(days, default=None),
        effect=outcome.effect,
        satisfaction=outcome.satisfaction,
        posted_on=posting.posted_on if posting else None,
        answered_on=topic.answered_on,
    )


def _year(desk: Desk, year: str) -> int:
    """The year asked for in four digits, else this one; BadInput `year_unreadable`."""
    if not year:
        return desk.today.year
    if not re.fullmatch("[1-9][0-9]{3}", year):
        raise BadInput("year_unreadable", words=year[:20])
    return int(year)
