"""What the door shows: rows of people, and the figures beside them."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.people import person_of_pass
from xieshang_desktop.domain.terms import AttendanceState, Part
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.services.sign_in import Door

#: Names under “还没有到”, more than the card ever has room for; the list has all of them.
_NAMED = 60
_LONGEST_REASON = 7


class DoorRow(NamedTuple):
    """One person of the list, field by field as the people list takes it."""

    key: str
    name: str
    place: str
    role: str
    state: str
    state_kind: str
    action: str
    chip: str


class FigureLine(NamedTuple):
    """One line of the figures."""

    label: str
    value: str
    chip: str = ""


class DoorFigures(NamedTuple):
    """Everything beside the list."""

    present: int
    expected: int
    lines: tuple[FigureLine, ...]
    missing: int
    names: tuple[str, ...]


def place_words(hit: PersonHit) -> str:
    """第七组 · 户主 李德发; somebody from elsewhere has an organisation."""
    if hit.organisation or not hit.villager:
        return hit.organisation or _("来宾")
    if not hit.head:
        return hit.group
    own = hit.relation == "户主" or (hit.head == hit.name and not hit.relation)
    return f"{hit.group} · " + (_("户主") if own else _("户主 {0}").format(hit.head))


def is_scanned(text: str) -> bool:
    """Whether this was read from a code and is nobody's name."""
    return text.strip().lower().startswith(("xieshang:", "xieshang："))


def not_found_words(text: str) -> str:
    """Why nobody is shown for what was typed or scanned."""
    if person_of_pass(text):
        return _("这张出席证不是本村的，或者人已不在名册上。请按姓名查找，外来的人按 F2 登记。")
    if is_scanned(text):
        return _("这个码不是出席证上的。请扫出席证，或者输入姓名。")
    return _("没有找到“{0}”。不在名册上的人，按 F2 登记。").format(text)


def row_of(door: Door, hit: PersonHit, *, may_sign: bool = True) -> DoorRow:
    """The row of one person at this door."""
    attendance = door.attendances.get(hit.id)
    invitation = door.invitations.get(hit.id)
    state, kind = _state_words(attendance, invited=invitation is not None)
    if invitation is not None:
        role = invitation.part.words
    else:
        role = hit.roles[0].words if hit.roles else ""
    absent = attendance is None or attendance.state is AttendanceState.EXCUSED
    return DoorRow(
        key=hit.id,
        name=hit.name,
        place=place_words(hit),
        role=role,
        state=state,
        state_kind=kind,
        action=_("签到") if absent and may_sign else "",
        chip=_("同名") if hit.namesake else "",
    )


def rank_of(door: Door, person_id: str) -> int:
    """Whom the clerk looks for first: who is expected, then who came, then who is excused."""
    attendance = door.attendances.get(person_id)
    if attendance is None:
        return 0
    return 2 if attendance.state is AttendanceState.EXCUSED else 1


def figures_of(door: Door, hits: dict[str, PersonHit]) -> DoorFigures:
    """The figures; a consultation has no quorum, they decide nothing."""
    counted = door.figures
    lines = [
        FigureLine(_("妇女"), _("{0} 人").format(counted.women)),
        FigureLine(_("党员"), _("{0} 人").format(counted.party_members)),
    ]
    missing = door.missing
    for part in Part:
        count = counted.parts.get(part)
        if count is None:
            continue
        chip = ""
        if part is Part.STAKEHOLDER and count.present < count.expected:
            chip = _("还差 {0} 户").format(_households(door, [p.id for p in missing]))
        value = _("{0} 人").format(count.present)
        if count.expected:
            value = f"{count.present} / {count.expected}"
        lines.append(FigureLine(part.words, value, chip))
    observing = sum(a.state is AttendanceState.OBSERVING for a in door.attendances.values())
    if observing:
        lines.append(FigureLine(_("列席"), _("{0} 人").format(observing)))
    names = [_short_name(hits[p.id]) for p in missing[:_NAMED] if p.id in hits]
    return DoorFigures(
        present=counted.total.present,
        expected=counted.total.expected,
        lines=tuple(lines),
        missing=len(missing),
        names=tuple(names),
    )


def _state_words(attendance: Attendance | None, *, invited: bool) -> tuple[str, str]:
    if attendance is None:
        return (_("待签"), "plain") if invited else (_("未邀请"), "plain")
    at = f"{attendance.at:%H:%M}"
    if attendance.state is AttendanceState.PRESENT:
        return _("{0} 已签").format(at), "done"
    if attendance.state is AttendanceState.OBSERVING:
        return _("{0} 列席").format(at), "done"
    reason = attendance.reason
    if len(reason) > _LONGEST_REASON:
        reason = reason[: _LONGEST_REASON - 1] + "…"
    return _("请假：{0}").format(reason), "plain"


def _households(door: Door, missing: list[str]) -> int:
    """Households of stakeholders nobody of whom has come yet."""
    absent = {
        door.people[person_id].household_id or person_id
        for person_id in missing
        if door.invitations[person_id].part is Part.STAKEHOLDER
    }
    return len(absent)


def _short_name(hit: PersonHit) -> str:
    if not hit.namesake or not (hit.group or hit.organisation):
        return hit.name
    place = hit.organisation or hit.group.removeprefix("第")
    return f"{hit.name}（{place}）"
