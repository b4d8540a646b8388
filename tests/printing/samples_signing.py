"""Papers with signatures of invented people."""

from __future__ import annotations

from msgspec.structs import replace

from tests.printing.samples import sheet
from xieshang_desktop.domain.documents import (
    SEE_ORIGINAL,
    Count,
    SignatureMark,
    SignaturePage,
    SignatureRow,
)

#: A hand that writes three characters, in thousandths of the pad's width.
STROKES = (
    (80, 60, 180, 52, 260, 70),
    (170, 20, 168, 120, 120, 240),
    (400, 40, 480, 36, 560, 60, 520, 140, 410, 200),
    (720, 30, 900, 40),
    (810, 30, 815, 150, 800, 260, 760, 230),
)

WRITTEN = SignatureMark(words="尉迟建国（已签名）", strokes=STROKES)
CHANGED = SignatureMark(words="签名之后\n内容有改动")
THUMB = SignatureMark(words="纸上按手印\n见证人李德发")
ON_PAPER = SignatureMark(words=SEE_ORIGINAL)

_PLAIN = sheet(24)
SIGNED_SHEET = replace(
    _PLAIN,
    rows=tuple(
        replace(
            row,
            mark=(WRITTEN, CHANGED, THUMB, ON_PAPER, None)[at % 5] if row.signed else None,
            note=("迟到", "10:05离场\n10:40返回", row.note)[at % 3] if row.signed else row.note,
            part=f"{row.part}\n户代表" if at % 7 == 1 else row.part,
        )
        for at, row in enumerate(_PLAIN.rows)
    ),
    counts=(*_PLAIN.counts, Count(label="应到", value=20, counted="户")),
)

SIGNATURE_PAGE = SignaturePage(
    unit=_PLAIN.unit,
    title="槐树湾村2026年第三次协商议事会纪要签名页",
    meeting="槐树湾村2026年第三次协商议事会",
    when=_PLAIN.when,
    place=_PLAIN.place,
    code="1A2B-3C4D-5E6F-7890",
    rows=tuple(
        SignatureRow(person=row.person, part=row.part, mark=(None, WRITTEN, THUMB)[at % 3])
        for at, row in enumerate(_PLAIN.rows)
    ),
    spare_rows=4,
    issued_on=_PLAIN.issued_on,
)
