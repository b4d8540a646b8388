"""民情记录: the list, the marked note in full, and what can be done about it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.terms import TopicSource
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import drafting, notes
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters import note_forms
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.topic_sheets import Ask, Values
from xieshang_desktop.wording.dates import date_words, near_date

#: Filters of the list.
ALL, WAITING, HANDLED, TOPICS = "all", "waiting", "handled", "topics"

Line = tuple[Note, Topic | None]


class NoteRow(NamedTuple):
    """One row of the list."""

    day: str
    text: str
    teller: str
    channel: str
    state: tuple[str, str]
    key: str


class NoteAction(NamedTuple):
    """A button of the marked note."""

    key: str
    words: str


class NoteDetail(NamedTuple):
    """The marked note in full."""

    state: tuple[str, str]
    text: str
    facts: tuple[tuple[str, str], ...]
    actions: tuple[NoteAction, ...]


class NotesPage(Protocol):
    """What the presenter asks of the page."""

    def show_filters(self, filters: Sequence[tuple[str, str]], chosen: str) -> None: ...
    def show_rows(self, rows: Sequence[NoteRow], mark: str) -> None: ...
    def show_nothing(self, sentence: str, button: str) -> None: ...
    def show_detail(self, detail: NoteDetail | None) -> None: ...
    def ask(self, form: Ask, about: str) -> None: ...


class NotesPresenter:
    """`mark` follows the list, `act` begins an action, `answer` carries it out."""

    def __init__(self, desk: Desk, page: NotesPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._filter = ALL
        self._words = ""
        self._key = ""
        self._lines: dict[str, Line] = {}
        self._note: Note | None = None
        self._asked: Ask | None = None

    def refresh(self) -> None:
        """Read the list again."""
        self._lines = {note.id: (note, topic) for note, topic in notes.list_notes(self._desk)}
        self._show_filters()
        self._show()

    def choose(self, key: str) -> None:
        """Show another filter."""
        self._filter = key
        self._show()

    def narrow(self, words: str) -> None:
        """Show only notes with these words."""
        self._words = words.lower()
        self._show()

    def mark(self, key: str) -> None:
        """Another row is marked: show it in full."""
        self._key = key
        line = self._lines.get(key)
        self._page.show_detail(_detail(*line) if line else None)

    def find(self, note_id: str) -> None:
        """Mark one note, whatever is filtered."""
        if note_id in self._lines:
            self._filter, self._words, self._key = ALL, "", note_id
            self._show_filters()
            self._show()

    def new(self) -> None:
        """The form of a new note, with what was left unfinished."""
        note = notes.blank_note(self._desk)
        self._begin(note, note_forms.note_form(note, new=True), "")

    def act(self, key: str) -> None:
        """Begin what a button of the marked note says; Enter writes what was done about it."""
        if self._key not in self._lines:
            return
        note, topic = self._lines[self._key]
        if key == "open":
            if topic is not None:
                self._go("topics/topic", topic.id)
        elif key == "change":
            self._begin(note, note_forms.note_form(note, new=False), "")
        elif key == "topic":
            self._begin(note, note_forms.topic_form(note), note.text)
        else:
            self._begin(note, note_forms.handling_form(self._desk, note), note.text)

    def answer(self, values: Values) -> bool:
        """A filled form; whether it was taken."""
        note, asked, desk = self._note, self._asked, self._desk
        if note is None or asked is None:
            return False
        if asked.key == "note":
            new = note.id not in self._lines
            said = _("民情已记下") if new else _("已改好")
            return self._attempt(lambda: note_forms.take_note(desk, note, values), said, self._kept)
        if asked.key == "handle":
            said = _("处理情况已记下")
            call = note_forms.take_handling
            return self._attempt(lambda: call(desk, note, values), said, self._kept)
        return self._attempt(
            lambda: notes.raise_topic(
                desk,
                note.id,
                values["title"],
                values["proposer"],
                TopicSource(values["source"]),
            ),
            _("已登记为议题"),
            self._raised,
        )

    def keep(self, values: Values) -> None:
        """What stands in the open form now, to be offered again unless it is as it began."""
        if self._note is not None and self._asked is not None:
            begun = values == self._asked.values()
            text = "" if begun else json.dumps(dict(values), ensure_ascii=False)
            drafting.keep(self._desk, self._draft, self._asked.key, text)

    @property
    def _draft(self) -> str:
        note = self._note
        return note.id if note is not None and note.id in self._lines else note_forms.NEW

    def _begin(self, note: Note, form: Ask, about: str) -> None:
        self._note, self._asked = note, form
        text = drafting.kept(self._desk, self._draft, form.key).get(form.key)
        self._page.ask(form.filled(json.loads(text)) if text else form, about)

    def _kept(self, note: Note) -> None:
        self._drop()
        self._key = note.id
        if self._filter != ALL:  # what was just written stays in sight
            self._filter = ALL
        self.refresh()

    def _raised(self, topic: Topic) -> None:
        self._drop()
        self._go("topics/topic", topic.id)

    def _drop(self) -> None:
        if self._asked is not None:
            drafting.drop(self._desk, self._draft, self._asked.key)
        self._note = self._asked = None

    def _show_filters(self) -> None:
        words = {
            ALL: _("全部"),
            WAITING: _("待处理"),
            HANDLED: _("已处理"),
            TOPICS: _("转为议题"),
        }
        counts = {key: sum(_belongs(line, key) for line in self._lines.values()) for key in words}
        filters = [(key, f"{said} {counts[key]}") for key, said in words.items()]
        self._page.show_filters(filters if self._lines else [], self._filter)

    def _show(self) -> None:
        today = self._desk.today
        rows = [
            NoteRow(
                near_date(note.told_on, today),
                note.text.replace("\n", " "),
                "　".join(filter(None, (note.teller, note.group))) or _("未留名"),
                note.channel.words,
                _state(note, topic),
                note.id,
            )
            for note, topic in self._lines.values()
            if _belongs((note, topic), self._filter) and self._holds(note)
        ]
        self._page.show_rows(rows, self._key)
        if rows:
            self._page.show_nothing("", "")
        elif self._lines:
            self._page.show_nothing(_("没有这样的记录，换个条件试试。"), "")
        elif self._desk.store.mirrored:
            self._page.show_nothing(_("没有交来的民情记录。"), "")
        else:
            sentence = _(
                "还没有民情记录。走访、来电、意见箱里听到的，先记在这里；要商量的，再登记为议题。"
            )
            self._page.show_nothing(sentence, _("登记民情"))

    def _holds(self, note: Note) -> bool:
        told = (note.text, note.teller, note.group, note.handling)
        return not self._words or any(self._words in each.lower() for each in told)


def _belongs(line: Line, key: str) -> bool:
    note, topic = line
    handled = bool(note.handling)
    return {
        ALL: True,
        WAITING: topic is None and not handled,
        HANDLED: topic is None and handled,
        TOPICS: topic is not None,
    }[key]


def _state(note: Note, topic: Topic | None) -> tuple[str, str]:
    if topic is not None:
        return (_("转为议题"), "done")
    return (_("已处理"), "done") if note.handling else (_("待处理"), "waiting")


def _detail(note: Note, topic: Topic | None) -> NoteDetail:
    facts = [
        (_("谁反映的"), "　".join(filter(None, (note.teller, note.group))) or _("未留名")),
        (_("哪天"), date_words(note.told_on)),
        (_("怎么知道的"), note.channel.words),
        (_("记录人"), note.recorder),
        (_("处理情况"), note.handling),
        (_("处理日期"), date_words(note.handled_on) if note.handled_on else ""),
        (_("议题"), f"{topic.number} {topic.title}" if topic else ""),
    ]
    actions = [
        NoteAction("handle", _("改处理情况") if note.handling else _("写处理情况")),
        NoteAction("open", _("看议题")) if topic else NoteAction("topic", _("登记为议题")),
        NoteAction("change", _("修改")),
    ]
    return NoteDetail(
        _state(note, topic),
        note.text,
        tuple(fact for fact in facts if fact[1]),
        tuple(actions),
    )
