"""归档确认: who confirms for an office, what that takes, and pages signed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services import minutes, photos, pins, sealing, signed_paper
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.sealing import Signed
from xieshang_desktop.services.signatories import SUCCEEDED, Signatory, Standing, signatories
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.photos import PhotoView, Read

#: Nobody signed for this office.
UNSIGNED = "unsigned"


class WhoView(NamedTuple):
    """Somebody who may confirm: what it takes on the screen, the reason to begin with, and whether
    one is asked for; `note` warns of tries with a wrong PIN."""

    id: str
    name: str
    words: str
    need: pins.Need
    reason: str
    explained: bool
    note: str


class OfficeView(NamedTuple):
    """One office that nobody confirmed for yet: whom to choose from."""

    rank: str
    heading: str
    who: tuple[WhoView, ...]


def who_may(desk: Desk, meeting_id: str, rank: Rank) -> tuple[WhoView, ...]:
    """The convenor first, then who may stand in. RuleBroken `convenor_missing`."""
    found = signatories(desk, read_meeting(desk, meeting_id), rank)
    known = pins.states(desk, [each.convenor.id for each in found])
    return tuple(
        _who(desk, each, known[each.convenor.id].failures, alone=len(found) == 1) for each in found
    )


class PagesPage(Protocol):
    """What the presenter asks of the sheet for paper."""

    def show_pages(self, views: Sequence[PhotoView]) -> None: ...


class PaperPresenter:
    """The minutes signed by hand: pages are kept at once, the confirmation follows."""

    def __init__(
        self, desk: Desk, page: PagesPage, attempt: Attempt, read: Read, meeting_id: str
    ) -> None:
        self._desk, self._page, self._attempt, self._read = desk, page, attempt, read
        self._meeting_id = meeting_id

    def offices(self) -> tuple[OfficeView, ...]:
        """The offices that nobody confirmed for yet."""
        given = {each.rank for each in self._file().confirmations}
        return tuple(
            OfficeView(rank.value, rank.words, who_may(self._desk, self._meeting_id, rank))
            for rank in Rank
            if rank not in given
        )

    def refresh(self) -> None:
        """Show the pages of the text as it stands."""
        self._page.show_pages(
            [
                PhotoView(each.id, self._jpeg(each), _("第 {0} 页").format(number))
                for number, each in enumerate(self._pages(), 1)
            ]
        )

    def add(self, path: Path) -> None:
        """The photo of a signed page."""
        minutes_id = self._file().minutes.id

        def keep(photo: photos.ReadPhoto) -> None:
            if self._attempt(lambda: signed_paper.keep_signed_page(self._desk, minutes_id, photo)):
                self.refresh()

        self._read(lambda: photos.read_photo(path), keep, _("读照片 {0}").format(path.name))

    def take_off(self, photo_id: str) -> None:
        """A page that was photographed badly."""
        if self._attempt(lambda: photos.remove_photo(self._desk, photo_id)):
            self.refresh()

    def confirm(self, signed: Sequence[Signed], code: str) -> bool:
        """One or both signed; the second confirmation seals."""
        file = self._file()
        last = len(file.confirmations) + len(signed) == len(Rank)
        return self._attempt(
            lambda: sealing.confirm_on_paper(self._desk, file.minutes.id, signed, code),
            _("纪要已归档，以纸质签名件为准") if last else _("纸质签名已记下"),
            final=last,
        )

    def _file(self) -> MinutesFile:
        return minutes.open_minutes(self._desk, self._meeting_id)

    def _pages(self) -> list[Attachment]:
        file = self._file()
        with self._desk.store.read() as reader:
            code = signed_paper.code_of(file.paper)
            return signed_paper.signed_pages(reader, file.minutes.id, code)

    def _jpeg(self, page: Attachment) -> bytes:
        try:
            return photos.photo_bytes(self._desk, page)
        except WorldFailed:  # a folder that was copied without its files: shown as missing
            return b""


def _who(desk: Desk, signatory: Signatory, failures: int, *, alone: bool) -> WhoView:
    convenor, need = signatory.convenor, pins.need_of(desk, signatory.convenor)
    standing = {
        Standing.CONVENOR: _("{0}本人"),
        Standing.SUBSTITUTE: _("代理 {0}"),
        Standing.SUCCESSOR: _("接任 {0}"),
    }[signatory.standing]
    note = _("上次输对以后，有人输错过 {0} 次。").format(failures) if failures else ""
    if need is pins.Need.PAPER:
        note = _("已经卸任，在纸上签名确认，或者由接任的人代为确认。")
        note = note if not alone else _("已经卸任，请他在纸上签名确认。")
    return WhoView(
        id=convenor.id,
        name=convenor.name,
        words=standing.format(convenor.name),
        need=need,
        reason=SUCCEEDED if signatory.standing is Standing.SUCCESSOR else "",
        explained=signatory.standing is not Standing.CONVENOR,
        note=note,
    )
