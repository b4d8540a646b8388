"""Recovery sheets: any two of three give the key back, however somebody types them."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations, permutations
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.errors import BadInput
from xieshang_desktop.exchange.identities import (
    identity_of,
    read_identity,
    recipient_of,
    secret_of,
)
from xieshang_desktop.exchange.shares import SHARES, WORDS, Share, check, combine, split

SECRETS = st.binary(min_size=32, max_size=32)
SHAMIR = Path(sys.executable).with_name("shamir")

IDENTITY = identity_of(bytes(range(32)))
SHEETS = split(IDENTITY)


def refusal(texts: list[str], recipient: str = "") -> BadInput:
    with pytest.raises(BadInput) as refused:
        combine(texts, recipient)
    return refused.value


def code_of(*texts: str) -> str:
    return refusal(list(texts)).code


@given(SECRETS)
def test_an_identity_is_written_as_age_writes_it(secret: bytes) -> None:
    identity = identity_of(secret)
    assert secret_of(identity) == secret
    assert str(pyrage.x25519.Identity.from_str(identity)) == identity
    assert recipient_of(identity).startswith("age1")


def test_what_age_makes_is_read() -> None:
    for _ in range(50):
        made = str(pyrage.x25519.Identity.generate())
        assert identity_of(secret_of(made)) == made


@given(SECRETS, st.integers(0, 73), st.sampled_from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LB1"))
def test_a_mistyped_identity_is_refused(secret: bytes, place: int, letter: str) -> None:
    right = identity_of(secret)
    wrong = right[:place] + letter + right[place + 1 :]
    if wrong != right:
        with pytest.raises(BadInput):
            secret_of(wrong)


@pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1", "age1qqq", "1", IDENTITY[:-1], "密钥"])
def test_what_is_no_identity_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        secret_of(text)
    assert refused.value.code == "identity_unreadable"


@given(SECRETS)
def test_any_two_sheets_give_any_secret_back(secret: bytes) -> None:
    identity = identity_of(secret)
    sheets = split(identity)
    assert [sheet.number for sheet in sheets] == [1, 2, 3]
    assert len({sheet.printing for sheet in sheets}) == 1
    for pair in permutations(sheets, 2):
        assert combine([sheet.text for sheet in pair], recipient_of(identity)) == identity
    assert combine([sheet.text for sheet in sheets]) == identity


def test_a_sheet_has_33_words_with_their_places() -> None:
    assert len(SHEETS) == SHARES
    for sheet in SHEETS:
        assert len(sheet.words) == len(sheet.places) == WORDS
        assert sheet.text.split() == list(sheet.words)
        assert all(1 <= place <= 1024 for place in sheet.places)
        assert (sheet.words[2], sheet.places[2]) == ("academic", 1)


PARTS = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "，", "、", ", ", "　", " - ", "。"])


@st.composite
def typed(draw: st.DrawFn, sheet: Share) -> str:
    """The sheet as somebody might type it."""
    text = ""
    for word, place in zip(sheet.words, sheet.places, strict=True):
        way = draw(st.integers(0, 4))
        piece = [word, word.upper(), word[:4], word[:5].title(), f"{place:04d}"][way]
        if draw(st.booleans()):
            piece = "".join(chr(ord(letter) + 0xFEE0) for letter in piece)
        text += piece + draw(PARTS)
    return draw(PARTS) + text


@given(st.data())
def test_a_sheet_may_be_typed_in_any_way(data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(list(combinations(SHEETS, 2))))
    assert combine([data.draw(typed(one)), data.draw(typed(other))]) == IDENTITY


def test_places_may_be_run_together() -> None:
    texts = ["".join(f"{place:04d}" for place in sheet.places) for sheet in SHEETS[1:]]
    assert combine(texts) == IDENTITY


@given(
    st.integers(0, WORDS - 1),
    st.sampled_from(["zebra", "acad1", "aca", "0000", "1025", "12", "水"]),
)
def test_a_word_that_is_none_is_told_with_its_sheet_and_place(at: int, word: str) -> None:
    words = list(SHEETS[1].words)
    words[at] = word
    refused = refusal([SHEETS[0].text, " ".join(words)])
    facts = (refused.code, refused.facts["sheet"], refused.facts["place"], refused.facts["word"])
    assert facts == ("share_word_unknown", 2, at + 1, word)


def test_a_letter_of_another_alphabet_is_no_letter() -> None:
    cyrillic = SHEETS[0].text.replace("academic", "аcademic")
    assert code_of(cyrillic, SHEETS[1].text) == "share_word_unknown"


@pytest.mark.parametrize("count", [1, 20, 32, 34, 66])
def test_too_few_and_too_many_words_are_counted(count: int) -> None:
    words = (SHEETS[0].words * 2)[:count]
    refused = refusal([" ".join(words), SHEETS[1].text])
    assert (refused.code, refused.facts["count"]) == ("share_incomplete", count)


@given(st.integers(0, WORDS - 1), st.integers(1, 1023))
def test_one_wrong_word_of_the_list_is_found(at: int, aside: int) -> None:
    places = list(SHEETS[0].places)
    places[at] = (places[at] - 1 + aside) % 1024 + 1
    text = " ".join(f"{place:04d}" for place in places)
    assert code_of(text, SHEETS[1].text) == "share_mistyped"


def test_two_words_changed_about_are_found() -> None:
    words = list(SHEETS[0].words)
    words[8], words[9] = words[9], words[8]
    if words[8] != words[9]:
        assert code_of(" ".join(words), SHEETS[1].text) == "share_mistyped"


def test_one_sheet_is_not_enough() -> None:
    assert code_of() == "shares_too_few"
    assert code_of(SHEETS[0].text) == "shares_too_few"
    assert code_of(SHEETS[0].text, " \n") == "shares_too_few"


def test_a_sheet_alone_is_judged_as_it_is_typed() -> None:
    check(SHEETS[0].text, 1)
    with pytest.raises(BadInput) as refused:
        check(SHEETS[0].text + " zero", 2)
    assert (refused.value.code, refused.value.facts["sheet"]) == ("share_incomplete", 2)


def test_the_same_sheet_twice_is_told() -> None:
    assert code_of(SHEETS[0].text, SHEETS[0].text.upper()) == "shares_the_same"
    assert combine([SHEETS[0].text, SHEETS[0].text, SHEETS[2].text]) == IDENTITY


def test_sheets_of_two_printings_are_told() -> None:
    later = split(IDENTITY)
    assert later[1].printing != SHEETS[1].printing
    assert code_of(SHEETS[0].text, later[1].text) == "shares_of_different_printings"


def test_sheets_of_two_printings_with_the_same_digits_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once in 32,768 printings: then only the digest inside tells them apart."""
    monkeypatch.setattr("shamir_mnemonic.shamir._random_identifier", lambda: 4711)
    first, second = split(IDENTITY), split(IDENTITY)
    assert first[0].printing == second[0].printing == "04711"
    assert code_of(first[0].text, second[1].text) == "shares_of_different_printings"
    assert code_of(first[0].text, second[0].text) == "shares_of_different_printings"


def test_the_sheets_of_another_key_are_told() -> None:
    texts = [sheet.text for sheet in SHEETS[:2]]
    assert refusal(texts, recipient_of(identity_of(bytes(32)))).code == "shares_of_another_key"


def test_shares_of_another_scheme_are_told() -> None:
    from shamir_mnemonic import generate_mnemonics

    for threshold, groups, exponent, extendable in (
        (1, [(3, 5)], 1, True),
        (1, [(2, 5)], 1, False),
        (2, [(2, 3), (2, 3)], 1, True),
        (1, [(2, 3)], 0, True),
    ):
        foreign = generate_mnemonics(
            threshold, groups, bytes(32), iteration_exponent=exponent, extendable=extendable
        )
        assert code_of(foreign[0][0], foreign[0][1]) == "share_foreign"


@given(st.lists(st.text(max_size=400), max_size=3))
def test_nothing_that_is_typed_breaks_it(texts: list[str]) -> None:
    assert code_of(*texts).startswith("share")


def test_the_reference_program_gives_the_same_secret() -> None:
    typed_in = "\n".join(sheet.text for sheet in (SHEETS[2], SHEETS[0])) + "\n"
    said = subprocess.run(
        [SHAMIR, "recover"], input=typed_in, capture_output=True, text=True, check=True
    )
    assert said.stdout.split()[-1] == secret_of(IDENTITY).hex(), said.stdout


def test_what_the_reference_program_shares_is_taken() -> None:
    made = subprocess.run(
        [SHAMIR, "create", "2of3", "-S", secret_of(IDENTITY).hex(), "-E", "1"],
        capture_output=True,
        text=True,
        check=True,
    )
    texts = [line for line in made.stdout.splitlines() if len(line.split()) == WORDS]
    assert len(texts) == SHARES, made.stdout
    assert combine(texts[1:]) == IDENTITY


def test_a_share_does_not_show_its_words() -> None:
    assert SHEETS[0].words[0] not in repr(SHEETS)


def test_an_identity_is_read_from_a_folder_of_keys_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "seal.key"
    file.write_text(f"# created: today\n# public key: age1\n{IDENTITY}\n", "utf-8")
    assert read_identity(tmp_path) == read_identity(file) == IDENTITY
    for text in ("", "nothing\n", f"{IDENTITY}\n{IDENTITY}\n"):
        file.write_text(text, "utf-8")
        with pytest.raises(BadInput):
            read_identity(file)
    with pytest.raises(BadInput):
        read_identity(tmp_path / "nowhere")
