"""Papers on the way to the screen, the printer or a file: which one, its PDF, its pages."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.terms import MinutesState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import publishing
from xieshang_desktop.services.body_face import set_paper
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import open_minutes
from xieshang_desktop.storage.files import write_whole

if TYPE_CHECKING:
    from xieshang_desktop.printing.preview import PageSource


class PaperKind(StrEnum):
    """The papers of a meeting; a result is that of a topic."""

    NOTICE = "notice"
    BLANK_SHEET = "blank_sheet"
    SIGN_IN_SHEET = "sign_in_sheet"
    MINUTES = "minutes"
    CORRECTED_MINUTES = "corrected_minutes"
    RESULT = "result"


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    """A paper's content, with the name of its file; `pdf` is there already for sealed minutes."""

    name: str
    paper: documents.Paper
    pdf: bytes = b""


def compose(desk: Desk, kind: PaperKind, object_id: str) -> Composed:
    """The content of a paper as the records stand; nothing is rendered yet.

    RuleBroken `nothing_to_publish`, `meeting_not_closed`, `gone`.
    """
    if kind is PaperKind.RESULT:
        with desk.store.read() as reader:
            topic = reader.one(Topic, object_id)
        paper = publishing.publicity_paper(desk, object_id)
        return Composed(name=file_name("公示", topic.title), paper=paper)
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, object_id)
    if kind is PaperKind.NOTICE:
        name, content = "会议通知", publishing.notice_paper(desk, object_id)
        return Composed(name=file_name(name, meeting.title), paper=content)
    if kind in {PaperKind.BLANK_SHEET, PaperKind.SIGN_IN_SHEET}:
        filled = kind is PaperKind.SIGN_IN_SHEET
        sheet = publishing.sign_in_sheet(desk, object_id, filled=filled)
        name = "签到表" if filled else "签到表（空白）"
        return Composed(name=file_name(name, meeting.title), paper=sheet)
    file = open_minutes(desk, object_id)
    sealed = file.minutes.state is MinutesState.SEALED
    corrected = kind is PaperKind.CORRECTED_MINUTES
    return Composed(
        name=file_name("纪要（附更正）" if corrected else "纪要", meeting.title),
        paper=file.paper,
        pdf=desk.files.read(file.minutes.digest) if sealed and not corrected else b"",
    )


def render(composed: Composed) -> bytes:
    """The paper as PDF; slow (0.1 s a few pages), and safe on the worker."""
    if composed.pdf:
        return composed.pdf
    return set_paper(composed.paper)


#: pdfium takes one call at a time, whichever document it is about.
_pdfium = Lock()


class Pages:
    """The pages of a PDF as pictures, for the preview and the printer, from any thread."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self.count = source.count

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of page `index` (from 0) in points."""
        with _pdfium:
            return self._source.size(index)

    def render(self, index: int, scale: float) -> tuple[int, int, bytes]:
        """Page `index` at `scale` pixels for a point: width, height, tight rows of RGB."""
        with _pdfium:
            return self._source.render(index, scale)

    def render_wide(self, index: int, width: int) -> tuple[int, int, bytes]:
        """The same, `width` pixels wide."""
        return self.render(index, width / self.size(index)[0])

    def close(self) -> None:
        """Let the document go."""
        with _pdfium:
            self._source.close()


def open_pages(pdf: bytes) -> Pages:
    """Open a PDF for showing or printing; BadInput `pdf_unreadable`."""
    with _pdfium:
        return Pages(publishing.open_pages(pdf))


def save(pdf: bytes, target: Path) -> Path:
    """Write a paper whole or not at all; WorldFailed `disk_full`, `folder_not_writable`."""
    write_whole(target, pdf)
    return target


def put_aside(desk: Desk, name: str, pdf: bytes) -> Path:
    """A copy for another program to open: inside the data folder, not in a folder of everybody."""
    target = desk.folder / "shown" / hashlib.sha256(pdf).hexdigest()[:12] / name
    return target if target.exists() else save(pdf, target)


def file_name(what: str, title: str) -> str:
    """A file name that every system takes, e.g. `会议通知 第三次协商议事会.pdf`."""
    safe = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in title)
    return f"{what} {safe[:60].strip(' .')}.pdf"
