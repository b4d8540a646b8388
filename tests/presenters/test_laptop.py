"""电脑检查 in words: what is urgent comes first, and after the first start it leads on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.making import a_desk
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.laptop_check import Finding
from xieshang_desktop.ui.presenters.laptop import (
    LaptopPresenter,
    LaptopView,
    Window,
    laptop_view,
)


class Page:
    """Remembers what was shown last."""

    def __init__(self) -> None:
        self.view: LaptopView | None = None
        self.next: list[str] = []

    def show_view(self, view: LaptopView) -> None:
        self.view = view

    def show_next(self, words: str) -> None:
        self.next.append(words)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    yield desk
    desk.close()


FINE = Finding(about="faces", state="done", code="faces_fine")
NO_STICK = Finding(about="stick", state="ahead", code="stick_none")
ZONE = Finding(about="memory", state="waiting", code="memory_low", facts={"free": 10**8})
LOST = Finding(about="faces", state="attention", code="faces_undrawn", facts={"characters": "𬭎"})


def test_the_most_urgent_comes_first() -> None:
    view = laptop_view([FINE, NO_STICK, ZONE, LOST])
    assert [line[0] for line in view.open] == ["attention", "waiting", "ahead"]
    assert [line[0] for line in view.fine] == ["done"]
    assert view.verdict.sentence == "有 1 处要先处理。"


def test_what_could_not_be_tried_speaks_against_nothing() -> None:
    assert laptop_view([FINE, NO_STICK]).verdict.sentence == "这台电脑能用。"
    assert laptop_view([FINE, ZONE]).verdict.kind == "waiting"


def test_screen_and_printers_are_judged_with_the_rest(desk: Desk) -> None:
    page = Page()
    presenter = LaptopPresenter(desk, page)
    presenter.show(presenter.look(), Window((1024, 600), ("HP LaserJet",), "HP LaserJet"))
    assert page.view is not None
    said = [line[1] for line in (*page.view.open, *page.view.fine)]
    assert "屏幕偏小：1024×600" in said
    assert "打印机：HP LaserJet" in said


def test_after_the_first_start_it_leads_on_once(desk: Desk) -> None:
    page = Page()
    presenter = LaptopPresenter(desk, page)
    presenter.come_from_start("")
    assert presenter.next_place() == ("home", None)
    presenter.come_from_start("名册.xlsx")
    assert presenter.next_place() == ("people/import", "名册.xlsx")
    assert page.next == ["开始使用", "", "接着导入名册", ""]
