"""A paper's value in, its PDF out.

Papers whose arrangement is more than lines have a file of their own, imported when one is asked
for: the first paper comes from a cold start.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import msgspec

from xieshang_desktop.domain.documents import Paper
from xieshang_desktop.printing import forms as forms_of_data
from xieshang_desktop.printing.ink import Fallback, Ink
from xieshang_desktop.printing.pages import make_pages, write_pdf
from xieshang_desktop.printing.pdf_setting import PdfSetting
from xieshang_desktop.printing.profile import profile
from xieshang_desktop.printing.rows import keep_with
from xieshang_desktop.printing.setting import Setting
from xieshang_desktop.printing.texts import Texts, texts

#: Papers with a file of their own, by their form.
OWN_FILE = {
    "minutes": "minutes",
    "sign_in_sheet": "sign_in_sheet",
    "signature_page": "signature_page",
    "ledger": "ledger",
    "results_list": "ledger",
    "year_plan": "ledger",
    "notes_book": "ledger",
    "decision_statistics": "ledger",
    "decision_ledger": "ledger",
    "monthly_summary_book": "ledger",
    "name_cards": "tents",
    "passes": "passes",
    "plate": "plate",
    "flow_chart": "flow_chart",
    "slogans": "slogans",
    "recovery_sheet": "recovery_sheet",
}

#: A table of contents helps from this many pages on.
_LONG = 4


class RenderedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A finished paper. `fallbacks` is the preflight: every character that its face lacks."""

    pdf: bytes
    pages: int
    fallbacks: tuple[Fallback, ...]


def render(
    paper: Paper,
    *,
    forms: Path | None = None,
    body_face: Path | None = None,
    page: str = "",
    tiled: bool = False,
) -> RenderedPaper:
    """Set a paper. `forms` is a folder with forms of the township's own, `body_face` another 仿宋,
    `page` another page than the paper's own, e.g. a poster's; `tiled` it is cut into A4 sheets.

    The same value gives the same bytes. Raises WorldFailed `font_missing`, `font_unusable`, and
    BadInput `form_text_unreadable`, `form_text_unknown_field`, `picture_unreadable`,
    `picture_too_large`.
    """
    grid = page or paper.PAGE
    layout, ink, form = profile(grid), Ink(body_face), texts(paper.FORM, forms)
    if paper.WIDE:
        layout = layout.turned()
    setting = PdfSetting(layout, ink)
    set_on(paper, setting, form)
    if not any(row.filler for row in setting.rows):
        keep_with(setting.rows[:-1])
    made = make_pages(
        setting.rows,
        layout,
        ink,
        practice=texts("practice", forms) if paper.practice else None,
        proof=None if layout.cards else paper.proof,
        numbered=paper.NUMBERED,
        foot=paper.foot if paper.NUMBERED else "",
    )
    contents, sheet = made.contents, layout
    if layout.cards:
        if layout.cards.larger and len(contents) > 1:  # all of it on one card, if it be larger
            return render(paper, forms=forms, body_face=body_face, page=layout.cards.larger)
        from xieshang_desktop.printing.cards import impose

        contents, sheet = impose(paper, contents, layout, ink), profile()
    if tiled:
        from xieshang_desktop.printing.tiles import tile  # few papers are

        contents, sheet = tile(made.contents, made.inked, layout, ink)
        grid = "tiles"
    pdf = write_pdf(
        contents,
        sheet,
        ink,
        title=forms_of_data.title_of(paper, form),
        author=paper.unit,
        made_on=paper.issued_on,
        keywords=f"xieshang form={paper.FORM} grid={grid}" + " numbers=no" * (not paper.NUMBERED),
        bookmarks=made.bookmarks if len(contents) >= _LONG and not tiled else (),
    )
    return RenderedPaper(pdf=pdf, pages=len(contents), fallbacks=tuple(ink.fallbacks))


def set_on(paper: Paper, page: Setting, form: Texts) -> None:
    """Set a paper on any page: of a PDF or of a Word document."""
    own = OWN_FILE.get(paper.FORM)
    if own is None:
        forms_of_data.compose(paper, page, form)
    else:
        import_module(f"xieshang_desktop.printing.{own}").compose(paper, page, form)
