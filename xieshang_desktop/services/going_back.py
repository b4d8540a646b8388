"""The records after a newer version had to go: the copy from before it, where nothing is lost."""

from __future__ import annotations

from pathlib import Path

from xieshang_desktop import launching, versions
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.storage.database import REVISION
from xieshang_desktop.storage.going_back import copy_to_return_to, return_to_copy
from xieshang_desktop.versions import Version


def return_records(folder: Path, refusal: RuleBroken) -> None:
    """The records were brought up to date by a newer version. If that version was put aside here
    and nothing was written since, they become what they were; else `refusal` is raised, or
    `data_newer_again` where the person had gone back and the newer version is taken up again."""
    found = int(str(refusal.facts["found"]))
    gone = [each for each in _put_aside() if _revision_of(each) >= found]
    if not gone:
        raise refusal
    copy = copy_to_return_to(folder, REVISION)
    if copy is not None:
        return_to_copy(folder, copy)
        return
    for version in gone:
        if version.note(versions.FAILED).get("reason") == versions.PUT_BACK:
            versions.take_up_again(version)
            raise RuleBroken("data_newer_again", version=version.name) from refusal
    raise refusal


def require_way_back(folder: Path, revision: int) -> None:
    """RuleBroken `version_before_blind` where a version with this revision of the tables would not
    understand what was written since it was left."""
    if revision < REVISION and copy_to_return_to(folder, revision) is None:
        raise RuleBroken("version_before_blind")


def _put_aside() -> list[Version]:
    if launching.own_folder() is None:
        return []
    own = launching.own_number()
    return [each for each in versions.installed() if each.failed and each.number > own]


def _revision_of(version: Version) -> int:
    found = version.note(versions.INSTALLED).get("revision")
    return found if isinstance(found, int) else 0
