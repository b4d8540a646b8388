"""到会: people come, leave and come back; whether there are enough is always in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.decision import Presence
from xieshang_desktop.domain.people import Person, group_order, person_of_pass
from xieshang_desktop.domain.terms_decision import Counting, PresenceWay
from xieshang_desktop.services import decision_door, sign_in, undoing
from xieshang_desktop.services.decision_absent import absent_law
from xieshang_desktop.services.decision_checks import rules_for
from xieshang_desktop.services.decision_file import COMING
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import PersonHit, find_people
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.decision_absent import absent_form, keep_absent, there_words
from xieshang_desktop.ui.presenters.decision_words import quorum_lines, quorum_words
from xieshang_desktop.ui.presenters.meeting_door_rows import (
    DoorRow,
    is_scanned,
    not_found_words,
    place_words,
)
from xieshang_desktop.ui.presenters.topic_sheets import Ask, Values

_SHOWN = 300  # rows of a list that is narrowed anyway: nobody scrolls further
_NAMED = 60


class QuorumView(NamedTuple):
    """The numbers beside the list; `strip` says whether a vote may be taken, and its colour."""

    present: int
    expected: int
    label: str
    strip: tuple[str, str]
    lines: tuple[tuple[str, str], ...]
    missing: int
    names: tuple[str, ...]


class Standing(NamedTuple):
    """Whom F3 is about, and how they stand."""

    person_id: str
    name: str
    place: str
    entitled: bool
    voting: bool
    member: bool | None


class DecisionDoorPage(Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[DoorRow], *, mark_first: bool) -> None: ...
    def show_nobody(self, sentence: str) -> None: ...
    def show_quorum(self, view: QuorumView) -> None: ...
    def show_undo(self, words: str) -> None: ...
    def show_hint(self, words: str, kind: str) -> None: ...
    def show_locked(self, sentence: str) -> None: ...
    def show_filter(self, key: str) -> None: ...
    def empty_box(self) -> None: ...
    def ask_standing(self, standing: Standing) -> None: ...
    def show_absent(self, allowed: bool) -> None: ...
    def ask(self, form: Ask) -> object: ...


class DecisionDoorPresenter:
    """Keeps the door in memory: a keystroke asks the roster once and reads nothing else."""

    def __init__(self, desk: Desk, page: DecisionDoorPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._meeting_id = ""
        self._text = ""
        self._filter = "missing"
        self._done: list[tuple[str, str]] = []  # an action, and in words what it was

    def open(self, meeting_id: str) -> None:
        """Read the door of a meeting anew and show it."""
        if meeting_id != self._meeting_id:
            self._text, self._done = "", []
            self._filter = ""
        self._meeting_id = meeting_id
        self._door = decision_door.open_door(self._desk, meeting_id)
        if not self._filter:  # who only looks, or looks back, asks who came
            looking = self._desk.store.mirrored or bool(self._locked())
            self._filter = "here" if looking else "missing"
        self._hits: dict[str, PersonHit] = {}
        self._rows: dict[str, DoorRow] = {}
        self._order = sorted(self._door.people, key=self._place_in_list)
        self._page.show_locked(self._locked())
        self._absent = bool(not self._locked() and absent_law(self._door.file))
        self._page.show_absent(self._absent)
        self._page.show_filter(self._filter)
        self._show()

    def narrow(self, text: str) -> None:
        """Show who is meant by what was typed, or is being composed."""
        self._text = text
        self._page.show_hint("", "")
        self._show_rows()

    def filter(self, key: str) -> None:
        """Who is not in the room (missing), or who is (here)."""
        self._filter = key
        self._page.show_filter(key)
        self._show_rows()

    def come_in(self, person_id: str) -> None:
        """The marked person is here, or comes back."""
        if self._locked():
            return
        known = self._door.file.presences.get(person_id)
        if known is not None and known.inside and known.way is PresenceWay.ROOM:
            name = self._hit(person_id).name
            self._page.show_hint(_("{0} 已经在场。要记离场，按 F4。").format(name), "waiting")
            self._page.empty_box()
            return
        roll = self._door.roll.person_ids
        may = None if known or not roll else person_id in roll
        words = _("{name} 回来") if known else _("{name} 到会")
        self._do(
            lambda: decision_door.come_in(self._desk, self._meeting_id, person_id, may_vote=may),
            words,
        )

    def go_out(self, person_id: str) -> None:
        """The marked person leaves the room, and whom they stand in for."""
        presences = self._door.file.presences.values()
        carries = any(p.inside and p.carrier_id == person_id for p in presences)
        done = self._do(
            lambda: decision_door.go_out(self._desk, self._meeting_id, person_id), _("{name} 离场")
        )
        if done and carries:
            self.open(self._meeting_id)

    def ask_absent(self, person_id: str) -> None:
        """F6: who cannot come takes part online, or by a written proxy."""
        known = self._door.file.presences.get(person_id)
        if not self._absent:
            return
        if known is not None and known.inside:
            self._page.show_hint(_("{0} 已经在场。").format(self._hit(person_id).name), "waiting")
            return
        self._page.ask(absent_form(self._desk, self._door, self._hit(person_id)))

    def answer(self, key: str, values: Values) -> bool:
        """The filled form of who cannot come."""
        person_id = key.partition(":")[2]
        online = values["way"] == PresenceWay.ONLINE.value
        words = _("{name} 线上参加") if online else _("{name} 书面委托")
        return self._do(lambda: keep_absent(self._desk, self._meeting_id, person_id, values), words)

    def ask_standing(self, person_id: str) -> None:
        """F3: may vote or sits in; signed in by mistake."""
        known = self._door.file.presences.get(person_id)
        if self._locked():
            return
        if known is None:
            self._page.show_hint(_("先签到，再改有没有表决权。"), "waiting")
            return
        hit = self._hit(person_id)
        self._page.ask_standing(
            Standing(
                person_id=person_id,
                name=hit.name,
                place=place_words(hit),
                entitled=person_id in self._door.roll.person_ids,
                voting=known.entitled,
                member=known.member if known.entitled and self._acting() else None,
            )
        )

    def _acting(self) -> bool:
        """Whether a matter is decided in place of the collective."""
        file = self._door.file
        return any(rule.acting for rule in rules_for(file.meeting, file.motions))

    def set_member(self, person_id: str, member: bool) -> bool:
        """Whether somebody belongs to the collective."""
        words = _("{name} 是集体成员") if member else _("{name} 不是集体成员")
        return self._do(
            lambda: decision_door.set_member(self._desk, self._meeting_id, person_id, member),
            words,
        )

    def set_entitled(self, person_id: str, entitled: bool) -> bool:
        """Whether somebody may vote."""
        words = _("{name} 有表决权") if entitled else _("{name} 列席")
        return self._do(
            lambda: decision_door.set_entitled(self._desk, self._meeting_id, person_id, entitled),
            words,
        )

    def take_back(self, person_id: str) -> bool:
        """The wrong person was signed in."""
        name = self._hit(person_id).name
        before = list(self._desk.store.recent)

        def gone(_nothing: None) -> None:
            self._door = self._door.without(person_id)
            self._rows.pop(person_id, None)
            self._settled(_("{name} 撤回").format(name=name), before)

        return self._attempt(
            lambda: decision_door.take_back(self._desk, self._meeting_id, person_id), then=gone
        )

    def undo(self) -> bool:
        """Ctrl+Z in an empty box; False when nothing was done here."""
        if not self._done or self._text:
            return False
        action, words = self._done[-1]

        def undone(_nothing: None) -> None:
            self._done.pop()
            self.open(self._meeting_id)
            self._page.show_hint(_("已撤销：{0}").format(words), "done")

        self._attempt(lambda: undoing.undo(self._desk, action), then=undone)
        return True

    def _do(self, call: Callable[[], Presence], words: str) -> bool:
        before = list(self._desk.store.recent)

        def came(presence: Presence) -> None:
            person = None
            if presence.person_id not in self._door.people:
                person = sign_in.person_at_door(self._desk, presence.person_id)
                self._order.append(person.id)
            self._door = self._door.after(presence, person)
            self._rows.pop(presence.person_id, None)
            said = words.format(name=self._hit(presence.person_id).name)
            self._settled(said, before)
            households = self._door.file.meeting.counting is Counting.HOUSEHOLDS
            may = presence.person_id in self._door.roll.person_ids
            if households and may and not presence.entitled:
                self._page.show_hint(_("{0}，记作列席：这一户已经有人代表。").format(said), "done")

        return self._attempt(call, then=came)

    def _settled(self, said: str, before: list[str]) -> None:
        self._done += [(a, said) for a in self._desk.store.recent if a not in before]
        self._text = ""
        self._page.empty_box()
        self._show()

    def _show(self) -> None:
        self._show_rows()
        file = self._door.file
        quorum, missing = file.quorum(self._moment()), self._missing()
        strip = quorum_words(quorum, file.meeting)
        if self._locked():
            strip = (_("散会时在场的人数。"), "neutral")
        self._page.show_quorum(
            QuorumView(
                present=quorum.present,
                expected=quorum.expected,
                label=_("实到 / 应到（{0}）").format(file.meeting.counting.words),
                strip=strip,
                lines=quorum_lines(quorum, file.meeting, self._left()),
                missing=len(missing),
                names=tuple(self._door.people[i].name for i in missing[:_NAMED]),
            )
        )
        self._page.show_undo(self._done[-1][1] if self._done else "")

    def _left(self) -> int:
        now, presences = self._moment(), self._door.file.presences.values()
        return sum(bool(p.stays) and not p.in_room(now) for p in presences)

    def _show_rows(self) -> None:
        if self._text:
            found = find_people(self._desk, self._text)
            # a member who has moved away still takes part from afar
            own = [hit for hit in found if self._absent or not hit.left]
            self._hits.update((hit.id, hit) for hit in own)
            rows = [self._row(hit.id) for hit in sorted(own, key=self._rank)]
            if not rows:
                words = not_found_words(self._text)
                if not (is_scanned(self._text) or person_of_pass(self._text)):
                    words = _("没有找到“{0}”。先到“名册”里加上，再来签到。").format(self._text)
                self._page.show_nobody(words)
                return
        else:
            shown = self._missing() if self._filter == "missing" else self._here()
            shown = shown[:_SHOWN]
            self._hits |= sign_in.door_lines(self._desk, [i for i in shown if i not in self._hits])
            rows = [self._row(person_id) for person_id in shown if person_id in self._hits]
            if not rows:
                self._page.show_nobody(self._why_empty())
                return
        self._page.show_rows(rows, mark_first=bool(self._text))

    def _row(self, person_id: str) -> DoorRow:
        """The row in words; looking words up costs more than all else, so each is kept."""
        if person_id not in self._rows:
            self._rows[person_id] = self._worded(person_id)
        return self._rows[person_id]

    def _worded(self, person_id: str) -> DoorRow:
        hit = self._hits[person_id]
        known = self._door.file.presences.get(person_id)
        here = known is not None and known.inside
        if known is None:
            entitled = person_id in self._door.roll.person_ids
            state, kind = (_("还没到"), "plain")
        else:
            entitled = known.entitled
            moment = known.stays[-1].since if here else known.stays[-1].until
            words = there_words(self._door, known) if here else _("{0} 离场")
            state, kind = (words.format(f"{moment:%H:%M}"), "done" if here else "plain")
        action = "" if here or self._locked() else _("回来") if known else _("签到")
        voting = entitled or (known is None and not self._door.roll.person_ids)
        role = _("有表决权") if voting else _("列席")
        if known is not None and voting and not known.member:
            role = _("不是集体成员")
        return DoorRow(
            key=person_id,
            name=hit.name,
            place=place_words(hit),
            role=role,
            state=state,
            state_kind=kind,
            action=action,
            chip=_("同名") if hit.namesake else "",
        )

    def _rank(self, hit: PersonHit) -> int:
        """Who may vote and has not come, then who has, then the rest of the roster."""
        if hit.id in self._door.file.presences:
            return 1
        return 0 if hit.id in self._door.roll.person_ids else 2

    def _missing(self) -> list[str]:
        """Who may vote and is not in the room: not yet, or no more."""
        now, presences = self._moment(), self._door.file.presences
        return [
            person_id
            for person_id in self._order
            if (person_id in self._door.roll.person_ids or self._voting(person_id))
            and not (person_id in presences and presences[person_id].in_room(now))
            and not (person_id in presences and not presences[person_id].entitled)
        ]

    def _voting(self, person_id: str) -> bool:
        known = self._door.file.presences.get(person_id)
        return known is not None and known.entitled

    def _here(self) -> list[str]:
        now, presences = self._moment(), self._door.file.presences
        if self._locked():
            return [i for i in self._order if i in presences]
        return [i for i in self._order if i in presences and presences[i].in_room(now)]

    def _moment(self) -> datetime:
        """Now; of a meeting that is over, just before everybody went home."""
        over = self._door.file.meeting.closed_at
        if over:
            return over - timedelta(milliseconds=1)
        return self._door.file.moment(self._desk.clock())

    def _hit(self, person_id: str) -> PersonHit:
        if person_id not in self._hits:
            self._hits |= sign_in.door_lines(self._desk, [person_id])
        return self._hits[person_id]

    def _place_in_list(self, person_id: str) -> tuple[object, ...]:
        person: Person = self._door.people[person_id]
        group = group_order(person.organisation or person.group)
        return (group, person.household_id or "", person.id)

    def _locked(self) -> str:
        if self._door.file.meeting.state in COMING:
            return ""
        return _("会议已经结束，到会情况不能再改。")

    def _why_empty(self) -> str:
        if self._filter == "here":
            return _("还没有人到。输入名字，回车签到。")
        if not self._door.roll.person_ids:
            return _("名册里没有这个会议的名单。来了的人直接输入名字签到。")
        return _("应到的人都在场。")
