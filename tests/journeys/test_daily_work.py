"""What an open window does by itself beside the work."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.journeys.acting import acting
from tests.journeys.starting import started
from tests.making import a_desk
from xieshang_desktop.ids import now
from xieshang_desktop.services.snapshot import copies
from xieshang_desktop.storage.database import file_of

_GONE = """
def act(session):
    return session.context is not None and not list(session.folder.glob("xieshang-kept-*"))
"""


def test_copies_that_an_update_left_go_after_the_daily_backup(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, now)
    desk.close()
    shutil.move(str(tmp_path / "device"), tmp_path / "config" / "xieshang")
    left = desk.folder / "xieshang-kept-1.db"
    shutil.copy(file_of(desk.folder), left)
    os.utime(left, (1_700_000_000, 1_700_000_000))
    assert copies(desk.folder) == []
    with started(desk.folder, tmp_path, script=acting(_GONE)) as program:
        program.wait_until("done")
    assert len(copies(desk.folder)) == 1
