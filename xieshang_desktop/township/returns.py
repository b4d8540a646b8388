"""Returns 退回 and acceptance 采信: what a clerk sends back, settles, and accepts of a village."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.superior import Reply
from xieshang_desktop.domain.township import Acceptance, Returned, Village
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.receiving import line_head
from xieshang_desktop.storage.unit_of_work import Reader
from xieshang_desktop.township.review_reach import LISTED, listed
from xieshang_desktop.township.reviewing import place_of, title_here
from xieshang_desktop.township.villages import store_of

#: Characters that a receipt carries of a reason.
LONGEST_REASON: Final = 2000


class ReturnFile(msgspec.Struct, frozen=True, kw_only=True):
    """A return with what the village answered. `answered_by_entry` says that it has written the
    record anew since."""

    returned: Returned
    reply: Reply | None
    answered_by_entry: bool

    @property
    def is_open(self) -> bool:
        """Whether it still stands on the village's receipt."""
        return self.returned.settled_on is None


def return_entry(
    desk: Desk,
    village_id: str,
    object_type: str,
    object_id: str,
    reason: str,
) -> Returned:
    """Return a village's record as it stands, with a written reason.

    BadInput `reason_missing`, `text_too_long`; RuleBroken `gone` when nothing of it is here.
    """
    reason = _reason(reason)
    with desk.store.write(desk.actor) as uow:
        uow.one(Village, village_id)
        theirs = Reader(store_of(desk, village_id), uow.connection)
        place = place_of(theirs, object_type, object_id)
        if place is None:
            raise RuleBroken("gone", noun=object_type, id=object_id)
        returned = Returned(
            id=new_id(),
            village_id=village_id,
            line=place.line,
            number=place.number,
            object_type=object_type,
            object_id=object_id,
            title=title_here(theirs, object_type, object_id),
            reason=reason,
            returned_at=desk.clock(),
            returned_by=desk.actor,
        )
        uow.put(returned, "entry_returned")
        uow.commit()
    return returned


def settle(desk: Desk, return_id: str) -> Returned:
    """The village has made it good, or has said why it is right: the return is settled."""
    return _end(desk, return_id, "return_settled")


def withdraw(desk: Desk, return_id: str) -> Returned:
    """It was returned by mistake. What a rule returned is not returned again as it stands."""
    return _end(desk, return_id, "return_withdrawn")


def accept(desk: Desk, village_id: str, line: str, number: int) -> Acceptance:
    """A village's line was checked and is accepted up to `number`; what is returned stays so.

    BadInput `number_wrong` beyond what is here; RuleBroken `accepted_already` below what was
    accepted before: that is not called back but returned.
    """
    with desk.store.write(desk.actor) as uow:
        uow.one(Village, village_id)
        head = line_head(uow, village_id, line)
        if not 1 <= number <= head.number:
            raise BadInput("number_wrong", number=number, last=head.number)
        known = uow.all(Acceptance, village_id=village_id, line=line)
        if known and known[0].number == number:
            return known[0]
        if known and known[0].number > number:
            raise RuleBroken("accepted_already", number=known[0].number)
        acceptance = Acceptance(
            id=known[0].id if known else new_id(),
            village_id=village_id,
            line=line,
            number=number,
            accepted_at=desk.clock(),
            accepted_by=desk.actor,
        )
        uow.put(acceptance, "entries_accepted")
        uow.commit()
    return acceptance


def returns_of(desk: Desk, village_id: str, *, settled: bool = False) -> tuple[ReturnFile, ...]:
    """A village's open returns, or its settled ones, the newest first."""
    which = "IS NOT NULL" if settled else "IS NULL"
    with desk.store.read() as reader:
        found = reader.values(Returned, f"village_id = ? AND settled_on {which}", village_id)
        theirs = Reader(store_of(desk, village_id), reader.connection)
        replies = replies_about(theirs, [each.id for each in found])
        files = [
            ReturnFile(
                returned=each,
                reply=replies.get(each.id),
                answered_by_entry=_written_since(theirs, each),
            )
            for each in found
        ]
    return tuple(sorted(files, key=lambda f: (f.returned.returned_at, f.returned.id), reverse=True))


def replies_about(theirs: Reader, ids: list[str]) -> dict[str, Reply]:
    """The village's newest reply about each of these ids."""
    found = theirs.values(Reply, f"about IN {LISTED} ORDER BY replied_on, id", listed(ids))
    return {reply.about: reply for reply in found}


def _written_since(theirs: Reader, returned: Returned) -> bool:
    place = place_of(theirs, returned.object_type, returned.object_id)
    return place is not None and (place.line, place.number) != (returned.line, returned.number)


def _end(desk: Desk, return_id: str, kind: str) -> Returned:
    with desk.store.write(desk.actor) as uow:
        returned = uow.one(Returned, return_id)
        if returned.settled_on is not None:
            raise RuleBroken("return_settled", day=returned.settled_on)
        by = desk.actor or desk.unit.name
        returned = replace(returned, settled_on=desk.today, settled_by=by)
        uow.put(returned, kind)
        uow.commit()
    return returned


def _reason(words: str) -> str:
    words = words.strip()
    if not words:
        raise BadInput("reason_missing")
    if len(words) > LONGEST_REASON:
        raise BadInput("text_too_long", most=LONGEST_REASON)
    return words
