"""A page that remembers what it was told, and a way to places that remembers where it led."""

from __future__ import annotations

from typing import Any


class Page:
    """Remembers the newest of everything it was told, by the name of the method."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        def told(*values: Any, **more: Any) -> None:
            self.told[name] = values[0] if len(values) == 1 and not more else (*values, more)

        return told


class Going:
    def __init__(self) -> None:
        self.places: list[tuple[str, str | None]] = []

    def __call__(self, key: str, object_id: str | None = None) -> None:
        self.places.append((key, object_id))
