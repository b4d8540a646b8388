"""准备: agenda, invitations, the notice in time."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.terms import ItemKind, Part
from xieshang_desktop.services import agenda, meetings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import MeetingFile, invited_lines, open_plan
from xieshang_desktop.services.paper_list.kinds import About
from xieshang_desktop.services.people import find_people
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.meeting_break import break_words
from xieshang_desktop.ui.presenters.meeting_hall_view import ItemChoice, item_choice
from xieshang_desktop.ui.presenters.meeting_plan_view import (
    InvitedRow,
    PlanView,
    found_row,
    invited_rows,
    part_for,
    plan_view,
)
from xieshang_desktop.ui.presenters.papers import about_address
from xieshang_desktop.wording.dates import short_date


class TopicChoice(NamedTuple):
    """A topic that the agenda can take."""

    key: str
    title: str
    note: str


class PlanPage(Protocol):
    """What the presenter asks of the page."""

    def show_plan(self, view: PlanView) -> None: ...
    def show_people(self, rows: Sequence[InvitedRow], sentence: str) -> None: ...
    def empty_box(self) -> None: ...
    def find_somebody(self) -> None: ...
    def ask_topics(self, choices: Sequence[TopicChoice]) -> None: ...
    def ask_item(self, item: ItemChoice) -> None: ...
    def ask_late_notice(self, words: str) -> None: ...
    def ask_invited(self, row: InvitedRow, part: str) -> None: ...
    def show_part(self, key: str) -> None: ...


class PlanPresenter:
    """Everything before the day."""

    def __init__(self, desk: Desk, page: PlanPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._text = ""
        self._file: MeetingFile

    def open(self, meeting_id: str) -> None:
        """Read the plan of a meeting and show it."""
        self._file = open_plan(self._desk, meeting_id)
        self._hits = invited_lines(self._desk, meeting_id)
        self._parts = {i.person_id: i for i, _person in self._file.invited}
        adjourned = break_words(self._desk, self._file.meeting)
        self._view = plan_view(self._file, self._desk.today, adjourned)
        self._page.show_plan(self._view)
        self._show_people()

    def act(self, action: str) -> None:
        """A button of the checks."""
        kind, _colon, rest = action.partition(":")
        if kind == "topic":
            self._go("topics/topic", rest)
        elif kind == "paper":
            self._go("papers", f"{rest}:{self._meeting_id}")
        elif kind == "papers":
            self._go("papers", about_address(About.MEETING, self._meeting_id))
        elif kind == "add_topic":
            self.ask_topics()
        elif kind == "invite_suggested":
            self.invite_suggested()
        elif kind == "find_people":
            self._page.find_somebody()
        elif kind == "issue":
            self.issue_notice()
        elif kind == "door":
            self._page.show_part("door")

    # ---- the agenda

    def ask_topics(self) -> None:
        """Which topics the agenda could take."""
        self._page.ask_topics(
            [
                TopicChoice(topic.id, topic.title, f"{topic.number} · {topic.topic_class.words}")
                for topic in self._file.ready_topics
            ]
        )

    def add_topics(self, topic_ids: Sequence[str]) -> bool:
        """Put topics on the agenda."""

        def add() -> None:
            for topic_id in topic_ids:
                agenda.add_item(self._desk, self._meeting_id, topic_id=topic_id)

        return self._attempt(add, _("已列入议程 {0} 项").format(len(topic_ids)))

    def add_item(self, item: ItemChoice) -> bool:
        """Put something of its own on the agenda."""
        return self._attempt(
            lambda: agenda.add_item(
                self._desk,
                self._meeting_id,
                title=item.title,
                kind=ItemKind(item.kind),
                minutes=item.minutes,
                public=item.public,
            ),
            _("已列入议程"),
        )

    def ask_item(self, item_id: str) -> None:
        """The form of an item."""
        for item in self._file.items:
            if item.id == item_id:
                self._page.ask_item(item_choice(item))

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

    def move_item(self, item_id: str, step: int) -> None:
        """One place up (-1) or down (1)."""
        self._attempt(lambda: agenda.move_item(self._desk, item_id, step))

    def drop_item(self, item_id: str, at: int) -> None:
        """To the place where it was dropped."""
        ids = [item.id for item in self._file.items if item.id != item_id]
        ids.insert(at, item_id)
        self._attempt(lambda: agenda.order_items(self._desk, self._meeting_id, ids))

    def remove_item(self, item_id: str) -> None:
        """Take an item off."""
        self._attempt(lambda: agenda.remove_item(self._desk, item_id), _("已从议程中去掉"))

    def open_item(self, item_id: str) -> None:
        """The topic of an item; what has none is put right."""
        for item in self._file.items:
            if item.id == item_id and item.topic_id:
                self._go("topics/topic", item.topic_id)
            elif item.id == item_id and self._view.may_change:
                self.ask_item(item_id)

    # ---- the people

    def narrow(self, text: str) -> None:
        """Find somebody on the roster; without a text, show who is invited."""
        self._text = text
        self._show_people()

    def invite_suggested(self) -> None:
        """The participants of the topics, the council, the supervision committee."""
        wanted = meetings.suggested(self._desk, self._meeting_id)
        self._attempt(
            lambda: meetings.invite(self._desk, wanted), _("已邀请 {0} 人").format(len(wanted))
        )

    def choose(self, person_id: str, part: str) -> None:
        """Invite the marked person as a part ("" by the role); who is invited is asked about."""
        if person_id in self._parts:
            rows = invited_rows(self._file, self._hits, self._desk.today)
            row = next(row for row in rows if row.key == person_id)
            self._page.ask_invited(row, self._parts[person_id].part.value)
            return
        hit = next((hit for hit in self._found if hit.id == person_id), None)
        if hit is None or not self._view.may_change:
            return
        chosen = Part(part) if part else part_for(hit)
        self._page.empty_box()
        self._text = ""
        said = _("已邀请 {name}（{part}）").format(name=hit.name, part=chosen.words)
        self._attempt(
            lambda: meetings.invite_person(self._desk, self._meeting_id, person_id, chosen), said
        )

    def change_part(self, person_id: str, part: str) -> bool:
        """Somebody invited takes part as something else."""
        return self._attempt(
            lambda: meetings.invite_person(self._desk, self._meeting_id, person_id, Part(part)),
            _("身份改为{0}").format(Part(part).words),
        )

    def uninvite(self, person_id: str) -> bool:
        """Take an invitation back."""
        invitation = self._parts.get(person_id)
        if invitation is None or not self._view.may_change:
            return False
        name = self._hits[person_id].name
        return self._attempt(
            lambda: meetings.uninvite(self._desk, invitation.id),
            _("不再邀请 {0}").format(name),
        )

    # ---- the notice, and calling it off

    def issue_notice(self, reason: str = "") -> bool:
        """Issue the notice today; when it is late, its reason is asked for first."""
        late = self._desk.today > self._file.notice_until
        if late and not reason.strip():
            words = _("按规则应提前 {days} 天，最晚 {day} 发出。写明为什么晚，原因会写进纪要。")
            self._page.ask_late_notice(
                words.format(days=self._file.notice_days, day=short_date(self._file.notice_until))
            )
            return False
        return self._attempt(
            lambda: meetings.issue_notice(self._desk, self._meeting_id, reason),
            _("通知已发出，记得张贴或送到"),
        )

    def change(self) -> None:
        """The form with the plan."""
        self._go("meetings/edit", self._meeting_id)

    def cancel(self, reason: str) -> bool:
        """Call the meeting off."""
        return self._attempt(
            lambda: meetings.cancel_meeting(self._desk, self._meeting_id, reason), _("会议已取消")
        )

    @property
    def _meeting_id(self) -> str:
        return self._file.meeting.id

    def _show_people(self) -> None:
        if not self._text:
            rows = invited_rows(self._file, self._hits, self._desk.today)
            empty = _("还没有邀请人。可以一次邀请建议的人，或者输入名字逐个邀请。")
            if self._desk.store.mirrored:
                empty = _("（名单留在村里）")
            self._page.show_people(rows, "" if rows else empty)
            return
        self._found = [hit for hit in find_people(self._desk, self._text) if not hit.left]
        parts = {key: invitation.part for key, invitation in self._parts.items()}
        self._page.show_people(
            [found_row(hit, parts.get(hit.id)) for hit in self._found],
            "" if self._found else _("名册里没有“{0}”。").format(self._text),
        )
