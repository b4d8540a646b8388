"""Signatures: what minisign accepts of ours and we of minisign's, and nothing that was touched."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.exchange import minisign
from xieshang_desktop.exchange.keys import VillageKeys

PAPER = "青石村协商议事会".encode()
KEY = minisign.new_signing_key(bytes(range(32)), b"\x01\x02\x03\x04\x05\x06\x07\x08")
SIGNERS = {KEY.key_id: KEY.public}


def test_minisign_verifies_our_signature_and_shows_its_comment(tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    paper.write_bytes(PAPER)
    (tmp_path / "paper.minisig").write_text(minisign.sign(KEY, PAPER, "timestamp:1\t说明"))
    (tmp_path / "key.pub").write_text(minisign.write_public(KEY))
    verify = ["minisign", "-V", "-p", tmp_path / "key.pub", "-m", paper]
    said = subprocess.run(verify, check=True, capture_output=True, text=True).stdout
    assert "Trusted comment: timestamp:1\t说明" in said
    paper.write_bytes(PAPER + b" ")
    assert subprocess.run(verify, check=False, capture_output=True).returncode != 0


def test_minisigns_own_signature_is_verified(tmp_path: Path) -> None:
    paper, secret = tmp_path / "paper", tmp_path / "key"
    paper.write_bytes(PAPER)
    secret.write_text(minisign.write_secret(KEY))
    subprocess.run(
        ["minisign", "-S", "-s", secret, "-m", paper, "-t", "由 minisign 签"],
        check=True,
        input=b"",
        capture_output=True,
    )
    signature = minisign.read_signature((tmp_path / "paper.minisig").read_text())
    assert signature.trusted_comment == "由 minisign 签"
    assert minisign.verify(signature, PAPER, SIGNERS)
    assert not minisign.verify(signature, PAPER + b".", SIGNERS)


def test_the_older_signature_form_is_not_read(tmp_path: Path) -> None:
    paper, secret = tmp_path / "paper", tmp_path / "key"
    paper.write_bytes(PAPER)
    secret.write_text(minisign.write_secret(KEY))
    subprocess.run(
        ["minisign", "-S", "-l", "-s", secret, "-m", paper],
        check=True,
        input=b"",
        capture_output=True,
    )
    with pytest.raises(minisign.Unreadable, match="algorithm"):
        minisign.read_signature((tmp_path / "paper.minisig").read_text())


def test_a_key_is_named_as_minisign_names_it(tmp_path: Path) -> None:
    public, secret = tmp_path / "key.pub", tmp_path / "key"
    made = ["minisign", "-G", "-W", "-p", public, "-s", secret]
    subprocess.run(made, check=True, capture_output=True)
    key_id, _public = minisign.read_public(public.read_text())
    assert minisign.key_name(key_id) in public.read_text().splitlines()[0]


def test_a_public_key_is_read_with_or_without_its_comment(keys: VillageKeys) -> None:
    whole = minisign.read_public(keys.public_text)
    assert minisign.read_public(keys.public_text.splitlines()[1]) == whole
    assert whole == (keys.sign.key_id, keys.sign.public)


@pytest.mark.parametrize("text", ["", "\n\n\n", "RWQ=", "comment\nRWQ=", "Ä", "A" * 56])
def test_what_is_no_public_key_is_not_read(text: str) -> None:
    with pytest.raises(minisign.Unreadable):
        minisign.read_public(text)


def test_an_unknown_signer_is_told_apart() -> None:
    signature = minisign.read_signature(minisign.sign(KEY, PAPER, "x"))
    with pytest.raises(KeyError):
        minisign.verify(signature, PAPER, {})


@given(place=st.integers(0, 400), letter=st.characters(min_codepoint=1, max_codepoint=0x4E10))
def test_no_letter_of_a_signature_can_be_changed(place: int, letter: str) -> None:
    text = minisign.sign(KEY, PAPER, "timestamp:1")
    start = text.index("\n") + 1  # the first line is the untrusted comment
    place = start + place % (len(text) - start)
    changed = text[:place] + letter + text[place + 1 :]
    try:
        signature = minisign.read_signature(changed)
    except minisign.Unreadable:
        return
    if changed == text:
        assert minisign.verify(signature, PAPER, SIGNERS)
    elif signature.key_id == KEY.key_id:
        assert not minisign.verify(signature, PAPER, SIGNERS)


@given(content=st.binary(), comment=st.text(st.characters(exclude_characters="\n", codec="utf-8")))
def test_whatever_is_signed_is_verified(content: bytes, comment: str) -> None:
    signature = minisign.read_signature(minisign.sign(KEY, content, comment))
    assert signature.trusted_comment == comment
    assert minisign.verify(signature, content, SIGNERS)
