"""The office telephone: telephones and nothing else, or only what has the form of one."""

from __future__ import annotations

import pytest

from xieshang_desktop.domain.official import is_telephone_list, telephones


@pytest.mark.parametrize(
    "words",
    [
        "0990-2000128",
        "（0990）2000128转8",
        "０９９０－２０００１２８",
        "2000128、2000129",
        "0990-2000128 400-123-4567",
        "12345",
        "19900001234",
        "199 0000 1234",
    ],
)
def test_telephones_and_nothing_else(words: str) -> None:
    assert is_telephone_list(words)
    assert telephones(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "19900001234张三",
        "0990-2000128 张三",
        "99000019900101001X",
        "990000199001010011",
        "6222021234567890",
        "村委会",
        "123",
    ],
)
def test_other_words_are_no_list_of_telephones(words: str) -> None:
    assert not is_telephone_list(words)


def test_a_mobile_is_official_only_where_nothing_else_stands() -> None:
    assert telephones("19900001234") == ("19900001234",)
    assert telephones("19900001234张三，0990-2000128") == ("0990-2000128",)
    assert telephones("身份证99000019900101001X") == ()
