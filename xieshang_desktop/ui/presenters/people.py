"""The register in words: people or households, found and narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.people import group_order
from xieshang_desktop.domain.search_keys import keys_of, normalise_query
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import (
    GroupLine,
    PersonHit,
    find_people,
    groups,
    households,
    list_people,
)
from xieshang_desktop.wording.dates import date_words
from xieshang_desktop.wording.facts import listed

#: Keys of the filters that are no group and no role.
NO_GROUP, PARTY = "-", "party"

_EVERYBODY = 100_000  # more than any village has


class PersonRow(NamedTuple):
    """One person of the table, in the order of its columns; the id stands last."""

    name: str
    chip: tuple[str, str]
    group: str
    household: str
    relation: str
    sex: str
    birth: str
    roles: str
    id: str


class HouseholdRow(NamedTuple):
    """One household of the table."""

    head: str
    group: str
    number: str
    members: int
    names: str
    id: str


class Wanted(NamedTuple):
    """What the page asks to see; empty text and keys stand for everybody on the register."""

    text: str = ""
    group: str = ""
    role: str = ""
    register: str = ""
    households: bool = False


class Filters(NamedTuple):
    """What each filter offers: (key, words)."""

    groups: list[tuple[str, str]]
    roles: list[tuple[str, str]]
    registers: list[tuple[str, str]]


class PeoplePage(Protocol):
    """What the presenter asks of the page."""

    def show_filters(self, filters: Filters) -> None: ...
    def show_counts(self, words: str, *, anybody: bool) -> None: ...
    def show_people(self, rows: Sequence[PersonRow], shown: str) -> None: ...
    def show_households(self, rows: Sequence[HouseholdRow], shown: str) -> None: ...
    def show_nobody(self, sentence: str, button: str) -> None: ...


class PeoplePresenter:
    """Keeps what is wanted; the page says what was typed or chosen."""

    def __init__(self, desk: Desk, page: PeoplePage) -> None:
        self._desk = desk
        self._page = page
        self._wanted = Wanted()
        self._heads: dict[str, tuple[str, ...]] = {}
        self._all_homes: list[HouseholdRow] | None = None

    def refresh(self) -> None:
        """Read groups and counts again; the page then asks for its rows."""
        found = groups(self._desk)
        people = sum(line.people for line in found)
        homes = sum(line.households for line in found)
        anybody = people > 0 or bool(list_people(self._desk, left=True, guests=True, limit=1))
        counts = _("{people} 人　{households} 户").format(people=people, households=homes)
        self._page.show_filters(filters(found))
        self._page.show_counts(counts if anybody else "", anybody=anybody)
        self._heads, self._all_homes = {}, None

    def show(self, wanted: Wanted) -> None:
        """Show those who are wanted, the likeliest first where something was typed."""
        self._wanted = wanted
        if wanted.households:
            homes = self._homes(wanted)
            self._page.show_households(homes, _("{0} 户").format(len(homes)))
        else:
            people = person_rows(self._people(wanted))
            self._page.show_people(people, _("{0} 人").format(len(people)))

    def explain_nobody(self) -> None:
        """Say why the list is empty, and what fills it."""
        text = self._wanted.text
        if self._wanted.households:
            self._page.show_nobody(_("没有符合的户，换个条件试试。"), "")
        elif text and not text.isascii():
            self._page.show_nobody(_("名册上没有“{0}”。").format(text), _("加上这个人"))
        else:
            self._page.show_nobody(_("没有符合的人，换个条件试试。"), "")

    def first_of(self, household_id: str) -> str:
        """Whose page shows a household: the head, else any member, else ''."""
        members = list_people(self._desk, household_id=household_id)
        heads = [hit.id for hit in members if hit.name == hit.head]
        return next(iter(heads or (hit.id for hit in members)), "")

    def _people(self, wanted: Wanted) -> Iterable[PersonHit]:
        # What is typed is looked for everywhere: who has left, and guests, are marked as such.
        everywhere = bool(wanted.text) and not wanted.register
        if wanted.text:
            found = find_people(self._desk, wanted.text, _EVERYBODY)
        else:
            found = list_people(self._desk, left=True, guests=True)
        for hit in found:
            if not everywhere and _register_of(hit) != wanted.register:
                continue
            if wanted.group and (hit.group or NO_GROUP) != wanted.group:
                continue
            if wanted.role and not _has(hit, wanted.role):
                continue
            yield hit

    def _homes(self, wanted: Wanted) -> list[HouseholdRow]:
        if self._all_homes is None:
            self._all_homes = _household_rows(self._desk)
        query = normalise_query(wanted.text)
        return [
            row
            for row in self._all_homes
            if (not wanted.group or (row.group or NO_GROUP) == wanted.group)
            and (not query or self._is_head(row.head, query))
        ]

    def _is_head(self, name: str, query: str) -> bool:
        """Whether a head is found by this; the keys are kept while somebody types."""
        if name not in self._heads:
            self._heads[name] = keys_of(name)
        return any(key.startswith(query, 1) for key in self._heads[name])


def filters(found: Sequence[GroupLine]) -> Filters:
    """What can be narrowed by; the empty key stands for all."""
    return Filters(
        groups=[
            ("", _("所有组")),
            *((g.group or NO_GROUP, g.group or _("未写组别")) for g in found),
        ],
        roles=[
            ("", _("不限身份")),
            (PARTY, _("党员")),
            *((role.value, role.words) for role in Role),
        ],
        registers=[
            ("", _("在册村民")),
            ("guest", _("外单位人员")),
            ("left", _("迁出或去世")),
        ],
    )


def person_rows(hits: Iterable[PersonHit]) -> list[PersonRow]:
    """People as the table shows them. What is the same for many is put in words once: looking a
    text up costs more than all the rest of a row."""
    chip, birth, roles, sex = cache(_chip), _births(), cache(_roles), cache(_sex)
    guest = _("来宾")
    return [
        PersonRow(
            name=hit.name,
            chip=chip(hit.left, hit.villager, hit.namesake),
            group=hit.group if hit.villager else hit.organisation or guest,
            household=hit.head,
            relation=hit.relation,
            sex=sex(hit.sex),
            birth=birth(hit.birth),
            roles=roles(hit.party_member, hit.roles),
            id=hit.id,
        )
        for hit in hits
    ]


def chip_of(hit: PersonHit) -> tuple[str, str]:
    """What to know at once: gone, from elsewhere, a namesake."""
    return _chip(hit.left, hit.villager, hit.namesake)


def birth_words(birth: str) -> str:
    """1962-01 → 1962年1月; as much as is known, without the day."""
    return _births()(birth)


def group_rank(group: str) -> int:
    """By what a column of groups is sorted: 第二组 before 第十组."""
    return group_order(group)[1]


def whole_birth_words(birth: str) -> str:
    """1962-01-02 → 1962年1月2日; as much as is known."""
    return date_words(date.fromisoformat(birth)) if len(birth) == 10 else birth_words(birth)


def _births() -> Callable[[str], str]:
    alone, with_month = _("{0}年"), _("{0}年{1}月")

    def words(birth: str) -> str:
        year, _dash, rest = birth.partition("-")
        if rest:
            return with_month.format(year, int(rest[:2]))
        return alone.format(year) if year else ""

    return words


def _chip(left: bool, villager: bool, namesake: bool) -> tuple[str, str]:
    if left:
        return _("不在册"), "neutral"
    if not villager:
        return _("外单位"), "neutral"
    return (_("同名"), "waiting") if namesake else ("", "neutral")


def _roles(party_member: bool, roles: tuple[Role, ...]) -> str:
    party = (_("党员"),) if party_member else ()
    return listed((*party, *(role.words for role in roles)))


def _sex(sex: Sex) -> str:
    return sex.words if sex is not Sex.UNKNOWN else ""


def _household_rows(desk: Desk) -> list[HouseholdRow]:
    names: dict[str | None, list[str]] = {}
    for hit in list_people(desk):
        names.setdefault(hit.household_id, []).append(hit.name)
    between = listed(("", ""))  # looked up once, not for each household
    return [
        HouseholdRow(
            head=home.head,
            group=home.group,
            number=home.number,
            members=line.members,
            names=between.join(names.get(home.id, ())),
            id=home.id,
        )
        for line in households(desk)
        for home in (line.household,)
    ]


def _register_of(hit: PersonHit) -> str:
    if hit.left:
        return "left"
    return "" if hit.villager else "guest"


def _has(hit: PersonHit, role: str) -> bool:
    return hit.party_member if role == PARTY else role in hit.roles
