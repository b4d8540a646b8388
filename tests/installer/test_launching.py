"""Which version starts: real processes that start, crash, hang and are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.installer.versions_here import (
    CRASHES,
    HANGS,
    NO_END,
    READY,
    REFUSED,
    Computer,
    reason,
)
from xieshang_desktop import versions
from xieshang_desktop.versions import read_number

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer with the version that a package put there."""
    computer = Computer(tmp_path)
    computer.install_base()
    return computer


def wait_for(true: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Until something is so while a process runs."""
    for _time in range(600):
        if true():
            return
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    assert true(), process.communicate()


# ---- one that starts


def test_without_newer_versions_the_installed_one_runs(computer: Computer) -> None:
    assert computer.start() == 0
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]


def test_a_new_version_that_starts_is_proven_and_from_then_on_runs_alone(
    computer: Computer,
) -> None:
    newer = computer.add("0.2.0")
    assert computer.start("--data", "/x") == 0
    assert computer.said() == ["0.2.0 runs --data /x", "0.2.0 ready", "0.1.0 passes on"]
    assert newer.proven
    assert computer.start() == 0
    assert computer.said() == ["0.2.0 runs", "0.2.0 ready"]
    assert newer.tries == 0


def test_the_highest_of_several_runs(computer: Computer) -> None:
    for name in ("0.2.0", "0.10.0", "0.9.9"):
        computer.add(name, proven=True)
    computer.start()
    assert computer.said()[0] == "0.10.0 runs"


def test_older_versions_and_folders_that_are_none_are_passed_over(computer: Computer) -> None:
    computer.add("0.0.9", proven=True)
    computer.add("0.1", proven=True)
    (computer.add("0.3.0").folder / versions.INSTALLED).unlink()
    (computer.home / "versions" / "99.99.tmp").mkdir()
    computer.start()
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]


def test_a_version_under_another_number_than_its_own_does_not_start_itself_for_ever(
    computer: Computer,
) -> None:
    newer = computer.add("0.2.0", proven=True)
    computer.rewrite(newer._replace(name="0.1.0"), READY)
    assert computer.start() == 0
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]
    assert newer.tries == 0


def test_the_exit_status_of_the_new_version_is_passed_on(computer: Computer) -> None:
    computer.add("0.2.0", NO_END)
    assert computer.start() == 3
    assert computer.start() == 3


def test_a_command_runs_in_a_proven_version_only(computer: Computer) -> None:
    computer.add("0.2.0", proven=True)
    computer.add("0.3.0")
    computer.start("version")
    assert computer.said()[0] == "0.2.0 runs version"
    computer.start("--data", "/x", "check")
    assert computer.said()[0] == "0.2.0 runs --data /x check"
    computer.start("open", "/x.xsb")
    assert computer.said()[0] == "0.3.0 runs open /x.xsb"


# ---- one that does not


@pytest.mark.parametrize(
    "behaviour", [CRASHES, "return 0", "os._exit(9)", "os.kill(os.getpid(), 11)"]
)
def test_a_version_that_ends_before_its_window_stands_is_put_aside_and_the_old_one_goes_on(
    computer: Computer, behaviour: str
) -> None:
    newer = computer.add("0.2.0", behaviour)
    assert computer.start() == 0
    assert computer.said() == ["0.2.0 runs", "0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) == "ended"
    assert computer.start() == 0
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]


def test_one_that_cannot_be_imported_is_put_aside(computer: Computer) -> None:
    newer = computer.add("0.2.0")
    (newer.folder / "start.py").write_text("import nothing_of_this_name")
    computer.start()
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]
    assert newer.note(versions.FAILED)["status"] == 1


@pytest.mark.parametrize("proven", [False, True])
def test_one_whose_files_are_gone_is_put_aside(computer: Computer, proven: bool) -> None:
    newer = computer.add("0.2.0", proven=proven)
    newer.program.unlink()
    computer.start()
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) == "gone"


def test_one_that_hangs_is_ended_when_its_time_is_over(tmp_path: Path) -> None:
    computer = Computer(tmp_path, limit=1.0)
    computer.install_base()
    newer = computer.add("0.2.0", f"say(str(os.getpid())); {HANGS}")
    computer.start()
    said = computer.said()
    assert said[2:] == ["0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) == "late"
    with pytest.raises(ProcessLookupError):
        os.kill(int(said[1].split()[1]), 0)


def test_one_that_will_not_be_ended_is_killed(tmp_path: Path) -> None:
    computer = Computer(tmp_path, limit=1.0)
    computer.install_base()
    newer = computer.add(
        "0.2.0", f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {HANGS}"
    )
    assert computer.start() == 0
    assert reason(newer) == "late"


def test_where_the_newest_fails_the_proven_one_below_it_runs(computer: Computer) -> None:
    computer.add("0.2.0", proven=True)
    newest = computer.add("0.3.0", CRASHES)
    computer.start()
    assert computer.said() == ["0.3.0 runs", "0.2.0 runs", "0.2.0 ready"]
    assert reason(newest) == "ended"


def test_a_proven_version_that_stops_starting_is_watched_again_and_put_aside(
    computer: Computer,
) -> None:
    """As when a virus scanner takes one of its files away, months later."""
    newer = computer.add("0.2.0", CRASHES, proven=True)
    assert [computer.start(), computer.start()] == [1, 1]
    assert computer.said() == ["0.2.0 runs", "0.2.0 runs"]
    assert computer.start() == 0
    assert computer.said() == ["0.2.0 runs", "0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) == "ended"


def test_a_version_is_not_blamed_when_another_window_has_the_records(computer: Computer) -> None:
    newer = computer.add("0.2.0", REFUSED)
    for _time in range(4):
        assert computer.start() == 1
    assert reason(newer) is None
    assert newer.tries == 0
    (newer.folder / versions.PROVEN).touch()
    for _time in range(4):
        assert computer.start() == 1
    assert newer.tries == 0


def test_where_no_mark_can_be_left_nothing_is_tried(computer: Computer) -> None:
    newer = computer.add("0.2.0")
    (newer.folder / f"{versions.TRYING}.part").mkdir()  # as good as a disk that is full
    computer.start()
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) is None


def test_a_failure_that_cannot_be_noted_does_not_start_it_again_at_once(
    computer: Computer,
) -> None:
    newer = computer.add("0.2.0", CRASHES)
    (newer.folder / f"{versions.FAILED}.part").mkdir()
    computer.start()
    assert computer.said() == ["0.2.0 runs", "0.1.0 runs", "0.1.0 ready"]


def test_a_full_disk_does_not_keep_a_version_from_proving_itself(computer: Computer) -> None:
    newer = computer.add("0.2.0")
    computer.start()
    assert not (newer.folder / versions.TRYING).exists()  # it was renamed, nothing was written
    assert newer.proven


# ---- the power goes, somebody is in a hurry


def test_a_power_cut_while_it_is_tried_is_no_fault_of_its_own(computer: Computer) -> None:
    newer = computer.add("0.2.0", f"say(str(os.getpid())); {HANGS}")
    process = computer.begin()
    wait_for(lambda: len(computer.log_text().splitlines()) == 2, process)
    process.send_signal(signal.SIGKILL)
    os.kill(int(computer.said()[1].split()[1]), signal.SIGKILL)
    process.communicate()
    assert reason(newer) is None
    computer.rewrite(newer, READY)
    assert computer.start() == 0
    assert newer.proven


def test_a_version_with_which_the_computer_stops_twice_is_put_aside(computer: Computer) -> None:
    newer = computer.add("0.2.0", f"say(str(os.getpid())); {HANGS}")
    for _time in range(2):
        process = computer.begin()
        wait_for(lambda: len(computer.log_text().splitlines()) == 2, process)
        process.send_signal(signal.SIGKILL)
        os.kill(int(computer.said()[1].split()[1]), signal.SIGKILL)
        process.communicate()
    computer.start()
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]
    assert reason(newer) == "cut_off"


def test_only_the_watcher_is_killed_and_the_new_version_proves_itself_all_the_same(
    computer: Computer,
) -> None:
    wait = "open(os.environ['XIESHANG_HOME'] + '/fifo').read()"
    os.mkfifo(computer.home / "fifo")
    newer = computer.add("0.2.0", f"{wait}; {READY}")
    process = computer.begin()
    wait_for(lambda: "0.2.0 runs" in computer.log_text(), process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    (computer.home / "fifo").write_text("go on")
    process.communicate()  # the pipes close when the child ends too
    assert newer.proven


def test_somebody_who_logs_off_meanwhile_says_nothing_against_it(computer: Computer) -> None:
    newer = computer.add("0.2.0", "os.kill(os.getpid(), 15); time.sleep(60)")
    assert computer.start() == 1
    assert reason(newer) is None
    assert computer.start() == 1
    assert reason(newer) is None
    assert computer.start() == 0
    assert reason(newer) == "cut_off"


def test_a_second_start_waits_and_does_not_judge(computer: Computer) -> None:
    wait = "open(os.environ['XIESHANG_HOME'] + '/fifo').read()"
    os.mkfifo(computer.home / "fifo")
    newer = computer.add("0.2.0", f"'XIESHANG_TRIAL' in os.environ and {wait}; {READY}")
    first = computer.begin()
    wait_for(lambda: "0.2.0 runs" in computer.log_text(), first)
    second = computer.begin()
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(0.7)
    assert newer.tries == 1
    (computer.home / "fifo").write_text("go on")
    first.communicate(timeout=30)
    second.communicate(timeout=30)
    assert (first.returncode, second.returncode) == (0, 0)
    assert newer.proven
    ran = [line for line in computer.said() if line.endswith("runs")]
    assert ran == ["0.2.0 runs", "0.2.0 runs"]


def test_a_second_start_goes_on_with_the_old_version_when_the_trial_failed(
    computer: Computer,
) -> None:
    wait = "open(os.environ['XIESHANG_HOME'] + '/fifo').read()"
    os.mkfifo(computer.home / "fifo")
    newer = computer.add("0.2.0", f"{wait}; {CRASHES}")
    first = computer.begin()
    wait_for(lambda: "0.2.0 runs" in computer.log_text(), first)
    second = computer.begin()
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(0.5)
    (computer.home / "fifo").write_text("go on")
    first.communicate(timeout=30)
    second.communicate(timeout=30)
    ran = [line for line in computer.said() if line.endswith("runs")]
    assert sorted(ran) == ["0.1.0 runs", "0.1.0 runs", "0.2.0 runs"]
    assert reason(newer) == "ended"


# ---- starting anew


#: Once, not again and again.
AGAIN = 'sys.argv[1:] or launching.ask_again(["--data", "/x"]); launching.start_again(); return 0'


def test_starting_anew_goes_through_the_installed_program_to_the_newest(
    computer: Computer,
) -> None:
    computer.add("0.2.0", f"launching.ready(); {AGAIN}", proven=True)
    process = computer.begin()
    wait_for(lambda: "0.2.0 runs" in computer.log_text(), process)
    computer.add("0.3.0")
    process.communicate(timeout=30)  # its pipes close when all that it started has ended
    ran = [line for line in computer.said() if "runs" in line]
    assert ran[0] == "0.2.0 runs"
    assert ran[-1] in ("0.2.0 runs --data /x", "0.3.0 runs --data /x")


def test_after_going_back_the_version_before_runs(computer: Computer) -> None:
    put_back = "versions.fail(launching.own_version(), versions.PUT_BACK)"
    newer = computer.add(
        "0.3.0",
        f"from xieshang_desktop import versions; launching.ready(); {put_back}; {AGAIN}",
        proven=True,
    )
    computer.add(
        "0.2.0", "launching.ready(); say(launching.version_before()); return 0", proven=True
    )
    computer.begin().communicate(timeout=30)
    assert computer.said() == ["0.3.0 runs", "0.2.0 runs --data /x", "0.2.0 0.1.0"]
    assert reason(newer) == "put_back"


def test_nothing_starts_anew_unless_it_was_asked_for(computer: Computer) -> None:
    computer.install_again(f"launching.start_again(); {READY}")
    assert computer.start() == 0
    assert computer.said() == ["0.1.0 runs", "0.1.0 ready"]


# ---- numbers


@given(st.lists(st.integers(0, 999_999), min_size=2, max_size=4))
def test_numbers_are_ordered_as_numbers_not_as_letters(parts: list[int]) -> None:
    number = read_number(".".join(map(str, parts)))
    assert number is not None
    higher = read_number(".".join(map(str, [*parts[:-1], parts[-1] + 1])))
    if parts[-1] < 999_999:
        assert higher is not None
        assert higher > number
    assert read_number(".".join(map(str, [*parts, 0][:4]))) == number


@given(
    st.lists(st.integers(0, 99), min_size=4, max_size=4),
    st.lists(st.integers(0, 99), min_size=4, max_size=4),
)
def test_the_order_is_that_of_the_parts(one: list[int], other: list[int]) -> None:
    numbers = [read_number(".".join(map(str, parts))) for parts in (one, other)]
    assert (numbers[0] < numbers[1]) == (one < other)  # type: ignore[operator]
    assert (numbers[0] == numbers[1]) == (one == other)


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = read_number(text)
    assert number is None or set(text) <= set("0123456789.")


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.", ".1", "1.2.3.4.5", "01.2", "1.02", "1.2rc1", "v1.2", "１.２", "1.-2", "1. 2"],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None
