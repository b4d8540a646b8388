"""纪要签名页: who was there, with the handwriting or room to sign, and a box for a thumb (N2)."""

from __future__ import annotations

from xieshang_desktop.domain.documents import SignaturePage
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.setting import Cell, Column, Setting
from xieshang_desktop.printing.sign_in_sheet import name_of
from xieshang_desktop.printing.texts import Texts

#: A row is so many lines of the grid high (17 mm): a thumb has room.
ROOM_FOR_A_THUMB = 1.7


def compose(paper: SignaturePage, page: Setting, words: Texts) -> None:
    """Set the page."""
    page.title(paper.title)
    if not paper.sealed:
        page.subtitle(words("draft"))
    page.blank()
    for name, text in (("time", paper.when), ("place", paper.place), ("code", paper.code)):
        if text:
            fact = {"when": one_line(text), "place": one_line(text), "code": one_line(text)}
            page.paragraph(words(name, **fact), indent=0, kept=True)
    page.paragraph(words("statement"), indent=0, kept=True)
    columns = [
        Column(words("column_number"), 14),
        Column(words("column_name"), 38),
        Column(words("column_group"), 34),
        Column(words("column_sign"), 42),
        Column(words("column_thumb"), 28),
    ]
    rows: list[list[Cell]] = [
        [str(at), name_of(row.person, words), row.person.group, row.mark or "", ""]
        for at, row in enumerate(paper.rows, 1)
    ]
    count = len(rows)
    rows += [[str(count + at), "", "", "", ""] for at in range(1, paper.spare_rows + 1)]
    page.table(columns, rows, lines=ROOM_FOR_A_THUMB)
    page.paragraph(words("thumb"), indent=0, kept=True)
    page.blank()
    page.ends(words("witness"), words("day"), aside=0, kept=True)
