"""督办: returns and letters, open and settled; what can be done about the marked one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.services.desk import Desk, desk_of
from xieshang_desktop.services.meeting_file import list_meetings
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.services.whereabouts import page_of
from xieshang_desktop.township import directives, returns
from xieshang_desktop.township.overview import village_lines
from xieshang_desktop.township.supervision import (
    NamedLetter,
    NamedReturn,
    open_letters,
    open_returns,
)
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.wording.dates import near_date

RETURNS, LETTERS = "returns", "letters"


class Row(NamedTuple):
    """One row: village, what, day, state, key."""

    village: str
    title: str
    day: str
    state: tuple[str, str]
    key: str


class Detail(NamedTuple):
    """The marked one in full: facts, the text, the village's answer, the buttons (key, words)."""

    title: str
    facts: tuple[tuple[str, str], ...]
    text: str
    reply: str
    buttons: tuple[tuple[str, str], ...]


class SupervisionPage(Protocol):
    """What the presenter asks of the page."""

    def show_parts(self, parts: Sequence[tuple[str, str]], part: str) -> None: ...
    def show_rows(self, rows: Sequence[Row], empty: str) -> None: ...
    def show_detail(self, detail: Detail | None) -> None: ...
    def show_record(self, village_id: str, page: str, object_id: str) -> None: ...


class SupervisionPresenter:
    """Two lists: what was returned, which letters went out."""

    def __init__(self, desk: Desk, page: SupervisionPage, attempt: Attempt, go: Go) -> None:
        self._desk, self._page, self._attempt, self._go = desk, page, attempt, go
        self.part = RETURNS
        self._returns: dict[str, NamedReturn] = {}
        self._letters: dict[str, NamedLetter] = {}
        self._marked = ""

    def refresh(self) -> None:
        """Read both lists again."""
        today = self._desk.today
        self._returns = {n.file.returned.id: n for n in open_returns(self._desk)}
        self._letters = {n.file.directive.id: n for n in open_letters(self._desk)}
        opened = sum(n.file.is_open for n in self._returns.values())
        late = sum(n.file.overdue(today) for n in self._letters.values())
        letters = _("督办函")
        if late:
            letters = _("督办函（逾期 {0}）").format(late)
        self._page.show_parts(
            [(RETURNS, _("退回（{0}）").format(opened)), (LETTERS, letters)], self.part
        )
        if self.part == RETURNS:
            rows = [_return_row(n, today) for n in self._returns.values()]
            empty = _("没有退回的记录。收件时程序会按规则查一遍；人看出来的，点“退回一条”。")
        else:
            rows = [_letter_row(n, today) for n in self._letters.values()]
            empty = _("还没有发过督办函。哪件事拖着不办，点“发督办函”。")
        if not self.addressees() and not self.villages():
            empty = _("还没有登记的村（社区），没有什么要督办。")
        self._page.show_rows(rows, empty)

    def choose(self, part: str) -> None:
        """The other list."""
        self.part = part
        self.refresh()

    def find(self, object_id: str) -> None:
        """Show the list in which this one stands."""
        self.refresh()
        if object_id in self._letters:
            self.choose(LETTERS)

    def mark(self, key: str) -> None:
        """Another row is marked."""
        self._marked = key
        detail = None
        if key in self._returns and self.part == RETURNS:
            detail = _return_detail(self._returns[key], self._desk.today)
        elif key in self._letters:
            detail = _letter_detail(self._letters[key], self._desk.today)
        self._page.show_detail(detail)

    def act(self, action: str) -> bool:
        """Do what a button of the marked one says."""
        desk, key = self._desk, self._marked
        if action == "settle":
            return self._attempt(lambda: returns.settle(desk, key), _("已了结"))
        if action == "unreturn":
            return self._attempt(lambda: returns.withdraw(desk, key), _("退回已撤回"))
        if action == "close":
            return self._attempt(lambda: directives.close(desk, key), _("已办结"), final=True)
        if action == "recall":
            return self._attempt(
                lambda: directives.withdraw(desk, key), _("函已收回，没有发出去"), final=True
            )
        if action == "paper":
            about = f"letter:{key}"
            if self.part == RETURNS:
                about = f"slip:{self._returns[key].file.returned.village_id}"
            self._go("supervision/paper", about)
            return True
        return self._look()

    def villages(self) -> list[tuple[str, str]]:
        """The villages whose records are here."""
        return [(v.village.id, v.village.name) for v in village_lines(self._desk) if v.entries]

    def addressees(self) -> list[tuple[str, str]]:
        """The villages that can be written to."""
        return [(v.id, v.name) for v in directives.enrolled(self._desk)]

    def records_of(self, village_id: str) -> list[tuple[str, str]]:
        """A village's topics and meetings, to choose one that is returned."""
        desk = desk_of(self._desk, village_id)
        topics = [
            (f"topic:{line.topic.id}", f"{line.topic.number} {line.topic.title}")
            for line in list_topics(desk)
        ]
        meetings = [
            (
                f"meeting:{line.meeting.id}",
                f"{line.meeting.starts:%Y-%m-%d} {line.meeting.title}",
            )
            for line in list_meetings(desk)
        ]
        return topics + meetings

    def return_record(self, village_id: str, record: str, reason: str) -> bool:
        """Return one record with a written reason."""
        noun, _colon, object_id = record.partition(":")
        return self._attempt(
            lambda: returns.return_entry(self._desk, village_id, noun, object_id, reason),
            _("已退回，随下一个回执告诉村里"),
        )

    def send_letter(
        self, village_ids: Sequence[str], title: str, text: str, due: date | None
    ) -> bool:
        """A letter to one or several villages."""

        def send() -> None:
            directives.issue_letter(self._desk, village_ids, title=title, text=text, due=due)

        done = self._attempt(send, _("督办函已发，随下一次回执带到村里"), final=True)
        if done:
            self.choose(LETTERS)
        return done

    def _look(self) -> bool:
        if self.part == RETURNS:
            returned = self._returns[self._marked].file.returned
            village_id, noun = returned.village_id, returned.object_type
            object_id = returned.object_id
        else:
            directive = self._letters[self._marked].file.directive
            village_id, noun = directive.village_id, directive.about_type
            object_id = directive.about_id
        where = page_of(desk_of(self._desk, village_id), noun, object_id)
        self._page.show_record(village_id, where.page or "topics", where.object_id)
        return True


def _return_row(named: NamedReturn, today: date) -> Row:
    returned = named.file.returned
    return Row(
        named.village,
        returned.title or _("第 {0} 条").format(returned.number),
        near_date(returned.returned_at.date(), today),
        _return_state(named),
        returned.id,
    )


def _return_state(named: NamedReturn) -> tuple[str, str]:
    if not named.file.is_open:
        return (_("已了结"), "done")
    if named.file.answered_by_entry:
        return (_("已改，待看"), "waiting")
    if named.file.reply is not None:
        return (_("已答复，待看"), "waiting")
    return (_("等村里改"), "neutral")


def _return_detail(named: NamedReturn, today: date) -> Detail:
    returned, reply = named.file.returned, named.file.reply
    by = returned.returned_by or _("按规则查出")
    facts = [
        (_("村（社区）"), named.village),
        (
            _("退回"),
            _("{day}，{who}").format(day=near_date(returned.returned_at.date(), today), who=by),
        ),
    ]
    if returned.settled_on:
        facts.append((_("了结"), near_date(returned.settled_on, today)))
    buttons: list[tuple[str, str]] = [("look", _("看记录"))]
    if named.file.is_open:
        buttons = [
            ("settle", _("了结")),
            ("look", _("看记录")),
            ("unreturn", _("撤回")),
            ("paper", _("退回单")),
        ]
    return Detail(
        returned.title or _("第 {0} 条").format(returned.number),
        tuple(facts),
        returned.reason,
        reply.text if reply else "",
        tuple(buttons),
    )


def _letter_row(named: NamedLetter, today: date) -> Row:
    directive = named.file.directive
    return Row(
        named.village,
        directive.title,
        near_date(directive.issued_at.date(), today),
        _letter_state(named, today),
        directive.id,
    )


def _letter_state(named: NamedLetter, today: date) -> tuple[str, str]:
    directive = named.file.directive
    if directive.closed_on:
        return (_("已办结"), "done")
    if directive.replied_on:
        return (_("已答复，待看"), "waiting")
    if named.file.overdue(today):
        return (_("逾期未答复"), "attention")
    if directive.acknowledged_on:
        return (_("已取走，等答复"), "neutral")
    return (_("没有取走"), "neutral")


def _letter_detail(named: NamedLetter, today: date) -> Detail:
    directive, reply = named.file.directive, named.file.reply
    facts = [
        (_("村（社区）"), named.village),
        (_("发出"), near_date(directive.issued_at.date(), today)),
    ]
    if directive.due:
        facts.append((_("答复期限"), near_date(directive.due, today)))
    if directive.acknowledged_on:
        facts.append((_("取走"), near_date(directive.acknowledged_on, today)))
    if directive.replied_on:
        facts.append((_("答复"), near_date(directive.replied_on, today)))
    buttons: list[tuple[str, str]] = []
    if directive.closed_on is None:
        buttons.append(("close", _("办结")))
    if directive.about_type and directive.about_type != "returned":
        buttons.append(("look", _("看记录")))
    if directive.acknowledged_on is None and directive.closed_on is None:
        buttons.append(("recall", _("收回")))
    buttons.append(("paper", _("打印函")))
    return Detail(
        directive.title,
        tuple(facts),
        directive.text,
        reply.text if reply else "",
        tuple(buttons),
    )
