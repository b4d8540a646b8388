"""What the tab 纪要 shows, as plain values: sections with their facts, their order, a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.minutes import FiveHaves, MinutesSection
from xieshang_desktop.domain.terms import (
    AttendanceState,
    Clarity,
    ConfirmationWay,
    MinutesState,
    Rank,
)
from xieshang_desktop.domain.text_changes import Piece, compared, merged
from xieshang_desktop.services.deliberation import ItemFile
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.minutes_course import COURSE
from xieshang_desktop.services.minutes_modules import MODULE, Module
from xieshang_desktop.services.sealed_record import digest_of
from xieshang_desktop.ui.presenters.meeting_minutes_missing import MissingView
from xieshang_desktop.wording.dates import short_date
from xieshang_desktop.wording.facts import listed

_CHANGED = {"door": N_("签到"), "hall": N_("议事记录"), "plan": N_("会议安排"), "text": N_("文字")}


class SectionView(NamedTuple):
    """One section: its text as recorded, and what was being typed when the program last ended.
    `facts` is what else is printed there, from the part of the meeting named by `place`."""

    key: str
    heading: str
    text: str
    draft: str | None
    edited: bool
    changed: bool = False
    module: bool = False
    facts: str = ""
    place: str = ""


class OrderRow(NamedTuple):
    """A line in the list of sections: printed or taken out, with what is to be seen."""

    key: str
    heading: str
    chosen: bool
    note: str


class ChangeView(NamedTuple):
    """The facts before and after, and a text that takes in what changed elsewhere."""

    heading: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    mine: str
    fresh: str
    proposed: str


class ModuleRow(NamedTuple):
    """A text module to choose: `there` says that the minutes have it."""

    name: str
    text: str
    template: str
    own: bool
    there: bool


class ClarityRow(NamedTuple):
    """One of the five questions with its answer: yes, no, or "" while there is none."""

    key: str
    question: str
    answer: str
    note: str


class SealView(NamedTuple):
    """One convenor: `state` is done, or waiting for the word; `button` is the deed. A section to
    settle before anybody confirms stands there too, by the key `section:ID`."""

    rank: str
    words: str
    note: str
    state: str
    button: str


class MinutesView(NamedTuple):
    """The whole tab."""

    haves: tuple[tuple[str, str], ...]  # chips: words and kind
    missing: MissingView
    sections: tuple[SectionView, ...]
    order: tuple[OrderRow, ...]
    seals: tuple[SealView, ...]
    warning: str
    sealed: str
    corrections: tuple[tuple[str, str], ...]  # lead and text
    correction_draft: str


def have_chips(haves: FiveHaves) -> tuple[tuple[str, str], ...]:
    """五个有 (S1-22), each as a chip; the effect may come later."""
    words = (
        (_("有时间"), haves.time),
        (_("有地点"), haves.place),
        (_("有主题"), haves.theme),
        (_("有措施"), haves.measures),
    )
    chips = [(word, "done" if there else "attention") for word, there in words]
    effect = (_("有效果"), "done") if haves.effect else (_("待效果"), "waiting")
    return (*chips, effect)


def section_views(file: MinutesFile, typed: dict[str, str]) -> tuple[SectionView, ...]:
    """The sections that are printed, as they are edited."""
    items = {each.item.id: each for each in file.hall.items}
    views = []
    for section in file.sections:
        if not section.chosen:
            continue
        item = items.get(section.key)
        facts, place = _facts(file, section, item)
        views.append(
            SectionView(
                key=section.id,
                heading=section.heading,
                text=section.text,
                draft=typed.get(section.id),
                edited=section.edited,
                changed=section.id in file.changed,
                module=section.key.startswith(MODULE),
                facts=facts,
                place=place,
            )
        )
    return tuple(views)


def order_rows(file: MinutesFile) -> tuple[OrderRow, ...]:
    """All sections in their order, those that were taken out too."""
    return tuple(
        OrderRow(
            section.id,
            section.heading,
            section.chosen,
            _("已拿掉，可以放回") if not section.chosen else "",
        )
        for section in file.sections
    )


def change_view(file: MinutesFile, section_id: str) -> ChangeView | None:
    """What changed in the facts of a section that somebody wrote on."""
    section = next((s for s in file.sections if s.id == section_id), None)
    fresh = file.changed.get(section_id)
    if section is None or fresh is None:
        return None
    before, after = compared(section.basis, fresh)
    proposed = merged(section.basis, section.text, fresh)
    return ChangeView(section.heading, before, after, section.text, fresh, proposed)


def module_rows(file: MinutesFile, modules: tuple[Module, ...]) -> tuple[ModuleRow, ...]:
    """The modules to choose from."""
    there = {section.key for section in file.sections if section.chosen}
    return tuple(
        ModuleRow(m.name, m.text, m.template, m.own, MODULE + m.name in there) for m in modules
    )


def clarity_rows(file: MinutesFile) -> tuple[ClarityRow, ...]:
    """The five questions (S0-20)."""
    known = {answer.question: answer for answer in file.minutes.clarity}
    rows = []
    for question, words in zip(Clarity, _questions(), strict=True):
        answer = known.get(question)
        said = ("yes" if answer.yes else "no") if answer else ""
        rows.append(ClarityRow(question.value, words, said, answer.note if answer else ""))
    return tuple(rows)


def _questions() -> tuple[str, ...]:
    return (
        _("主题更明确：议的是什么、议到什么程度，大家清楚吗？"),
        _("程序更清晰：五步程序都走到，跳过的写明原因了吗？"),
        _("过程更合理：各方都说到话，不同意见都听了吗？"),
        _("责任更具体：每条措施都有人办、有期限吗？"),
        _("结果更明显：达成了什么、还差什么，看得明白吗？"),
    )


def _facts(file: MinutesFile, section: MinutesSection, item: ItemFile | None) -> tuple[str, str]:
    """What is printed with a section beside its text, and which part of the meeting it is from."""
    if file.minutes.state is MinutesState.SEALED:
        return "", ""
    if item is not None:
        parts = [
            words.format(count)
            for words, count in (
                (_("备选方案 {0} 个"), _options(file, item)),
                (_("达成一致 {0} 条"), len(item.agreed)),
                (_("仍需商量 {0} 条"), len(item.open_points)),
                (_("保留意见 {0} 条"), sum(o.dissent for o in item.opinions)),
                (_("措施 {0} 条"), len(item.measures)),
            )
            if count
        ]
        if item.outcome:
            parts.append(item.outcome.kind.words)
        return (_("后面还印：{0}").format(listed(parts)), "hall") if parts else ("", "")
    if section.key == COURSE:
        counted = [
            f"{state.words} {len(found)}"
            for state in AttendanceState
            if (found := file.facts.of_state(state))
        ]
        return (_("文末印名单：{0}").format(listed(counted)), "door") if counted else ("", "")
    return "", ""


def _options(file: MinutesFile, item: ItemFile) -> int:
    return len(file.facts.options.get(item.topic.id, ())) if item.topic else 0


def seal_views(
    file: MinutesFile,
    unsettled: Sequence[MinutesSection],
    voided: Mapping[Rank, Sequence[str]],
) -> tuple[SealView, ...]:
    """Both convenors; before them what has to be settled first. `voided` says what was changed
    since a word was given that counts no more."""
    views = [
        SealView(
            f"section:{section.id}",
            _("先定好“{0}”").format(section.heading),
            _("这一段写好以后，会议记录又改了"),
            "attention",
            _("对照"),
        )
        for section in unsettled
    ]
    digest = digest_of(file.paper)
    sealed = file.minutes.state is MinutesState.SEALED
    given = {c.rank: c for c in file.confirmations if sealed or c.digest == digest}
    for line, rank in zip(file.paper.convenors, Rank, strict=True):
        if rank in given:
            way = given[rank].way
            how = _("已确认") if way is ConfirmationWay.SCREEN else way.words
            note = _("{0} {1}").format(short_date(given[rank].at.date()), how)
            name = line.name
            if line.substitute:
                name = _("{0}（代 {1}）").format(line.substitute, line.name)
            views.append(SealView(rank.value, name, note, "done", ""))
        elif not line.name:
            note = _("还没有定是谁，请到“准备”里改安排")
            views.append(SealView(rank.value, rank.words, note, "attention", ""))
        else:
            button = _("确认") if file.haves.sealable and not unsettled else ""
            state = "waiting" if button else "ahead"
            note = rank.words
            if rank in voided:
                what = listed([_(_CHANGED[kind]) for kind in voided[rank]]) or _("会议记录")
                note = _("确认已作废：{0}改了，请再确认").format(what)
            views.append(SealView(rank.value, line.name, note, state, button))
    return tuple(views)
