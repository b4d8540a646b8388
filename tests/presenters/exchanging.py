"""A page of 交换 that remembers what was shown, and a village with its sticks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.township.road import Road
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import handover
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.exchange import ExchangePresenter, Outcome
from xieshang_desktop.ui.presenters.exchange_drives import DriveState, DriveView
from xieshang_desktop.ui.presenters.exchange_result import Line
from xieshang_desktop.ui.presenters.exchange_state import StateView
from xieshang_desktop.ui.presenters.exchange_words import Saying


class Page:
    """Remembers what was shown last."""

    def __init__(self) -> None:
        self.state = StateView("", ("", ""), "")
        self.owed = self.lines = self.checked = Saying("")
        self.choices: list[tuple[str, str]] = []
        self.drive = DriveView(DriveState.NONE, "")
        self.working = ""
        self.result: list[Line] = []
        self.questions: list[tuple[str, str, str, Callable[[], object]]] = []

    def show_state(self, view: StateView, owed: Saying) -> None:
        self.state, self.owed = view, owed

    def show_drives(
        self, choices: Sequence[tuple[str, str]], _chosen: str, view: DriveView
    ) -> None:
        self.choices, self.drive = list(choices), view

    def show_working(self, sentence: str) -> None:
        self.working = sentence

    def show_result(self, lines: Sequence[Line]) -> None:
        self.result = list(lines)

    def show_lines(self, saying: Saying, _button: str) -> None:
        self.lines = saying

    def show_checked(self, saying: Saying) -> None:
        self.checked = saying

    def ask(self, title: str, sentence: str, yes: str, then: Callable[[], object]) -> None:
        self.questions.append((title, sentence, yes, then))

    def said(self) -> list[str]:
        """The words of the result, in order."""
        return [words for _state, words, _note in self.result]


class Step:
    """A job's reports; `cancelled` when somebody pressed 停下."""

    def __init__(self, *, cancelled: bool = False) -> None:
        self.cancelled = cancelled
        self.told: list[tuple[int, str]] = []

    def __call__(self, done: int, total: int = 0, what: str = "") -> None:
        self.told.append((done, what))


class Room:
    """A desk, its page, and what is plugged in."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.plugged: list[Drive] = []
        self.page = Page()
        self.presenter = ExchangePresenter(desk, self.page)

    def plug(
        self,
        name: str = "KINGSTON",
        free: int = 14_200_000_000,
        *,
        locked: bool = False,
        path: Path | None = None,
    ) -> Path:
        """Put a stick in; gives where it is mounted."""
        path = path or self.folder / name
        path.mkdir(exist_ok=True)
        self.plugged.append(Drive(label=name, path=path, free=free, read_only=locked))
        self.look()
        return path

    def pull(self) -> None:
        """Take every stick out."""
        self.plugged.clear()
        self.look()

    def look(self) -> None:
        self.presenter.show_sticks([handover.look_at(self.desk, each) for each in self.plugged])

    def exchange(self, folder: Path, step: Step | None = None) -> Outcome:
        """Press the button and wait for the end."""
        self.presenter.begun()
        outcome = self.presenter.work(folder, step or Step())
        self.presenter.ended(outcome, folder)
        return outcome


def room_of(road: Road) -> Room:
    """The page of a village that belongs to its township."""
    return Room(road.village.desk, road.folder)
