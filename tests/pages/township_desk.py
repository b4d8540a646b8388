"""The township's window on a township of five villages and one year, made once in a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from tests.pages.framed import Framed
from tests.township.making import a_small_township
from xieshang_desktop.domain.terms import VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.holdings import MIRRORED, hold
from xieshang_desktop.storage.receiving import take_in
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.places import make_page, places


class FramedTownship(Framed):
    """The window with the township's places."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.window = MainWindow(places("township"), lambda key: make_page(key, self.context))
        self.context = Context(desk, self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()


@pytest.fixture
def framed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FramedTownship]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    framed = FramedTownship(qtbot, a_small_township(tmp_path))
    yield framed
    framed.desk.close()


def mirror(desk: Desk, source: Desk, withheld: frozenset[str] = frozenset()) -> Village:
    """A village whose own desk is `source`, enrolled here, with all its records taken in; those of
    the nouns `withheld` stayed there, only their hashes came."""
    unit = source.unit
    village = Village(id=unit.id, name=unit.name, state=VillageState.ENROLLED)
    with source.store.read() as reader:
        lines = journal.lines_of(reader)
        entries = {line: list(journal.headed_entries(reader, line, 0)) for line in lines}
    with desk.store.write(desk.actor) as uow:
        uow.put(village, "village_enrolled")
        hold(uow, village.id, MIRRORED)
        for line, pairs in entries.items():
            came = [
                (header, replace(entry, record=None, private=None))
                if header.object_type in withheld
                else (header, entry)
                for header, entry in pairs
            ]
            take_in(uow, village.id, line, came)
        uow.commit()
    return village
