"""Importing a roster in words: what each column holds, what would change, what needs a look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.identity import mask_phone
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import roster, roster_report
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.roster import (
    Attention,
    ImportReport,
    Preview,
    RosterPerson,
    RosterReading,
)
from xieshang_desktop.ui.presenters.people import birth_words
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.attention import attention_words
from xieshang_desktop.wording.facts import listed

Step = Callable[[int, int, str], None]

#: What a column can hold;民族 and 文化程度 are recognised and left out (PIPL art. 6).
FIELDS = {
    "name": N_("姓名"),
    "group": N_("组别"),
    "household": N_("户号"),
    "head": N_("户主"),
    "relation": N_("与户主关系"),
    "sex": N_("性别"),
    "birth": N_("出生日期"),
    "id_number": N_("身份证号"),
    "phone": N_("电话"),
    "party": N_("政治面貌"),
    "roles": N_("身份或职务"),
    "address": N_("住址"),
    "ethnicity": N_("民族（不录入）"),
    "education": N_("文化程度（不录入）"),
    "remarks": N_("备注"),
    "sequence": N_("序号（不录入）"),
}
#: The file can be read, only what its columns are must be said by a person.
_TO_BE_MAPPED = frozenset(["not_a_roster", "no_name_column", "no_people"])
#: The roster has a number that could not be taken.
LOST_NUMBER = frozenset(["id_damaged", "id_length", "id_date", "id_duplicate"])
#: The field of the person's form that a code is about.
_FIELD_OF = {"id_": "id_number", "birth": "birth", "sex": "sex", "phone": "phones", "name": "name"}
_READ, _RAW, _MOST_COLUMNS = 12, 12, 60


class Look(NamedTuple):
    """A file as it was read dry; without a reading its columns must be said first."""

    path: Path
    mapping: dict[int, str | None]
    preview: Preview
    reading: RosterReading | None
    report: ImportReport | None
    problem: tuple[str, str]


class ColumnRow(NamedTuple):
    """One column of the file: `number` from 0; `field` '' is not used, `unknown` when it has a
    title all the same."""

    number: int
    letter: str
    title: str
    samples: str
    field: str
    unknown: bool


class MappingView(NamedTuple):
    """How the columns were understood; `people` are the first rows read so, or `raw` the first
    rows as they stand where nothing could be read."""

    facts: str
    sheets: tuple[str, ...]
    sheet: str
    columns: tuple[ColumnRow, ...]
    people: tuple[tuple[str, ...], ...]
    raw: tuple[tuple[str, str], ...]
    problem: tuple[str, str]
    ready: bool


class Line(NamedTuple):
    """One thing to look at; `target` opens the form at the field, '' where there is nobody."""

    row: int
    name: str
    group: str
    column: str
    text: str
    code: str
    sentence: str
    person_id: str
    target: str


class ResultView(NamedTuple):
    """What an import would do or did."""

    figures: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    heading: str
    kinds: tuple[tuple[str, str], ...]
    changes: bool
    button: str
    said: str
    hint: str


def look_at(
    desk: Desk, path: Path, sheet: str | None, mapping: Mapping[int, str | None], step: Step
) -> Look:
    """Read a roster dry and compare it with the register; for the worker thread.

    Raises as `services.roster.read_roster`, but where only the columns are not understood.
    """
    step(0, 0, "")
    preview = roster.preview(path, sheet=sheet, mapping=mapping)
    step(0, 0, "")
    try:
        reading = roster.read_roster(path, sheet=sheet, mapping=mapping)
    except BadInput as problem:
        if problem.code not in _TO_BE_MAPPED:
            raise
        return Look(path, dict(mapping), preview, None, None, words_for(problem))
    step(0, 0, "")
    return Look(path, dict(mapping), preview, reading, roster.plan_import(desk, reading), ("", ""))


def field_choices() -> list[tuple[str, str]]:
    """What a column can be said to hold."""
    return [("", _("不用这一列")), *((field, _(words)) for field, words in FIELDS.items())]


def mapping_view(look: Look) -> MappingView:
    """How a file was understood."""
    shown = look.preview
    facts = [look.path.name]
    if shown.header_rows:
        rows = listed(map(str, shown.header_rows))
        facts.append(_("表头在第 {0} 行").format(rows))
    if look.reading is not None:
        facts.append(_("读出 {0} 人").format(len(look.reading.people)))
    return MappingView(
        facts="　".join(facts),
        sheets=shown.sheets,
        sheet=shown.sheet,
        columns=_columns(shown),
        people=tuple(map(_person_cells, look.reading.people[:_READ])) if look.reading else (),
        raw=() if look.reading else tuple(_raw(shown)),
        problem=look.problem,
        ready=look.reading is not None,
    )


def result_view(
    report: ImportReport, reading: RosterReading, lost: frozenset[str] | None = None
) -> ResultView:
    """What an import would do, or has done (then `lost` are those still without a number)."""
    lines = _lines(report, reading)
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.code] = counts.get(line.code, 0) + 1
    done = bool(report.action)
    changes = bool(report.people or report.updated or report.households or report.roles)
    return ResultView(
        figures=(
            (_("新增人员"), str(report.people)),
            (_("新增户"), str(report.households)),
            (_("更新"), str(report.updated)),
            (_("不变"), str(report.unchanged)),
            (_("新登记的身份"), str(report.roles)),
            (_("跳过的行"), str(report.skipped)),
        ),
        lines=lines,
        heading=_("要留意的 {0} 处").format(len(lines)) if lines else _("没有要留意的"),
        kinds=(
            ("", _("全部 {0} 处").format(len(lines))),
            *(
                (code, _("{0}（{1}）").format(attention_words(code), count))
                for code, count in sorted(counts.items(), key=lambda item: -item[1])
            ),
        ),
        changes=changes,
        button=_button(report, changes=changes),
        said=_said(report) if done else "",
        hint=_hint(lines, lost) if done else "",
    )


def states(lines: Sequence[Line], lost: frozenset[str]) -> list[tuple[str, str]]:
    """For each line the chip that says whether its lost number was entered since."""
    nothing, waiting, done = ("", "neutral"), (_("待补录"), "waiting"), (_("已补录"), "done")
    return [
        (waiting if line.person_id in lost else done)
        if line.code in LOST_NUMBER and line.person_id
        else nothing
        for line in lines
    ]


def without_number(desk: Desk, lines: Sequence[Line]) -> frozenset[str]:
    """Of the people whose number was lost, those who still have none."""
    ids = [line.person_id for line in lines if line.code in LOST_NUMBER and line.person_id]
    return roster_report.without_id_number(desk, ids)


def save_lines(path: Path, lines: Sequence[Line]) -> Path:
    """Keep the list as a table; WorldFailed `disk_full`, `folder_not_writable`."""
    titles = (_("行"), _("姓名"), _("组别"), _("列"), _("原文"), _("要留意的"))
    roster_report.save_report(
        path,
        titles,
        [
            (line.row or "", line.name, line.group, line.column, line.text, line.sentence)
            for line in lines
        ],
    )
    return path


def list_name(desk: Desk) -> str:
    """What the saved list is called, unless another name is given."""
    return _("名册导入 要留意的 {0}.csv").format(desk.today.isoformat())


def _columns(shown: Preview) -> tuple[ColumnRow, ...]:
    return tuple(
        ColumnRow(
            number=column.index,
            letter=column.letter,
            title=column.title,
            samples="　".join(_veil(column.field, sample) for sample in column.samples),
            field=column.field or "",
            unknown=bool(column.title and not column.field),
        )
        for column in shown.columns
        if column.title or column.samples
    )[:_MOST_COLUMNS]


def _veil(field: str | None, sample: str) -> str:
    """Enough of a telephone or ID number to tell what the column holds."""
    if field not in ("phone", "id_number") or len(sample) < 7:
        return sample
    return f"{sample[:3]}****{sample[-4:]}"


def _person_cells(one: RosterPerson) -> tuple[str, ...]:
    phones = "　".join(map(mask_phone, one.phones))
    return (one.name, one.group, one.head, birth_words(one.birth), phones, "")


def _raw(shown: Preview) -> list[tuple[str, str]]:
    rows = []
    for number, row in enumerate(shown.rows[:_RAW], 1):
        cells = "　".join(cell for cell in row if cell)
        rows.append((str(number), cells))
    return rows


def _lines(report: ImportReport, reading: RosterReading) -> tuple[Line, ...]:
    people = {one.row: one for one in reading.people}
    absent = iter(report.absent)
    words = cache(attention_words)
    return tuple(
        _absent_line(next(absent), each.code, words(each.code))
        if each.code == "person_not_listed"
        else _line(each, words(each.code), people.get(each.row), report.rows.get(each.row, ""))
        for each in report.attention
    )


def _line(each: Attention, sentence: str, one: RosterPerson | None, person_id: str) -> Line:
    field = next((f for start, f in _FIELD_OF.items() if each.code.startswith(start)), "")
    return Line(
        row=each.row,
        name=one.name if one else "",
        group=one.group if one else "",
        column=each.column,
        text=each.text,
        code=each.code,
        sentence=sentence,
        person_id=person_id,
        target=f"{person_id}#{field}" if person_id and field else person_id,
    )


def _absent_line(person: roster.Absent, code: str, sentence: str) -> Line:
    return Line(
        row=0,
        name=person.name,
        group=person.group,
        column="",
        text="",
        code=code,
        sentence=sentence,
        person_id=person.id,
        target=person.id,
    )


def _button(report: ImportReport, *, changes: bool) -> str:
    if not changes:
        return _("没有要导入的")
    if report.people:
        return _("导入 {0} 人").format(report.people)
    return _("更新 {0} 人").format(report.updated) if report.updated else _("导入")


def _said(report: ImportReport) -> str:
    parts = [
        words.format(count)
        for words, count in (
            (_("新增 {0} 人"), report.people),
            (_("新增 {0} 户"), report.households),
            (_("更新 {0} 人"), report.updated),
            (_("不变 {0} 人"), report.unchanged),
            (_("登记身份 {0} 个"), report.roles),
            (_("跳过 {0} 行"), report.skipped),
        )
        if count
    ]
    return _("已导入：{0}。").format(listed(parts))


def _hint(lines: Sequence[Line], lost: frozenset[str] | None) -> str:
    numbers = len({line.person_id for line in lines if line.code in LOST_NUMBER} & (lost or set()))
    if numbers:
        return _("还有 {0} 人的身份证号要照证件补录：打开下面的行就能填。").format(numbers)
    return _("打开下面的行，可以改这个人的资料。") if lines else ""
