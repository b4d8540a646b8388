"""Reads papers back with poppler and pdfium: what others see, not what our code believes."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

MM = 72 / 25.4

_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">')

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not here")
needs_qpdf = pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not here")


class Box(NamedTuple):
    """A character's em-box in millimetres from the upper left corner of the sheet."""

    character: str
    left: float
    top: float
    right: float
    bottom: float


def boxes(pdf: bytes, page: int) -> list[Box]:
    """Every printed character of a page (from 0), as pdfium places it."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        height = sheet.get_height()
        content = sheet.get_textpage()
        found = []
        for at in range(content.count_chars()):
            left, _, right, top = content.get_charbox(at, loose=True)
            size = pypdfium2.raw.FPDFText_GetFontSize(content, at)
            character = content.get_text_range(at, 1)
            if character.strip():
                found.append(
                    Box(
                        character,
                        left / MM,
                        (height - top) / MM,
                        right / MM,
                        (height - top + size) / MM,
                    )
                )
        content.close()
        sheet.close()
        return found


def faces(pdf: bytes, page: int) -> list[tuple[str, str]]:
    """Every printed character of a page with the name of the face that prints it."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        content = sheet.get_textpage()
        found = []
        for at in range(content.count_chars()):
            name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
            pypdfium2.raw.FPDFText_GetFontInfo(content, at, name, 100, flags)
            found.append((content.get_text_range(at, 1), name.value.decode().split("+")[-1]))
        content.close()
        sheet.close()
        return found


def lines(pdf: bytes, page: int) -> list[list[Box]]:
    """The characters of a page by line, from above; from left to right within a line."""
    rows: dict[float, list[Box]] = {}
    for box in boxes(pdf, page):
        rows.setdefault(round(box.top, 1), []).append(box)
    return [sorted(rows[top], key=lambda box: box.left) for top in sorted(rows)]


def words(row: list[Box]) -> str:
    """The text of a line."""
    return "".join(box.character for box in row)


def pdfium_text(pdf: bytes) -> str:
    """All text, as a person copies it from a browser."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for number in range(len(document)):
            page = document[number]
            content = page.get_textpage()
            pages.append(content.get_text_range())
            content.close()
            page.close()
        return "\n".join(pages)


def poppler_text(pdf: bytes, folder: Path) -> str:
    """All text, as pdftotext gives it."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")


def dense(text: str) -> str:
    """Text without spaces and line ends, to look for words in."""
    return re.sub(r"\s", "", text)


def dark_rows(pdf: bytes, page: int, window: tuple[float, float, float, float]) -> list[float]:
    """The distances from the upper edge, in millimetres, at which ink stands within `window`
    (left, top, right, bottom in millimetres)."""
    return _dark(pdf, page, window, lambda x, y: y)


def dark_columns(pdf: bytes, page: int, window: tuple[float, float, float, float]) -> list[float]:
    """The distances from the left edge, in millimetres, at which ink stands within `window`."""
    return _dark(pdf, page, window, lambda x, y: x)


def _dark(
    pdf: bytes,
    page: int,
    window: tuple[float, float, float, float],
    pick: Callable[[int, int], int],
) -> list[float]:
    dots = 10  # in a millimetre
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        bitmap = sheet.render(scale=dots / MM, grayscale=True)
        data, stride = bytes(bitmap.buffer), bitmap.stride
        left, top, right, bottom = (round(edge * dots) for edge in window)
        found = {
            pick(x, y)
            for y in range(top, bottom)
            for x in range(left, right)
            if data[y * stride + x] < 128
        }
        bitmap.close()
        sheet.close()
    return [(each + 0.5) / dots for each in sorted(found)]


def broken_for_others(pdf: bytes, folder: Path) -> list[str]:
    """What qpdf and poppler complain about: form, faces, words outside the sheet."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    found = []
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False)
    if checked.returncode:
        found.append(checked.stdout.decode() + checked.stderr.decode())
    shown = subprocess.run(
        ["pdftotext", "-bbox", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
    )
    found += [line for line in shown.stderr.decode().splitlines() if line]
    page = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', shown.stdout.decode("utf-8"))
    assert page
    for box in _WORD.findall(shown.stdout.decode("utf-8")):
        left, top, right, bottom = map(float, box)
        if left < -MM or top < -8 * MM or right > float(page[1]) + MM:
            found.append(f"a word at {left} {top} {right} {bottom}")
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True)
    for line in fonts.stdout.decode().splitlines()[2:]:
        if line.split()[-5:-2] != ["yes", "yes", "yes"]:  # embedded, subset, back to text
            found.append(line)
    return found
