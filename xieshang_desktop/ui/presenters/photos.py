"""照片: the photos of one task or result, added, described, taken off and put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services import photos
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.undoing import undo
from xieshang_desktop.ui.presenters.attempting import Attempt

#: Reads a photo on the worker, then hands it over on the UI thread.
Read = Callable[[Callable[[], photos.ReadPhoto], Callable[[photos.ReadPhoto], object], str], object]


class PhotoView(NamedTuple):
    """One photo: its id, the JPEG (empty where the file is not here), its words."""

    id: str
    jpeg: bytes
    caption: str


class PhotoPage(Protocol):
    """What the presenter asks of the sheet."""

    def show_photos(self, views: Sequence[PhotoView]) -> None: ...
    def show_taken_off(self, words: str) -> None: ...


class PhotoPresenter:
    """`object_type` and `object_id` name the record the photos belong to."""

    def __init__(
        self,
        desk: Desk,
        page: PhotoPage,
        attempt: Attempt,
        read: Read,
        object_type: str,
        object_id: str,
    ) -> None:
        self._desk, self._page, self._attempt, self._read = desk, page, attempt, read
        self._about = (object_type, object_id)
        self._taken = ""

    def refresh(self) -> None:
        """Show what there is."""
        with self._desk.store.read() as reader:
            found = photos.photos_of(reader, (self._about[1],))
        self._page.show_photos([PhotoView(p.id, self._jpeg(p), p.caption) for p in found])

    def add(self, path: Path, when: str) -> None:
        """Take up a file; `when` is 办理前 or 办理后 and begins its words."""

        def keep(photo: photos.ReadPhoto) -> None:
            if self._attempt(lambda: photos.keep_photo(self._desk, *self._about, photo, when)):
                self._page.show_taken_off("")
                self.refresh()

        self._read(lambda: photos.read_photo(path), keep, _("读照片 {0}").format(path.name))

    def describe(self, photo_id: str, caption: str) -> None:
        """Other words below a photo."""
        with self._desk.store.read() as reader:
            known = {p.id: p.caption for p in photos.photos_of(reader, (self._about[1],))}
        if photo_id in known and known[photo_id] != caption:
            self._attempt(lambda: photos.caption_photo(self._desk, photo_id, caption))

    def take_off(self, photo_id: str) -> None:
        """Take a photo off; it can be put back."""
        before = set(self._desk.store.recent)
        if self._attempt(lambda: photos.remove_photo(self._desk, photo_id)):
            self._taken = next((a for a in self._desk.store.recent if a not in before), "")
            self._page.show_taken_off(_("拿掉了一张照片。"))
            self.refresh()

    def put_back(self) -> None:
        """The one that was taken off last."""
        action = self._taken
        if action and self._attempt(lambda: undo(self._desk, action)):
            self._taken = ""
            self._page.show_taken_off("")
            self.refresh()

    def _jpeg(self, photo: Attachment) -> bytes:
        try:
            return photos.photo_bytes(self._desk, photo)
        except WorldFailed:  # a folder that was copied without its files: shown as missing
            return b""
