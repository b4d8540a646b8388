"""The check of a finished PDF, as others read it: page, faces, marks, what may not be printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Protocol

import msgspec
import pypdfium2
from pypdfium2 import raw

from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing import checking_document, checking_grid, checking_text
from xieshang_desktop.printing.checking_reading import Fault, PaperReader, Sheet

#: More than this is no paper of ours.
LARGEST_BYTES, MOST_PAGES = 64 << 20, 1000

#: How the writer says in the PDF's keywords what the paper is: `form=notice grid=gbt9704`.
_KEYWORD = re.compile(r"(\w+)=(\S+)")


class Grid(StrEnum):
    """What a page is measured against. On `tiles` the edge of the sheet cuts letters on purpose."""

    GBT9704 = "gbt9704"
    TILES = "tiles"
    OTHER = "other"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it should be. `page` and `line` count from 1; 0 is the whole paper
    or the whole page. `facts` are what the sentence for this `code` needs."""

    code: str
    page: int = 0
    line: int = 0
    facts: dict[str, str | int | float] = {}


class CheckedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """What the check saw. `form` is the paper's own name for itself, blank in PDFs of others;
    `assumed`: the grid was told by sheets and page numbers, because the paper does not say it."""

    form: str
    grid: Grid
    assumed: bool
    pages: int
    findings: tuple[Finding, ...]


class Private(Protocol):
    """A piece of personal data: what it is (a code), and as much as may be shown of it."""

    @property
    def kind(self) -> str: ...
    @property
    def masked(self) -> str: ...


def check(
    pdf: bytes,
    *,
    name: str = "",
    private: Callable[[str], Iterable[Private]] = lambda text: (),
) -> CheckedPaper:
    """Measure a PDF. `private` finds personal data in a text: it is given every page, the
    metadata, and the file's `name`.

    Raises BadInput `paper_no_pdf`, `paper_locked`, `paper_too_large`.
    """
    if len(pdf) > LARGEST_BYTES:
        raise BadInput("paper_too_large")
    document = _opened(pdf)
    try:
        if len(document) > MOST_PAGES:
            raise BadInput("paper_too_large")
        metadata = document.get_metadata_dict()
        told = dict(_KEYWORD.findall(metadata["Keywords"]))
        reader = PaperReader(document)
        sheets = list(reader.sheets())
        grid, assumed = _grid(told.get("grid", ""), sheets)
        findings = [
            *_findings(0, checking_document.faults(document, metadata, reader.faces(), sheets)),
            *(
                Finding(code="personal_data_in_name", facts=_shown(each))
                for text in (name, *metadata.values())
                for each in private(text)
            ),
        ]
        for page, sheet in enumerate(sheets, 1):
            column = checking_grid.column(sheet) if grid is Grid.GBT9704 else None
            above = checking_grid.rows_above(sheet) if column else 0
            faults = [*checking_text.faults(sheet, whole=grid is not Grid.TILES, column=column)]
            if grid is Grid.GBT9704:
                numbered = told.get("numbers") != "no"
                faults += checking_grid.faults(sheet, page, numbered=numbered)
            findings += sorted(_findings(page, faults, above), key=lambda finding: finding.line)
            findings += (
                Finding(code="personal_data", page=page, facts=_shown(each))
                for each in private(checking_text.running(sheet))
            )
        if grid is Grid.GBT9704 and checking_grid.signature_alone(sheets):
            findings.append(Finding(code="signature_alone", page=len(sheets)))
    finally:
        document.close()
    return CheckedPaper(
        form=told.get("form", ""),
        grid=grid,
        assumed=assumed,
        pages=len(sheets),
        findings=tuple(findings),
    )


def _findings(page: int, faults: Iterable[Fault], above: int = 0) -> Iterator[Finding]:
    """The faults of a page; the `above` rows in its upper margin are not counted as lines."""
    for line, code, facts in faults:
        yield Finding(code=code, page=page, line=max(0, line - above), facts=facts)


def _shown(found: Private) -> dict[str, str | int | float]:
    return {"what": str(found.kind), "text": found.masked}


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    if b"%PDF-" not in pdf[:1024]:  # where readers look for it
        raise BadInput("paper_no_pdf")
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise BadInput("paper_locked" if locked else "paper_no_pdf") from error


def _grid(told: str, sheets: Sequence[Sheet]) -> tuple[Grid, bool]:
    if told:
        return (Grid(told) if told in set(Grid) else Grid.OTHER), False
    a4 = bool(sheets) and all(map(checking_grid.is_a4, sheets))
    numbered = any(map(checking_grid.number_line, sheets))
    return (Grid.GBT9704 if a4 and numbered else Grid.OTHER), True
