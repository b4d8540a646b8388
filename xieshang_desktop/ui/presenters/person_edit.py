"""Adding and changing a person: the form, its doubts before saving, and which field is wrong."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from msgspec.structs import replace

from xieshang_desktop.domain.identity import mask_id_number, mask_phone
from xieshang_desktop.domain.people import Household, Person
from xieshang_desktop.domain.terms import Sex
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import add_person, blank_person, doubts, edit_person
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.attention import attention_words

_FIELDS = {
    "person_name_missing": "name",
    "birth_unreadable": "birth",
    "id_number_unusable": "id_number",
    "phone_unreadable": "phones",
}


class PersonForm(NamedTuple):
    """The form's fields as written; telephones stand in one line."""

    name: str
    sex: str
    birth: str
    villager: bool
    group: str
    relation: str
    party_member: bool
    organisation: str
    id_number: str
    phones: str
    address: str
    remarks: str


class Draft(NamedTuple):
    """What the form begins with: `home` in words where the group follows the household, and the
    field that gets the keyboard."""

    person: Person
    new: bool
    title: str
    form: PersonForm
    id_mask: str
    phone_mask: str
    home: str
    field: str


class Remark(NamedTuple):
    """Something to say about a field."""

    field: str
    sentence: str


def open_form(desk: Desk, target: str) -> Draft:
    """`new`, `new:HOUSEHOLD`, `new#NAME`, `ID` or `ID#FIELD`; RuleBroken `gone`."""
    target, _mark, extra = target.partition("#")
    key, _colon, household_id = target.partition(":")
    new = key == "new"
    with desk.store.read() as reader:
        home = reader.one(Household, household_id) if household_id else None
        if new:
            person = blank_person(home.group if home else "", home.id if home else None)
            person = replace(person, name=extra)
        else:
            person = reader.one(Person, key)
            home = reader.find(Household, person.household_id)
    return Draft(
        person=person,
        new=new,
        title=_("加一个人") if new else _("修改 {0}").format(person.name),
        form=_form_of(person),
        id_mask=mask_id_number(person.id_number),
        phone_mask="　".join(map(mask_phone, person.phones)),
        home=_("{0}　户主 {1}").format(home.group, home.head) if home else "",
        field="name" if new else extra or "name",
    )


def filled(person: Person, form: PersonForm) -> Person:
    """The person with what was written."""
    return replace(
        person,
        name=form.name,
        sex=Sex(form.sex or Sex.UNKNOWN),
        birth=form.birth,
        villager=form.villager,
        group=form.group if form.villager else "",
        relation=form.relation if form.villager else "",
        party_member=form.party_member,
        organisation="" if form.villager else form.organisation,
        id_number=form.id_number,
        phones=(form.phones,) if form.phones else (),
        address=form.address,
        remarks=form.remarks,
    )


def doubts_of(desk: Desk, person: Person) -> tuple[Remark, ...]:
    """What to ask before saving; raises what saving would raise for a field."""
    found = []
    for doubt in doubts(desk, person):
        sentence = attention_words(doubt.code)
        if doubt.code == "namesake_known":
            sentence = _("{0}：{1}").format(sentence, doubt.text)
        found.append(Remark(doubt.field, sentence))
    return tuple(found)


def fault_of(problem: Problem) -> Remark:
    """Which field a problem found by `doubts_of` is about, and what to say under it."""
    words = words_for(problem)
    return Remark(_FIELDS[problem.code], words.together)


def keep(desk: Desk, person: Person, *, new: bool) -> Person:
    """Save; raises as `services.people.add_person`."""
    return add_person(desk, person) if new else edit_person(desk, person)


def _form_of(person: Person) -> PersonForm:
    return PersonForm(
        name=person.name,
        sex=person.sex.value,
        birth=person.birth,
        villager=person.villager,
        group=person.group,
        relation=person.relation,
        party_member=person.party_member,
        organisation=person.organisation,
        id_number=person.id_number,
        phones=" ".join(person.phones),
        address=person.address,
        remarks=person.remarks,
    )
