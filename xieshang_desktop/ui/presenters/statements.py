"""书面意见: what people tell a meeting from outside: slips, calls, answers collected on a net."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.terms import MeetingState, Stance, StatementWay
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import erasing, online_results, statements
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import open_plan
from xieshang_desktop.services.people import PersonHit, find_people
from xieshang_desktop.services.statements import Told
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.meeting_door_rows import place_words
from xieshang_desktop.wording.dates import near_date
from xieshang_desktop.wording.facts import listed

#: So many people are offered for what was typed.
_OFFERED = 6


class StatementRow(NamedTuple):
    """One row of the list."""

    who: str
    place: str
    text: str
    way: str
    state: tuple[str, str]
    key: str


class StatementDetail(NamedTuple):
    """The marked one in full."""

    who: str
    text: str
    facts: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]


class StatementForm(NamedTuple):
    """What stands in the form: whose it is is found by name."""

    items: tuple[tuple[str, str], ...]
    item: str
    person: tuple[str, str]
    way: str
    day: date


class Brought(NamedTuple):
    """What a file of answers would bring to one item, and the names that are not matched."""

    words: str
    names: tuple[str, ...]


class StatementsPage(Protocol):
    """What the presenter asks of the page."""

    def show_head(self, title: str, summary: str, *, may_write: bool) -> None: ...
    def show_rows(self, rows: Sequence[StatementRow], mark: str) -> None: ...
    def show_nothing(self, sentence: str, button: str) -> None: ...
    def show_detail(self, detail: StatementDetail | None) -> None: ...
    def ask_statement(self, form: StatementForm) -> None: ...
    def ask_slips(
        self, items: tuple[tuple[str, str], ...], choices: tuple[tuple[str, str], ...], due: date
    ) -> None: ...
    def ask_answers(
        self,
        items: tuple[tuple[str, str], ...],
        first: Brought,
        brought: Callable[[str], Brought],
    ) -> None: ...
    def show_people(self, people: Sequence[tuple[str, str, str]]) -> None: ...
    def ask_evidence(self, statement_id: str, title: str) -> None: ...
    def ask_source(self, statement_id: str, source: str) -> None: ...


class StatementsPresenter:
    """`open` names the meeting; slips that are out stand first."""

    def __init__(self, desk: Desk, page: StatementsPage, attempt: Attempt) -> None:
        self._desk, self._page, self._attempt = desk, page, attempt
        self._meeting: Meeting
        self._items: list[AgendaItem] = []
        self._told: dict[str, Told] = {}
        self._text = ""
        self._key = ""
        self._reading: online_results.AnswersReading

    def open(self, meeting_id: str) -> None:
        """Read what was told to a meeting; RuleBroken `gone`."""
        plan = open_plan(self._desk, meeting_id)
        self._meeting, self._items = plan.meeting, list(plan.items)
        self._invited = [
            (p.id, "　".join(filter(None, (p.name, p.organisation or p.group))))
            for _invitation, p in plan.invited
        ]
        found = statements.told(self._desk, meeting_id)
        found.sort(key=lambda each: each.statement.told_on is not None)
        self._told = {each.statement.id: each for each in found}
        may = self._may_write() and bool(self._items)
        self._page.show_head(self._meeting.title, self._summary(), may_write=may)
        self._show()

    def refresh(self) -> None:
        """Read again."""
        self.open(self._meeting.id)

    def narrow(self, text: str) -> None:
        """Only those of these people, or with these words."""
        self._text = text.strip()
        self._show()

    def mark(self, key: str) -> None:
        """Another row is marked."""
        self._key = key
        told = self._told.get(key)
        self._page.show_detail(self._detail(told) if told else None)

    # ---- one statement

    def new(self, key: str = "") -> None:
        """The form of what somebody told; of a slip that came back, with whose it is."""
        if not self._items:  # the sentence says where one is made

            def refuse() -> None:
                raise RuleBroken("agenda_empty")

            self._attempt(refuse)
            return
        told = self._told.get(key)
        person = (told.person.id, told.person.name) if told and told.person else ("", "")
        item = (told.statement.agenda_item_id if told else None) or ""
        items = self._choices()
        self._page.ask_statement(
            StatementForm(
                items=items,
                item=item or next((each for each, _words in items), ""),
                person=person,
                way=(StatementWay.SLIP if told else StatementWay.TELEPHONE).value,
                day=self._meeting.moment(self._desk.clock()).date(),
            )
        )

    def find(self, text: str) -> None:
        """Who is meant."""
        hits: list[PersonHit] = [hit for hit in find_people(self._desk, text) if not hit.left]
        self._page.show_people([(hit.id, hit.name, place_words(hit)) for hit in hits[:_OFFERED]])

    def record(
        self,
        person_id: str,
        item_id: str,
        way: str,
        stance: str,
        text: str,
        day: date | None,
        taken_by: str,
        witness: str,
    ) -> bool:
        """Keep what was told: now, or on another day, of which nobody knows the hour."""
        now = self._meeting.entered_on is None and day == self._desk.today
        return self._attempt(
            lambda: statements.record_statement(
                self._desk,
                self._meeting.id,
                item_id,
                person_id,
                StatementWay(way),
                text,
                stance=Stance(stance or Stance.UNSAID),
                given_on=None if now else day,
                taken_by=taken_by,
                witness=witness,
            ),
            _("意见已登记"),
            lambda kept: setattr(self, "_key", kept.id),
        )

    def act(self, key: str) -> None:
        """A button of the marked row; Enter records a slip that came back."""
        told = self._told.get(self._key)
        if told is None:
            return
        if key == "record":
            self.new(self._key)
        elif key == "evidence":
            self._page.ask_evidence(self._key, self._who(told))
        elif key == "source":
            self._page.ask_source(self._key, told.statement.source)
        elif key == "withdraw":
            self._attempt(
                lambda: statements.withdraw_statement(self._desk, told.statement.id),
                _("已撤回"),
            )

    def erase_source(self, statement_id: str) -> None:
        """The account or number goes for good, as somebody wished; the words stay."""
        self._attempt(
            lambda: erasing.erase_source(self._desk, statement_id), _("账号已抹去"), final=True
        )

    def open_marked(self) -> None:
        """What Enter does: a slip that is out came back; else its evidence."""
        told = self._told.get(self._key)
        if told is not None and self._may_write():
            self.act("record" if told.statement.told_on is None else "evidence")

    # ---- slips and answers from the net

    def ask_slips(self) -> None:
        """To whom slips go, and until when they are back."""
        due = self._meeting.answers_by or self._meeting.starts.date()
        self._page.ask_slips(self._choices(), tuple(self._invited), max(due, self._desk.today))

    def hand_out(self, person_ids: Sequence[str], item_id: str, due: date | None) -> bool:
        """The slips go out."""
        return self._attempt(
            lambda: statements.ask_slips(
                self._desk,
                self._meeting.id,
                person_ids,
                item_id or None,
                due or self._meeting.starts.date(),
            ),
            _("意见表发出去了"),
        )

    def look_at(self, path: Path) -> None:
        """What a file of answers would bring, before anything is kept."""
        items = self._choices()
        if not items:
            return

        def read() -> Brought:
            self._reading = online_results.read_answers(path)
            return self.brought(items[0][0])

        self._attempt(read, then=lambda first: self._page.ask_answers(items, first, self.brought))

    def brought(self, item_id: str) -> Brought:
        """What the file would bring to an item."""
        plan = online_results.plan_answers(self._desk, self._meeting.id, item_id, self._reading)
        unclear = {*plan.namesakes, *plan.strangers}
        names = [a.name or _("（没有名字）") for a in plan.fresh if a.row in unclear]
        return Brought(self._plan_words(plan), tuple(names))

    def import_answers(self, item_id: str) -> bool:
        """Take the answers in."""
        return self._attempt(
            lambda: online_results.import_answers(
                self._desk, self._meeting.id, item_id, self._reading
            ),
            _("网络意见已导入"),
        )

    # ---- inside

    def _may_write(self) -> bool:
        over = {MeetingState.SEALED, MeetingState.CANCELLED}
        return self._meeting.state not in over and not self._desk.store.mirrored

    def _choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((i.id, f"{i.position}. {i.title}") for i in self._items)

    def _summary(self) -> str:
        told = [each.statement for each in self._told.values()]
        slips = statements.slips_of(self._meeting, told)
        words = []
        if slips.out:
            words.append(_("意见表发出 {0} 份，收回 {1} 份").format(slips.out, slips.back))
            if slips.due and slips.back < slips.out:
                words.append(_("{0}前交回").format(near_date(slips.due, self._desk.today)))
        for way, count in statements.unasked(told).items():
            words.append(f"{way.words} {count} {_('条')}")
        return "　".join(words)

    def _show(self) -> None:
        rows = [self._row(each) for each in self._told.values() if self._holds(each)]
        self._page.show_rows(rows, self._key)
        if rows:
            self._page.show_nothing("", "")
        elif self._told:
            self._page.show_nothing(_("没有这样的意见，换个条件试试。"), "")
        elif not self._items:
            self._page.show_nothing(_("会议还没有议程。先列入议题，再登记书面意见。"), "")
        else:
            self._page.show_nothing(
                _(
                    "不能到会的人，打电话、发微信、写意见表说的，都登记在这里，和会上的意见一起写进纪要。"
                ),
                _("登记意见") if self._may_write() else "",
            )

    def _holds(self, told: Told) -> bool:
        return not self._text or self._text in self._who(told) + told.statement.text

    def _row(self, told: Told) -> StatementRow:
        statement, person = told.statement, told.person
        due = self._meeting.answers_by
        if statement.told_on is not None:
            state = (_("已收"), "done")
        elif due is not None and due < self._desk.today:
            state = (_("逾期未交"), "attention")
        else:
            state = (_("未交回"), "waiting")
        return StatementRow(
            who=self._who(told),
            place=(person.group or person.organisation) if person else "",
            text=statement.text.replace("\n", " ") or (told.item.title if told.item else ""),
            way=statement.way.words,
            state=state,
            key=statement.id,
        )

    def _who(self, told: Told) -> str:
        person = told.person.name if told.person else ""
        nobody = _("网友") if told.statement.way is StatementWay.ONLINE else _("没有姓名")
        return person or told.name or told.statement.source or nobody

    def _detail(self, told: Told) -> StatementDetail:
        statement = told.statement
        given, asked = statement.told_on, statement.asked_on
        today = self._desk.today
        clock = f" {statement.given_at:%H:%M}" if statement.given_at else ""
        facts = (
            (_("议程"), told.item.title if told.item else _("全部议程")),
            (_("方式"), statement.way.words),
            (_("网上账号"), statement.source),
            (_("态度"), statement.stance.words if statement.stance is not Stance.UNSAID else ""),
            (_("发出"), near_date(asked, today) if asked else ""),
            (_("收到"), near_date(given, today) + clock if given else ""),
            (_("记录人"), statement.taken_by),
            (_("见证人"), statement.witness),
            (_("佐证"), _("{0} 件").format(told.evidence) if told.evidence else ""),
        )
        actions: list[tuple[str, str]] = []
        if self._may_write():
            if given is None:
                actions.append(("record", _("登记交回的意见")))
            else:
                actions.append(("evidence", _("佐证照片")))
            if statement.source:
                actions.append(("source", _("抹去账号")))
            actions.append(("withdraw", _("撤回")))
        return StatementDetail(
            who=self._who(told),
            text=statement.text or (_("还没有交回。") if given is None else _("内容留在村里。")),
            facts=tuple(fact for fact in facts if fact[1]),
            actions=tuple(actions),
        )

    def _plan_words(self, plan: online_results.OnlinePlan) -> str:
        words = [_("新的意见 {0} 条").format(len(plan.fresh))]
        for rows, said in (
            (plan.matched, _("对上名册 {0} 人")),
            (plan.namesakes, _("同名分不清 {0} 条")),
            (plan.strangers, _("名册上没有 {0} 条")),
            (plan.known, _("以前导入过 {0} 条")),
            (plan.heard, _("这一户已有人发表、不另算一户 {0} 条")),
            (plan.late, _("晚于截止日 {0} 条")),
            (plan.empty, _("没写内容 {0} 行")),
        ):
            if rows:
                words.append(said.format(len(rows)))
        return listed(words) + "。"
