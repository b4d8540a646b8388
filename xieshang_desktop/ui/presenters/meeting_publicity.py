"""公示: each result on its way to the board and down again."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.publicity import Posting
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.services import publishing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import About
from xieshang_desktop.services.publicity_file import PublicityFile, ResultFile, open_publicity
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.meeting_words import day_words
from xieshang_desktop.ui.presenters.papers import about_address
from xieshang_desktop.wording.dates import short_date


class ResultLine(NamedTuple):
    """One topic: state (done, waiting, ahead), title, where its publicity stands, buttons."""

    state: str
    title: str
    note: str
    buttons: tuple[tuple[str, str], ...]


class PublicityView(NamedTuple):
    """The whole tab."""

    lines: tuple[ResultLine, ...]
    rule: str


class PublicityPage(Protocol):
    """What the presenter asks of the page."""

    def show_too_early(self, sentence: str, button: str) -> None: ...
    def show_results(self, view: PublicityView) -> None: ...
    def ask_posting(self, topic_id: str, title: str, place: str, day: date) -> None: ...
    def show_part(self, key: str) -> None: ...


class PublicityPresenter:
    """The next step of each topic is its first button."""

    def __init__(self, desk: Desk, page: PublicityPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._file: PublicityFile

    def open(self, meeting_id: str) -> None:
        """Read the results of a meeting."""
        self._file = open_publicity(self._desk, meeting_id)
        if not self._file.closed:
            self._page.show_too_early(
                _("散会以后，有结果的议题在这里公示：写公示、张贴、到期撤下。"), _("去议事")
            )
            return
        if not self._file.results:
            self._page.show_too_early(_("这次会议没有要公示的协商结果。"), "")
            return
        lines = tuple(self._line(result) for result in self._file.results)
        days = next((r.notice.days for r in self._file.results if r.notice), 0)
        days = days or publishing.posting_period(self._desk)
        rule = _("公示不少于 {0} 日，从张贴第二天算起；最后一天逢休息日顺延。").format(days)
        self._page.show_results(PublicityView(lines, rule))

    def act(self, action: str) -> None:
        """A button of one topic."""
        kind, _colon, topic_id = action.partition(":")
        result = next((r for r in self._file.results if r.topic.id == topic_id), None)
        if result is None:
            return
        if kind == "show":
            self._go("papers", f"result:{topic_id}")
        elif kind == "issue":
            self._attempt(
                lambda: publishing.issue_result(self._desk, topic_id),
                _("公示写好了，打印后张贴"),
                lambda _notice: self._go("papers", f"result:{topic_id}"),
            )
        elif kind == "post":
            place = self._file.last_place
            self._page.ask_posting(topic_id, result.topic.title, place, self._desk.today)
        elif kind == "remove":
            self._remove(result)

    def post(self, topic_id: str, place: str, day: date | None) -> bool:
        """The notice hangs there since that day."""
        result = next(r for r in self._file.results if r.topic.id == topic_id)
        if result.notice is None:
            return False
        notice_id = result.notice.id
        return self._attempt(
            lambda: publishing.post(self._desk, notice_id, place, day), _("已记下张贴")
        )

    def open_papers(self) -> None:
        """All papers of this meeting."""
        self._go("papers", about_address(About.MEETING, self._file.meeting.id))

    def help_on(self) -> None:
        """To the hall, whose results are published here."""
        self._page.show_part("hall")

    def _remove(self, result: ResultFile) -> None:
        """Every board of this topic that is due; while none is, too early is refused in words."""
        hanging = [posting for posting in result.postings if posting.removed_on is None]
        due = [posting for posting in hanging if posting.removable_on <= self._desk.today]
        hanging = due or hanging

        def remove() -> None:
            for posting in hanging:
                publishing.take_down(self._desk, posting.id)

        self._attempt(remove, _("已撤下"))

    def _line(self, result: ResultFile) -> ResultLine:
        topic_id, outcome = result.topic.id, result.outcome
        kind = outcome.kind.words
        show = (f"show:{topic_id}", _("看公示"))
        if outcome.kind is OutcomeKind.CONTINUE:
            note = _("{0}：列入下次会议，不用公示").format(kind)
            return ResultLine("ahead", result.item.title, note, ())
        if result.notice is None:
            buttons = ((f"issue:{topic_id}", _("出公示")), show)
            return ResultLine("waiting", result.item.title, kind, buttons)
        post = (f"post:{topic_id}", _("已张贴") if not result.postings else _("再贴一处"))
        if not result.postings:
            note = _("{kind} · {day} 写好，还没有张贴").format(
                kind=kind, day=short_date(result.notice.issued_on)
            )
            return ResultLine("waiting", result.item.title, note, (post, show))
        hanging = [posting for posting in result.postings if posting.removed_on is None]
        if not hanging:
            return ResultLine(
                "done", result.item.title, f"{kind} · {self._down(result.postings)}", (show,)
            )
        due = max(posting.removable_on for posting in hanging)
        remove = (f"remove:{topic_id}", _("撤下"))
        note = f"{kind} · {self._hanging(hanging)}"
        if due > self._desk.today:  # taking it down is refused: not the button that comes first
            return ResultLine("done", result.item.title, note, (show, post, remove))
        return ResultLine("waiting", result.item.title, note, (remove, post, show))

    def _hanging(self, postings: list[Posting]) -> str:
        told = [
            _("{day} 贴在{place}").format(
                day=day_words(posting.posted_on, self._desk.today), place=posting.place
            )
            for posting in postings
        ]
        due = max(posting.removable_on for posting in postings)
        words = _("已满期，可以撤下")
        if due > self._desk.today:
            words = _("最早 {0} 可撤下").format(short_date(due))
        return _("；").join(told) + " · " + words

    def _down(self, postings: tuple[Posting, ...]) -> str:
        days = [posting.removed_on for posting in postings if posting.removed_on]
        return _("公示期满，{0} 撤下").format(day_words(max(days), self._desk.today))
