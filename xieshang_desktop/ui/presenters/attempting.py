"""What a presenter is given to act with: one way to do something, one way to go somewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Attempt(Protocol):
    """Does something; a problem is shown in words and False given.

    `said` is the toast, with 撤销 unless `final`; `then` gets the result.
    """

    def __call__(
        self,
        call: Callable[[], T],
        said: str = "",
        then: Callable[[T], object] | None = None,
        *,
        final: bool = False,
    ) -> bool: ...


class Go(Protocol):
    """Opens a page at an object."""

    def __call__(self, key: str, object_id: str | None = None) -> object: ...
