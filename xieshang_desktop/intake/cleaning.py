"""One row's cells cleaned into one person, with a report of everything that is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from xieshang_desktop.domain.identity import (
    NOTHING_WRITTEN,
    IdReading,
    read_id_number,
    read_phones,
    sex_of,
)
from xieshang_desktop.domain.names import private_use
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.intake.births import agrees, read_birth
from xieshang_desktop.intake.headers import flagged_role
from xieshang_desktop.intake.households import Place
from xieshang_desktop.intake.reading import FIELDS, Attention, Column
from xieshang_desktop.intake.words import (
    read_ethnicity,
    read_party,
    read_roles,
    read_sex,
    read_yes,
)
from xieshang_desktop.intake.workbooks import Cell

#: What stands in a name where a program lost a character.
_LOST = re.compile(r"[?？□■�*＊#]")
_NO_ID = IdReading("")


class Draft(msgspec.Struct, kw_only=True, gc=False):
    """A person whose household and whose number's uniqueness are settled only at the end."""

    row: int
    place: Place
    sex: Sex
    birth: str
    id_number: str
    phones: tuple[str, ...]
    party_member: bool
    roles: tuple[Role, ...]
    other_roles: tuple[str, ...]
    ethnicity: str
    education: str
    address: str
    remarks: str


class Report:
    """Collects what a person must look at; unknown words are named once."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self._titles: dict[str | int, str] = {}
        for column in columns:
            if column.field:
                self._titles[column.index] = column.title or column.letter
                self._titles.setdefault(column.field, column.title or column.letter)
        self._attention: list[Attention] = []
        self._words: set[tuple[str, str]] = set()

    def add(self, row: int, field: str | int, code: str, text: str) -> None:
        """One thing; `field` is a field's name or a column's index."""
        column = self._titles.get(field, "")
        self._attention.append(Attention(row=row, column=column, code=code, text=text))

    def add_word(self, row: int, index: int, code: str, word: str) -> None:
        """An unknown word, reported where it stands first."""
        if (code, word) not in self._words:
            self._words.add((code, word))
            self.add(row, index, code, word)

    def by_row(self) -> tuple[Attention, ...]:
        """Everything, in the order of the file."""
        return tuple(sorted(self._attention, key=lambda each: each.row))


class RowCleaner:
    """Cleans the cells of one row after the other."""

    def __init__(
        self, columns: tuple[Column, ...], report: Report, *, today: date, digits_lost: bool
    ) -> None:
        self._report = report
        self._today = today
        self._digits_lost = digits_lost
        self._at: dict[str, list[int]] = {field: [] for field in FIELDS}
        for column in columns:
            if column.field:
                self._at[column.field].append(column.index)
        self._flags = {
            column.index: flagged_role(column.title)
            for column in columns
            if column.field == "roles"
        }

    def clean(self, number: int, row: list[Cell], texts: list[str], place: Place) -> Draft:
        """The person in this row, given as cells and as texts; doubts go to the report."""
        if not place.name.isalpha():
            self._check_name(number, place.name)
        id_reading = self._id_number(number, row, texts)
        trusted = _NO_ID if id_reading.fault else id_reading
        remarks = self._text(texts, "remarks")
        roles, others, party_word = self._roles(number, texts)
        if remarks:
            remarked = read_roles(remarks)
            named = remarked.roles or remarked.party_member
            if named and remarked.others:
                self._report.add(number, "remarks", "role_in_remarks", remarks)
            elif named:
                roles, remarks = (*roles, *remarked.roles), ""
                party_word = party_word or remarked.party_member
        return Draft(
            row=number,
            place=place,
            sex=self._sex(number, texts, trusted),
            birth=self._birth(number, row, texts, id_reading, trusted),
            id_number=id_reading.value,
            phones=self._phones(number, row, texts),
            party_member=self._party(number, texts, party_word or Role.OLD_PARTY_MEMBER in roles),
            roles=tuple(dict.fromkeys(roles)) if roles else (),
            other_roles=others,
            ethnicity=read_ethnicity(self._text(texts, "ethnicity")),
            education=self._text(texts, "education"),
            address=self._text(texts, "address"),
            remarks=remarks,
        )

    def _text(self, texts: list[str], field: str) -> str:
        found = [" ".join(texts[index].split()) for index in self._at[field] if texts[index]]
        return "；".join(text for text in found if text not in NOTHING_WRITTEN) if found else ""

    def _check_name(self, number: int, name: str) -> None:
        if private_use(name):
            self._report.add(number, "name", "name_private_use", name)
        elif _LOST.search(name):
            self._report.add(number, "name", "name_unreadable", name)

    def _id_number(self, number: int, row: list[Cell], texts: list[str]) -> IdReading:
        for index in self._at["id_number"]:
            if texts[index]:
                reading = read_id_number(row[index])
                if reading.fault:
                    self._report.add(number, index, reading.fault, texts[index])
                return reading
        return _NO_ID

    def _sex(self, number: int, texts: list[str], trusted: IdReading) -> Sex:
        by_number = sex_of(trusted.value)
        for index in self._at["sex"]:
            sex = read_sex(texts[index])
            if sex is None:
                self._report.add(number, index, "sex_unreadable", texts[index])
            elif sex is not Sex.UNKNOWN:
                if by_number is not sex and by_number is not Sex.UNKNOWN:
                    self._report.add(number, index, "sex_differs_from_id", texts[index])
                return sex
        return by_number

    def _birth(
        self,
        number: int,
        row: list[Cell],
        texts: list[str],
        legible: IdReading,
        trusted: IdReading,
    ) -> str:
        for index in self._at["birth"]:
            if not texts[index]:
                continue
            reading = read_birth(
                row[index],
                today=self._today,
                id_birthday=legible.birthday,
                digits_lost=self._digits_lost,
            )
            if reading.fault:
                self._report.add(number, index, reading.fault, texts[index])
            elif not agrees(reading.value, trusted.birthday):
                self._report.add(number, index, "birth_differs_from_id", texts[index])
            if reading.value or reading.fault:
                return reading.value
        return trusted.birthday

    def _phones(self, number: int, row: list[Cell], texts: list[str]) -> tuple[str, ...]:
        numbers: tuple[str, ...] = ()
        for index in self._at["phone"]:
            if texts[index]:
                reading = read_phones(row[index])
                numbers += reading.numbers
                if reading.leftover:
                    self._report.add(number, index, "phone_unreadable", texts[index])
        return tuple(dict.fromkeys(numbers)) if len(numbers) > 1 else numbers

    def _party(self, number: int, texts: list[str], by_role: bool) -> bool:
        member = by_role and not self._at["party"]
        for index in self._at["party"]:
            answer = read_party(texts[index])
            if answer is None:
                self._report.add_word(number, index, "party_unknown", texts[index])
            member = member or bool(answer)
        return member

    def _roles(
        self, number: int, texts: list[str]
    ) -> tuple[tuple[Role, ...], tuple[str, ...], bool]:
        roles: list[Role] = []
        others: list[str] = []
        party_word = False
        for index in self._at["roles"]:
            text = texts[index]
            if not text:
                continue
            flag = self._flags[index]
            if flag is not None and read_yes(text) is not None:
                roles.extend([flag] if read_yes(text) else [])
                continue
            reading = read_roles(text)
            roles.extend(reading.roles)
            party_word = party_word or reading.party_member
            for word in reading.others:
                self._report.add_word(number, index, "role_unknown", word)
            if flag is None:
                others.extend(reading.others)
        return tuple(roles), tuple(dict.fromkeys(others)), party_word
