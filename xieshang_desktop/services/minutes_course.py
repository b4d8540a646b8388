"""会议经过: how the meeting went, with its real times and whatever was out of the ordinary."""

from __future__ import annotations

from collections.abc import Iterator

from xieshang_desktop.domain.dates import date_words, moment_words, span_words
from xieshang_desktop.domain.meeting import Sitting, Statement
from xieshang_desktop.domain.terms import AttendanceState, Venue
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_attendance import clock_words, runs_of
from xieshang_desktop.services.minutes_facts import Facts
from xieshang_desktop.services.minutes_text import FreshText, joined, phrases
from xieshang_desktop.services.statements import unasked
from xieshang_desktop.services.true_end import end_told

#: The key of the section.
COURSE = "course"


def course_text(desk: Desk, facts: Facts) -> FreshText:
    """The section on the course of the meeting."""
    parts = (
        _beginning(desk, facts) + _count(facts),
        _notice(facts),
        _sittings(facts),
        _agenda(facts),
        *_statements(facts),
        _entered(facts),
    )
    return FreshText(key=COURSE, heading="会议经过", text=joined(parts))


def _beginning(desk: Desk, facts: Facts) -> str:
    words, meeting = phrases(), facts.meeting
    partners, recorders = "、".join(meeting.partners), _recorders(facts)
    return words["course"].format(
        when=when_words(facts),
        unit=desk.unit.room,
        partners=words["course_partners"].format(partners=partners) if partners else "",
        place=words["course_place"].format(place=meeting.place) if meeting.place.strip() else "",
        title=meeting.title,
        chair=meeting.chair or "召集人",
        recorder=words["course_recorder"].format(recorder=recorders) if recorders else "",
    )


def when_words(facts: Facts) -> str:
    """From the beginning to the end, which may be on another day."""
    meeting = facts.meeting
    held = span_words(meeting.opened_at or meeting.starts, meeting.closed_at)
    return held + end_told(meeting.end_reason)


def _count(facts: Facts) -> str:
    words = phrases()
    others = [
        words["course_others"].format(state=state.official, count=len(found))
        for state in (
            AttendanceState.OBSERVING,
            AttendanceState.VISITING,
            AttendanceState.EXCUSED,
            AttendanceState.ABSENT,
        )
        if (found := facts.of_state(state))
    ]
    households = ""
    if facts.meeting.by_household:
        key = "course_households"
        if facts.heard_households > facts.households:
            key = "course_households_told"
        households = words[key].format(count=facts.households, heard=facts.heard_households)
    return words["course_count"].format(
        expected=len(facts.expected),
        present=len(facts.of_state(AttendanceState.PRESENT)),
        households=households,
        others="".join(f"，{each}" for each in others),
    )


def _notice(facts: Facts) -> str:
    meeting = facts.meeting
    reason = meeting.notice_reason.strip().rstrip("。")
    if not reason:
        return ""
    if meeting.notice_on is None:
        return phrases()["course_unknown_notice"].format(reason=reason)
    key = "course_urgent" if meeting.urgent else "course_notice"
    return phrases()[key].format(notice_on=date_words(meeting.notice_on), reason=reason)


def _sittings(facts: Facts) -> str:
    if len(facts.sittings) < 2 and not any(s.note for s in facts.sittings):
        return ""
    told = "；\n".join(_sitting(facts, sitting) for sitting in facts.sittings)
    return phrases()["course_sittings"].format(count=len(facts.sittings), sittings=told)


def _sitting(facts: Facts, sitting: Sitting) -> str:
    words = phrases()
    ended = sitting.ended_at or facts.meeting.closed_at
    told = words["course_sitting"].format(
        number=sitting.number, when=span_words(sitting.began_at, ended), place=sitting.place
    )
    note = sitting.note.strip().rstrip("。")
    if note and facts.meeting.venue is Venue.DOOR_TO_DOOR:
        told += words["course_note"].format(note=note)
    elif note:
        told += words["course_adjourned"].format(reason=note)
    if sitting.resumes is not None:
        told += words["course_resumes"].format(resumes=moment_words(sitting.resumes))
    return told


def _agenda(facts: Facts) -> str:
    """The items with the times they really took, in the order they were begun."""
    words, runs = phrases(), runs_of(facts)
    begun = [file.item for file in facts.hall.items if file.item.spans]
    begun.sort(key=lambda item: item.spans[0].since)
    items = []
    for item in begun:
        times = []
        for span in item.spans:
            until = span.until or facts.meeting.closed_at or span.since
            ends = until.date() == span.since.date()
            end = f"{until.hour}:{until.minute:02d}" if ends else clock_words(until, runs)
            since = clock_words(span.since, runs)
            times.append(words["course_time"].format(since=since, until=end))
        items.append(words["course_item"].format(title=item.title, times="、".join(times)))
    return words["course_items"].format(items="；".join(items)) if items else ""


def _statements(facts: Facts) -> Iterator[str]:
    """How people who did not come were heard (书面协商), and what they said on the whole."""
    words, told = phrases(), list(facts.statements.values())
    if facts.slips.out:
        yield words["course_slips"].format(out=facts.slips.out, back=facts.slips.back)
    others = [s for s in told if s.asked_on is None and s.agenda_item_id is not None]
    if others:
        ways = "、".join(way.official for way in unasked(others))
        yield words["course_statements"].format(count=_people(others), ways=ways)


def _people(statements: list[Statement]) -> int:
    """How many people told something: whoever has no name counts each time."""
    return len({s.person_id or s.id for s in statements})


def _recorders(facts: Facts) -> str:
    """`王会计（9:00至9:20）、李文书`: who handed over has the times."""
    words, runs, told = phrases(), runs_of(facts), []
    for each in facts.recorders:
        if each.until is None:
            told.append(each.name)
            continue
        since, until = clock_words(each.since, runs), clock_words(each.until, runs)
        time = words["course_time"].format(since=since, until=until)
        told.append(words["course_item"].format(title=each.name, times=time))
    return "、".join(told)


def _entered(facts: Facts) -> str:
    day = facts.meeting.entered_on
    return phrases()["course_entered"].format(day=date_words(day)) if day else ""
