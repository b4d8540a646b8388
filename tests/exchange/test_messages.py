"""Receipts, directives and enrolment: what was written is read, and nothing else is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.exchange.forging import (
    Bag,
    close_bag,
    list_again,
    open_bag,
    plus,
    replace,
    seal_clear,
    sign_again,
)
from tests.exchange.letters import (
    CODE,
    INVITATION,
    answer,
    directives,
    invitation,
    receipt,
    rotation,
    to_send,
)
from tests.exchange.village import (
    LINE,
    TOWNSHIP,
    UNIT,
    attach,
    known,
    make_content,
    pack_clear,
    write_entries,
)
from tests.township.quick_code import quick_codes
from xieshang_desktop.domain.messages import Message, kind_of, read_message, write_message
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.exchange import seal
from xieshang_desktop.exchange.keys import VillageKeys, open_keys
from xieshang_desktop.exchange.opened import OpenBundle
from xieshang_desktop.exchange.packing import MessageContent
from xieshang_desktop.exchange.reading import ALL_KINDS, open_bundle, open_invitation
from xieshang_desktop.exchange.writing import BundleWritten
from xieshang_desktop.exchange.writing import write_message as write_message_bundle

INFO = "bag-info.txt"


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> VillageKeys:
    return open_keys(tmp_path_factory.mktemp("township") / "keys")


def send(
    content: MessageContent, keys: VillageKeys, stick: Path, reader: VillageKeys
) -> BundleWritten:
    return write_message_bundle(
        content, keys, stick, scratch=stick.parent / "tmp", recipients=[reader.age_recipient]
    )


def read(clear: bytes, keys: VillageKeys, unit: str = TOWNSHIP, **how: bool) -> Message:
    message = OpenBundle(io.BytesIO(clear), known(keys, unit), ALL_KINDS, **how).message
    assert message is not None
    return message


def refusal(clear: bytes, keys: VillageKeys, unit: str = TOWNSHIP, **how: bool) -> str:
    with pytest.raises(BundleRefused) as refused:
        read(clear, keys, unit, **how)
    return refused.value.code


def test_every_message_comes_out_as_it_went_in(keys: VillageKeys, township: VillageKeys) -> None:
    for message in (
        receipt(),
        directives(),
        invitation(township),
        invitation(township, UNIT),
        answer(keys),
        rotation(keys),
    ):
        assert read_message(kind_of(message), write_message(message)) == message


def test_a_receipt_is_read_by_the_village_it_is_for(
    keys: VillageKeys, township: VillageKeys, stick: Path
) -> None:
    written = send(to_send(receipt()), township, stick, keys)
    name = f"XS1-{UNIT[-12:]}-70570570-00000007-00000007-{written.sha256[:8]}.xsb"
    assert written.path.name == name
    with open_bundle(
        written.path,
        identities=[keys.age_identity],
        known_signers=known(township, TOWNSHIP),
        scratch=stick.parent / "tmp",
    ) as bundle:
        assert bundle.message == receipt()
        assert (bundle.info.kind, bundle.info.unit, bundle.info.addressee) == (
            "receipt",
            TOWNSHIP,
            UNIT,
        )
        assert (bundle.sha256, bundle.size) == (written.sha256, written.size)
        assert not bundle.self_signed
        assert list(bundle.entries()) == []


def test_directives_bring_their_files(
    keys: VillageKeys, township: VillageKeys, stick: Path
) -> None:
    file = attach(stick.parent, b"%PDF letter")
    written = send(to_send(directives([file]), [file]), township, stick, keys)
    with open_bundle(
        written.path,
        identities=[keys.age_identity],
        known_signers=known(township, TOWNSHIP),
        scratch=stick.parent / "tmp",
    ) as bundle:
        assert bundle.files == (file.sha256,)
        assert b"".join(bundle.read_file(file.sha256)) == b"%PDF letter"
        assert bundle.file_size(file.sha256) == 11


def test_signers_can_be_looked_up_one_by_one(
    keys: VillageKeys, township: VillageKeys, stick: Path
) -> None:
    written = send(to_send(receipt()), township, stick, keys)
    asked: list[str] = []

    def look_up(name: str) -> None:
        asked.append(name)

    with (
        pytest.raises(BundleRefused, match="bundle_signer_unknown"),
        open_bundle(
            written.path,
            identities=[keys.age_identity],
            known_signers=look_up,
            scratch=stick.parent / "tmp",
        ),
    ):
        pass
    assert asked == [township.key_name]


def test_an_answer_brings_its_own_key(
    keys: VillageKeys, township: VillageKeys, stick: Path
) -> None:
    written = send(to_send(answer(keys)), keys, stick, township)
    with open_bundle(
        written.path,
        identities=[township.age_identity],
        known_signers=[],
        scratch=stick.parent / "tmp",
    ) as bundle:
        assert bundle.message == answer(keys)
        assert bundle.self_signed
        assert bundle.signer == keys.key_name


def test_only_the_kinds_that_were_asked_for_are_read(township: VillageKeys) -> None:
    clear = pack_clear(to_send(receipt()), township)
    with pytest.raises(BundleRefused, match="bundle_kind_unknown"):
        OpenBundle(io.BytesIO(clear), known(township, TOWNSHIP), {"entries", "enrolment"})


def test_a_key_of_another_unit_is_told(township: VillageKeys) -> None:
    clear = pack_clear(to_send(receipt()), township)
    assert refusal(clear, township, UNIT) == "bundle_signer_foreign"


# -- invitations ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def invited(township: VillageKeys, tmp_path_factory: pytest.TempPathFactory) -> BundleWritten:
    stick = tmp_path_factory.mktemp("invited") / "stick"
    stick.mkdir()
    content = to_send(invitation(township))
    scratch = stick.parent / "tmp"
    with quick_codes():
        return write_message_bundle(content, township, stick, scratch=scratch, code=CODE)


def test_an_invitation_opens_with_its_code(township: VillageKeys, invited: BundleWritten) -> None:
    assert invited.path.name.startswith(f"XS1-{INVITATION[-12:]}-70570570-00000001-00000001-")
    assert seal.needs_code(invited.path)
    assert open_invitation(invited.path, " 4812 1632 0064 ") == invitation(township)


def test_a_wrong_code_is_told_as_that(invited: BundleWritten) -> None:
    with pytest.raises(BundleRefused) as refused:
        open_invitation(invited.path, "481216320065")
    assert refused.value.code == "invitation_code_wrong"


def test_a_damaged_invitation_is_told(invited: BundleWritten, tmp_path: Path) -> None:
    sealed = invited.path.read_bytes()
    path = tmp_path / "damaged.xsb"
    path.write_bytes(sealed[:-1])
    with pytest.raises(BundleRefused, match="bundle_damaged"):
        open_invitation(path, CODE)


@pytest.mark.parametrize("work", [b"21", b"30", b"63", b"99"])
def test_an_invitation_that_asks_for_hours_of_work_is_refused_at_once(
    invited: BundleWritten, tmp_path: Path, work: bytes
) -> None:
    path = tmp_path / "hostile.xsb"
    header = re.sub(rb"(-> scrypt \S+) [0-9]+", rb"\1 " + work, invited.path.read_bytes(), count=1)
    path.write_bytes(header)
    with pytest.raises(BundleRefused, match="bundle_damaged"):
        open_invitation(path, CODE)


@pytest.mark.parametrize("start", [b"", b"PK", b"age-encryption.org/v1\n-> scrypt"])
def test_what_is_no_seal_is_no_invitation(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "some.xsb"
    path.write_bytes(start)
    assert not seal.needs_code(path)
    with pytest.raises(BundleRefused, match=r"bundle_not_sealed|bundle_damaged"):
        open_invitation(path, CODE)


def test_a_large_invitation_is_not_gathered(invited: BundleWritten, tmp_path: Path) -> None:
    path = tmp_path / "large.xsb"
    path.write_bytes(invited.path.read_bytes() + bytes(2**20))
    with pytest.raises(BundleRefused, match="bundle_too_large"):
        open_invitation(path, CODE)


def test_a_bundle_without_code_is_no_invitation_and_the_other_way_round(
    keys: VillageKeys, township: VillageKeys, invited: BundleWritten, stick: Path
) -> None:
    written = send(to_send(receipt()), township, stick, keys)
    assert not seal.needs_code(written.path)
    assert not seal.needs_code(stick / "none.xsb")
    with pytest.raises(BundleRefused, match="bundle_not_for_us"):
        open_invitation(written.path, CODE)
    with (
        pytest.raises(BundleRefused, match="bundle_not_for_us"),
        open_bundle(
            invited.path,
            identities=[keys.age_identity],
            known_signers=[],
            scratch=stick.parent / "tmp",
        ),
    ):
        pass


# -- messages that do not agree with their bundle ------------------------------------------------


def forged(bag: Bag, keys: VillageKeys) -> bytes:
    return close_bag(sign_again(list_again(bag), keys))


RECEIPT, ENROLMENT = "data/receipt.json", "data/enrolment.json"


@pytest.mark.parametrize(
    "change",
    [
        replace(INFO, b"First: 7", b"First: 6"),
        replace(RECEIPT, b'"number":7', b'"number":0'),
        replace(RECEIPT, b'"number":7', b'"number":8'),
        replace(RECEIPT, b'"number":7', b'"number":9007199254740992'),
        replace(RECEIPT, b'"number":7', b'"number":7.5'),
        replace(RECEIPT, b'"number":7', b'"number":"7"'),
        replace(RECEIPT, b'"number":7,', b""),
        replace(RECEIPT, TOWNSHIP.encode(), UNIT.encode()),
        replace(RECEIPT, b'"village":"0199', b'"village":"0198'),
        replace(RECEIPT, b'"at":"2026', b'"at":"0026'),
        replace(RECEIPT, b'"at":"2026', b'"at":"9999'),
        replace(RECEIPT, b'"state":"taken"', b'"state":"lost"'),
        replace(RECEIPT, b'"line":"5eed0001"', b'"line":"5eed0001\\n"'),
        replace(RECEIPT, b'"AB"', b'"ab"'),
        plus(RECEIPT, b""),
        plus(RECEIPT, b"[]"),
        plus(RECEIPT, b"[" * 100_000),
        plus(RECEIPT, b"\xff"),
        plus(RECEIPT, b" " * (4 * 2**20 + 1)),
        replace(INFO, UNIT.encode(), TOWNSHIP.encode()),
        replace(INFO, b"Xieshang-Addressee: ", b"Addressee: "),
    ],
)
def test_a_message_that_does_not_agree_is_refused(
    township: VillageKeys, change: Callable[[Bag], Bag]
) -> None:
    bag = open_bag(pack_clear(to_send(receipt()), township))
    code = refusal(forged(change(bag), township), township)
    assert code in ("bundle_message_wrong", "bundle_info_wrong")


def test_members_of_later_versions_are_passed_over(township: VillageKeys) -> None:
    bag = open_bag(pack_clear(to_send(receipt()), township))
    later = replace(RECEIPT, b"{", b'{"weather":[{"sun":1}],')(bag)
    assert read(forged(later, township), township) == receipt()


def test_files_that_no_directive_names_are_refused(township: VillageKeys, tmp_path: Path) -> None:
    file = attach(tmp_path, b"more")
    wrong = "bundle_message_wrong"
    assert refusal(pack_clear(to_send(directives(), [file]), township), township) == wrong
    assert refusal(pack_clear(to_send(directives([file])), township), township) == wrong


def test_other_kinds_bring_no_files(township: VillageKeys, tmp_path: Path) -> None:
    file = attach(tmp_path, b"more")
    for message in (receipt(), rotation(township)):
        clear = pack_clear(to_send(message, [file]), township)
        assert refusal(clear, township) == "bundle_file_unexpected"


def test_an_answer_is_signed_with_the_key_it_brings(
    keys: VillageKeys, township: VillageKeys
) -> None:
    clear = pack_clear(to_send(answer(township)), keys)
    assert refusal(clear, keys, UNIT) == "bundle_message_wrong"
    assert refusal(clear, township) == "bundle_signer_unknown"


def test_an_invitation_alone_is_sealed_with_a_code(
    keys: VillageKeys, township: VillageKeys
) -> None:
    wrong = "bundle_message_wrong"
    assert refusal(pack_clear(to_send(invitation(township)), township), township) == wrong
    answered = pack_clear(to_send(answer(keys)), keys)
    assert refusal(answered, keys, UNIT, with_code=True) == wrong


def test_keys_to_which_nothing_can_be_sealed_are_refused(township: VillageKeys) -> None:
    bad = msgspec.structs.replace(township.public, seal=f"age1{'q' * 58}")
    moved = msgspec.structs.replace(rotation(township), keys=bad)
    assert refusal(pack_clear(to_send(moved), township), township) == "bundle_message_wrong"


def test_new_keys_are_signed_with_the_old_ones(keys: VillageKeys, township: VillageKeys) -> None:
    assert read(pack_clear(to_send(rotation(keys)), township), township) == rotation(keys)
    assert refusal(pack_clear(to_send(rotation(keys)), keys), township) == "bundle_signer_unknown"


def test_a_content_file_of_another_kind_is_refused(keys: VillageKeys) -> None:
    bag = open_bag(pack_clear(make_content(write_entries(1)), keys))
    later = replace(INFO, b"Kind: entries", b"Kind: receipt")(bag)
    assert refusal(forged(later, keys), keys, UNIT) == "bundle_file_missing"
    both = plus(RECEIPT, write_message(receipt()))(bag)
    assert refusal(forged(both, keys), keys, UNIT) == "bundle_file_unexpected"


def test_a_message_sealed_by_hand_is_read(
    keys: VillageKeys, township: VillageKeys, tmp_path: Path
) -> None:
    clear = pack_clear(to_send(receipt()), township)
    sealed = io.BytesIO(seal_clear(clear, keys))
    with open_bundle(
        sealed,
        identities=[keys.age_identity],
        known_signers=known(township, TOWNSHIP),
        scratch=tmp_path,
    ) as bundle:
        assert bundle.message == receipt()
        assert bundle.info.line != LINE
