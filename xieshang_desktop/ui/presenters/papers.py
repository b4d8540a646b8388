"""文书: which paper, about what, with which answers; the newest that can be made is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from gettext import gettext
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.search_keys import keys_of, normalise_query
from xieshang_desktop.services import paper_answers, paper_choices
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, Ask, PaperGroup, PaperSpec
from xieshang_desktop.services.papers import Composed, PaperKind, compose

#: Pages beside a paper's own: the key, and whether it is cut into A4 sheets.
_PAGES = {
    "": ("", False),
    "a3": ("poster-a3", False),
    "a2": ("poster-a2", False),
    "a3-tiled": ("poster-a3", True),
    "a2-tiled": ("poster-a2", True),
}


class PaperRow(NamedTuple):
    """One paper of the list: name, group, and its code."""

    name: str
    group: str
    key: str


class AskField(NamedTuple):
    """One question of a paper, with what was answered before; kinds as `AskKind`."""

    name: str
    kind: str
    label: str
    value: str
    example: str
    choices: tuple[tuple[str, str], ...]


class ChosenPaper(NamedTuple):
    """The chosen paper: what it may be about (nothing to choose where there is one), its
    questions, the pages it may be set on."""

    name: str
    hint: str
    about: str
    objects: tuple[tuple[str, str], ...]
    object_id: str
    fields: tuple[AskField, ...]
    pages: tuple[tuple[str, str], ...]
    page: str


class Nothing(NamedTuple):
    """Why there is no paper, and the place that helps: its key and the words of the button."""

    sentence: str
    button: str = ""
    place: str = ""


class PapersPage(Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[PaperRow], mark: str) -> None: ...
    def show_chosen(self, chosen: ChosenPaper) -> None: ...
    def show_paper(self, compose: Callable[[], Composed], *, new: bool) -> None: ...
    def show_nothing(self, nothing: Nothing) -> None: ...


#: An address of the list itself, with what its papers shall be about: `about:meeting:…`.
_ABOUT = "about"


def about_address(about: About, object_id: str) -> str:
    """Where the papers about something are listed."""
    return f"{_ABOUT}:{about.value}:{object_id}"


class PapersPresenter:
    """An address is `kind:object`, e.g. `notice:…`. What was chosen once stays for other papers
    that are about the same."""

    def __init__(self, desk: Desk, page: PapersPage) -> None:
        self._desk = desk
        self._page = page
        self._spec: PaperSpec | None = None
        self._object: str | None = None
        self._answers: dict[str, str] = {}
        self._paper_page = ""
        self._chosen: dict[About, str] = {}

    # ---- the list

    def narrow(self, words: str) -> None:
        """The papers whose name or group has these words, or is spelled so: pinyin or initials."""
        rows = [row for row in _rows() if _found(row, words)]
        self._page.show_rows(rows, self._spec.kind.value if self._spec else "")
        if not rows:  # what was in view is none of those asked for
            self._spec = None
            self._page.show_nothing(Nothing(_("没有这样的文书，换个词试试。")))

    def mark(self, key: str) -> None:
        """Look at a paper of the list, about the newest there is."""
        if not key or (self._spec is not None and key == self._spec.kind.value):
            return
        kind = PaperKind(key)
        self._choose(kind, self._likeliest(kind))
        self._show(new=True)

    # ---- one paper

    def open(self, address: str) -> bool:
        """The paper at an address; without an object about the newest there is. False where the
        address is that of the list."""
        key, _colon, rest = address.partition(":")
        if key == _ABOUT:
            code, _colon, object_id = rest.partition(":")
            about = About(code)
            self._chosen[about] = object_id
            first = next(spec for spec in SPECS.values() if spec.about is about)
            self._choose(first.kind, object_id)
            self._show(new=True)
            return False
        kind = PaperKind(key)
        if rest:
            self._chosen[SPECS[kind].about] = rest
        self._choose(kind, self._likeliest(kind))
        self.show_chosen()
        self._show(new=True)
        return True

    def show_chosen(self) -> None:
        """What can be chosen about the paper in view."""
        spec = self._spec
        if spec is None:
            return
        objects = paper_choices.objects_of(self._desk, spec.about)
        self._page.show_chosen(
            ChosenPaper(
                name=gettext(spec.name),
                hint=gettext(spec.hint) if spec.hint else "",
                about=spec.about.words if spec.about is not About.UNIT else "",
                objects=tuple(objects),
                object_id=self._object or "",
                fields=() if self._object is None else self._fields(spec),
                pages=_pages() if spec.poster else (),
                page=self._paper_page,
            )
        )

    def choose_object(self, object_id: str) -> None:
        """Another meeting, topic, year …; what was answered about it comes back."""
        if self._spec is not None and object_id != self._object:
            self._chosen[self._spec.about] = object_id
            page = self._paper_page
            self._choose(self._spec.kind, object_id)
            self._paper_page = page
            self.show_chosen()
            self._show(new=True)

    def choose_page(self, key: str) -> None:
        """Its own size, or larger."""
        self._paper_page = key
        self._show(new=True)

    def answer(self, answers: Mapping[str, str]) -> None:
        """What stands in the fields now."""
        if dict(answers) != self._answers:
            self._answers = dict(answers)
            self._show(new=False)

    def keep(self) -> None:
        """What was answered stays for the next time."""
        if self._spec is not None and self._spec.asks and self._object is not None:
            paper_answers.keep_answers(self._desk, self._spec.kind, self._object, self._answers)

    def refresh(self) -> None:
        """The same, as the records stand now."""
        if self._spec is not None and self._object is None:
            self._object = paper_choices.likeliest(self._desk, self._spec.kind)
            self.show_chosen()
        self._show(new=False)

    def meeting(self) -> str:
        """The meeting that the paper in view is about, or ""."""
        if self._spec is not None and self._spec.about is About.MEETING:
            return self._object or ""
        return ""

    def key(self) -> str:
        """The code of the paper in view, or ""."""
        return self._spec.kind.value if self._spec else ""

    def _fields(self, spec: PaperSpec) -> tuple[AskField, ...]:
        return tuple(_field(ask, self._answers) for ask in spec.asks)

    def _likeliest(self, kind: PaperKind) -> str | None:
        """What was chosen before, else the newest."""
        chosen = self._chosen.get(SPECS[kind].about)
        return chosen or paper_choices.likeliest(self._desk, kind)

    def _choose(self, kind: PaperKind, object_id: str | None) -> None:
        self._spec, self._object, self._paper_page = SPECS[kind], object_id, ""
        self._answers = {}
        if object_id is not None and self._spec.asks:
            kept = paper_answers.kept_answers(self._desk, kind, object_id)
            begin = {ask.name: ask.instead for ask in self._spec.asks if ask.choices}
            self._answers = begin | kept

    def _show(self, *, new: bool) -> None:
        spec, object_id = self._spec, self._object
        if spec is None:
            return
        if object_id is None:
            self._page.show_nothing(_nothing(spec.about))
            return
        desk, answers = self._desk, dict(self._answers)
        page, tiled = _PAGES[self._paper_page]
        self._page.show_paper(
            lambda: compose(desk, spec.kind, object_id, answers, page=page, tiled=tiled), new=new
        )


def paper_words(kind: PaperKind) -> str:
    """What a paper is called on the screen."""
    return gettext(SPECS[kind].name)


def _rows() -> list[PaperRow]:
    """Group by group, within each as people meet them."""
    groups = list(PaperGroup)
    specs = sorted(SPECS.values(), key=lambda spec: groups.index(spec.group))
    return [PaperRow(_row_name(spec), spec.group.words, spec.kind.value) for spec in specs]


def _row_name(spec: PaperSpec) -> str:
    name = gettext(spec.name)
    return name if spec.recommended else _("{0}（非推荐）").format(name)


def _found(row: PaperRow, words: str) -> bool:
    wanted = words.strip().lower()
    if wanted in f"{row.name} {row.group}".lower():
        return True
    typed = normalise_query(wanted)
    return bool(typed) and any(key.startswith(typed) for key in _spelled(row.name, row.group))


@cache
def _spelled(name: str, group: str) -> tuple[str, ...]:
    """What name and group begin with, from every character on; without the mark before a key."""
    return tuple(key[1:] for part in (name, group) for key in keys_of(part))


def _field(ask: Ask, answers: Mapping[str, str]) -> AskField:
    choices = tuple((code, gettext(words)) for code, words in ask.choices)
    example = "" if ask.choices else ask.instead
    value = answers.get(ask.name, "")
    return AskField(ask.name, ask.kind.value, gettext(ask.label), value, example, choices)


def _pages() -> tuple[tuple[str, str], ...]:
    return (
        ("", _("本来大小")),
        ("a3", _("A3 大字")),
        ("a2", _("A2 大字")),
        ("a3-tiled", _("A3，用 A4 拼")),
        ("a2-tiled", _("A2，用 A4 拼")),
    )


def _nothing(about: About) -> Nothing:
    """There is nothing that this paper could be about."""
    match about:
        case About.MEETING:
            return Nothing(
                _("还没有会议。安排了会议，才能印这份文书。"), _("去安排会议"), "meetings"
            )
        case About.DECISION:
            return Nothing(
                _("还没有决定会议。安排了会议，才能印这份文书。"),
                _("去安排决定会议"),
                "meetings/decisions",
            )
        case About.TOPIC:
            return Nothing(_("还没有议题。登记了议题，才能印这份文书。"), _("去登记议题"), "topics")
        case About.TASK:
            return Nothing(
                _("还没有办理事项。协商定了要办的事，才能印这份文书。"), _("去看办理"), "follow_up"
            )
        case About.SUBMISSION:
            return Nothing(
                _("还没有上报事项。有要提交上级的结果，才能印这份文书。"),
                _("去看办理"),
                "follow_up",
            )
        case _:
            return Nothing(_("还没有可以印的内容。"))
