"""What hangs in the room for good (制度上墙, S4-30), from the unit, its rules and its council."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.people import Person, RoleHeld, group_order
from xieshang_desktop.domain.rules import law_of, posting_days
from xieshang_desktop.domain.terms import Body, Role
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.wall import BANNER, EVERY_SLOGAN, SLOGANS

#: As many offices of one member as are printed.
_MOST_OFFICES = 2


def plate(desk: Desk, _object_id: str, _answers: Mapping[str, str]) -> documents.Plate:
    """铭牌."""
    unit = desk.unit
    return documents.Plate(
        unit=unit.name,
        room=unit.room,
        brand=unit.brand,
        issued_on=desk.today,
        practice=unit.practice,
    )


def work_rules(desk: Desk, _object_id: str, _answers: Mapping[str, str]) -> documents.WorkRules:
    """工作规则, with the numbers of the adopted rules and the law in force today."""
    unit, village = desk.unit, desk.unit.body is Body.VILLAGE
    return documents.WorkRules(
        unit=unit.name,
        room=unit.room,
        brand=unit.brand,
        law=_law(desk),
        villagers=_villagers(desk),
        committee=unit.body.official,
        supervisors=_supervisors(desk),
        deciders="村民会议或者村民代表会议" if village else "居民会议或者居民代表会议",
        collective=village,
        notice_days=_days(desk, "notice_days"),
        minutes_days=_days(desk, "minutes_days"),
        posting_days=_posting(desk),
        feedback_days=_days(desk, "feedback_days"),
        official_phone=unit.official_phone,
        signer=unit.signer or unit.room,
        issued_on=desk.today,
        practice=unit.practice,
    )


def flow_chart(desk: Desk, _object_id: str, _answers: Mapping[str, str]) -> documents.FlowChart:
    """流程图."""
    unit = desk.unit
    return documents.FlowChart(
        unit=unit.name,
        room=unit.room,
        brand=unit.brand,
        posting_days=_posting(desk),
        issued_on=desk.today,
        practice=unit.practice,
    )


def slogans(
    desk: Desk, _object_id: str, answers: Mapping[str, str]
) -> documents.Slogans | documents.Banner:
    """标语: the one that was written, else the chosen one or all of them; as sheets or as a
    banner of single characters."""
    listed = dict(SLOGANS)
    own, which = answers.get("own", "").strip(), answers.get("which", "")
    if own:
        texts: tuple[str, ...] = (own,)
    elif which != EVERY_SLOGAN:
        texts = (listed.get(which, SLOGANS[0][1]),)
    else:
        texts = tuple(listed.values())
    paper = documents.Banner if answers.get("shape") == BANNER else documents.Slogans
    return paper(
        unit=desk.unit.name, texts=texts, issued_on=desk.today, practice=desk.unit.practice
    )


def council(desk: Desk, _object_id: str, _answers: Mapping[str, str]) -> documents.Council:
    """议事会成员 in office today, by group: name, office and group, nothing else of anybody."""
    with desk.store.read() as reader:
        held = [role for role in reader.all(RoleHeld) if _in_office(role, desk)]
        chosen = {role.person_id for role in held if role.role is Role.COUNCIL_MEMBER}
        people = [p for p in reader.all(Person, id=list(chosen)) if p.left_on is None]
    people.sort(key=lambda p: (group_order(p.organisation or p.group), p.id))
    members = [(p.name, _office(p, held) or _villagers(desk), p.group) for p in people]
    convenors = [
        documents.CouncilLine(rank=c.rank.official, name=c.name, office=c.title)
        for c in desk.convenors()
    ]
    return documents.Council(
        unit=desk.unit.name,
        room=desk.unit.room,
        convenors=tuple(convenors),
        members=tuple(_pairs(members)),
        count=str(len(members)) if members else "",
        signer=desk.unit.signer or desk.unit.room,
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def duties(desk: Desk, _object_id: str, _answers: Mapping[str, str]) -> documents.Duties:
    """工作职责."""
    unit = desk.unit
    return documents.Duties(
        unit=unit.name,
        room=unit.room,
        villagers=_villagers(desk),
        supervisors=_supervisors(desk),
        posting_days=_posting(desk),
        minutes_days=_days(desk, "minutes_days"),
        signer=unit.signer or unit.room,
        issued_on=desk.today,
        practice=unit.practice,
    )


def _law(desk: Desk) -> str:
    """The articles on consultation and its publicity, once the law has them (VCL arts. 33, 35;
    UCL arts. 32, 34)."""
    name, articles = "村民委员会组织法", "第三十三条、第三十五条"
    if desk.unit.body is Body.COMMUNITY:
        name, articles = "城市居民委员会组织法", "第三十二条、第三十四条"
    return f"根据《中华人民共和国{name}》" + (articles if law_of(desk.today) == "2025" else "")


def _villagers(desk: Desk) -> str:
    return "村民" if desk.unit.body is Body.VILLAGE else "居民"


def _supervisors(desk: Desk) -> str:
    return "村务监督委员会" if desk.unit.body is Body.VILLAGE else "居务监督委员会"


def _posting(desk: Desk) -> str:
    return f"{posting_days(desk.today, desk.profile)}日"


def _days(desk: Desk, key: str) -> str:
    """A number of the rules in words of a paper; empty where they do not name it."""
    found = next((n for n in desk.profile.numbers if n.key == key and n.value), None)
    if found is None:
        return ""
    return f"{found.value}个{found.unit}" if found.unit == "工作日" else f"{found.value}日"


def _in_office(role: RoleHeld, desk: Desk) -> bool:
    begun = role.since is None or role.since <= desk.today
    return begun and (role.until is None or desk.today < role.until)


def _office(person: Person, held: Sequence[RoleHeld]) -> str:
    """As what a member is known: the other roles, else the organisation."""
    roles = [
        role.role.official
        for role in held
        if role.person_id == person.id and role.role is not Role.COUNCIL_MEMBER
    ]
    return "、".join(list(dict.fromkeys(roles))[:_MOST_OFFICES]) or person.organisation


def _pairs(members: Sequence[tuple[str, str, str]]) -> list[documents.CouncilPair]:
    """Two columns, read down the left one first."""
    half = (len(members) + 1) // 2
    pairs = []
    for at in range(half):
        name, office, group = members[at]
        other = members[half + at] if half + at < len(members) else ("", "", "")
        pairs.append(
            documents.CouncilPair(
                name=name,
                office=office,
                group=group,
                other_name=other[0],
                other_office=other[1],
                other_group=other[2],
            )
        )
    return pairs
