"""Rosters of invented people, shaped as villages keep them: title, joined headers, merged cells."""

from __future__ import annotations

import random
from pathlib import Path

from openpyxl import Workbook

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高单解曾仇区查盖"
_GIVEN = "建国秀英桂兰志强玉梅德明海燕春生凤霞文军淑珍小红永福金花长河丽萍"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def invented_people(count: int) -> list[tuple[str, str, str, str, str]]:
    """Name, sex, birth date, ID number and telephone; always the same people."""
    chance = random.Random(20261122)  # noqa: S311 - the same people each time, not a secret
    people = []
    for number in range(count):
        length = chance.choice((1, 2, 2, 2))
        name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=length))
        year, month, day = chance.randint(1935, 2007), chance.randint(1, 12), chance.randint(1, 28)
        woman = number % 2
        body = f"990000{year}{month:02}{day:02}{number % 500:02}{woman * 2 or 1}"[:17].ljust(
            17, "1"
        )
        total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
        people.append(
            (
                name,
                "女" if woman else "男",
                f"{year}-{month:02}-{day:02}",
                body + "10X98765432"[total % 11],
                f"1990000{number:04}"[-11:],
            )
        )
    return people


def write_roster(count: int, file: Path) -> None:
    """An .xlsx with so many people in households of four."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["和顺村户籍人口花名册"])
    sheet.merge_cells("A1:I1")
    sheet.append(["序号", "组别", "户主", "家庭成员", None, None, None, "联系方式", None])
    sheet.append([None, None, None, "姓名", "性别", "出生日期", "身份证号码", "手机", "备注"])
    for column in "ABC":
        sheet.merge_cells(f"{column}2:{column}3")
    sheet.merge_cells("D2:G2")
    sheet.merge_cells("H2:I2")
    people = invented_people(count)
    for start in range(0, count, 4):
        household = people[start : start + 4]
        first = sheet.max_row + 1
        for offset, (name, sex, birth, id_number, telephone) in enumerate(household):
            group = f"第{'一二三四五六七八'[start // 4 % 8]}组"
            head = household[0][0] if offset == 0 else None
            number = start + offset + 1
            sheet.append([number, group, head, name, sex, birth, id_number, telephone, None])
        if len(household) > 1:
            sheet.merge_cells(f"C{first}:C{first + len(household) - 1}")
    sheet.append(["合计", None, None, count])
    book.save(file)
