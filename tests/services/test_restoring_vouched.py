"""Before a copy is put in place it is known whose it is, how much it holds, and how new it is."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from tests.making import a_topic
from xieshang_desktop.errors import Problem
from xieshang_desktop.exchange import backups
from xieshang_desktop.exchange.progress import Course
from xieshang_desktop.exchange.target import TargetFolder
from xieshang_desktop.services import backup, recovery, restoring
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.storage.database import copy_database


@pytest.fixture
def copy(desk: Desk, tmp_path: Path) -> Path:
    """A backup of a village on a stick."""
    a_topic(desk)
    (tmp_path / "stick").mkdir()
    return backup.back_up_to(desk, tmp_path / "stick").path


@pytest.fixture
def forged(copy: Path, tmp_path: Path) -> Path:
    """Where a copy of this name is forged."""
    (tmp_path / "forged").mkdir()
    return tmp_path / "forged" / copy.name


@pytest.fixture
def plain(desk: Desk, tmp_path: Path) -> Path:
    """The records, sealed by nobody."""
    copy_database(desk.store.database, tmp_path / "plain.db")
    return tmp_path / "plain.db"


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(Problem) as failed:
        work()
    return failed.value.code


def test_what_somebody_else_sealed_to_the_village_is_refused(
    desk: Desk, plain: Path, forged: Path, tmp_path: Path
) -> None:
    """Everybody who has seen a bundle knows to whom a village seals; nobody else has its key."""
    recipient = pyrage.x25519.Recipient.from_str(own_keys(desk).age_recipient)
    forged.write_bytes(pyrage.encrypt(gzip.compress(plain.read_bytes()), [recipient]))
    sheets = [sheet.link for sheet in recovery.new_sheets(desk)[1:]]
    into = tmp_path / "into"
    assert refusal(lambda: restoring.look_into(forged, into, shares=sheets)) == "backup_forged"
    assert refusal(lambda: restoring.restore(forged, into, shares=sheets)) == "backup_forged"
    assert not into.exists()


def test_the_proof_of_another_key_proves_nothing(
    desk: Desk, plain: Path, forged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = pyrage.x25519.Identity.generate()
    both = [own_keys(desk).age_recipient, str(stranger.to_public())]
    seal = backups.seal.seal
    with monkeypatch.context() as patched:
        patched.setattr(backups.seal, "seal", lambda source, onto, _to: seal(source, onto, both))
        backups.seal_file(
            *(plain, TargetFolder(forged.parent), forged.name, str(stranger), both[1]),
            Course(1, 1, None, None),
            packed=True,
        )
    keys = desk.folder / "keys"
    assert refusal(lambda: restoring.restore(forged, tmp_path / "i", keys=keys)) == "backup_forged"


def test_who_has_a_key_takes_no_plain_copy_for_it(desk: Desk, plain: Path, tmp_path: Path) -> None:
    keys = desk.folder / "keys"
    own_keys(desk)
    assert refusal(lambda: restoring.restore(plain, tmp_path / "i", keys=keys)) == "backup_forged"
    assert not restoring.look_into(plain, tmp_path / "i").vouched


def test_looking_tells_how_far_a_copy_goes_and_leaves_nothing(
    desk: Desk, copy: Path, tmp_path: Path
) -> None:
    into, keys = tmp_path / "new" / "data", desk.folder / "keys"
    found = restoring.look_into(copy, into, keys=keys)
    assert not into.exists()
    restored = restoring.restore(copy, into, keys=keys)
    assert (found.entries, found.newest_at) == (restored.entries, restored.newest_at)
    assert found.vouched
    assert restored.vouched
    assert list(into.parent.iterdir()) == [into]
    told = refusal(lambda: restoring.look_into(copy, into, keys=keys))
    assert told == "restore_not_empty"
