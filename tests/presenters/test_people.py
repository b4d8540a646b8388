"""The register: found, narrowed, by people or by households."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.making import a_desk
from tests.services.rosters import reading, row
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import add_guest, list_people, person_left
from xieshang_desktop.services.roster import import_roster
from xieshang_desktop.ui.presenters.people import (
    NO_GROUP,
    PARTY,
    Filters,
    HouseholdRow,
    PeoplePresenter,
    PersonRow,
    Wanted,
    birth_words,
    group_rank,
    whole_birth_words,
)


class Page:
    """Keeps what it was told to show."""

    def __init__(self) -> None:
        self.filters: Filters | None = None
        self.counts = ""
        self.anybody = False
        self.people: list[PersonRow] = []
        self.homes: list[HouseholdRow] = []
        self.shown = ""
        self.nobody = ("", "")

    def show_filters(self, filters: Filters) -> None:
        self.filters = filters

    def show_counts(self, words: str, *, anybody: bool) -> None:
        self.counts, self.anybody = words, anybody

    def show_people(self, rows: Sequence[PersonRow], shown: str) -> None:
        self.people, self.shown = list(rows), shown

    def show_households(self, rows: Sequence[HouseholdRow], shown: str) -> None:
        self.homes, self.shown = list(rows), shown

    def show_nobody(self, sentence: str, button: str) -> None:
        self.nobody = (sentence, button)

    def names(self) -> list[str]:
        return [one.name for one in self.people]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def village(desk: Desk, tmp_path: Path) -> Desk:
    rows = (
        row("单玉梅", sex="女", birth="1962-01-02", phone="19900001234", roles="党员、村民代表"),
        row("单小军", head="单玉梅", birth="1990-03"),
        row("张伟", group="第十组"),
        row("张伟", group="第二组"),
        row("仇𬭚", group="第二组", head="张伟", relation="配偶"),
    )
    import_roster(desk, reading(tmp_path, *rows), "名册.csv")
    return desk


def shown(desk: Desk, **wanted: object) -> Page:
    page = Page()
    presenter = PeoplePresenter(desk, page)
    presenter.refresh()
    presenter.show(Wanted(**wanted))  # type: ignore[arg-type]
    return page


def test_everybody_is_listed_by_group_and_household(village: Desk) -> None:
    page = shown(village)
    assert page.counts == "5 人　3 户"
    assert page.names() == ["单玉梅", "单小军", "张伟", "仇𬭚", "张伟"]
    first = page.people[0]
    assert (first.group, first.household, first.sex, first.birth) == (
        "第一组",
        "单玉梅",
        "女",
        "1962年1月",
    )
    assert first.roles == "党员、村民代表"
    assert page.people[2].chip == ("同名", "waiting")


@pytest.mark.parametrize("typed", ["单小", "shanxiaojun", "sxj"])
def test_somebody_is_found_by_name_pinyin_or_initials(village: Desk, typed: str) -> None:
    assert shown(village, text=typed).names() == ["单小军"]


def test_a_telephone_tail_finds_its_owner(village: Desk) -> None:
    assert shown(village, text="1234").names() == ["单玉梅"]


def test_group_and_role_narrow_the_list_and_what_is_found(village: Desk) -> None:
    assert shown(village, group="第二组").names() == ["张伟", "仇𬭚"]
    assert shown(village, group="第十组", text="zw").names() == ["张伟"]
    assert shown(village, role=PARTY).names() == ["单玉梅"]
    assert shown(village, role="village_representative").names() == ["单玉梅"]
    assert shown(village, role="council_member").names() == []


def test_who_has_left_and_guests_are_listed_apart_but_found_by_name(village: Desk) -> None:
    add_guest(village, "周国平", "镇水利站")
    gone = list_people(village)[1]
    person_left(village, gone.id, date(2026, 3, 1))
    assert gone.name not in shown(village).names()
    assert shown(village, register="left").names() == [gone.name]
    guest = shown(village, register="guest").people[0]
    assert (guest.name, guest.group, guest.chip[0]) == ("周国平", "镇水利站", "外单位")
    assert shown(village, text="zgp").names() == ["周国平"]
    assert shown(village, text=gone.name).people[0].chip[0] == "不在册"


def test_the_filters_offer_the_groups_there_are(village: Desk) -> None:
    page = shown(village)
    assert page.filters
    assert [words for _key, words in page.filters.groups] == [
        "所有组",
        "第一组",
        "第二组",
        "第十组",
    ]
    assert {"党员", "议事会成员"} <= {words for _key, words in page.filters.roles}


def test_people_without_a_group_can_be_asked_for(village: Desk, tmp_path: Path) -> None:
    import_roster(village, reading(tmp_path, row("钱多", group="")), "名册.csv")
    assert shown(village, group=NO_GROUP).names() == ["钱多"]


def test_households_show_their_members_and_are_found_by_their_head(village: Desk) -> None:
    homes = shown(village, households=True).homes
    assert [(one.head, one.members, one.names) for one in homes] == [
        ("单玉梅", 2, "单玉梅、单小军"),
        ("张伟", 2, "张伟、仇𬭚"),
        ("张伟", 1, "张伟"),
    ]
    assert [one.group for one in shown(village, households=True, text="zw").homes] == [
        "第二组",
        "第十组",
    ]
    assert [one.head for one in shown(village, households=True, group="第一组").homes] == ["单玉梅"]


def test_a_household_is_shown_by_its_head(village: Desk) -> None:
    page = Page()
    presenter = PeoplePresenter(village, page)
    presenter.show(Wanted(households=True))
    person_id = presenter.first_of(page.homes[0].id)
    assert person_id == list_people(village)[0].id
    assert presenter.first_of("nowhere") == ""


def test_an_empty_register_says_so(desk: Desk) -> None:
    page = shown(desk)
    assert not page.anybody
    assert page.counts == ""
    assert page.people == []


def test_a_name_that_is_not_there_can_be_added(village: Desk) -> None:
    page = Page()
    presenter = PeoplePresenter(village, page)
    presenter.show(Wanted(text="欧阳春"))
    presenter.explain_nobody()
    assert page.nobody == ("名册上没有“欧阳春”。", "加上这个人")
    presenter.show(Wanted(text="qqq"))
    presenter.explain_nobody()
    assert page.nobody[1] == ""


def test_births_are_said_as_far_as_they_are_known() -> None:
    assert [birth_words(each) for each in ("", "1962", "1962-01", "1962-01-02")] == [
        "",
        "1962年",
        "1962年1月",
        "1962年1月",
    ]
    assert whole_birth_words("1962-01-02") == "1962年1月2日"


def test_groups_are_sorted_by_their_numbers() -> None:
    listed = ["第十组", "第二组", "第二十一组", "第一组"]
    assert sorted(listed, key=group_rank) == ["第一组", "第二组", "第十组", "第二十一组"]
