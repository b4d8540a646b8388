"""议事: who said what, what all accept, what stays open, what is to be done, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.meeting import Measure, Opinion, Point
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, OutcomeKind, PointKind
from xieshang_desktop.services import deliberation, drafting
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.finding import NameIndex
from xieshang_desktop.services.meeting_file import open_plan
from xieshang_desktop.services.minutes_text import earlier_talks
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.services.sign_in import door_lines, open_door
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.meeting_door_rows import place_words
from xieshang_desktop.ui.presenters.meeting_hall_view import (
    HallView,
    Row,
    hall_view,
    missing_rows,
    unspoken,
)
from xieshang_desktop.ui.presenters.meeting_plan_view import Check, plan_view
from xieshang_desktop.wording.facts import listed

#: Fields of an item whose unfinished text is kept.
FIELDS = ("speaker", "opinion", "agreed", "open", "measure", "owner", "route", "conformity")
_MOST_SPEAKERS = 6
_RECORDS: dict[str, type[Record]] = {"opinion": Opinion, "point": Point, "measure": Measure}


class Gate(NamedTuple):
    """Before the meeting: what stands in the way of its beginning."""

    checks: tuple[Check, ...]
    ready: bool
    sentence: str


class HallPage(Protocol):
    """What the presenter asks of the page."""

    def show_gate(self, gate: Gate) -> None: ...
    def show_hall(self, view: HallView, *, may_talk: bool, may_route: bool, end: str) -> None: ...
    def finish_typing(self) -> None: ...
    def show_drafts(self, drafts: dict[str, str]) -> None: ...
    def show_speakers(self, rows: Sequence[Row]) -> None: ...
    def speaker_chosen(self, words: str) -> None: ...
    def emptied(self, *fields: str) -> None: ...
    def show_missing(self, rows: Sequence[Row]) -> None: ...
    def ask_end(self, words: str) -> None: ...
    def show_part(self, key: str) -> None: ...


class HallPresenter:
    """One item in front; everything typed belongs to it."""

    def __init__(self, desk: Desk, page: HallPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._meeting_id = ""
        self._item_id = ""
        self._speaker_id: str | None = None
        self._hall: deliberation.Hall

    # ---- reading

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
            self._page.show_gate(self._gate())
            return
        self._read_people()
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
        self._speaker_id = None
        self._show()
        self._page.show_speakers(())
        kept = drafting.kept(self._desk, item_id, *FIELDS) if item_id else {}
        self._page.show_drafts(kept)

    def step(self, by: int) -> None:
        """The next item (1), or the one before (-1)."""
        ids = [file.item.id for file in self._hall.items]
        if self._item_id in ids:
            at = ids.index(self._item_id) + by
            if 0 <= at < len(ids):
                self.show_item(ids[at])

    # ---- beginning and end

    def act(self, action: str) -> None:
        """A button of what stands in the way."""
        kind, _colon, rest = action.partition(":")
        if kind == "topic":
            self._go("topics/topic", rest)
        elif kind == "start":
            self._start()
        else:
            self._page.show_part("plan")

    def ask_end(self) -> None:
        """What is still missing, or the question whether the meeting is over."""
        missing = missing_rows(self._hall)
        if missing:
            self._page.show_missing(missing)
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

    def end(self) -> None:
        """The meeting is over; the minutes come next."""
        self._attempt(
            lambda: deliberation.close_meeting(self._desk, self._meeting_id),
            _("散会了，接着看纪要"),
            lambda _hall: self._page.show_part("minutes"),
        )

    # ---- who says what

    def narrow_speakers(self, text: str) -> None:
        """Who of those present is meant."""
        self._speaker_id = None
        found = [self._hits[key] for key in self._index.find(text) if key in self._hits]
        self._page.show_speakers(
            [Row(hit.id, hit.name, "", "", place_words(hit)) for hit in found[:_MOST_SPEAKERS]]
        )

    def choose_speaker(self, person_id: str) -> None:
        """The one who speaks is somebody present."""
        hit = self._hits.get(person_id)
        if hit is not None:
            self._speaker_id = person_id
            self._page.speaker_chosen(_speaker_words(hit))
            self._page.show_speakers(())

    def record_opinion(self, speaker: str, text: str) -> None:
        """What was said; a speaker who was not found keeps the name as heard."""
        # A name that was chosen before the program ended stands there as text only.
        meant = [key for key, hit in self._hits.items() if _speaker_words(hit) == speaker.strip()]
        person_id = self._speaker_id or (meant[0] if len(meant) == 1 else None)
        self._record(
            lambda: deliberation.record_opinion(
                self._desk, self._item_id, text, person_id=person_id, speaker=speaker
            ),
            "speaker",
            "opinion",
        )

    # ---- points, measures, the result

    def add_point(self, kind: str, text: str) -> None:
        """A point all accept (agreed), or one that stays open (open)."""
        self._record(
            lambda: deliberation.add_point(self._desk, self._item_id, PointKind(kind), text), kind
        )

    def move_point(self, point_id: str, kind: str) -> None:
        """To the other list."""
        self._attempt(lambda: deliberation.move_point(self._desk, point_id, PointKind(kind)))

    def change_text(self, noun: str, object_id: str, text: str) -> None:
        """Other words for an opinion, a point or a measure."""
        record = _RECORDS[noun]
        self._attempt(lambda: deliberation.change_text(self._desk, record, object_id, text))

    def remove(self, noun: str, object_id: str) -> None:
        """Take back what was entered by mistake."""
        record = _RECORDS[noun]
        self._attempt(lambda: deliberation.remove(self._desk, record, object_id), _("已删去"))

    def add_measure(self, text: str, owner: str, due: date) -> bool:
        """What is to be done, by whom, until when."""
        return self._record(
            lambda: deliberation.add_measure(self._desk, self._item_id, text, owner, due),
            "measure",
            "owner",
        )

    def change_measure(self, measure_id: str, text: str, owner: str, due: date) -> bool:
        """The same, put right."""
        return self._attempt(
            lambda: deliberation.change_measure(self._desk, measure_id, text, owner, due)
        )

    def route(self, kind: str, text: str, conformity: str) -> None:
        """The way the topic goes; without words yet it is only kept as a draft."""
        file = next(f for f in self._hall.items if f.item.id == self._item_id)
        known = file.outcome
        same = known is not None and (known.kind.value, known.text, known.conformity) == (
            kind,
            text.strip(),
            conformity.strip(),
        )
        if same:
            drafting.drop(self._desk, self._item_id, "route", "conformity")
        if same or not kind or not text.strip():
            return
        self._record(
            lambda: deliberation.route(
                self._desk, self._item_id, OutcomeKind(kind), text, conformity=conformity
            ),
            "route",
            "conformity",
            empty=False,
        )

    def keep_typing(self, field: str, text: str) -> None:
        """Text that is not recorded yet survives a power cut."""
        if self._item_id:
            drafting.keep(self._desk, self._item_id, field, text)

    # ---- inside

    def _record(self, call: Callable[[], object], *fields: str, empty: bool = True) -> bool:
        item_id = self._item_id

        def recorded(_value: object) -> None:
            drafting.drop(self._desk, item_id, *fields)
            if empty:
                self._page.emptied(*fields)
            if "speaker" in fields:
                self._speaker_id = None

        return self._attempt(call, then=recorded)

    def _show(self) -> None:
        state = self._hall.meeting.state
        file = next((f for f in self._hall.items if f.item.id == self._item_id), None)
        earlier = earlier_talks(self._desk, file) if file else ()
        view = hall_view(self._hall, file, earlier, self._desk.today)
        sealed, looking = state is MeetingState.SEALED, self._desk.store.mirrored
        running = state is MeetingState.OPEN
        self._page.show_hall(
            view,
            may_talk=not sealed and not looking,
            may_route=running and not looking,
            end=_("散会") if running and not looking else "",
        )

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
            check._replace(buttons=tuple((key, words) for key, words in check.buttons[:1]))
            for check in plan_view(plan, self._desk.today).checks
            # People may come uninvited: only what the service insists on stands in the way.
            if check.state == "attention" and not check.buttons[0][0].startswith(("inv", "find"))
        )
        come = plan.attended
        sentence = _("已签到 {0} 人。").format(come) if come else _("还没有人签到，也可以先开始。")
        if missing:
            sentence = _("会议还不能开始：")
        return Gate(missing, ready=not missing, sentence=sentence)

    def _read_people(self) -> None:
        door = open_door(self._desk, self._meeting_id)
        here = {
            person_id: door.people[person_id]
            for person_id, attendance in door.attendances.items()
            if attendance.state is not AttendanceState.EXCUSED and person_id in door.people
        }
        self._hits: dict[str, PersonHit] = door_lines(self._desk, here)
        self._index = NameIndex(here.values())


def _speaker_words(hit: PersonHit) -> str:
    """孙有才（第五组）."""
    place = hit.organisation or hit.group
    return f"{hit.name}（{place}）" if place else hit.name
