"""What the door shows: rows of people, and the figures beside them."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.attendance import Count
from xieshang_desktop.domain.people import person_of_pass
from xieshang_desktop.domain.stays import is_inside, left_early, minutes_late, this_time
from xieshang_desktop.domain.terms import AttendanceState, Part
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.services.sign_in import Door

#: Names under “还没有到”, more than the card ever has room for; the list has all of them.
_NAMED = 60
_LONGEST_REASON = 7
_DIGITS = 20  # longer than any telephone or ID number
_NO_TELEPHONE = 13


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
    beside: str = ""  # a state that stays in sight beside the button of the marked row


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
    """Whether this was read from a code: a pass, or no telephone number has so many digits."""
    text = "".join(text.split())
    return text.lower().startswith(("xieshang:", "xieshang：")) or (
        len(text) >= _DIGITS and text[-_DIGITS:].isdecimal()
    )


def not_found_words(text: str) -> str:
    """Why nobody is shown for what was typed or scanned."""
    if person_of_pass(text):
        return _("这张出席证不是本村的，或者人已不在名册上。请按姓名查找，外来的人按 F2 登记。")
    bare = "".join(text.split())
    if is_scanned(text) or (len(bare) >= _NO_TELEPHONE and bare.isdecimal()):
        return _("这个码不是出席证上的。请扫出席证，或者输入姓名。")
    return _("没有找到“{0}”。不在名册上的人，按 F2 登记。").format(text)


def row_of(door: Door, hit: PersonHit, *, may_sign: bool = True) -> DoorRow:
    """The row of one person at this door."""
    attendance = door.attendances.get(hit.id)
    invitation = door.invitations.get(hit.id)
    state, kind = _state_words(door, hit.id)
    if invitation is not None:
        role = invitation.part.words
    else:
        role = hit.roles[0].words if hit.roles else ""
    if attendance is not None and attendance.household_id is not None:
        role = " · ".join(filter(None, (_("户代表"), role)))
    action = ""
    if may_sign:
        action = _("返回") if is_gone(door, hit.id) else _("签到") * (not door.came(hit.id))
    usual = attendance is None and invitation is not None
    return DoorRow(
        key=hit.id,
        name=hit.name,
        place=place_words(hit),
        role=role,
        state=state,
        state_kind=kind,
        action=action,
        chip=_("同名") if hit.namesake else "",
        beside=state if action and not usual else "",
    )


def rank_of(door: Door, person_id: str) -> int:
    """Whom the clerk looks for first: who is expected, then who came, then who is excused."""
    attendance = door.attendances.get(person_id)
    if attendance is None:
        return 0
    if attendance.here:
        return int(door.came(person_id) is not None)
    return 2


def is_gone(door: Door, person_id: str) -> bool:
    """Whether somebody left who may come back."""
    came = door.came(person_id)
    return came is not None and not door.room.over and not is_inside(came, door.room)


def figures_of(door: Door, hits: dict[str, PersonHit]) -> DoorFigures:
    """The figures; a consultation has no quorum, they decide nothing."""
    counted, comings = door.figures_now, door.comings
    missing = door.missing
    lines = []
    if not door.room.over:
        lines.append(FigureLine(_("现在在场"), _("{0} 人").format(comings.inside)))
    lines += _together([(_("迟到"), comings.late), (_("离场"), comings.left)])
    if door.meeting.by_household:
        lines.append(FigureLine(_("实到户 / 应到户"), _of(counted.households)))
    women, members = counted.women, counted.party_members
    lines.append(FigureLine(_("妇女、党员"), _("{0} 人、{1} 人").format(women, members)))
    for part in Part:
        count = counted.parts.get(part)
        if count is None:
            continue
        chip = ""
        if part is Part.STAKEHOLDER and count.present < count.expected:
            short = _households(door, [p.id for p in missing])
            chip = _("还差 {0} 户").format(short) if short else ""
        value = _of(count) if count.expected else _("{0} 人").format(count.present)
        lines.append(FigureLine(part.words, value, chip))
    states = comings.states
    for pairs in (
        (AttendanceState.OBSERVING, AttendanceState.VISITING),
        (AttendanceState.EXCUSED, AttendanceState.ABSENT),
    ):
        lines += _together([(state.words, states[state]) for state in pairs])
    names = [_short_name(hits[p.id]) for p in missing[:_NAMED] if p.id in hits]
    return DoorFigures(
        present=counted.total.present,
        expected=counted.total.expected,
        lines=tuple(lines),
        missing=len(missing),
        names=tuple(names),
    )


def _of(count: Count) -> str:
    return f"{count.present} / {count.expected}"


def _together(pairs: list[tuple[str, int]]) -> list[FigureLine]:
    """Counts that are rarely more than a few, on one line; nothing while all are none."""
    found = [(words, count) for words, count in pairs if count]
    if not found:
        return []
    words = "、".join(words for words, _count in found)
    counts = "、".join(_("{0} 人").format(count) for _words, count in found)
    return [FigureLine(words, counts)]


def _state_words(door: Door, person_id: str) -> tuple[str, str]:
    attendance = door.attendances.get(person_id)
    if attendance is None:
        return (_("待签") if person_id in door.invitations else _("未邀请")), "plain"
    if not attendance.here:
        if attendance.state is AttendanceState.ABSENT:
            return attendance.state.words, "plain"
        reason = attendance.reason
        if len(reason) > _LONGEST_REASON:
            reason = reason[: _LONGEST_REASON - 1] + "…"
        return _("请假：{0}").format(reason), "plain"
    room = door.room
    stays = this_time(attendance, room)
    if not stays:
        return _("上一场到过"), "plain"
    at = f"{stays[-1].since:%H:%M}"
    if left_early(attendance, room):
        return _("离场 {0}").format(f"{stays[-1].until:%H:%M}"), "waiting"
    if len(stays) > 1:
        return _("{0} 已返回").format(at), "done"
    if attendance.state is AttendanceState.OBSERVING:
        return _("{0} 列席").format(at), "done"
    if attendance.state is AttendanceState.VISITING:
        return _("{0} 旁听").format(at), "done"
    if late := minutes_late(attendance, room):
        return _("迟到 {0} 分").format(late), "waiting"
    return _("{0} 已签").format(at), "done"


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
