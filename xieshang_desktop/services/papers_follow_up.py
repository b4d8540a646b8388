"""Papers of what was promised: to who does it, to who is asked above, to who raised it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Point
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, PointKind
from xieshang_desktop.domain.topic import Research, Topic
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import deeds
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_text import outcome_words
from xieshang_desktop.services.publishing import settled_outcome
from xieshang_desktop.storage.unit_of_work import Reader

#: How a 请示 ends; a 报告 ends with 特此报告。
PLEAS = ("妥否，请批示。", "当否，请批复。", "以上请示，请予批准。")
_REPORT_ENDS = "特此报告。"

_NUMBER = re.compile(r"[〔［\[（(【﹝]\s*(\d{4})\s*年?\s*[〕］\]）)】﹞]\s*(?:第\s*)?0*(\d+)\s*号?")


def task_sheet(desk: Desk, task_id: str, answers: Mapping[str, str]) -> documents.TaskSheet:
    """办理单 of one task."""
    with desk.store.read() as reader:
        task = reader.one(Task, task_id)
        topic = reader.one(Topic, task.topic_id)
        outcome = reader.one(Outcome, task.outcome_id)
        meeting = reader.one(Meeting, outcome.meeting_id)
        siblings = [each.id for each in reader.all(Task, outcome_id=outcome.id)]
    count = f"-{siblings.index(task.id) + 1}" if len(siblings) > 1 else ""
    return documents.TaskSheet(
        unit=desk.unit.room,
        number=f"{topic.number}{count}",
        source=f"{date_words(meeting.starts)}{meeting.title}（{topic.source.official}）",
        topic=topic.title,
        task=task.text,
        demand=answers.get("demand", "").strip() or outcome_words(desk, outcome),
        owner=task.owner,
        helpers=answers.get("helpers", "").strip(),
        due=task.due,
        given_on=outcome.decided_on,
        result=task.result if task.done_on else "",
        done_on=task.done_on,
        feedback=outcome.effect,
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def submission_paper(
    desk: Desk, submission_id: str, answers: Mapping[str, str]
) -> documents.SubmissionPaper:
    """上报件: 请示 (one matter, asks for a decision) or 报告 (tells, asks for nothing)."""
    plea = answers.get("genre") != "report"
    with desk.store.read() as reader:
        submission = reader.one(Submission, submission_id)
        topic = reader.one(Topic, submission.topic_id)
        outcome = reader.one(Outcome, submission.outcome_id)
        meeting = reader.one(Meeting, outcome.meeting_id)
        item = reader.one(AgendaItem, outcome.agenda_item_id)
        points = reader.all(Point, agenda_item_id=item.id)
        research = reader.all(Research, "made_on", topic_id=topic.id)
        course = _course(desk, reader, meeting)
        convenor = reader.find(Convenor, meeting.first_convenor_id)
    unit, kind = desk.unit, "请示" if plea else "报告"
    name = f"{meeting.title}纪要（摘录）"
    red = answers.get("red_head") == "1"
    copies = answers.get("copies", "").strip()
    contact = answers.get("contact", "").strip() or unit.room
    phone = f"，电话：{unit.official_phone}" if unit.official_phone else ""
    return documents.SubmissionPaper(
        unit=unit.name,
        title=f"关于“{topic.title}”有关问题的{kind}",
        mark=f"{unit.signer or unit.name}文件" if red else "",
        number=document_number(answers.get("number", "")),
        issuer=answers.get("issuer", "").strip() or (convenor.name if convenor else ""),
        addressee=submission.addressee,
        opening=f"现将“{topic.title}”有关情况{kind}如下：",
        background="\n".join((topic.background, *(each.findings for each in research))).strip(),
        consultation=f"{course}{outcome_words(desk, outcome)}",
        agreed=tuple(p.text for p in points if p.kind is PointKind.AGREED),
        open_points=tuple(p.text for p in points if p.kind is PointKind.OPEN),
        wish_head="请示事项" if plea else "工作建议",
        wish=submission.text,
        closing=_plea(answers.get("plea", "")) if plea else _REPORT_ENDS,
        attachments=(name,),
        enclosures=(documents.Enclosure(name=name, text=_extract(desk, course, outcome, points)),),
        note=f"联系人：{contact}{phone}" if plea else "",
        copies=copies,
        imprint=red or bool(copies),
        signer=unit.signer or unit.name,
        issued_on=submission.submitted_on or desk.today,
        practice=unit.practice,
    )


def supervision_reply(
    desk: Desk, topic_id: str, answers: Mapping[str, str]
) -> documents.SupervisionReply:
    """督办回复: how a topic stands that somebody above keeps an eye on."""
    unit = desk.unit
    with desk.store.read() as reader:
        topic = reader.one(Topic, topic_id)
        outcome = _newest_outcome(reader, topic_id)
        meeting = reader.one(Meeting, outcome.meeting_id) if outcome else None
        told = deeds.deeds_of(reader, outcome, desk.today) if outcome else ()
        progress = deeds.progress_words(reader, outcome) if outcome else ""
    number, received = answers.get("number", "").strip(), answers.get("received", "").strip()
    decided = ""
    if outcome and meeting:
        held = f"{date_words(meeting.starts)}召开{meeting.title}，"
        decided = f"{held}{outcome_words(desk, outcome)}"
    contact = answers.get("contact", "").strip() or unit.room
    phone = f"，电话：{unit.official_phone}" if unit.official_phone else ""
    return documents.SupervisionReply(
        unit=unit.name,
        title=f"关于“{topic.title}”督办事项办理情况的回复",
        addressee=answers.get("sender", "").strip() or unit.township,
        letter=f"督办单（{document_number(number)}）" if number else "",
        received=f"{received}的" if received else "",
        topic=topic.title,
        decided=decided,
        deeds=told,
        progress=progress,
        effect=outcome.effect if outcome else "",
        next_steps=answers.get("next_steps", "").strip(),
        note=f"联系人：{contact}{phone}",
        signer=unit.signer or unit.name,
        issued_on=desk.today,
        practice=unit.practice,
    )


def answer_letter(desk: Desk, topic_id: str, answers: Mapping[str, str]) -> documents.AnswerLetter:
    """答复函 to who raised a topic: name and group, nothing else of them."""
    unit = desk.unit
    with desk.store.read() as reader:
        topic = reader.one(Topic, topic_id)
        outcome = _newest_outcome(reader, topic_id)
        meeting = reader.one(Meeting, outcome.meeting_id) if outcome else None
        tasks = deeds.deeds_of(reader, outcome, desk.today) if outcome else ()
        person = reader.find(Person, topic.proposer_id) if topic.proposer_id else None
    return documents.AnswerLetter(
        unit=unit.name,
        proposer=documents.NamedPerson(name=topic.proposer),
        group=(person.organisation or person.group) if person else topic.group,
        topic=topic.title,
        raised_on=topic.proposed_on,
        background=topic.background,
        meeting=f"{date_words(meeting.starts)}召开{meeting.title}。" if meeting else "",
        result=outcome_words(desk, outcome) if outcome else "",
        refused="" if outcome else topic.reason,
        deeds=tuple(f"{d.what.rstrip('。')}（{d.who}）：{d.state}" for d in tasks),
        effect=outcome.effect if outcome else "",
        answer=answers.get("answer", "").strip() or topic.answer,
        contact=unit.room,
        contact_place=unit.place,
        official_phone=unit.official_phone,
        signer=unit.signer or unit.room,
        issued_on=topic.answered_on or desk.today,
        practice=unit.practice,
    )


def document_number(words: str) -> str:
    """A 发文字号 as it is printed: the year in 〔〕, no 第, no leading zeros (7.2.5):
    `张村报[2026]第03号` is `张村报〔2026〕3号`. Other words stay as they are."""
    return _NUMBER.sub(lambda match: f"〔{match[1]}〕{match[2]}号", words.strip())


def _plea(code: str) -> str:
    return PLEAS[int(code)] if code.isdecimal() and int(code) < len(PLEAS) else PLEAS[0]


def _newest_outcome(reader: Reader, topic_id: str) -> Outcome | None:
    with suppress(RuleBroken):
        return settled_outcome(reader, topic_id)
    return None


def _course(desk: Desk, reader: Reader, meeting: Meeting) -> str:
    """When, where and how many."""
    states = [each.state for each in reader.all(Attendance, meeting_id=meeting.id)]
    present, observing = (
        states.count(AttendanceState.PRESENT),
        states.count(AttendanceState.OBSERVING),
    )
    place = f"在{meeting.place}" if meeting.place else ""
    came = f"，{present}人出席" if present else ""
    came += f"，{observing}人列席" if observing else ""
    return f"{date_words(meeting.starts)}，{desk.unit.room}{place}召开{meeting.title}{came}。"


def _extract(desk: Desk, course: str, outcome: Outcome, points: list[Point]) -> str:
    """What the minutes say of the matter: course, points, route."""
    parts = [course]
    for kind, words in (
        (PointKind.AGREED, "达成一致的意见"),
        (PointKind.OPEN, "仍需继续商量的意见"),
    ):
        found = [p.text.rstrip("。；") for p in points if p.kind is kind]
        if found:
            parts.append(f"{words}：" + "；".join(found) + "。")
    parts.append(outcome_words(desk, outcome))
    return "\n".join(parts)
