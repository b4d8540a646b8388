"""Papers for the hall, from a meeting's plan and from what was said there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words, moment_words
from xieshang_desktop.domain.meeting import Meeting, Opinion
from xieshang_desktop.domain.people import group_order
from xieshang_desktop.domain.terms import AttendanceState
from xieshang_desktop.domain.topic import Research, Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import village_days
from xieshang_desktop.services.deliberation import ItemFile, hall_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_text import earlier_words, speaker_words
from xieshang_desktop.services.options import option_lines
from xieshang_desktop.services.paper_answers import Answers
from xieshang_desktop.services.seating import seated
from xieshang_desktop.services.sign_in import Door, open_door
from xieshang_desktop.storage.unit_of_work import Reader

#: As long, and as often on one matter, as somebody may speak unless somebody says otherwise: the
#: rules of the Nantang trial (罗伯特议事规则的南塘试验).
SPEAKING_MINUTES, SPEAKING_TIMES = 2, 2


def agenda(desk: Desk, meeting_id: str, answers: Mapping[str, str]) -> documents.AgendaPaper:
    """议程, with clock times where the length of every item is known.

    RuleBroken `agenda_empty`, BadInput `answer_no_number`.
    """
    asked = Answers(answers)
    each = asked.number("minutes", 0, most=600)
    speakers = asked.lines("speakers")
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        hall = hall_of(reader, meeting)
    shown = [file.item.id for file in hall.items if file.item.public]
    if not shown:
        raise RuleBroken("agenda_empty")
    lengths = [file.item.minutes or each for file in hall.items]
    timed = all(lengths)
    begin = meeting.starts
    lines = []
    for at, (file, length) in enumerate(zip(hall.items, lengths, strict=True)):
        end = begin + timedelta(minutes=length)
        if file.item.id in shown:  # an internal item takes its time, and is on no wall
            lines.append(
                documents.AgendaLine(
                    title=file.item.title,
                    way=file.item.kind.official,
                    clock=f"{_clock(begin)}—{_clock(end)}" if timed else "",
                    minutes=f"{length}分钟" if length else "",
                    speaker=speakers[at] if at < len(speakers) else _who_knows(file),
                )
            )
        begin = end
    return documents.AgendaPaper(
        unit=desk.unit.name,
        title=f"{meeting.title}议程",
        when=village_days.when_words(desk, meeting.starts),
        place=meeting.place,
        chair=meeting.chair,
        recorder=meeting.recorder,
        timed=tuple(lines) if timed else (),
        items=() if timed else tuple(lines),
        remarks=asked.lines("remarks"),
        issued_on=meeting.notice_on or desk.today,
        practice=desk.unit.practice,
    )


def briefing(desk: Desk, meeting_id: str, answers: Mapping[str, str]) -> documents.BriefingPaper:
    """议题说明 (S2-23): what the records say of each topic, and what was written for this paper.

    RuleBroken `agenda_empty` without a topic, BadInput `answer_no_number`.
    """
    asked = Answers(answers)
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        files = [f for f in hall_of(reader, meeting).items if f.topic and f.item.public]
        if not files:
            raise RuleBroken("agenda_empty")
        only = asked.number("topic", 0, most=len(files))
        chosen = files[only - 1 : only] if only else files
        topics = tuple(_briefed(reader, file, file.topic) for file in chosen if file.topic)
    return documents.BriefingPaper(
        unit=desk.unit.name,
        title=f"{meeting.title}议题说明",
        when=village_days.when_words(desk, meeting.starts),
        place=meeting.place,
        policy=asked.text("policy"),
        idea=asked.text("idea"),
        problems=asked.text("problems"),
        topics=topics,
        options=asked.lines("options"),
        signer=desk.unit.room,
        issued_on=meeting.notice_on or desk.today,
        practice=desk.unit.practice,
    )


def speaking_rules(
    desk: Desk, meeting_id: str, answers: Mapping[str, str]
) -> documents.SpeakingRules:
    """发言规则, with the numbers of the meeting (of none: the usual ones) unless others are asked
    for; BadInput `answer_no_number`."""
    asked = Answers(answers)
    with desk.store.read() as reader:
        meeting = reader.find(Meeting, meeting_id or None)
    minutes = meeting.speech_minutes if meeting else SPEAKING_MINUTES
    times = meeting.speech_times if meeting else SPEAKING_TIMES
    return documents.SpeakingRules(
        unit=desk.unit.room,
        minutes=str(asked.number("minutes", minutes, least=1, most=60)),
        times=str(asked.number("times", times, least=1, most=20)),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def name_cards(desk: Desk, meeting_id: str, answers: Mapping[str, str]) -> documents.NameCards:
    """席卡 of those who come, convenors first; RuleBroken `nobody_invited`."""
    asked = Answers(answers)
    line = asked.text("line", "plain")
    cards = [
        documents.NameCard(
            name=each.person.name,
            line={"part": each.office, "group": each.person.group}.get(line, ""),
        )
        for each in seated(desk, meeting_id, asked.text("who"))
    ]
    for words in asked.lines("others"):
        name, _blank, organisation = words.partition(" ")
        cards.append(
            documents.NameCard(name=name, line=organisation.strip() if line != "plain" else "")
        )
    if not cards:
        raise RuleBroken("nobody_invited")
    return documents.NameCards(
        unit=desk.unit.name,
        cards=tuple(cards),
        face=asked.text("face", "xiaobiaosong"),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def passes(desk: Desk, meeting_id: str, answers: Mapping[str, str]) -> documents.PassesPaper:
    """出席证 whose QR signs in at the door; RuleBroken `nobody_invited`."""
    found = seated(desk, meeting_id, Answers(answers).text("who"))
    if not found:
        raise RuleBroken("nobody_invited")
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
    return documents.PassesPaper(
        unit=desk.unit.room,
        meeting=meeting.title,
        when=moment_words(meeting.starts),
        place=meeting.place,
        passes=tuple(
            documents.Pass(person=each.person, part=each.office, code=each.code) for each in found
        ),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def opinion_letter(
    desk: Desk, meeting_id: str, answers: Mapping[str, str]
) -> documents.OpinionLetter:
    """协商意见书, with a row to sign for everybody who was there.

    RuleBroken `meeting_not_begun`, `agenda_empty` without a topic.
    """
    asked = Answers(answers)
    door = open_door(desk, meeting_id)
    meeting = door.meeting
    if meeting.opened_at is None:
        raise RuleBroken("meeting_not_begun", title=meeting.title)
    with desk.store.read() as reader:
        hall = hall_of(reader, meeting)
    topics = tuple(_letter_topic(file, file.topic) for file in hall.items if file.topic)
    if not topics:
        raise RuleBroken("agenda_empty")
    observing = [a for a in door.attendances.values() if a.state is AttendanceState.OBSERVING]
    return documents.OpinionLetter(
        unit=desk.unit.name,
        title=_letter_title(topics, meeting),
        addressee=asked.text("addressee", desk.unit.township or desk.unit.name),
        when=date_words(meeting.opened_at.date()),
        place=meeting.place,
        meeting=meeting.title,
        expected=str(door.figures.total.expected),
        present=str(door.figures.total.present),
        observing=str(len(observing)) if observing else "",
        topics=topics,
        dissent=asked.lines("dissent"),
        agreeing=_signers(door),
        signer=desk.unit.room,
        issued_on=(meeting.closed_at or meeting.opened_at).date(),
        practice=desk.unit.practice,
    )


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _who_knows(file: ItemFile) -> str:
    """Who looked into the matter tells about it: the first who is named."""
    return re.split("[、，,（(]", file.research[-1].researchers)[0] if file.research else ""


def _briefed(reader: Reader, file: ItemFile, topic: Topic) -> documents.BriefedTopic:
    households = f"，涉及{topic.households}户" if topic.households else ""
    return documents.BriefedTopic(
        topic=topic.title,
        background=topic.background,
        scope=f"{topic.scope.official}{households}。",
        research=tuple(_research_words(each) for each in file.research),
        screening=_factors(topic),
        earlier=tuple(earlier_words(reader, file)),
        ways=option_lines(file.options),
    )


def _research_words(research: Research) -> str:
    return f"{date_words(research.made_on)}，{research.researchers}：{research.findings}"


def _factors(topic: Topic) -> tuple[str, ...]:
    """The factors of screening that hold, each with its reason (S0-18)."""
    found = topic.screening
    if found is None:
        return ()
    factors = (
        (found.small_cut, "切口小", found.small_cut_reason),
        (found.wide_relevance, "关联广", found.wide_relevance_reason),
        (found.strong_reaction, "群众反映强烈", found.strong_reaction_reason),
    )
    return tuple(
        f"{name}：{reason.rstrip('。')}。" if reason else f"{name}。"
        for holds, name, reason in factors
        if holds
    )


def _letter_topic(file: ItemFile, topic: Topic) -> documents.LetterTopic:
    return documents.LetterTopic(
        topic=topic.title,
        course=topic.background,
        agreed=tuple(point.text for point in file.agreed),
        open_points=tuple(point.text for point in file.open_points),
        speeches=tuple(map(_speech, file.opinions)) if file.open_points else (),
        measures=tuple(
            documents.Measure(what=m.text, who=m.owner, due=m.due) for m in file.measures
        ),
    )


def _speech(opinion: Opinion) -> str:
    return f"{speaker_words(opinion)}：{opinion.text}"


def _letter_title(topics: Sequence[documents.LetterTopic], meeting: Meeting) -> str:
    """Named after the topic where there is one, else after the meeting."""
    name = f"关于{topics[0].topic}的" if len(topics) == 1 else meeting.title
    return f"{name}协商意见书"


def _signers(door: Door) -> tuple[documents.Signer, ...]:
    """Everybody who took part, told apart; observers do not sign."""
    here = [
        door.people[a.person_id]
        for a in door.attendances.values()
        if a.state is AttendanceState.PRESENT and a.person_id in door.people
    ]
    here.sort(key=lambda p: (group_order(p.organisation or p.group), p.household_id or "", p.id))
    signers = []
    for person in here:
        named = documents.tell_apart(person, here)
        told = f"（{named.distinction}）" if named.distinction else ""
        signers.append(documents.Signer(name=named.name + told, group=named.group))
    return tuple(signers)
