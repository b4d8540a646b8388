"""Rows become pages with their numbers, pages become a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from reportlab.pdfbase import pdfdoc

from xieshang_desktop import __version__
from xieshang_desktop.domain.documents import Proof
from xieshang_desktop.printing.embedding import ASCENT, deflated
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import Box, Ink, PageInk
from xieshang_desktop.printing.profile import MM, Profile
from xieshang_desktop.printing.rows import Row, paginate
from xieshang_desktop.printing.texts import Texts

if TYPE_CHECKING:
    from xieshang_desktop.printing.picture import PreparedPicture

#: Where the stroke of an 一字线 stands in its em-box, measured from the base line (ems).
_DASH = 0.38

#: The practice village's mark: words in the upper margin, and light text under everything.
_PRACTICE_GREY, _PRACTICE_SIZE, _PRACTICE_TOP_MM = 0.93, 190.0, 22.0


class Bookmark(msgspec.Struct, frozen=True):
    """A head with its page, from 0, and its distance from the sheet's upper edge in points."""

    title: str
    page: int
    top: float


class MadePages(msgspec.Struct, frozen=True):
    """The content streams of all pages, the heads on them, and where each page has ink; its number
    and the practice mark do not count."""

    contents: list[str]
    bookmarks: list[Bookmark]
    inked: list[list[Box]]


def make_pages(
    rows: Sequence[Row],
    profile: Profile,
    ink: Ink,
    *,
    practice: Texts | None = None,
    proof: Proof | None = None,
    numbered: bool = True,
    foot: str = "",
) -> MadePages:
    """Every page. `practice` has the words that mark a practice paper; `proof` goes to the first
    page; `numbered` pages have their number at the foot, and `foot` beside it, in the middle."""
    made = MadePages([], [], [])
    for number, placed in enumerate(paginate(rows, profile), 1):
        page = PageInk(ink, profile.height)
        for each in placed:
            if each.row.draw:
                each.row.draw(page, each.top)
            if each.row.bookmark:
                made.bookmarks.append(Bookmark(each.row.bookmark, number - 1, each.top))
        count = len(page.inked)
        if numbered:
            _page_number(page, number, profile, ink)
        if practice:
            _practice_mark(page, profile, ink, practice, above=numbered)
        if foot:
            _foot(page, profile, ink, foot)
        del page.inked[count:]
        if proof and number == 1:
            _proof(page, profile, proof)
        made.contents.append(page.content())
        made.inked.append(page.inked)
    return made


def _foot(page: PageInk, profile: Profile, ink: Ink, words: str) -> None:
    """A line in small type, in the middle between the sides of the text, under it."""
    size = profile.type.note
    chain = ink.chain("fang")
    words = one_line(words)
    while chain.width(words) * size > profile.text_width:
        words = f"{words[: len(words) * 9 // 10 - 1]}…"
    wide = chain.width(words) * size
    top = profile.top + profile.text_height + profile.place.proof_below_mm * MM
    page.text(profile.left + (profile.text_width - wide) / 2, top, words, "fang", size)


def _proof(page: PageInk, profile: Profile, proof: Proof) -> None:
    """The QR and the short digest of the sealed record, under the text at the inner side (N9)."""
    from xieshang_desktop.printing.qr import draw_qr

    side, size = profile.place.proof_mm * MM, profile.type.note * 0.75
    x = profile.left
    top = profile.top + profile.text_height + profile.place.proof_below_mm * MM
    draw_qr(page, x, top, side, proof.link)
    x += side + size
    page.text(x, top + side / 2 - 1.4 * size, "与归档记录核对", "fang", size)
    page.text(x, top + side / 2 + 0.2 * size, f"核验码 {proof.code}", "fang", size)


def _page_number(page: PageInk, number: int, profile: Profile, ink: Ink) -> None:
    """— 1 —: 4号, the dash 7 mm under the text; odd pages at the right, even at the left (7.5).
    On a sheet on its side it stands where upright sheets have it, along the left edge (8)."""
    size, text = profile.type.page_number, f"— {number} —"
    wide = profile.width > profile.height
    left, across = profile.left, profile.text_width
    below = profile.top + profile.text_height
    if wide:
        left, across, below = profile.top, profile.text_height, profile.width - profile.left
    chain = ink.chain("song")
    aside = profile.place.number_aside * size
    x = left + aside
    if number % 2:
        x = left + across - aside - chain.width(text) * size
    dash = below + profile.place.number_below_mm * MM
    upright = PageInk(ink, profile.width) if wide else page
    upright.text(x, dash - (ASCENT / 1000 - _DASH) * size, text, "song", size)
    if wide:
        page.sideways(upright.content())


def _practice_mark(page: PageInk, profile: Profile, ink: Ink, words: Texts, *, above: bool) -> None:
    """In the margin above; at the lower edge of a sheet without numbers, drawn on up there. Over
    what is filled, but not over cards: the code of a pass must still be read."""
    x, top = profile.width / 2, profile.height / 2
    large = _PRACTICE_SIZE * profile.enlarged
    mark, over = words("mark"), not above and profile.cards is None
    page.slanted(mark, "xiaobiaosong", large, x, top, _PRACTICE_GREY, over=over)
    size, line = profile.type.note, words("line")
    x = profile.left + (profile.text_width - ink.chain("hei").width(line) * size) / 2
    top = min(_PRACTICE_TOP_MM * MM, profile.top - 1.5 * size)
    if not above:
        top = profile.height - 1.6 * size
    page.text(x, top, line, "hei", size, colour=(0.45, 0.45, 0.45))


def write_pdf(
    contents: Sequence[str],
    profile: Profile,
    ink: Ink,
    *,
    title: str,
    author: str,
    made_on: date,
    keywords: str = "",
    bookmarks: Sequence[Bookmark] = (),
) -> bytes:
    """The PDF: same bytes for the same pages. Printed at actual size unless somebody asks else."""
    document = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang="zh-CN")
    document.setTitle(one_line(title))
    document.setAuthor(one_line(author))
    document.setSubject("")
    document.setKeywords(keywords)
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
    if ink.pictures:
        resources.XObject = pdfdoc.PDFDictionary(
            {
                name: document.Reference(_image(picture), f"picture:{name}")
                for picture, name in ink.pictures.items()
            }
        )
    pages = []
    for content in contents:
        page = pdfdoc.PDFPage()
        page.pagewidth, page.pageheight = round(profile.width, 3), round(profile.height, 3)
        page.Contents = deflated(content)
        page.Resources = resources
        document.addPage(page)
        pages.append(document.Reference(page))
    if bookmarks:
        catalog.Outlines = _outlines(document, bookmarks, pages, profile)
        document.Outlines = _Prepared()
    for face in ink.faces():
        face.add_to(document)
    return bytes(document.GetPDFData(None))


class _Prepared:
    """Stands in for ReportLab's own table of contents, which would take ours away as empty."""

    ready = 1

    def prepare(self, _document: object, _canvas: object) -> None:
        """There is nothing left to do."""


def _image(picture: PreparedPicture) -> Any:
    """The photo as it is: JPEG goes into a PDF unchanged."""
    image = pdfdoc.PDFStream(content=picture.jpeg, filters=[])
    for key, value in {
        "Type": pdfdoc.PDFName("XObject"),
        "Subtype": pdfdoc.PDFName("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": pdfdoc.PDFName("DeviceGray" if picture.grey else "DeviceRGB"),
        "BitsPerComponent": 8,
        "Filter": pdfdoc.PDFName("DCTDecode"),
    }.items():
        image.dictionary[key] = value
    return image


def _outlines(
    document: Any, bookmarks: Sequence[Bookmark], pages: Sequence[object], profile: Profile
) -> Any:
    """The table of contents of a PDF (ISO 32000-1, 12.3.3), one level deep."""
    items = [pdfdoc.PDFDictionary({}) for _ in bookmarks]
    links = [document.Reference(item, f"bookmark:{at}") for at, item in enumerate(items)]
    root = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Outlines"),
            "First": links[0],
            "Last": links[-1],
            "Count": len(links),
        }
    )
    parent = document.Reference(root, "bookmarks")
    for at, (item, mark) in enumerate(zip(items, bookmarks, strict=True)):
        item.dict["Title"] = pdfdoc.PDFString(mark.title)
        item.dict["Parent"] = parent
        item.dict["Dest"] = pdfdoc.PDFArray(
            [pages[mark.page], pdfdoc.PDFName("XYZ"), 0, profile.height - mark.top, "null"]
        )
        if at:
            item.dict["Prev"] = links[at - 1]
        if at + 1 < len(links):
            item.dict["Next"] = links[at + 1]
    return parent
