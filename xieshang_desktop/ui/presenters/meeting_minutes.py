"""纪要: the text as it will print, what is missing, the two confirmations, corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from gettext import gettext as _
from typing import Protocol

from msgspec.structs import replace

from xieshang_desktop.domain.minutes import MinutesSection
from xieshang_desktop.domain.terms import Clarity, MeetingState, MinutesState, Rank
from xieshang_desktop.services import drafting, minutes, minutes_editing, papers, sealing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.minutes_missing import missing_in, unsettled
from xieshang_desktop.services.minutes_modules import drop_module, keep_module, modules_of
from xieshang_desktop.services.papers import Composed, PaperKind
from xieshang_desktop.services.recorders import name_recorder
from xieshang_desktop.services.sealed_record import digest_of
from xieshang_desktop.services.voided import voided_in
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.meeting_minutes_missing import MissingView, missing_view
from xieshang_desktop.ui.presenters.meeting_minutes_view import (
    ChangeView,
    ClarityRow,
    MinutesView,
    ModuleRow,
    SealView,
    change_view,
    clarity_rows,
    have_chips,
    module_rows,
    order_rows,
    seal_views,
    section_views,
)
from xieshang_desktop.wording.dates import short_date

_CORRECTION = "correction"
_MERGE = "merge"


class MinutesPage(Protocol):
    """What the presenter asks of the page."""

    def show_too_early(self, sentence: str, button: str) -> None: ...
    def show_minutes(self, view: MinutesView) -> None: ...
    def show_paper(self, compose: Callable[[], Composed]) -> None: ...
    def show_section(self, key: str) -> None: ...
    def ask_change(self, key: str, view: ChangeView, draft: str) -> None: ...
    def ask_recorder(self) -> None: ...
    def ask_module(self, rows: Sequence[ModuleRow]) -> None: ...
    def ask_own_module(self, name: str, text: str) -> None: ...
    def ask_clarity(self, rows: Sequence[ClarityRow]) -> None: ...
    def ask_confirm(self, rank: str, title: str, words: str, yes: str) -> None: ...
    def correction_kept(self) -> None: ...
    def show_part(self, key: str) -> None: ...


class MinutesPresenter:
    """What is typed shows in the paper after a pause, before it is recorded."""

    def __init__(self, desk: Desk, page: MinutesPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._meeting_id = ""
        self._typed: dict[str, str] = {}
        self._corrected = False
        self._asked = ""  # the digest of the text about which somebody was asked
        self._file: MinutesFile
        self._composed: Composed | None = None  # as the records stand, without what is typed

    def open(self, meeting_id: str) -> None:
        """Read the minutes; sections nobody edited follow the facts."""
        if meeting_id != self._meeting_id:
            self._typed, self._corrected, self._asked = {}, False, ""
        self._meeting_id = meeting_id
        meeting = read_meeting(self._desk, meeting_id)
        if meeting.state not in {MeetingState.CLOSED, MeetingState.SEALED}:
            self._page.show_too_early(
                _("散会以后，纪要会按议事时记下的内容自动写好，在这里修改和确认。"), _("去议事")
            )
            return
        if not minutes.are_here(self._desk, meeting_id):
            self._page.show_too_early(_("这次会议的纪要还没有交来，或者留在村里。"), "")
            return
        self._file = minutes.open_minutes(self._desk, meeting_id)
        self._composed = None
        self._typed = {
            key: text
            for key, text in (self._file.drafts | self._typed).items()
            if any(section.id == key and section.text != text for section in self._file.sections)
        }
        self._page.show_minutes(self._view())
        self._show_paper()

    # ---- the text

    def keep_typing(self, section_id: str, text: str) -> None:
        """Keep what is being typed: a power cut costs seconds."""
        self._typed[section_id] = text
        self._attempt(lambda: minutes_editing.keep_typing(self._desk, section_id, text))

    def show_typed(self, section_id: str, text: str) -> None:
        """The paper with what was typed up to a pause."""
        self._typed[section_id] = text
        self._show_paper()

    def finish(self, section_id: str, text: str) -> None:
        """The text of a section as it was left."""
        self._typed.pop(section_id, None)
        self._attempt(lambda: minutes_editing.edit_section(self._desk, section_id, text))

    def from_facts(self, section_id: str) -> None:
        """Write a section anew from what was recorded."""
        self._typed.pop(section_id, None)
        self._attempt(
            lambda: minutes_editing.from_facts(self._desk, section_id), _("已按议事记录重写这一段")
        )

    def give_up_draft(self, section_id: str) -> None:
        """Back to the text as recorded."""
        self._typed.pop(section_id, None)
        drafting.drop(self._desk, section_id, "text")
        self.open(self._meeting_id)

    # ---- facts that changed under a text

    def compare(self, section_id: str) -> None:
        """Show what changed in the facts, beside what was written."""
        view = change_view(self._file, section_id)
        if view is not None:
            kept = drafting.kept(self._desk, section_id, _MERGE)
            self._page.ask_change(section_id, view, kept.get(_MERGE, ""))

    def keep_merging(self, section_id: str, text: str) -> None:
        """A text that is being merged survives a power cut."""
        drafting.keep(self._desk, section_id, _MERGE, text)

    def settle_change(self, section_id: str, text: str) -> bool:
        """This is the text now; the change was seen."""
        self._typed.pop(section_id, None)

        def settle() -> MinutesSection:
            section = minutes_editing.settle_change(self._desk, section_id, text)
            drafting.drop(self._desk, section_id, _MERGE)
            return section

        return self._attempt(settle, _("这一段定好了"))

    # ---- order and modules

    def show_section(self, section_id: str) -> None:
        """To the text of a section."""
        self._page.show_section(section_id)

    def move(self, section_id: str, to: int) -> None:
        """A section to another place."""
        self._attempt(lambda: minutes_editing.move_section(self._desk, section_id, to))

    def step(self, section_id: str, by: int) -> None:
        """A section one place up or down."""
        printed = [section.id for section in self._file.sections if section.chosen]
        to = printed.index(section_id) + by
        if 0 <= to < len(printed):
            self.move(section_id, to)

    def toggle(self, section_id: str) -> None:
        """Take a section out of the paper, or put it back."""
        chosen = any(s.id == section_id and s.chosen for s in self._file.sections)
        deed = minutes_editing.take_out if chosen else minutes_editing.put_back
        said = _("已从纪要里拿掉，随时可以放回") if chosen else _("已放回")
        self._attempt(lambda: deed(self._desk, section_id), said)

    def choose_module(self) -> None:
        """Which text module is to be put in."""

        file = self._file
        self._attempt(
            lambda: module_rows(file, modules_of(self._desk, file.facts, file.minutes)),
            then=self._page.ask_module,
        )

    def add_module(self, name: str) -> bool:
        """Put a text module in at the end."""

        minutes_id = self._file.minutes.id

        def added(section: MinutesSection) -> None:
            self.open(self._meeting_id)
            self._page.show_section(section.id)

        said = _("加上了“{0}”").format(name)
        return self._attempt(
            lambda: minutes_editing.add_module(self._desk, minutes_id, name), said, added
        )

    def write_module(self, name: str = "", text: str = "") -> None:
        """A module of this room, new or known."""
        self._page.ask_own_module(name, text)

    def module_from(self, section_id: str) -> None:
        """A module of this room from a section's text."""
        section = next(s for s in self._file.sections if s.id == section_id)
        self._page.ask_own_module(section.heading, section.text)

    def keep_module(self, name: str, text: str) -> bool:
        """Keep a module of this room."""
        return self._attempt(
            lambda: keep_module(self._desk, name, text), _("存好了，以后的纪要都能选用")
        )

    def drop_module(self, name: str) -> bool:
        """Give up a module of this room."""
        return self._attempt(lambda: drop_module(self._desk, name), _("已删去这个模块"))

    # ---- what is missing

    def fill(self, key: str) -> None:
        """Go where something missing is filled in."""
        place, _colon, about = key.partition(":")
        if place == "section":
            if about in self._file.changed:
                self.compare(about)
            else:
                self._page.show_section(about)
        elif place == "module":
            self.add_module(about)
        elif place == "clarity":
            self._page.ask_clarity(clarity_rows(self._file))
        elif place == "topic":
            self._go("topics/topic", about)
        elif place == "recorder":
            self._page.ask_recorder()
        elif place == "statements":
            self._go("meetings/statements", self._meeting_id)
        else:
            self._page.show_part(place)

    def record(self, name: str) -> bool:
        """Who kept the record."""
        call = partial(name_recorder, self._desk, self._meeting_id, name)
        return self._attempt(call, _("记下了"))

    def judge(self, answers: Sequence[tuple[str, bool, str]]) -> bool:
        """The five questions, as they were answered."""
        judged = [(Clarity(key), yes, note) for key, yes, note in answers]
        minutes_id = self._file.minutes.id
        return self._attempt(
            lambda: minutes_editing.answer_clarity(self._desk, minutes_id, judged), _("自查记下了")
        )

    # ---- confirming and correcting

    def act_on_seal(self, key: str) -> None:
        """The button of a line: an office, or a section to settle first."""
        if key.startswith("section:"):
            self.fill(key)
        else:
            self.ask_confirm(key)

    def ask_confirm(self, rank: str) -> None:
        """Ask once, in words that say what will happen, about the text that is shown: what was
        being typed is recorded first, and what was changed elsewhere is shown."""
        known = {section.id: section.text for section in self._file.sections}
        typed = {key: text for key, text in self._typed.items() if known.get(key, text) != text}
        if typed:
            record = partial(minutes_editing.edit_sections, self._desk, typed)
            if not self._attempt(record, _("还没记下的文字先记下了")):
                return
            self._typed = {}
        now = digest_of(minutes.open_minutes(self._desk, self._meeting_id).paper)
        if now != digest_of(self._file.paper):
            self.open(self._meeting_id)
        if any(seal.rank == rank and not seal.button for seal in self._seals()):
            return  # the record changed under a text meanwhile: the page says so by now
        self._asked = digest_of(self._file.paper)
        names = {line.rank: line.name for line in self._file.paper.convenors}
        who = Rank(rank)
        title = _("{name}确认这份纪要？").format(name=names.get(who.official, who.words))
        done = [seal for seal in self._seals() if seal.state == "done"]
        if len(done) == 1:
            words = _(
                "{other}已经确认。这次确认以后纪要就归档，谁也不能再改；发现差错只能另记更正。"
            ).format(other=done[0].words)
            self._page.ask_confirm(rank, title, words, _("确认并归档"))
        else:
            words = _("请本人看过纪要再确认。确认后如果再改文字，要重新确认。")
            self._page.ask_confirm(rank, title, words, _("确认"))

    def confirm(self, rank: str, *, convenor_id: str = "", reason: str = "", pin: str = "") -> bool:
        """One convenor's word, or that of who stands in; the second seals. False when refused."""
        last = sum(seal.state == "done" for seal in self._seals()) == 1
        return self._attempt(
            lambda: sealing.confirm(
                self._desk,
                self._file.minutes.id,
                Rank(rank),
                convenor_id=convenor_id,
                reason=reason,
                pin=pin,
                shown=self._asked or digest_of(self._file.paper),
            ),
            _("纪要已归档") if last else _("{0}已确认").format(Rank(rank).words),
            final=last,
        )

    def keep_correction(self, text: str) -> None:
        """A correction being typed survives a power cut."""
        drafting.keep(self._desk, self._file.minutes.id, _CORRECTION, text)

    def correct(self, text: str) -> None:
        """A numbered correction of the sealed minutes."""
        minutes_id = self._file.minutes.id

        def kept(_correction: object) -> None:
            drafting.drop(self._desk, minutes_id, _CORRECTION)
            self._page.correction_kept()

        self._attempt(
            lambda: sealing.correct(self._desk, minutes_id, text), _("更正已记下"), kept, final=True
        )

    def show_corrected(self, on: bool) -> None:
        """The sealed paper itself, or the text with its corrections behind."""
        self._corrected = on
        self._show_paper()

    def help_on(self) -> None:
        """Where what is missing is entered."""
        self._page.show_part("hall")

    def publish(self) -> None:
        """On to the board: what was settled is published next."""
        self._page.show_part("publicity")

    def _show_paper(self) -> None:
        kind = PaperKind.CORRECTED_MINUTES if self._corrected else PaperKind.MINUTES
        self._page.show_paper(lambda: self._compose(kind))

    def _compose(self, kind: PaperKind) -> Composed:
        """The paper with what is being typed at this moment; the records are read once."""
        if self._composed is None or self._composed.spec.kind is not kind:
            self._composed = papers.compose(self._desk, kind, self._meeting_id)
        composed = self._composed
        if composed.pdf or not self._typed:
            return composed
        paper = self._file.paper
        ids = [section.id for section in self._file.sections if section.chosen]
        sections = tuple(
            replace(section, text=self._typed.get(section_id, section.text))
            for section_id, section in zip(ids, paper.sections, strict=True)
        )
        return replace(
            composed, paper=replace(paper, proof=composed.paper.proof, sections=sections)
        )

    def _view(self) -> MinutesView:
        file = self._file
        sealed = file.minutes.state is MinutesState.SEALED
        looking = self._desk.store.mirrored  # what is missing is the village's to fill in
        seals = self._seals()
        confirmed = [seal for seal in seals if seal.state == "done"]
        kept = drafting.kept(self._desk, file.minutes.id, _CORRECTION) if sealed else {}
        return MinutesView(
            haves=have_chips(file.haves),
            missing=MissingView() if looking else missing_view(missing_in(file)),
            sections=section_views(file, self._typed),
            order=() if sealed or looking else order_rows(file),
            seals=seals,
            warning=_("已有一位召集人确认；再改文字，要请他重新确认。")
            if confirmed and not sealed
            else "",
            sealed=_("{0} 两位召集人确认，已归档，不能再改。").format(
                short_date(file.minutes.sealed_on)
            )
            if file.minutes.sealed_on
            else "",
            corrections=tuple(
                (
                    _("更正{number}（{day}）").format(
                        number=each.number, day=short_date(each.made_on)
                    ),
                    each.text,
                )
                for each in file.corrections
            ),
            correction_draft=kept.get(_CORRECTION, ""),
        )

    def _seals(self) -> tuple[SealView, ...]:
        looking = self._desk.store.mirrored
        voided = {} if looking else voided_in(self._desk, self._file)
        return seal_views(self._file, unsettled(self._file), voided)
