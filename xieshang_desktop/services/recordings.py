"""Sound files of a meeting: read in pieces, kept aside by their hash, marked by agenda item.

A voice tells who speaks, and phones write into a file where they are: recordings are on no paper
and in no bundle; the entry that says they exist travels, the sound stays.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, Protocol

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attachment import Attachment, Mark
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.recording_length import MEDIA_TYPES, is_sound, seconds_of
from xieshang_desktop.storage.files import keep_pieces, unwritable
from xieshang_desktop.storage.unit_of_work import Reader

#: Some eight hours as phones record.
LARGEST_BYTES: Final = 500 << 20
_PIECE: Final = 1 << 20
_SOUND: Final = "audio/"
#: A copy with a name the system's player knows lies here, of the last one that was played.
_PLAYING: Final = "playing"
_CLOCK: Final = re.compile(
    r"(?:(?P<h>\d{1,2}):(?=\d+:))?(?P<m>\d{1,3})(?::(?P<s>\d{1,2}))?", re.ASCII
)
_WORDS: Final = re.compile(
    r"(?:(?P<h>\d{1,2})小?时)?(?:(?P<m>\d{1,3})分钟?)?(?:(?P<s>\d{1,2})秒)?", re.ASCII
)


class Step(Protocol):
    """Reports progress, and raises to stop when somebody cancelled."""

    def __call__(self, done: int, total: int = 0, what: str = "") -> None: ...


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """A sound file whose content is kept already, not yet hung on a record."""

    name: str
    sha256: str
    size: int
    media_type: str
    seconds: int | None


def take_in(desk: Desk, path: Path, step: Step) -> TakenIn:
    """Read a sound file and keep its content; for the worker, with progress in bytes (the file is
    read twice: what it is called is known only then).

    BadInput `recording_kind`, `recording_too_large`, `recording_empty`; WorldFailed
    `recording_gone`, `recording_changing` when it grew meanwhile, `disk_full`,
    `folder_not_writable`.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise BadInput("recording_too_large", file=path.name, most=LARGEST_BYTES >> 20)
        if not size:
            raise BadInput("recording_empty", file=path.name)
        with path.open("rb") as stream:
            if not is_sound(path, stream.read(16)):
                raise BadInput("recording_kind", file=path.name)
        whole = hashlib.sha256()
        for done, piece in _pieces(path):
            whole.update(piece)
            step(done, 2 * size, path.name)
        seconds = seconds_of(path)
    except OSError as error:
        raise WorldFailed("recording_gone", file=path.name) from error
    keep_pieces(desk.files, whole.hexdigest(), _proved(path, whole.digest(), size, step))
    return TakenIn(
        name=path.name,
        sha256=whole.hexdigest(),
        size=size,
        media_type=MEDIA_TYPES[path.suffix.lower()],
        seconds=seconds,
    )


def keep_recording(
    desk: Desk, object_type: str, object_id: str, taken: TakenIn, caption: str = ""
) -> Attachment:
    """Hang what was taken in on a meeting or an agenda item; BadInput `recording_there`."""
    with desk.store.write(desk.actor) as uow:
        known = recordings_of(uow, (object_id,))
        if any(each.sha256 == taken.sha256 for each in known):
            raise BadInput("recording_there", file=taken.name)
        recording = Attachment(
            id=new_id(),
            object_type=object_type,
            object_id=object_id,
            sha256=taken.sha256,
            name=taken.name,
            media_type=taken.media_type,
            size=taken.size,
            caption=caption.strip(),
            added_on=desk.today,
            seconds=taken.seconds,
        )
        uow.put(recording, "file_attached")
        uow.commit()
    return recording


def is_recording(attachment: Attachment) -> bool:
    """Whether it is a sound file."""
    return attachment.media_type.startswith(_SOUND)


def recordings_of(reader: Reader, object_ids: Collection[str]) -> list[Attachment]:
    """The recordings of these records, in the order they were added."""
    return [a for a in reader.all(Attachment, object_id=list(object_ids)) if is_recording(a)]


def caption_recording(desk: Desk, attachment_id: str, caption: str) -> Attachment:
    """Change the words beside a recording."""
    with desk.store.write(desk.actor) as uow:
        recording = replace(uow.one(Attachment, attachment_id), caption=caption.strip())
        uow.put(recording, "recording_captioned")
        uow.commit()
    return recording


def mark_item(desk: Desk, attachment_id: str, item_id: str, second: int | None) -> Attachment:
    """Where an agenda item begins in a recording (N19); None takes the mark away. BadInput
    `mark_outside` before the beginning or after the end."""
    with desk.store.write(desk.actor) as uow:
        known = uow.one(Attachment, attachment_id)
        if second is not None and not 0 <= second <= (known.seconds or second):
            raise BadInput("mark_outside", second=second)
        marks = [mark for mark in known.marks if mark.item_id != item_id]
        if second is not None:
            marks.append(Mark(item_id=item_id, second=second))
        marks.sort(key=lambda mark: mark.second)
        recording = replace(known, marks=tuple(marks))
        uow.put(recording, "recording_marked")
        uow.commit()
    return recording


def remove_recording(desk: Desk, attachment_id: str) -> None:
    """Take a recording off its record; undo brings it back."""
    with desk.store.write(desk.actor) as uow:
        uow.take_away(Attachment, attachment_id, "recording_removed")
        uow.commit()


def copy_to_play(desk: Desk, recording: Attachment, step: Step) -> Path:
    """A copy for the system's player, which goes by the end of the name; the one played before is
    removed. For the worker. WorldFailed `file_missing_here`, `file_changed`, `disk_full`,
    `folder_not_writable`."""
    folder = desk.folder / _PLAYING
    forget_played(desk)
    suffix = next(s for s, kind in MEDIA_TYPES.items() if kind == recording.media_type)
    target = folder / f"{recording.id}{suffix}"
    whole = hashlib.sha256()
    try:
        folder.mkdir(exist_ok=True)
        with target.open("wb") as stream:
            for done, piece in _stored(desk.files.path(recording.sha256), recording.sha256):
                whole.update(piece)
                stream.write(piece)
                step(done, recording.size, recording.name)
    except OSError as error:
        raise unwritable(error, target) from error
    if whole.hexdigest() != recording.sha256:
        forget_played(desk)
        raise WorldFailed("file_changed", digest=recording.sha256)
    return target


def forget_played(desk: Desk) -> None:
    """Remove the copy that was played; a player that still holds it keeps it until the next."""
    with contextlib.suppress(OSError):
        shutil.rmtree(desk.folder / _PLAYING)


def seconds_from(text: str) -> int:
    """A moment in a recording as somebody writes it: `12:30`, `1:02:03`, `12分30秒`, full width
    too; a lone number is minutes. BadInput `mark_time_wrong`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _CLOCK.fullmatch(plain) or _WORDS.fullmatch(plain)
    if not plain or found is None:
        raise BadInput("mark_time_wrong", text=text)
    hours, minutes, seconds = (int(found[name] or 0) for name in ("h", "m", "s"))
    if seconds > 59 or (found["h"] and minutes > 59):
        raise BadInput("mark_time_wrong", text=text)
    return hours * 3600 + minutes * 60 + seconds


def clock_words(seconds: int) -> str:
    """12:30, or 1:02:03 from an hour on."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes:02d}:{left:02d}"


def _pieces(path: Path) -> Iterator[tuple[int, bytes]]:
    done = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            done += len(piece)
            yield done, piece


def _stored(path: Path, digest: str) -> Iterator[tuple[int, bytes]]:
    if not path.exists():
        raise WorldFailed("file_missing_here", digest=digest)
    return _pieces(path)


def _proved(path: Path, digest: bytes, size: int, step: Step) -> Iterator[bytes]:
    """The content once more; it must be what was hashed."""
    whole = hashlib.sha256()
    try:
        for done, piece in _pieces(path):
            whole.update(piece)
            step(size + done, 2 * size, path.name)
            yield piece
    except OSError as error:
        raise WorldFailed("recording_gone", file=path.name) from error
    if whole.digest() != digest:
        raise WorldFailed("recording_changing", file=path.name)
