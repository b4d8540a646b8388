"""The minutes as the paper needs them: attendance as GB/T 9704 clause 10.3 asks, facts, text."""

from __future__ import annotations

from collections.abc import Sequence

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.dates import span_words
from xieshang_desktop.domain.minutes import Confirmation, Correction, Minutes, MinutesSection
from xieshang_desktop.domain.people import Person, group_order
from xieshang_desktop.domain.terms import AttendanceState, Rank
from xieshang_desktop.domain.topic import Step
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services.deliberation import Hall, ItemFile
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_text import outcome_words, phrases
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader


def minutes_paper(
    desk: Desk,
    reader: Reader,
    minutes: Minutes,
    hall: Hall,
    sections: Sequence[MinutesSection],
    confirmations: Sequence[Confirmation],
    corrections: Sequence[Correction],
) -> documents.MinutesPaper:
    """What the paper shows now."""
    meeting = hall.meeting
    year, number = minutes.number.split("-")
    files = {file.item.id: file for file in hall.items}
    return documents.MinutesPaper(
        unit=desk.unit.name,
        mark=phrases()["mark"].format(unit=desk.unit.name),
        number=phrases()["number"].format(name=desk.unit.name, year=year, number=int(number)),
        title=meeting.title,
        issued_on=minutes.sealed_on or (meeting.closed_at or meeting.starts).date(),
        when=span_words(meeting.opened_at or meeting.starts, meeting.closed_at),
        place=meeting.place,
        topics=tuple(file.item.title for file in hall.items),
        chair=meeting.chair,
        recorder=meeting.recorder,
        convenors=_seal_lines(reader, hall, confirmations),
        sections=tuple(
            _section(desk, reader, section, files.get(section.key)) for section in sections
        ),
        attendance=_attendance(reader, meeting.id),
        corrections=correction_lines(corrections),
        practice=desk.unit.practice,
    )


def correction_lines(
    corrections: Sequence[Correction],
) -> tuple[documents.NumberedCorrection, ...]:
    """Corrections as they stand behind the minutes."""
    return tuple(
        documents.NumberedCorrection(number=c.number, made_on=c.made_on, text=c.text)
        for c in corrections
    )


def _section(
    desk: Desk, reader: Reader, section: MinutesSection, file: ItemFile | None
) -> documents.MinutesSection:
    if file is None:
        return documents.MinutesSection(heading=section.heading, text=section.text)
    steps = reader.all(Step, topic_id=file.topic.id) if file.topic else []
    return documents.MinutesSection(
        heading=section.heading,
        text=section.text,
        agreed=tuple(p.text for p in file.agreed),
        open_points=tuple(p.text for p in file.open_points),
        measures=tuple(
            documents.Measure(what=m.text, who=m.owner, due=m.due) for m in file.measures
        ),
        outcome=outcome_words(desk, file.outcome) if file.outcome else "",
        skipped=tuple(
            documents.SkippedStep(step=s.kind.official, reason=s.skipped_reason)
            for s in steps
            if s.skipped_reason
        ),
    )


def _seal_lines(
    reader: Reader, hall: Hall, confirmations: Sequence[Confirmation]
) -> tuple[documents.SealLine, ...]:
    at = {c.rank: c.at.date() for c in confirmations}
    ids = (hall.meeting.first_convenor_id, hall.meeting.second_convenor_id)
    lines = []
    for rank, convenor_id in zip((Rank.FIRST, Rank.SECOND), ids, strict=True):
        convenor = reader.find(Convenor, convenor_id)
        lines.append(
            documents.SealLine(
                rank=rank.official,
                name=convenor.name if convenor else "",
                confirmed_on=at.get(rank),
            )
        )
    return tuple(lines)


def _attendance(reader: Reader, meeting_id: str) -> tuple[documents.AttendanceBlock, ...]:
    attendances = reader.all(Attendance, meeting_id=meeting_id)
    people = {p.id: p for p in people_by_ids(reader, [a.person_id for a in attendances])}
    blocks = []
    for state in (AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.OBSERVING):
        groups: dict[str, list[Person]] = {}
        for attendance in attendances:
            person = people.get(attendance.person_id)
            if person is not None and attendance.state is state:
                groups.setdefault(person.organisation or person.group, []).append(person)
        if groups:
            blocks.append(
                documents.AttendanceBlock(
                    label=state.official,
                    entries=tuple(
                        documents.AttendanceEntry(
                            organisation=group, names=tuple(_name(p, members) for p in members)
                        )
                        for group, members in sorted(
                            groups.items(), key=lambda g: group_order(g[0])
                        )
                    ),
                )
            )
    return tuple(blocks)


def _name(person: Person, others: list[Person]) -> str:
    named = documents.tell_apart(person, others)
    return f"{named.name}（{named.distinction}）" if named.distinction else named.name
