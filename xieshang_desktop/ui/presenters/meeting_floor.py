"""发言: hands go up, the next is called, time runs; and hours in which nobody was there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from gettext import gettext as _

from xieshang_desktop.domain.agenda import current_item
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Sitting, Speech
from xieshang_desktop.domain.speaking import Floor, floor_of, is_paused, is_running, speaker_key
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.services import drafting, running, speaking
from xieshang_desktop.services.deliberation import Hall
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.services.sittings import sittings_of
from xieshang_desktop.services.speaking_shares import read_equality
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.meeting_clock import (
    ClockView,
    behind_words,
    clock_view,
)
from xieshang_desktop.ui.presenters.meeting_floor_page import FloorPage
from xieshang_desktop.ui.presenters.meeting_floor_view import (
    away_row,
    candidate_row,
    floor_view,
    shares_view,
    side_rows,
)
from xieshang_desktop.ui.presenters.meeting_gap import gap_of
from xieshang_desktop.ui.presenters.meeting_people import HallPeople, is_search

#: A longer stretch between two ticks is one in which the laptop slept, or its clock was moved.
GAP = timedelta(seconds=60)
#: How often it is written down that somebody was here.
KEPT_EVERY = timedelta(seconds=15)
_MOST_FOUND, _MOST_NAMED = 4, 3
_SIDES = {row.lead: row.key for row in side_rows()}


class FloorPresenter:
    """The floor of the item that runs, else of the one in front."""

    def __init__(
        self,
        desk: Desk,
        page: FloorPage,
        attempt: Attempt,
        people: HallPeople,
        ask_sign_in: Callable[[PersonHit, Callable[[], object], Callable[[], object]], object],
    ) -> None:
        self._desk, self._page, self._attempt, self._people = desk, page, attempt, people
        self._ask_sign_in = ask_sign_in
        self._text = self._asked = ""  # about which name, of several people, was just asked
        self._meeting: Meeting | None = None
        self._items: list[AgendaItem] = []
        self._item_id = ""
        self._speeches: list[Speech] = []
        self._sittings: list[Sitting] = []
        self._floor = Floor(None, (), ())
        self._choosing: tuple[str | None, str] | None = None
        self._seen: datetime | None = None
        self._kept: datetime | None = None
        self._gap: datetime | None = None
        self._state: tuple[str, str] = ("", "")

    # ---- reading

    def show(self, hall: Hall, item_id: str) -> None:
        """The floor as it stands; `item_id` is the item in front."""
        fresh = self._meeting is None or self._meeting.id != hall.meeting.id
        self._meeting = hall.meeting
        self._items = [file.item for file in hall.items]
        now = current_item(self._items)
        self._item_id = now.id if now else item_id
        with self._desk.store.read() as reader:
            self._sittings = sittings_of(reader, hall.meeting)
            self._speeches = speaking.speeches_of(reader, hall.meeting.id)
            ids = [s.person_id for s in self._speeches if s.person_id]
            heard = speaking.heard_before(reader, hall.meeting, ids)
        before = self._floor.speaking
        self._floor = floor_of(self._speeches, self._item_id, alternating=hall.meeting.alternating)
        speech = self._floor.speaking
        if not fresh and speech is not None and (before is None or before.id != speech.id):
            self._page.speaker_called(speech.person_id or "", speech.speaker)
        if fresh:
            self._choosing, self._gap, self._kept = None, None, None
            # The laptop ran while another hall was looked at: that was no stretch without anybody.
            known = self._last_seen()
            self._seen = max(known, self._seen) if known and self._seen else known
            self._say_clock()
        self._page.show_floor(
            floor_view(hall.meeting, self._floor, self._speeches, heard), may_speak=self._may
        )
        self.tick()

    def _say_clock(self) -> None:
        """A clock that stands before what was said here is told of, once as the hall is opened."""
        spans = [span for item in self._items for span in item.spans]
        spans += [span for speech in self._speeches for span in speech.spans]
        opened = self._meeting.opened_at if self._meeting else None
        known = [opened, *(s.since for s in spans), *(s.until for s in spans)]
        latest = max(filter(None, known), default=None)
        words = behind_words(self._desk.clock(), latest) if self._may else ""
        if words:
            self._attempt(lambda: None, words)

    @property
    def _may(self) -> bool:
        return (
            self._meeting is not None
            and running.is_running(self._meeting)
            and not self._desk.store.mirrored
        )

    # ---- hands

    def narrow(self, text: str) -> None:
        """Who of those present raises a hand; or on which side, by its digit."""
        if self._choosing is not None:
            if text in _SIDES:
                self._take_side(_SIDES[text])
            elif text:
                self._choosing = None
                self.narrow(text)
            return
        here = [s for s in self._speeches if s.agenda_item_id == self._item_id]
        self._text, self._asked = text, ""
        found = self._people.find_present(text) if text else []
        rows = [candidate_row(hit, here) for hit in found]
        away = self._people.find_away(text) if text else []
        rows += [away_row(hit, self._people.state_words(hit.id)) for hit in away]
        self._page.show_hands(rows[:_MOST_FOUND], "")

    def enter(self, key: str, name: str) -> None:
        """Enter takes the one who is marked; of several of one name only the second Enter does."""
        words = self._people.which_words(key) if self._choosing is None else ""
        if words and self._asked != self._text:
            self._asked = self._text
            self._attempt(lambda: None, words)
        else:
            self.choose(key, name)

    def choose(self, key: str, name: str) -> None:
        """Somebody present by id, a name as heard without one; or the side that was asked for."""
        if self._choosing is not None:
            self._take_side(key)
            return
        if not key and not name.strip():
            self.call_next()
            return
        if not key and is_search(name):
            self._attempt(lambda: None, _("没有找到“{0}”").format(name.strip()))
            return
        found = self._people.find_away(name)
        away = [h for h in found if h.id == key or (not key and h.name == name)]
        if len(away) == 1:
            hit = away[0]
            self._ask_sign_in(
                hit, lambda: self._chosen(hit.id, name), lambda: self._chosen(None, name)
            )
        else:
            self._chosen(key or None, name)

    def _chosen(self, person_id: str | None, name: str) -> None:
        self._choosing = (person_id, name.strip())
        if self._meeting is not None and self._meeting.alternating:
            self._page.show_hands(side_rows(), _("{0} 站哪一边？按数字").format(name.strip()))
        else:
            self._take_side(Stance.UNSAID.value)

    def give_up(self) -> None:
        """The hand that was being entered is not entered."""
        self._choosing = None
        self._page.show_hands((), "")

    def _take_side(self, key: str) -> None:
        person_id, name = self._choosing or (None, "")
        self._choosing = None
        stance = Stance(key)
        meeting = self._meeting
        who = (person_id, "") if person_id else (name, "/")
        own = [
            s for s in self._speeches if s.agenda_item_id == self._item_id and speaker_key(s) == who
        ]
        spoken = [s for s in own if s.spans]
        waits = any(s.ended_at is None for s in own)
        if meeting is None or len(spoken) < meeting.speech_times or waits:
            self._ask(person_id, name, stance)
            return
        words = _("{name} 在这项议程上已经发言 {times} 次。主持人同意再说一次吗？")
        self._page.ask_chair(
            words.format(name=name, times=len(spoken)),
            lambda: self._ask(person_id, name, stance, allowed=True),
        )

    def _ask(
        self, person_id: str | None, name: str, stance: Stance, *, allowed: bool = False
    ) -> None:
        self._attempt(
            lambda: speaking.ask_floor(
                self._desk,
                self._item_id,
                person_id=person_id,
                speaker=name,
                stance=stance,
                allowed=allowed,
            ),
            "" if person_id else _("到会的人里没有“{0}”，照写了名字").format(name),
        )
        self._page.hand_taken()

    # ---- the floor

    def call_next(self) -> None:
        """Who speaks has ended, the next is called; the key pressed twice does it once."""
        if not self._item_id or not self._may:
            return
        own = [s for s in self._speeches if s.agenda_item_id == self._item_id]
        moments = [m for s in own for span in s.spans for m in (span.since, span.until)]
        if running.just_now(moments, self._desk.clock()):
            return
        following = self._floor.following
        self._attempt(
            lambda: speaking.next_speaker(self._desk, self._item_id),
            _("请 {0} 发言").format(following.speaker) if following else "",
        )

    def give(self, speech_id: str) -> None:
        """Somebody of those who wait speaks now."""
        self._attempt(
            lambda: speaking.give_floor(self._desk, speech_id), self._call_words(speech_id)
        )

    def interrupt(self, speech_id: str) -> None:
        """Somebody speaks in between; who was speaking goes on afterwards."""
        self._attempt(
            lambda: speaking.give_floor(self._desk, speech_id, interrupting=True),
            self._call_words(speech_id),
        )

    def pause_or_resume(self) -> None:
        """The time stops, or goes on."""
        speech = self._floor.speaking
        if speech is not None and self._may:
            call = speaking.resume if is_paused(speech) else speaking.pause
            self._attempt(lambda: call(self._desk, speech.id))

    def end(self) -> None:
        """Who speaks has ended; nobody is called."""
        speech = self._floor.speaking
        if speech is not None and self._may:
            self._attempt(lambda: speaking.end_speech(self._desk, speech.id))

    def withdraw(self, speech_id: str) -> None:
        """Somebody no longer wants to speak."""
        self._attempt(lambda: speaking.withdraw(self._desk, speech_id), _("已取消举手"))

    def _call_words(self, speech_id: str) -> str:
        name = next((s.speaker for s in self._floor.waiting if s.id == speech_id), "")
        return _("请 {0} 发言").format(name) if name else ""

    # ---- rules and shares

    def ask_rules(self) -> None:
        """The rules in force, to be changed."""
        meeting = self._meeting
        if meeting is not None:
            self._page.ask_rules(
                meeting.speech_minutes,
                meeting.speech_times,
                meeting.alternating,
                bool(Settings().number("chime")),
            )

    def set_rules(self, minutes: int, times: int, *, alternating: bool, chime: bool) -> bool:
        """Keep other rules; the sound is this laptop's own."""
        meeting = self._meeting
        if meeting is None:
            return False

        def keep() -> None:
            settings = Settings()
            if bool(settings.number("chime")) != chime:
                settings.choose("chime", int(chime))
            speaking.set_rules(
                self._desk, meeting.id, minutes=minutes, times=times, alternating=alternating
            )

        return self._attempt(keep, _("发言规则定下了"))

    def open_shares(self) -> None:
        """Who spoke how long."""
        if self._meeting is not None:
            whole = read_equality(self._desk, self._meeting.id)
            here = read_equality(self._desk, self._meeting.id, self._item_id)
            self._page.show_shares(shares_view(whole), shares_view(here))

    # ---- time

    def tick(self) -> None:
        """Time goes on: several times a second while people talk. Nothing is read for it."""
        meeting = self._meeting
        now = self._desk.clock()
        if meeting is None or not self._may:
            self._go_by(now)
            return
        if self._runs():
            self._watch(now)
        else:
            self._seen = now
        shown = self._gap or now
        clock = clock_view(meeting, self._items, self._floor.speaking, shown, self._sittings)
        self._page.show_clock(clock)
        self._sound(clock)

    def _go_by(self, now: datetime) -> None:
        """A hall without talk is looked at: whether the laptop sleeps is known all the same."""
        if self._seen is None or now - self._seen <= GAP:
            self._seen = now

    def settle_gap(self, *, talking: bool) -> None:
        """What becomes of the stretch in which the laptop slept: the speech ended before it, or
        went on all the time."""
        seen, meeting = self._gap, self._meeting
        self._gap, self._seen = None, self._desk.clock()
        if seen is not None and meeting is not None and not talking:
            self._attempt(
                lambda: running.carry_over(self._desk, meeting.id, seen, talking=False),
                _("停机的时间没有算进去"),
            )
        self.tick()

    @property
    def waiting_words(self) -> str:
        """Who still waits to speak on the item that runs; "" where nobody does."""
        names = [s.speaker for s in self._floor.waiting]
        if not names or current_item(self._items) is None:
            return ""
        return _("还有 {count} 人等着发言：{names}（Shift+F8 返回）").format(
            count=len(names), names="、".join(names[:_MOST_NAMED])
        )

    def forget(self, meeting_id: str) -> None:
        """The meeting is over: nobody need know any more when somebody was here last."""
        drafting.drop(self._desk, meeting_id, "seen")

    def _watch(self, now: datetime) -> None:
        if self._gap is not None:
            return
        seen = self._seen or now
        if now - seen > GAP:
            self._ask_gap(seen, now)
            return
        self._seen = now
        if seen - now > GAP and self._meeting is not None:
            meeting_id = self._meeting.id
            self._attempt(
                lambda: running.carry_over(self._desk, meeting_id, seen, talking=True),
                _("电脑的时间改过，发言用时接着算"),
            )
        elif self._kept is None or abs(now - self._kept) >= KEPT_EVERY:
            self._kept = now
            if self._meeting is not None:
                drafting.keep(self._desk, self._meeting.id, "seen", now.isoformat())

    def _ask_gap(self, seen: datetime, now: datetime) -> None:
        self._gap = seen
        gap = gap_of(seen, now, self._floor.speaking)
        self._page.ask_gap(gap.title, gap.words, gap.ended, gap.going_on, counts=gap.counts)

    def _runs(self) -> bool:
        return current_item(self._items) is not None or any(map(is_running, self._speeches))

    def _last_seen(self) -> datetime | None:
        """When somebody was here last, before the program was started anew."""
        begun = [s.spans[-1].since for s in self._speeches if is_running(s)]
        item = current_item(self._items)
        begun += [item.spans[-1].since] if item else []
        if not begun or self._meeting is None:
            return None
        kept = drafting.kept(self._desk, self._meeting.id, "seen").get("seen")
        return max([*begun, datetime.fromisoformat(kept)] if kept else begun)

    def _sound(self, clock: ClockView) -> None:
        """Once, when the time of the one who speaks has just run out."""
        speech = self._floor.speaking
        before, self._state = self._state, (speech.id if speech else "", clock.speech_state)
        ran_out = before[1] in {"running", "soon"} and clock.speech_state == "over"
        if ran_out and before[0] == self._state[0] and Settings().number("chime"):
            self._page.chime()
