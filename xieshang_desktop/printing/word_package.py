"""An empty .docx for official papers: page, styles, faces, foot; and its way into bytes."""

from __future__ import annotations

import io
import tomllib
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import msgspec
from docx import Document
from docx.oxml.parser import parse_xml

from xieshang_desktop import resources
from xieshang_desktop.printing.office_files import plain, settled
from xieshang_desktop.printing.profile import MM, Profile

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TAB = "<w:r><w:tab/></w:r>"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class WordPage(msgspec.Struct, frozen=True, kw_only=True):
    """Millimetres and points as the names say."""

    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    pitch: float
    spacing: float
    footer_mm: float


class WordType(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes of type in points."""

    body: float
    title: float
    mark: float
    note: float
    page_number: float


class WordProfile(msgspec.Struct, frozen=True, kw_only=True):
    """`resources/papers/word.toml`."""

    page: WordPage
    type: WordType
    faces: dict[str, str]
    instead: dict[str, str]


@cache
def word_profile() -> WordProfile:
    """The page that ships with the program."""
    text = resources.path("papers", "word.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), WordProfile)


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Half points: a size of type."""
    return round(points * 2)


def run(text: str, face: str, size: float, *, colour: str = "") -> str:
    """Text in one face by its name in the profile; a line break in it breaks the line."""
    faces = word_profile().faces
    parts, rare = [""], [False]
    for character in plain(text):
        if (ord(character) > 0xFFFF) != rare[-1]:
            parts.append("")
            rare.append(not rare[-1])
        parts[-1] += character
    return "".join(
        _run(part, faces["rare" if odd else face], size, colour)
        for part, odd in zip(parts, rare, strict=True)
        if part
    )


def _run(text: str, face: str, size: float, colour: str) -> str:
    name = quoteattr(face)
    faces = " ".join(f"w:{slot}={name}" for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    sized = f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    words = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else ""
        for line in text.split("\n")
    )
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" {faces}/>{tint}{sized}</w:rPr>{words}</w:r>'


def new_document(layout: Profile) -> WordDocument:
    """An empty document on the grid of `layout`, with its page numbers and no text."""
    profile = word_profile()
    skeleton = io.BytesIO()
    with zipfile.ZipFile(skeleton, "w") as package:
        for name, content in _parts(profile, layout).items():
            package.writestr(name, content)
    skeleton.seek(0)
    document = Document(skeleton)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for odd, footer in ((True, section.footer), (False, section.even_page_footer)):
        footer.is_linked_to_previous = False
        _replace(footer, _page_number(profile, odd=odd))
    return document


def add_header(document: WordDocument, words: str) -> None:
    """A line in grey in the upper margin of every page."""
    section = document.sections[0]
    size = word_profile().type.note
    words = run(words, "hei", size, colour="737373")
    line = f'<w:p {W}><w:pPr><w:jc w:val="center"/></w:pPr>{words}</w:p>'
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        _replace(header, line)


def finished(document: WordDocument, *, title: str, author: str, day: date) -> bytes:
    """The document as a file; it tells its title and the unit, nothing of this computer."""
    properties = document.core_properties
    properties.title, properties.language = plain(title)[:255], "zh-CN"
    properties.author = properties.last_modified_by = plain(author)[:255]
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    properties.revision = 1
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), day)


def _replace(story: Any, paragraph: str) -> None:
    """Put one paragraph in place of all that stands in a header or footer."""
    element = story._element  # noqa: SLF001 - python-docx has no way to set raw paragraphs
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(paragraph))


def _page_number(profile: WordProfile, *, odd: bool) -> str:
    """— 1 —: odd pages at the right, even at the left, one character in (7.5)."""
    size = profile.type.page_number
    aside = twips(size)
    side, place = ("right", "right") if odd else ("left", "left")
    field = "".join(
        run("", "song", size) + piece
        for piece in (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("1", "song", size),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
    )
    return (
        f'<w:p {W}><w:pPr><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:line="{twips(size)}" w:lineRule="exact"/>'
        f'<w:ind w:{place}="{aside}"/><w:jc w:val="{side}"/></w:pPr>'
        f"{run('— ', 'song', size)}{field}{run(' —', 'song', size)}</w:p>"
    )


def _parts(profile: WordProfile, layout: Profile) -> dict[str, str]:
    """The parts of the package, by name."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    kinds["fontTable"] = "fontTable"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/relationships/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(("styles", "settings", "fontTable"), 1)
    )
    relationships = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{relationships}<Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f"{relationships}{relations}</Relationships>",
        "word/document.xml": f"<w:document {W}><w:body>{_section(profile, layout)}</w:body>"
        "</w:document>",
        "word/styles.xml": _styles(profile),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _font_table(profile),
    }
    return {name: head + content for name, content in parts.items()}


def _section(profile: WordProfile, layout: Profile) -> str:
    """A4 with its margins and the grid of 22 lines (5.2.3)."""
    page = profile.page
    margins = {
        "top": page.top_mm,
        "right": page.right_mm,
        "bottom": page.bottom_mm,
        "left": page.left_mm,
        "header": page.top_mm / 2,
        "footer": page.footer_mm,
        "gutter": 0.0,
    }
    sides = " ".join(f'w:{side}="{twips(mm * MM)}"' for side, mm in margins.items())
    return (
        f'<w:sectPr><w:pgSz w:w="{twips(layout.width)}" w:h="{twips(layout.height)}"/>'
        f"<w:pgMar {sides}/>"
        f'<w:docGrid w:type="lines" w:linePitch="{twips(page.pitch)}"/></w:sectPr>'
    )


def _styles(profile: WordProfile) -> str:
    size, pitch = half_points(profile.type.body), twips(profile.page.pitch)
    name = quoteattr(profile.faces["fang"])
    faces = " ".join(f"w:{slot}={name}" for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    more = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{words}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{rules}</w:pPr></w:style>"
        for key, words, rules in (
            ("Title", "Title", '<w:keepNext/><w:snapToGrid w:val="0"/><w:jc w:val="center"/>'),
            ("Heading1", "heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>'),
            ("TableText", "Table Text", '<w:snapToGrid w:val="0"/><w:jc w:val="left"/>'),
        )
    )
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {faces}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        # Digits as Latin text: as Chinese, LibreOffice breaks a number at the end of a line.
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:kinsoku/>'
        '<w:overflowPunct w:val="0"/><w:topLinePunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{pitch}" '
        'w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr><w:spacing w:val="{twips(profile.page.spacing)}"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        f"</w:style>{more}</w:styles>"
    )


def _font_table(profile: WordProfile) -> str:
    fonts = "".join(
        f"<w:font w:name={quoteattr(face)}>"
        + (
            f"<w:altName w:val={quoteattr(profile.instead[face])}/>"
            if face in profile.instead
            else ""
        )
        + '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for face in profile.faces.values()
    )
    return f"<w:fonts {W}>{fonts}</w:fonts>"


_SETTINGS = (
    f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="632"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)
