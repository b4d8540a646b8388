"""The unit's words and its convenors' terms change with entries, and can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.making import a_desk, undo_last
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import unit
from xieshang_desktop.services.desk import Desk, open_desk


@pytest.fixture
def village(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def test_another_word_is_kept_and_opened_again(village: Desk) -> None:
    unit.change_unit(village, "place", " 文化广场 ")
    assert village.unit.place == "文化广场"
    village.close()
    again = open_desk(village.folder, village.device.folder, village.clock)
    assert again.unit.place == "文化广场"
    again.close()


def test_a_changed_unit_is_itself_again_after_undo(village: Desk) -> None:
    before = village.unit
    unit.change_unit(village, "room", "和顺议事室")
    undo_last(village)
    assert village.unit == before


def test_the_same_word_writes_nothing(village: Desk) -> None:
    recent = list(village.store.recent)
    unit.change_unit(village, "place", village.unit.place)
    assert village.store.recent == recent


@pytest.mark.parametrize("name", ["name", "room"])
def test_papers_need_a_name(village: Desk, name: str) -> None:
    with pytest.raises(BadInput, match="unit_name_missing"):
        unit.change_unit(village, name, "  ")


@pytest.mark.parametrize("words", ["0990-2000128张三", "99000019900101001X", "村委会"])
def test_the_office_telephone_holds_nothing_else(village: Desk, words: str) -> None:
    with pytest.raises(BadInput, match="official_phone_wrong"):
        unit.change_unit(village, "official_phone", words)
    for right in ("0990-2000129、19900001234", ""):
        assert unit.change_unit(village, "official_phone", right).official_phone == right


def test_only_a_shipped_profile_can_be_followed(village: Desk) -> None:
    with pytest.raises(BadInput, match="profile_unknown"):
        unit.change_unit(village, "profile", "moon")
    unit.change_unit(village, "profile", "zhejiang")
    assert village.profile.name.startswith("浙江省")


def test_ids_are_no_words_to_change(village: Desk) -> None:
    with pytest.raises(KeyError):
        unit.change_unit(village, "id", "x")


def test_a_new_convenor_takes_over_on_a_day(village: Desk) -> None:
    unit.change_convenor(village, Rank.SECOND, "周敏", "县政协委员", date(2026, 4, 1))
    march = {c.rank: c.name for c in village.convenors(date(2026, 3, 31))}
    april = {c.rank: c.name for c in village.convenors(date(2026, 4, 1))}
    assert march == {Rank.FIRST: "张德厚", Rank.SECOND: "沈雅琴"}
    assert april == {Rank.FIRST: "张德厚", Rank.SECOND: "周敏"}
    undo_last(village)
    assert len(unit.terms_of_office(village)) == 2


def test_entries_name_the_one_in_office_from_his_first_day(village: Desk) -> None:
    unit.change_convenor(village, Rank.FIRST, "周敏", "", date(2026, 4, 1))
    assert village.actor == "张德厚"
    undo_last(village)
    unit.change_convenor(village, Rank.FIRST, "周敏", "", village.today)
    assert village.actor == "周敏"


def test_terms_of_office_follow_on_one_another(village: Desk) -> None:
    unit.change_convenor(village, Rank.FIRST, "周敏", "", date(2026, 4, 1))
    with pytest.raises(BadInput, match="convenor_day_wrong"):
        unit.change_convenor(village, Rank.FIRST, "李建国", "", date(2026, 4, 1))
    unit.change_convenor(village, Rank.FIRST, "李建国", "", date(2026, 9, 1))
    names = [c.name for c in unit.terms_of_office(village) if c.rank is Rank.FIRST]
    assert names == ["李建国", "周敏", "张德厚"]


def test_nobody_takes_over_from_himself(village: Desk) -> None:
    with pytest.raises(RuleBroken, match="convenor_same"):
        unit.change_convenor(village, Rank.FIRST, "张德厚", "村委会主任", village.today)
    with pytest.raises(BadInput, match="convenor_name_missing"):
        unit.change_convenor(village, Rank.FIRST, " ", "", village.today)


def test_a_name_spelt_wrong_is_put_right_without_a_new_term(village: Desk) -> None:
    first = village.convenors()[0]
    unit.correct_convenor(village, first.id, "张德㛃", "村党支部书记")
    (corrected, _second) = village.convenors()
    assert (corrected.id, corrected.name) == (first.id, "张德㛃")
    with pytest.raises(BadInput, match="convenor_name_missing"):
        unit.correct_convenor(village, first.id, "", "")
