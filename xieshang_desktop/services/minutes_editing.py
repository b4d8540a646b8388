"""What the recorder does to the minutes: write, order, take out, choose modules, judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from xieshang_desktop.domain.minutes import ClarityAnswer, Minutes, MinutesSection
from xieshang_desktop.domain.terms import Clarity
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_fresh import facts_about, fresh_texts
from xieshang_desktop.services.minutes_modules import MODULE
from xieshang_desktop.services.minutes_text import FreshText
from xieshang_desktop.storage.drafts import drop_draft, save_draft
from xieshang_desktop.storage.unit_of_work import UnitOfWork


def keep_typing(desk: Desk, section_id: str, text: str) -> None:
    """Keep a section's text as it is being typed, without an entry."""
    save_draft(desk.store, section_id, "text", text)


def edit_section(desk: Desk, section_id: str, text: str) -> MinutesSection:
    """A section's text as left; its draft is dropped. A confirmation of another text counts no
    more. What the facts said is remembered when somebody first writes, so that a change of theirs
    is offered."""
    with desk.store.write(desk.actor) as uow:
        section = uow.one(MinutesSection, section_id)
        drop_draft(uow, section_id, "text")
        if section.text != text:
            basis = section.basis if section.edited else section.text
            section = _put(uow, replace(section, text=text, edited=True, basis=basis))
        uow.commit()
    return section


def edit_sections(desk: Desk, typed: Mapping[str, str]) -> None:
    """Several at once, by section id: what was typed and not recorded yet."""
    for section_id, text in typed.items():
        edit_section(desk, section_id, text)


def from_facts(desk: Desk, section_id: str) -> MinutesSection:
    """Give a section its text from the facts again."""
    with desk.store.write(desk.actor) as uow:
        section = uow.one(MinutesSection, section_id)
        fresh = _fresh(desk, uow, section)
        drop_draft(uow, section_id, "text")
        section = replace(section, text=fresh.text, heading=fresh.heading, edited=False, basis="")
        _put(uow, section)
        uow.commit()
    return section


def settle_change(desk: Desk, section_id: str, text: str) -> MinutesSection:
    """The facts changed under an edited section: this is its text now, whether kept, merged by hand
    or taken over; the change was seen and is not offered again."""
    with desk.store.write(desk.actor) as uow:
        section = uow.one(MinutesSection, section_id)
        fresh = _fresh(desk, uow, section)
        drop_draft(uow, section_id, "text")
        edited = text != fresh.text
        basis = fresh.text if edited else ""
        section = _put(uow, replace(section, text=text, edited=edited, basis=basis))
        uow.commit()
    return section


def move_section(desk: Desk, section_id: str, to: int) -> None:
    """Put a section at a place (0 is the first) among those that are printed."""
    with desk.store.write(desk.actor) as uow:
        section = uow.one(MinutesSection, section_id)
        order = uow.all(MinutesSection, "position", minutes_id=section.minutes_id)
        order.remove(section)
        printed = [each for each in order if each.chosen]
        to = min(max(to, 0), len(printed))
        at = order.index(printed[to]) if to < len(printed) else len(order)
        order.insert(at, section)
        put_in_order(uow, order, "section_moved")
        uow.commit()


def take_out(desk: Desk, section_id: str) -> MinutesSection:
    """Leave a section out of the paper; its text stays and can be put back. RuleBroken
    `section_needed` for an item with a topic: what was agreed there is not left out."""
    with desk.store.write(desk.actor) as uow:
        section = uow.one(MinutesSection, section_id)
        facts = facts_about(uow, uow.one(Minutes, section.minutes_id))
        if any(file.topic and file.item.id == section.key for file in facts.hall.items):
            raise RuleBroken("section_needed", heading=section.heading)
        section = _put(uow, replace(section, chosen=False), "section_taken_out")
        uow.commit()
    return section


def put_back(desk: Desk, section_id: str) -> MinutesSection:
    """Print a section again that was taken out, where it was."""
    with desk.store.write(desk.actor) as uow:
        section = uow.one(MinutesSection, section_id)
        section = _put(uow, replace(section, chosen=True), "section_put_back")
        uow.commit()
    return section


def add_module(desk: Desk, minutes_id: str, name: str, before: str | None = None) -> MinutesSection:
    """Put a text module in, `before` a section or at the end; one that was taken out comes back
    with its text. RuleBroken `module_chosen`, `module_gone`."""
    with desk.store.write(desk.actor) as uow:
        minutes = uow.one(Minutes, minutes_id)
        key = MODULE + name
        order = uow.all(MinutesSection, "position", minutes_id=minutes_id)
        known = next((section for section in order if section.key == key), None)
        if known is not None and known.chosen:
            raise RuleBroken("module_chosen", name=name)
        if known is not None:
            order.remove(known)
            section = replace(known, chosen=True)
        else:
            fresh = fresh_texts(desk, facts_about(uow, minutes), minutes, [key]).get(key)
            if fresh is None:
                raise RuleBroken("module_gone", name=name)
            section = MinutesSection(
                id=new_id(),
                minutes_id=minutes_id,
                position=-1,
                key=key,
                heading=fresh.heading,
                text=fresh.text,
            )
        at = next((n for n, each in enumerate(order) if each.id == before), len(order))
        order.insert(at, section)
        put_in_order(uow, order, "section_chosen")
        uow.commit()
    return section


def answer_clarity(
    desk: Desk, minutes_id: str, answers: Sequence[tuple[Clarity, bool, str]]
) -> Minutes:
    """How the five clarities (S0-20) were judged; BadInput `clarity_note_missing` where one does
    not hold and nobody says why."""
    for question, yes, note in answers:
        if not yes and not note.strip():
            raise BadInput("clarity_note_missing", question=question)
    with desk.store.write(desk.actor) as uow:
        minutes = uow.one(Minutes, minutes_id)
        judged = tuple(
            ClarityAnswer(question=question, yes=yes, note=note.strip())
            for question, yes, note in answers
        )
        if judged != minutes.clarity:
            minutes = replace(minutes, clarity=judged)
            uow.put(minutes, "clarity_judged")
        uow.commit()
    return minutes


def put_in_order(uow: UnitOfWork, order: Sequence[MinutesSection], kind: str) -> bool:
    """Number the sections anew and write those that are not as they were; gives whether any."""
    before = {s.id: s for s in uow.all(MinutesSection, minutes_id=order[0].minutes_id)}
    numbered = [replace(section, position=at) for at, section in enumerate(order)]
    changed = [section for section in numbered if before.get(section.id) != section]
    uow.put_all(changed, kind)
    return bool(changed)


def _fresh(desk: Desk, uow: UnitOfWork, section: MinutesSection) -> FreshText:
    """What the facts give for a section; RuleBroken `facts_gone` where they know it no more."""
    minutes = uow.one(Minutes, section.minutes_id)
    fresh = fresh_texts(desk, facts_about(uow, minutes), minutes, [section.key])
    if section.key not in fresh:
        raise RuleBroken("facts_gone", heading=section.heading)
    return fresh[section.key]


def _put(uow: UnitOfWork, section: MinutesSection, kind: str = "section_edited") -> MinutesSection:
    uow.put(section, kind)
    return section
