"""The rows below the header: which of them are people, merged cells filled, totals left out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import msgspec

from xieshang_desktop.domain.identity import NOTHING_WRITTEN
from xieshang_desktop.domain.names import clean_name, group_name, is_numbered_group
from xieshang_desktop.intake.cleaning import Draft, Report, RowCleaner
from xieshang_desktop.intake.grids import Grid, shown
from xieshang_desktop.intake.headers import is_name_title
from xieshang_desktop.intake.households import Households, Place, complete_heads
from xieshang_desktop.intake.reading import Attention, Column, RosterPerson
from xieshang_desktop.intake.workbooks import Cell

_NO_PERSON = re.compile(
    r"(?:本页|本组|全村|全组|.{0,8}[组村户])?(?:合计|总计|小计|共计|累计)|以下空白|以下无正文"
    r"|(?:填表|填报|制表|审核|审批|经办|登记|统计)(?:人|单位|日期|时间)|(?:注|备注|说明|附注)[:：]"
)
#: Cells that are one person's own: never filled from a merged range, and a sign that a row
#: without a name has lost it.
_OWN = ("name", "id_number", "birth", "sex", "relation")
#: Longer than this, the only cell of a row is a title and no name.
_LONGEST_LONE_NAME = 6


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What the rows below the header gave."""

    people: tuple[RosterPerson, ...]
    skipped: int
    attention: tuple[Attention, ...]


def read_body(grid: Grid, columns: tuple[Column, ...], *, section: str, today: date) -> Body:
    """The people in the rows below the header; `section` is a group that the sheet's name gives."""
    at = {column.field: column.index for column in reversed(columns) if column.field}
    first = grid.header.rows[-1] + 1 if grid.header else 0
    group, household, head, relation = map(at.get, ("group", "household", "head", "relation"))
    own = {at[field] for field in _OWN if field in at}
    merged = _fill_merges(grid, first, own)
    _fill_groups_down(grid.rows[first:], at, merged)
    report = Report(columns)
    cleaner = RowCleaner(columns, report, today=today, digits_lost=grid.digits_lost)
    households = Households(
        numbered=household is not None,
        headed=head is not None,
        related=relation is not None,
        merged=bool(merged & {head, household}),
    )
    drafts: list[Draft] = []
    by_id: dict[str, list[Draft]] = {}
    for number, row in enumerate(grid.rows[first:], first + 1):
        texts = [cell.strip() if isinstance(cell, str) else shown(cell) for cell in row]
        name = clean_name(texts[at["name"]])
        if row_kind := _not_a_person(texts, name, own):
            section = _heading(texts) or section
            if row_kind == "heading":
                households.interrupt()
            elif row_kind == "nameless":
                report.add(number, "name", "name_missing", name)
            continue
        place = Place(
            group=(group_name(texts[group]) if group is not None else "") or section,
            number=texts[household] if household is not None else "",
            head=clean_name(texts[head]) if head is not None else "",
            name=name,
            relation="".join(texts[relation].split()) if relation is not None else "",
        )
        draft = cleaner.clean(number, row, texts, place)
        same = by_id.setdefault(draft.id_number, []) if draft.id_number else []
        if any(each.place.name == name for each in same):
            report.add(number, "id_number", "person_repeated", name)
            continue
        same.append(draft)
        drafts.append(draft)
        if not households.place(place):
            report.add(number, "head", "household_missing", name)
        if not place.group and group is not None:
            report.add(number, "group", "group_missing", name)
    _refuse_shared_numbers(by_id, report)
    complete_heads([draft.place for draft in drafts])
    _check_households(drafts, report)
    return Body(
        people=tuple(map(_person, drafts)),
        skipped=len(grid.rows) - first - len(drafts),
        attention=report.by_row(),
    )


def _not_a_person(texts: list[str], name: str, own: set[int]) -> str:
    """'' for a person, else what the row is: blank, heading (or total, or note), nameless."""
    first = next(filter(None, texts), None)
    if first is None:
        return "blank"
    if not first.isdecimal() and _NO_PERSON.match("".join(first.split())):
        return "heading"
    if _NO_PERSON.match(name) or is_name_title(name):
        return "heading"
    if name and name not in NOTHING_WRITTEN and not name.isdecimal():
        lone = len(name) > _LONGEST_LONE_NAME and "·" not in name
        return "heading" if lone and sum(map(bool, texts)) == 1 else ""
    if _is_column_numbers(texts):
        return "heading"
    if name or any(texts[index] for index in own):
        return "nameless"
    return "heading" if _heading(texts) else "blank"


def _is_column_numbers(texts: list[str]) -> bool:
    """The row 甲 乙 1 2 3 that official forms put under their header."""
    given = [text for text in texts if text]
    return len(given) > 2 and all(text in "甲乙丙丁" or text.isdecimal() for text in given)


def _heading(texts: list[str]) -> str:
    """The group that a row such as 第三组（32户） announces, or ''."""
    given = set(filter(None, texts))
    if len(given) != 1:
        return ""
    text = re.sub(r"[（(].*", "", given.pop())
    return group_name(text) if is_numbered_group(text) else ""


def _fill_merges(grid: Grid, first: int, own: set[int]) -> set[int]:
    """Writes a merged cell's value down its first column; gives the columns with such merges."""
    merged: set[int] = set()
    for (top, column), (bottom, _) in grid.merges:
        inside = first <= top < min(bottom, len(grid.rows)) and column < len(grid.rows[top])
        if not inside or column in own:
            continue
        merged.add(column)
        for row in grid.rows[top + 1 : bottom + 1]:
            if row[column] == "":
                row[column] = grid.rows[top][column]
    return merged


def _fill_groups_down(rows: list[list[Cell]], at: dict[str, int], merged: set[int]) -> None:
    """Fills a group column where each group is written only in its first row."""
    if "group" not in at or at["group"] in merged:
        return
    index, name = at["group"], at["name"]
    written = [row[index] for row in rows if row[index] != "" and row[name] != ""]
    if not written or any(a == b for a, b in pairwise(written)):
        return
    group: Cell = ""
    for row in rows:
        if row[name] == "":
            continue
        group = row[index] = group if row[index] == "" else row[index]


def _refuse_shared_numbers(by_id: dict[str, list[Draft]], report: Report) -> None:
    """One number cannot be two people's: nobody keeps it until somebody has looked."""
    for value, drafts in by_id.items():
        if len(drafts) > 1:
            for draft in drafts:
                report.add(draft.row, "id_number", "id_duplicate", value)
                draft.id_number = ""


def _check_households(drafts: list[Draft], report: Report) -> None:
    members = Counter((draft.place.key, draft.place.name) for draft in drafts)
    seen: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        place = draft.place
        if not place.key:
            continue
        if not seen[place.key, ""] and not members[place.key, place.head]:
            text = place.head or place.number
            report.add(draft.row, "head", "household_head_missing", text)
        seen[place.key, ""] += 1
        seen[place.key, place.name] += 1
        if seen[place.key, place.name] == 2:
            report.add(draft.row, "name", "namesake_same_household", place.name)


def _person(draft: Draft) -> RosterPerson:
    place = draft.place
    return RosterPerson(
        row=draft.row,
        name=place.name,
        sex=draft.sex,
        group=place.group,
        household_key=place.key,
        household_number=place.number,
        head=place.head,
        relation="户主" if place.is_head else place.relation,
        birth=draft.birth,
        id_number=draft.id_number,
        phones=draft.phones,
        party_member=draft.party_member,
        roles=draft.roles,
        other_roles=draft.other_roles,
        ethnicity=draft.ethnicity,
        education=draft.education,
        address=draft.address,
        remarks=draft.remarks,
    )
