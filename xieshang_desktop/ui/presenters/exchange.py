"""交换: where we stand with the township, what is owed, the drives, one exchange with a stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from xieshang_desktop.domain.terms import Carrier
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import handover, receipts
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.handover import Stick
from xieshang_desktop.services.membership import membership
from xieshang_desktop.ui.presenters import exchange_drives as drives
from xieshang_desktop.ui.presenters import exchange_result as results
from xieshang_desktop.ui.presenters import exchange_words as words
from xieshang_desktop.ui.presenters.exchange_drives import DriveState, DriveView
from xieshang_desktop.ui.presenters.exchange_result import Line
from xieshang_desktop.ui.presenters.exchange_state import StateView, state_view
from xieshang_desktop.ui.presenters.exchange_words import Saying
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import BundleReport


class ExchangePage(Protocol):
    """What the presenter asks of the page."""

    def show_state(self, view: StateView, owed: Saying) -> None: ...
    def show_drives(
        self, choices: Sequence[tuple[str, str]], chosen: str, view: DriveView
    ) -> None: ...
    def show_working(self, sentence: str) -> None: ...
    def show_result(self, lines: Sequence[Line]) -> None: ...
    def show_lines(self, saying: Saying, button: str) -> None: ...
    def show_checked(self, saying: Saying) -> None: ...
    def ask(self, title: str, sentence: str, yes: str, then: Callable[[], object]) -> None: ...


class Step(Protocol):
    """How a job on the worker reports, and learns that nobody wants it any more."""

    @property
    def cancelled(self) -> bool: ...
    def __call__(self, done: int, total: int = 0, what: str = "") -> None: ...


class Outcome(NamedTuple):
    """One exchange: what was taken in even where nothing could be written, and why not."""

    lines: tuple[Line, ...]
    problem: Problem | None = None


class ExchangePresenter:
    """`work`, `check` run on the worker; all else on the UI thread."""

    def __init__(self, desk: Desk, page: ExchangePage) -> None:
        self._desk = desk
        self._page = page
        self._sticks: list[Stick] | None = None
        self._chosen = ""
        self._working = False
        self._over: DriveView | None = None
        self._line = ""

    # ---- on the worker

    def work(self, folder: Path, step: Step) -> Outcome:
        """Take in what lies there, then write what is owed. What was taken in stays taken in,
        whatever becomes of the writing."""
        desk = self._desk.apart()

        def progress(done: int, total: int) -> None:
            step(done * 100 // total if total else 0, 100, words.leg_words(done, total))

        taken, refused = handover.take_messages(desk, folder)
        lines = results.taken_lines(taken, refused)
        standing = membership(desk)
        trusted = standing.township is not None and standing.township.trusted_on is not None
        try:
            carrier = Carrier.STICK if self._is_stick(folder) else Carrier.FOLDER
            done = handover.exchange_with(desk, folder, progress, lambda: step.cancelled, carrier)
        except Problem as problem:
            return Outcome(tuple(lines), problem)
        lines += results.written_lines(done.written, done.tidied, trusted=trusted)
        return Outcome(tuple(lines))

    def check(self, file: Path) -> BundleReport:
        """Check a bundle; BundleRefused says why not."""
        return handover.check_bundle(self._desk.apart(), file)

    # ---- on the UI thread

    def refresh(self) -> None:
        """Read the state of things and show it."""
        desk = self._desk
        view = state_view(membership(desk), invited=self.invitation() is not None)
        found = handover.open_handover(desk)
        said = words.owed(found, practice=desk.unit.practice, trusted=view.trusted)
        if view.blocked:
            said = Saying(
                _("新写的记录，乡镇要等重新登记以后才收；记录照常写，一条不少。"), "attention"
            )
        self._page.show_state(view, said)
        overtaken = receipts.overtaken_lines(desk)
        if overtaken:
            self._line, theirs, ours = overtaken[0]
            saying = Saying(
                _("另一台电脑接着写过：乡镇有 {0} 条，这里只有 {1} 条。").format(theirs, ours),
                "attention",
                _("请找到那台电脑，把它写的先交上去。确定不要了，再关闭那条旧线。"),
            )
            self._page.show_lines(saying, _("关闭旧线…"))
        else:
            self._page.show_lines(Saying(""), "")

    def show_sticks(self, sticks: list[Stick]) -> None:
        """The drives that are plugged in now, if anything changed about them; one that was chosen
        stays chosen."""
        if sticks == self._sticks:
            return
        before = [s.drive.path for s in self._sticks or ()]
        if before != [s.drive.path for s in sticks]:
            self._forget()
        invited = self.invitation()
        self._sticks = sticks
        if self.invitation() != invited:
            self.refresh()
        if self.chosen() is None:
            usable = [s for s in sticks if drives.look([s], s).may]
            only = sticks if len(sticks) == 1 else usable if len(usable) == 1 else []
            self._chosen = str(only[0].drive.path) if only else ""
        self._show_drives()

    def _forget(self) -> None:
        """What was said of a stick goes with it; a failure stays to be read."""
        if self._over is not None and self._over.state in (DriveState.DONE, DriveState.STOPPED):
            self._page.show_result(())
        self._over = None

    def choose(self, key: str) -> None:
        """Another drive."""
        self._chosen = key
        self._over = None
        self._show_drives()

    def chosen(self) -> Stick | None:
        """The chosen drive, if it is still plugged in."""
        return next((s for s in self._sticks or () if str(s.drive.path) == self._chosen), None)

    def _is_stick(self, folder: Path) -> bool:
        """Whether a folder lies on a drive that is plugged in."""
        return any(folder.is_relative_to(s.drive.path) for s in self._sticks or ())

    def invitation(self) -> Path | None:
        """An invitation that lies on a stick."""
        return next((file for s in self._sticks or () for file in s.invitations), None)

    def begin(self, go: Callable[[Path], object], *, by_key: bool = False) -> None:
        """Exchange with the chosen stick: at once, or after a question where the stick may be
        somebody else's. By the key only where exactly one good stick is in."""
        stick = self.chosen()
        if stick is None or self._working:
            return
        view = drives.look(self._sticks or (), stick)
        good = [s for s in self._sticks or () if drives.state_of(s) in drives.GOOD]
        if by_key and (view.state not in drives.GOOD or len(good) != 1):
            return
        if view.state in drives.ASKED:
            self._page.ask(
                _("用这个U盘吗？"),
                _("上面有别的村的协商包。{0}本村的会写在旁边，别的村的不会动。").format(view.hint),
                _("用它交换"),
                lambda: go(stick.drive.path),
            )
        elif view.may:
            go(stick.drive.path)

    def begun(self) -> None:
        """It has begun."""
        self._working = True
        self._over = None
        self._page.show_result(())
        self._page.show_working(_("正在看U盘上有什么"))
        self._show_drives()

    def progressed(self, done: int, _total: int, what: str) -> None:
        """How far it is, in percent."""
        self._page.show_working(_("{0}：{1}%").format(what, done))

    def ended(self, outcome: Outcome, folder: Path) -> None:
        """Written, or why not; only after the last byte was read back the stick may go."""
        on_stick = self._is_stick(folder)
        lines = list(outcome.lines)
        if outcome.problem is None:
            lines.append(results.last_line(folder="" if on_stick else str(folder)))
            over = DriveView(DriveState.DONE, "")
        else:
            over = drives.ended(outcome.problem, folder=not on_stick)
            state = "ahead" if over.state is DriveState.STOPPED else "attention"
            lines.append((state, over.sentence, over.hint))
        self._finish(over, lines)

    def stopped(self) -> None:
        """It was cancelled before it began."""
        sentence = _("已经停下，什么都没有写。")
        self._finish(DriveView(DriveState.STOPPED, sentence), [("ahead", sentence, "")])

    def checked(self, report: BundleReport) -> None:
        """The bundle is whole."""
        self._page.show_checked(words.report_saying(report))

    def refused(self, problem: Problem) -> None:
        """Why the bundle is not taken."""
        said = words_for(problem)
        self._page.show_checked(Saying(said.sentence, "attention", said.hint))

    def ask_close_line(self, then: Callable[[Callable[[], object]], object]) -> None:
        """What the other laptop wrote counts no more: asked once."""
        line = self._line
        self._page.ask(
            _("关闭旧线？"),
            _("那台电脑在这以后写的记录，乡镇不再接着收。这件事要签名、要交给乡镇，不能再改回来。"),
            _("关闭旧线"),
            lambda: then(lambda: receipts.close_line(self._desk, line)),
        )

    @property
    def state(self) -> DriveState:
        """Where the stick stands: what goes on or what ended comes before what is plugged in."""
        over = None if self._working else self._over
        return over.state if over else self._view().state

    def _finish(self, over: DriveView, lines: Sequence[Line]) -> None:
        self._working = False
        self._over = over
        self._page.show_working("")
        self._page.show_result(lines)
        self.refresh()
        self._show_drives()

    def _view(self) -> DriveView:
        if self._working:
            return DriveView(DriveState.WORKING, _("没有写好以前，请不要拔U盘。"), "", "waiting")
        if self._over is not None and self._over.state is DriveState.DONE:
            return self._over
        return drives.look(self._sticks or (), self.chosen())

    def _show_drives(self) -> None:
        choices = [(str(s.drive.path), drives.drive_words(s)) for s in self._sticks or ()]
        self._page.show_drives(choices if len(choices) > 1 else (), self._chosen, self._view())
