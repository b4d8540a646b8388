"""What two people compare by telephone, and the digits of a receipt slip."""

from __future__ import annotations

import hashlib
import hmac
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from tests.exchange.village import LINE, TOWNSHIP, UNIT
from xieshang_desktop import resources
from xieshang_desktop.domain.messages import PublicKeys
from xieshang_desktop.exchange.keys import enrolment_fingerprint, slip_code, slip_is_plausible

INVITATION = "0199a0b2-7c3d-7e4f-8a5b-1111aaaa2222"
THEIRS = PublicKeys(sign="RWQ" + "a" * 53, seal="age1" + "q" * 58)
OURS = PublicKeys(sign="RWQ" + "b" * 53, seal="age1" + "p" * 58)
WORDS = resources.path("words.txt").read_text("utf-8").splitlines()
HASH = "ab" * 32
KEY = "5a" * 32


def test_the_list_has_256_words_of_two_characters_in_the_order_of_their_sounds() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(re.fullmatch("[\u4e00-\u9fff]{2}", word) for word in WORDS)
    sounds = [lazy_pinyin(word) for word in WORDS]
    assert sounds == sorted(sounds)


def test_no_two_words_sound_alike_even_in_the_villages_own_accent() -> None:
    """Without tones; zh, ch, sh as z, c, s; n as l; f as h; -ng as -n."""

    def heard(syllable: str) -> str:
        syllable = re.sub("^([zcs])h", r"\1", syllable)
        return re.sub("ng$", "n", re.sub("^f", "h", re.sub("^n", "l", syllable)))

    assert len({tuple(map(heard, lazy_pinyin(word))) for word in WORDS}) == 256


def test_the_fingerprint_is_what_the_paper_says() -> None:
    said = ["xieshang-enrolment-1", INVITATION, TOWNSHIP, THEIRS.sign, THEIRS.seal]
    said += [UNIT, OURS.sign, OURS.seal]
    digest = hashlib.sha256("".join(f"{line}\n" for line in said).encode()).digest()
    found = enrolment_fingerprint(INVITATION, TOWNSHIP, THEIRS, UNIT, OURS)
    number = int.from_bytes(digest, "big") % 10**25
    assert found.digits.replace(" ", "") == f"{number:025d}"
    assert [len(group) for group in found.digits.split(" ")] == [5] * 5
    assert found.words == tuple(WORDS[byte] for byte in digest[:8])


def test_anything_exchanged_on_the_way_changes_the_fingerprint() -> None:
    all_different = {
        enrolment_fingerprint(INVITATION, TOWNSHIP, THEIRS, UNIT, OURS),
        enrolment_fingerprint(UNIT, TOWNSHIP, THEIRS, UNIT, OURS),
        enrolment_fingerprint(INVITATION, UNIT, THEIRS, TOWNSHIP, OURS),
        enrolment_fingerprint(INVITATION, TOWNSHIP, OURS, UNIT, THEIRS),
        enrolment_fingerprint(
            INVITATION, TOWNSHIP, PublicKeys(sign=THEIRS.sign, seal=OURS.seal), UNIT, OURS
        ),
    }
    assert len({each.digits for each in all_different}) == 5
    assert len({each.words for each in all_different}) == 5


def test_the_slip_is_what_the_paper_says() -> None:
    said = f"xieshang-slip-1\n{UNIT}\n{LINE}\n12\n{HASH}\n".encode()
    digest = hmac.new(bytes.fromhex(KEY), said, hashlib.sha256).digest()
    code = slip_code(KEY, UNIT, LINE, 12, HASH)
    assert code[:11] == f"{int.from_bytes(digest, 'big') % 10**11:011d}"
    assert slip_is_plausible(code)


def test_a_slip_stands_for_one_village_line_number_and_hash() -> None:
    slips = {
        slip_code(KEY, UNIT, LINE, 12, HASH),
        slip_code("5b" * 32, UNIT, LINE, 12, HASH),
        slip_code(KEY, TOWNSHIP, LINE, 12, HASH),
        slip_code(KEY, UNIT, "5eed0002", 12, HASH),
        slip_code(KEY, UNIT, LINE, 13, HASH),
        slip_code(KEY, UNIT, LINE, 12, "cd" * 32),
    }
    assert len(slips) == 6


@given(number=st.integers(1, 10**6), place=st.integers(0, 11), other=st.integers(1, 9))
def test_one_mistyped_digit_is_noticed(number: int, place: int, other: int) -> None:
    code = slip_code(KEY, UNIT, LINE, number, HASH)
    assert len(code) == 12
    assert slip_is_plausible(code)
    typed = code[:place] + str((int(code[place]) + other) % 10) + code[place + 1 :]
    assert not slip_is_plausible(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1",
        "79927398713",
        "一二三四五六七八九十一二",
        "１２３４５６７８９０１２",
        "12345678901a",
    ],
)
def test_what_is_no_slip_is_noticed(typed: str) -> None:
    assert not slip_is_plausible(typed)


def test_the_check_digit_is_luhns() -> None:
    assert slip_is_plausible("079927398713")
    assert not slip_is_plausible("079927398714")
