"""Sound files: what is taken, how long they last, marks by item, and that they never leave."""

from __future__ import annotations

import io
import struct
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.making import a_meeting, attach_photo, items_of, ready_topic, some_people, undo_last
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.terms import Carrier
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.services import bundle_contents, photos, recordings, upkeep
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.recording_length import seconds_of
from xieshang_desktop.wording import words_for


class Steps:
    """Remembers progress; raises after `stop_at` calls, as somebody who cancels."""

    def __init__(self, stop_at: int = 0) -> None:
        self.told: list[tuple[int, int, str]] = []
        self._stop_at = stop_at

    def __call__(self, done: int, total: int = 0, what: str = "") -> None:
        self.told.append((done, total, what))
        if len(self.told) == self._stop_at:
            raise InterruptedError


def wav(folder: Path, seconds: int = 3, name: str = "会场.wav") -> Path:
    file = folder / name
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000 * seconds))
    return file


def m4a(folder: Path, seconds: int = 95, *, long: bool = False) -> Path:
    """The boxes of a phone's recording, with the place where it was made."""
    if long:
        times = b"\x01\0\0\0" + struct.pack(">QQIQ", 0, 0, 1000, seconds * 1000)
    else:
        times = b"\0\0\0\0" + struct.pack(">IIII", 0, 0, 1000, seconds * 1000)
    header = struct.pack(">I4s", 8 + len(times) + 80, b"mvhd") + times + bytes(80)
    place = b"\xa9xyz+30.1234+120.5678/"
    parts = (
        struct.pack(">I4s", 16, b"ftyp") + b"M4A \0\0\0\0",
        struct.pack(">I4sQ", 1, b"mdat", 16 + 1000) + bytes(1000),
        struct.pack(">I4s", 8 + len(header) + len(place), b"moov") + header + place,
    )
    file = folder / "录音.m4a"
    file.write_bytes(b"".join(parts))
    return file


def ogg(folder: Path, seconds: int = 61, *, opus: bool) -> Path:
    rate = 48_000 if opus else 44_100
    head = b"OpusHead\x01" if opus else b"\x01vorbis" + bytes(5) + struct.pack("<I", rate)
    page = b"OggS\0\x04" + struct.pack("<q", seconds * rate) + bytes(40)
    file = folder / "录音.ogg"
    file.write_bytes(b"OggS\0\x02" + bytes(22) + head + bytes(5000) + page)
    return file


def taken(desk: Desk, path: Path, object_id: str = "m1") -> Attachment:
    found = recordings.take_in(desk, path, Steps())
    return recordings.keep_recording(desk, "meeting", object_id, found)


def kept(desk: Desk, object_id: str = "m1") -> list[Attachment]:
    with desk.store.read() as reader:
        return recordings.recordings_of(reader, (object_id,))


def test_a_sound_file_is_read_in_pieces_and_kept_by_its_hash(desk: Desk, tmp_path: Path) -> None:
    file = wav(tmp_path, 150)
    steps = Steps()
    found = recordings.take_in(desk, file, steps)
    one = recordings.keep_recording(desk, "meeting", "m1", found, "上半场")
    assert (one.name, one.media_type, one.seconds, one.caption) == (
        "会场.wav",
        "audio/wav",
        150,
        "上半场",
    )
    assert desk.files.path(one.sha256).read_bytes() == file.read_bytes()
    assert len(steps.told) > 4
    assert steps.told[-1] == (2 * one.size, 2 * one.size, "会场.wav")
    assert kept(desk) == [one]
    assert upkeep.check(desk).files == ()


def test_who_stops_it_leaves_nothing_half_behind(desk: Desk, tmp_path: Path) -> None:
    file = wav(tmp_path, 150)
    with pytest.raises(WorldFailed, match="recording_gone"):
        recordings.take_in(desk, file, Steps(stop_at=5))
    assert not list(desk.files.folder.rglob("*.part"))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("名册.xlsx", b"PK\x03\x04" + bytes(50), "recording_kind"),
        ("假的.mp3", b"PK\x03\x04" + bytes(50), "recording_kind"),
        ("空的.mp3", b"", "recording_empty"),
        ("程序.exe", b"MZ" + bytes(50), "recording_kind"),
    ],
)
def test_what_is_no_recording_is_refused_in_words(
    desk: Desk, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(BadInput, match=code) as refused:
        recordings.take_in(desk, file, Steps())
    assert name in words_for(refused.value)[0]


def test_one_that_is_too_large_or_gone_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "长.mp3"
    with file.open("wb") as stream:
        stream.write(b"ID3")
        stream.truncate(recordings.LARGEST_BYTES + 1)
    with pytest.raises(BadInput, match="recording_too_large") as refused:
        recordings.take_in(desk, file, Steps())
    assert "500 MB" in words_for(refused.value)[0]
    with pytest.raises(WorldFailed, match="recording_gone"):
        recordings.take_in(desk, tmp_path / "没有.mp3", Steps())


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.mp3", b"ID3\x04"),
        ("b.MP3", b"\xff\xfb\x90"),
        ("c.amr", b"#!AMR\n"),
        ("d.aac", b"\xff\xf1\x50"),
    ],
)
def test_phones_and_recorders_are_understood(
    desk: Desk, tmp_path: Path, name: str, beginning: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(beginning + bytes(100))
    found = recordings.take_in(desk, file, Steps())
    assert found.media_type.startswith("audio/")
    assert found.seconds is None


def test_the_length_is_known_where_the_file_says_it_at_its_ends(tmp_path: Path) -> None:
    assert seconds_of(wav(tmp_path, 7)) == 7
    assert seconds_of(m4a(tmp_path, 95)) == 95
    assert seconds_of(m4a(tmp_path, 4000, long=True)) == 4000
    assert seconds_of(ogg(tmp_path, 61, opus=True)) == 61
    assert seconds_of(ogg(tmp_path, 62, opus=False)) == 62


@pytest.mark.parametrize("name", ["坏.wav", "坏.m4a", "坏.ogg"])
def test_a_damaged_file_has_no_length(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    for content in (b"RIFF", b"\0\0\0\x10ftypM4A ", b"OggS", bytes(40)):
        file.write_bytes(content)
        assert seconds_of(file) is None


def test_items_are_marked_in_a_recording_in_order_and_unmarked(desk: Desk, tmp_path: Path) -> None:
    one = taken(desk, wav(tmp_path, 120))
    recordings.mark_item(desk, one.id, "i2", 90)
    recordings.mark_item(desk, one.id, "i1", 5)
    marked = recordings.mark_item(desk, one.id, "i2", 80)
    assert [(m.item_id, m.second) for m in marked.marks] == [("i1", 5), ("i2", 80)]
    for second in (-1, 121):
        with pytest.raises(BadInput, match="mark_outside"):
            recordings.mark_item(desk, one.id, "i2", second)
    recordings.mark_item(desk, one.id, "i1", None)
    assert [m.item_id for m in kept(desk)[0].marks] == ["i2"]
    undo_last(desk)
    assert [m.item_id for m in kept(desk)[0].marks] == ["i1", "i2"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12:30", 750),
        ("１２：３０", 750),
        ("1:02:03", 3723),
        ("12分30秒", 750),
        ("1小时2分", 3720),
        ("45秒", 45),
        ("8", 480),
        ("120:00", 7200),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert recordings.seconds_from(text) == seconds


@pytest.mark.parametrize("text", ["", " ", "开头", "1:75", "1:99:00", "12:30:00:00", "-3", "1.5"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="mark_time_wrong"):
        recordings.seconds_from(text)


@given(st.integers(0, 99 * 3600))
def test_a_moment_reads_back_as_it_is_shown(seconds: int) -> None:
    assert recordings.seconds_from(recordings.clock_words(seconds)) == seconds


def test_a_recording_is_described_taken_off_and_put_back(desk: Desk, tmp_path: Path) -> None:
    one = taken(desk, wav(tmp_path))
    with pytest.raises(BadInput, match="recording_there"):
        taken(desk, wav(tmp_path))
    recordings.caption_recording(desk, one.id, " 方言 ")
    assert kept(desk)[0].caption == "方言"
    recordings.remove_recording(desk, one.id)
    assert kept(desk) == []
    undo_last(desk)
    assert kept(desk)[0].caption == "方言"


def test_it_is_played_from_a_copy_that_the_next_one_replaces(desk: Desk, tmp_path: Path) -> None:
    first, second = taken(desk, wav(tmp_path)), taken(desk, m4a(tmp_path))
    copy = recordings.copy_to_play(desk, first, Steps())
    assert copy.suffix == ".wav"
    assert copy.read_bytes() == desk.files.read(first.sha256)
    other = recordings.copy_to_play(desk, second, Steps())
    assert (copy.exists(), other.suffix) == (False, ".m4a")
    recordings.forget_played(desk)
    assert not other.exists()


def test_one_that_was_changed_or_lost_is_not_played(desk: Desk, tmp_path: Path) -> None:
    one = taken(desk, wav(tmp_path))
    path = desk.files.path(one.sha256)
    path.write_bytes(b"RIFF" + bytes(40))
    with pytest.raises(WorldFailed, match="file_changed"):
        recordings.copy_to_play(desk, one, Steps())
    path.unlink()
    with pytest.raises(WorldFailed, match="file_missing_here"):
        recordings.copy_to_play(desk, one, Steps())


# ---- what leaves and what does not


def gps_photo(folder: Path) -> Path:
    """A photo as a phone takes it: with its place, its maker and a number of the device."""
    exif = Image.Exif()
    exif[0x010F] = "SECRET-MAKER"
    exif[0x0110] = "SECRET-MODEL"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (30.0, 7.0, 24.24)
    place[3], place[4] = "E", (120.0, 34.0, 4.08)
    place[27] = b"SECRET-GPS"
    exif.get_ifd(0x8769)[0xA431] = "SECRET-SERIAL"
    file = folder / "现场.jpg"
    Image.new("RGB", (800, 600), "grey").save(file, exif=exif)
    content = file.read_bytes()
    assert all(word in content for word in (b"SECRET-GPS", b"SECRET-SERIAL", b"SECRET-MAKER"))
    return file


def test_a_photo_of_the_hall_keeps_neither_place_nor_device(desk: Desk, tmp_path: Path) -> None:
    photo = attach_photo(desk, "meeting", "m1", gps_photo(tmp_path), "会场")
    content = photos.photo_bytes(desk, photo)
    assert b"SECRET" not in content
    assert b"Exif" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert not image.getexif()
        assert not image.getexif().get_ifd(0x8825)


def test_a_recording_is_on_no_paper_and_in_no_bundle(desk: Desk, tmp_path: Path) -> None:
    people = some_people(desk)
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    item_id = items_of(desk, meeting_id)[0].id
    sound = taken(desk, m4a(tmp_path), item_id)
    photo = attach_photo(desk, "agenda_item", item_id, gps_photo(tmp_path))
    with desk.store.read() as reader:
        pictures = photos.photos_for_paper(desk, reader, (item_id,))
        (following,) = bundle_contents.contents(desk, reader, None, Carrier.STICK)
    assert [picture.data for picture in pictures] == [photos.photo_bytes(desk, photo)]
    assert [file.sha256 for file in following.bundle.files] == [photo.sha256]
    told = b"".join(entry.record or b"" for entry in following.bundle.entries())
    assert sound.sha256.encode() in told  # that there is one is part of the record
    assert b"+30.1234" in desk.files.read(sound.sha256)  # as it was handed in: a record
