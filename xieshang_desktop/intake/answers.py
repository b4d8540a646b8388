"""Answers collected on a network (问卷、接龙): one row each, whatever the columns are called.

Nothing is guessed: a row without words is skipped and named, an unknown stance stays unsaid.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import msgspec

from xieshang_desktop.domain.names import clean_name, group_name
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.intake.grids import Grid, read_grids, shown
from xieshang_desktop.intake.headers import plain_title
from xieshang_desktop.intake.workbooks import Cell

#: Rows among which the titles are looked for.
_SEARCHED = 10

#: What a column holds, by the titles that surveys and chains of answers (接龙) give it.
_TITLES = {
    "text": (
        "意见",
        "建议",
        "意见建议",
        "意见和建议",
        "您的意见",
        "你的意见",
        "内容",
        "留言",
        "回答",
        "答案",
        "诉求",
        "想法",
        "看法",
    ),
    "name": (
        "姓名",
        "名字",
        "您的姓名",
        "填写人",
        "提交人",
        "提交者",
        "昵称",
        "微信昵称",
        "用户名",
    ),
    "group": ("组别", "小组", "村民小组", "所在小组", "村组", "组"),
    "stance": ("态度", "是否同意", "是否支持", "您的态度", "倾向"),
    "moment": ("时间", "提交时间", "填写时间", "提交日期", "填写日期", "日期", "答题时间"),
    "source": ("来源", "电话", "手机", "手机号", "联系电话", "微信号", "序号", "编号", "答卷编号"),
}
_FIELD_OF = {title: field for field, titles in _TITLES.items() for title in titles}
#: Surveys write whole questions: 您对修路有什么意见或建议？
_INSIDE = {
    "text": re.compile("意见|建议|看法|想法|诉求"),
    "stance": re.compile("同意|支持|赞成|态度"),
    "name": re.compile("姓名|名字"),
    "moment": re.compile("时间|日期"),
}
_STANCES = {
    Stance.AGAINST: re.compile("不同意|不支持|不赞成|反对"),
    Stance.WORRIED: re.compile("顾虑|担心|保留|再商量|不确定|部分"),
    Stance.FOR: re.compile("同意|支持|赞成|没意见|无意见"),
}
_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:：时](\d{1,2}))?"
)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer. `row` counts from 1 as in the file; what the file does not say is empty."""

    row: int
    text: str
    name: str = ""
    group: str = ""
    stance: Stance = Stance.UNSAID
    moment: datetime | None = None
    source: str = ""


class AnswersReading(msgspec.Struct, frozen=True, kw_only=True):
    """A file of answers read dry. `columns` are (title, what it is taken for, or empty); `empty`
    are rows between that hold no words."""

    columns: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    empty: tuple[int, ...]


def read_answers(path: Path) -> AnswersReading:
    """The answers in a .csv, .xlsx, .xls or .ods file; BadInput `no_answer_column` where no column
    holds what people said, and what `read_grids` raises."""
    for grid in read_grids(path):
        found = _titles(grid)
        if found is not None:
            return _read(grid, *found)
    raise BadInput("no_answer_column", path=str(path))


def _titles(grid: Grid) -> tuple[int, list[str]] | None:
    """The row of the titles, the one that tells most; a heading above them names one thing."""
    rows = [_fields([shown(cell) for cell in row]) for row in grid.rows[:_SEARCHED]]
    told = [sum(map(bool, fields)) if "text" in fields else 0 for fields in rows]
    number = told.index(max(told)) if any(told) else -1
    return (number, rows[number]) if number >= 0 else None


def _fields(titles: list[str]) -> list[str]:
    """What each column holds: known titles first, then words inside whole questions."""
    fields = [_FIELD_OF.get(plain_title(title), "") if title else "" for title in titles]
    for field, inside in _INSIDE.items():
        if field not in fields:
            for column, title in enumerate(titles):
                if not fields[column] and inside.search(title):
                    fields[column] = field
                    break
    return [f if f and f not in fields[:column] else "" for column, f in enumerate(fields)]


def _read(grid: Grid, number: int, fields: list[str]) -> AnswersReading:
    answers: list[Answer] = []
    empty: list[int] = []
    for at, row in enumerate(grid.rows[number + 1 :], number + 2):
        cells = {f: cell for f, cell in zip(fields, row, strict=False) if f}
        text = shown(cells["text"]).strip()
        if not text:
            if any(shown(cell).strip() for cell in row):
                empty.append(at)
            continue
        answers.append(
            Answer(
                row=at,
                text=text,
                name=clean_name(shown(cells.get("name", "")).strip()),
                group=group_name(shown(cells.get("group", "")).strip()),
                stance=_stance(shown(cells.get("stance", ""))),
                moment=_moment(cells.get("moment", "")),
                source=shown(cells.get("source", "")).strip(),
            )
        )
    titles = [shown(cell) for cell in grid.rows[number]]
    return AnswersReading(
        columns=tuple(zip(titles, fields, strict=True)), answers=tuple(answers), empty=tuple(empty)
    )


def _stance(words: str) -> Stance:
    return next((stance for stance, said in _STANCES.items() if said.search(words)), Stance.UNSAID)


def _moment(cell: Cell) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=BEIJING)
    found = _MOMENT.search(shown(cell))
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=BEIJING)
    except ValueError:
        return None
