"""What a version says of itself while it is tried, and what is made of it: held marks, records
that could not be opened, a program file that is none, a version that still runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.installer.versions_here import CRASHES, READY, Computer, reason
from xieshang_desktop import launching, versions
from xieshang_desktop.services.old_versions import tidy

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")

UNSAID = "return launching.UNSAID if launching.is_tried() else launching.refused()"
#: A virus scanner has the mark open: it can't be renamed.
HELD = """
def refuse(_old, _new):
    raise PermissionError(13, "held")
os.replace = refuse
"""


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    computer = Computer(tmp_path)
    computer.install_base()
    return computer


@pytest.mark.parametrize("proven", [False, True])
def test_a_good_window_is_not_ended_where_its_mark_is_held(tmp_path: Path, proven: bool) -> None:
    computer = Computer(tmp_path, limit=1.0)
    computer.install_base()
    newer = computer.add("0.2.0", f'{HELD}\nlaunching.ready(); time.sleep(2.5); say("closed")')
    if proven:  # and watched again
        (newer.folder / versions.PROVEN).touch()
        (newer.folder / versions.TRYING).write_text("2")
    assert computer.start() == 0
    assert computer.said() == ["0.2.0 runs", "0.2.0 closed", "0.1.0 passes on"]
    assert newer.proven
    assert not newer.failed
    computer.rewrite(newer, READY)
    assert computer.start() == 0
    assert computer.said()[:2] == ["0.2.0 runs", "0.2.0 ready"]
    assert newer.tries == 0


def test_what_is_held_is_to_be_said_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = Computer(tmp_path).add("0.2.0")
    versions.begin(newer)
    real = os.replace

    def held(_old: object, _new: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(versions.os, "replace", held)
    assert not versions.prove(newer.folder)
    monkeypatch.setattr(versions.os, "replace", real)
    assert versions.prove(newer.folder)
    assert (newer.proven, newer.tries) == (True, 0)
    assert versions.prove(newer.folder)


def test_who_tries_one_that_could_not_open_goes_on_and_excuses_it_when_it_cannot_either(
    computer: Computer,
) -> None:
    newer = computer.add("0.2.0", UNSAID)
    computer.install_again("return launching.refused()")
    for _time in range(4):
        assert computer.start() == 1
        assert computer.said() == ["0.2.0 runs", "0.1.0 runs"]
    assert (reason(newer), newer.tries) == (None, 0)


def test_who_can_open_what_the_new_one_could_not_puts_it_aside_the_third_time(
    computer: Computer,
) -> None:
    newer = computer.add("0.2.0", UNSAID)
    for _time in range(2):
        assert computer.start() == 0
        assert computer.said() == ["0.2.0 runs", "0.1.0 runs", "0.1.0 ready"]
    assert computer.start() == 0
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) == "cut_off"


@pytest.mark.parametrize("tries", ["", "1"])
def test_one_that_asks_before_there_are_records_is_neither_proven_nor_put_aside(
    tmp_path: Path, tries: str
) -> None:
    computer = Computer(tmp_path, limit=1.0)
    computer.install_base()
    newer = computer.add("0.2.0", 'launching.ready(opened=False); time.sleep(2.5); say("asked")')
    for _time in range(3):
        if tries:
            (newer.folder / versions.TRYING).write_text(tries)
        assert computer.start() == 0
        assert computer.said() == ["0.2.0 runs", "0.2.0 asked", "0.1.0 passes on"]
        assert (newer.proven, newer.failed, newer.tries) == (False, False, 0)
    computer.rewrite(newer, CRASHES)
    assert computer.start() == 0
    assert computer.said() == ["0.2.0 runs", "0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) == "ended"


def test_one_that_opens_records_after_it_asked_is_proven(computer: Computer) -> None:
    newer = computer.add("0.2.0", f"launching.ready(opened=False); {READY}")
    assert computer.start() == 0
    assert (newer.proven, newer.tries) == (True, 0)
    computer.said()
    assert computer.start("version") == 0
    assert computer.said()[0] == "0.2.0 runs version"


def test_a_question_takes_no_proof_away(computer: Computer) -> None:
    newer = computer.add("0.2.0", "return not launching.ready(opened=False)", proven=True)
    assert computer.start() == 0
    assert (newer.trusted, newer.tries) == (True, 0)


@pytest.mark.parametrize("how", ["SIGKILL", "SIGABRT", "SIGBUS"])
def test_one_that_the_system_kills_is_tried_once_more(computer: Computer, how: str) -> None:
    newer = computer.add("0.2.0", f"import signal; os.kill(os.getpid(), signal.{how})")
    for _time in range(2):
        assert computer.start() == 0
        assert computer.said() == ["0.2.0 runs", "0.1.0 runs", "0.1.0 ready"]
        assert reason(newer) is None
    assert computer.start() == 0
    assert reason(newer) == "cut_off"


@pytest.mark.parametrize(
    "words",
    ["open", "open --help", "--data", "--data --help", "open a b", "open --help a", "-h", "a"],
)
def test_what_opens_no_window_tries_nothing(computer: Computer, words: str) -> None:
    newer = computer.add("0.2.0")
    computer.start(*words.split())
    assert computer.said()[0] == f"0.1.0 runs {words}"
    assert (newer.tries, newer.failed) == (0, False)


@pytest.mark.parametrize("words", ["", "--data /x", "--data=/x", "open /y", "--data=/x open /y"])
def test_what_opens_a_window_tries_it(computer: Computer, words: str) -> None:
    computer.add("0.2.0")
    computer.start(*words.split())
    assert computer.said()[0] == f"0.2.0 runs {words}".strip()


def test_a_version_between_does_not_try_it_again_in_the_same_start(computer: Computer) -> None:
    newest = computer.add("0.3.0", UNSAID)
    computer.add("0.2.0", "return launching.refused()", proven=True)
    for _time in range(4):
        assert computer.start() == 1
        assert computer.said() == ["0.3.0 runs", "0.2.0 runs"]
    assert (reason(newest), newest.tries) == (None, 0)


@pytest.mark.parametrize("proven", [False, True])
def test_a_program_file_that_is_none_counts_as_gone(computer: Computer, proven: bool) -> None:
    """As after a power cut: the right name and size, and nothing but zeros."""
    newer = computer.add("0.2.0", proven=proven)
    newer.program.write_bytes(bytes(5000))
    assert computer.start() == 0
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) == "gone"


def test_a_laptop_that_slept_meanwhile_is_not_late(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = computer.add("0.2.0", "time.sleep(0.7); launching.ready(); return 0")
    hours = iter(range(0, 10**9, 3600))
    monkeypatch.setattr(launching.time, "monotonic", lambda: float(next(hours)))
    versions.begin(newer)
    with subprocess.Popen(
        [str(newer.program)],
        env=computer.environment()
        | {launching.LAUNCH: str(newer.folder), launching.TRIAL: str(newer.folder)},
    ) as child:
        assert launching._watch(child, newer, None, 200.0)  # noqa: SLF001


def test_a_version_that_runs_is_not_removed(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = 'say("waits"); sys.stdin.read(); return 0'
    newer = computer.add("0.2.0", waits, proven=True)
    window = computer.begin()
    for _time in range(600):
        if "waits" in computer.log_text():
            break
        with pytest.raises(subprocess.TimeoutExpired):
            window.wait(0.05)
    assert versions.in_use(newer.folder)
    monkeypatch.setenv("XIESHANG_HOME", str(computer.home))
    monkeypatch.setenv(launching.LAUNCH, str(computer.add("0.4.0").folder))
    computer.add("0.3.0")
    tidy()
    assert newer.program.exists()
    window.communicate("", timeout=30)
    assert not versions.in_use(newer.folder)
    tidy()
    assert not newer.folder.exists()


def test_one_that_failed_is_not_emptied_while_it_runs(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = computer.add("0.2.0", CRASHES)
    versions.fail(newer, versions.LATE)
    monkeypatch.setenv("XIESHANG_HOME", str(computer.home))
    monkeypatch.setenv(launching.LAUNCH, str(computer.base))
    held = versions._held.copy()  # noqa: SLF001
    versions.hold(newer)
    tidy()
    assert newer.program.exists()
    for descriptor in versions._held[len(held) :]:  # noqa: SLF001
        os.close(descriptor)
    versions._held[:] = held  # noqa: SLF001
    tidy()
    assert not newer.program.exists()


def test_two_windows_of_a_version_hold_it_until_the_last_is_closed(
    computer: Computer,
) -> None:
    waits = 'say("waits"); sys.stdin.read(); return 0'
    newer = computer.add("0.2.0", waits, proven=True)
    windows = [computer.begin() for _time in range(2)]
    until = time.monotonic() + 30
    while computer.log_text().count("waits") < 2:
        assert time.monotonic() < until
        with pytest.raises(subprocess.TimeoutExpired):
            windows[0].wait(0.05)
    windows[0].communicate("", timeout=30)
    assert versions.in_use(newer.folder)
    windows[1].communicate("", timeout=30)
    assert not versions.in_use(newer.folder)
    shutil.rmtree(newer.folder)
    assert not versions.in_use(newer.folder)
