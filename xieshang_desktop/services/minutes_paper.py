"""The minutes as the paper needs them: facts, text, who was there."""

from __future__ import annotations

from collections.abc import Sequence

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.minutes import Confirmation, Correction, Minutes, MinutesSection
from xieshang_desktop.domain.terms import Form
from xieshang_desktop.services.deliberation import ItemFile
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_attendance import attendance_blocks
from xieshang_desktop.services.minutes_course import when_words
from xieshang_desktop.services.minutes_facts import Facts
from xieshang_desktop.services.minutes_text import dissent_lines, outcome_words, phrases
from xieshang_desktop.services.seal_lines import seal_lines
from xieshang_desktop.storage.unit_of_work import Reader


def minutes_paper(
    desk: Desk,
    reader: Reader,
    minutes: Minutes,
    facts: Facts,
    sections: Sequence[MinutesSection],
    confirmations: Sequence[Confirmation],
    corrections: Sequence[Correction],
) -> documents.MinutesPaper:
    """What the paper shows now: the sections that were not taken out, in their order."""
    meeting = facts.meeting
    year, number = minutes.number.split("-")
    files = {file.item.id: file for file in facts.hall.items}
    return documents.MinutesPaper(
        unit=desk.unit.name,
        mark=phrases()["mark"].format(unit=desk.unit.name),
        number=phrases()["number"].format(name=desk.unit.name, year=year, number=int(number)),
        title=meeting.title,
        issued_on=minutes.sealed_on or (meeting.closed_at or meeting.starts).date(),
        when=when_words(facts),
        place=meeting.place,
        way=meeting.form.official if meeting.form is not Form.MEETING else "",
        partners=meeting.partners,
        entered_on=meeting.entered_on,
        topics=tuple(file.item.title for file in facts.hall.items),
        chair=meeting.chair,
        recorder="、".join(dict.fromkeys(each.name for each in facts.recorders)),
        convenors=seal_lines(reader, meeting, confirmations),
        sections=tuple(
            _section(desk, facts, section, files.get(section.key))
            for section in sections
            if section.chosen
        ),
        attendance=attendance_blocks(facts),
        corrections=correction_lines(corrections),
        practice=desk.unit.practice,
    )


def correction_lines(
    corrections: Sequence[Correction],
) -> tuple[documents.NumberedCorrection, ...]:
    """Corrections as they stand behind the minutes."""
    return tuple(
        documents.NumberedCorrection(number=c.number, made_on=c.made_on, text=c.text)
        for c in corrections
    )


def _section(
    desk: Desk, facts: Facts, section: MinutesSection, file: ItemFile | None
) -> documents.MinutesSection:
    if file is None:
        return documents.MinutesSection(heading=section.heading, text=section.text)
    topic_id = file.topic.id if file.topic else ""
    return documents.MinutesSection(
        heading=section.heading,
        text=section.text,
        options=tuple(
            documents.ConsideredOption(text=o.text, pros=o.pros, cons=o.cons)
            for o in facts.options.get(topic_id, ())
        ),
        agreed=tuple(p.text for p in file.agreed),
        open_points=tuple(p.text for p in file.open_points),
        dissent=dissent_lines(file),
        measures=tuple(
            documents.Measure(what=m.text, who=m.owner, due=m.due) for m in file.measures
        ),
        outcome=outcome_words(desk, file.outcome) if file.outcome else "",
        skipped=tuple(
            documents.SkippedStep(step=s.kind.official, reason=s.skipped_reason)
            for s in facts.steps.get(topic_id, ())
            if s.skipped_reason
        ),
    )
