"""Sealing: by both convenors with their PINs, a substitute, a successor, or by hand on paper."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from PIL import Image

from tests.clock import HandClock
from tests.confirming import confirm_by_looking
from tests.making import attach_photo, held_meeting, ready_topic, some_people
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.meeting import Opinion
from xieshang_desktop.domain.minutes import Confirmation
from xieshang_desktop.domain.terms import (
    ConfirmationWay,
    MinutesState,
    Rank,
)
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import (
    deliberation,
    minutes,
    papers,
    photos,
    pins,
    sealing,
    signed_paper,
    succession,
    unit,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.sealing import Signed
from xieshang_desktop.services.signatories import Standing, signatories
from xieshang_desktop.settings import Settings

PIN, OTHER = "820461", "395172"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    confirm_by_looking()


@pytest.fixture
def file(desk: Desk, clock: HandClock) -> MinutesFile:
    """The minutes of a meeting that was just closed."""
    topic = ready_topic(desk, some_people(desk))
    return minutes.open_minutes(desk, held_meeting(desk, clock, [topic.id]))


def again(desk: Desk, file: MinutesFile) -> MinutesFile:
    return minutes.open_minutes(desk, file.hall.meeting.id)


def given(desk: Desk) -> dict[Rank, Confirmation]:
    with desk.store.read() as reader:
        return {each.rank: each for each in reader.all(Confirmation)}


def sealed_record(desk: Desk, file: MinutesFile) -> documents.MinutesPaper:
    content = desk.files.read(again(desk, file).minutes.record_digest)
    return msgspec.json.decode(content, type=documents.MinutesPaper)


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        read = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(read).split())


def page_photo(folder: Path, shade: int = 200) -> photos.ReadPhoto:
    file = folder / f"签名页{shade}.jpg"
    Image.new("L", (900, 1200), shade).save(file)
    return photos.read_photo(file)


def a_substitute(desk: Desk, rank: Rank = Rank.SECOND, name: str = "韩秀兰") -> Convenor:
    return unit.name_substitute(desk, rank, name, "村委会副主任", desk.today)


# ---- PINs


def test_a_convenor_with_a_pin_is_asked_for_it_and_the_record_says_so(
    desk: Desk, file: MinutesFile
) -> None:
    first, _second = desk.convenors()
    pins.set_pin(desk, first.id, PIN)
    for wrong in ("", OTHER):
        with pytest.raises(RuleBroken, match="pin_wrong"):
            sealing.confirm(desk, file.minutes.id, Rank.FIRST, pin=wrong)
    assert given(desk) == {}
    sealing.confirm(desk, file.minutes.id, Rank.FIRST, pin=PIN)
    sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    assert {r: c.way for r, c in given(desk).items()} == {
        Rank.FIRST: ConfirmationWay.PIN,
        Rank.SECOND: ConfirmationWay.SCREEN,
    }
    assert [line.how for line in sealed_record(desk, file).convenors] == ["口令确认", ""]


def test_where_pins_are_the_rule_nobody_confirms_without_one(desk: Desk, file: MinutesFile) -> None:
    Settings().choose("confirm_with", "pin")
    with pytest.raises(RuleBroken, match="pin_unset"):
        sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    pins.set_pin(desk, desk.convenors()[0].id, PIN)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST, pin=PIN)
    assert given(desk)[Rank.FIRST].way is ConfirmationWay.PIN


def test_what_is_refused_anyway_costs_no_try(desk: Desk, file: MinutesFile) -> None:
    first, _second = desk.convenors()
    pins.set_pin(desk, first.id, PIN)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST, pin=PIN)
    for _time in range(7):
        with pytest.raises(RuleBroken, match="already_confirmed"):
            sealing.confirm(desk, file.minutes.id, Rank.FIRST, pin=OTHER)
    pins.check_pin(desk, first.id, PIN)


# ---- substitutes


def test_a_substitute_confirms_for_a_written_reason_that_is_printed(
    desk: Desk, file: MinutesFile
) -> None:
    stands_in = a_substitute(desk)
    minutes_id = file.minutes.id
    with pytest.raises(BadInput, match="substitute_reason_missing"):
        sealing.confirm(desk, minutes_id, Rank.SECOND, convenor_id=stands_in.id, reason=" 忙 ")
    reason = "沈慧外出开会，月底才回"
    sealing.confirm(desk, minutes_id, Rank.SECOND, convenor_id=stands_in.id, reason=reason)
    sealing.confirm(desk, minutes_id, Rank.FIRST)
    confirmation = given(desk)[Rank.SECOND]
    assert (confirmation.convenor_id, confirmation.reason) == (stands_in.id, reason)
    line = sealed_record(desk, file).convenors[1]
    assert (line.name, line.substitute, line.reason) == ("沈慧", "韩秀兰", reason)
    words = words_of(desk.files.read(again(desk, file).minutes.digest))
    assert (
        "第二召集人（代）：韩秀兰（2026年3月12日确认）。代理原因：沈慧外出开会，月底才回" in words
    )


def test_the_convenor_in_person_gives_no_reason(desk: Desk, file: MinutesFile) -> None:
    sealing.confirm(desk, file.minutes.id, Rank.FIRST, reason="写错了地方")
    assert given(desk)[Rank.FIRST].reason == ""


def test_a_substitute_has_a_pin_of_his_own(desk: Desk, file: MinutesFile) -> None:
    stands_in = a_substitute(desk)
    pins.set_pin(desk, desk.convenors()[1].id, PIN)
    pins.set_pin(desk, stands_in.id, OTHER)
    as_substitute = {"convenor_id": stands_in.id, "reason": "沈慧住院"}
    with pytest.raises(RuleBroken, match="pin_wrong"):
        sealing.confirm(desk, file.minutes.id, Rank.SECOND, pin=PIN, **as_substitute)
    sealing.confirm(desk, file.minutes.id, Rank.SECOND, pin=OTHER, **as_substitute)
    assert given(desk)[Rank.SECOND].way is ConfirmationWay.PIN


def test_nobody_stands_for_both(desk: Desk, file: MinutesFile) -> None:
    first, _second = desk.convenors()
    with pytest.raises(RuleBroken, match="substitute_is_convenor"):
        unit.name_substitute(desk, Rank.SECOND, first.name, "", desk.today)
    with pytest.raises(RuleBroken, match="substitute_unknown"):
        sealing.confirm(desk, file.minutes.id, Rank.SECOND, convenor_id=first.id, reason="他不在家")
    one, two = (a_substitute(desk, rank, "韩秀兰") for rank in Rank)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST, convenor_id=one.id, reason="周建国外出")
    with pytest.raises(RuleBroken, match="one_for_both"):
        sealing.confirm(desk, file.minutes.id, Rank.SECOND, convenor_id=two.id, reason="沈慧外出")


def test_a_substitute_whose_term_is_over_stands_in_no_more(
    desk: Desk, clock: HandClock, file: MinutesFile
) -> None:
    stands_in = a_substitute(desk)
    pins.set_pin(desk, stands_in.id, PIN)
    unit.end_substitute(desk, stands_in.id)
    with pytest.raises(RuleBroken, match="substitute_unknown"):
        sealing.confirm(
            desk, file.minutes.id, Rank.SECOND, convenor_id=stands_in.id, reason="沈慧外出"
        )
    assert pins.states(desk, [stands_in.id])[stands_in.id].set_on is None


# ---- after an election


def test_after_an_election_the_old_convenor_or_the_successor_confirms(
    desk: Desk, clock: HandClock, file: MinutesFile
) -> None:
    clock.moment += timedelta(days=3)
    succession.hand_over(
        desk, [succession.Incoming(rank=Rank.FIRST, name="周敏")], handed_on=desk.today
    )
    found = signatories(desk, file.hall.meeting, Rank.FIRST)
    assert [(s.convenor.name, s.standing) for s in found] == [
        ("周建国", Standing.CONVENOR),
        ("周敏", Standing.SUCCESSOR),
    ]
    sealing.confirm(
        desk,
        file.minutes.id,
        Rank.FIRST,
        convenor_id=found[1].convenor.id,
        reason="换届",
    )
    sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    line = sealed_record(desk, file).convenors[0]
    assert (line.name, line.substitute, line.reason) == ("周建国", "周敏", "换届")


def test_who_left_office_signs_on_paper_alone(
    desk: Desk, clock: HandClock, file: MinutesFile
) -> None:
    (first, _second) = desk.convenors()
    pins.set_pin(desk, first.id, PIN)
    clock.moment += timedelta(days=3)
    unit.change_convenor(desk, Rank.FIRST, "周敏", "", desk.today)
    with pytest.raises(RuleBroken, match="pin_only_paper"):
        sealing.confirm(desk, file.minutes.id, Rank.FIRST)


# ---- on paper


def test_both_sign_on_paper_and_its_photo_is_the_original(
    desk: Desk, file: MinutesFile, tmp_path: Path
) -> None:
    minutes_id, meeting_id = file.minutes.id, file.hall.meeting.id
    printed = papers.render(papers.compose(desk, PaperKind.MINUTES_TO_SIGN, meeting_id))
    code = signed_paper.code_of(file.paper)
    assert f"核对码{code}" in words_of(printed)
    both = [Signed(rank=rank) for rank in Rank]
    with pytest.raises(RuleBroken, match="paper_photo_missing"):
        sealing.confirm_on_paper(desk, minutes_id, both, code)
    kept = [
        signed_paper.keep_signed_page(desk, minutes_id, page_photo(tmp_path, shade))
        for shade in (90, 180)
    ]
    with pytest.raises(BadInput, match="paper_signer_missing"):
        sealing.confirm_on_paper(desk, minutes_id, [], code)
    for wrong in ("", "00000", "ABCDEF0"):
        with pytest.raises(BadInput, match="paper_code_wrong"):
            sealing.confirm_on_paper(desk, minutes_id, both, wrong)
    sealed = sealing.confirm_on_paper(desk, minutes_id, both, f" {code.lower()} ")
    assert sealed.minutes.state is MinutesState.SEALED
    assert {c.way for c in given(desk).values()} == {ConfirmationWay.PAPER}
    assert {c.photo for c in given(desk).values()} == {kept[-1].sha256}
    record = sealed_record(desk, file)
    assert record.originals == tuple(each.sha256 for each in kept)
    words = words_of(desk.files.read(sealed.minutes.digest))
    assert "本纪要以纸质签名件为准" in words
    assert "第一召集人：周建国（2026年3月12日纸质签名）" in words
    shown = kept[0].sha256[:16].upper()
    assert "-".join(shown[at : at + 4] for at in range(0, 16, 4)) in words
    with pytest.raises(RuleBroken, match="sealed"):
        papers.compose(desk, PaperKind.MINUTES_TO_SIGN, meeting_id)


def test_one_signs_on_paper_and_the_other_at_the_laptop(
    desk: Desk, file: MinutesFile, tmp_path: Path
) -> None:
    minutes_id, code = file.minutes.id, signed_paper.code_of(file.paper)
    photo = signed_paper.keep_signed_page(desk, minutes_id, page_photo(tmp_path))
    sealing.confirm_on_paper(desk, minutes_id, [Signed(rank=Rank.SECOND)], code)
    with pytest.raises(RuleBroken, match="already_confirmed"):
        sealing.confirm(desk, minutes_id, Rank.SECOND)
    sealing.confirm(desk, minutes_id, Rank.FIRST)
    assert sealed_record(desk, file).originals == (photo.sha256,)


def test_a_page_that_was_printed_before_the_last_change_is_refused(
    desk: Desk, file: MinutesFile, tmp_path: Path
) -> None:
    minutes_id, code = file.minutes.id, signed_paper.code_of(file.paper)
    signed_paper.keep_signed_page(desk, minutes_id, page_photo(tmp_path))
    (opinion,) = file.hall.items[0].opinions
    deliberation.change_text(desk, Opinion, opinion.id, "路一定要修。")
    changed = again(desk, file)
    with pytest.raises(BadInput, match="paper_code_wrong"):
        sealing.confirm_on_paper(desk, minutes_id, [Signed(rank=Rank.FIRST)], code)
    with pytest.raises(RuleBroken, match="paper_photo_missing"):  # the photo is of another text
        sealing.confirm_on_paper(
            desk, minutes_id, [Signed(rank=Rank.FIRST)], signed_paper.code_of(changed.paper)
        )


def test_one_signature_on_paper_is_not_two(desk: Desk, file: MinutesFile, tmp_path: Path) -> None:
    minutes_id, code = file.minutes.id, signed_paper.code_of(file.paper)
    signed_paper.keep_signed_page(desk, minutes_id, page_photo(tmp_path))
    one, two = (a_substitute(desk, rank, "韩秀兰") for rank in Rank)
    both = [
        Signed(rank=Rank.FIRST, convenor_id=one.id, reason="周建国外出"),
        Signed(rank=Rank.SECOND, convenor_id=two.id, reason="沈慧外出"),
    ]
    with pytest.raises(RuleBroken, match="one_for_both"):
        sealing.confirm_on_paper(desk, minutes_id, both, code)
    assert given(desk) == {}


# ---- what is sealed stands still


def test_what_was_renamed_since_changes_nothing_that_is_sealed(
    desk: Desk, file: MinutesFile
) -> None:
    for rank in Rank:
        sealing.confirm(desk, file.minutes.id, rank)
    sealed = again(desk, file).paper
    unit.correct_convenor(desk, desk.convenors()[0].id, "周建𠮷", "书记")
    assert again(desk, file).paper == sealed


def test_a_photo_of_a_task_is_still_taken_off(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "现场.jpg"
    with io.BytesIO() as made:
        Image.new("L", (90, 60)).save(made, "JPEG")
        picture.write_bytes(made.getvalue())
    photo = attach_photo(desk, "task", "t1", picture)
    photos.remove_photo(desk, photo.id)
