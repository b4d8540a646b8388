"""After sealing only numbered corrections: every service that writes on a meeting is tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.clock import HandClock
from tests.making import held_meeting, ready_topic, some_people
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.meeting import Measure, Meeting, Opinion, Point
from xieshang_desktop.domain.minutes import Confirmation, Minutes
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import (
    ItemKind,
    MinutesState,
    OutcomeKind,
    Part,
    PointKind,
    Rank,
    Stance,
    StatementWay,
)
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import (
    agenda,
    coming_and_going,
    deliberation,
    meetings,
    minutes,
    minutes_editing,
    opinions,
    paper_entry,
    photos,
    recordings,
    running,
    sealing,
    sign_in,
    signed_paper,
    sittings,
    speaking,
    statements,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.sealing import Signed


class Sealed(NamedTuple):
    """Minutes that both signed on paper, and who else there is."""

    desk: Desk
    file: MinutesFile
    code: str
    photo: Attachment
    evidence: Attachment
    people: list[Person]

    @property
    def meeting_id(self) -> str:
        return self.file.hall.meeting.id

    @property
    def item_id(self) -> str:
        return self.file.hall.items[0].item.id

    def opinion(self) -> Opinion:
        return self.file.hall.items[0].opinions[0]

    def section_id(self) -> str:
        return self.file.sections[-1].id


@pytest.fixture
def sealed(desk: Desk, clock: HandClock, tmp_path: Path) -> Sealed:
    people = some_people(desk)
    topic = ready_topic(desk, people)
    meeting_id = held_meeting(desk, clock, [topic.id])
    file = minutes.open_minutes(desk, meeting_id)
    picture = tmp_path / "签名页.jpg"
    Image.new("L", (90, 120), 180).save(picture)
    evidence = paper_entry.keep_sheet(desk, meeting_id, photos.read_photo(picture))
    photo = signed_paper.keep_signed_page(desk, file.minutes.id, photos.read_photo(picture))
    code = signed_paper.code_of(file.paper)
    both = [Signed(rank=rank) for rank in Rank]
    after = sealing.confirm_on_paper(desk, file.minutes.id, both, code)
    assert after.minutes.state is MinutesState.SEALED
    return Sealed(desk, after, code, photo, evidence, people)


Late = Callable[[Sealed], Any]

LATE: dict[str, Late] = {
    "open": lambda s: deliberation.open_meeting(s.desk, s.meeting_id),
    "close": lambda s: deliberation.close_meeting(s.desk, s.meeting_id),
    "opinion": lambda s: deliberation.record_opinion(s.desk, s.item_id, "晚了。", speaker="李"),
    "point": lambda s: deliberation.add_point(s.desk, s.item_id, PointKind.AGREED, "晚了。"),
    "measure": lambda s: deliberation.add_measure(
        s.desk, s.item_id, "晚了", "村委会", s.desk.today
    ),
    "other words": lambda s: deliberation.change_text(s.desk, Opinion, s.opinion().id, "不修。"),
    "other point": lambda s: deliberation.change_text(
        s.desk, Point, s.file.hall.items[0].agreed[0].id, "不修了。"
    ),
    "no measure": lambda s: deliberation.remove(
        s.desk, Measure, s.file.hall.items[0].measures[0].id
    ),
    "another route": lambda s: deliberation.route(
        s.desk, s.item_id, OutcomeKind.CONTINUE, "再商量。", conformity="周建国"
    ),
    "a stance": lambda s: opinions.take_stance(s.desk, s.opinion().id, Stance.AGAINST),
    "dissent": lambda s: opinions.keep_apart(s.desk, s.opinion().id, dissent=True),
    "unnamed": lambda s: opinions.make_unnamed(s.desk, s.opinion().id),
    "a demand": lambda s: opinions.mark_demand(s.desk, s.opinion().id, demand=True),
    "mood": lambda s: opinions.write_mood(s.desk, s.item_id, "都高兴"),
    "another place": lambda s: meetings.change_meeting(
        s.desk, replace(s.file.hall.meeting, place="别处")
    ),
    "cancelled": lambda s: meetings.cancel_meeting(s.desk, s.meeting_id, "不开了，改天再说"),
    "invited": lambda s: meetings.invite_person(s.desk, s.meeting_id, s.people[0].id, Part.COUNCIL),
    "announced": lambda s: meetings.issue_notice(s.desk, s.meeting_id),
    "an item": lambda s: agenda.add_item(s.desk, s.meeting_id, title="加一项"),
    "another title": lambda s: agenda.change_item(
        s.desk, s.item_id, title="别的", kind=ItemKind.DISCUSSION
    ),
    "no item": lambda s: agenda.remove_item(s.desk, s.item_id),
    "begun": lambda s: running.begin_item(s.desk, s.item_id),
    "the floor": lambda s: speaking.ask_floor(s.desk, s.item_id, speaker="李德发"),
    "rules": lambda s: speaking.set_rules(
        s.desk, s.meeting_id, minutes=3, times=3, alternating=True
    ),
    "in": lambda s: sign_in.sign_in(s.desk, s.meeting_id, s.people[9].id),
    "visiting": lambda s: sign_in.visit(s.desk, s.meeting_id, s.people[9].id),
    "excused": lambda s: sign_in.excuse(s.desk, s.meeting_id, s.people[9].id, "外出"),
    "a guest": lambda s: sign_in.sign_in_guest(s.desk, s.meeting_id, "赵来宾", "县水利局"),
    "came": lambda s: coming_and_going.came_at(
        s.desk, s.meeting_id, s.people[9].id, s.desk.clock() - timedelta(hours=1)
    ),
    "from paper": lambda s: paper_entry.enter(
        s.desk, s.meeting_id, s.people[9].id, s.desk.clock() - timedelta(hours=1)
    ),
    "adjourned": lambda s: sittings.adjourn(s.desk, s.meeting_id, "停电了，改天再开"),
    "resumed": lambda s: sittings.resume(s.desk, s.meeting_id),
    "a sitting": lambda s: sittings.add_sitting(
        s.desk,
        s.meeting_id,
        "三组院坝",
        Span(since=s.desk.clock() - timedelta(hours=2), until=s.desk.clock()),
        [s.people[9].id],
    ),
    "a slip": lambda s: statements.ask_slips(
        s.desk, s.meeting_id, [s.people[9].id], s.item_id, s.desk.today + timedelta(days=3)
    ),
    "told": lambda s: statements.record_statement(
        s.desk, s.meeting_id, s.item_id, s.people[9].id, StatementWay.TELEPHONE, "同意修。"
    ),
    "a section": lambda s: minutes_editing.edit_section(s.desk, s.section_id(), "改一个字。"),
    "rewritten": lambda s: minutes_editing.from_facts(s.desk, s.section_id()),
    "taken out": lambda s: minutes_editing.take_out(s.desk, s.section_id()),
    "moved": lambda s: minutes_editing.move_section(s.desk, s.section_id(), 0),
    "another page": lambda s: signed_paper.keep_signed_page(
        s.desk, s.file.minutes.id, photos.ReadPhoto(b"\xff\xd8", "x.jpg")
    ),
    "no page": lambda s: photos.remove_photo(s.desk, s.photo.id),
    "other caption": lambda s: photos.caption_photo(s.desk, s.photo.id, "别的"),
    "no evidence": lambda s: photos.remove_photo(s.desk, s.evidence.id),
    "other evidence": lambda s: photos.caption_photo(s.desk, s.evidence.id, "别的"),
    "no sound": lambda s: recordings.remove_recording(s.desk, s.evidence.id),
    "a mark in the sound": lambda s: recordings.mark_item(s.desk, s.evidence.id, s.item_id, 0),
    "a row skipped": lambda s: paper_entry.skip(s.desk, s.meeting_id),
    "a row matched": lambda s: paper_entry.match(s.desk, s.meeting_id, s.people[0].id),
    "confirmed": lambda s: sealing.confirm(s.desk, s.file.minutes.id, Rank.FIRST),
    "signed": lambda s: sealing.confirm_on_paper(
        s.desk, s.file.minutes.id, [Signed(rank=Rank.FIRST)], s.code
    ),
}


@pytest.mark.parametrize("what", LATE)
def test_what_is_sealed_stands_still(sealed: Sealed, what: str) -> None:
    before = _everything(sealed)
    with pytest.raises(Problem):
        LATE[what](sealed)
    assert _everything(sealed) == before


def test_a_numbered_correction_is_what_remains(sealed: Sealed) -> None:
    before = _everything(sealed)
    assert sealing.correct(sealed.desk, sealed.file.minutes.id, "“3.5米”应为“3.6米”。").number == 1
    assert _everything(sealed) == before


def _everything(sealed: Sealed) -> list[Any]:
    file = minutes.open_minutes(sealed.desk, sealed.meeting_id)
    with sealed.desk.store.read() as reader:
        attachments = reader.all(Attachment, object_id=[file.minutes.id, sealed.meeting_id])
        return [
            reader.one(Meeting, sealed.meeting_id),
            reader.one(Minutes, file.minutes.id),
            reader.all(Confirmation),
            file.hall,
            file.sections,
            file.facts,
            attachments,
            [sealed.desk.files.read(each.sha256) for each in attachments],
        ]
