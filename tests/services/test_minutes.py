"""Minutes: written from facts, edited, confirmed twice, then never changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import (
    a_meeting,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    talk,
    undo_last,
)
from xieshang_desktop.domain.meeting import Meeting, Opinion
from xieshang_desktop.domain.minutes import Confirmation
from xieshang_desktop.domain.terms import MeetingState, MinutesState, OutcomeKind, Rank
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import deliberation, minutes, minutes_editing, sealing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile


@pytest.fixture
def file(desk: Desk, clock: HandClock) -> MinutesFile:
    """The minutes of a meeting that was just closed."""
    topic = ready_topic(desk, some_people(desk))
    return minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id]))


def _again(desk: Desk, file: MinutesFile) -> MinutesFile:
    return minutes.open_minutes(desk, file.hall.meeting.id)


def _sealed(desk: Desk, file: MinutesFile) -> MinutesFile:
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    return sealing.confirm(desk, file.minutes.id, Rank.SECOND)


def test_there_are_no_minutes_while_people_talk(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    with pytest.raises(RuleBroken, match="meeting_not_closed"):
        minutes.open_minutes(desk, meeting_id)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    with pytest.raises(RuleBroken, match="meeting_not_closed"):
        minutes.open_minutes(desk, meeting_id)


def test_a_section_for_the_course_and_one_for_each_item(desk: Desk, file: MinutesFile) -> None:
    assert [s.key for s in file.sections] == ["course", file.hall.items[0].item.id]
    assert "路要修" in file.sections[1].text
    assert not any(s.edited for s in file.sections)


def test_opening_again_writes_nothing(desk: Desk, file: MinutesFile) -> None:
    undone = list(desk.store.recent)
    assert _again(desk, file) == file
    assert desk.store.recent == undone


def test_sections_nobody_edited_follow_the_facts(desk: Desk, file: MinutesFile) -> None:
    (opinion,) = file.hall.items[0].opinions
    deliberation.change_text(desk, Opinion, opinion.id, "路一定要修。")
    assert "路一定要修" in _again(desk, file).sections[1].text


def test_what_was_edited_stays_until_the_facts_are_asked_for(desk: Desk, file: MinutesFile) -> None:
    section = file.sections[1]
    minutes_editing.edit_section(desk, section.id, "我写的。")
    (opinion,) = file.hall.items[0].opinions
    deliberation.change_text(desk, Opinion, opinion.id, "路一定要修。")
    assert _again(desk, file).sections[1].text == "我写的。"
    fresh = minutes_editing.from_facts(desk, section.id)
    assert "路一定要修" in fresh.text
    assert not fresh.edited


def test_leaving_a_section_as_it_was_writes_no_entry(desk: Desk, file: MinutesFile) -> None:
    section = file.sections[1]
    recent = list(desk.store.recent)
    minutes_editing.keep_typing(desk, section.id, section.text)
    minutes_editing.edit_section(desk, section.id, section.text)
    assert desk.store.recent == recent
    assert _again(desk, file).drafts == {}


def test_the_second_confirmation_seals_days_after_the_first(
    desk: Desk, clock: HandClock, file: MinutesFile
) -> None:
    sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    clock.moment += timedelta(days=3)
    sealed = sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    assert sealed.minutes.state is MinutesState.SEALED
    assert sealed.hall.meeting.state is MeetingState.SEALED
    assert desk.files.read(sealed.minutes.digest).startswith(b"%PDF")
    days = [line.confirmed_on for line in sealed.paper.convenors]
    assert days == [desk.today, desk.today - timedelta(days=3)]


def test_nobody_confirms_twice(desk: Desk, file: MinutesFile) -> None:
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    with pytest.raises(RuleBroken, match="already_confirmed"):
        sealing.confirm(desk, file.minutes.id, Rank.FIRST)


def test_a_changed_fact_voids_the_first_confirmation(desk: Desk, file: MinutesFile) -> None:
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    (opinion,) = file.hall.items[0].opinions
    deliberation.change_text(desk, Opinion, opinion.id, "路一定要修。")
    _again(desk, file)
    after = sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    assert after.minutes.state is MinutesState.DRAFT
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    assert _again(desk, file).minutes.state is MinutesState.SEALED


def test_without_a_convenor_nobody_confirms(desk: Desk, file: MinutesFile) -> None:
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, file.hall.meeting.id)
        uow.put(replace(meeting, second_convenor_id=None), "meeting_changed")
        uow.commit()
    with pytest.raises(RuleBroken, match="convenor_missing"):
        sealing.confirm(desk, file.minutes.id, Rank.SECOND)


def test_what_the_five_haves_lack_is_named(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    file = minutes.open_minutes(desk, meeting_id)
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        uow.put(replace(meeting, place=""), "meeting_changed")
        uow.commit()
    with pytest.raises(RuleBroken, match="five_haves_missing") as caught:
        sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    assert caught.value.facts["missing"] == ["place"]


def test_sealed_minutes_stand_still_and_are_corrected_by_number(
    desk: Desk, file: MinutesFile
) -> None:
    with pytest.raises(RuleBroken, match="not_sealed"):
        sealing.correct(desk, file.minutes.id, "“46户”应为“45户”。")
    sealed = _sealed(desk, file)
    for late in (
        lambda: minutes_editing.edit_section(desk, file.sections[1].id, "改一个字。"),
        lambda: minutes_editing.from_facts(desk, file.sections[1].id),
        lambda: sealing.confirm(desk, file.minutes.id, Rank.FIRST),
        lambda: deliberation.change_text(
            desk, Opinion, file.hall.items[0].opinions[0].id, "不修了。"
        ),
    ):
        with pytest.raises(RuleBroken, match="sealed"):
            late()
    with pytest.raises(BadInput, match="correction_empty"):
        sealing.correct(desk, file.minutes.id, " ")
    numbers = [sealing.correct(desk, file.minutes.id, text).number for text in ("一。", "二。")]
    assert numbers == [1, 2]
    after = _again(desk, file)
    assert after.minutes == sealed.minutes
    assert [c.text for c in after.corrections] == ["一。", "二。"]


def test_sealing_cannot_be_undone(desk: Desk, file: MinutesFile) -> None:
    _sealed(desk, file)
    with pytest.raises(RuleBroken, match="sealed"):
        undo_last(desk)
    assert _again(desk, file).minutes.state is MinutesState.SEALED


def test_a_first_confirmation_can_be_undone(desk: Desk, file: MinutesFile) -> None:
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    undo_last(desk)
    with desk.store.read() as reader:
        assert reader.count(Confirmation) == 0


def test_what_goes_on_needs_no_measure(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    (item,) = items_of(desk, meeting_id)
    deliberation.route(desk, item.id, OutcomeKind.CONTINUE, "再商量。")
    deliberation.close_meeting(desk, meeting_id)
    file = minutes.open_minutes(desk, meeting_id)
    assert file.haves.sealable
    assert _sealed(desk, file).minutes.state is MinutesState.SEALED


def test_earlier_talks_stand_in_the_minutes_of_the_next(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.CONTINUE)
    meeting_id = a_meeting(desk)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    talk(desk, items_of(desk, meeting_id)[0].id)
    deliberation.close_meeting(desk, meeting_id)
    assert "按3.5米硬化" in minutes.open_minutes(desk, meeting_id).sections[1].text
