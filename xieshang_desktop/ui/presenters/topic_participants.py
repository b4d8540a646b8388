"""Choosing who takes part in a topic, with the mix in sight before anybody is invited."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.terms import Part, Role
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people_register import find_people, list_people
from xieshang_desktop.services.topic_file import TopicFile
from xieshang_desktop.services.topics import add_participants


class Chosen(NamedTuple):
    """One participant's row."""

    name: str
    where: str
    part: str
    id: str


class MixView(NamedTuple):
    """The mix in figures, and who is missing in words."""

    figures: tuple[tuple[str, str], ...]
    missing: str


def parts() -> list[tuple[str, str]]:
    """As what somebody can be added."""
    return [(part.value, part.words) for part in Part if part is not Part.OBSERVER]


def found(desk: Desk, text: str, file: TopicFile) -> list[tuple[str, str, str, str]]:
    """People who answer to `text`, those already chosen marked: name, where, state, id."""
    chosen = {participant.person_id for participant, _person in file.participants}
    return [
        (
            hit.name,
            _("{group} · 户主 {head}").format(group=hit.group, head=hit.head)
            if hit.head
            else (hit.organisation or hit.group),
            _("已选") if hit.id in chosen else "",
            hit.id,
        )
        for hit in find_people(desk, text, 40)
        if not hit.left
    ]


def chosen_rows(file: TopicFile) -> list[Chosen]:
    """Everybody chosen, by part."""
    order = list(Part)
    rows = sorted(file.participants, key=lambda pair: (order.index(pair[0].part), pair[1].name))
    return [
        Chosen(
            person.name,
            person.organisation or person.group,
            participant.part.words,
            participant.id,
        )
        for participant, person in rows
    ]


def mix_view(file: TopicFile) -> MixView:
    """The mix of those chosen."""
    mix = file.mix
    figures = [(_("共"), _("{0} 人").format(mix.total))]
    figures += [(part.words, str(mix.parts.get(part, 0))) for part in Part if part in mix.parts]
    figures += [
        (_("其中妇女"), _("{0} 人").format(mix.women)),
        (_("党员"), _("{0} 人").format(mix.party_members)),
        (_("来自"), _("{0} 个组").format(mix.groups)),
    ]
    missing = "、".join(part.words for part in mix.missing)
    return MixView(tuple(figures), _("还没有：{0}").format(missing) if missing else "")


def add_standing(desk: Desk, topic_id: str) -> int:
    """Add the council and the supervision committee; gives how many."""
    wanted = ((Role.COUNCIL_MEMBER, Part.COUNCIL), (Role.SUPERVISION_MEMBER, Part.SUPERVISION))
    added = {
        hit.id: (hit.id, part, "")
        for role, part in reversed(wanted)
        for hit in list_people(desk, role=role, guests=True)
    }
    add_participants(desk, topic_id, added.values())
    return len(added)
