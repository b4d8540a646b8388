"""纪要签名页: the page to sign the minutes."""

from __future__ import annotations

from collections.abc import Mapping

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import moment_words
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.terms import AttendanceState, MinutesState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_shown import short_digest
from xieshang_desktop.services.paper_answers import Answers
from xieshang_desktop.services.papers_door import in_order, mark_of
from xieshang_desktop.services.sign_in import open_door
from xieshang_desktop.services.signatures import signatures_of
from xieshang_desktop.services.signing_minutes import minutes_lines


def signature_page(
    desk: Desk, meeting_id: str, answers: Mapping[str, str]
) -> documents.SignaturePage:
    """纪要签名页 of the text as it stands; RuleBroken `meeting_not_closed`, BadInput
    `answer_no_number`."""
    asked = Answers(answers)
    shown = minutes_lines(desk, meeting_id)
    door = open_door(desk, meeting_id)
    everybody = asked.text("who", "present") == "all"
    people = in_order(
        door.people[a.person_id]
        for a in door.attendances.values()
        if a.person_id in door.people
        and (a.here if everybody else a.state is AttendanceState.PRESENT)
    )
    with desk.store.read() as reader:
        minutes = reader.one(Minutes, shown.object_id)
        signed = signatures_of(reader, [shown])
    meeting = door.meeting
    return documents.SignaturePage(
        unit=desk.unit.name,
        title=f"{meeting.title}纪要签名页",
        meeting=meeting.title,
        when=moment_words(meeting.opened_at or meeting.starts),
        place=meeting.place,
        code=short_digest(shown.about[0]),
        sealed=minutes.state is MinutesState.SEALED,
        rows=tuple(
            documents.SignatureRow(
                person=documents.tell_apart(person, people),
                part=door.attendances[person.id].part.official,
                mark=mark_of(signed.get((shown.object_id, person.id)), person.name),
            )
            for person in people
        ),
        spare_rows=asked.number("spare", 0, most=60),
        issued_on=(meeting.closed_at or meeting.starts).date(),
        practice=desk.unit.practice,
    )
