"""What 准备 shows: what is missing before the meeting, its agenda, the invited people."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.agenda import ItemTimes, planned_times
from xieshang_desktop.domain.meeting import COMING, AgendaItem, Meeting
from xieshang_desktop.domain.terms import ItemKind, MeetingState, Part, Rank, Role
from xieshang_desktop.services.meeting_file import MeetingFile
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.ui.presenters.meeting_door_rows import place_words
from xieshang_desktop.ui.presenters.meeting_hall_view import time_note
from xieshang_desktop.ui.presenters.meeting_words import when_words
from xieshang_desktop.wording.dates import short_date
from xieshang_desktop.wording.facts import listed

#: As what somebody of a role is invited.
PART_OF_ROLE = {
    Role.COUNCIL_MEMBER: Part.COUNCIL,
    Role.SUPERVISION_MEMBER: Part.SUPERVISION,
    Role.VILLAGE_REPRESENTATIVE: Part.REPRESENTATIVE,
    Role.DEPARTMENT_STAFF: Part.DEPARTMENT,
    Role.THIRD_PARTY: Part.THIRD_PARTY,
}
#: Who should not be missing (S4-05; VCL art. 37).
_WANTED = (Part.COUNCIL, Part.STAKEHOLDER, Part.SUPERVISION)


class Check(NamedTuple):
    """One thing to be done before the meeting: `buttons` are (action, words), the first one red
    while this is the next step."""

    state: str  # done, attention, ahead
    words: str
    note: str
    buttons: tuple[tuple[str, str], ...] = ()


class ItemRow(NamedTuple):
    """One item of the agenda, field by field as the entry list takes it."""

    key: str
    text: str
    lead: str
    note: str
    chip: str
    chip_kind: str


class InvitedRow(NamedTuple):
    """One invited person, or one that was found, as the people list takes it."""

    key: str
    name: str
    place: str
    role: str
    state: str
    state_kind: str
    action: str
    chip: str


class PlanView(NamedTuple):
    """The whole tab."""

    checks: tuple[Check, ...]
    facts: tuple[tuple[str, str], ...]
    items: tuple[ItemRow, ...]
    mix: tuple[tuple[str, str], ...]  # chips: words and kind
    suggested: int
    invited: int
    papers: tuple[tuple[str, str], ...]  # action and words, where no check offers them
    may_change: bool
    may_cancel: bool
    sentence: str  # why nothing can be changed any more


def plan_view(file: MeetingFile, today: date, adjourned: str = "") -> PlanView:
    """The plan in words; `adjourned` says until when."""
    planned = file.meeting.state is MeetingState.PLANNED
    times = planned_times(file.meeting, file.items)
    return PlanView(
        checks=_checks(file, today) if planned else (),
        facts=facts_of(file.meeting, {c.rank: c.name for c in file.convenors}, today),
        items=tuple(_item_row(item, file, times[item.id], planned) for item in file.items),
        mix=_mix(file),
        suggested=file.suggested if planned else 0,
        invited=len(file.invited),
        papers=(*(() if planned else _papers(file.meeting)), ("papers", _("更多文书"))),
        may_change=file.meeting.state in COMING,
        may_cancel=planned,
        sentence=adjourned or _over(file.meeting),
    )


def facts_of(
    meeting: Meeting, convenors: dict[Rank, str], today: date
) -> tuple[tuple[str, str], ...]:
    """When, where, how, who."""
    when = when_words(meeting.starts, today)
    if meeting.ends is not None:
        when += f"–{meeting.ends:%H:%M}"
    named = "、".join(convenors[rank] for rank in Rank if rank in convenors)
    return (
        (_("时间"), when),
        (_("地点"), _("{0}（{1}）").format(meeting.place, meeting.venue.words)),
        (_("方式"), f"{meeting.form.words} · {meeting.kind.words}"),
        (_("主持"), meeting.chair or _("未定")),
        (_("记录"), meeting.recorder or _("未定")),
        (_("召集人"), named or _("未定")),
    )


def invited_rows(
    file: MeetingFile, hits: dict[str, PersonHit], today: date
) -> tuple[InvitedRow, ...]:
    """Who is invited, by part, in the order of invitation."""
    order = list(Part)
    pairs = sorted(file.invited, key=lambda pair: order.index(pair[0].part))
    return tuple(
        InvitedRow(
            key=person.id,
            name=person.name,
            place=place_words(hits[person.id]),
            role=invitation.part.words,
            state="",
            state_kind="plain",
            action="",
            chip=_("同名") if hits[person.id].namesake else "",
        )
        for invitation, person in pairs
        if person.id in hits
    )


def found_row(hit: PersonHit, invited_as: Part | None) -> InvitedRow:
    """Somebody found on the roster, to be invited."""
    role = hit.roles[0].words if hit.roles else ""
    return InvitedRow(
        key=hit.id,
        name=hit.name,
        place=place_words(hit),
        role=invited_as.words if invited_as else role,
        state=_("已邀请") if invited_as else _("未邀请"),
        state_kind="done" if invited_as else "plain",
        action="" if invited_as else _("邀请"),
        chip=_("同名") if hit.namesake else "",
    )


def part_for(hit: PersonHit) -> Part:
    """As what somebody is invited by their role; else as somebody whom the matter touches."""
    for role in hit.roles:
        if role in PART_OF_ROLE:
            return PART_OF_ROLE[role]
    return Part.STAKEHOLDER if hit.villager else Part.OBSERVER


def _checks(file: MeetingFile, today: date) -> tuple[Check, ...]:
    checks = [
        _agenda_check(file),
        _people_check(file),
        _notice_check(file, today),
        *_research_checks(file),
    ]
    if all(check.state == "done" for check in checks):
        words = _("都准备好了")
        checks.append(Check("done", words, "", (("door", _("去签到")),)))
    return tuple(checks)


def _agenda_check(file: MeetingFile) -> Check:
    if file.items:
        return Check("done", _("议程"), _("{0} 项").format(len(file.items)))
    return Check("attention", _("议程"), _("还没有议题"), (("add_topic", _("加议题")),))


def _people_check(file: MeetingFile) -> Check:
    sheet = ("paper:blank_sheet", _("空白签到表"))
    if not file.invited:
        invite = (
            ("invite_suggested", _("邀请建议的 {0} 人").format(file.suggested))
            if file.suggested
            else ("find_people", _("找人"))
        )
        return Check("attention", _("参加人"), _("还没有邀请"), (invite,))
    note = _("{0} 人").format(len(file.invited))
    return Check("done", _("参加人"), note, (sheet,))


def _notice_check(file: MeetingFile, today: date) -> Check:
    show = ("paper:notice", _("看通知"))
    sent = file.meeting.notice_on
    if sent is not None:
        note = _("{0} 已发").format(short_date(sent))
        return Check("done", _("会议通知"), note, (show, ("issue", _("重发"))))
    last = file.notice_until
    note = _("最晚 {0} 发出").format(short_date(last))
    if today > last:
        note = _("应在 {day} 发出，已晚 {days} 天").format(
            day=short_date(last), days=(today - last).days
        )
    return Check("attention", _("会议通知"), note, (("issue", _("发通知")), show))


def _research_checks(file: MeetingFile) -> list[Check]:
    if not file.unready:
        has_topics = any(item.topic_id for item in file.items)
        return [Check("done", _("调研"), _("都有了"))] if has_topics else []
    return [
        Check(
            "attention",
            _("调研"),
            _("“{title}”还不能讨论，还差：{steps}").format(
                title=topic.title, steps=listed(step.words for step in steps)
            ),
            ((f"topic:{topic.id}", _("去补")),),
        )
        for topic, steps in file.unready
    ]


def _item_row(item: AgendaItem, file: MeetingFile, times: ItemTimes, planned: bool) -> ItemRow:
    unready = {topic.id for topic, _steps in file.unready}
    plain = item.topic_id is not None and item.kind is ItemKind.DISCUSSION
    notes = [] if plain else [item.kind.words]
    if item.minutes or item.spans:
        notes.append(time_note(item, times))
    if not item.public:
        notes.append(_("内部"))
    lacking = planned and item.topic_id in unready and item.kind is ItemKind.DISCUSSION
    return ItemRow(
        key=item.id,
        text=item.title,
        lead=str(item.position),
        note=" · ".join(notes),
        chip=_("差调研") if lacking else "",
        chip_kind="waiting",
    )


def _papers(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    notice = ("paper:notice", _("会议通知"))
    if meeting.state is MeetingState.CANCELLED:
        return (notice,)
    return (notice, ("paper:sign_in_sheet", _("签到表")))


def _mix(file: MeetingFile) -> tuple[tuple[str, str], ...]:
    groups = {person.group for _invitation, person in file.invited if person.group}
    chips = [(f"{part.words} {file.parts[part]}", "neutral") for part in Part if part in file.parts]
    if file.invited:
        chips.append((_("妇女 {0}").format(file.women), "neutral"))
        chips.append((_("{0} 个组").format(len(groups)), "neutral"))
        chips += [
            (_("缺 {0}").format(part.words), "waiting")
            for part in _WANTED
            if part not in file.parts
        ]
    return tuple(chips)


def _over(meeting: Meeting) -> str:
    if meeting.state is MeetingState.CANCELLED:
        return _("会议已取消：{0}").format(meeting.notice_reason)
    if meeting.state is MeetingState.OPEN:
        return _("会议正在进行，议程和参加人还可以补。")
    if meeting.state is MeetingState.PLANNED:
        return ""
    return _("会议已经开过，安排不再改动。")
