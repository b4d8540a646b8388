"""协商议事会纪要: what was talked over and what came of it, confirmed by both convenors."""

from __future__ import annotations

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.documents import (
    AttendanceBlock,
    ConsideredOption,
    MinutesPaper,
    MinutesSection,
    SealLine,
)
from xieshang_desktop.printing.hygiene import one_line, unbroken
from xieshang_desktop.printing.measures import measures_table
from xieshang_desktop.printing.setting import Setting, Span
from xieshang_desktop.printing.texts import Texts


def compose(paper: MinutesPaper, page: Setting, words: Texts) -> None:
    """Set the minutes."""
    page.red_head(paper.mark, paper.number, paper.unit, date_words(paper.issued_on))
    if paper.title:
        page.title(paper.title)
        page.blank()
    _facts(paper, page, words)
    page.paragraph(words("opening"))
    for number, section in enumerate(paper.sections, 1):
        page.head(number, section.heading)
        _section(section, page, words)
    if not paper.sections:
        page.paragraph(words("empty"))
    if any(block.entries for block in paper.attendance):
        page.blank()
    for block in paper.attendance:
        _attendance(block, page)
    if paper.convenors:
        page.blank()
        _confirmation(paper.convenors, page, words)
    if paper.originals:
        shown = "、".join(unbroken(_digest(each)) for each in paper.originals)
        page.paragraph(words("original", digests=shown))
    if paper.corrections:
        page.blank()
        page.paragraph([Span(words("corrections"), "hei")], kept=True)
        for correction in paper.corrections:
            page.paragraph(
                words(
                    "correction",
                    number=str(correction.number),
                    date=date_words(correction.made_on),
                    text=one_line(correction.text),
                )
            )


def _facts(paper: MinutesPaper, page: Setting, words: Texts) -> None:
    """Time, place, theme, and who led it: the first of the five haves (五个有)."""
    for name, text in (
        ("time", paper.when),
        ("place", paper.place),
        ("way", paper.way),
        ("partners", "、".join(map(unbroken, paper.partners))),
    ):
        if text.strip():
            page.labelled(words(name), one_line(text))
    topics = [topic for topic in map(one_line, paper.topics) if topic]
    if len(topics) > 1:
        listed = [f"{at}. {topic}" for at, topic in enumerate(topics, 1)]
        page.labelled(words("topics"), *listed)
    else:
        page.labelled(words("topics"), topics[0] if topics else words("no_topics"))
    for name, person in (("chair", paper.chair), ("recorder", paper.recorder)):
        if person:
            page.labelled(words(name), unbroken(person))
    for convenor in paper.convenors:
        page.labelled(convenor.rank, unbroken(convenor.name))
    if paper.entered_on:
        page.labelled(words("entered"), words("entered_line", date=date_words(paper.entered_on)))


def _section(section: MinutesSection, page: Setting, words: Texts) -> None:
    number = page.prose(section.text)

    def head(name: str) -> None:
        nonlocal number
        number += 1
        page.second_head(number, words(name))

    if section.options:
        head("options")
        page.items(_option(option, words) for option in section.options)
    for name, points in (
        ("agreed", section.agreed),
        ("open_points", section.open_points),
        ("dissent", section.dissent),
    ):
        if points:
            head(name)
            page.items(points)
    if section.measures:
        head("measures")
        measures_table(page, section.measures, words)
    if section.outcome.strip():
        head("outcome")
        page.prose(section.outcome)
    if section.skipped:
        head("skipped")
        page.items(
            words("skipped_line", step=one_line(skipped.step), reason=one_line(skipped.reason))
            for skipped in section.skipped
        )


def _option(option: ConsideredOption, words: Texts) -> str:
    """A way that was considered, with for and against where somebody said so."""
    text, pros, cons = (one_line(t).rstrip("。") for t in (option.text, option.pros, option.cons))
    return words("option", text=text, pros=pros, cons=cons)


def _attendance(block: AttendanceBlock, page: Setting) -> None:
    """One block of 10.3: organisation and names, wrapped lines align after the colon."""
    parts = []
    for entry in block.entries:
        names = "、".join(map(_named, entry.names))
        organisation = unbroken(entry.organisation)
        parts.append(f"{organisation}　{names}" if organisation else names)
    if parts:
        count = f"{one_line(block.count)}。" if block.count else ""
        page.labelled(block.label, count + "；".join(parts))


def _named(name: str) -> str:
    """A name stays on one line; what stands in brackets behind it may begin the next."""
    name, bracket, note = name.partition("（")
    return unbroken(name) + bracket + one_line(note)


def _confirmation(convenors: tuple[SealLine, ...], page: Setting, words: Texts) -> None:
    """Both convenors: the date of their confirmation, or a line to sign by hand."""
    page.paragraph([Span(words("confirmation"), "hei")], kept=True)
    for number, line in enumerate(convenors, 1):
        kept = number < len(convenors)
        rank, name = one_line(line.rank), unbroken(line.name)
        if line.confirmed_on:
            page.paragraph(_confirmed(line, date_words(line.confirmed_on), words), kept=kept)
        else:
            left, right = words("to_confirm", rank=rank, name=name), words("to_confirm_sign")
            page.ends(left, right, aside=page.indent, kept=kept)


def _confirmed(line: SealLine, date: str, words: Texts) -> str:
    """Who confirmed, when and how; a substitute with the reason."""
    how = line.how or words("confirmed_here")
    if not line.substitute:
        rank, name = one_line(line.rank), unbroken(line.name)
        return words("confirmed", rank=rank, name=name, date=date, how=how)
    return words(
        "confirmed_substitute",
        rank=one_line(line.rank),
        name=unbroken(line.substitute),
        date=date,
        how=how,
        reason=one_line(line.reason),
    )


def _digest(sha256: str) -> str:
    """As many digits as a proof shows, in groups of four."""
    shown = sha256[:16].upper()
    return "-".join(shown[at : at + 4] for at in range(0, len(shown), 4))
