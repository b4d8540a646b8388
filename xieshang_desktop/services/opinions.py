"""What is known of an opinion beside its words: the stance, dissent kept apart, the answer owed."""

from __future__ import annotations

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import UNSEALED, AgendaItem, Meeting, Opinion
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.statements import reword
from xieshang_desktop.services.unnamed import beginning_of, forget_earlier
from xieshang_desktop.services.unnamed_minutes import forget_in_minutes
from xieshang_desktop.services.unsent import renew_unsent
from xieshang_desktop.storage import journal


def take_stance(desk: Desk, opinion_id: str, stance: Stance) -> Opinion:
    """Where the speaker stands, as said in the hall."""
    return _change(desk, opinion_id, "stance_taken", stance=stance)


def keep_apart(desk: Desk, opinion_id: str, *, dissent: bool) -> Opinion:
    """Kept apart as a dissent 保留意见 (N15), or among the others again. One whose speaker is
    unnamed stays apart: BadInput `dissent_unnamed`."""
    with desk.store.read() as reader:
        if reader.one(Opinion, opinion_id).unnamed:
            raise BadInput("dissent_unnamed")
    return _change(desk, opinion_id, "opinion_kept_apart", dissent=dissent)


def make_unnamed(desk: Desk, opinion_id: str) -> Opinion:
    """The speaker wishes not to be named any more: name and person go from the opinion, from all
    its earlier entries, from the minutes and what they said before, and from removed opinions with
    the same words; with the next bundle also from what the township holds, and bundles not sent
    yet are written anew. Its moment becomes the beginning of its item. It cannot be undone.
    BadInput `dissent_unnamed`; RuleBroken `statement_named` for one that came in writing: who gave
    it stands in the statement."""
    apart = desk.apart()
    with apart.store.write(desk.actor) as uow:
        known = uow.one(Opinion, opinion_id)
        if known.unnamed:
            raise BadInput("dissent_unnamed")
        if known.statement_id is not None:
            raise RuleBroken("statement_named")
        item = uow.one(AgendaItem, known.agenda_item_id)
        bare = replace(
            known,
            **{"person_id": "", "speaker": "", "group": "", "at": beginning_of(uow, item)},
            dissent=True,
            unnamed=True,
        )
        told = journal.told_privately(uow, Opinion)
        texts = {plain["text"] for object_id, plain in told if object_id == opinion_id}
        uow.put(bare, "opinion_unnamed")
        journal.erase_private(uow, Opinion.NOUN, opinion_id)
        for text in sorted({known.text, *texts}):
            forget_earlier(uow, item.id, text)
        forget_in_minutes(apart, uow, known)
        uow.commit()
    renew_unsent(desk)
    return bare


def mark_demand(desk: Desk, opinion_id: str, *, demand: bool) -> Opinion:
    """A demand 诉求 is owed an answer in the minutes (S0-15); what is none any more loses its."""
    with desk.store.read() as reader:
        answer = reader.one(Opinion, opinion_id).answer
    return _change(
        desk, opinion_id, "demand_marked", demand=demand, answer=answer if demand else ""
    )


def answer_demand(desk: Desk, opinion_id: str, answer: str) -> Opinion:
    """What was answered to it, in a line; BadInput `answer_empty`."""
    if not answer.strip():
        raise BadInput("answer_empty")
    return _change(desk, opinion_id, "demand_answered", demand=True, answer=answer.strip())


def write_mood(desk: Desk, item_id: str, text: str) -> AgendaItem:
    """A sentence of the recorder on how the hall felt; it goes into the minutes, numbers do not.
    RuleBroken `meeting_over` where no meeting was or will be."""
    with desk.store.write(desk.actor) as uow:
        item = replace(uow.one(AgendaItem, item_id), mood=text.strip())
        meeting = uow.one(Meeting, item.meeting_id)
        if meeting.state not in UNSEALED:
            raise RuleBroken("meeting_over", title=meeting.title)
        uow.put(item, "mood_written")
        uow.commit()
    return item


def _change(desk: Desk, opinion_id: str, kind: str, **fields: object) -> Opinion:
    with desk.store.write(desk.actor) as uow:
        opinion = replace(uow.one(Opinion, opinion_id), **fields)
        reword(uow, opinion, kind)
        uow.commit()
    return opinion
