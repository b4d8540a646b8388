"""照片和录音 of a meeting: hung on the item in front or on the whole, described, marked, played."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.meeting import AgendaItem
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services import photos, recordings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.recordings import Step, clock_words
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.photos import PhotoView
from xieshang_desktop.wording.dates import short_date

#: Does something on the worker, then hands its result over on the UI thread; with a name.
Work = Callable[[Callable[[Step], Any], Callable[[Any], object], str], object]

ITEM, MEETING = "item", "meeting"


class RecordingRow(NamedTuple):
    """One recording: what it is, below that how long, how large, and where items begin."""

    key: str
    text: str
    note: str
    caption: str


class MaterialsPage(Protocol):
    """What the presenter asks of the sheet."""

    def show_photos(self, views: Sequence[PhotoView]) -> None: ...
    def show_recordings(self, rows: Sequence[RecordingRow]) -> None: ...
    def show_items(self, items: Sequence[tuple[str, str]], chosen: str) -> None: ...
    def marked(self) -> None: ...
    def play(self, file: Path) -> None: ...


class MaterialsPresenter:
    """`choose` says on what they hang: the item in front, or the whole meeting."""

    def __init__(
        self, desk: Desk, page: MaterialsPage, attempt: Attempt, work: Work, item_id: str
    ) -> None:
        self._desk, self._page, self._attempt, self._work = desk, page, attempt, work
        self._where = ITEM
        with desk.store.read() as reader:
            self._item = reader.one(AgendaItem, item_id)
            self._items = reader.all(AgendaItem, "position", meeting_id=self._item.meeting_id)

    def open(self) -> None:
        """The items to be marked, and what hangs on the one in front."""
        items = [(i.id, _("第 {0} 项 {1}").format(i.position, i.title)) for i in self._items]
        self._page.show_items(items, self._item.id)
        self.refresh()

    def choose(self, where: str) -> None:
        """Look at what hangs on the item, or on the meeting."""
        self._where = where
        self.refresh()

    def refresh(self) -> None:
        """What there is now."""
        with self._desk.store.read() as reader:
            _noun, object_id = self._about()
            pictures = photos.photos_of(reader, (object_id,))
            sounds = recordings.recordings_of(reader, (object_id,))
        self._page.show_photos([PhotoView(p.id, self._jpeg(p), p.caption) for p in pictures])
        self._page.show_recordings([self._row(sound) for sound in sounds])

    def add_photo(self, path: Path) -> None:
        """Take up a photo; place and device are taken out of it."""
        about = self._about()

        def keep(photo: photos.ReadPhoto) -> None:
            if self._attempt(lambda: photos.keep_photo(self._desk, *about, photo), _("加好了")):
                self.refresh()

        self._work(lambda _step: photos.read_photo(path), keep, _("读照片 {0}").format(path.name))

    def add_recording(self, path: Path) -> None:
        """Take up a sound file as it is."""
        about = self._about()

        def keep(taken: recordings.TakenIn) -> None:
            if self._attempt(
                lambda: recordings.keep_recording(self._desk, *about, taken), _("加好了")
            ):
                self.refresh()

        self._work(
            lambda step: recordings.take_in(self._desk, path, step),
            keep,
            _("读录音 {0}").format(path.name),
        )

    def describe_photo(self, photo_id: str, caption: str) -> None:
        """Other words below a photo."""
        with self._desk.store.read() as reader:
            known = {p.id: p.caption for p in photos.photos_of(reader, (self._about()[1],))}
        if photo_id in known and known[photo_id] != caption:
            self._attempt(lambda: photos.caption_photo(self._desk, photo_id, caption))

    def remove_photo(self, photo_id: str) -> None:
        """Take a photo off; undo brings it back."""
        if self._attempt(lambda: photos.remove_photo(self._desk, photo_id), _("拿掉了一张照片")):
            self.refresh()

    def describe(self, recording_id: str, caption: str) -> None:
        """Other words beside a recording."""
        if self._attempt(
            lambda: recordings.caption_recording(self._desk, recording_id, caption), _("已记下")
        ):
            self.refresh()

    def remove(self, recording_id: str) -> None:
        """Take a recording off; undo brings it back."""
        if self._attempt(
            lambda: recordings.remove_recording(self._desk, recording_id), _("拿掉了一份录音")
        ):
            self.refresh()

    def mark(self, recording_id: str, item_id: str, text: str) -> None:
        """Where an item begins in a recording; nothing written takes the mark away."""
        if not recording_id:
            return

        def call() -> object:
            second = recordings.seconds_from(text) if text.strip() else None
            return recordings.mark_item(self._desk, recording_id, item_id, second)

        if self._attempt(call):
            self._page.marked()
            self.refresh()

    def play(self, recording_id: str) -> None:
        """Give it to the system's player."""
        with self._desk.store.read() as reader:
            recording = reader.one(Attachment, recording_id)
        self._work(
            lambda step: recordings.copy_to_play(self._desk, recording, step),
            self._page.play,
            _("打开录音 {0}").format(recording.name),
        )

    # ---- inside

    def _about(self) -> tuple[str, str]:
        if self._where == ITEM:
            return AgendaItem.NOUN, self._item.id
        return "meeting", self._item.meeting_id

    def _row(self, sound: Attachment) -> RecordingRow:
        length = clock_words(sound.seconds) if sound.seconds is not None else ""
        megabytes = f"{max(sound.size / (1 << 20), 0.1):.1f} MB"
        facts = " · ".join(filter(None, (length, megabytes, short_date(sound.added_on))))
        positions = {item.id: item.position for item in self._items}
        marks = [
            _("第 {0} 项 {1}").format(positions[mark.item_id], clock_words(mark.second))
            for mark in sound.marks
            if mark.item_id in positions
        ]
        note = "\n".join(filter(None, (facts, " · ".join(marks))))
        return RecordingRow(sound.id, sound.caption or sound.name, note, sound.caption)

    def _jpeg(self, photo: Attachment) -> bytes:
        try:
            return photos.photo_bytes(self._desk, photo)
        except WorldFailed:  # a folder that was copied without its files: shown as missing
            return b""
