"""Dates of birth in the shapes that rosters use."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.names import numeral
from xieshang_desktop.intake.births import agrees, read_birth

TODAY = date(2026, 11, 22)
DAYS = st.dates(min_value=date(1927, 6, 1), max_value=TODAY)


def read(cell: object, **more: object) -> tuple[str, str]:
    reading = read_birth(cell, today=TODAY, **more)  # type: ignore[arg-type]
    return reading.value, reading.fault


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        ("1990.3.7", "1990-03-07"),
        ("199003", "1990-03"),
        (199003.0, "1990-03"),
        ("1990-03", "1990-03"),
        ("1990年3月", "1990-03"),
        ("1990年3月份", "1990-03"),
        ("19900307", "1990-03-07"),
        (19900307.0, "1990-03-07"),
        ("19900307.0", "1990-03-07"),
        (32939, "1990-03-07"),
        (32939.0, "1990-03-07"),
        (32939.75, "1990-03-07"),
        ("32939", "1990-03-07"),
        (1990.03, "1990-03"),
        (1990.12, "1990-12"),
        (1990.0307, "1990-03-07"),
        (1990.031, "1990-03-10"),
        (1990.0, "1990"),
        ("1990年", "1990"),
        ("90.3", "1990-03"),
        (90.3, "1990-03"),
        ("90-3-7", "1990-03-07"),
        ("900307", "1990-03-07"),
        ("05.3", "2005-03"),
        ("1990/3/7 00:00:00", "1990-03-07"),
        ("1990-03-07T00:00:00", "1990-03-07"),
        ("１９９０．３．７", "1990-03-07"),
        ("1990。3。7", "1990-03-07"),
        ("1990 3 7", "1990-03-07"),
        ("'1990.03.", "1990-03"),
        ("1990年3月7日生", "1990-03-07"),
        ("1990-00-00", "1990"),
        ("1990.03.00", "1990-03"),
        ("一九九〇年三月七日", "1990-03-07"),
        ("2000-2-29", "2000-02-29"),
        (datetime(1990, 3, 7, 0, 0), "1990-03-07"),  # noqa: DTZ001 - what a workbook gives
        (date(1990, 3, 7), "1990-03-07"),
        ("不详", ""),
        ("", ""),
        (0, ""),
    ],
)
def test_a_birth_is_read(cell: object, birth: str) -> None:
    assert read(cell) == (birth, "")


@pytest.mark.parametrize(
    "cell",
    [
        "1990.13",
        "1990-2-30",
        "2027.1",
        "1890.1",
        "3/7/1990",
        "农历1990年3月",
        "约60岁",
        1e300,
        -5.0,
    ],
)
def test_what_is_no_birth_is_left_empty(cell: object) -> None:
    assert read(cell) == ("", "birth_unreadable")
    assert read(float("nan")) == read(float("inf")) == ("", "birth_unreadable")


def test_a_number_cell_may_have_lost_the_zero_of_october() -> None:
    assert read(1990.1) == ("1990", "birth_ambiguous")
    assert read(1990.1, id_birthday="1990-10-05") == ("1990-10", "")
    assert read(1990.1, id_birthday="1990-01-05") == ("1990-01", "")
    assert read(1990.1, id_birthday="1990-03-05") == ("1990", "birth_ambiguous")


def test_a_written_january_is_january_unless_a_program_wrote_the_file() -> None:
    assert read("1990.1") == ("1990-01", "")
    assert read("1990.1", digits_lost=True) == ("1990", "birth_ambiguous")
    assert read("1990.10", digits_lost=True) == ("1990-10", "")


def test_two_readings_are_decided_by_the_identity_number_or_not_at_all() -> None:
    assert read("19903") == ("", "birth_ambiguous")  # 1990-3, or day 19,903 of a spreadsheet
    assert read("19903", id_birthday="1990-03-07") == ("1990-03", "")
    assert read("19903", id_birthday="1954-06-28") == ("1954-06-28", "")
    assert read("1990111") == ("1990", "birth_ambiguous")
    assert read("26.3") == ("", "birth_ambiguous")  # a newborn, or a hundred years old


@given(DAYS)
def test_a_whole_date_survives_every_shape(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    han = "".join("〇一二三四五六七八九"[int(c)] for c in str(y))
    for cell in (
        day,
        f"{y}.{m}.{d}",
        f"{y}-{m:02}-{d:02}",
        f"{y}/{m}/{d}",
        f"{y}年{m}月{d}日",
        f"{y}年{m:02}月{d:02}日",
        f"{y}{m:02}{d:02}",
        float(f"{y}{m:02}{d:02}"),
        f"{y}.{m:02}{d:02}",
        f"{y} {m} {d}",
        f"{y}-{m}-{d} 00:00:00",
        f"{han}年{numeral(m)}月{numeral(d)}日",
    ):
        assert read(cell) == (day.isoformat(), ""), cell


@given(DAYS)
def test_a_spreadsheets_day_number_is_its_date(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read(serial, id_birthday=day.isoformat()) == (day.isoformat(), "")
    value, fault = read(float(serial))
    assert value in ("", day.isoformat()) or fault == "birth_ambiguous"


@given(DAYS)
def test_a_month_survives_every_shape(day: date) -> None:
    y, m = day.year, day.month
    for cell in (f"{y}{m:02}", f"{y}.{m:02}", f"{y}-{m}", f"{y}年{m}月", f"{y}/{m:02}", f"{y}.{m}"):
        assert read(cell) == (f"{y}-{m:02}", ""), cell
    number = read(float(f"{y}.{m:02}"), id_birthday=day.isoformat())
    assert number == (f"{y}-{m:02}", "")


@given(st.text(max_size=14) | st.text("0123456789.-/年月日 十〇一", max_size=12) | st.floats())
def test_no_cell_is_too_strange_to_be_answered(cell: str | float) -> None:
    value, fault = read(cell)
    assert value == "" or (1896 <= int(value[:4]) <= 2026 and len(value) in (4, 7, 10))
    assert fault in ("", "birth_unreadable", "birth_ambiguous")


def test_births_agree_as_far_as_they_go() -> None:
    assert agrees("1990", "1990-03-07")
    assert agrees("1990-03", "1990-03-07")
    assert not agrees("1990-04", "1990-03-07")
    assert agrees("", "1990-03-07")
    assert agrees("1990-03-07", "")
