"""Choosing who takes part in a topic, with the mix in sight before anybody is invited."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.terms import Part, Role
from xieshang_desktop.domain.topic import Mix
from xieshang_desktop.services import topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import PersonHit, find_people, list_people
from xieshang_desktop.services.topic_file import TopicFile, find_topic, open_topic
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.wording.facts import listed

#: Who is offered while nothing is typed, and how many of those found.
_MOST = 40

#: Who takes part in every topic (S4-05; VCL art. 37 for the supervision committee).
_STANDING = (
    (Role.SUPERVISION_MEMBER, Part.SUPERVISION),
    (Role.COUNCIL_MEMBER, Part.COUNCIL),
)


class Found(NamedTuple):
    """Somebody who answers to what was typed, and whether already chosen."""

    name: str
    where: str
    state: str
    id: str


class Chosen(NamedTuple):
    """One participant's row."""

    name: str
    where: str
    part: str
    id: str


class ParticipantsView(NamedTuple):
    """Those chosen, the mix, and who is missing, in words."""

    topic: str
    chosen: tuple[Chosen, ...]
    mix: str
    missing: str


class ParticipantsPage(Protocol):
    """What the presenter asks of the page."""

    def show_participants(self, view: ParticipantsView) -> None: ...
    def show_found(self, rows: Sequence[Found]) -> None: ...
    def show_gone(self) -> None: ...


class ParticipantsPresenter:
    """Finds, adds and takes off; every change is an action that can be undone."""

    def __init__(self, desk: Desk, page: ParticipantsPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._file: TopicFile | None = None
        self._text = ""

    @property
    def topic_id(self) -> str:
        """Whose participants are chosen."""
        return self._file.topic.id if self._file else ""

    def open(self, topic_id: str) -> None:
        """Choose for this topic."""
        if find_topic(self._desk, topic_id) is None:
            self._file = None
            self._page.show_gone()
            return
        self._file = open_topic(self._desk, topic_id)
        self._page.show_participants(participants_view(self._file))
        self._page.show_found(self._found())

    def refresh(self) -> None:
        """Read the topic again."""
        if self._file is not None:
            topic_id = self._file.topic.id
            self._attempt(lambda: self.open(topic_id))

    def find(self, text: str) -> None:
        """Show who answers to this."""
        self._text = text
        if self._file is not None:
            self._page.show_found(self._found())

    def add(self, person_id: str, part_key: str) -> None:
        """Add somebody as a part; who was chosen as another takes the new one."""
        part = Part(part_key)
        if self._parts().get(person_id) is part:
            self._attempt(lambda: None, _("已经在名单里，作为{0}").format(part.words))
            return
        self._attempt(
            lambda: topics.add_participants(self._desk, self.topic_id, [(person_id, part, "")]),
            _("已加入，作为{0}").format(part.words),
        )

    def add_standing(self) -> None:
        """Add the council and the supervision committee; who was chosen already stays as chosen."""
        known = self._parts()
        added = {
            hit.id: (hit.id, part, "")
            for role, part in _STANDING
            for hit in list_people(self._desk, role=role, guests=True)
            if hit.id not in known
        }
        said = _("已加入 {0} 人").format(len(added))
        if not added:
            said = _("名册上的议事会成员和监督委员会成员都已在名单里")
        self._attempt(
            lambda: topics.add_participants(self._desk, self.topic_id, added.values()), said
        )

    def remove(self, participant_id: str) -> None:
        """Take somebody off again."""
        self._attempt(lambda: topics.remove_participant(self._desk, participant_id), _("已去掉"))

    def _parts(self) -> dict[str, Part]:
        chosen = self._file.participants if self._file else ()
        return {participant.person_id: participant.part for participant, _person in chosen}

    def _found(self) -> list[Found]:
        chosen = self._parts()
        return [
            Found(hit.name, _where(hit), _("已选") if hit.id in chosen else "", hit.id)
            for hit in find_people(self._desk, self._text, _MOST)
            if not hit.left
        ]


def parts() -> list[tuple[str, str]]:
    """As what somebody can be added."""
    return [(part.value, part.words) for part in Part if part is not Part.OBSERVER]


def participants_view(file: TopicFile) -> ParticipantsView:
    """Everybody chosen, by part, and the mix."""
    order = list(Part)
    pairs = sorted(file.participants, key=lambda pair: (order.index(pair[0].part), pair[1].name))
    missing = listed(part.words for part in file.mix.missing)
    return ParticipantsView(
        topic=file.topic.title,
        chosen=tuple(
            Chosen(person.name, person.organisation or person.group, chosen.part.words, chosen.id)
            for chosen, person in pairs
        ),
        mix=mix_words(file.mix),
        missing=_("还没有：{0}").format(missing) if missing else "",
    )


def mix_words(mix: Mix) -> str:
    """Who would sit together, in a sentence."""
    if not mix.total:
        return _("还没有定参加人。")
    return _(
        "共 {total} 人：{parts}。其中妇女 {women} 人，党员 {party} 人，来自 {groups} 个组。"
    ).format(
        total=mix.total,
        parts=listed(f"{part.words} {mix.parts[part]}" for part in Part if part in mix.parts),
        women=mix.women,
        party=mix.party_members,
        groups=mix.groups,
    )


def _where(hit: PersonHit) -> str:
    if hit.head and hit.head != hit.name:
        return _("{group} · 户主 {head}").format(group=hit.group, head=hit.head)
    return hit.organisation or hit.group
