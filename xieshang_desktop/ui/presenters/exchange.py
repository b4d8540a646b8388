"""交换: what is owed, the drives, writing a bundle, checking one, the copies beside the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from xieshang_desktop.errors import Problem
from xieshang_desktop.services import handover, upkeep
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.handover import Stick
from xieshang_desktop.services.snapshot import last_backup
from xieshang_desktop.ui.presenters import exchange_words as words
from xieshang_desktop.ui.presenters.exchange_words import DriveView, Saying
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import BundleReport, Drive


class ExchangePage(Protocol):
    """What the presenter asks of the page."""

    def show_owed(self, saying: Saying) -> None: ...
    def show_drives(self, drives: Sequence[DriveView], chosen: str, saying: str) -> None: ...
    def show_bundles(self, rows: Sequence[tuple[object, ...]]) -> None: ...
    def show_writing(self, sentence: str, can_write: bool) -> None: ...
    def show_result(self, saying: Saying) -> None: ...
    def show_checked(self, saying: Saying) -> None: ...
    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None: ...


class Step(Protocol):
    """How a job on the worker reports, and learns that nobody wants it any more."""

    @property
    def cancelled(self) -> bool: ...
    def __call__(self, done: int, total: int = 0, what: str = "") -> None: ...


class ExchangePresenter:
    """`look`, `write`, `check` and `back_up` run on the worker; all else on the UI thread."""

    def __init__(
        self,
        desk: Desk,
        page: ExchangePage,
        drives: Callable[[], list[Drive]] = handover.drives,
    ) -> None:
        self._desk = desk
        self._page = page
        self._drives = drives
        self._sticks: list[Stick] = []
        self._shown: list[DriveView] | None = None
        self._chosen = ""
        self._writing = False

    # ---- on the worker

    def look(self) -> list[Stick]:
        """The drives plugged in now, with what lies on them."""
        return [handover.look_at(self._desk, drive) for drive in self._drives()]

    def write(self, folder: Path, step: Step) -> list[Path]:
        """Write what is owed to a folder; the failures of `handover.write_bundles`."""

        def progress(done: int, total: int) -> None:
            step(done * 100 // total if total else 0, 100, words.leg_words(done, total))

        return handover.write_bundles(self._desk, folder, progress, lambda: step.cancelled)

    def check(self, file: Path) -> BundleReport:
        """Check a bundle; BundleRefused says why not."""
        return handover.check_bundle(self._desk, file)

    def back_up(self) -> object:
        """A copy beside the data, now."""
        return upkeep.back_up(self._desk)

    # ---- on the UI thread

    def refresh(self) -> None:
        """Read the state of things and show it."""
        desk = self._desk
        found = handover.open_handover(desk)
        self._page.show_owed(words.owed(found, practice=desk.unit.practice))
        self._page.show_bundles(words.bundle_rows(found, desk.today))
        fingerprint = handover.fingerprint(desk)
        facts = [
            (_("资料"), words.breakable(str(desk.folder))),
            (_("备份"), self._backup()),
            (_("备份在"), words.breakable(str(self.backups))),
            (_("钥匙指纹"), fingerprint or _("第一次写协商包时产生")),
        ]
        if fingerprint:
            facts.append(("", words.read_aloud(fingerprint)))
        self._page.show_facts(facts)

    @property
    def backups(self) -> Path:
        """Where the copies lie."""
        return self._desk.folder / "backups"

    def show_sticks(self, sticks: list[Stick]) -> None:
        """Show the drives, if anything changed about them; one that was chosen stays chosen."""
        views = words.drive_views(sticks)
        if views == self._shown:
            return
        self._sticks, self._shown = sticks, views
        usable = [view.key for view in views if view.usable]
        if self._chosen not in [view.key for view in views]:
            self._chosen = usable[0] if len(usable) == 1 else ""
        self._show_drives()

    def choose(self, key: str) -> None:
        """Another drive."""
        self._chosen = key
        self._show_drives()

    def target(self) -> Path | None:
        """The chosen drive, if it can be written to."""
        return next(
            (Path(v.key) for v in self._shown or () if v.key == self._chosen and v.usable), None
        )

    def begin_writing(self) -> None:
        """Writing has begun."""
        self._writing = True
        self._page.show_result(Saying(""))
        self._tell(_("正在写协商包"))

    def progressed(self, done: int, _total: int, what: str) -> None:
        """How far it is, in percent."""
        self._tell(_("{0}：{1}%").format(what, done))

    def written(self, files: Sequence[Path]) -> None:
        """The files have their final names: only now may the stick be pulled."""
        self._end()
        on_stick = any(files[0].is_relative_to(s.drive.path) for s in self._sticks)
        self._page.show_result(words.written_saying(files, on_stick))
        self.refresh()

    def not_written(self, problem: Problem) -> None:
        """Why not, and what to do."""
        self._end()
        said = words_for(problem)
        kind = "neutral" if problem.code in ("bundle_cancelled", "bundle_empty") else "attention"
        self._page.show_result(Saying(said.sentence, kind, said.hint))

    def stopped(self) -> None:
        """It was cancelled before it began."""
        self._end()
        self._page.show_result(Saying(_("已经停下，什么都没有写。")))

    def checked(self, report: BundleReport) -> None:
        """The bundle is whole."""
        self._page.show_checked(words.report_saying(report))

    def refused(self, problem: Problem) -> None:
        """Why the bundle is not taken."""
        said = words_for(problem)
        self._page.show_checked(Saying(said.sentence, "attention", said.hint))

    def _end(self) -> None:
        self._writing = False
        self._page.show_writing("", self.target() is not None)

    def _tell(self, sentence: str) -> None:
        self._page.show_writing(sentence, False)

    def _show_drives(self) -> None:
        self._page.show_drives(
            self._shown or (), self._chosen, words.drives_saying(self._sticks, self._chosen)
        )
        if not self._writing:
            self._page.show_writing("", self.target() is not None)

    def _backup(self) -> str:
        kept = len(list(self.backups.glob("xieshang-*.db")))
        return words.backup_words(last_backup(self._desk.folder), kept, self._desk.today)
