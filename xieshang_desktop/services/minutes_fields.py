"""The fields of text modules: what each is called as a blank, and what the facts give for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from xieshang_desktop.domain.dates import date_words, time_words
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.rules import posting_days
from xieshang_desktop.domain.terms import AttendanceState, OutcomeKind, Part, Stance
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_facts import Facts
from xieshang_desktop.services.minutes_text import speaker_words

#: All fields, each with the words of its blank 【…】 where the facts say nothing.
BLANKS: Final = {
    "unit": "单位",
    "room": "协商议事室",
    "title": "会议名称",
    "day": "日期",
    "place": "地点",
    "chair": "主持人",
    "recorder": "记录人",
    "present": "实到人数",
    "households": "到会户数",
    "topics": "议题",
    "proposers": "提出人",
    "speech_minutes": "发言分钟数",
    "speech_times": "发言次数",
    "study": "学习内容",
    "briefer": "通报人",
    "briefing": "通报内容",
    "inspectors": "查看人员",
    "sites": "查看地点和情况",
    "leaders": "领导单位、职务、姓名",
    "leading": "研究部署、检查督导、推动落实的情况",
    "supervision": "成员姓名",
    "supervision_opinion": "监督意见",
    "departments": "单位和人员",
    "department_words": "说明内容",
    "counter": "不同看法",
    "considered": "如何考虑",
    "conformity": "核对人",
    "conformity_words": "核对结果",
    "proposals": "提出的建议",
    "degree": "共识程度",
    "clarity": "自查情况",
    "board": "公示地点",
    "posting_days": "天数",
    "replier": "答复人",
    "satisfaction": "满意情况",
    "ended": "散会时间",
    "continued": "继续协商的议题",
}

_COUNTER = (Stance.AGAINST, Stance.WORRIED)


def values_of(desk: Desk, facts: Facts, minutes: Minutes) -> dict[str, str]:
    """What the facts give, by field; empty where they say nothing."""
    meeting, files = facts.meeting, facts.hall.items
    outcomes = [file.outcome for file in files if file.outcome]
    topics = [file.topic for file in files if file.topic]
    opinions = [o for file in files for o in file.opinions]
    continued = [f.item.title for f in files if f.outcome and f.outcome.kind is _CONTINUE]
    begun = meeting.opened_at or meeting.starts
    told = [
        f"{speaker_words(o)}认为，{o.text.strip().rstrip('。')}"
        for o in opinions
        if o.stance in _COUNTER or o.dissent
    ]
    agreed = [point.text.strip().rstrip("。") for file in files for point in file.agreed]
    return {
        "unit": desk.unit.name,
        "room": desk.unit.room,
        "title": meeting.title,
        "day": date_words(begun),
        "place": meeting.place,
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "present": str(len(facts.of_state(AttendanceState.PRESENT)) or ""),
        "households": str(facts.households or ""),
        "topics": "、".join(f"“{topic.title}”" for topic in topics),
        "proposers": _listed(topic.proposer for topic in topics),
        "speech_minutes": str(meeting.speech_minutes or ""),
        "speech_times": str(meeting.speech_times or ""),
        "supervision": _here(facts, Part.SUPERVISION),
        "departments": _here(facts, Part.DEPARTMENT, organisation=True),
        "counter": _sentences(told),
        "conformity": _listed(outcome.conformity for outcome in outcomes),
        "proposals": _sentences(agreed),
        "degree": degree_words(facts),
        "clarity": _clarity(minutes),
        "board": "村务公开栏",
        "posting_days": str(posting_days(begun.date(), desk.profile) or ""),
        "satisfaction": _listed(outcome.satisfaction_note for outcome in outcomes),
        "ended": time_words(meeting.closed_at) if meeting.closed_at else "",
        "continued": "、".join(f"“{title}”" for title in continued),
    }


_CONTINUE = OutcomeKind.CONTINUE


def degree_words(facts: Facts) -> str:
    """How far people came together, in words (S2-19): never a share or a count of voices. Empty
    while nothing was settled."""
    files = [file for file in facts.hall.items if file.topic and file.outcome]
    if not files:
        return ""
    agreed = [f for f in files if f.outcome and f.outcome.kind is OutcomeKind.CONSENSUS]
    reserved = any(f.open_points or any(o.dissent for o in f.opinions) for f in agreed)
    if len(agreed) < len(files):
        return "部分议题形成共识，其余继续协商" if agreed else "尚未形成共识"
    return "主要方面形成共识，个别意见保留" if reserved else "各方意见一致，形成共识"


def _here(facts: Facts, part: Part, *, organisation: bool = False) -> str:
    """Who came as this part."""
    people = [
        facts.people[a.person_id]
        for a in facts.attendances
        if a.part is part and a.here and a.person_id in facts.people
    ]
    return "、".join(p.organisation + p.name if organisation else p.name for p in people)


def _clarity(minutes: Minutes) -> str:
    if not minutes.clarity:
        return ""
    short = [
        answer.question.official + (f"（{answer.note.strip()}）" if answer.note.strip() else "")
        for answer in minutes.clarity
        if not answer.yes
    ]
    return f"还需改进的是{'、'.join(short)}" if short else "五个方面均已做到"


def _listed(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(name.strip() for name in names if name.strip()))


def _sentences(texts: list[str]) -> str:
    return "；".join(texts) + "。" if texts else ""
