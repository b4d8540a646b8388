"""What goes into the next bundles: entries after the last confirmed one, their attachments, and
how much of each kind leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xieshang_desktop import __version__
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.decision import DecisionMeeting, Voice
from xieshang_desktop.domain.entry import NOTHING_BEFORE, SCHEMA, Header
from xieshang_desktop.domain.meeting import Statement
from xieshang_desktop.domain.superior import Township
from xieshang_desktop.domain.terms import Carrier, Sharing
from xieshang_desktop.services import line_state, sharing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.recordings import is_recording
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.bundles import BundleRecord
from xieshang_desktop.storage.unit_of_work import Reader

if TYPE_CHECKING:
    from xieshang_desktop.exchange.lines import Withheld
    from xieshang_desktop.exchange.packing import AttachedFile, BundleContent
    from xieshang_desktop.exchange.writing import BundleWritten


class NextBundle(NamedTuple):
    """One bundle to be written, and what the export log will say of it."""

    bundle: BundleContent
    sealed_to: str
    withhold: Callable[[Header], Withheld]
    generation: int
    last_hash: str
    shared: dict[str, int]
    choices: int

    def lies_in(self, reader: Reader, folder: Path) -> Path | None:
        """The very bundle, if it lies whole in a folder already: it is not written twice."""
        from xieshang_desktop.exchange.target import sha256_of_file

        bundle = self.bundle
        for known in bundles.bundles_of(reader, addressee=bundle.addressee or ""):
            file = folder / known.name
            same = (known.line, known.first, known.last) == (bundle.line, bundle.first, bundle.last)
            if known.choices != self.choices or known.shared != self.shared:
                continue
            if same and known.sealed_to == self.sealed_to and not known.refused:
                with suppress(OSError):
                    if file.stat().st_size == known.size and sha256_of_file(file) == known.sha256:
                        return file
        return None

    def record(self, written: BundleWritten, carrier: Carrier, at: datetime) -> BundleRecord:
        """What is remembered of it once it is written."""
        return BundleRecord(
            name=written.path.name,
            addressee=self.bundle.addressee or "",
            sealed_to=self.sealed_to,
            line=self.bundle.line,
            generation=self.generation,
            first=written.first,
            last=written.last,
            last_hash=self.last_hash,
            sha256=written.sha256,
            size=written.size,
            files=len(self.bundle.files),
            shared=self.shared,
            choices=self.choices,
            carrier=carrier,
            written_at=at,
        )


def contents(
    desk: Desk, reader: Reader, township: Township | None, carrier: Carrier
) -> Iterator[NextBundle]:
    """The bundles to write, parents' lines before children's, each within the limits. Over the
    network goes only what did not go that way before, unless its receipt is late."""
    days = Settings().number("receipt_days")
    lying = {file.name for file in line_state.outgoing(desk).glob("*.xsb")}
    for line in journal.lines_of(reader):
        after = bundles.confirmed_number(reader, line)
        if carrier is Carrier.NETWORK:
            sealed_to = township.seal if township else ""
            carried = bundles.carried_number(reader, line, sealed_to, desk.clock(), days, lying)
            after = max(after, carried)
        newest = journal.newest_number(reader, line)
        while after < newest:
            following = _next(desk, reader, township, line, after)
            yield following
            after = following.bundle.last


def _next(
    desk: Desk, reader: Reader, township: Township | None, line: str, after: int
) -> NextBundle:
    from xieshang_desktop.exchange.lines import Withheld
    from xieshang_desktop.exchange.packing import BundleContent, Room

    levels = sharing.sharing_levels(reader)
    level = sharing.level_of(levels)
    withheld = {
        Sharing.WHOLE: Withheld.NOTHING,
        Sharing.RECORD: Withheld.PRIVATE,
        Sharing.HASH: Withheld.BOTH,
    }
    room, shared = Room(), Counter[str]()
    files: dict[str, AttachedFile] = {}
    last = after
    for header, entry in journal.headed_entries(reader, line, after):
        attached = _attached(desk, reader, header, levels)
        added = [file for file in attached if file.sha256 not in files]
        if not room.take(entry, added):
            break
        files |= {file.sha256: file for file in added}
        shared[f"{header.object_type}:{level(header)}"] += 1
        last = header.number
    previous = journal.hash_at(reader, line, after) if after else NOTHING_BEFORE
    content = BundleContent(
        unit_id=desk.unit.id,
        unit_name=desk.unit.name or desk.unit.id,  # a unit begun by a command has no name yet
        addressee=township.id if township else None,
        line=line,
        first=after + 1,
        last=last,
        entries=partial(journal.entries_of_line, reader, line, after, last),
        size=room.size,
        previous_hash=previous or NOTHING_BEFORE,
        files=tuple(files.values()),
        device=desk.device.id,
        program_version=__version__,
        schema=SCHEMA,
        clock=desk.clock(),
    )
    return NextBundle(
        bundle=content,
        sealed_to=township.seal if township else "",
        withhold=lambda header: withheld[level(header)],
        generation=journal.generation_of(reader, line),
        last_hash=journal.hash_at(reader, line, last) or "",
        shared=dict(shared),
        choices=bundles.choices_made(reader),
    )


def _attached(
    desk: Desk, reader: Reader, header: Header, levels: dict[str, Sharing]
) -> list[AttachedFile]:
    """The file that an attachment's entry speaks of, where it may leave: a picture of what was told
    in writing shows whose it is, and leaves only with the name, and the sheet of who agreed at a
    meeting that decides only with what each person voted."""
    from xieshang_desktop.exchange.packing import AttachedFile

    if header.object_type != Attachment.NOUN or levels[Attachment.NOUN] is Sharing.HASH:
        return []
    found = reader.find(Attachment, header.object_id)
    if found is None or is_recording(found):  # a voice tells who speaks: it stays in the village
        return []
    if found.object_type == Statement.NOUN and levels[Statement.NOUN] is not Sharing.WHOLE:
        return []
    if levels[Voice.NOUN] is Sharing.HASH and _tells_votes(reader, found):
        return []
    return [AttachedFile(found.sha256, desk.files.path(found.sha256))]


def _tells_votes(reader: Reader, file: Attachment) -> bool:
    if file.object_type != DecisionMeeting.NOUN:
        return False
    meeting = reader.find(DecisionMeeting, file.object_id)
    return meeting is not None and meeting.signatures_digest == file.sha256
