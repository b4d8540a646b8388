"""Archives that would write elsewhere, prove themselves, or never end: signed or not."""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from xieshang_desktop.errors import Problem, WorldFailed
from xieshang_desktop.exchange.updates import News, Program, Update, unpack_program

Members = list[tuple[tarfile.TarInfo, bytes]]


def member(name: str, content: bytes = b"x", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    """One entry of an archive."""
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, content


def link(name: str, leads_to: str, kind: bytes = tarfile.SYMTYPE) -> tuple[tarfile.TarInfo, bytes]:
    return member(name, b"", type=kind, linkname=leads_to)


def packed(folder: Path, members: Members, unpacked: int = 10_000) -> tuple[Path, Update]:
    """An update file with this archive, and words that fit it."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for info, content in members:
            archive.addfile(info, io.BytesIO(content))
    return container(folder, lzma.compress(plain.getvalue()), unpacked)


def container(folder: Path, content: bytes, unpacked: int = 10_000) -> tuple[Path, Update]:
    file = folder / "a.xsu"
    with zipfile.ZipFile(file, "w") as box:
        for name in ("update.json", "update.json.minisig"):
            box.writestr(zipfile.ZipInfo(name), b"looked at before")
        box.writestr(zipfile.ZipInfo("program.tar.xz"), content)
    program = Program(
        name="program.tar.xz",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        unpacked=unpacked,
    )
    update = Update(
        format=1,
        version="9.9.9",
        system="linux-x86_64",
        commit="",
        made="",
        needs="0.1.0",
        revision=1,
        news=News(zh="新"),
        program=program,
    )
    return file, update


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Problem) as problem:
        call()
    return problem.value.code


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../out",
            "a/../../out",
            "/etc/out",
            "a//b",
            "./a",
            "",
            "a/./b",
            "..",
            "\\out",
            "a\\..\\b",
        ),
        *("C:out", "C:/out", "con", "lib/NUL.txt", "com1", "a.", "a ", "a\nb", "a?b"),
        *("installed.json", "proven", "FAILED.json", "trying", "told", "x" * 201),
    ],
)
def test_names_that_lead_elsewhere_or_mean_something_to_us_are_refused(
    tmp_path: Path, name: str
) -> None:
    file, update = packed(tmp_path, [member("xieshang"), member(name)])
    into = tmp_path / "deep" / "into"
    into.mkdir(parents=True)
    assert code_of(lambda: unpack_program(file, update, into)) == "update_damaged"
    assert {p.name for p in tmp_path.iterdir()} == {"a.xsu", "deep"}
    assert {p.name for p in into.parent.iterdir()} == {"into"}


@pytest.mark.parametrize(
    "hostile",
    [
        [link("out", "/etc/passwd")],
        [link("out", "../secret")],
        [link("a/b", "../../secret")],
        [link("gone", "nothing")],
        [member("d", b"", type=tarfile.DIRTYPE), link("e", "d"), member("e/x")],
        [link("self", "self")],
        [link("hard", "xieshang", tarfile.LNKTYPE)],
        [member("pipe", b"", type=tarfile.FIFOTYPE)],
        [member("device", b"", type=tarfile.CHRTYPE, devmajor=1, devminor=3)],
        [member("Xieshang")],
        [member("xieshang")],
        [member("xieshang/below")],
    ],
    ids=lambda members: members[-1][0].name + str(members[-1][0].linkname),
)
def test_links_devices_and_doubles_are_refused(tmp_path: Path, hostile: Members) -> None:
    (tmp_path / "secret").write_text("of the village")
    file, update = packed(tmp_path, [member("xieshang"), *hostile])
    into = tmp_path / "into"
    into.mkdir()
    code = code_of(lambda: unpack_program(file, update, into))
    assert code in ("update_damaged", "update_folder_closed")
    assert (tmp_path / "secret").read_text() == "of the village"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    members = [link("lib", "../elsewhere"), member("lib/x"), member("xieshang")]
    file, update = packed(tmp_path, members)
    (tmp_path / "into").mkdir()
    assert code_of(lambda: unpack_program(file, update, tmp_path / "into")) == "update_damaged"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_more_than_was_said_is_refused_before_it_fills_the_disk(tmp_path: Path) -> None:
    file, update = packed(tmp_path, [member("xieshang", bytes(50_000_000))], unpacked=1_000_000)
    (tmp_path / "into").mkdir()
    assert code_of(lambda: unpack_program(file, update, tmp_path / "into")) == "update_damaged"
    assert sum(p.stat().st_size for p in (tmp_path / "into").rglob("*")) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no stream",
        lzma.compress(b"no archive at all" * 99),
        lzma.compress(bytes(9000))[:-20],
        lzma.compress(os.urandom(9000)),
        lzma.compress(b"", format=lzma.FORMAT_ALONE),
    ],
)
def test_streams_that_are_none_are_refused(tmp_path: Path, content: bytes) -> None:
    file, update = container(tmp_path, content)
    (tmp_path / "into").mkdir()
    assert code_of(lambda: unpack_program(file, update, tmp_path / "into")) == "update_damaged"


def test_what_asks_for_too_much_memory_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 29}]
    content = bytearray(lzma.compress(b"x" * 99, format=lzma.FORMAT_XZ, filters=filters))
    file, update = container(tmp_path, bytes(content))
    (tmp_path / "into").mkdir()
    assert code_of(lambda: unpack_program(file, update, tmp_path / "into")) == "update_damaged"


def test_what_stands_behind_the_archive_is_hashed_too(tmp_path: Path) -> None:
    file, update = packed(tmp_path, [member("xieshang")])
    with zipfile.ZipFile(file) as box:
        content = box.read(update.program.name)
    longer, _words = container(tmp_path, content + b"more")
    (tmp_path / "into").mkdir()
    assert code_of(lambda: unpack_program(longer, update, tmp_path / "into")) == "update_damaged"


def test_somebody_who_stops_leaves_and_is_told_so(tmp_path: Path) -> None:
    file, update = packed(tmp_path, [member("xieshang", os.urandom(9000))])
    (tmp_path / "into").mkdir()
    with pytest.raises(WorldFailed) as problem:
        unpack_program(file, update, tmp_path / "into", cancelled=lambda: True)
    assert problem.value.code == "update_cancelled"


def test_a_folder_that_takes_nothing_is_named(tmp_path: Path) -> None:
    file, update = packed(tmp_path, [member("xieshang")])
    (tmp_path / "into").write_text("a file in its place")
    with pytest.raises(WorldFailed) as problem:
        unpack_program(file, update, tmp_path / "into")
    assert problem.value.code == "update_folder_closed"
