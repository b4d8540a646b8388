"""Takes the name of somebody who wishes to be unnamed out of the minutes and out of their past."""

from __future__ import annotations

import re

from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Opinion
from xieshang_desktop.domain.minutes import Minutes, MinutesSection
from xieshang_desktop.domain.terms import MinutesState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_fresh import facts_about, fresh_texts
from xieshang_desktop.services.minutes_text import phrases
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.drafts import draft_of, drop_draft
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import UnitOfWork


def forget_in_minutes(desk: Desk, uow: UnitOfWork, named: Opinion) -> None:
    """The sections that name the speaker of this opinion, which is unnamed in the facts by now, are
    written without the name, and what they said before is erased with what was being typed there.
    Sections nobody edited follow the facts; in others the name, with its place in brackets, becomes
    somebody without a name: everywhere in the section of the item, elsewhere in the lines that
    hold these words (who was there stays named)."""
    speaker = _Speaker(uow, named)
    drafts = uow.all(Minutes, meeting_id=named.meeting_id, state=MinutesState.DRAFT)
    open_ones = {minutes.id: minutes for minutes in drafts}
    naming: dict[str, None] = {}
    for object_id, plain in journal.told_privately(uow, MinutesSection):
        key, texts = plain["key"], (plain.get("text", ""), plain.get("basis", ""))
        ours = key == named.agenda_item_id or plain["minutes_id"] in open_ones
        if ours and any(speaker.without(text, key) != text for text in texts):
            naming[object_id] = None
    standing = {s.id: s for s in uow.all(MinutesSection, minutes_id=list(open_ones))}
    for section in standing.values():
        typed = draft_of(uow, section.id, "text") or ""
        if speaker.without(typed, section.key) != typed:
            drop_draft(uow, section.id, "text")
    for object_id in naming:
        journal.erase_private(uow, MinutesSection.NOUN, object_id)
    if not naming:
        return
    for minutes in drafts:
        keys = [s.key for s in standing.values()]
        fresh = fresh_texts(desk, facts_about(uow, minutes), minutes, keys)
        for section in (standing[each] for each in naming if each in standing):
            text = speaker.without(section.text, section.key)
            if not section.edited and section.key in fresh:
                text = fresh[section.key].text
            basis = speaker.without(section.basis, section.key)
            uow.put(replace(section, text=text, basis=basis), "section_written")


class _Speaker:
    """Somebody named in the record, as texts may write it: `王小五`, `王小五（第三组）`."""

    def __init__(self, uow: UnitOfWork, named: Opinion) -> None:
        self._item_id = named.agenda_item_id
        lines = [line.strip().rstrip("。") for line in f"{named.text}\n{named.answer}".split("\n")]
        self._words = list(filter(None, lines))
        self._group = named.group
        said = uow.all(Opinion, meeting_id=named.meeting_id)
        there = uow.all(Attendance, meeting_id=named.meeting_id)
        people = people_by_ids(uow, [each.person_id for each in there])
        namesakes = [(o.speaker, o.group) for o in said]
        namesakes += [(p.name, p.group or p.organisation) for p in people]
        self._others = {group for name, group in namesakes if name == named.speaker}
        longer = {n for n, _group in namesakes if named.speaker in n and n != named.speaker}
        parts = sorted(map(re.escape, longer), key=len, reverse=True)
        name = rf"(?P<own>{re.escape(named.speaker)})(?:[（(](?P<place>[^（）()]{{0,40}})[）)])?"
        self._name = re.compile("|".join((*parts, name))) if named.speaker else None

    def without(self, text: str, key: str) -> str:
        """A section's text without the name: everywhere, or in the lines with what was said."""
        if self._name is None:
            return text
        name, whole = self._name, key == self._item_id
        return "\n".join(
            name.sub(self._unnamed, line)
            if whole or any(words in line for words in self._words)
            else line
            for line in text.split("\n")
        )

    def _unnamed(self, found: re.Match[str]) -> str:
        """Another whose name is longer, or of the same name elsewhere, stays."""
        place = found["place"] or ""
        if not found["own"] or (place and place != self._group and place in self._others):
            return found[0]
        return phrases()["unnamed"]
