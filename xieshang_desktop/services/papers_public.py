"""Papers for the board: how a result was carried out, and what else is made known."""

from __future__ import annotations

from collections.abc import Mapping

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import Measure, Meeting
from xieshang_desktop.domain.outcome import Outcome, Task
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.terms import NoticeKind
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import deeds
from xieshang_desktop.services.board import board_facts
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_text import outcome_words
from xieshang_desktop.services.photos import photos_for_paper
from xieshang_desktop.services.publishing import settled_outcome


def implementation_paper(
    desk: Desk, topic_id: str, answers: Mapping[str, str]
) -> documents.ImplementationPaper:
    """落实情况公示: what was promised, what is done, what came of it (VCL art. 35 item 4).
    RuleBroken `nothing_to_publish`."""
    with desk.store.read() as reader:
        topic = reader.one(Topic, topic_id)
        outcome = settled_outcome(reader, topic_id)
        meeting = reader.one(Meeting, outcome.meeting_id)
        found = reader.all(Notice, "issued_on", topic_id=topic_id)
        notices = [n for n in found if n.kind is NoticeKind.IMPLEMENTATION]
        postings = reader.all(Posting, "posted_on", notice_id=[n.id for n in notices[-1:]])
        tasks = [task.id for task in reader.all(Task, outcome_id=outcome.id)]
        told = topic.answered_on if topic.answer else None
        return documents.ImplementationPaper(
            title=f"关于“{topic.title}”落实情况的公示",
            topic=topic.title,
            meeting=_course(meeting, reader.all(Posting, "posted_on", notice_id=_results(found))),
            result=outcome_words(desk, outcome),
            reply=deeds.reply_words(reader, outcome),
            deeds=deeds.deeds_of(reader, outcome, desk.today),
            progress=deeds.progress_words(reader, outcome),
            effect=outcome.effect,
            satisfaction=deeds.satisfaction_words(outcome),
            feedback=f"{date_words(told)}已答复议题提出人。" if told else "",
            photos=photos_for_paper(desk, reader, (outcome.id, topic_id, *tasks)),
            issued_on=notices[-1].issued_on if notices else desk.today,
            **board_facts(desk, notices, postings, answers),
        )


def announcement(desk: Desk, topic_id: str, answers: Mapping[str, str]) -> documents.Announcement:
    """通告: in words that were given, or what came of a topic; BadInput `announcement_empty`."""
    return _announcement(desk, topic_id, answers, documents.Announcement, "通告")


def public_announcement(
    desk: Desk, topic_id: str, answers: Mapping[str, str]
) -> documents.Announcement:
    """公告, likewise."""
    return _announcement(desk, topic_id, answers, documents.PublicAnnouncement, "公告")


def _announcement(
    desk: Desk,
    topic_id: str,
    answers: Mapping[str, str],
    made: type[documents.Announcement],
    kind: str,
) -> documents.Announcement:
    title, text = "", answers.get("text", "").strip()
    if topic_id:
        with desk.store.read() as reader:
            topic = reader.one(Topic, topic_id)
            outcome = settled_outcome(reader, topic_id)
            meeting = reader.one(Meeting, outcome.meeting_id)
            measures = reader.all(Measure, agenda_item_id=outcome.agenda_item_id)
        title = f"关于“{topic.title}”协商结果的{kind}"
        text = text or _result_text(desk, topic, outcome, meeting, measures, kind)
    text = text.removesuffix(f"特此{kind}。").rstrip()
    if not text:
        raise BadInput("announcement_empty", kind=kind)
    return made(
        unit=desk.unit.name,
        title=title,
        audience=answers.get("audience", "").strip(),
        text=text,
        signer=desk.unit.signer or desk.unit.name,
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def _result_text(
    desk: Desk,
    topic: Topic,
    outcome: Outcome,
    meeting: Meeting,
    measures: list[Measure],
    kind: str,
) -> str:
    """What came of a topic, as people are told it."""
    begin = f"{date_words(meeting.starts)}，{desk.unit.room}召开{meeting.title}，就“{topic.title}”"
    parts = [f"{begin}开展协商。现将有关事项{kind}如下：", outcome_words(desk, outcome)]
    for number, measure in enumerate(measures, 1):
        who = f"{measure.owner}负责，{date_words(measure.due)}前完成"
        parts.append(f"{number}. {measure.text.rstrip('。')}（{who}）。")
    return "\n".join(parts)


def _results(notices: list[Notice]) -> list[str]:
    return [n.id for n in notices if n.kind is NoticeKind.RESULT]


def _course(meeting: Meeting, postings: list[Posting]) -> str:
    held = f"{date_words(meeting.starts)}召开{meeting.title}"
    if not postings:
        return f"{held}。"
    return f"{held}，协商结果已于{date_words(postings[0].posted_on)}公示。"
