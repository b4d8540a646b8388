"""Rosters written for a test, read as a village's file is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from xieshang_desktop.services.roster import RosterReading, read_roster

HEADER = ("组别", "户主", "姓名", "与户主关系", "性别", "出生年月", "身份证号", "联系电话", "身份")


def row(
    name: str,
    *,
    group: str = "第一组",
    head: str = "",
    relation: str = "",
    sex: str = "",
    birth: str = "",
    id_number: str = "",
    phone: str = "",
    roles: str = "",
) -> tuple[str, ...]:
    """One person's row; who has no other head is a head."""
    head = head or name
    relation = relation or ("户主" if head == name else "子")
    return (group, head, name, relation, sex, birth, id_number, phone, roles)


def write_csv(file: Path, rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    """A roster as a text table."""
    file.write_text("".join(",".join(each) + "\r\n" for each in [header, *rows]), "utf-8-sig")
    return file


def reading(folder: Path, *rows: Sequence[str]) -> RosterReading:
    """A roster of these rows, read."""
    return read_roster(write_csv(folder / "名册.csv", rows))
