"""口令: set, changed, taken away, reset when it was forgotten."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services import pins
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.pins import PinState
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.wording.dates import date_words


class PinRow(NamedTuple):
    """One convenor or substitute in office, and how their PIN stands."""

    id: str
    name: str
    office: str
    state: str
    there: bool


class PinPresenter:
    """A PIN is never taken back by 撤销: every change of it is final."""

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        self._desk, self._attempt = desk, attempt

    def asked_of_all(self) -> bool:
        """Whether nobody confirms on the screen without a PIN."""
        return pins.wanted()

    def ask_of_all(self, on: bool) -> bool:
        """From now on, or no longer."""
        return self._attempt(lambda: Settings().choose("confirm_with", "pin" if on else "screen"))

    def rows(self) -> list[PinRow]:
        """Everybody who may confirm today."""
        people = [*self._desk.convenors(), *self._desk.substitutes()]
        states = pins.states(self._desk, [each.id for each in people])
        return [_row(each, states[each.id]) for each in people]

    def allowing(self, convenor_id: str) -> list[tuple[str, str]]:
        """Whose PIN allows a new one: id and name."""
        return [(each.id, each.name) for each in pins.who_may_allow(self._desk, convenor_id)]

    def set(self, convenor_id: str, pin: str) -> bool:
        """The first one."""
        return self._attempt(
            lambda: pins.set_pin(self._desk, convenor_id, pin), _("口令设好了"), final=True
        )

    def change(self, convenor_id: str, old: str, new: str) -> bool:
        """Another one."""
        return self._attempt(
            lambda: pins.change_pin(self._desk, convenor_id, old, new), _("口令已换"), final=True
        )

    def remove(self, convenor_id: str, pin: str) -> bool:
        """None any more."""
        return self._attempt(
            lambda: pins.remove_pin(self._desk, convenor_id, pin), _("口令已取消"), final=True
        )

    def reset(self, convenor_id: str, new: str, allowed_by: str, pin: str) -> bool:
        """A new one, allowed by the other convenor."""
        return self._attempt(
            lambda: pins.reset_pin(self._desk, convenor_id, new, allowed_by, pin),
            _("口令已重设，已记下是谁准的"),
            final=True,
        )

    def reset_with_reason(self, convenor_id: str, new: str, reason: str) -> bool:
        """A new one when nobody knows any."""
        return self._attempt(
            lambda: pins.reset_pin_with_reason(self._desk, convenor_id, new, reason),
            _("口令已重设，原因已记下"),
            final=True,
        )


def _row(convenor: Convenor, state: PinState) -> PinRow:
    office = convenor.rank.words
    if convenor.substitute:
        office = _("{0}（代理）").format(office)
    return PinRow(convenor.id, convenor.name, office, _words(state), state.set_on is not None)


def _words(state: PinState) -> str:
    if state.set_on is None:
        return _("没有口令")
    words = _("{0}设").format(date_words(state.set_on))
    if state.kind == "pin_reset" and state.allowed_by:
        words = _("{day}重设，{name}准的").format(
            day=date_words(state.set_on), name=state.allowed_by
        )
    elif state.kind == "pin_reset":
        words = _("{day}重设，原因：{reason}").format(
            day=date_words(state.set_on), reason=state.reason
        )
    if state.failures:
        words = _("{0}；有人输错过 {1} 次").format(words, state.failures)
    return words
