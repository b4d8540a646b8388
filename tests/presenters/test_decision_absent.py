"""The form of who cannot come: who may carry a proxy, and what is to be looked at."""

from __future__ import annotations

from msgspec.structs import replace

from tests.deciding import an_open_decision
from tests.services.test_decision_absent import MEMBERS, families
from xieshang_desktop.domain.people import Person
from xieshang_desktop.services import sign_in
from xieshang_desktop.services.decision_door import open_door
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.decision_absent import absent_form, keep_absent
from xieshang_desktop.ui.presenters.topic_sheets import Ask


def form_of(desk: Desk, meeting_id: str, person: Person) -> Ask:
    hit = sign_in.door_lines(desk, [person.id])[person.id]
    return absent_form(desk, open_door(desk, meeting_id), hit)


def change(desk: Desk, person: Person) -> None:
    with desk.store.write() as uow:
        uow.put(person, "person_changed")
        uow.commit()


def test_a_carrier_whose_age_nobody_knows_is_to_be_asked(desk: Desk) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    assert "完全民事行为能力" not in form_of(desk, meeting_id, people[33]).note
    change(desk, replace(people[32], birth=""))
    note = form_of(desk, meeting_id, people[33]).note
    assert f"看不出{people[32].name}满了十八周岁" in note
    assert "完全民事行为能力" in note


def test_who_is_on_no_roll_takes_part_as_a_member_when_that_is_said(desk: Desk) -> None:
    people = families(desk)
    change(desk, replace(people[40], left_on=desk.today))
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    assert "member" not in form_of(desk, meeting_id, people[41]).values()
    assert form_of(desk, meeting_id, people[40]).values()["member"] == ""
    keep_absent(desk, meeting_id, people[40].id, {"way": "online", "member": "yes"})
    assert read_file(desk, meeting_id).presences[people[40].id].entitled
