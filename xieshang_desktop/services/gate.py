"""The gate before the wall (N11): a public paper without personal data, looked at once by a person.

The records stay as they are; what is masked is the paper's content itself, and with it whatever is
made of it: the PDF and its title, the name of the file, a picture, a document to edit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import privacy
from xieshang_desktop.domain.clearance import Clearance
from xieshang_desktop.domain.documents import Paper
from xieshang_desktop.domain.identity import birthday
from xieshang_desktop.domain.official import official_texts
from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import Reader

#: Fields that hold no free text: the way back to the sealed record, and the end of an ID number
#: where namesakes meet (documents.NamedPerson keeps it short).
_NOT_READ = frozenset({"proof", "distinction"})
#: The telephone of the office as it was when the paper was made; the rest of it is read.
_PHONES = ("contact_phone", "official_phone")

#: The place of what stands in the file's name and nowhere else.
FILE_NAME = "name"
_ADULT = 18


class PlacedFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: `field` like `measures.0.what`, and where in that text; `kept` is printed."""

    field: str
    kind: privacy.Kind
    start: int
    end: int
    before: str
    after: str
    kept: bool = False

    @property
    def key(self) -> str:
        """What a clearance remembers it by; the same words in one field are one."""
        return f"{self.field}:{self.before}"


class FoundIn(msgspec.Struct, frozen=True, kw_only=True):
    """One text of the paper in which something was found, as it was written."""

    field: str
    text: str
    findings: tuple[PlacedFinding, ...]

    @property
    def printed(self) -> str:
        """The text as it is printed."""
        return _masked(self.text, [finding for finding in self.findings if not finding.kept])


class Guarded(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that may hang on a wall once it is `cleared`: `paper` and the file's `name` are
    masked, `texts` are those with findings, `digest` is of these as they were written."""

    paper: Paper
    name: str
    texts: tuple[FoundIn, ...]
    cleared: bool
    digest: str

    @property
    def findings(self) -> tuple[PlacedFinding, ...]:
        """All findings in the order of the paper."""
        return tuple(finding for text in self.texts for finding in text.findings)

    @property
    def masked(self) -> int:
        """How many findings are not printed."""
        return sum(not finding.kept for finding in self.findings)


def guard(
    desk: Desk, kind: str, object_id: str, paper: Paper, name: str = "", day: date | None = None
) -> Guarded:
    """The paper without personal data. Nothing found needs no review; else it is `cleared` when
    somebody looked at exactly these texts, on whatever page and day. Who is under 18 is asked of
    `day`, which is the paper's own unless told."""
    with desk.store.read() as reader:
        minors = _minors(reader, day or paper.issued_on)
        reviews = reader.all(Clearance, paper=str(kind), object_id=object_id)
    phones = (getattr(paper, name, "") for name in _PHONES)
    official = official_texts(desk.unit, *phones)
    look = partial(privacy.find, minors=minors, official=official)
    found = [(field, text, look(text)) for field, text in _texts(paper)]
    found = [each for each in found if each[2]]
    digest = hashlib.sha256(msgspec.json.encode([each[:2] for each in found])).hexdigest()
    review = next((r for r in reversed(reviews) if r.digest == digest), None)
    kept = frozenset(review.kept) if review else frozenset[str]()
    texts = [_found_in(*each, kept) for each in found]
    inside = {f.before: f.kept for each in texts for f in each.findings}
    file_name = _found_in(FILE_NAME, name, look(name), kept)
    only_there = tuple(f for f in file_name.findings if f.before not in inside)
    hidden = [f for f in file_name.findings if not inside.get(f.before, f.kept)]
    printed = {each.field: each.printed for each in texts}
    if only_there:
        texts.append(replace(file_name, findings=only_there))
    count = sum(len(each.findings) for each in texts)
    return Guarded(
        paper=_rebuilt(paper, "", lambda field, text: printed.get(field, text)),
        name=_masked(name, hidden),
        texts=tuple(texts),
        cleared=not count or (review is not None and review.masked + len(review.kept) == count),
        digest=digest,
    )


def clear(
    desk: Desk,
    kind: str,
    object_id: str,
    guarded: Guarded,
    kept: Collection[str] = (),
    confirmed: Collection[str] = (),
) -> Clearance:
    """Somebody looked: the findings of the keys `kept` are none and are printed as they stand. A
    number among them must be `confirmed` as an official one: RuleBroken `number_not_confirmed`; an
    ID number or that of a bank card is never printed: `number_never_printed`."""
    keeping = [finding for finding in guarded.findings if finding.key in kept]
    for finding in keeping:
        if not finding.kind.can_be_kept:
            raise RuleBroken("number_never_printed", kind=finding.kind, number=finding.before)
        if finding.kind.is_number and finding.key not in confirmed:
            raise RuleBroken("number_not_confirmed", kind=finding.kind, number=finding.before)
    with desk.store.write(desk.actor) as uow:
        known = uow.all(Clearance, paper=str(kind), object_id=object_id, digest=guarded.digest)
        review = Clearance(
            id=known[-1].id if known else new_id(),
            paper=str(kind),
            object_id=object_id,
            digest=guarded.digest,
            masked=len(guarded.findings) - len(keeping),
            cleared_on=desk.today,
            cleared_by=desk.actor,
            kept=tuple(finding.key for finding in keeping),
        )
        uow.put(review, "paper_cleared")
        uow.commit()
    return review


def refuse_personal_form(desk: Desk, form: str, folder: Path | None) -> None:
    """A township's own form stands in every paper that is set by it, so it may hold no personal
    data itself; RuleBroken `form_holds_personal_data`, BadInput `form_text_unreadable`."""
    from xieshang_desktop.printing.texts import own_words

    official = official_texts(desk.unit)
    for words in own_words(form, folder):
        if found := privacy.find(words, official=official):
            raise RuleBroken(
                "form_holds_personal_data",
                file=f"{form}.toml",
                kind=found[0].kind,
                found=found[0].masked,
            )


def refuse_unless_cleared(guarded: Guarded | None) -> None:
    """The last look before a paper leaves the program; RuleBroken `paper_not_cleared`. A paper that
    is not public has no gate (None)."""
    if guarded is not None and not guarded.cleared:
        raise RuleBroken("paper_not_cleared", count=len(guarded.findings))


def _found_in(
    field: str, text: str, findings: tuple[privacy.Finding, ...], kept: Collection[str]
) -> FoundIn:
    placed = (
        PlacedFinding(
            field=field,
            kind=finding.kind,
            start=finding.start,
            end=finding.end,
            before=finding.found,
            after=finding.masked,
            kept=finding.kind.can_be_kept and f"{field}:{finding.found}" in kept,
        )
        for finding in findings
    )
    return FoundIn(field=field, text=text, findings=tuple(placed))


def _masked(text: str, findings: Collection[PlacedFinding]) -> str:
    for finding in sorted(findings, key=lambda each: -each.start):
        text = text[: finding.start] + finding.after + text[finding.end :]
    return text


def _texts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a paper with its place, inner values and lists too."""
    if type(value) is str:
        yield field, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in _NOT_READ:
                yield from _texts(getattr(value, name), _below(field, name))
    elif isinstance(value, tuple | list):
        for at, each in enumerate(value):
            yield from _texts(each, _below(field, str(at)))


def _rebuilt(value: Any, field: str, change: Callable[[str, str], str]) -> Any:
    """The same value with every text that `_texts` gives changed."""
    if type(value) is str:
        return change(field, value)
    if isinstance(value, msgspec.Struct):
        new = {
            name: _rebuilt(getattr(value, name), _below(field, name), change)
            for name in value.__struct_fields__
            if name not in _NOT_READ
        }
        return replace(value, **new)
    if isinstance(value, tuple | list):
        parts = [_rebuilt(each, _below(field, str(at)), change) for at, each in enumerate(value)]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    return value


def _below(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _minors(reader: Reader, day: date) -> frozenset[str]:
    """The names of people on the roster who may be under 18 on a day. Of whom only the year is
    known counts as a child until the year is over."""
    leap = day.month == 2 and day.day == 29
    grown = day.replace(year=day.year - _ADULT, day=28 if leap else day.day).isoformat()
    where = "birth >= ? OR (birth = '' AND id_number != '')"
    people = reader.values(Person, f"({where})", grown[:4])
    births = ((person.name, person.birth or birthday(person.id_number)) for person in people)
    return frozenset(
        name
        for name, birth in births
        if (birth and birth > grown[: len(birth)]) or _open(birth, grown)
    )


def _open(birth: str, grown: str) -> bool:
    """Whether the day of birth is not told and may be too late for 18."""
    return 0 < len(birth) < len(grown) and grown.startswith(birth)
