"""What reading a roster gives: its columns, its people, and every row that needs a person."""

from __future__ import annotations

import msgspec

from xieshang_desktop.domain.terms import Role, Sex

#: What a column can hold, in the order in which a mapping screen offers them.
FIELDS = (
    "name",
    "group",
    "household",
    "head",
    "relation",
    "sex",
    "birth",
    "id_number",
    "phone",
    "party",
    "roles",
    "address",
    "ethnicity",
    "education",
    "remarks",
    "sequence",
)


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: `index` counts from 0; `title` is '' where the file has none."""

    index: int
    title: str
    field: str | None
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """A, B … AA, as spreadsheets name columns."""
        return column_letter(self.index)


class Attention(msgspec.Struct, frozen=True, kw_only=True):
    """A row a person must look at. `row` counts from 1 as in the file, 0 is the whole file;
    `column` is the title (or letter), `text` the offending cell as shown."""

    row: int
    column: str
    code: str
    text: str


class RosterPerson(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person as read. `household_key` is the same for all of a household within this reading
    and '' where the file names none; `birth` is '', YYYY, YYYY-MM or YYYY-MM-DD."""

    row: int
    name: str
    sex: Sex
    group: str
    household_key: str
    household_number: str
    head: str
    relation: str
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


class RosterReading(msgspec.Struct, frozen=True, kw_only=True):
    """A roster read dry: nothing is stored yet. `header_rows` count from 1; `skipped` are rows
    between the first and the last that hold no person (titles, totals, blanks, repeated headers).
    """

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    people: tuple[RosterPerson, ...]
    skipped: int
    attention: tuple[Attention, ...]


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """The first rows of a file as text, with the columns as they were understood."""

    sheet: str
    sheets: tuple[str, ...]
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def column_letter(index: int) -> str:
    """The spreadsheet's name of the column with this index (0 is A)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
