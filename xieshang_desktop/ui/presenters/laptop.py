"""电脑检查: what needs a look and what is fine, line by line, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from xieshang_desktop.domain.terms import UnitKind
from xieshang_desktop.services import laptop_check, laptop_facts, upkeep
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.laptop_check import Finding
from xieshang_desktop.services.laptop_facts import RARE, LaptopFacts
from xieshang_desktop.ui.presenters.exchange_words import Saying, breakable
from xieshang_desktop.wording.laptop import finding_words

#: State (done, waiting, attention, ahead), words, note, buttons (key, words).
Line = tuple[str, str, str, Sequence[tuple[str, str]]]

_URGENT = (laptop_check.ATTENTION, laptop_check.WAITING, laptop_check.AHEAD)


class LaptopView(NamedTuple):
    """The verdict, what needs a look (the most urgent first), and what is fine."""

    verdict: Saying
    open: tuple[Line, ...]
    fine: tuple[Line, ...]


class Window(NamedTuple):
    """What only the window knows: the screen, the printers, the usual one."""

    screen: tuple[int, int]
    printers: tuple[str, ...]
    printer: str


class LaptopPage(Protocol):
    """What the presenter asks of the page."""

    def show_view(self, view: LaptopView) -> None: ...
    def show_next(self, words: str) -> None: ...


class LaptopPresenter:
    """`look` runs on the worker; all else on the UI thread. After the three questions the page
    leads on, to the work or to the `roster` that was chosen."""

    def __init__(self, desk: Desk, page: LaptopPage) -> None:
        self._desk, self._page = desk, page
        self._roster = ""

    def look(self) -> LaptopFacts:
        """Look at the computer; a stick takes a second."""
        desk = self._desk.apart()
        return laptop_facts.gather(desk.folder, desk.clock, upkeep.newest_moment(desk))

    def show(self, facts: LaptopFacts, window: Window) -> None:
        """Judge and show."""
        known = replace(
            facts, screen=window.screen, printers=window.printers, printer=window.printer
        )
        self._page.show_view(laptop_view(laptop_check.judge(known)))

    def come_from_start(self, roster: str) -> None:
        """The desk was just set up; a roster may wait to be read in."""
        self._roster = roster
        self._page.show_next(_("接着导入名册") if roster else _("开始使用"))

    def next_place(self) -> tuple[str, str | None]:
        """Where it goes on, once; afterwards the page is one like others."""
        roster, self._roster = self._roster, ""
        self._page.show_next("")
        if roster:
            return "people/import", roster
        return ("receiving" if self._desk.unit.kind is UnitKind.TOWNSHIP else "home"), None


def laptop_view(findings: Sequence[Finding]) -> LaptopView:
    """What the findings come to."""
    pressing = sorted(
        (f for f in findings if f.state in _URGENT), key=lambda f: _URGENT.index(f.state)
    )
    fine = [f for f in findings if f.state == laptop_check.DONE]
    bad = sum(f.state == laptop_check.ATTENTION for f in findings)
    if bad:
        verdict = Saying(
            _("有 {0} 处要先处理。").format(bad), "attention", _("照下面说的做，再查一遍。")
        )
    elif any(f.state == laptop_check.WAITING for f in findings):
        verdict = Saying(_("这台电脑能用，有几处请看一看。"), "waiting")
    else:
        verdict = Saying(_("这台电脑能用。"), "done")
    return LaptopView(verdict, tuple(map(_line, pressing)), tuple(map(_line, fine)))


def rare_words() -> str:
    """The characters of the trial page as the screen shows them."""
    return _("生僻字应当是：{0}").format(RARE)


def _line(finding: Finding) -> Line:
    words = finding_words(finding)
    return finding.state, breakable(words.sentence), breakable(words.hint), ()
