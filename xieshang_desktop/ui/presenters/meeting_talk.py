"""What is said on the item in front: speakers, opinions, points, measures, the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from gettext import gettext as _
from typing import Protocol

from xieshang_desktop.domain.meeting import Measure, Opinion, Point
from xieshang_desktop.domain.people import person_of_pass
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import MeetingState, OutcomeKind, PointKind, Stance
from xieshang_desktop.services import deliberation, drafting, ordering
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_text import earlier_talks
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.meeting_door_rows import place_words
from xieshang_desktop.ui.presenters.meeting_floor_view import away_row
from xieshang_desktop.ui.presenters.meeting_mood import MoodPage, MoodPresenter
from xieshang_desktop.ui.presenters.meeting_opinions import (
    UNNAMED,
    OpinionPage,
    OpinionPresenter,
)
from xieshang_desktop.ui.presenters.meeting_people import HallPeople, is_search
from xieshang_desktop.ui.presenters.meeting_phrases import PhrasePresenter
from xieshang_desktop.ui.presenters.meeting_talk_view import ItemView, Row, item_view

#: Fields of an item whose unfinished text is kept.
FIELDS = (
    *("speaker", "opinion", "stance", "apart"),
    *("agreed", "open", "measure", "owner", "route", "conformity"),
)
_MOST_SPEAKERS = 6
#: Nothing is written down: the record is closed, or the meeting goes on another time.
_MUTE = (MeetingState.SEALED, MeetingState.ADJOURNED)
_RECORDS: dict[str, type[Record]] = {"opinion": Opinion, "point": Point, "measure": Measure}


class TalkPage(OpinionPage, MoodPage, Protocol):
    """What the presenter asks of the page."""

    def show_item(self, item: ItemView, *, may_talk: bool, may_route: bool) -> None: ...
    def show_drafts(self, drafts: dict[str, str]) -> None: ...
    def show_speakers(self, rows: Sequence[Row]) -> None: ...
    def speaker_chosen(self, words: str) -> None: ...
    def emptied(self, *fields: str) -> None: ...
    def show_manner(self, stance: str, apart: str) -> None: ...
    def show_speaker_hint(self, words: str) -> None: ...
    def show_opinion(self, words: str) -> None: ...
    def ask_speaker(self) -> None: ...
    def ask_sign_in(
        self, name: str, then: Callable[[], object], as_heard: Callable[[], object]
    ) -> None: ...


class TalkPresenter:
    """Everything typed belongs to the item in front."""

    def __init__(self, desk: Desk, page: TalkPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._file: deliberation.ItemFile | None = None
        self._speaker_id: str | None = None
        self._stance, self._apart = Stance.UNSAID, ""
        self.opinions = OpinionPresenter(desk, page, attempt)
        self.mood = MoodPresenter(desk, page, attempt)
        self.phrases = PhrasePresenter(desk, attempt)
        self.people = HallPeople(desk)
        self._asked = ""  # which name several have was just asked about
        self._typed = self._said = ""
        self._follows = False  # who is written down is whom the floor was given, nobody chose it

    @property
    def _item_id(self) -> str:
        return self._file.item.id if self._file else ""

    def show(self, hall: deliberation.Hall, file: deliberation.ItemFile | None) -> None:
        """One item with all that was said on it; none before the meeting."""
        self._file = file
        self.opinions.show(file)
        self.mood.show(file)
        if file is None:
            return
        earlier = earlier_talks(self._desk, file)
        state, looking = hall.meeting.state, self._desk.store.mirrored
        self._page.show_item(
            item_view(hall, file, earlier, self._desk.today),
            may_talk=state not in _MUTE and not looking,
            may_route=state is MeetingState.OPEN and not looking,
        )

    def begin(self) -> None:
        """The item came to the front just now: what was being typed on it comes with it."""
        self._speaker_id, self._follows = None, False
        self.phrases.forget()
        self._page.show_speakers(())
        self._page.show_speaker_hint("")
        kept = drafting.kept(self._desk, self._item_id, *FIELDS) if self._file else {}
        self._stance, self._apart = Stance(kept.get("stance", "unsaid")), kept.get("apart", "")
        self._typed, self._said = kept.get("speaker", ""), kept.get("opinion", "")
        self._page.show_drafts(kept)
        self._page.show_manner(self._stance.value, self._apart)

    def read_people(self, meeting_id: str) -> None:
        """Who is there now and may be named as speaker; who was invited and is not there yet."""
        self.people.read(meeting_id)

    # ---- who says what

    def narrow_speakers(self, text: str) -> None:
        """Who of those present is meant; behind them who was invited and is not there."""
        if self._speaker_id or not text or (self._typed and text[0] != self._typed[0]):
            self._forget_manner()  # somebody else's words begin
        self._speaker_id, self._typed, self._follows = None, text, False
        self._asked = ""
        self._page.show_speaker_hint("")
        found = self.people.find_present(text)
        rows = [Row(hit.id, hit.name, "", "", place_words(hit)) for hit in found]
        rows += [away_row(hit, self.people.state_words(hit.id)) for hit in self._away(text)]
        self._page.show_speakers(rows[:_MOST_SPEAKERS])

    def enter_speaker(self, person_id: str) -> None:
        """Enter takes the one who is marked; of several of one name only the second Enter does."""
        words = self.people.which_words(person_id)
        if words and self._asked != self._typed:
            self._asked = self._typed
            self._page.show_speaker_hint(words)
        else:
            self.choose_speaker(person_id)

    def choose_speaker(self, person_id: str) -> None:
        """The one who speaks is somebody present; who is not there yet signs in first."""
        away = self.people.away(person_id)
        if away is not None:
            self._arrive(away)
            return
        hit = self.people.here.get(person_id)
        if hit is not None and self._apart != UNNAMED:
            if not self._typed or self._speaker_id not in (None, person_id):
                self._forget_manner()
            self._speaker_id, self._typed, self._follows = person_id, _hit_words(hit), False
            self._page.speaker_chosen(_hit_words(hit))
            self._page.show_speakers(())

    def follow_floor(self, person_id: str, name: str) -> None:
        """Who was given the floor is who is written down, where nobody wrote a name by hand."""
        if (self._typed and not self._follows) or self._apart == UNNAMED:
            return
        if person_id in self.people.here:
            self.choose_speaker(person_id)
        else:
            if self._typed != name:
                self._forget_manner()
            self._speaker_id, self._typed = person_id or None, name
            self._page.speaker_chosen(name)
        self._follows = True

    @property
    def kept_words(self) -> str:
        """That what is half written stays with its item; "" where nothing is."""
        if self._file is None or not self._said.strip():
            return ""
        return _("没写完的话留在“{0}”里").format(self._file.item.title)

    def take_as_heard(self, name: str) -> bool:
        """A name that none of those present has: somebody of the roster signs in first, and a name
        that it does not know is said to be so. False where letters found nobody."""
        if is_search(name) and not self._known(name.strip()):
            self._page.show_speaker_hint(_("没有找到“{0}”").format(name.strip()))
            return False
        same = [hit for hit in self._away(name) if hit.name == name.strip()]
        if len(same) == 1:
            self._arrive(same[0])
        elif name.strip() and not self._known(name.strip()):
            self._page.show_speaker_hint(
                _("到会的人里没有“{0}”，照您写的名字记。写错了就按 F2 改。").format(name.strip())
            )
        return True

    def _away(self, text: str) -> list[PersonHit]:
        return self.people.find_away(text) if text.strip() else []

    def _known(self, name: str) -> bool:
        return any(name in (hit.name, _hit_words(hit)) for hit in self.people.here.values())

    def _arrive(self, hit: PersonHit) -> None:
        self.ask_sign_in(
            hit,
            lambda: self.choose_speaker(hit.id),
            lambda: self._page.speaker_chosen(hit.name),
        )

    def ask_sign_in(
        self, hit: PersonHit, then: Callable[[], object], as_heard: Callable[[], object]
    ) -> None:
        """Somebody invited who speaks is there: signed in first, unless the name alone is to be
        written."""
        if not self.people.may_sign_in:
            as_heard()
            return

        def arrived(_attendance: object) -> None:
            self.read_people(self.people.meeting_id)
            then()

        self._page.ask_sign_in(
            hit.name,
            lambda: self._attempt(
                lambda: sign_in(self._desk, self.people.meeting_id, hit.id),
                _("{0} 签到了").format(hit.name),
                arrived,
            ),
            as_heard,
        )

    def record_opinion(self, speaker: str, text: str) -> None:
        """What was said; a speaker who was not found keeps the name as heard."""
        scanned = person_of_pass(text)
        if scanned:  # a pass held under the scanner says who speaks, it is no opinion
            self._page.show_opinion(re.sub(r"\d{43}", "", text).strip())
            self.people.find_away(text)
            self.choose_speaker(scanned)
            return
        if not speaker.strip() and self._apart != UNNAMED:
            self._page.show_speaker_hint(_("还没有写是谁说的。不愿留名的，按 Alt+N。"))
            self._page.ask_speaker()
            return
        # A name that was chosen before the program ended stands there as text only.
        meant = [key for key, hit in self.people.here.items() if _hit_words(hit) == speaker.strip()]
        person_id = self._speaker_id or (meant[0] if len(meant) == 1 else None)
        if person_id is None and self._apart != UNNAMED and is_search(speaker):
            self.take_as_heard(speaker)
            self._page.ask_speaker()
            return
        self._record(
            lambda: deliberation.record_opinion(
                self._desk,
                self._item_id,
                text,
                person_id=person_id,
                speaker=speaker,
                stance=self._stance,
                dissent=bool(self._apart),
                unnamed=self._apart == UNNAMED,
            ),
            *("speaker", "opinion", "stance", "apart"),
        )

    # ---- how somebody said it

    def choose_stance(self, stance: str) -> None:
        """Where the one who speaks stands; the same once more takes it back."""
        chosen = Stance(stance)
        self._stance = Stance.UNSAID if chosen is self._stance else chosen
        said = self._stance is not Stance.UNSAID
        self.keep_typing("stance", self._stance.value if said else "")
        self._page.show_manner(self._stance.value, self._apart)

    def choose_apart(self, apart: str) -> None:
        """What is said is a `dissent`, or a dissent whose speaker is to be `unnamed`; the same
        once more takes it back. Of one who is not to be named, not even a draft is kept."""
        self._page.show_speaker_hint("")
        self._apart = "" if apart == self._apart else apart
        self.keep_typing("apart", self._apart)
        if self._apart == UNNAMED:
            self._speaker_id = None
            self.keep_typing("speaker", "")
            self._page.show_speakers(())
        self._page.show_manner(self._stance.value, self._apart)

    # ---- points, measures, the result

    def add_point(self, kind: str, text: str) -> None:
        """A point all accept (agreed), or one that stays open (open)."""
        self._record(
            lambda: deliberation.add_point(self._desk, self._item_id, PointKind(kind), text), kind
        )

    def move_point(self, point_id: str, kind: str) -> None:
        """To the other list."""
        self._attempt(lambda: deliberation.move_point(self._desk, point_id, PointKind(kind)))

    def shift_point(self, point_id: str, by: int) -> None:
        """Up or down in its list."""
        self._attempt(lambda: ordering.shift_point(self._desk, point_id, by))

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
        known = self._file.outcome if self._file else None
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
        if field == "speaker" and self._apart == UNNAMED:
            text = ""
        if field == "speaker" and self._follows and not self._said.strip():
            text = ""  # the program's own filling is nobody's draft
        if field == "opinion":
            if self._follows and self._item_id:
                drafting.keep(
                    self._desk, self._item_id, "speaker", self._typed if text.strip() else ""
                )
            emptied, self._said = bool(self._said.strip()) and not text.strip(), text
            if emptied:
                self._forget_manner()
        if self._item_id:
            drafting.keep(self._desk, self._item_id, field, text)

    # ---- inside

    def _forget_manner(self) -> None:
        """Where one stands is not where the next one does."""
        if self._stance is not Stance.UNSAID or self._apart:
            self._stance, self._apart = Stance.UNSAID, ""
            drafting.drop(self._desk, self._item_id, "stance", "apart")
            self._page.show_manner(self._stance.value, self._apart)

    def _record(self, call: Callable[[], object], *fields: str, empty: bool = True) -> bool:
        item_id = self._item_id

        def recorded(_value: object) -> None:
            drafting.drop(self._desk, item_id, *fields)
            if empty:
                self._page.emptied(*fields)
            if "speaker" in fields:
                self._speaker_id, self._stance, self._apart = None, Stance.UNSAID, ""
                self._typed, self._said, self._follows = "", "", False
                self._page.show_speaker_hint("")
                self._page.show_manner(self._stance.value, self._apart)

        return self._attempt(call, then=recorded)


def _hit_words(hit: PersonHit) -> str:
    """孙有才（第五组）."""
    place = hit.organisation or hit.group
    return f"{hit.name}（{place}）" if place else hit.name
