"""One person in words: what is known, the household, the roles with their terms."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.people import Household, Person, RoleHeld
from xieshang_desktop.domain.search_keys import keys_of, normalise_query
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.erasing import Erasing
from xieshang_desktop.services.people import PersonCard, PersonHit, households, person_card
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.ui.presenters.people import birth_words, chip_of, whole_birth_words
from xieshang_desktop.wording.dates import date_words


class RoleRow(NamedTuple):
    """A role with its term; `held` while it can be ended."""

    id: str
    words: str
    note: str
    held: bool


class MemberRow(NamedTuple):
    """A member of the household; the id stands last."""

    name: str
    relation: str
    about: str
    id: str


class HomeRow(NamedTuple):
    """A household to move into; the id stands last."""

    head: str
    group: str
    number: str
    members: int
    id: str


class PersonView(NamedTuple):
    """One person, ready to show; `veiled` says that something is masked, or was until asked."""

    id: str
    name: str
    chips: tuple[tuple[str, str], ...]
    line: str
    group: str
    facts: tuple[tuple[str, str], ...]
    veiled: bool
    revealed: bool
    roles: tuple[RoleRow, ...]
    household_id: str
    household: str
    members: tuple[MemberRow, ...]
    villager: bool
    left: bool


def person_view(desk: Desk, person_id: str, *, reveal: bool = False) -> PersonView | None:
    """Everything known of one person; None where there is no such person any more."""
    with desk.store.read() as reader:
        if reader.find(Person, person_id) is None:
            return None
    card = person_card(desk, person_id, reveal=reveal)
    hit = card.person
    return PersonView(
        id=hit.id,
        name=hit.name,
        chips=_chips(card),
        line=_line(hit),
        group=hit.group,
        facts=_facts(card),
        veiled=bool(card.id_number or card.phones),
        revealed=reveal,
        roles=tuple(_role_row(role, desk.today) for role in card.roles),
        household_id=hit.household_id or "",
        household=_home_words(card),
        members=tuple(_member_row(member, hit.id) for member in card.household),
        villager=hit.villager,
        left=hit.left,
    )


def roles_to_give() -> list[tuple[str, str]]:
    """Every role, as a choice."""
    return [(role.value, role.words) for role in Role]


class Homes:
    """The households to move into, narrowed by the head's name, pinyin or initials."""

    def __init__(self, desk: Desk, group: str, own_id: str) -> None:
        lines = [line for line in households(desk) if line.household.id != own_id]
        # The own group first: most moves stay within it.
        lines.sort(key=lambda line: line.household.group != group)
        self._rows = [
            HomeRow(home.head, home.group, home.number, line.members, home.id)
            for line in lines
            for home in (line.household,)
        ]
        self._keys: dict[str, tuple[str, ...]] = {}

    def found(self, text: str) -> list[HomeRow]:
        """Those whose head is found by this; all of them by nothing."""
        query = normalise_query(text)
        return [row for row in self._rows if not query or self._is_head(row.head, query)]

    def _is_head(self, name: str, query: str) -> bool:
        if name not in self._keys:
            self._keys[name] = keys_of(name)
        return any(key.startswith(query, 1) for key in self._keys[name])


def household_of(desk: Desk, household_id: str) -> Household:
    """One household; RuleBroken `gone`."""
    with desk.store.read() as reader:
        return reader.one(Household, household_id)


def erasing_words(erasing: Erasing) -> tuple[str, ...]:
    """What erasing takes, what stays, and what it cannot reach: a sentence each."""
    names = {
        "id_number": _("身份证号"),
        "phones": _("电话"),
        "address": _("住址"),
        "birth": _("出生"),
        "relation": _("与户主关系"),
        "remarks": _("备注"),
    }
    what = [names[name] for name in erasing.fields]
    if erasing.excuses:
        what.append(_("{0} 次请假的原因").format(erasing.excuses))
    if erasing.signatures:
        what.append(_("{0} 个手写签名的笔迹").format(erasing.signatures))
    if erasing.proxies:
        what.append(_("{0} 份书面委托的说明").format(erasing.proxies))
    if erasing.answers:
        what.append(_("{0} 条网络意见的账号或号码").format(erasing.answers))
    told = [
        _("抹去：{0}。改过的旧内容也一起抹去。").format(_("、").join(what)),
        _("留下：姓名、组别、身份和参加过的会议，它们是协商记录的一部分。"),
    ]
    beyond = []
    if erasing.sealed:
        beyond.append(_("{0} 次已归档会议的签到和纪要").format(erasing.sealed))
    if erasing.decisions:
        beyond.append(_("{0} 次决定会议的到会和唱名记录").format(erasing.decisions))
    beyond.append(_("已经印出来的纸"))
    if erasing.handed_over:
        beyond.append(_("已经写出的 {0} 个协商包").format(erasing.handed_over))
    if erasing.copies:
        beyond.append(_("这台电脑上的 {0} 份备份，以及U盘上的备份").format(erasing.copies))
    told.append(_("够不着，要自己处理：{0}。").format(_("、").join(beyond)))
    return tuple(told)


def copies_words(erasing: Erasing) -> str:
    """The copies of the whole records that updates left, which hold the person too; "" if none."""
    if not erasing.left_beside:
        return ""
    return _(
        "文件夹“{0}”里还有更新或退回版本时留下的副本，里面可能也有这些资料：{1}。"
        "用不着了，程序过几天自己删；现在就要删，点“删掉副本…”。"
    ).format(breakable(erasing.folder), _("、").join(erasing.left_beside))


def _chips(card: PersonCard) -> tuple[tuple[str, str], ...]:
    hit = card.person
    if card.left_on is not None:
        return ((_("{0} 起不在册").format(date_words(card.left_on)), "neutral"),)
    party = ((_("党员"), "neutral"),) if hit.party_member else ()
    chip = chip_of(hit)
    return (*party, chip) if chip[0] else party


def _line(hit: PersonHit) -> str:
    if not hit.villager:
        return hit.organisation or _("来宾")
    parts = [hit.group]
    if hit.head:
        parts.append(_("户主") if hit.head == hit.name else _("户主 {0}").format(hit.head))
    return "　".join(part for part in parts if part)


def _facts(card: PersonCard) -> tuple[tuple[str, str], ...]:
    hit = card.person
    unknown = _("没有登记")
    facts = [
        (_("性别"), hit.sex.words if hit.sex is not Sex.UNKNOWN else unknown),
        (_("出生"), whole_birth_words(hit.birth) or unknown),
        (_("电话"), "　".join(card.phones) or unknown),
        (_("身份证号"), card.id_number or unknown),
    ]
    if hit.villager:
        facts.insert(0, (_("组别"), hit.group or unknown))
        facts.append((_("住址"), card.address or unknown))
    else:
        facts.insert(0, (_("单位"), hit.organisation or unknown))
    if card.remarks:
        facts.append((_("备注"), card.remarks))
    return tuple(facts)


def _home_words(card: PersonCard) -> str:
    hit = card.person
    if not hit.household_id:
        return ""
    number = _("户号 {0}").format(card.household_number) if card.household_number else ""
    count = _("{0} 人").format(len(card.household))
    parts = (_("户主 {0}").format(hit.head) if hit.head else "", number, count)
    return "　".join(part for part in parts if part)


def _member_row(hit: PersonHit, own_id: str) -> MemberRow:
    sex = hit.sex.words if hit.sex is not Sex.UNKNOWN else ""
    about = "　".join(part for part in (sex, birth_words(hit.birth)) if part)
    relation = hit.relation or (_("户主") if hit.name == hit.head else "")
    name = _("{0}（本人）").format(hit.name) if hit.id == own_id else hit.name
    return MemberRow(name, relation, about, hit.id)


def _role_row(role: RoleHeld, today: date) -> RoleRow:
    held = role.until is None or role.until > today
    term = ""
    if role.since and role.until:
        term = _("{0}至{1}").format(date_words(role.since), date_words(role.until))
    elif role.until:
        term = _("至{0}").format(date_words(role.until))
    elif role.since:
        term = _("{0}起").format(date_words(role.since))
    note = "　".join(part for part in (role.organisation, term) if part)
    return RoleRow(role.id, role.role.words, note or _("任期没有登记"), held)
