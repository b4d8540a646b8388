"""Photos of a matter: made small, freed of where and when they were taken, kept as attachments."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.documents import Picture
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk

if TYPE_CHECKING:
    from xieshang_desktop.storage.unit_of_work import Reader

#: A file larger than this is no photo of a phone or a camera.
LARGEST_BYTES = 200 << 20

#: So many photos are printed on one paper, and are kept of one matter.
MOST_PHOTOS = 12

#: How a caption begins that says when a photo was taken: papers set such pairs side by side.
BEFORE, AFTER = "办理前", "办理后"

_JPEG = "image/jpeg"


class ReadPhoto(msgspec.Struct, frozen=True):
    """A photo as it is kept: a small JPEG, and the name of the file it came from."""

    jpeg: bytes
    name: str


def read_photo(path: Path) -> ReadPhoto:
    """The photo in a file, made small; takes a second or two for a large one, safe on the worker.

    BadInput `picture_unreadable`, `picture_too_large`, `picture_heic`; WorldFailed `photo_gone`.
    """
    from xieshang_desktop.printing.picture import prepare

    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BadInput("picture_too_large", file=path.name)
        content = path.read_bytes()
    except OSError as error:
        raise WorldFailed("photo_gone", file=path.name) from error
    return ReadPhoto(prepare(content, path.name).jpeg, path.name)


def keep_photo(
    desk: Desk, object_type: str, object_id: str, photo: ReadPhoto, caption: str = ""
) -> Attachment:
    """Keep a photo with its record; BadInput `photos_full`, `photo_there`; WorldFailed
    `disk_full`, `folder_not_writable`."""
    digest = desk.files.keep(photo.jpeg)
    with desk.store.write(desk.actor) as uow:
        known = uow.all(Attachment, object_type=object_type, object_id=object_id)
        photos = [each for each in known if each.media_type == _JPEG]
        if any(each.sha256 == digest for each in photos):
            raise BadInput("photo_there", file=photo.name)
        if len(photos) >= MOST_PHOTOS:
            raise BadInput("photos_full", most=MOST_PHOTOS)
        attachment = Attachment(
            id=new_id(),
            object_type=object_type,
            object_id=object_id,
            sha256=digest,
            name=photo.name,
            media_type=_JPEG,
            size=len(photo.jpeg),
            caption=caption.strip(),
            added_on=desk.today,
        )
        uow.put(attachment, "file_attached")
        uow.commit()
    return attachment


def caption_photo(desk: Desk, attachment_id: str, caption: str) -> Attachment:
    """Change the words below a photo."""
    with desk.store.write(desk.actor) as uow:
        attachment = replace(uow.one(Attachment, attachment_id), caption=caption.strip())
        uow.put(attachment, "photo_captioned")
        uow.commit()
    return attachment


def remove_photo(desk: Desk, attachment_id: str) -> None:
    """Take a photo off its record; undo brings it back."""
    with desk.store.write(desk.actor) as uow:
        uow.take_away(Attachment, attachment_id, "photo_removed")
        uow.commit()


def photos_of(reader: Reader, object_ids: Collection[str]) -> list[Attachment]:
    """The photos of these records, in the order they were added."""
    found = reader.all(Attachment, object_id=list(object_ids))
    return [each for each in found if each.media_type == _JPEG]


def photo_bytes(desk: Desk, attachment: Attachment) -> bytes:
    """The JPEG; WorldFailed `file_missing_here`, `file_changed`."""
    return desk.files.read(attachment.sha256)


def photos_for_paper(
    desk: Desk, reader: Reader, object_ids: Collection[str]
) -> tuple[Picture, ...]:
    """Pictures for a paper: before and after in pairs, then the others. One whose file is not on
    this machine is left out."""
    found = photos_of(reader, object_ids)
    before = [each for each in found if each.caption.startswith(BEFORE)]
    after = [each for each in found if each.caption.startswith(AFTER)]
    pairs = [each for pair in zip(before, after, strict=False) for each in pair]
    others = [each for each in found if each not in pairs]
    pictures = []
    for each in (*pairs, *others)[:MOST_PHOTOS]:
        try:
            pictures.append(Picture(data=photo_bytes(desk, each), caption=each.caption))
        except WorldFailed:  # a folder that was copied without its files; upkeep reports them
            continue
    return tuple(pictures)
