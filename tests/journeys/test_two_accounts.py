"""Two accounts of one laptop, and one folder: real programs, the second under another user id."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.acting import CLOSE_THE_BOX, acting
from tests.journeys.starting import NOBODY, started
from tests.making import a_desk
from xieshang_desktop.ids import now
from xieshang_desktop.services.folder_lock import FILE, computer, used_by

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root may start a program under another account",
)

BOX = acting(CLOSE_THE_BOX)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A village in a folder that every account may write and neither can narrow, as on a drive
    without rights: the files are a third one's."""
    a_desk(tmp_path, now).close()
    data = everybody(tmp_path / "data")
    for path in (data, *data.rglob("*")):
        os.chown(path, 65533, 65533)
    return data


def everybody(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    return folder


@pytest.fixture
def homes(tmp_path: Path) -> Callable[[str], Path]:
    return lambda name: everybody(tmp_path / name)


def test_the_second_account_is_told_who_has_the_folder(
    shared: Path, homes: Callable[[str], Path]
) -> None:
    with started(shared, homes("root")) as first:
        first.wait_until("ready")
        with started(shared, homes("nobody"), script=BOX, before=NOBODY) as second:
            second.wait_until("done")
            assert second.status() == 1
            said = second.errors()
    assert "“root”正在" in said
    assert computer() in said
    assert "请那边关掉程序" in said


def test_a_lock_that_another_account_owns_holds_too(
    shared: Path, homes: Callable[[str], Path]
) -> None:
    with started(shared, homes("nobody"), before=NOBODY) as first:
        first.wait_until("ready")
        with started(shared, homes("root"), script=BOX) as second:
            second.wait_until("done")
            assert second.status() == 1
            assert "“nobody”正在" in second.errors()


def test_the_lock_of_a_killed_program_counts_for_nobody(
    shared: Path, homes: Callable[[str], Path]
) -> None:
    with started(shared, homes("root")) as first:
        first.wait_until("ready")
        first.process.kill()
        first.process.wait()
    assert used_by(shared) is None
    (shared / FILE).chmod(0o600)  # the other account can't even write its name into it
    with started(shared, homes("nobody"), "ready", before=NOBODY) as second:
        second.wait_until("ready")


def test_a_name_that_could_not_be_written_over_accuses_nobody(
    shared: Path, homes: Callable[[str], Path]
) -> None:
    with started(shared, homes("root")) as killed:
        killed.wait_until("ready")
        killed.process.kill()
        killed.process.wait()
    (shared / FILE).chmod(0o600)
    with started(shared, homes("nobody"), before=NOBODY) as first:
        first.wait_until("ready")
        with started(shared, homes("root"), script=BOX) as second:
            second.wait_until("done")
            said = second.errors()
    assert "被别的账户或者别的电脑占着" in said
    assert "“root”" not in said


#: Somebody reads why the chosen folder can't be opened, begins anew, answers the first question and
#: picks the same folder again.
BEGIN_ANEW = """
from pathlib import Path
from xieshang_desktop.ui.pages.first_start import FirstStart
from xieshang_desktop.ui.pages.folder_closed import FolderClosed
from xieshang_desktop.ui.widgets import sheet
def act(session):
    first = session._first
    if isinstance(first, FirstStart):
        first.where.name.show_value("张家村")
        first.take_place(Path("{data}"))
        refused = first.isVisible() and "这里放着账户“root”的资料" in said()
        return refused and first.where.name.value() == "张家村"
    if isinstance(first, FolderClosed):
        if sheet.current() is not None:
            sheet.current().yes.click()
        elif "这里放着账户“root”的资料" in said():
            first.begin.click()
"""


def test_a_chosen_folder_of_another_account_is_no_dead_end(
    tmp_path: Path, homes: Callable[[str], Path]
) -> None:
    (tmp_path / "D盘").mkdir()
    a_desk(tmp_path / "D盘", now).close()  # root's own, and nobody else's
    data, home = tmp_path / "D盘" / "data", homes("nobody")
    (home / "config" / "xieshang").mkdir(parents=True)
    kept = home / "config" / "xieshang" / "settings.json"
    kept.write_text(json.dumps({"data": str(data)}), "utf-8")
    for path in (home, *home.rglob("*")):
        os.chown(path, 65534, 65534)
    script = acting(BEGIN_ANEW.replace("{data}", str(data)))
    with started(None, home, script=script, before=NOBODY) as program:
        program.wait_until("done")
    assert json.loads(kept.read_text("utf-8"))["data"] == ""
