"""What the township makes of substitutes, PINs, signed pages and a desk that was handed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.making import held_meeting, ready_topic, some_people
from tests.township.handing import Sides
from xieshang_desktop.domain.minutes import Confirmation
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import minutes, photos, pins, sealing, signed_paper, unit
from xieshang_desktop.services.sealing import Signed
from xieshang_desktop.services.succession import Incoming, hand_over
from xieshang_desktop.storage import journal

PIN = "820461"


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[Sides]:
    both = Sides(tmp_path)
    yield both
    both.close()


def test_a_substitute_on_a_signed_page_a_reset_pin_and_a_handing_over_give_nothing(
    sides: Sides, tmp_path: Path
) -> None:
    desk = sides.village
    first, _second = desk.convenors()
    pins.set_pin(desk, first.id, PIN)
    pins.reset_pin_with_reason(desk, first.id, PIN, "忘了，监委会主任在场")
    topic = ready_topic(desk, some_people(desk))
    file = minutes.open_minutes(desk, held_meeting(desk, sides.clock, [topic.id]))
    sealing.confirm(desk, file.minutes.id, Rank.FIRST, pin=PIN)
    stands_in = unit.name_substitute(desk, Rank.SECOND, "韩秀兰", "", desk.today)
    picture = tmp_path / "签名页.png"
    Image.new("L", (90, 120), 200).save(picture)
    signed_paper.keep_signed_page(desk, file.minutes.id, photos.read_photo(picture))
    signed = Signed(rank=Rank.SECOND, convenor_id=stands_in.id, reason="沈雅琴外出开会")
    code = signed_paper.code_of(file.paper)
    sealing.confirm_on_paper(desk, file.minutes.id, [signed], code)
    hand_over(desk, [Incoming(rank=Rank.FIRST, name="周敏")], handed_on=desk.today)
    assert sides.hand_over() == []
    with desk.store.read() as reader:
        carried = list(journal.entries_of_line(reader, desk.store.line))
    told = [each for each in carried if each.read_header().object_type == pins.NOUN]
    assert [each.read_header().kind for each in told] == ["pin_set", "pin_reset", "pin_removed"]
    assert not any(PIN.encode() in (each.record or b"") + (each.private or b"") for each in carried)


def test_a_confirmation_in_somebodys_place_without_a_reason_is_returned(sides: Sides) -> None:
    desk = sides.village
    topic = ready_topic(desk, some_people(desk))
    file = minutes.open_minutes(desk, held_meeting(desk, sides.clock, [topic.id]))
    stands_in = unit.name_substitute(desk, Rank.SECOND, "韩秀兰", "", desk.today)
    sealing.confirm(
        desk, file.minutes.id, Rank.SECOND, convenor_id=stands_in.id, reason="沈雅琴外出"
    )
    with desk.store.read() as reader:
        (given,) = reader.all(Confirmation)
    sides.put(replace(given, reason=" "))
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    assert [each.reason for each in sides.hand_over()] == ["纪要由别人代为确认，没有写明原因"]
