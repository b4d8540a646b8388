"""One paper in full: which one, what it is called, how it is made."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import Protocol

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.papers import Composed, PaperKind, compose


class PaperPage(Protocol):
    """What the presenter asks of the page."""

    def show_paper(self, title: str, compose: Callable[[], Composed]) -> None: ...


class PaperPresenter:
    """An address is `kind:id`, e.g. `notice:…`."""

    def __init__(self, desk: Desk, page: PaperPage) -> None:
        self._desk = desk
        self._page = page
        self._address = ""

    def open(self, address: str) -> None:
        """Have the paper at an address shown."""
        self._address = address
        self.refresh()

    def refresh(self) -> None:
        """The same, as the records stand now."""
        if self._address:
            kind, _colon, object_id = self._address.partition(":")
            paper = PaperKind(kind)
            self._page.show_paper(paper_words(paper), lambda: compose(self._desk, paper, object_id))


def paper_words(kind: PaperKind) -> str:
    """What a paper is called on the screen."""
    return {
        PaperKind.NOTICE: _("会议通知"),
        PaperKind.BLANK_SHEET: _("空白签到表"),
        PaperKind.SIGN_IN_SHEET: _("签到表"),
        PaperKind.MINUTES: _("纪要"),
        PaperKind.CORRECTED_MINUTES: _("纪要（附更正）"),
        PaperKind.RESULT: _("结果公示"),
    }[kind]
