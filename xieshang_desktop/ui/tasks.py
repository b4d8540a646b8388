"""Slow work off the UI thread: progress, cancel, and the result back on the UI thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside a job when it reports progress after it was cancelled."""


class Task(QObject):
    """One job. Give it to nobody else: the job itself calls it as `step(done, total, what)`.

    `progressed(done, total, what)` and `finished()` come on the UI thread.
    """

    progressed = Signal(int, int, str)
    finished = Signal()
    _ended = Signal(object, object)  # result, exception

    def __init__(self, name: str, *, quiet: bool = False) -> None:
        super().__init__()
        self.name = name
        self.quiet = quiet
        self.done, self.total, self.what = 0, 0, ""
        self._stop = threading.Event()

    def __call__(self, done: int, total: int = 0, what: str = "") -> None:
        """Report progress from the job; raises `Cancelled` once the person has cancelled."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, what)

    def listen(
        self, note: Callable[[int, int, str], None], end: Callable[[Any, Any], None]
    ) -> None:
        """Call these on the UI thread."""
        self._note, self._end = note, end
        self.progressed.connect(self._on_progressed)
        self._ended.connect(self._on_ended)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop; a job without steps may look here."""
        return self._stop.is_set()

    def _on_progressed(self, done: int, total: int, what: str) -> None:
        self._note(done, total, what)

    def _on_ended(self, result: object, failure: object) -> None:
        self._end(result, failure)


class _Worker(QObject):
    """The one thread and the tasks in line for it; `changed()` when the line changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tasks: list[Task] = []
        self._jobs: SimpleQueue[tuple[Task, Callable[[Task], Any]] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def add(self, task: Task, job: Callable[[Task], Any]) -> None:
        self.tasks.append(task)
        self._jobs.put((task, job))
        if self._thread is None:
            # Not a daemon: half-written files are worse than waiting for the end of a step.
            self._thread = threading.Thread(target=self._work, name="tasks")
            self._thread.start()
        self.changed.emit()

    def remove(self, task: Task) -> None:
        self.tasks.remove(task)
        self.changed.emit()

    def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None
        self.tasks.clear()

    def _work(self) -> None:
        while (item := self._jobs.get()) is not None:
            task, job = item
            result, failure = None, None
            try:
                result = Cancelled() if task.cancelled else job(task)
                if isinstance(result, Cancelled):
                    result, failure = None, result
            except BaseException as error:  # carried to the UI thread, shown there
                failure = error
            task._ended.emit(result, failure)  # noqa: SLF001  # its own worker


_worker: _Worker | None = None
_beside: _Worker | None = None


def _worker_beside() -> _Worker:
    """Another thread, for work that takes long and that nobody asked for: the daily copy."""
    global _beside
    if _beside is None:
        _beside = _Worker()
    return _beside


def worker() -> _Worker:
    """The worker; its `changed` and `tasks` feed the busy bar."""
    global _worker
    if _worker is None:
        _worker = _Worker()
    return _worker


def run(
    job: Callable[[Task], T],
    done: Callable[[T], object],
    failed: Callable[[BaseException], object] | None = None,
    progress: Callable[[int, int, str], object] | None = None,
    *,
    name: str = "",
    cancelled: Callable[[], object] | None = None,
    quiet: bool = False,
    beside: bool = False,
) -> Task:
    """Run `job(step)` on the worker thread, then `done(result)` on the UI thread.

    `step(done, total, what)` reports progress. An exception goes to `failed`, else to the one
    place that shows problems; cancelling calls `cancelled` only. `name` is shown while it runs,
    unless it is `quiet`: something nobody asked for and nobody waits for. `beside` it has a thread
    of its own: what a person asks for meanwhile does not wait for it.
    """
    task = Task(name, quiet=quiet)
    hub = _worker_beside() if beside else worker()

    def note(count: int, total: int, what: str) -> None:
        task.done, task.total, task.what = count, total, what
        if progress is not None:
            progress(count, total, what)

    def end(result: T, failure: BaseException | None) -> None:
        if task not in hub.tasks:  # it ended when the window was closed: nobody is there to hear
            return
        hub.remove(task)
        task.finished.emit()
        if failure is None:
            done(result)
        elif isinstance(failure, Cancelled):
            if cancelled is not None:
                cancelled()
        elif failed is not None:
            failed(failure)
        else:
            _show(failure)

    # The task lives on the UI thread: as the receiver it makes Qt queue what the worker emits.
    task.listen(note, end)
    hub.add(task, job)
    return task


def stop() -> None:
    """Cancel everything and wait for the step that is being done; called when the window closes."""
    for hub in (_worker, _beside):
        if hub is not None:
            hub.stop()


def _show(failure: BaseException) -> None:
    """The one place that shows problems listens there (see `dialogs.catch_everything`)."""
    sys.excepthook(type(failure), failure, failure.__traceback__)
