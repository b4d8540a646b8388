"""What a village's clock said that cannot be, and PINs that were reset: remarks, never a return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec

from xieshang_desktop.domain.entry import Entry, Header

#: A clock that is so far off is remarked on.
_TOLERATED: Final = timedelta(days=1)
#: What the journal calls it when a convenor's forgotten PIN gives way to another.
PIN_RESET: Final = "pin_reset"


class ClockRemark(msgspec.Struct, frozen=True, kw_only=True):
    """From which entry on a clock stood `days` ahead of ours (`clock_ahead`), or was set back by
    so many (`clock_set_back`)."""

    code: str
    line: str
    number: int
    at: datetime
    days: int


class ClockWatch:
    """Looks at the clocks of one line's entries as they pass by. Where a clock went wrong it is
    said once, not again for every entry that follows; `remarks` holds what was said. That a
    convenor's PIN was reset is counted (027: it leaves an entry that travels)."""

    def __init__(self, received_at: datetime) -> None:
        self.remarks: list[ClockRemark] = []
        self._pins_reset: list[int] = []
        self._received_at = received_at

    def passing(self, entries: Iterable[tuple[Header, Entry]]) -> Iterator[tuple[Header, Entry]]:
        """The same entries, looked at."""
        received_at = self._received_at
        limit = received_at + _TOLERATED
        before: datetime | None = None
        ahead = False
        for pair in entries:
            header = pair[0]
            if header.kind == PIN_RESET:
                self._pins_reset.append(header.number)
            at = header.at if header.at.tzinfo else header.at.replace(tzinfo=received_at.tzinfo)
            if at > limit and not ahead:
                self.remarks.append(_remark("clock_ahead", header, at - received_at))
            if before is not None and before - at > _TOLERATED:
                self.remarks.append(_remark("clock_set_back", header, before - at))
            before, ahead = at, at > limit
            yield pair

    def facts(self) -> dict[str, str | int]:
        """The first remark of each kind, as an arrival keeps it: entry number and days, or how
        often."""
        said: dict[str, str | int] = {}
        for remark in reversed(self.remarks):
            said |= {remark.code: remark.number, f"{remark.code}_days": remark.days}
        if self._pins_reset:
            said |= {PIN_RESET: self._pins_reset[0], f"{PIN_RESET}_times": len(self._pins_reset)}
        return said


def _remark(code: str, header: Header, by: timedelta) -> ClockRemark:
    return ClockRemark(
        code=code, line=header.line, number=header.number, at=header.at, days=by.days
    )
