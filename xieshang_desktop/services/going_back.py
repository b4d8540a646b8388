"""The way back to the version before, and the records after a newer version had to go: the copy
from before it where nothing is lost, else another chance for the newer version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from xieshang_desktop import launching, settings, versions
from xieshang_desktop.errors import Problem, RuleBroken, WorldFailed
from xieshang_desktop.storage.database import REVISION, file_of
from xieshang_desktop.storage.device import places
from xieshang_desktop.storage.going_back import (
    copy_to_return_to,
    return_to_copy,
    revision_of,
    revision_seen,
)
from xieshang_desktop.versions import Version


def return_records(folder: Path, refusal: RuleBroken) -> None:
    """The records were brought up to date by a newer version. If that version was put aside here
    and nothing was written since, they become what they were; else `refusal` is raised, or
    `data_newer_again` where a version that understands them runs at the next start."""
    found = int(str(refusal.facts["found"]))
    able = [each for each in _above_own() if _revision_noted(each) >= found]
    usable = [each for each in able if not each.failed]
    if able and not usable:
        copy = copy_to_return_to(folder, REVISION)
        if copy is not None:
            return_to_copy(folder, copy)
            return
        usable = [each for each in able if versions.take_up_again(each)][:1]
    if usable:
        raise RuleBroken("data_newer_again", version=usable[0].name) from refusal
    raise refusal


def beyond(folder: Path) -> int:
    """The revision of records that this version does not understand; 0 where it does, or where
    none can be looked at: opening them says why. Nothing changes there."""
    found = 0
    with suppress(Problem, OSError):
        found = revision_seen(folder) if file_of(folder).exists() else 0
    return found if found > REVISION else 0


def go_back(folder: Path) -> str:
    """From the next start on the version before runs again: gives its name. RuleBroken
    `version_before_none`, or `version_before_blind` where it would not understand what was written
    since, in this folder or another of this account; WorldFailed `update_folder_closed`."""
    own, before = launching.own_version(), launching.version_before()
    if own is None or not before:
        raise RuleBroken("version_before_none")
    revision = _revision_before(before, own)
    for each in {folder.resolve(), *_known_folders()}:
        try:
            blind = _is_blind(each, revision)
        except (Problem, OSError):
            if each == folder.resolve():
                raise
            continue  # it was named before (`out_of_reach`)
        if blind:
            raise RuleBroken("version_before_blind", folder=str(each))
    try:
        versions.fail(own, versions.PUT_BACK)
    except OSError as error:
        raise WorldFailed("update_folder_closed", folder=str(own.folder)) from error
    return before


def out_of_reach() -> list[Path]:
    """Folders of this account whose records can't be looked at now, where the version before may
    not understand what was written: they lie on a drive that is not there, or are held."""
    own, before = launching.own_version(), launching.version_before()
    if own is None or not before:
        return []
    revision = _revision_before(before, own)
    return [folder for folder in sorted(_known_folders()) if not _reached(folder, revision)]


def copy_needed(folder: Path) -> Path | None:
    """The copy that would take the place of the records when the version before runs again; None
    where it understands them as they are, or where something was written since. WorldFailed as what
    can happen to a file."""
    own, before = launching.own_version(), launching.version_before()
    if own is None or not before:
        return None
    revision = _revision_before(before, own)
    return copy_to_return_to(folder, revision) if revision < REVISION else None


def _reached(folder: Path, revision: int) -> bool:
    if revision >= REVISION:
        return True
    try:
        if not folder.exists():
            return folder.parent.exists()  # thrown away, not out of reach
        _is_blind(folder, revision)
    except (Problem, OSError):
        return False
    return True


def _is_blind(folder: Path, revision: int) -> bool:
    """Whether a version with this revision of the tables could not read what lies there."""
    if revision >= REVISION or not file_of(folder).exists():
        return False
    return revision_of(folder) > revision and copy_to_return_to(folder, revision) is None


def _known_folders() -> set[Path]:
    """Where this account keeps records or did: real ones and those to practise with."""
    chosen = settings.Settings().text("data")
    found = {settings.default_data_dir(), settings.practice_dir(), *places(settings.config_dir())}
    return {folder.resolve() for folder in (found | {Path(chosen)} if chosen else found)}


def _above_own() -> Iterator[Version]:
    """The newer versions that lie here, the highest first."""
    if launching.own_folder() is not None:
        own = launching.own_number()
        yield from (each for each in versions.installed() if each.number > own)


def _revision_noted(version: Version) -> int:
    found = version.note(versions.INSTALLED).get("revision")
    return found if isinstance(found, int) else 0


def _revision_before(before: str, own: Version) -> int:
    """The revision that the version before knows; today's where nobody can tell, which leaves it to
    that version's own check."""
    notes = {v.name: v.note(versions.INSTALLED).get("revision") for v in versions.installed()}
    taken = own.note(versions.INSTALLED)
    if taken.get("taken_by") == before:
        notes.setdefault(before, taken.get("taken_by_revision"))
    found = notes.get(before)
    return found if isinstance(found, int) else REVISION
