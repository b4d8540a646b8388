"""How the window starts and ends, and what it says when the world is not as it should be.

Each test starts the program as a process of its own; a `script` acts inside it by a timer.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.acting import CLOSE_THE_BOX, acting
from tests.journeys.starting import Program, started
from tests.making import a_desk, a_topic
from xieshang_desktop.ids import now
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.storage.database import file_of, open_database


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A village with one topic, made on the device the program will run on."""
    desk = a_desk(tmp_path, now)
    a_topic(desk, "路灯")
    desk.close()
    shutil.move(str(tmp_path / "device"), tmp_path / "config" / "xieshang")
    return tmp_path / "data"


@pytest.fixture
def desk(tmp_path: Path, data: Path) -> Iterator[Desk]:
    """The same village, opened beside the program."""
    opened = open_desk(data, tmp_path / "config" / "xieshang")
    yield opened
    opened.close()


def test_the_first_start_asks_where(tmp_path: Path) -> None:
    script = acting("def act(session): return '在哪里协商？' in said()")
    with started(tmp_path / "new", tmp_path, script=script) as program:
        program.wait_until("done")
    assert not (tmp_path / "new").exists()


def test_a_village_that_was_set_up_shows_its_work_page(data: Path, tmp_path: Path) -> None:
    script = acting("def act(session): return '筛选议题：路灯' in said()")
    with started(data, tmp_path, script=script) as program:
        program.wait_until("done")


def test_what_the_last_session_left_is_painted_first(data: Path, tmp_path: Path) -> None:
    with started(data, tmp_path, "ready") as program:
        assert program.status() == 0
    file_of(data).unlink()  # nothing but the snapshot is left to paint from
    file_of(data).touch()
    act = """
seen = {}
named = app.Session._name_moment
def name(session, moment):
    seen[moment] = said()
    named(session, moment)
app.Session._name_moment = name
def act(session):
    return "筛选议题：路灯" in seen.get("paint", "")
"""
    with started(data, tmp_path, script=acting(act)) as program:
        program.wait_until("done")


@pytest.mark.parametrize("moment", ["paint", "ready"])
def test_for_measuring_it_names_the_moment_and_ends(
    data: Path, tmp_path: Path, moment: str
) -> None:
    with started(data, tmp_path, moment) as program:
        program.wait_until(moment)
        assert program.status() == 0


def test_a_second_start_brings_the_first_forward_and_ends(data: Path, tmp_path: Path) -> None:
    act = """
came = []
def act(session):
    if not came:
        session.come_forward = lambda: came.append(1)
        came.append(0)
        session._listen()
        print("listening", flush=True)
    return 1 in came
"""
    with started(data, tmp_path, script=acting(act)) as first:
        first.wait_until("listening")
        began = time.monotonic()
        with started(data, tmp_path) as second:
            assert second.status() == 1
            said = second.errors()
        assert time.monotonic() - began < 10
        assert said == "这个议事室的窗口已经打开，已把它调到前面。\n"
        first.wait_until("done")


def test_a_second_first_start_is_refused_too(tmp_path: Path) -> None:
    with started(tmp_path / "new", tmp_path) as first:
        first.wait_until("ready")
        with started(tmp_path / "new", tmp_path) as second:
            assert second.status() == 1


def test_two_villages_have_a_window_each(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    a_desk(other).close()
    with started(data, tmp_path) as first, started(other / "data", tmp_path) as second:
        first.wait_until("ready")
        second.wait_until("ready")


def test_after_the_window_was_killed_the_next_start_works(data: Path, tmp_path: Path) -> None:
    with started(data, tmp_path) as first:
        first.wait_until("ready")
        first.process.kill()
        first.process.wait()
    with started(data, tmp_path, "ready") as second:
        second.wait_until("ready")


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_in_the_terminal_closes_the_window(
    data: Path, tmp_path: Path, name: signal.Signals
) -> None:
    act = """
import signal
def act(session):
    return callable(signal.getsignal(signal.SIGTERM))
"""
    with started(data, tmp_path, script=acting(act)) as program:
        program.wait_until("done")
        program.process.send_signal(name)
        assert program.status() == 0
        assert program.errors() == ""


def _refused(program: Program) -> str:
    """What a start says that opens nothing; somebody presses the button in its window."""
    program.wait_until("done")
    assert program.status() == 1
    return program.errors()


def test_a_newer_file_is_refused_in_words(data: Path, tmp_path: Path) -> None:
    with sqlite3.connect(file_of(data)) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with started(data, tmp_path, script=acting(CLOSE_THE_BOX)) as program:
        assert "较新版本" in _refused(program)


@pytest.mark.parametrize("content", [b"", b"this was once a database" * 400])
def test_a_damaged_file_is_refused_in_words(data: Path, tmp_path: Path, content: bytes) -> None:
    for file in data.glob("xieshang.db*"):
        file.unlink()
    file_of(data).write_bytes(content)
    with started(data, tmp_path, script=acting(CLOSE_THE_BOX)) as program:
        assert "损坏" in _refused(program)
    assert file_of(data).read_bytes() == content


def test_a_foreign_file_is_left_alone(data: Path, tmp_path: Path) -> None:
    for file in data.glob("xieshang.db*"):
        file.unlink()
    with sqlite3.connect(file_of(data)) as connection:
        connection.execute("CREATE TABLE songs (title)")
    connection.close()
    with started(data, tmp_path, script=acting(CLOSE_THE_BOX)) as program:
        assert "不是协商桌面的资料文件" in _refused(program)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(data: Path, tmp_path: Path) -> None:
    for path in (*data.rglob("*"), data):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with started(data, tmp_path, script=acting(CLOSE_THE_BOX)) as program:
            assert "不能写入" in _refused(program)
    finally:
        data.chmod(0o700)


def test_a_first_start_that_was_killed_half_way_begins_again(tmp_path: Path) -> None:
    half = tmp_path / "half"
    open_database(half).close()
    script = acting("def act(session): return '在哪里协商？' in said()")
    with started(half, tmp_path, script=script) as program:
        program.wait_until("done")


def test_a_folder_deleted_while_it_runs_is_said_and_nothing_crashes(
    data: Path, tmp_path: Path
) -> None:
    act = f"""
import shutil
steps = []
def act(session):
    if session.context is None:
        return False
    if not steps:
        steps.append(1)
        page = session.context.go("topics/edit")
        page.title.line.setText("修路")
        page.proposer.line.setText("李德发")
        shutil.rmtree({str(data)!r})
        page.save.click()
        return False
    if "资料文件夹找不到了" in said():
        session.window.close()
        return True
"""
    with started(data, tmp_path, script=acting(act)) as program:
        program.wait_until("done")
        assert program.status() == 0
        assert "Traceback" not in program.errors()
    assert not data.exists()


def test_a_clock_set_back_ten_years_is_asked_about(data: Path, tmp_path: Path) -> None:
    act = "def act(session): return '电脑的日期可能不对' in said()"
    clock = "lambda: now() - timedelta(days=3650)"
    with started(data, tmp_path, script=acting(act, clock)) as program:
        program.wait_until("done")


def test_a_folder_copied_from_elsewhere_is_told_of(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "copy"))
    script = acting("def act(session): return '这份资料换了地方' in said()")
    with started(copy, tmp_path, script=script) as program:
        program.wait_until("done")


@pytest.mark.parametrize("where", ["slot", "timer", "worker"])
def test_a_mistake_of_ours_ends_in_a_report_to_copy(data: Path, tmp_path: Path, where: str) -> None:
    act = f"""
from xieshang_desktop.ui import tasks
steps = []
def fail(*_):
    secret = "13800000001"
    raise ZeroDivisionError(secret)
def act(session):
    if session.context is None:
        return False
    if not steps:
        steps.append(1)
        where = {where!r}
        if where == "slot":
            session.window.page_opened.connect(fail)
            session.context.go("topics")
        elif where == "timer":
            QTimer.singleShot(0, fail)
        else:
            tasks.run(fail, print)
        return False
    from PySide6.QtWidgets import QPlainTextEdit
    reports = [
        text.toPlainText() for window in QApplication.topLevelWidgets()
        for text in window.findChildren(QPlainTextEdit) if text.isVisible()
    ]
    if any("ZeroDivisionError" in report for report in reports):
        assert not any("13800000001" in report for report in reports)
        session.window.close()
        return "程序出错了" in said() or True
"""
    with started(data, tmp_path, script=acting(act)) as program:
        program.wait_until("done")
        assert program.status() == 0


def test_typed_text_survives_a_kill(data: Path, tmp_path: Path, desk: Desk) -> None:
    act = """
steps = []
def act(session):
    if session.context is None:
        return False
    if not steps:
        steps.append(1)
        page = session.context.go("topics/edit")
        page.title.line.setFocus()
        page.title.line.insert("河滩地排")
        page.title.line.textEdited.emit("河滩地排")
        page.background.setFocus()
        page.background.insertPlainText("大雨后积水三天")
    from xieshang_desktop.services import drafting
    kept = drafting.kept(session.desk, "new-topic", "form").get("form", "")
    return "积水三天" in kept and "河滩地排" in kept
"""
    with started(data, tmp_path, script=acting(act)) as program:
        program.wait_until("done")
        program.process.kill()
        program.process.wait()
    again = """
def act(session):
    if session.context is None:
        return False
    page = session.context.go("topics/edit")
    return (
        page.title.value() == "河滩地排"
        and page.background.value() == "大雨后积水三天"
        and "已经放回来了" in said()
    )
"""
    with started(data, tmp_path, script=acting(again)) as program:
        program.wait_until("done")
    assert [line.topic.title for line in list_topics(desk)] == ["路灯"]
