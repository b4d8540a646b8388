"""督办 and 下发 over all villages: what was returned, which letters went out, who has got what."""

from __future__ import annotations

from typing import NamedTuple

from xieshang_desktop.domain.terms import DirectiveKind
from xieshang_desktop.domain.township import Directive, Returned, Village, VillageKey
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import Reader
from xieshang_desktop.township.directives import DirectiveFile, directives_of
from xieshang_desktop.township.returns import ReturnFile, returns_of

#: Settled returns and closed letters that are still listed.
_RECENT = 100


class NamedReturn(NamedTuple):
    """A return with the name of its village."""

    village: str
    file: ReturnFile


class NamedLetter(NamedTuple):
    """A letter with the name of its village."""

    village: str
    file: DirectiveFile


class Issue(NamedTuple):
    """One thing that went to several villages at once: each one's copy with its name."""

    first: Directive
    copies: tuple[tuple[str, Directive], ...]

    @property
    def key(self) -> str:
        """The id of the first copy names them all."""
        return self.first.id

    @property
    def taken(self) -> int:
        """How many villages have it."""
        return sum(copy.acknowledged_on is not None for _name, copy in self.copies)


class WithdrawnHere(NamedTuple):
    """A withdrawn key with the name of its village."""

    village: str
    key: VillageKey


def open_returns(desk: Desk) -> list[NamedReturn]:
    """Every open return, the newest first, then the newest of the settled ones."""
    with desk.store.read() as reader:
        names = _names(reader)
        concerned = {each.village_id for each in reader.all(Returned, settled_on=None)}
        settled = reader.values(
            Returned,
            "settled_on IS NOT NULL ORDER BY settled_on DESC, id LIMIT ?",
            _RECENT,
        )
    open_ones = [file for village_id in concerned for file in returns_of(desk, village_id)]
    open_ones.sort(key=lambda file: file.returned.returned_at, reverse=True)
    over = [ReturnFile(returned=each, reply=None, answered_by_entry=False) for each in settled]
    return [NamedReturn(names.get(f.returned.village_id, ""), f) for f in open_ones + over]


def open_letters(desk: Desk) -> list[NamedLetter]:
    """Every letter: open ones first, the newest of each first."""
    with desk.store.read() as reader:
        names = _names(reader)
        concerned = {each.village_id for each in reader.all(Directive, kind=DirectiveKind.LETTER)}
    letters = [
        file
        for village_id in concerned
        for file in directives_of(desk, village_id)
        if file.directive.kind is DirectiveKind.LETTER
    ]
    letters.sort(key=lambda file: file.directive.issued_at, reverse=True)
    letters.sort(key=lambda file: file.directive.closed_on is not None)
    return [NamedLetter(names.get(f.directive.village_id, ""), f) for f in letters]


def issues(desk: Desk) -> list[Issue]:
    """What went down, letters apart: one line for all villages that got it together."""
    with desk.store.read() as reader:
        names = _names(reader)
        found = reader.all(Directive, "-issued_at")
    together: dict[tuple[object, ...], list[tuple[str, Directive]]] = {}
    for each in found:
        if each.kind is DirectiveKind.LETTER:
            continue
        same = (each.issued_at, each.kind, each.title)
        together.setdefault(same, []).append((names.get(each.village_id, ""), each))
    return [Issue(copies[0][1], tuple(copies)) for copies in together.values()]


def withdrawn_keys(desk: Desk) -> list[WithdrawnHere]:
    """Every withdrawn key, the newest first: the list that travels with receipts."""
    with desk.store.read() as reader:
        names = _names(reader)
        keys = [key for key in reader.all(VillageKey) if key.withdrawn_at is not None]
    keys.sort(key=lambda key: str(key.withdrawn_at), reverse=True)
    return [WithdrawnHere(names.get(key.village_id, ""), key) for key in keys]


def _names(reader: Reader) -> dict[str, str]:
    return {village.id: village.name for village in reader.all(Village)}
