"""签到表: a row for everybody, to sign or with the time as recorded."""

from __future__ import annotations

from xieshang_desktop.domain.documents import SEE_ORIGINAL, NamedPerson, SignInSheet
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.rows import keep_with
from xieshang_desktop.printing.setting import Cell, Column
from xieshang_desktop.printing.tables import table
from xieshang_desktop.printing.texts import Texts

#: As many characters of a name as its column has room for.
LONGEST_ON_A_LINE = 7


def compose(paper: SignInSheet, page: Composer, words: Texts) -> None:
    """Set the sheet."""
    page.title(paper.title)
    page.blank()
    for name, text in (("time", paper.when), ("place", paper.place)):
        if text:
            fact = {"when": one_line(text), "place": one_line(text)}
            page.paragraph(words(name, **fact), indent=0, kept=True)
    signed = paper.filled and any(row.mark for row in paper.rows)
    wide = (14, 32, 30, 27.5, 25) if signed else (14, 38, 34, 32, 38)
    heads = ("column_number", "column_name", "column_group", "column_part")
    last = "column_time" if paper.filled else "column_sign"
    columns = [Column(words(head), width) for head, width in zip((*heads, last), wide, strict=True)]
    if signed:
        columns.append(Column(words("column_sign"), 27.5))
    rows: list[list[Cell]] = []
    for at, row in enumerate(paper.rows, 1):
        mark = "\n".join(filter(None, (row.signed and f"✓ {row.signed}", row.note)))
        last = mark if paper.filled else row.note
        rows.append([str(at), name_of(row.person, words), row.person.group, row.part, last])
        if signed:
            rows[-1].append(row.mark or "")
    if not paper.filled:
        page.paragraph(words("thumb"), indent=0, kept=True)
        empty: list[list[Cell]] = [
            [str(at), "", "", "", ""]
            for at in range(len(rows) + 1, len(rows) + paper.spare_rows + page.profile.sheet.lines)
        ]
        spare = paper.spare_rows
        table(page, columns, [*rows, *empty[:spare]], fillers=empty[spare:])
        return
    table(page, columns, rows)
    keep_with(page.rows)
    if signed and any(row.mark and row.mark.words == SEE_ORIGINAL for row in paper.rows):
        page.paragraph(words("see_original"), indent=0)
    counts = [
        words(
            "count" if count.counted == "人" else "count_households",
            label=one_line(count.label),
            value=str(count.value),
        )
        for count in paper.counts
    ]
    if counts:
        page.paragraph("，".join(counts) + "。", indent=0)
    if paper.recorder:
        page.paragraph(words("recorder", recorder=one_line(paper.recorder)), indent=0)


def name_of(person: NamedPerson, words: Texts) -> str:
    """The name, and what tells namesakes apart."""
    name = one_line(person.name)
    if len(name) > LONGEST_ON_A_LINE:  # 阿卜杜热合曼·买买提: at the dot, if at all
        name = name.replace("·", "·\n", 1)
    if not person.distinction:
        return name
    return f"{name}\n" + words("distinction", distinction=one_line(person.distinction))
