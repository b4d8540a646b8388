"""Handwriting on paper: drawn where it belongs, as it was written, and said in words in Word."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from math import hypot

import pypdfium2
import pytest
from msgspec import inspect
from msgspec.structs import replace

from tests.printing.every_paper import every_paper
from tests.printing.reading import MM, boxes, dense, lines, pdfium_text, words
from tests.printing.samples_signing import (
    CHANGED,
    SIGNATURE_PAGE,
    SIGNED_SHEET,
    STROKES,
    WRITTEN,
)
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.strokes import bounds, curve, points_of
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.word import render_word
from xieshang_desktop.services.paper_list import SPECS


def cell_of(pdf: bytes, name: str, head: str) -> tuple[float, float]:
    """The middle of the cell below a head, in the row of some words, in millimetres."""
    (row,) = (row for row in lines(pdf, 0) if name in words(row))
    (heads,) = (row for row in lines(pdf, 0) if head in words(row))
    at = words(heads).index(head)
    across = (heads[at].left + heads[at + len(head) - 1].right) / 2
    return across, (row[0].top + row[0].bottom) / 2


def ink_in(
    pdf: bytes, window: tuple[float, float, float, float], dots: int = 20
) -> list[tuple[float, float]]:
    """Dark dots of the first page within a window, in millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=dots / MM, grayscale=True)
        data, stride = bytes(bitmap.buffer), bitmap.stride
        left, top, right, bottom = (round(edge * dots) for edge in window)
        found = [
            ((x + 0.5) / dots, (y + 0.5) / dots)
            for y in range(top, bottom)
            for x in range(left, right)
            if data[y * stride + x] < 128
        ]
        bitmap.close()
    return found


def drawn() -> list[tuple[float, float]]:
    """Points all along the hand's curves, in thousandths of the pad."""
    found = []
    for stroke in STROKES:
        points = points_of(stroke)
        begin = points[0]
        for one, two, end in curve(points):
            for step in range(21):
                t = step / 20
                found.append(
                    tuple(
                        (1 - t) ** 3 * a
                        + 3 * (1 - t) ** 2 * t * b
                        + 3 * (1 - t) * t * t * c
                        + t**3 * d
                        for a, b, c, d in zip(begin, one, two, end, strict=True)
                    )
                )
            begin = end
    return found  # type: ignore[return-value]  # pairs, zipped


def one_signed() -> bytes:
    row = replace(SIGNED_SHEET.rows[1], signed="8:01", note="", part="成员", mark=WRITTEN)
    return render(replace(SIGNED_SHEET, rows=(row,))).pdf


def test_the_picture_of_the_paper_is_what_the_hand_wrote() -> None:
    pdf = one_signed()
    middle, level = cell_of(pdf, "8:01", "签名")
    window = (middle - 12.5, level - 4.6, middle + 12.5, level + 4.6)
    ink = ink_in(pdf, window)
    assert ink
    left, upper, right, lower = bounds(STROKES)
    across = (min(x for x, _ in ink) + max(x for x, _ in ink)) / 2
    down = (min(y for _, y in ink) + max(y for _, y in ink)) / 2
    assert across == pytest.approx(middle, abs=0.4)
    high = max(y for _, y in ink) - min(y for _, y in ink)
    wide = max(x for x, _ in ink) - min(x for x, _ in ink)
    pen = 0.9 / MM
    scale = (wide - pen) / (right - left)
    assert (high - pen) / (lower - upper) == pytest.approx(scale, rel=0.06)
    expected = [
        (across + (x - (left + right) / 2) * scale, down + (y - (upper + lower) / 2) * scale)
        for x, y in drawn()
    ]

    def away(point: tuple[float, float], others: list[tuple[float, float]]) -> float:
        return min(hypot(point[0] - x, point[1] - y) for x, y in others)

    assert max(away(point, ink) for point in expected) < 0.15  # every stroke is there
    assert max(away(dot, expected) for dot in ink) < 0.45  # and nothing else


def test_strokes_are_curves_with_round_ends_not_a_picture() -> None:
    pdf = one_signed()
    with pypdfium2.PdfDocument(pdf) as document:
        kinds = [each.type for each in document[0].get_objects()]
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_PATH) >= len(STROKES)
    assert "尉迟建国（已签名）" not in dense(pdfium_text(pdf))


def test_a_changed_record_is_said_and_no_strokes_stand_there() -> None:
    row = replace(SIGNED_SHEET.rows[1], mark=CHANGED)
    text = dense(pdfium_text(render(replace(SIGNED_SHEET, rows=(row,))).pdf))
    assert "签名之后内容有改动" in text


def test_the_sheet_says_who_came_late_left_and_speaks_for_a_household() -> None:
    text = dense(pdfium_text(render(SIGNED_SHEET).pdf))
    for said in (
        "迟到",
        "10:05离场",
        "10:40返回",
        "户代表",
        "请假",
        "见原件",
        "见证人李德发",
        "应到20户",
    ):
        assert said in text
    assert "原件照片随会议保存" in text


def test_a_sheet_without_signatures_has_no_column_for_them() -> None:
    bare = replace(SIGNED_SHEET, rows=tuple(replace(r, mark=None) for r in SIGNED_SHEET.rows))
    assert "签名" not in dense(pdfium_text(render(bare).pdf))


def test_a_blank_sheet_tells_those_who_do_not_write_what_to_do() -> None:
    blank = replace(SIGNED_SHEET, rows=(), filled=False, spare_rows=6)
    assert "不写字的，在“签名”格按手印" in dense(pdfium_text(render(blank).pdf))


def test_the_page_to_sign_has_room_for_a_thumb() -> None:
    bare = replace(
        SIGNATURE_PAGE, rows=tuple(replace(r, mark=None) for r in SIGNATURE_PAGE.rows[1:4])
    )
    pdf = render(bare).pdf
    numbers = [box.top for box in boxes(pdf, 0) if box.character in "1234567" and box.left < 44]
    gaps = [b - a for a, b in pairwise(numbers)]
    assert min(gaps[-3:]) > 16
    text = dense(pdfium_text(pdf))
    for said in ("1A2B-3C4D-5E6F-7890", "手印", "见证人（签名）：", "（纪要尚未归档）"):
        assert said in text
    sealed = dense(pdfium_text(render(replace(bare, sealed=True)).pdf))
    assert "尚未归档" not in sealed


def test_word_says_who_signed_in_words() -> None:
    file = render_word(SIGNATURE_PAGE)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        text = package.read("word/document.xml").decode()
    assert "尉迟建国（已签名）" in text
    assert "见证人李德发" in text


def test_no_public_paper_has_room_for_strokes() -> None:
    private = {type(paper).__name__ for paper in every_paper().values() if _writes(type(paper))}
    assert private == {"SignInSheet", "SignaturePage"}
    built = {"papers_door:blank_sheet", "papers_door:filled_sheet", "papers_signing:signature_page"}
    assert not any(spec.public for spec in SPECS.values() if spec.builder in built)


def _writes(kind: type) -> bool:
    """Whether a paper's value can hold handwriting anywhere."""
    seen: list[object] = [inspect.type_info(kind)]
    at = 0
    while at < len(seen):
        each = seen[at]
        at += 1
        if isinstance(each, inspect.StructType):
            if each.cls is documents.SignatureMark:
                return True
            seen += [f.type for f in each.fields if f.type not in seen]
        elif isinstance(each, inspect.UnionType):
            seen += [t for t in each.types if t not in seen]
        elif isinstance(each, inspect.VarTupleType):
            seen.append(each.item_type)
        elif isinstance(each, inspect.TupleType):
            seen += [t for t in each.item_types if t not in seen]
    return False
