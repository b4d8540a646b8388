"""The whole program in two versions, with a village's records: started, migrated, gone back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.installer.laptop_here import NEWER, Laptop
from xieshang_desktop import versions
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.people_register import find_people
from xieshang_desktop.storage.database import REVISION

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")


def test_a_new_version_that_starts_takes_over_with_the_records_it_migrated(laptop: Laptop) -> None:
    newer = laptop.add(migrates=True)
    assert laptop.start("--data", str(laptop.data)) == (0, "ready\n", "")
    assert newer.proven
    assert laptop.revision() == REVISION + 1
    status, out, _err = laptop.start("version")
    assert (status, out) == (0, f"xieshang_desktop {NEWER}\n")
    assert laptop.start("--data", str(laptop.data)) == (0, "ready\n", "")
    assert newer.tries == 0


def test_a_version_that_migrated_and_then_failed_leaves_the_records_as_they_were(
    laptop: Laptop,
) -> None:
    newer = laptop.add(migrates=True, crashes=True)
    before = laptop.entries()
    status, out, _err = laptop.start("--data", str(laptop.data))
    assert (status, out) == (0, "ready\n")
    assert newer.note(versions.FAILED)["reason"] == versions.ENDED
    assert laptop.revision() == REVISION
    assert laptop.entries() == before
    left = laptop.data / f"xieshang-left-{REVISION + 1}.db"
    assert laptop.revision(left) == REVISION + 1
    desk = open_desk(laptop.data)
    assert not desk.new_line
    desk.close()


@pytest.mark.parametrize("why", [versions.ENDED, versions.PUT_BACK])
def test_what_was_written_since_the_migration_is_never_given_up(
    laptop: Laptop, tmp_path: Path, why: str
) -> None:
    newer = laptop.add(migrates=True)
    laptop.start("--data", str(laptop.data))
    status, out, err = laptop.start(
        "--data", str(laptop.data), "roster", "import", str(laptop.roster(tmp_path))
    )
    assert (status, err) == (0, ""), out
    entries = laptop.entries()
    versions.fail(newer, why)
    status, _out, err = laptop.start("--data", str(laptop.data))
    assert status == 1
    assert laptop.entries() == entries
    assert laptop.revision() == REVISION + 1
    assert f"请再打开一次程序，会用 {NEWER} 打开" in err
    assert laptop.start("--data", str(laptop.data)) == (0, "ready\n", "")
    assert laptop.start("version")[1] == f"xieshang_desktop {NEWER}\n"


def test_a_command_that_only_looks_puts_nothing_back(laptop: Laptop) -> None:
    newer = laptop.add(migrates=True)
    laptop.start("--data", str(laptop.data))
    versions.fail(newer, versions.ENDED)
    status, _out, err = laptop.start("--data", str(laptop.data), "topics")
    assert status == 1
    assert "这个版本看不懂" in err
    assert laptop.revision() == REVISION + 1


def test_a_new_version_is_not_judged_while_the_old_window_has_the_records(laptop: Laptop) -> None:
    window = laptop.begin("--data", str(laptop.data), until="hold")
    assert window.stdout is not None
    assert window.stdout.readline() == "ready\n"
    newer = laptop.add()
    status, _out, err = laptop.start("--data", str(laptop.data))
    assert status == 1
    assert "已经打开" in err
    assert (newer.failed, newer.proven, newer.tries) == (False, False, 0)
    laptop.end()
    assert laptop.start("--data", str(laptop.data))[:2] == (0, "ready\n")
    assert newer.proven


def test_people_entered_before_are_there_after_going_back(laptop: Laptop, tmp_path: Path) -> None:
    laptop.start("--data", str(laptop.data), "roster", "import", str(laptop.roster(tmp_path)))
    laptop.add(migrates=True, crashes=True)
    assert laptop.start("--data", str(laptop.data))[0] == 0
    desk = open_desk(laptop.data)
    assert [person.name for person in find_people(desk, "wgl")] == ["吴桂兰"]
    desk.close()
