"""Identifiers and the clock: the two things a record gets from outside itself."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

#: All dates of the program are Beijing time (GB/T 7408; no summer time since 1991).
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")

Clock = Callable[[], datetime]


def now() -> datetime:
    """The laptop's clock in Beijing time, to the millisecond. It may be wrong."""
    moment = datetime.now(BEIJING)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


_last = 0


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as 36 characters; ids made by one process sort in order of making."""
    global _last
    chance = int.from_bytes(os.urandom(9), "big")
    stamp = max((time.time_ns() // 1_000_000) << 12 | chance >> 64, _last + 1)
    _last = stamp
    milliseconds, counter = stamp >> 12, stamp & 0xFFF
    tail = chance & ((1 << 62) - 1)
    value = milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | tail
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_line_id() -> str:
    """Eight hexadecimal digits that name one installation's run of numbers."""
    return os.urandom(4).hex()
