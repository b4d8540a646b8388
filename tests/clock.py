"""A clock set by hand, so that months pass in a test without waiting."""

from __future__ import annotations

from datetime import datetime, timedelta


class HandClock:
    """Gives its moment, a millisecond later each time; tests move `moment`."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment
