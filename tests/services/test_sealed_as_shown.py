"""What is sealed is what was shown, by whom it was confirmed, and its original on paper."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.confirming import confirm_by_looking
from tests.making import held_meeting, ready_topic, some_people
from tests.services.test_sealing import (
    OTHER,
    PIN,
    a_substitute,
    again,
    given,
    page_photo,
    sealed_record,
    words_of,
)
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import (
    minutes,
    minutes_editing,
    papers,
    photos,
    pins,
    sealing,
    signed_paper,
    undoing,
    unit,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.sealed_record import digest_of
from xieshang_desktop.services.sealing import Signed


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()


@pytest.fixture
def file(desk: Desk, clock: HandClock) -> MinutesFile:
    """The minutes of a meeting that was just closed."""
    topic = ready_topic(desk, some_people(desk))
    return minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id]))


# ---- what is sealed is what was shown


def test_a_text_that_is_no_longer_the_one_shown_is_not_confirmed(
    desk: Desk, file: MinutesFile
) -> None:
    shown = digest_of(file.paper)
    section = file.sections[0]
    minutes_editing.edit_section(desk, section.id, section.text + "另记一句。")
    with pytest.raises(RuleBroken, match="shown_changed"):
        sealing.confirm(desk, file.minutes.id, Rank.FIRST, shown=shown)
    shown = digest_of(again(desk, file).paper)
    after = sealing.confirm(desk, file.minutes.id, Rank.FIRST, shown=shown)
    assert len(after.confirmations) == 1


def test_a_draft_is_recorded_before_anybody_confirms(
    desk: Desk, file: MinutesFile, tmp_path: Path
) -> None:
    minutes_id, meeting_id = file.minutes.id, file.hall.meeting.id
    section, code = file.sections[0], signed_paper.code_of(file.paper)
    signed_paper.keep_signed_page(desk, minutes_id, page_photo(tmp_path))
    minutes_editing.keep_typing(desk, section.id, section.text + "写到一半的重要改动。")
    with pytest.raises(RuleBroken, match="draft_pending"):
        sealing.confirm(desk, minutes_id, Rank.FIRST)
    with pytest.raises(RuleBroken, match="draft_pending"):
        sealing.confirm_on_paper(desk, minutes_id, [Signed(rank=Rank.FIRST)], code)
    with pytest.raises(RuleBroken, match="draft_pending"):
        papers.compose(desk, PaperKind.MINUTES_TO_SIGN, meeting_id)
    minutes_editing.edit_section(desk, section.id, section.text + "写到一半的重要改动。")
    for rank in Rank:
        sealing.confirm(desk, minutes_id, rank)
    assert "写到一半的重要改动" in str(sealed_record(desk, file).sections)


def test_who_confirmed_stands_there_by_the_name_of_that_day(desk: Desk, file: MinutesFile) -> None:
    _first, second = desk.convenors()
    sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    unit.correct_convenor(desk, second.id, "韩秀兰", "村委会主任")
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    line = sealed_record(desk, file).convenors[1]
    assert (line.name, line.substitute) == (second.name, "")
    confirmation = given(desk)[Rank.SECOND]
    assert (confirmation.name, confirmation.title) == (second.name, second.title)


def test_a_substitute_stands_there_by_the_name_of_that_day(desk: Desk, file: MinutesFile) -> None:
    stands_in = a_substitute(desk)
    reason = "沈慧外出开会，月底才回"
    sealing.confirm(desk, file.minutes.id, Rank.SECOND, convenor_id=stands_in.id, reason=reason)
    with desk.store.write() as uow:
        uow.put(replace(stands_in, name="王晓一"), "convenor_corrected")
        uow.commit()
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    assert sealed_record(desk, file).convenors[1].substitute == "韩秀兰"


def test_a_pin_reset_for_a_reason_after_the_meeting_is_said(desk: Desk, file: MinutesFile) -> None:
    first, second = desk.convenors()
    pins.set_pin(desk, first.id, PIN)
    pins.set_pin(desk, second.id, PIN)
    pins.reset_pin(desk, first.id, OTHER, second.id, PIN)  # the other convenor was there
    pins.reset_pin_with_reason(desk, second.id, OTHER, "他忘了口令")
    pins.change_pin(desk, second.id, OTHER, PIN)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST, pin=OTHER)
    sealing.confirm(desk, file.minutes.id, Rank.SECOND, pin=PIN)
    one, two = sealed_record(desk, file).convenors
    assert one.how == "口令确认"
    assert two.how == "口令确认，口令于2026年3月12日凭书面原因重设"
    words = words_of(desk.files.read(again(desk, file).minutes.digest))
    assert "口令于2026年3月12日凭书面原因重设" in words


def test_a_pin_reset_before_the_meeting_is_the_convenors_own(desk: Desk, clock: HandClock) -> None:
    _first, second = desk.convenors()
    pins.set_pin(desk, second.id, PIN)
    pins.reset_pin_with_reason(desk, second.id, OTHER, "他忘了口令")
    clock.moment += timedelta(hours=1)
    topic = ready_topic(desk, some_people(desk))
    file = minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id]))
    for rank, pin in ((Rank.FIRST, ""), (Rank.SECOND, OTHER)):
        sealing.confirm(desk, file.minutes.id, rank, pin=pin)
    assert sealed_record(desk, file).convenors[1].how == "口令确认"


# ---- the original on paper


def test_the_page_somebody_confirmed_by_stays(
    desk: Desk, file: MinutesFile, tmp_path: Path
) -> None:
    minutes_id, code = file.minutes.id, signed_paper.code_of(file.paper)
    photo = signed_paper.keep_signed_page(desk, minutes_id, page_photo(tmp_path))
    added = desk.store.recent[-1]
    sealing.confirm_on_paper(desk, minutes_id, [Signed(rank=Rank.SECOND)], code)
    confirmed = desk.store.recent[-1]
    for deed in (
        lambda: photos.remove_photo(desk, photo.id),
        lambda: photos.caption_photo(desk, photo.id, "村口"),
        lambda: undoing.undo(desk, added),
    ):
        with pytest.raises(RuleBroken, match="photo_confirmed"):
            deed()
    undoing.undo(desk, confirmed)  # a page signed wrongly goes with its confirmation
    photos.remove_photo(desk, photo.id)
    with pytest.raises(RuleBroken, match="paper_photo_missing"):
        sealing.confirm_on_paper(desk, minutes_id, [Signed(rank=Rank.SECOND)], code)


def test_every_page_somebody_confirmed_by_is_among_the_originals(
    desk: Desk, file: MinutesFile, tmp_path: Path
) -> None:
    minutes_id, code = file.minutes.id, signed_paper.code_of(file.paper)
    kept = []
    for rank, shade in ((Rank.SECOND, 90), (Rank.FIRST, 180)):
        kept.append(signed_paper.keep_signed_page(desk, minutes_id, page_photo(tmp_path, shade)))
        sealing.confirm_on_paper(desk, minutes_id, [Signed(rank=rank)], code)
    assert sealed_record(desk, file).originals == tuple(each.sha256 for each in kept)
    assert {each.photo for each in given(desk).values()} == {each.sha256 for each in kept}
    with pytest.raises(RuleBroken, match="sealed"):
        photos.remove_photo(desk, kept[0].id)
    late = page_photo(tmp_path, 33)
    with pytest.raises(RuleBroken, match="sealed"):
        photos.keep_photo(desk, "minutes", minutes_id, late, f"签名页 {code}")
    photos.keep_photo(desk, "minutes", minutes_id, late, "村口的路")  # evidence may be added


def test_a_correction_is_never_undone(desk: Desk, file: MinutesFile) -> None:
    for rank in Rank:
        sealing.confirm(desk, file.minutes.id, rank)
    sealing.correct(desk, file.minutes.id, "“46户”应为“45户”。")
    with pytest.raises(RuleBroken, match="sealed"):
        undoing.undo(desk, desk.store.recent[-1])
    assert sealing.correct(desk, file.minutes.id, "时间应为下午三时。").number == 2
