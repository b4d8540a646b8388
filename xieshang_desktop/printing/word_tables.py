"""Tables of a .docx, every width said twice (grid and cell): WPS does not fit them by itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from xieshang_desktop.domain.documents import Picture
from xieshang_desktop.printing.fields import LABEL
from xieshang_desktop.printing.hygiene import clean, one_line
from xieshang_desktop.printing.picture import prepare
from xieshang_desktop.printing.profile import MM, Profile
from xieshang_desktop.printing.setting import Cell, Column, FieldRow
from xieshang_desktop.printing.tables import ASIDE, LEADING
from xieshang_desktop.printing.word_package import TAB, WordProfile, run, twips

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

#: Between two photos and the highest photo, in millimetres.
_BETWEEN, _HIGHEST = 6.0, 90.0

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    word: WordProfile,
    lines: float = 1.0,
) -> str:
    """A framed table; rows are at least `lines` of the grid high. Handwriting is said in words."""
    widths = [twips(column.width_mm * MM) for column in columns]
    head = _row([c.head for c in columns], columns, widths, word, head=True)
    told = [[cell if isinstance(cell, str) else cell.words for cell in row] for row in rows]
    body = "".join(_row(row, columns, widths, word, head=False, lines=lines) for row in told)
    return _table(widths, _frame(), head + body)


def frame(rows: Sequence[FieldRow], layout: Profile, word: WordProfile) -> str:
    """A framed form: its rows share the width among their fields, so cells span the grid that all
    their edges make together."""
    size, whole = word.type.note, twips(layout.text_width)
    label = twips(size * LABEL)
    made = []
    for row in rows:
        share = whole // len(row.fields)
        begins = [
            edge for at in range(len(row.fields)) for edge in (at * share, at * share + label)
        ]
        made.append([*begins, whole])
    edges = sorted({edge for row in made for edge in row})
    body = ""
    for row, ends in zip(rows, made, strict=True):
        texts = [part for name, words in row.fields for part in ((name, "hei"), (words, "fang"))]
        cells = ""
        for (text, face), (left, right) in zip(texts, pairwise(ends), strict=True):
            span = edges.index(right) - edges.index(left)
            middle = '<w:jc w:val="center"/>' if face == "hei" else ""
            cells += (
                f'<w:tc><w:tcPr><w:tcW w:w="{right - left}" w:type="dxa"/>'
                f'<w:gridSpan w:val="{span}"/><w:vAlign w:val="center"/></w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{_pitch(size * LEADING)}{middle}</w:pPr>'
                f"{run(clean(text).strip(), face, size)}</w:p></w:tc>"
            )
        high = f'<w:trHeight w:val="{twips(row.lines * word.page.pitch)}" w:hRule="atLeast"/>'
        body += f"<w:tr><w:trPr>{high}</w:trPr>{cells}</w:tr>"
    widths = [right - left for left, right in pairwise(edges)]
    return _table(widths, _frame(), body)


def picture_rows(
    document: WordDocument, pictures: Sequence[Picture], layout: Profile, word: WordProfile
) -> list[str]:
    """Photos in rows of two without a frame. Raises BadInput `picture_unreadable`,
    `picture_too_large`."""
    room = (layout.text_width - _BETWEEN * MM) / 2
    made = [(_picture(document, p, room), one_line(p.caption)) for p in pictures]
    rows = []
    for at in range(0, len(made), 2):
        pair = made[at : at + 2]
        width = twips(layout.text_width / len(pair))
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{_centred(picture, auto=True)}"
            f"{_centred(run(caption, 'fang', word.type.note) if caption else '')}</w:tc>"
            for picture, caption in pair
        )
        row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
        rows.append(_table([width] * len(pair), "", row))
    return rows


def imprint(sent: str, printed_by: str, dated: str, layout: Profile, word: WordProfile) -> str:
    """版记: a table that floats at the foot of its page, its lines as wide as the text (7.4)."""
    width, size = twips(layout.text_width), word.type.note
    aside, label = twips(size), twips(4 * size)  # 抄送： stands out by three characters
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{width - aside}"/></w:tabs>'
    pitch = _pitch(size * 1.45)
    lines = [f'{stop}{pitch}<w:ind w:left="{aside}"/>']
    texts = [run(printed_by, "fang", size) + TAB + run(dated, "fang", size)]
    if sent:
        hanging = f'w:left="{label}" w:right="{aside}" w:hanging="{label - aside}"'
        lines.insert(0, f"{pitch}<w:ind {hanging}/>")
        texts.insert(0, run(sent, "fang", size))
    rule, rows = layout.rule, ""
    for at, (rules, text) in enumerate(zip(lines, texts, strict=True)):
        above = _line("top", rule.imprint_inner if at else rule.imprint_outer)
        below = "" if at + 1 < len(texts) else _line("bottom", rule.imprint_outer)
        rows += (
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" '
            f'w:type="dxa"/><w:tcBorders>{above}{below}</w:tcBorders></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{rules}</w:pPr>'
            f"{text}</w:p></w:tc></w:tr>"
        )
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" '
        'w:horzAnchor="margin" w:tblpX="0" w:tblpYSpec="bottom"/>'
    )
    return _table([width], "", rows, place=place, margins=False)


def _table(
    widths: Sequence[int], borders: str, rows: str, *, place: str = "", margins: bool = True
) -> str:
    side = twips(ASIDE) if margins else 0
    white = "".join(
        f'<w:{name} w:w="{side}" w:type="dxa"/>' for name in ("top", "left", "bottom", "right")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{white}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _frame() -> str:
    lines = "".join(_line(side, 0.6) for side in _SIDES)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _row(
    cells: Sequence[str],
    columns: Sequence[Column],
    widths: Sequence[int],
    word: WordProfile,
    *,
    head: bool,
    lines: float = 1.0,
) -> str:
    size, face = word.type.note, "hei" if head else "fang"
    made = ""
    for text, column, width in zip(cells, columns, widths, strict=True):
        middle = '<w:jc w:val="center"/>' if head or column.centred else ""
        made += (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/>'
            f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>{_pitch(size * LEADING)}{middle}'
            f"</w:pPr>{run(clean(text).strip(), face, size)}</w:p></w:tc>"
        )
    again = "<w:tblHeader/>" if head else ""
    whole = "<w:cantSplit/>" if head else ""  # other rows may go on on the next page
    high = f'<w:trHeight w:val="{twips(lines * word.page.pitch)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{whole}{high}{again}</w:trPr>{made}</w:tr>"


def _picture(document: WordDocument, picture: Picture, room: float) -> str:
    """A photo as a run, as large as its half of the page lets it be."""
    ready = prepare(picture.data, picture.caption)
    scale = min(room / ready.width, _HIGHEST * MM / ready.height)
    wide, high = (round(side * scale * 12700) for side in (ready.width, ready.height))
    inline = document.part.new_pic_inline(io.BytesIO(ready.jpeg), wide, high)
    return f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"


def _centred(runs: str, *, auto: bool = False) -> str:
    line = '<w:spacing w:line="240" w:lineRule="auto"/>' if auto else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{line}<w:jc w:val="center"/></w:pPr>{runs}</w:p>'
    )


def _line(side: str, points: float) -> str:
    return f'<w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="0" w:color="auto"/>'


def _pitch(points: float) -> str:
    return f'<w:spacing w:line="{twips(points)}" w:lineRule="exact"/>'
