"""纪要: the text as it will print, what is missing, the two confirmations, corrections."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from xieshang_desktop.domain.minutes import FiveHaves
from xieshang_desktop.domain.terms import MeetingState, MinutesState, Rank
from xieshang_desktop.services import drafting, minutes, papers
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.papers import Composed, PaperKind
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.wording.dates import short_date
from xieshang_desktop.wording.facts import listed

_CORRECTION = "correction"


class SectionView(NamedTuple):
    """One section: its text as recorded, and what was being typed when the program last ended."""

    key: str
    heading: str
    text: str
    draft: str | None
    edited: bool


class SealView(NamedTuple):
    """One convenor: `state` is done, or waiting for the word; `button` is the deed."""

    rank: str
    words: str
    note: str
    state: str
    button: str


class MinutesView(NamedTuple):
    """The whole tab."""

    haves: tuple[tuple[str, str], ...]  # chips: words and kind
    missing: str
    sections: tuple[SectionView, ...]
    seals: tuple[SealView, ...]
    warning: str
    sealed: str
    corrections: tuple[tuple[str, str], ...]  # lead and text
    correction_draft: str


class MinutesPage(Protocol):
    """What the presenter asks of the page."""

    def show_too_early(self, sentence: str, button: str) -> None: ...
    def show_minutes(self, view: MinutesView) -> None: ...
    def show_paper(self, compose: Callable[[], Composed]) -> None: ...
    def ask_confirm(self, rank: str, title: str, words: str, yes: str) -> None: ...
    def correction_kept(self) -> None: ...
    def show_part(self, key: str) -> None: ...


class MinutesPresenter:
    """What is typed shows in the paper a moment later, before it is recorded."""

    def __init__(self, desk: Desk, page: MinutesPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._meeting_id = ""
        self._typed: dict[str, str] = {}
        self._corrected = False
        self._file: MinutesFile

    def open(self, meeting_id: str) -> None:
        """Read the minutes; sections nobody edited follow the facts."""
        if meeting_id != self._meeting_id:
            self._typed, self._corrected = {}, False
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
        self._typed = {
            key: text
            for key, text in (self._file.drafts | self._typed).items()
            if any(section.id == key and section.text != text for section in self._file.sections)
        }
        self._page.show_minutes(self._view())
        self._show_paper()

    def keep_typing(self, section_id: str, text: str) -> None:
        """Keep what is being typed, and show it in the paper."""
        self._typed[section_id] = text
        self._attempt(lambda: minutes.keep_typing(self._desk, section_id, text))
        self._show_paper()

    def finish(self, section_id: str, text: str) -> None:
        """The text of a section as it was left."""
        self._typed.pop(section_id, None)
        self._attempt(lambda: minutes.edit_section(self._desk, section_id, text))

    def from_facts(self, section_id: str) -> None:
        """Write a section anew from what was recorded."""
        self._typed.pop(section_id, None)
        self._attempt(
            lambda: minutes.from_facts(self._desk, section_id), _("已按议事记录重写这一段")
        )

    def give_up_draft(self, section_id: str) -> None:
        """Back to the text as recorded."""
        self._typed.pop(section_id, None)
        drafting.drop(self._desk, section_id, "text")
        self.open(self._meeting_id)

    def ask_confirm(self, rank: str) -> None:
        """Ask once, in words that say what will happen."""
        names = {line.rank: line.name for line in self._file.paper.convenors}
        who = Rank(rank)
        title = _("{name}确认这份纪要？").format(name=names.get(who.official, who.words))
        last = sum(seal.state == "done" for seal in self._seals()) == 1
        if last:
            words = _(
                "这是第二位召集人的确认。确认后纪要归档，谁也不能再改；发现差错只能另记更正。"
            )
            self._page.ask_confirm(rank, title, words, _("确认并归档"))
        else:
            words = _("请本人看过左边的纪要再确认。确认后如果再改文字，要重新确认。")
            self._page.ask_confirm(rank, title, words, _("确认"))

    def confirm(self, rank: str) -> None:
        """One convenor's word; the second seals."""
        last = sum(seal.state == "done" for seal in self._seals()) == 1
        self._attempt(
            lambda: minutes.confirm(self._desk, self._file.minutes.id, Rank(rank)),
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

        self._attempt(lambda: minutes.correct(self._desk, minutes_id, text), _("更正已记下"), kept)

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
        self._page.show_paper(lambda: self._composed(kind))

    def _composed(self, kind: PaperKind) -> Composed:
        """The paper with what is being typed at this moment."""
        composed = papers.compose(self._desk, kind, self._meeting_id)
        if composed.pdf or not self._typed:
            return composed
        paper = self._file.paper
        ids = [section.id for section in self._file.sections]
        sections = tuple(
            replace(section, text=self._typed.get(section_id, section.text))
            for section_id, section in zip(ids, paper.sections, strict=True)
        )
        return replace(composed, paper=replace(paper, sections=sections))

    def _view(self) -> MinutesView:
        file = self._file
        sealed = file.minutes.state is MinutesState.SEALED
        seals = self._seals()
        confirmed = [seal for seal in seals if seal.state == "done"]
        kept = drafting.kept(self._desk, file.minutes.id, _CORRECTION) if sealed else {}
        return MinutesView(
            haves=have_chips(file.haves),
            missing="" if sealed else missing_words(file.haves),
            sections=tuple(
                SectionView(
                    section.id,
                    section.heading,
                    section.text,
                    self._typed.get(section.id),
                    section.edited,
                )
                for section in file.sections
            ),
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
        """Both convenors; a word given to another text counts no more."""
        file = self._file
        digest = minutes.digest_of(file.paper)
        sealed = file.minutes.state is MinutesState.SEALED
        given = {c.rank: c for c in file.confirmations if sealed or c.digest == digest}
        seals = []
        for line, rank in zip(file.paper.convenors, Rank, strict=True):
            if rank in given:
                note = _("{0} 已确认").format(short_date(given[rank].at.date()))
                seals.append(SealView(rank.value, line.name, note, "done", ""))
            elif not line.name:
                note = _("还没有定是谁，请到“准备”里改安排")
                seals.append(SealView(rank.value, rank.words, note, "attention", ""))
            else:
                button = _("确认") if file.haves.sealable else ""
                state = "waiting" if button else "ahead"
                seals.append(SealView(rank.value, line.name, rank.words, state, button))
        return tuple(seals)


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


def missing_words(haves: FiveHaves) -> str:
    """What stands in the way of the confirmations; "" when nothing does."""
    lacking = [
        words
        for words, there in (
            (_("开始时间"), haves.time),
            (_("地点"), haves.place),
            (_("议题"), haves.theme),
            (_("协商结果和办理措施"), haves.measures),
        )
        if not there
    ]
    return _("还差：{0}。补齐后才能确认。").format(listed(lacking)) if lacking else ""
