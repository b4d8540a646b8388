"""Phrases offered while somebody types in the hall; they can be switched off."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.phrases import Phrases, clause_of, load_phrases
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.attempting import Attempt


class PhrasePresenter:
    """Reads the phrases when the first are asked for."""

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        self._desk = desk
        self._attempt = attempt
        self._phrases: Phrases | None = None
        self._suggesting = bool(Settings().number("phrases"))

    def forget(self) -> None:
        """What was said meanwhile counts from now on; reading it all takes some 50 ms."""
        self._phrases = None

    def find(self, field: str, typed: str) -> tuple[tuple[str, ...], int]:
        """Phrases that go on from what is being typed, and how many characters they replace."""
        if not self._suggesting or self._desk.store.mirrored:
            return (), 0
        if self._phrases is None:
            self._phrases = load_phrases(self._desk)
        return self._phrases.find(field, typed), len(clause_of(typed))

    def switch(self) -> None:
        """Offer phrases, or do not; it stays so."""
        self._suggesting = not self._suggesting
        said = _("打字时提示常用说法") if self._suggesting else _("不再提示常用说法，Alt+S 再打开")
        self._attempt(lambda: Settings().choose("phrases", int(self._suggesting)), said)
