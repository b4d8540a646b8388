"""Slow work: results on the UI thread, progress, cancel, one way for failures."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.widgets import sheet


@pytest.fixture(autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    tasks.stop()


def test_the_result_comes_back_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    where: list[threading.Thread] = []
    results: list[int] = []

    def job(step: tasks.Task) -> int:
        where.append(threading.current_thread())
        return 7

    def done(result: int) -> None:
        where.append(threading.current_thread())
        results.append(result)

    tasks.run(job, done)
    qtbot.waitUntil(lambda: results == [7])
    assert where[0] is not where[1]
    assert where[1] is threading.current_thread()


def test_progress_is_told_in_order(qtbot: QtBot) -> None:
    told: list[tuple[int, int, str]] = []
    results: list[str] = []

    def job(step: tasks.Task) -> str:
        for page in range(1, 4):
            step(page, 3, f"第 {page} 页")
        return "写好了"

    tasks.run(job, results.append, progress=lambda *what: told.append(what))
    qtbot.waitUntil(lambda: bool(results))
    assert told == [(1, 3, "第 1 页"), (2, 3, "第 2 页"), (3, 3, "第 3 页")]


def test_jobs_run_one_after_the_other(qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(5):
        tasks.run(lambda step, number=number: number, order.append)
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_a_cancelled_job_stops_at_its_next_step(qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()
    heard: list[str] = []

    def job(step: tasks.Task) -> None:
        begun.set()
        go_on.wait(10)
        step(1, 2)
        heard.append("went on")

    task = tasks.run(
        job, lambda _none: heard.append("done"), cancelled=lambda: heard.append("cancelled")
    )
    assert begun.wait(10)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["cancelled"]


def test_a_failure_goes_to_the_caller_who_asked_for_it(qtbot: QtBot) -> None:
    failures: list[BaseException] = []

    def job(step: tasks.Task) -> None:
        raise WorldFailed("drive_full")

    tasks.run(job, lambda _none: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], WorldFailed)


def test_a_failure_nobody_asked_for_is_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    monkeypatch.setattr(dialogs, "show_exception", shown.append)
    dialogs.catch_everything(lambda problem: (problem.code, ""))

    def job(step: tasks.Task) -> None:
        raise WorldFailed("drive_full")

    tasks.run(job, lambda _none: None)
    qtbot.waitUntil(lambda: bool(shown))
    assert not sheet.is_open()


def test_what_ends_while_the_window_closes_is_told_to_nobody(qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()
    results: list[int] = []

    def job(step: tasks.Task) -> int:
        begun.set()
        go_on.wait(5)
        return 7

    tasks.run(job, results.append)
    assert begun.wait(5)
    go_on.set()
    tasks.stop()
    qtbot.wait(1)
    assert results == []
