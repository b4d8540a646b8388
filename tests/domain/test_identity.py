"""Identity and telephone numbers: read, checked, masked; never repaired."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xieshang_desktop.domain.identity import (
    birthday,
    check_character,
    id_tail,
    lengthen,
    mask_id_number,
    mask_phone,
    number_as_shown,
    read_id_number,
    read_phones,
    sex_of,
)
from xieshang_desktop.domain.terms import Sex

DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2025, 12, 31))


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    born, order = draw(DAYS), draw(st.integers(0, 999))
    first = f"990000{born:%Y%m%d}{order:03}"
    return first + check_character(first)


@pytest.mark.parametrize(
    "number",
    ["11010519491231002X", "440524188001010014", "34052419800101001X", "370101190102039973"],
)
def test_the_published_examples_are_valid(number: str) -> None:
    reading = read_id_number(number)
    assert (reading.value, reading.fault) == (number, "")


@given(id_numbers())
def test_a_number_tells_birthday_and_sex(number: str) -> None:
    reading = read_id_number(number)
    assert reading.value == number
    assert reading.birthday == birthday(number) == f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    assert sex_of(number) is (Sex.MALE if number[16] in "13579" else Sex.FEMALE)


@given(
    id_numbers(),
    st.sampled_from(["{}", " {} ", "'{}", "’{}", '="{}"', "\t{}", "\u3000{}\u200b", "{}\n"]),
    st.sampled_from([" ", "\u3000", "-", ""]),
    st.booleans(),
)
def test_every_way_of_writing_gives_the_same_number(
    number: str, frame: str, blank: str, wide: bool
) -> None:
    written = blank.join((number[:6], number[6:14], number[14:])).lower()
    if wide:
        written = written.translate({ord("0") + d: chr(0xFF10 + d) for d in range(10)})
    assert read_id_number(frame.format(written)).value == number


@given(id_numbers())
def test_a_number_cell_has_lost_its_end_and_is_never_guessed(number: str) -> None:
    assume(number.isdecimal())
    reading = read_id_number(float(number[:15] + "000"))
    assert (reading.value, reading.fault) == ("", "id_damaged")
    assert reading.birthday == birthday(number)
    assert read_id_number(int(number)).fault == "id_damaged"


@pytest.mark.parametrize("text", ["1.10101E+17", "9.90000196502142E+17", "9.9e17"])
def test_an_exponent_is_damage(text: str) -> None:
    assert read_id_number(text).fault == "id_damaged"


@given(id_numbers())
def test_three_zeros_with_a_wrong_check_are_damage(number: str) -> None:
    cut = number[:15] + "000"
    reading = read_id_number(cut)
    if check_character(cut[:17]) == "0":
        assert reading.value == cut
    else:
        assert (reading.value, reading.fault) == ("", "id_damaged")


@given(st.text(max_size=20) | st.text("0123456789xX０９ -.E", max_size=20) | st.floats())
def test_no_cell_is_too_strange_to_be_answered(cell: str | float) -> None:
    reading = read_id_number(cell)
    assert reading.value == "" or (len(reading.value) == 18 and reading.value.isascii())
    for number in read_phones(cell).numbers:
        assert number.isascii()


@given(id_numbers(), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, more: int) -> None:
    assume(number[place].isdecimal())
    wrong = f"{number[:place]}{(int(number[place]) + more) % 10}{number[place + 1 :]}"
    assume(wrong[0] != "0")
    reading = read_id_number(wrong)
    assert reading.fault in {"id_checksum", "id_date", "id_damaged"}
    assert reading.value == (wrong if reading.fault == "id_checksum" else "")


@pytest.mark.parametrize(
    "text", ["99000019900307", "9900001970030700191", "E12345678", "990000-1970", "同上"]
)
def test_what_has_no_right_length_is_not_kept(text: str) -> None:
    assert read_id_number(text) == read_id_number(f" {text} ")
    assert (read_id_number(text).value, read_id_number(text).fault) == ("", "id_length")


def test_an_impossible_date_is_not_kept() -> None:
    assert read_id_number("990000199713210041").fault == "id_date"


@pytest.mark.parametrize("text", ["", " ", "无", "/", "——", "暂无", 0])
def test_nothing_written_is_no_fault(text: object) -> None:
    assert (read_id_number(text).value, read_id_number(text).fault) == ("", "")


def test_an_old_number_gets_its_century_and_check_character() -> None:
    assert lengthen("110105491231002") == "11010519491231002X"
    assert read_id_number("110105491231002").value == "11010519491231002X"
    assert read_id_number(110105491231002.0).value == "11010519491231002X"


def test_fifteen_digits_that_may_be_a_cut_new_number_are_not_lengthened() -> None:
    assert read_id_number("990000200105211").fault == "id_length"


def test_only_the_last_four_characters_are_shown() -> None:
    assert mask_id_number("11010519491231002X") == "**************002X"
    assert id_tail("11010519491231002X") == "002X"
    assert mask_id_number("") == id_tail("1234") == ""


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("19900000001", ("19900000001",)),
        (19900000006.0, ("19900000006",)),
        ("19900000001.0", ("19900000001",)),
        ("199-0000-0002", ("19900000002",)),
        ("199 0000 0002", ("19900000002",)),
        ("+86 19900000001", ("19900000001",)),
        ("0086-19900000001", ("19900000001",)),
        ("１９９０００００００１", ("19900000001",)),
        ("19900000031、0523-87650031", ("19900000031", "0523-87650031")),
        ("19900000001 19900000002", ("19900000001", "19900000002")),
        ("19900000001/19900000002；19900000001", ("19900000001", "19900000002")),
        ("(0523)87650031", ("0523-87650031",)),
        ("010—88881234", ("010-88881234",)),
        ("87650031", ("87650031",)),
        ("400-123-4567", ("4001234567",)),
        ("19900000001（儿子）", ("19900000001",)),
        ("无", ()),
        ("", ()),
    ],
)
def test_every_number_in_a_cell_is_found(cell: object, numbers: tuple[str, ...]) -> None:
    reading = read_phones(cell)
    assert reading.numbers == numbers
    assert reading.leftover == ""


@pytest.mark.parametrize(
    "text", ["1990000000", "199000000012", "1.99E+10", "同上", "1990000000119900000002"]
)
def test_what_is_no_number_is_handed_back(text: str) -> None:
    assert read_phones(text).numbers == ()
    assert read_phones(text).leftover == text


def test_a_good_number_is_kept_beside_a_bad_one() -> None:
    reading = read_phones("19900000001、1990000000")
    assert reading.numbers == ("19900000001",)
    assert "1990000000" in reading.leftover


@given(st.lists(st.integers(13000000000, 19999999999), min_size=1, max_size=4, unique=True))
def test_mobiles_in_one_cell_come_apart(mobiles: list[int]) -> None:
    numbers = tuple(map(str, mobiles))
    for between in ("、", ",", " ", "/", "\n", "；"):
        assert read_phones(between.join(numbers)).numbers == numbers


@given(st.integers(13000000000, 19999999999))
def test_a_mask_hides_the_middle_four(mobile: int) -> None:
    masked = mask_phone(str(mobile))
    assert (masked[:3], masked[3:7], masked[7:]) == (str(mobile)[:3], "****", str(mobile)[7:])


def test_a_landline_keeps_its_area_and_its_end() -> None:
    assert mask_phone("0523-87650031") == "0523-****0031"
    assert mask_phone("87650031") == "****0031"
    assert mask_phone("12345") == "****"


def test_numbers_show_the_fifteen_digits_that_count() -> None:
    assert number_as_shown(9.90000196502142e17) == "990000196502142000"
    assert number_as_shown(12.0) == "12"
    assert number_as_shown(1990.1) == "1990.1"
    assert number_as_shown(float("inf")) == "inf"
