"""A recovery sheet with words that open nothing."""

from __future__ import annotations

from datetime import date

from xieshang_desktop.domain.documents import RecoverySheet, SheetWord

_WORDS = ("academic", "zero", "satisfy", "webcam", "minister", "unwrap", "ounce", "guest", "wits")

RECOVERY_SHEET = RecoverySheet(
    unit="槐树湾村民委员会",
    issued_on=date(2026, 11, 16),
    number=2,
    keeper="第二召集人",
    printing="00417",
    key="age1qqqqqqqq…zzzzzz",
    words=tuple(
        SheetWord(word=_WORDS[at % len(_WORDS)], place=f"{at * 31 + 1:04d}") for at in range(33)
    ),
    link=" ".join(_WORDS[at % len(_WORDS)] for at in range(33)),
)
