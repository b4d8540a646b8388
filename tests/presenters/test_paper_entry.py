"""Entering a sheet costs few keys a row, however many people are on the roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import Attempts
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.search_keys import keys_of
from xieshang_desktop.domain.terms import Part
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import meetings, paper_entry
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.people import add_keys
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorRow
from xieshang_desktop.ui.presenters.paper_entry import PaperPresenter

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文"


class Page:
    """Remembers who is shown and what is asked; all else it lets pass."""

    def __init__(self) -> None:
        self.found: Sequence[DoorRow] = ()
        self.hint = ""

    def show_found(self, rows: Sequence[DoorRow]) -> None:
        self.found = rows

    def show_nobody(self, _sentence: str) -> None:
        self.found = ()

    def show_hint(self, words: str, _kind: str) -> None:
        self.hint = words

    def __getattr__(self, _name: str) -> Any:
        return lambda *_given: None


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    names = [a + b + c for a, b, c in product(SURNAMES, GIVEN[::3], GIVEN[1::4])][:1000]
    made = [
        Person(id=new_id(), name=name, group=f"第{'一二三四五六七八'[at % 8]}组")
        for at, name in enumerate(names)
    ]
    with desk.store.write() as uow:
        uow.put_all(made, "person_added")
        add_keys(uow, [(p.id, keys_of(p.name)) for p in made])
        uow.commit()
    return made


def initials(name: str) -> str:
    """The first letters, as one of the keys by which the name is found."""
    return next(
        k[1:]
        for k in keys_of(name)
        if k.startswith("0") and k[1:].isascii() and len(k) == len(name) + 1
    )


def test_a_row_costs_about_four_keys(desk: Desk, people: list[Person], clock: HandClock) -> None:
    blank = meetings.blank_meeting(desk, desk.clock() + timedelta(days=10))
    meeting = meetings.plan_meeting(desk, replace(blank, title="第一次协商议事会"), [])
    asked = people[::4][:200]
    with desk.store.write() as uow:
        uow.put_all(
            [
                Invitation(
                    id=new_id(), meeting_id=meeting.id, person_id=p.id, part=Part.STAKEHOLDER
                )
                for p in asked
            ],
            "invited",
        )
        uow.commit()
    clock.moment += timedelta(days=11)
    page = Page()
    presenter = PaperPresenter(desk, page, Attempts(), lambda *_given: None)
    presenter.open(meeting.id)
    keys = 0
    for person in reversed(asked):
        letters = initials(person.name)
        for count in range(1, len(letters) + 1):
            presenter.narrow(letters[:count])
            shown = [row.key for row in page.found]
            if shown.index(person.id) == 0:
                break
        keys += count + shown.index(person.id) + 1  # letters, arrows, Enter
        presenter.enter(person.id)
    sheet = paper_entry.open_sheet(desk, meeting.id)
    rows = [row.attendance.person_id for row in sheet.rows if row.attendance]
    assert rows == [person.id for person in reversed(asked)]
    assert keys / len(asked) <= 4.5
