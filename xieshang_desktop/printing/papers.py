"""A paper's value in, its PDF out: `render` knows which file sets which paper.

The files of the papers are imported when one is asked for: the first paper comes from a cold start.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from xieshang_desktop.domain.documents import (
    MinutesPaper,
    NoticePaper,
    Paper,
    PublicityPaper,
    SignInSheet,
)
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.ink import Fallback, Ink
from xieshang_desktop.printing.pages import make_pages, write_pdf
from xieshang_desktop.printing.profile import profile
from xieshang_desktop.printing.rows import keep_with
from xieshang_desktop.printing.texts import texts


class RenderedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A finished paper. `fallbacks` is the preflight: every character that its face lacks."""

    pdf: bytes
    pages: int
    fallbacks: tuple[Fallback, ...]


def render(
    paper: Paper, *, forms: Path | None = None, body_face: Path | None = None
) -> RenderedPaper:
    """Set a paper. `forms` is a folder with texts of the township's own, `body_face` another 仿宋.

    The same value gives the same bytes. Raises WorldFailed `font_missing`, `font_unusable`, and
    BadInput `form_text_unreadable`, `form_text_unknown_field`.
    """
    layout, ink = profile(), Ink(body_face)
    page = Composer(layout, ink)
    match paper:
        case NoticePaper():
            from xieshang_desktop.printing import notice

            notice.compose(paper, page, texts("notice", forms))
            title, made_on = paper.title, paper.issued_on
        case SignInSheet():
            from xieshang_desktop.printing import sign_in_sheet

            sign_in_sheet.compose(paper, page, texts("sign_in_sheet", forms))
            title, made_on = paper.title, paper.issued_on
        case MinutesPaper():
            from xieshang_desktop.printing import minutes

            minutes.compose(paper, page, texts("minutes", forms))
            title, made_on = paper.title or paper.mark, paper.made_on
        case PublicityPaper():
            from xieshang_desktop.printing import publicity

            publicity.compose(paper, page, texts("publicity", forms))
            title, made_on = paper.title, paper.issued_on
    if not any(row.filler for row in page.rows):
        keep_with(page.rows[:-1])
    marks = texts("practice", forms) if paper.practice else None
    contents = make_pages(page.rows, layout, ink, marks)
    pdf = write_pdf(contents, layout, ink, title=title, author=paper.unit, made_on=made_on)
    return RenderedPaper(pdf=pdf, pages=len(contents), fallbacks=tuple(ink.fallbacks))
