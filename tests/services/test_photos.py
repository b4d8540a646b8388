"""Photos: made small and kept without place and time; what is none is refused in words."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.making import attach_photo, undo_last
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.services import photos, upkeep
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.wording import words_for


def a_photo(folder: Path, name: str = "现场.jpg", size: tuple[int, int] = (4000, 3000)) -> Path:
    """A photo as a phone takes it, turned, with its place in it."""
    image = Image.new("RGB", size, "grey")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "SECRET-PHONE"
    file = folder / name
    image.save(file, exif=exif)
    return file


def kept(desk: Desk, object_id: str = "t1") -> list[Attachment]:
    with desk.store.read() as reader:
        return photos.photos_of(reader, (object_id,))


def test_a_photo_is_kept_small_upright_and_without_its_metadata(desk: Desk, tmp_path: Path) -> None:
    attachment = attach_photo(desk, "task", "t1", a_photo(tmp_path), "办理前：路口")
    content = photos.photo_bytes(desk, attachment)
    assert (attachment.media_type, attachment.size) == ("image/jpeg", len(content))
    assert b"SECRET-PHONE" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (1350, 1800)
        assert not image.getexif()
    assert kept(desk) == [attachment]
    assert upkeep.check(desk).files == ()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("名册.xlsx", b"PK\x03\x04" + bytes(50), "picture_unreadable"),
        ("空.jpg", b"", "picture_unreadable"),
        ("半张.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "picture_unreadable"),
        ("图.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture_unreadable"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(60), "picture_heic"),
        ("IMG_2.jpg", b"\0\0\0\x24ftypmif1\0\0\0\0mif1heic" + bytes(60), "picture_heic"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(
    desk: Desk, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(BadInput, match=code) as refused:
        attach_photo(desk, "task", "t1", file)
    words = words_for(refused.value)
    assert name in words.sentence
    assert words.hint
    assert kept(desk) == []


def test_half_a_photo_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = a_photo(tmp_path, size=(800, 600))
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(BadInput, match="picture_unreadable"):
        attach_photo(desk, "task", "t1", file)


def test_a_file_that_went_away_or_is_a_folder_is_named(desk: Desk, tmp_path: Path) -> None:
    for path in (tmp_path / "没有.jpg", tmp_path):
        with pytest.raises(WorldFailed, match="photo_gone"):
            attach_photo(desk, "task", "t1", path)


def test_a_photo_of_sixty_megabytes_is_taken(desk: Desk, tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (1500, 1000), os.urandom(1500 * 1000 * 3))
    image = Image.new("RGB", (9000, 6000))
    for x in range(6):
        for y in range(6):
            image.paste(noise, (x * 1500, y * 1000))
    file = tmp_path / "大.jpg"
    image.save(file, quality=96)
    assert file.stat().st_size > 60 << 20
    attachment = attach_photo(desk, "task", "t1", file)
    assert attachment.size < 3 << 20


def test_a_file_that_claims_a_huge_picture_is_refused_before_it_is_read(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "炸弹.png"
    Image.new("1", (20000, 20000)).save(file)
    with pytest.raises(BadInput, match="picture_too_large"):
        attach_photo(desk, "task", "t1", file)
    sparse = tmp_path / "很大.jpg"
    with sparse.open("wb") as stream:
        stream.truncate(photos.LARGEST_BYTES + 1)
    with pytest.raises(BadInput, match="picture_too_large"):
        attach_photo(desk, "task", "t1", sparse)


def test_the_same_photo_is_there_once_and_there_is_an_end(desk: Desk, tmp_path: Path) -> None:
    first = a_photo(tmp_path, size=(40, 30))
    attach_photo(desk, "task", "t1", first)
    with pytest.raises(BadInput, match="photo_there"):
        attach_photo(desk, "task", "t1", first)
    attach_photo(desk, "task", "t2", first)  # of another task it may be
    for number in range(1, photos.MOST_PHOTOS):
        attach_photo(desk, "task", "t1", a_photo(tmp_path, f"{number}.png", (40 + number, 30)))
    with pytest.raises(BadInput, match="photos_full"):
        attach_photo(desk, "task", "t1", a_photo(tmp_path, "more.png", (99, 30)))


def test_words_change_and_a_photo_taken_off_comes_back(desk: Desk, tmp_path: Path) -> None:
    attachment = attach_photo(desk, "task", "t1", a_photo(tmp_path), "办理前")
    assert photos.caption_photo(desk, attachment.id, " 办理前：沟 ").caption == "办理前：沟"
    photos.remove_photo(desk, attachment.id)
    assert kept(desk) == []
    undo_last(desk)
    assert [each.caption for each in kept(desk)] == ["办理前：沟"]
    assert photos.photo_bytes(desk, kept(desk)[0])


def test_a_photo_whose_file_is_not_here_is_left_off_the_paper(desk: Desk, tmp_path: Path) -> None:
    attachment = attach_photo(desk, "task", "t1", a_photo(tmp_path), "办理前")
    desk.files.path(attachment.sha256).unlink()
    with desk.store.read() as reader:
        assert photos.photos_for_paper(desk, reader, ("t1",)) == ()
