"""A bundle that somebody clicked twice: the window opens at it, or the one that stands takes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.journeys.acting import acting
from tests.journeys.starting import started
from tests.making import a_desk, a_topic
from xieshang_desktop.ids import now
from xieshang_desktop.services.handover import write_bundles

WHOLE = (
    "def act(session): return '完好：柳河镇张家村' in said() and session.window.key() == 'exchange'"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A village that wrote a bundle to a stick."""
    desk = a_desk(tmp_path, now)
    a_topic(desk, "路灯")
    (tmp_path / "U 盘").mkdir()
    write_bundles(desk, tmp_path / "U 盘")
    desk.close()
    shutil.move(str(tmp_path / "device"), tmp_path / "config" / "xieshang")
    return tmp_path / "data"


@pytest.fixture
def bundle(data: Path, tmp_path: Path) -> Path:
    (file,) = (tmp_path / "U 盘").glob("*.xsb")
    return file


def test_the_window_opens_at_the_file(data: Path, bundle: Path, tmp_path: Path) -> None:
    script = acting(WHOLE)
    with started(data, tmp_path, script=script, arguments=["open", str(bundle)]) as program:
        program.wait_until("done")


def test_the_window_that_stands_takes_the_file(
    data: Path, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bundle.parent)  # the first window runs elsewhere: it is given the whole path
    act = """
told = []
def act(session):
    if session.single is not None and session.single._server is not None and not told:
        told.append(1)
        print("listening", flush=True)
    return bool(told) and session.context is not None and '完好：柳河镇张家村' in said()
"""
    with started(data, tmp_path, script=acting(act)) as first:
        first.wait_until("listening")
        with started(data, tmp_path, arguments=["open", bundle.name]) as second:
            assert second.status() == 1
            assert "已把它调到前面" in second.errors()
        first.wait_until("done")


def test_without_a_village_the_first_start_says_that_the_file_waits(tmp_path: Path) -> None:
    script = acting("def act(session): return '要打开的文件先放着：a.xsb' in said()")
    (tmp_path / "a.xsb").touch()
    arguments = ["open", str(tmp_path / "a.xsb")]
    with started(tmp_path / "new", tmp_path, script=script, arguments=arguments) as program:
        program.wait_until("done")
