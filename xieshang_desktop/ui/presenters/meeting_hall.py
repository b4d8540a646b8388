"""议事: beginning, agenda and end of the talk; what is said on an item is in `meeting_talk`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.agenda import current_item, following_item
from xieshang_desktop.domain.meeting import AgendaItem
from xieshang_desktop.domain.terms import ItemKind, MeetingState, OutcomeKind
from xieshang_desktop.services import agenda, deliberation, running, sittings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import open_plan
from xieshang_desktop.services.true_end import TrueEnd, doubted_end
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.end_form import end_form, true_end
from xieshang_desktop.ui.presenters.meeting_floor import FloorPresenter
from xieshang_desktop.ui.presenters.meeting_floor_page import FloorPage
from xieshang_desktop.ui.presenters.meeting_hall_view import (
    HallView,
    ItemChoice,
    adjourned_words,
    hall_view,
    item_choice,
    missing_rows,
    unspoken,
)
from xieshang_desktop.ui.presenters.meeting_plan_view import Check, plan_view
from xieshang_desktop.ui.presenters.meeting_talk import TalkPage, TalkPresenter
from xieshang_desktop.ui.presenters.meeting_talk_view import Row
from xieshang_desktop.ui.presenters.topic_sheets import Ask, Values
from xieshang_desktop.wording.dates import near_date
from xieshang_desktop.wording.facts import listed


class Gate(NamedTuple):
    """Before the meeting: what stands in the way of its beginning."""

    checks: tuple[Check, ...]
    ready: bool
    sentence: str


class HallPage(TalkPage, FloorPage, Protocol):
    """What the presenter asks of the page."""

    def show_gate(self, gate: Gate) -> None: ...
    def ask_day(self, words: str, then: Callable[[], object]) -> None: ...
    def show_hall(self, view: HallView, *, end: str) -> None: ...
    def ask_item(self, item: ItemChoice) -> None: ...
    def finish_typing(self) -> None: ...
    def show_missing(self, rows: Sequence[Row], unbegun: str) -> None: ...
    def begin_writing(self) -> None: ...
    def ask_end(self, words: str) -> None: ...
    def ask_true_end(self, form: Ask) -> None: ...
    def show_part(self, key: str) -> None: ...


class HallPresenter:
    """One item is in front; `talk` is what is said on it, `floor` who may speak."""

    def __init__(self, desk: Desk, page: HallPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._meeting_id = ""
        self._item_id = ""
        self.talk = TalkPresenter(desk, page, attempt)
        self.floor = FloorPresenter(
            desk,
            page,
            attempt,
            self.talk.people,
            self.talk.ask_sign_in,
        )
        self._hall: deliberation.Hall

    # ---- reading

    @property
    def meeting_id(self) -> str:
        """The meeting in view."""
        return self._meeting_id

    def open(self, meeting_id: str) -> None:
        """Read the hall of a meeting; the item in front stays in front."""
        fresh = meeting_id != self._meeting_id
        if fresh and self._item_id:
            self._page.finish_typing()
            self._item_id = ""
        self._meeting_id = meeting_id
        self._hall = deliberation.open_hall(self._desk, meeting_id)
        state = self._hall.meeting.state
        if state in {MeetingState.PLANNED, MeetingState.CANCELLED}:
            self._item_id = ""
            self.talk.show(self._hall, None)
            self._page.show_gate(self._gate())
            return
        self.talk.read_people(meeting_id)
        ids = [file.item.id for file in self._hall.items]
        if fresh or self._item_id not in ids:
            missing = [row.key for row in missing_rows(self._hall)]
            self.show_item(next(iter([*missing, *ids]), ""))
        else:
            self._show()

    def show_item(self, item_id: str) -> None:
        """Bring an item to the front, with what was being typed on it."""
        if self._item_id and self._item_id != item_id:
            self._page.finish_typing()
        self._item_id = item_id
        self._show()
        self.talk.begin()

    def step(self, by: int) -> None:
        """The next item (1), or the one before (-1)."""
        ids = [file.item.id for file in self._hall.items]
        if self._item_id in ids:
            at = ids.index(self._item_id) + by
            if 0 <= at < len(ids):
                self.show_item(ids[at])

    # ---- the agenda in time

    def next_item(self) -> None:
        """The running item ends, the next begins and comes to the front. After the last one: what
        the results still lack, if anything."""
        items = [file.item for file in self._hall.items]
        left = current_item(items) or following_item(items)
        if self._running and left is None and missing_rows(self._hall):
            self.ask_end()
        elif self._running:
            moments = [m for i in items for span in i.spans for m in (span.since, span.until)]
            if not running.just_now(moments, self._desk.clock()):
                self._page.finish_typing()
                self._attempt(
                    lambda: running.next_item(self._desk, self._meeting_id),
                    self._next_words(following_item(items)),
                    self._bring,
                )

    def _next_words(self, following: AgendaItem | None) -> str:
        """Which item begins, and what stays behind on the one that ends."""
        begins = _("开始议“{0}”").format(following.title) if following else ""
        goes = following is not None and following.id != self._item_id
        ends = self.talk.kept_words if goes else ""
        words = [self.floor.waiting_words, ends]
        return "。".join(filter(None, [begins, *words]))

    def previous_item(self) -> None:
        """Back to the item that was talked about before."""
        if self._running:
            self._attempt(
                lambda: running.previous_item(self._desk, self._meeting_id), then=self._bring
            )

    def begin_item(self, item_id: str) -> None:
        """This item is talked about now, whatever the agenda says."""
        self._attempt(lambda: running.begin_item(self._desk, item_id), then=self._bring)

    def move_item(self, item_id: str, by: int) -> None:
        """One place up (-1) or down (1) among those still to come."""
        self._attempt(lambda: agenda.move_item(self._desk, item_id, by))

    def drop_item(self, item_id: str, at: int) -> None:
        """To the place where it was dropped; what was talked about stays."""
        ids = [file.item.id for file in self._hall.items if file.item.id != item_id]
        ids.insert(at, item_id)
        self._attempt(lambda: agenda.order_items(self._desk, self._meeting_id, ids))

    def ask_item(self, item_id: str) -> None:
        """The form of an item."""
        for file in self._hall.items:
            if file.item.id == item_id:
                self._page.ask_item(item_choice(file.item))

    def change_item(self, item: ItemChoice) -> bool:
        """An item put right."""
        return self._attempt(
            lambda: agenda.change_item(
                self._desk,
                item.key,
                title=item.title,
                kind=ItemKind(item.kind),
                minutes=item.minutes,
                public=item.public,
            ),
            _("议程改好了"),
        )

    # ---- beginning and end

    def act(self, action: str) -> None:
        """A button of what stands in the way."""
        kind, _colon, rest = action.partition(":")
        if kind == "topic":
            self._go("topics/topic", rest)
        elif kind == "start":
            self._ask_start()
        elif kind == "off":
            self._put_off([file.item.id for file in self._hall.items if _is_on(file, rest)])
        else:
            self._page.show_part("plan")

    def ask_end(self) -> None:
        """What is still missing, or the question whether the meeting is over."""
        missing = missing_rows(self._hall)
        if missing:
            unbegun = self._unbegun()
            words = _("没议的 {0} 项列入下次会议").format(len(unbegun)) if unbegun else ""
            self._page.show_missing(missing, words)
            return
        routes = [f.outcome.kind for f in self._hall.items if f.outcome is not None]
        said = [
            f"{kind.words} {routes.count(kind)} {_('项')}" for kind in OutcomeKind if kind in routes
        ]
        words = _("协商结果：{0}。").format(listed(said)) if said else ""
        silent = unspoken(self._hall)
        if silent:
            words += _("“{0}”没有记下发言。").format("”“".join(silent))
        words += _("散会后达成共识的转为办理事项，没商量完的自动列入下次会议；结果不能再改。")
        self._page.ask_end(words)

    def put_off(self) -> None:
        """What was never begun is taken off this agenda and comes next time."""
        self._put_off(self._unbegun())

    def resume(self) -> None:
        """The meeting goes on after a break of hours or days."""
        self._attempt(
            lambda: sittings.resume(self._desk, self._meeting_id),
            _("复会了"),
            lambda meeting: self._bring(running.running_item(self._desk, meeting.id)),
        )

    def end(self) -> None:
        """The meeting is over; the minutes come next. Asks first when, where the clock can't
        tell."""
        last = doubted_end(self._desk, self._meeting_id)
        if last is not None:
            self._page.ask_true_end(end_form(last))
        else:
            self._end(lambda: None)

    def answer_end(self, values: Values) -> bool:
        """It ended when somebody says; whether that was taken."""
        return self._end(lambda: true_end(values))

    def _end(self, end: Callable[[], TrueEnd | None]) -> bool:
        return self._attempt(
            lambda: deliberation.close_meeting(self._desk, self._meeting_id, end()),
            _("散会了，接着看纪要"),
            lambda _hall: self._ended(),
        )

    # ---- inside

    def _unbegun(self) -> list[str]:
        wanting = {row.key for row in missing_rows(self._hall)}
        untouched = agenda.untouched(self._desk, self._meeting_id)
        return [f.item.id for f in self._hall.items if f.item.id in wanting & untouched]

    def _put_off(self, item_ids: list[str]) -> None:
        self._attempt(
            lambda: agenda.put_off(self._desk, self._meeting_id, item_ids),
            _("{0} 项议题留到下次会议").format(len(item_ids)),
        )

    def _ended(self) -> None:
        self.floor.forget(self._meeting_id)
        self._page.show_part("minutes")

    def _show(self) -> None:
        file = next((f for f in self._hall.items if f.item.id == self._item_id), None)
        view = hall_view(self._hall, file)
        opened = self._hall.meeting.state is MeetingState.OPEN
        if opened and not self._running:  # held on paper: no item begins now
            view = view._replace(following="", timed=False)
        if self._hall.meeting.state is MeetingState.ADJOURNED:
            with self._desk.store.read() as reader:
                held = sittings.sittings_of(reader, self._hall.meeting)
            last = held[-1] if held else None
            view = view._replace(adjourned=adjourned_words(last, self._desk.today))
        may_end = opened and not self._desk.store.mirrored
        self._page.show_hall(view, end=_("散会") if may_end else "")
        self.talk.show(self._hall, file)
        self.floor.show(self._hall, self._item_id)

    @property
    def _running(self) -> bool:
        return running.is_running(self._hall.meeting) and not self._desk.store.mirrored

    def _bring(self, item: AgendaItem | None) -> None:
        """To the front, without reading anew: the change is about to be read."""
        if item is not None and item.id != self._item_id:
            self.show_item(item.id)
            self._page.begin_writing()

    def _ask_start(self) -> None:
        """At once on the planned day; on another only after a question."""
        planned, today = self._hall.meeting.starts.date(), self._desk.today
        if planned == today:
            self._start()
            return
        words = _(
            "会议定在{planned}，今天是{today}。现在开始，纪要就记今天开的会；"
            "要是还没到日子，先不开始，会议照原来的安排。签到都留着。"
        )
        if planned < today:
            words = _(
                "会议定在{planned}，今天是{today}。现在开始，纪要就记今天开的会；"
                "要是那天已经开过，先不开始，到“补录会议”里记。签到都留着。"
            )
        days = {"planned": near_date(planned, today), "today": near_date(today, today)}
        self._page.ask_day(words.format(**days), self._start)

    def _start(self) -> None:
        self._attempt(
            lambda: deliberation.open_meeting(self._desk, self._meeting_id), _("会议开始了")
        )

    def _gate(self) -> Gate:
        plan = open_plan(self._desk, self._meeting_id)
        if plan.meeting.state is MeetingState.CANCELLED:
            sentence = _("会议已取消：{0}").format(plan.meeting.notice_reason)
            return Gate((), ready=False, sentence=sentence)
        missing = tuple(
            check._replace(buttons=_ways(check))
            for check in plan_view(plan, self._desk.today).checks
            # People may come uninvited: only what the service insists on stands in the way.
            if check.state == "attention" and not check.buttons[0][0].startswith(("inv", "find"))
        )
        come = plan.attended
        sentence = _("已签到 {0} 人。").format(come) if come else _("还没有人签到，也可以先开始。")
        if missing:
            sentence = _("会议还不能开始：")
        return Gate(missing, ready=not missing, sentence=sentence)


def _ways(check: Check) -> tuple[tuple[str, str], ...]:
    """To what is missing; and a topic that may not be discussed yet need not hold up the others."""
    first = check.buttons[:1]
    kind, _colon, topic_id = first[0][0].partition(":")
    if kind == "topic":
        return (*first, (f"off:{topic_id}", _("这一项今天不议")))
    return first


def _is_on(file: deliberation.ItemFile, topic_id: str) -> bool:
    return file.topic is not None and file.topic.id == topic_id
