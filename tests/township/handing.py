"""A village and its township side by side: what the one wrote is taken in by the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from tests.blank_records import blank_records
from tests.clock import HandClock
from tests.making import MORNING, a_desk
from xieshang_desktop.domain.entry import Entry, Header
from xieshang_desktop.domain.messages import RECEIPT, Receipt, ReturnNote, write_message
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.superior import Township
from xieshang_desktop.domain.terms import Rank, UnitKind, VillageState
from xieshang_desktop.domain.township import Returned, Village
from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import minutes, publishing, sealing
from xieshang_desktop.services.desk import Desk, set_up
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.holdings import MIRRORED, hold
from xieshang_desktop.storage.messages import TakenMessage, keep_message
from xieshang_desktop.storage.receiving import line_head, take_in
from xieshang_desktop.storage.unit_of_work import Reader
from xieshang_desktop.township import directives, reviewing
from xieshang_desktop.township.villages import store_of

R = TypeVar("R", bound=Record)

Change = Callable[[Header, Entry], Entry]


class Sides:
    """Both desks, on one clock."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(MORNING)
        self.village = a_desk(folder / "village", self.clock)
        unit = Unit(
            id=new_id(),
            kind=UnitKind.TOWNSHIP,
            name="柳河镇人民政府",
            room="柳河镇协商议事工作办公室",
            official_phone="0990-2000100",
        )
        self.town = set_up(blank_records(folder / "town"), unit, [], folder / "device", self.clock)
        self.town.actor = "周敏"
        self._messages = 0
        village = Village(
            id=self.id, name=self.village.unit.name, state=VillageState.ENROLLED, enrolled_on=None
        )
        with self.town.store.write() as uow:
            hold(uow, self.id, MIRRORED)
            uow.put(village, "village_enrolled")
            uow.commit()
        joined = Township(
            id=unit.id,
            name=unit.name,
            invitation=new_id(),
            sign="",
            seal="",
            joined_on=self.village.today,
        )
        with self.village.store.write() as uow:
            uow.put(joined, "township_joined")
            uow.commit()

    @property
    def id(self) -> str:
        """The village's."""
        return self.village.unit.id

    def hand_over(self, change: Change | None = None) -> list[Returned]:
        """Take in what is new in the village, `change`d on its way; gives what is returned."""
        line = self.village.store.line
        with self.town.store.write() as uow:
            hold(uow, self.id, MIRRORED)
            after = line_head(uow, self.id, line).number
            taken = take_in(uow, self.id, line, self._entries(line, after, change))
            theirs = Reader(store_of(self.town, self.id), uow.connection)
            returned = reviewing.review(uow, theirs, taken.changed)
            directives.note_answers(uow, self.id, taken.changed)
            uow.commit()
        return returned

    def rules(self) -> set[str]:
        """The rules of the returns that are open."""
        with self.town.store.read() as reader:
            return {each.rule for each in reader.all(Returned, settled_on=None)}

    def receive_receipt(self) -> None:
        """The village takes a receipt in that names every open return."""
        with self.town.store.read() as reader:
            found = reader.all(Returned, "returned_at", settled_on=None)
        self._messages += 1
        receipt = Receipt(
            number=self._messages,
            generation=1,
            township=self.town.unit.id,
            village=self.id,
            at=self.clock(),
            lines=(),
            bundles=(),
            returns=tuple(
                ReturnNote(
                    id=each.id,
                    line=each.line,
                    number=each.number,
                    object_type=each.object_type,
                    object_id=each.object_id,
                    reason=each.reason,
                    at=each.returned_at,
                )
                for each in found
            ),
            keys=(),
            withdrawn=(),
        )
        message = TakenMessage(
            sender=self.town.unit.id,
            kind=RECEIPT,
            generation=1,
            number=self._messages,
            sha256=f"{self._messages:064x}",
            content=write_message(receipt),
            taken_at=self.clock(),
        )
        with self.village.store.write() as uow:
            keep_message(uow, message)
            uow.commit()

    def put(self, *values: Record, kind: str = "changed_by_hand") -> None:
        """What another program than ours might have written."""
        with self.village.store.write() as uow:
            for value in values:
                uow.put(value, kind)
            uow.commit()

    def a_sealed_meeting(self, topic_ids: Iterable[str], meeting_id: str) -> None:
        """Both convenors confirm the minutes of a meeting that is over."""
        file = minutes.open_minutes(self.village, meeting_id)
        for rank in Rank:
            sealing.confirm(self.village, file.minutes.id, rank)
        for topic_id in topic_ids:
            notice = publishing.issue_result(self.village, topic_id)
            posting = publishing.post(self.village, notice.id, "村部公开栏")
            days = (posting.removable_on - self.village.today).days
            self.clock.moment += timedelta(days=days)
            publishing.take_down(self.village, posting.id)

    def close(self) -> None:
        """Close both."""
        self.village.close()
        self.town.close()

    def _entries(
        self, line: str, after: int, change: Change | None
    ) -> Iterator[tuple[Header, Entry]]:
        with self.village.store.read() as reader:
            for entry in journal.entries_of_line(reader, line, after):
                header = entry.read_header()
                sent = replace(entry, private=None, private_salt=b"")
                yield header, change(header, sent) if change else sent


def one(desk: Desk, record: type[R], **equal: object) -> R:
    """The only record of a kind."""
    with desk.store.read() as reader:
        (found,) = reader.all(record, **equal)
    return found
