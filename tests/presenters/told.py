"""A page that remembers what it was told, newest last: `page.last("show_rows")`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Told:
    """Takes every `show_…`, `ask_…` and other word of a presenter to its page."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        def remember(*given: Any, **named: Any) -> None:
            self.calls.append((name, given, named))

        return remember

    def last(self, name: str) -> Any:
        """What was given the last time: one value as it is, several as a tuple."""
        given = next(given for called, given, _named in reversed(self.calls) if called == name)
        return given[0] if len(given) == 1 else given

    def named(self, name: str) -> dict[str, Any]:
        """What was given by name the last time."""
        return next(named for called, _given, named in reversed(self.calls) if called == name)

    def times(self, name: str) -> int:
        """How often it was told this."""
        return sum(called == name for called, _given, _named in self.calls)


class Ways:
    """Remembers where a presenter wanted to go."""

    def __init__(self) -> None:
        self.gone: list[tuple[str, str | None]] = []

    def __call__(self, key: str, object_id: str | None = None) -> None:
        self.gone.append((key, object_id))
