"""乡镇来件: what was returned and what was sent down, each with what may be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from xieshang_desktop.domain.superior import Reply
from xieshang_desktop.domain.terms import DirectiveKind
from xieshang_desktop.services import drafting, instructions
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.instructions import InstructionFile, ReturnedHere
from xieshang_desktop.services.paper_saving import save
from xieshang_desktop.services.whereabouts import page_of
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.wording.dates import near_date, short_date

#: State (done, waiting, attention, ahead), words, note, buttons (key, words).
Line = tuple[str, str, str, Sequence[tuple[str, str]]]

_REPLY = "reply"
#: Of those that are done only the newest are listed.
_DONE_SHOWN = 20


class IncomingView(NamedTuple):
    """One thing from the township in full: what it is, its words, files (sha256, name), and the
    button that settles it (empty: nothing is left to do), or asks for an answer first."""

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    text: str
    files: tuple[tuple[str, str], ...]
    yes: str
    yes_note: str
    reply_first: bool


class IncomingPresenter:
    """Keys of buttons are `what:id`."""

    def __init__(self, desk: Desk, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._attempt = attempt
        self._go = go

    def lines(self) -> list[Line]:
        """Returns first, then what waits, then what is done."""
        desk = self._desk
        returned = [self._returned(each) for each in instructions.returned_here(desk)]
        every = instructions.list_instructions(desk)
        waiting = instructions.open_instructions(desk)
        done = [file for file in every if file.instruction.done_on is not None]
        return [
            *returned,
            *(_waiting(file, desk.today) for file in waiting),
            *(_done(file, desk.today) for file in done[:_DONE_SHOWN]),
        ]

    def open_record(self, return_id: str) -> None:
        """The record that was returned, on its own page."""
        for each in instructions.returned_here(self._desk):
            if each.note.id == return_id:
                place = page_of(self._desk, each.note.object_type, each.note.object_id)
                if place.page:
                    self._go(place.page, place.object_id)

    def view(self, instruction_id: str) -> IncomingView | None:
        """One thing that was sent down, None when it is not here any more."""
        found = self._file(instruction_id)
        return self._view(found) if found is not None else None

    def title(self, about_id: str) -> str:
        """What an answer is about."""
        found = self._file(about_id)
        if found is not None:
            return found.instruction.title
        every = instructions.returned_here(self._desk)
        return next((each.title for each in every if each.note.id == about_id), "")

    def settle(self, instruction_id: str) -> bool:
        """Do what its kind asks for: take the topic up, adopt rules or a form, or be done."""
        found = self._file(instruction_id)
        if found is None:
            return False
        desk, each = self._desk, found.instruction
        match each.kind:
            case DirectiveKind.TOPIC:
                return self._attempt(
                    lambda: instructions.take_as_topic(desk, each.id),
                    _("已列为议题，接着筛选"),
                    lambda topic: self._go("topics/topic", topic.id),
                )
            case DirectiveKind.PROFILE:
                said = _("从今天起按这套规则")
                return self._attempt(lambda: instructions.adopt_profile(desk, each.id), said)
            case DirectiveKind.FORMS:
                said = _("文书改用这套格式")
                return self._attempt(lambda: instructions.adopt_forms(desk, each.id), said)
        return self._attempt(lambda: instructions.finish(desk, each.id), _("已记为办完"))

    def open_topic(self, instruction_id: str) -> None:
        """The topic that was made of it."""
        found = self._file(instruction_id)
        if found is not None and found.topic is not None:
            self._go("topics/topic", found.topic.id)

    def draft(self, about_id: str) -> str:
        """What was being typed as an answer."""
        return drafting.kept(self._desk, about_id, _REPLY).get(_REPLY, "")

    def keep_draft(self, about_id: str, text: str) -> None:
        """Keep what is being typed."""
        drafting.keep(self._desk, about_id, _REPLY, text)

    def reply(self, about_id: str, text: str) -> bool:
        """Answer; it travels with the next bundle."""

        def answer() -> None:
            instructions.reply(self._desk, about_id, text)
            drafting.drop(self._desk, about_id, _REPLY)

        return self._attempt(answer, _("回复写好了，随下一个协商包交给乡镇"))

    def save_file(self, instruction_id: str, sha256: str, target: Path) -> bool:
        """A file that came along, to where somebody wants it."""
        return self._attempt(
            lambda: save(instructions.file_of(self._desk, instruction_id, sha256), target),
            _("存好了：{0}").format(target.name),
        )

    def _file(self, instruction_id: str) -> InstructionFile | None:
        every = instructions.list_instructions(self._desk)
        return next((file for file in every if file.instruction.id == instruction_id), None)

    def _returned(self, each: ReturnedHere) -> Line:
        note, today = each.note, self._desk.today
        words = _("退回：{0}").format(each.title)
        told = _("{day}，原因：{reason}").format(
            day=near_date(note.at.date(), today), reason=note.reason
        )
        buttons = [(f"reply:{note.id}", _("再回复") if each.replies else _("回复"))]
        place = page_of(self._desk, note.object_type, note.object_id)
        if place.page:
            buttons.insert(0, (f"record:{note.id}", _("去改")))
        state = "waiting" if each.replies else "attention"
        return (state, words, told + _answers(each.replies, today), buttons)

    def _view(self, file: InstructionFile) -> IncomingView:
        each, today = file.instruction, self._desk.today
        facts = [
            (_("哪天发的"), near_date(each.issued_at.date(), today)),
            (_("哪天收到"), near_date(each.received_at.date(), today)),
        ]
        if each.due is not None:
            facts.append((_("期限"), near_date(each.due, today)))
        facts += [
            (near_date(r.replied_on, today), _("回复：{0}").format(r.text)) for r in file.replies
        ]
        text, note = each.text, ""
        yes = {
            DirectiveKind.TOPIC: _("列为议题"),
            DirectiveKind.LETTER: _("办完了"),
            DirectiveKind.PROFILE: _("采用"),
            DirectiveKind.FORMS: _("采用"),
            DirectiveKind.TEXT: _("看过了"),
        }[each.kind]
        if each.kind is DirectiveKind.TOPIC:
            text = instructions.read_topic(each.text)[0]
            note = _("列为议题以后，和别的议题一样筛选、审定。")
        elif each.done_on is None and each.kind is DirectiveKind.PROFILE:
            text, note = self._profile(each.id), _("采用以后，期限、天数都按新的算。")
        elif each.done_on is None and each.kind is DirectiveKind.FORMS:
            text, note = self._form(each.id), _("采用以后，新印的文书按新格式。")
        reply_first = each.kind is DirectiveKind.LETTER and not file.replies
        if reply_first:
            yes, note = _("回复…"), _("回复以后，办完了再点“办完了”。")
        if each.done_on is not None:
            reply_first = False
            yes, note = "", _("{0}办完。").format(near_date(each.done_on, today))
        return IncomingView(
            id=each.id,
            title=f"{each.kind.words}：{each.title}",
            facts=tuple(facts),
            text=text,
            files=tuple((one.sha256, one.name) for one in each.files),
            yes=yes,
            yes_note=note,
            reply_first=reply_first,
        )

    def _profile(self, instruction_id: str) -> str:
        found: list[str] = []

        def read() -> None:
            for change in instructions.profile_changes(self._desk, instruction_id):
                before = (
                    _("没有规定") if change.before is None else f"{change.before} {change.unit}"
                )
                after = _("没有规定") if change.after is None else f"{change.after} {change.unit}"
                found.append(_("{0}：{1} 改为 {2}").format(change.label, before, after))

        self._attempt(read)
        return "\n".join(found) or _("和现在用的规则一样。")

    def _form(self, instruction_id: str) -> str:
        found: list[str] = []

        def read() -> None:
            for change in instructions.form_changes(self._desk, instruction_id):
                found.append(
                    _("原来：{0}\n改为：{1}").format(change.before or "—", change.after or "—")
                )

        self._attempt(read)
        return "\n\n".join(found) or _("和现在用的格式一样。")


def _waiting(file: InstructionFile, today: date) -> Line:
    each = file.instruction
    late = each.due is not None and each.due < today
    note = _("{0}发").format(short_date(each.issued_at.date()))
    if each.due is not None:
        note = _("{0}，{1}前").format(note, near_date(each.due, today))
    if late and each.due is not None:
        note = _("{0}，逾期 {1} 天").format(note, (today - each.due).days)
    buttons = [(f"view:{each.id}", _("打开"))]
    if each.kind is DirectiveKind.LETTER:
        buttons.append((f"reply:{each.id}", _("再回复") if file.replies else _("回复")))
    words = f"{each.kind.words}：{each.title}"
    return (
        "attention" if late else "waiting",
        words,
        note + _answers(file.replies, today),
        buttons,
    )


def _done(file: InstructionFile, today: date) -> Line:
    each = file.instruction
    note = _("{0}办完").format(near_date(each.done_on, today)) if each.done_on else ""
    if file.topic is not None:
        note = (
            _("{0}列为议题 {1}")
            .format(near_date(each.done_on or today, today), file.topic.number or "")
            .rstrip()
        )
        buttons = [(f"topic:{each.id}", _("看议题"))]
    else:
        buttons = [(f"view:{each.id}", _("打开"))]
    words = f"{each.kind.words}：{each.title}"
    return ("done", words, note + _answers(file.replies, today), buttons)


def _answers(replies: Sequence[Reply], today: date) -> str:
    """The newest answer."""
    if not replies:
        return ""
    last = replies[-1]
    return "\n" + _("{0}回复：{1}").format(near_date(last.replied_on, today), last.text)
