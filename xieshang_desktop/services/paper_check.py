"""The check of finished papers: a PDF is measured as others read it, and nothing is written."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from xieshang_desktop.domain import official as own
from xieshang_desktop.domain import privacy
from xieshang_desktop.errors import BadInput, Problem, WorldFailed
from xieshang_desktop.printing.checking import LARGEST_BYTES, CheckedPaper, Finding, check
from xieshang_desktop.services.desk import open_desk

__all__ = ["CheckedPaper", "Finding", "check_paper", "official_texts"]


def check_paper(file: Path, official: Collection[str] = ()) -> CheckedPaper:
    """Measure a PDF; `official` are the telephones and places that may stand in it in full.

    WorldFailed `paper_file_missing`; BadInput `paper_no_pdf`, `paper_locked`, `paper_too_large`.
    """
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise BadInput("paper_too_large")
        pdf = file.read_bytes()
    except OSError as error:
        raise WorldFailed("paper_file_missing", file=str(file)) from error
    return check(pdf, name=file.stem, private=lambda text: privacy.find(text, official=official))


def official_texts(folder: Path) -> tuple[str, ...]:
    """What the village at `folder` prints in full: its telephone, its place. A folder without a
    village, or with one that can't be opened, has none: the check of a file needs no village."""
    try:
        with closing(open_desk(folder, looking=True)) as desk:
            return own.official_texts(desk.unit)
    except Problem:
        return ()
