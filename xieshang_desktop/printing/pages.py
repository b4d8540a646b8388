"""Rows become pages with their numbers, pages become a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.pdfbase import pdfdoc

from xieshang_desktop import __version__
from xieshang_desktop.printing.embedding import ASCENT, deflated
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import Ink, PageInk
from xieshang_desktop.printing.profile import MM, Profile
from xieshang_desktop.printing.rows import Row, paginate
from xieshang_desktop.printing.texts import Texts

#: Where the stroke of an 一字线 stands in its em-box, measured from the base line (ems).
_DASH = 0.38

#: The practice village's mark: words in the upper margin, and light text under everything.
_PRACTICE_GREY, _PRACTICE_SIZE, _PRACTICE_TOP_MM = 0.93, 190.0, 22.0


def make_pages(
    rows: Sequence[Row], profile: Profile, ink: Ink, practice: Texts | None = None
) -> list[str]:
    """The content stream of every page. `practice` has the words that mark a practice paper."""
    contents = []
    for number, placed in enumerate(paginate(rows, profile), 1):
        page = PageInk(ink, profile.height)
        for each in placed:
            if each.row.draw:
                each.row.draw(page, each.top)
        _page_number(page, number, profile, ink)
        if practice:
            _practice_mark(page, profile, ink, practice)
        contents.append(page.content())
    return contents


def _page_number(page: PageInk, number: int, profile: Profile, ink: Ink) -> None:
    """— 1 —: 4号, the dash 7 mm under the text; odd pages at the right, even at the left (7.5)."""
    size, text = profile.type.page_number, f"— {number} —"
    chain = ink.chain("song")
    aside = profile.place.number_aside * size
    x = profile.left + aside
    if number % 2:
        x = profile.left + profile.text_width - aside - chain.width(text) * size
    dash = profile.top + profile.text_height + profile.place.number_below_mm * MM
    page.text(x, dash - (ASCENT / 1000 - _DASH) * size, text, "song", size)


def _practice_mark(page: PageInk, profile: Profile, ink: Ink, words: Texts) -> None:
    x, top = profile.width / 2, profile.height / 2
    page.slanted(words("mark"), "xiaobiaosong", _PRACTICE_SIZE, x, top, _PRACTICE_GREY)
    size, line = profile.type.note, words("line")
    x = profile.left + (profile.text_width - ink.chain("hei").width(line) * size) / 2
    page.text(x, _PRACTICE_TOP_MM * MM, line, "hei", size, colour=(0.45, 0.45, 0.45))


def write_pdf(
    contents: Sequence[str], profile: Profile, ink: Ink, *, title: str, author: str, made_on: date
) -> bytes:
    """The PDF: same bytes for the same pages. Printed at actual size unless somebody asks else."""
    document = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang="zh-CN")
    document.setTitle(one_line(title))
    document.setAuthor(one_line(author))
    document.setSubject("")
    document.setCreator(f"协商桌面 {__version__}")
    document.setProducer(f"协商桌面 {__version__}")
    document.setDateFormatter(lambda *_: f"D:{made_on:%Y%m%d}000000+08'00'")
    catalog = document.Catalog
    catalog.ViewerPreferences = pdfdoc.PDFDictionary(
        {
            "PrintScaling": pdfdoc.PDFName("None"),
            "DisplayDocTitle": "true",
        }
    )
    resources = pdfdoc.PDFResourceDictionary()
    resources.basicFonts()
    for content in contents:
        page = pdfdoc.PDFPage()
        page.pagewidth, page.pageheight = round(profile.width, 3), round(profile.height, 3)
        page.Contents = deflated(content)
        page.Resources = resources
        document.addPage(page)
    for face in ink.faces():
        face.add_to(document)
    return bytes(document.GetPDFData(None))
