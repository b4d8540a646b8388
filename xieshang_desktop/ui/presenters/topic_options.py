"""可选办法 of a topic: written before the meeting or in the hall, with what is for and against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.meeting import TopicOption
from xieshang_desktop.services import drafting, options, ordering
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import find_topic
from xieshang_desktop.services.topics import LIVE
from xieshang_desktop.ui.presenters.attempting import Attempt

#: Fields whose unfinished text is kept with the topic.
FIELDS = ("option", "pros", "cons")


class OptionRow(NamedTuple):
    """One option as a row shows it and as the fields take it."""

    key: str
    lead: str
    text: str
    pros: str
    cons: str
    note: str


class OptionsPage(Protocol):
    """What the presenter asks of the sheet."""

    def show_options(self, rows: Sequence[OptionRow], *, may_change: bool) -> None: ...
    def show_fields(self, values: Mapping[str, str], *, known: bool) -> None: ...


class OptionsPresenter:
    """The fields hold a new option, or the one being put right."""

    def __init__(self, desk: Desk, page: OptionsPage, attempt: Attempt, topic_id: str) -> None:
        self._desk, self._page, self._attempt = desk, page, attempt
        self._topic_id = topic_id
        self._known = ""
        self._rows: dict[str, OptionRow] = {}

    def open(self) -> None:
        """The options, and what was being written when the sheet was left."""
        self.refresh()
        self._page.show_fields(drafting.kept(self._desk, self._topic_id, *FIELDS), known=False)

    def refresh(self) -> None:
        """The options as they are now."""
        found = options.options_on(self._desk, self._topic_id)
        self._rows = {o.id: _row(number, o) for number, o in enumerate(found, 1)}
        topic = find_topic(self._desk, self._topic_id)
        live = topic is not None and topic.state in LIVE and not self._desk.store.mirrored
        self._page.show_options(list(self._rows.values()), may_change=live)

    def edit(self, key: str) -> None:
        """Bring an option into the fields, to be put right."""
        row = self._rows[key]
        self._known = key
        self._page.show_fields({"option": row.text, "pros": row.pros, "cons": row.cons}, known=True)

    def give_up(self) -> bool:
        """The option stays as it was; whether one was being put right."""
        if not self._known:
            return False
        self._known = ""
        self._page.show_fields(drafting.kept(self._desk, self._topic_id, *FIELDS), known=False)
        return True

    def record(self, text: str, pros: str, cons: str) -> None:
        """One more, or the one being put right."""
        desk, known = self._desk, self._known

        def take() -> object:
            if known:
                return options.change_option(desk, known, text, pros, cons)
            return options.add_option(desk, self._topic_id, text, pros, cons)

        def taken(_option: object) -> None:
            self._known = ""
            if not known:
                drafting.drop(desk, self._topic_id, *FIELDS)
            kept = drafting.kept(desk, self._topic_id, *FIELDS)
            self._page.show_fields(kept, known=False)
            self.refresh()

        self._attempt(take, "", taken)

    def act(self, key: str, action: str) -> None:
        """Up, down, or away."""
        if action == "remove":
            done = self._attempt(lambda: options.remove_option(self._desk, key), _("已删去"))
            if done and key == self._known:
                self.give_up()
        else:
            by = -1 if action == "up" else 1
            self._attempt(lambda: ordering.shift_option(self._desk, key, by))
        self.refresh()

    def keep(self, field: str, text: str) -> None:
        """A new option that is not recorded yet survives a power cut."""
        if not self._known:
            drafting.keep(self._desk, self._topic_id, field, text)


def option_words(found: Sequence[TopicOption]) -> list[str]:
    """The options of a topic, one line each."""
    lines = []
    for number, option in enumerate(found, 1):
        told = "；".join(_for_and_against(option))
        lines.append(f"{number}．{option.text}" + (f"（{told}）" if told else ""))
    return lines


def _for_and_against(option: TopicOption) -> list[str]:
    pairs = ((_("好处：{0}"), option.pros), (_("难处：{0}"), option.cons))
    return [words.format(text.rstrip("。；")) for words, text in pairs if text]


def _row(number: int, option: TopicOption) -> OptionRow:
    return OptionRow(
        option.id,
        str(number),
        option.text,
        option.pros,
        option.cons,
        "\n".join(_for_and_against(option)),
    )
