"""签到表: a row for everybody, to sign or with the time as recorded."""

from __future__ import annotations

from xieshang_desktop.domain.documents import NamedPerson, SignInSheet
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.rows import keep_with
from xieshang_desktop.printing.setting import Column
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
    columns = (
        Column(words("column_number"), 14),
        Column(words("column_name"), 38),
        Column(words("column_group"), 34),
        Column(words("column_part"), 32),
        Column(words("column_time" if paper.filled else "column_sign"), 38),
    )
    rows = []
    for at, row in enumerate(paper.rows, 1):
        mark = f"✓ {row.signed}" if row.signed else row.note
        last = mark if paper.filled else row.note
        rows.append((str(at), _name(row.person, words), row.person.group, row.part, last))
    if not paper.filled:
        empty = [
            (str(at), "", "", "", "")
            for at in range(len(rows) + 1, len(rows) + paper.spare_rows + page.profile.sheet.lines)
        ]
        spare = paper.spare_rows
        table(page, columns, [*rows, *empty[:spare]], fillers=empty[spare:])
        return
    table(page, columns, rows)
    keep_with(page.rows)
    counts = [
        words("count", label=one_line(count.label), value=str(count.value))
        for count in paper.counts
    ]
    if counts:
        page.paragraph("，".join(counts) + "。", indent=0)
    if paper.recorder:
        page.paragraph(words("recorder", recorder=one_line(paper.recorder)), indent=0)


def _name(person: NamedPerson, words: Texts) -> str:
    """The name, and what tells namesakes apart."""
    name = one_line(person.name)
    if len(name) > LONGEST_ON_A_LINE:  # 阿卜杜热合曼·买买提: at the dot, if at all
        name = name.replace("·", "·\n", 1)
    if not person.distinction:
        return name
    return f"{name}\n" + words("distinction", distinction=one_line(person.distinction))
