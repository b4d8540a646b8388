"""Every other kind of bundle with the standard tools alone, both ways (section 10)."""

from __future__ import annotations

import json
import os
import pty
import shutil
from pathlib import Path
from typing import NamedTuple

import bagit
import pytest

from tests.exchange.letters import (
    CODE,
    answer,
    directives,
    invitation,
    receipt,
    rotation,
    to_send,
)
from tests.exchange.test_by_hand import run
from tests.exchange.village import JPEG, TOWNSHIP, UNIT, attach, known
from xieshang_desktop.domain.messages import Answer, Invitation, Message
from xieshang_desktop.exchange.keys import (
    SEAL_KEY,
    SIGN_KEY,
    SIGN_PUBLIC,
    VillageKeys,
    open_keys,
)
from xieshang_desktop.exchange.packing import AttachedFile
from xieshang_desktop.exchange.reading import open_bundle, open_invitation
from xieshang_desktop.exchange.writing import write_message

KINDS = ["receipt", "directives", "rotation", "answer", "invitation"]


class Sent(NamedTuple):
    """A message on a stick: who wrote it, where the writer's and the reader's keys lie."""

    message: Message
    unit: str
    writer: VillageKeys
    writers: Path
    reader: VillageKeys
    readers: Path
    folder: Path
    path: Path

    @property
    def coded(self) -> bool:
        """Whether it is sealed with a code."""
        return isinstance(self.message, Invitation)


@pytest.fixture(scope="module", params=KINDS)
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "stick").mkdir()
    ends = [folder / "township", folder / "village"]
    township, village = map(open_keys, ends)
    files: list[AttachedFile] = []
    if request.param == "directives":
        files = [attach(folder, JPEG + os.urandom(20_000)), attach(folder, "办法".encode() * 999)]
    message: Message = {
        "receipt": receipt(),
        "directives": directives(files),
        "rotation": rotation(open_keys(folder / "new")),
        "answer": answer(village),
        "invitation": invitation(township),
    }[request.param]
    if request.param == "answer":
        ends.reverse()
    writer, reader = map(open_keys, ends)
    written = write_message(
        to_send(message, files),
        writer,
        folder / "stick",
        scratch=folder / "tmp",
        recipients=[reader.age_recipient],
        code=CODE if request.param == "invitation" else None,
    )
    unit = UNIT if request.param == "answer" else TOWNSHIP
    return Sent(message, unit, writer, ends[0], reader, ends[1], folder, written.path)


def type_to(answers: list[str], *command: str | Path) -> None:
    """Run a program that asks for a passphrase at the terminal."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(str(command[0]), [str(part) for part in command])  # noqa: S606
    said = b""
    try:
        while piece := os.read(terminal, 1000):
            said += piece
            if answers and said.rstrip().endswith(b":"):
                os.write(terminal, f"{answers.pop(0)}\n".encode())
                said = b""
    except OSError:  # how a terminal says that nobody is there any more
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0, said


@pytest.fixture(scope="module")
def bag(sent: Sent) -> Path:
    """The bundle opened by age and unzip."""
    clear = sent.folder / "bag.zip"
    if sent.coded:
        type_to([CODE], "age", "-d", "-o", clear, sent.path)
    else:
        run("age", "-d", "-i", sent.readers / SEAL_KEY, "-o", clear, sent.path)
    run("unzip", "-q", "-d", sent.folder / "bag", clear)
    return sent.folder / "bag"


def test_the_name_ends_with_the_hash_that_sha256sum_finds(sent: Sent) -> None:
    assert run("sha256sum", sent.path).decode()[:8] == sent.path.stem[-8:]
    assert len(sent.path.name) <= 80


def test_nothing_readable_is_in_the_sealed_file(sent: Sent) -> None:
    sealed = sent.path.read_bytes()
    for readable in (b"PK\x03\x04", b"bagit", "青石".encode(), "云岭".encode(), UNIT.encode()):
        assert readable not in sealed


def test_the_writer_can_open_it_too_but_for_an_invitation(sent: Sent, bag: Path) -> None:
    if sent.coded:
        return
    run("age", "-d", "-i", sent.writers / SEAL_KEY, sent.path)


def test_minisign_sha256sum_and_a_bagit_validator_agree(sent: Sent, bag: Path) -> None:
    public = sent.writers / SIGN_PUBLIC
    said = run("minisign", "-V", "-p", public, "-m", bag / "tagmanifest-sha256.txt").decode()
    assert "Signature and comment signature verified" in said
    run("sha256sum", "--strict", "-c", "tagmanifest-sha256.txt", within=bag)
    run("sha256sum", "--strict", "-c", "manifest-sha256.txt", within=bag)
    opened = bagit.Bag(str(bag))
    opened.validate()
    assert opened.info["Xieshang-Unit"] in (UNIT, TOWNSHIP)


def test_any_json_program_reads_the_message(sent: Sent, bag: Path) -> None:
    (content,) = (bag / "data").glob("*.json")
    said = json.loads(content.read_text("utf-8"))
    kind = bagit.Bag(str(bag)).info["Xieshang-Kind"]
    assert content.stem == kind
    assert said.get("number", sent.message.number) == sent.message.number
    assert said["at"] == "2026-11-20T09:30:00+08:00"


def test_an_invitation_and_an_answer_prove_themselves_by_the_key_they_bring(
    sent: Sent, bag: Path
) -> None:
    if not isinstance(sent.message, Invitation | Answer):
        return
    line = json.loads((bag / "data" / "enrolment.json").read_text("utf-8"))["keys"]["sign"]
    run("minisign", "-V", "-P", line, "-m", bag / "tagmanifest-sha256.txt")


def test_a_bag_closed_and_sealed_by_the_tools_is_read(sent: Sent, bag: Path) -> None:
    again = sent.folder / "again"
    shutil.copytree(bag, again)
    (again / "tagmanifest-sha256.txt.minisig").unlink()
    secret = sent.writers / SIGN_KEY
    run("minisign", "-S", "-s", secret, "-m", again / "tagmanifest-sha256.txt")
    run("zip", "-q", "-X", "-D", "-r", sent.folder / "again.zip", ".", within=again)
    sealed = sent.folder / "again.xsb"
    if sent.coded:
        type_to([CODE, CODE], "age", "-p", "-o", sealed, sent.folder / "again.zip")
        assert open_invitation(sealed, CODE) == sent.message
        return
    run("age", "-r", sent.reader.age_recipient, "-o", sealed, sent.folder / "again.zip")
    with open_bundle(
        sealed,
        identities=[sent.reader.age_identity],
        known_signers=known(sent.writer, sent.unit),
        scratch=sent.folder / "tmp",
    ) as bundle:
        assert bundle.message == sent.message
