"""The first start: what must be answered, and the village that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import MORNING
from xieshang_desktop.domain.terms import Body, Platform, Rank
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import upkeep
from xieshang_desktop.services.desk import open_desk, open_or_begin
from xieshang_desktop.ui.presenters import first_start
from xieshang_desktop.ui.presenters.first_start import Answers

ANSWERS = Answers(
    name="柳河镇张家村",
    room="柳河镇张家村协商议事室",
    township="柳河镇人民政府",
    place="村委会二楼会议室",
    platform="village",
    body="village",
    phone="0990-2000128",
    first_name="张德厚",
    first_title="村党支部书记",
    second_name="沈雅琴",
    second_title="县政协委员",
)


@pytest.fixture(autouse=True)
def _own_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.mark.parametrize("missing", ["name", "room"])
def test_the_place_has_a_name(missing: str) -> None:
    first_start.check_where(ANSWERS)
    with pytest.raises(BadInput, match="unit_name_missing"):
        first_start.check_where(ANSWERS._replace(**{missing: ""}))


def test_the_office_telephone_is_nothing_but_telephones() -> None:
    first_start.check_where(ANSWERS._replace(phone="0990-2000128、2000129"))
    first_start.check_where(ANSWERS._replace(phone=""))
    with pytest.raises(BadInput, match="official_phone_wrong"):
        first_start.check_where(ANSWERS._replace(phone="19900001234张三"))


def test_the_first_convenor_is_asked_for_and_the_second_may_follow(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="first_convenor_missing"):
        first_start.check_who(ANSWERS._replace(first_name=""))
    desk = first_start.set_up_desk(tmp_path / "data", ANSWERS._replace(second_name=""))
    assert [c.rank for c in desk.convenors()] == [Rank.FIRST]
    desk.close()


def test_one_name_twice_is_one_person_until_the_roster_tells_two(tmp_path: Path) -> None:
    twice = ANSWERS._replace(second_name=ANSWERS.first_name)
    with pytest.raises(BadInput, match="convenors_named_alike"):
        first_start.check_who(twice)
    with pytest.raises(BadInput, match="convenors_named_alike"):
        first_start.set_up_desk(tmp_path / "data", twice)
    assert not (tmp_path / "data").exists()


def test_the_answers_make_the_village(tmp_path: Path) -> None:
    clock = HandClock(MORNING)
    desk = first_start.set_up_desk(tmp_path / "data", ANSWERS, clock=clock)
    assert desk.unit.room == desk.unit.letterhead == desk.unit.signer == ANSWERS.room
    assert (desk.unit.platform, desk.unit.body) == (Platform.VILLAGE, Body.VILLAGE)
    assert [c.name for c in desk.convenors()] == ["张德厚", "沈雅琴"]
    assert not desk.unit.practice
    assert upkeep.check(desk).whole
    desk.close()
    again = open_desk(tmp_path / "data", clock=clock)
    assert again.unit == desk.unit
    assert not again.new_line
    again.close()


def test_a_village_begun_by_a_command_gets_its_name(tmp_path: Path) -> None:
    begun = open_or_begin(tmp_path / "data")
    assert first_start.begun_unit(begun) == begun.unit
    named = first_start.set_up_desk(tmp_path / "data", ANSWERS, begun)
    assert named is begun
    assert named.unit.name == ANSWERS.name
    assert len(named.convenors()) == 2
    named.close()


def test_nothing_is_written_while_an_answer_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        first_start.set_up_desk(tmp_path / "data", ANSWERS._replace(first_name=""))
    assert not (tmp_path / "data").exists()


def test_the_room_is_named_after_its_village() -> None:
    assert first_start.room_name("张家村") == "张家村协商议事室"
    assert first_start.room_name("") == ""
