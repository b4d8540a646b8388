"""Records of a newer version: the program starts anew, and nothing of the old process stays."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.acting import acting
from tests.journeys.starting import started
from tests.making import a_desk
from tests.promises.tree import ROOT
from xieshang_desktop import launching
from xieshang_desktop.ids import now
from xieshang_desktop.storage.database import REVISION, file_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")

#: The page has looked for a stick, and the records can be read again; then the button is pressed.
PRESS = """
import sqlite3
from contextlib import closing
from xieshang_desktop.services import updates
from xieshang_desktop.ui import tasks
from xieshang_desktop.ui.pages.records_newer import RecordsNewer

updates.require_possible = lambda: None  # update files are taken, and looked for

def act(session):
    page = session._first
    looked = tasks._worker is not None and tasks._worker._thread is not None
    if isinstance(page, RecordsNewer) and page.isVisible() and looked:
        with closing(sqlite3.connect(session.folder / "xieshang.db")) as raw:
            raw.execute("PRAGMA user_version = {revision}")
        QTimer.singleShot(50, {press})
        return True
"""

#: As the program itself does it, up to what comes after the window.
RUN = """
from xieshang_desktop.__main__ import _open_window
sys.exit(cli.main(sys.argv[1:], _open_window))
"""


@pytest.mark.parametrize("press", ["page.wizard.other.click", "page.again.emit"])
def test_opening_once_more_ends_the_old_process_and_a_new_window_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, press: str
) -> None:
    a_desk(tmp_path, now).close()
    (tmp_path / "device").rename(tmp_path / "config")
    data = tmp_path / "data"
    with closing(sqlite3.connect(file_of(data))) as raw:
        raw.execute("PRAGMA user_version = 999")
    program = tmp_path / "program" / "xieshang"
    program.parent.mkdir()
    start = f'exec "{sys.executable}" -P -m xieshang_desktop "$@"'
    program.write_text(f"#!/bin/sh\nPYTHONPATH='{ROOT}' XIESHANG_TIMING=ready {start}\n")
    program.chmod(0o755)
    monkeypatch.setenv(launching.LAUNCH, str(program.parent))
    script, _run, _ours = acting(PRESS.format(revision=REVISION, press=press)).rpartition(
        "sys.exit"
    )
    with started(data, tmp_path, script=script + RUN) as old:
        old.wait_until("done")
        assert old.status() == 0
        old.wait_until("ready")  # of the new one, which has the same terminal
        assert old.errors().count("Traceback") == 0
