"""The power goes at any moment of a backup or a restore: old copies stay whole, and no folder looks
restored that is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 48

#: A process whose children begin to back up or to restore and are killed from within, after so many
#: calls of Python or C as chance says; what they left is looked at after each.
KILLER = """
import json, os, random, shutil, signal, sys
from pathlib import Path
from datetime import timedelta
from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_topic
from xieshang_desktop.errors import Problem
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import backup, restoring
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.snapshot import last_stick_backup

base, rounds, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(sys.argv[3])
device, stick = base / "device", base / "stick"
stick.mkdir()
drive = Drive(label="stick", path=stick, free=1 << 30, read_only=False)
clock = HandClock(MORNING)
desk = a_desk(base, clock)
for number in range(3):
    a_topic(desk, f"topic {number}")
    desk.files.keep(bytes(100_000) + bytes([number]))
backup.name_backup_stick(desk, drive)
backup.back_up_to_stick(desk, drive)
identity, folder = own_keys(desk).age_identity, desk.folder
desk.close()
for _ in range(14):
    clock.moment += timedelta(days=1)
    desk = open_desk(folder, device, clock)
    backup.back_up(desk)
    desk.close()


def begin(work, moment):
    # The child does the work and dies after `moment` calls; the parent learns how it ended.
    child = os.fork()
    if child == 0:
        calls = 0

        def watch(frame, event, argument):
            nonlocal calls
            calls += 1
            if calls >= moment:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(watch)
        try:
            work()
        finally:
            sys.setprofile(None)
            (base / "calls").write_text(str(calls))
            os._exit(0)
    return os.waitpid(child, 0)[1]


def back_up():
    backup.back_up_to_stick(open_desk(folder, device, clock), drive)


def restore():
    restoring.restore(restoring.copies_in(stick)[0].path, base / "into", identity=identity)


def opens(file, number):
    into = base / f"opened-{number}"
    restored = restoring.restore(file, into, identity=identity)
    assert restored.missing == (), restored
    shutil.rmtree(into)


def look(number):
    kept = backup.copies(folder)
    there = restoring.copies_in(stick)
    assert len(kept) >= 13 and there, (kept, there)
    opens(kept[-1], number)
    opens(there[0].path, number)
    opens(there[-1].path, number)
    if (base / "into").exists():
        assert not list(base.glob(".into.*")), "restored and half restored at once"
        with_desk = open_desk(base / "into", base / "other")
        with_desk.close()
        shutil.rmtree(base / "into")


killed, finished = 0, 0
for work in (back_up, restore):
    assert begin(work, 1 << 40) == 0
    whole = int((base / "calls").read_text())
    shutil.rmtree(base / "into", ignore_errors=True)
    for number in range(rounds):
        clock.moment += timedelta(days=1)
        status = begin(work, chance.randrange(1, whole))
        killed += os.WIFSIGNALED(status)
        finished += not os.WIFSIGNALED(status)
        if number % 4 == 3:  # four deaths in a row, then a look
            look(number)
desk = open_desk(folder, device, clock)
backup.back_up_to_stick(desk, drive)
desk.close()
restore()
left = [str(p.relative_to(base)) for p in base.rglob("*") if p.name.endswith(".part")]
left += [p.name for p in base.glob(".into.*")]
left += [p.name for p in (folder / "tmp").iterdir() if p.name != "backup.lock"]
print(json.dumps({"killed": killed, "finished": finished, "left": left}))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked here")
@pytest.mark.parametrize("seed", ["first", "second"])
def test_killed_at_any_moment_nothing_half_stays(tmp_path: Path, seed: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLER, tmp_path, str(ROUNDS), seed],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["killed"] + told["finished"] == 2 * ROUNDS
    assert told["killed"] > ROUNDS
    assert told["left"] == []


MEASURED = """
import hashlib, sys
from pathlib import Path
from tests.making import a_desk
from xieshang_desktop.services import backup, restoring
from xieshang_desktop.services.keys import own_keys

base = Path(sys.argv[1])
desk = a_desk(base)
film = base / "film"
with film.open("wb") as file:
    file.truncate(200_000_000)
with film.open("rb") as file:
    digest = hashlib.file_digest(file, "sha256").hexdigest()
desk.files.path(digest).parent.mkdir(parents=True)
film.rename(desk.files.path(digest))
(base / "stick").mkdir()
copied = backup.back_up_to(desk, base / "stick")
restoring.restore(copied.path, base / "into", identity=own_keys(desk).age_identity)
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells there how much was used")
def test_memory_stays_flat_for_a_large_attachment(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", MEASURED, tmp_path], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    assert int(said.stdout) < 120_000  # KiB: Python, its libraries and SQLite's cache
