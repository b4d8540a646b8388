"""The ZIP: what plain programs make is read, and no trick of the format gets through."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.exchange import container

CONTENT = {"bagit.txt": b"BagIt\n", "data/files/a": b"photo" * 400, "data/b": b""}


def make_zip(
    content: dict[str, bytes] = CONTENT,
    method: int = zipfile.ZIP_DEFLATED,
    change: Callable[[zipfile.ZipInfo], None] = lambda info: None,
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as box:
        for name, data in content.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            change(info)
            box.writestr(info, data, method)
    return file.getvalue()


def read_zip(zipped: bytes) -> dict[str, bytes]:
    file = io.BytesIO(zipped)
    members = container.list_members(file)
    return {name: b"".join(container.read_pieces(file, m)) for name, m in members.items()}


def refusal(zipped: bytes) -> str:
    with pytest.raises(BundleRefused) as refused:
        read_zip(zipped)
    return refused.value.code


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_plain_zip_is_read(method: int) -> None:
    assert read_zip(make_zip(method=method)) == CONTENT


def test_a_zip_of_the_zip_program_is_read(tmp_path: Path) -> None:
    for name, data in CONTENT.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    for level in ("-0", "-1", "-9"):
        box = tmp_path / f"box{level}.zip"
        command = ["zip", "-q", "-X", "-D", "-r", level, box, "."]
        subprocess.run(command, cwd=tmp_path / "in", check=True)
        assert read_zip(box.read_bytes()) == CONTENT


@given(st.dictionaries(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), st.binary(max_size=5000)))
def test_what_we_write_python_reads_and_what_we_read_is_what_was_written(
    content: dict[str, bytes],
) -> None:
    content = content or {"a": b""}
    file = io.BytesIO()
    with container.ZipWriter(file) as box:
        for name, data in content.items():
            halves = [data[: len(data) // 2], data[len(data) // 2 :]]
            assert box.add(name, halves) == hashlib.sha256(data).hexdigest()
    assert read_zip(file.getvalue()) == content
    with zipfile.ZipFile(file) as box:
        assert box.testzip() is None
        assert {name: box.read(name) for name in box.namelist()} == content


def test_a_file_of_many_pieces_is_whole_for_any_reader() -> None:
    pieces = [bytes([number]) * 70_000 + os.urandom(999) for number in range(40)]
    file = io.BytesIO()
    with container.ZipWriter(file) as box:
        box.add("a", pieces)
    assert read_zip(file.getvalue()) == {"a": b"".join(pieces)}
    with zipfile.ZipFile(file) as box_again:
        assert box_again.read("a") == b"".join(pieces)


@pytest.mark.parametrize(
    "start",
    [
        b"\xff\xd8\xff\xe1",
        b"\x89PNG\r\n",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
        b"%PDF-1.7",
        b"PK\x03\x04",
    ],
)
def test_what_is_packed_already_is_stored(start: bytes) -> None:
    file = io.BytesIO()
    with container.ZipWriter(file) as box:
        box.add("a", [start + bytes(1000)])
        box.add("b", [b"text" + bytes(1000)])
    members = container.list_members(file)
    assert (members["a"].deflated, members["b"].deflated) == (False, True)


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../up",
        "data/../../up",
        "data/./a",
        "data//a",
        "data/",
        "C:/a",
        "data\\..\\a",
        "a:stream",
        "a b",
        "册",
        "a\nb",
        "~root/a",
        "x" * 101,
        "",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert refusal(make_zip({name: b"x"})) == "bundle_zip_name"


@pytest.mark.parametrize("names", [("data/a", "data/a"), ("data/a", "DATA/A")])
def test_a_name_that_comes_twice_is_refused(names: tuple[str, str]) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        for number, name in enumerate(names):
            if number and name in box.NameToInfo:
                del box.NameToInfo[name]
            box.writestr(zipfile.ZipInfo(name), b"%d" % number)
    assert refusal(file.getvalue()) == "bundle_zip_duplicate"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_links_folders_and_devices_are_refused(kind: int) -> None:
    def change(info: zipfile.ZipInfo) -> None:
        info.create_system = 3
        info.external_attr = (kind | 0o777) << 16

    assert refusal(make_zip({"data/a": b"/etc/passwd"}, change=change)) == "bundle_zip_link"


def test_a_folder_of_dos_is_refused() -> None:
    def change(info: zipfile.ZipInfo) -> None:
        info.create_system = 0
        info.external_attr = 0x10

    assert refusal(make_zip({"data": b""}, change=change)) == "bundle_zip_link"


def test_too_many_members_are_refused_before_they_are_read() -> None:
    assert refusal(make_zip({f"{n}": b"" for n in range(20_001)}, 0)) == "bundle_zip_too_many"
    assert refusal(b"PK\x05\x06" + bytes(18)) == "bundle_zip_too_many"


def test_a_directory_larger_than_any_bundles_is_refused() -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 5 * 2**20, 0, 0)
    assert refusal(bytes(5 * 2**20) + end) == "bundle_zip_too_many"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(make_zip({"data/a": bytes(70 * 2**20)})) == "bundle_zip_bomb"


def patch(zipped: bytes, offset: int, form: str, *values: int, central: int | None = None) -> bytes:
    """Write numbers into a member's local header, and into the central one if told where."""
    changed = bytearray(zipped)
    struct.pack_into(form, changed, offset, *values)
    if central is not None:
        struct.pack_into(form, changed, changed.index(b"PK\x01\x02") + central, *values)
    return bytes(changed)


def test_sizes_that_lie_are_found() -> None:
    one = make_zip({"data/a": b"photo" * 400})
    for size in (0, 1, 1999, 2001, 2**31 - 1, 2**32 - 1):
        code = refusal(patch(one, 22, "<L", size, central=24))
        assert code == ("bundle_zip_bomb" if size > 2**27 else "bundle_zip_broken")


def test_a_directory_that_says_otherwise_than_the_member_is_refused() -> None:
    one = make_zip({"data/a": b"photo" * 400})
    for offset in (4, 6, 8, 10, 12, 14, 18, 22, 26, 28, 30):
        assert refusal(patch(one, offset, "<B", one[offset] ^ 1)) == "bundle_zip_broken"


@pytest.mark.parametrize("flag", [1, 8, 32, 64, 8192])
def test_encrypted_patched_or_streamed_members_are_refused(flag: int) -> None:
    one = make_zip({"data/a": b"x"})
    assert refusal(patch(one, 6, "<H", flag, central=8)) == "bundle_zip_broken"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_are_refused(method: int) -> None:
    assert refusal(make_zip(method=method)) == "bundle_zip_broken"


def test_anything_before_between_or_after_the_members_is_refused() -> None:
    whole = make_zip()
    gap = whole.index(b"PK\x03\x04", 4)
    for odd in (
        b"MZ" + whole,
        whole + b"\0",
        whole[:gap] + b"hidden" + whole[gap:],
        whole[: whole.index(b"PK\x01\x02")] + b"\0" + whole[whole.index(b"PK\x01\x02") :],
        whole[:-1],
        whole[:-22],
        b"",
    ):
        assert refusal(odd) == "bundle_zip_broken"


def test_comments_and_extra_fields_are_refused() -> None:
    def comment(info: zipfile.ZipInfo) -> None:
        info.comment = b"hello"

    def extra(info: zipfile.ZipInfo) -> None:
        info.extra = b"\x00\x99\x02\x00ab"

    file = io.BytesIO(make_zip())
    with zipfile.ZipFile(file, "a") as box:
        box.comment = b"hello"
    assert refusal(file.getvalue()) == "bundle_zip_broken"
    assert refusal(make_zip(change=comment)) == "bundle_zip_broken"
    assert refusal(make_zip(change=extra)) == "bundle_zip_broken"


def test_a_long_zip_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box, box.open("a", "w", force_zip64=True) as member:
        member.write(b"x")
    assert refusal(file.getvalue()) == "bundle_zip_broken"


def test_two_members_over_the_same_bytes_are_refused() -> None:
    whole = make_zip({"data/a": b"x" * 50, "data/b": b"x" * 50}, 0)
    second = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 4)
    overlapping = bytearray(whole)
    struct.pack_into("<L", overlapping, second + 42, 0)
    assert refusal(bytes(overlapping)) == "bundle_zip_broken"


def test_bytes_behind_the_end_of_a_deflated_stream_are_found() -> None:
    packed = zlib.compressobj(wbits=-15)
    stream = packed.compress(b"photo") + packed.flush() + b"hidden"
    as_stored = make_zip({"data/a": stream}, 0)
    lying = patch(as_stored, 8, "<H", 8, central=10)
    lying = patch(lying, 14, "<L", zlib.crc32(b"photo"), central=16)
    lying = patch(lying, 22, "<L", 5, central=24)
    assert refusal(lying) == "bundle_zip_broken"


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_flipped_bit_is_refused_or_changes_no_content(place: int, bit: int) -> None:
    whole = bytearray(make_zip())
    whole[place % len(whole)] ^= 1 << bit
    try:
        content = read_zip(bytes(whole))
    except BundleRefused:
        return
    assert sorted(content.values()) == sorted(CONTENT.values())


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall(content: bytes) -> None:
    for odd in (content, make_zip() + content, content + make_zip(), make_zip()[: len(content)]):
        with contextlib.suppress(BundleRefused):
            read_zip(odd)
