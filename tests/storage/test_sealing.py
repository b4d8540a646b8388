"""What both convenors sealed stands still, also against a mistake of the program itself."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from tests.storage.village import MORNING, faults, meeting, signed_in
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.meeting import AgendaItem, Measure, Meeting, Opinion, Point, Statement
from xieshang_desktop.domain.minutes import Confirmation, Correction, Minutes, MinutesSection
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    MeetingState,
    MinutesState,
    OutcomeKind,
    Part,
    PointKind,
    Rank,
    StatementWay,
)
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.storage.unit_of_work import Store

ROOM = meeting()
MINUTES = Minutes(id="minutes", meeting_id=ROOM.id, number="2026-01")

FACTS: list[Record] = [
    AgendaItem(id="item", meeting_id=ROOM.id, position=1, title="村口路灯"),
    Invitation(id="invitation", meeting_id=ROOM.id, person_id="p", part=Part.COUNCIL),
    signed_in(ROOM.id),
    Opinion(
        id="opinion",
        meeting_id=ROOM.id,
        agenda_item_id="item",
        speaker="吴桂兰",
        text="先装路口",
        at=MORNING,
    ),
    Statement(id="statement", meeting_id=ROOM.id, agenda_item_id="item", way=StatementWay.SLIP),
    Point(
        id="point",
        meeting_id=ROOM.id,
        agenda_item_id="item",
        kind=PointKind.AGREED,
        position=1,
        text="装六盏",
    ),
    Measure(
        id="measure",
        meeting_id=ROOM.id,
        agenda_item_id="item",
        text="采购",
        owner="周",
        due=date(2026, 5, 1),
    ),
    MinutesSection(
        id="section", minutes_id="minutes", position=1, key="course", heading="经过", text="……"
    ),
    Confirmation(
        id="confirmation",
        minutes_id="minutes",
        convenor_id="c",
        rank=Rank.FIRST,
        digest="0" * 64,
        at=MORNING,
    ),
]


@pytest.fixture
def sealed(store: Store) -> Store:
    with store.write() as uow:
        uow.put(ROOM, "meeting_opened")
        uow.put(MINUTES, "minutes_drafted")
        for fact in FACTS:
            uow.put(fact, "recorded")
        uow.put(msgspec.structs.replace(ROOM, state=MeetingState.SEALED), "minutes_sealed")
        uow.put(msgspec.structs.replace(MINUTES, state=MinutesState.SEALED), "minutes_sealed")
        uow.commit()
    return store


def refused(store: Store, value: Record, *, take_away: bool = False) -> bool:
    def attempt() -> None:
        with store.write() as uow:
            if take_away:
                uow.take_away(type(value), value.id, "removed")
            else:
                uow.put(value, "changed")

    with pytest.raises(RuleBroken) as refusal:
        attempt()
    return refusal.value.code == "sealed"


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).NOUN)
def test_a_fact_of_a_sealed_meeting_is_neither_added_changed_nor_removed(
    sealed: Store, fact: Record
) -> None:
    assert refused(sealed, msgspec.structs.replace(fact, id="another"))
    assert refused(sealed, fact)
    assert refused(sealed, fact, take_away=True)
    assert faults(sealed) == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).NOUN)
def test_a_fact_is_not_moved_into_a_sealed_meeting(sealed: Store, fact: Record) -> None:
    owner = "meeting_id" if hasattr(fact, "meeting_id") else "minutes_id"
    elsewhere = msgspec.structs.replace(fact, id="another", **{owner: "unsealed"})
    with sealed.write() as uow:
        uow.put(elsewhere, "recorded")
        uow.commit()
    assert refused(sealed, msgspec.structs.replace(fact, id="another"))
    raw = f"UPDATE {type(fact).NOUN} SET {owner} = '{getattr(fact, owner)}' WHERE id = 'another'"  # noqa: S608 - our own names
    with pytest.raises(RuleBroken) as refusal, sealed.write() as uow:
        uow.change(raw, [()])
    assert refusal.value.code == "sealed"


@pytest.mark.parametrize("value", [ROOM, MINUTES], ids=lambda value: type(value).NOUN)
def test_what_is_sealed_is_not_unsealed(sealed: Store, value: Record) -> None:
    assert refused(sealed, value)
    assert refused(sealed, value, take_away=True)
    with sealed.read() as reader:
        assert reader.one(Meeting, ROOM.id).state is MeetingState.SEALED


def test_a_numbered_correction_and_the_outcomes_effect_come_after_the_seal(sealed: Store) -> None:
    correction = Correction(
        id="correction",
        minutes_id="minutes",
        number=1,
        text="第三项“六盏”应为“八盏”",
        made_on=date(2026, 3, 9),
        made_by="周",
    )
    outcome = Outcome(
        id="outcome",
        topic_id="t",
        meeting_id=ROOM.id,
        agenda_item_id="item",
        kind=OutcomeKind.CONSENSUS,
        text="装路灯",
        decided_on=date(2026, 3, 2),
    )
    with sealed.write() as uow:
        uow.put(correction, "minutes_corrected")
        uow.put(outcome, "outcome_routed")
        uow.put(msgspec.structs.replace(outcome, effect="已亮灯"), "effect_recorded")
        uow.commit()
    assert faults(sealed) == []


def test_another_meeting_goes_on(sealed: Store) -> None:
    room = meeting()
    with sealed.write() as uow:
        uow.put(room, "meeting_opened")
        uow.put(signed_in(room.id), "signed_in")
        uow.commit()
    assert faults(sealed) == []


@pytest.mark.parametrize("about", [ROOM, *FACTS], ids=lambda about: type(about).NOUN)
def test_the_evidence_of_a_sealed_meeting_stays_and_more_may_come(
    store: Store, about: Record
) -> None:
    photo = Attachment(
        id="photo",
        object_type=type(about).NOUN,
        object_id=about.id,
        sha256="0" * 64,
        name="意见表.jpg",
        media_type="image/jpeg",
        size=1,
        added_on=date(2026, 3, 2),
    )
    with store.write() as uow:
        uow.put(ROOM, "meeting_opened")
        uow.put(MINUTES, "minutes_drafted")
        if about is not ROOM:
            uow.put(about, "recorded")
        uow.put(photo, "file_attached")
        uow.put(replace(photo, caption="改过"), "photo_captioned")
        uow.put(replace(ROOM, state=MeetingState.SEALED), "minutes_sealed")
        uow.put(replace(MINUTES, state=MinutesState.SEALED), "minutes_sealed")
        uow.commit()
    assert refused(store, replace(photo, caption="别的"))
    assert refused(store, photo, take_away=True)
    with store.write() as uow:
        uow.put(replace(photo, id="later"), "file_attached")
        notice = replace(photo, id="hung", object_type="posting", object_id="elsewhere")
        uow.put(notice, "file_attached")
        uow.put(replace(notice, caption="公示栏"), "photo_captioned")
        uow.commit()
    assert faults(store) == []


def test_the_files_of_sealed_minutes_stay_with_them(store: Store) -> None:
    paper = Attachment(
        id="paper",
        object_type=Minutes.NOUN,
        object_id=MINUTES.id,
        sha256="0" * 64,
        name="纪要.pdf",
        media_type="application/pdf",
        size=1,
        added_on=date(2026, 3, 2),
    )
    with store.write() as uow:
        uow.put(replace(MINUTES, state=MinutesState.SEALED), "minutes_sealed")
        uow.put(paper, "file_attached")
        uow.commit()
    with pytest.raises(RuleBroken, match="sealed"), store.write() as uow:
        uow.put(replace(paper, caption="别的"), "photo_captioned")
    with pytest.raises(RuleBroken, match="sealed"), store.write() as uow:
        uow.take_away(Attachment, paper.id, "photo_removed")
