"""The text of the minutes as the facts tell it, section by section."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from xieshang_desktop import resources
from xieshang_desktop.domain.dates import date_words, short_date
from xieshang_desktop.domain.meeting import Opinion, Statement
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import OutcomeKind, Stance
from xieshang_desktop.services import minutes_facts
from xieshang_desktop.services.deliberation import ItemFile
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_attendance import presence_words
from xieshang_desktop.services.minutes_facts import Facts
from xieshang_desktop.storage.unit_of_work import Reader


class FreshText(msgspec.Struct, frozen=True, kw_only=True):
    """What the facts give for one section now."""

    key: str
    heading: str
    text: str


@cache
def phrases() -> dict[str, str]:
    """The wording of minutes."""
    text = resources.path("papers", "minutes_text.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def item_texts(facts: Facts) -> tuple[FreshText, ...]:
    """One section for each agenda item."""
    return tuple(
        FreshText(key=file.item.id, heading=_heading(file), text=_item(facts, file))
        for file in facts.hall.items
    )


def earlier_talks(desk: Desk, file: ItemFile) -> tuple[str, ...]:
    """What earlier meetings left open on a topic, for the hall while people talk."""
    with desk.store.read() as reader:
        return tuple(earlier_words(reader, file))


def earlier_words(reader: Reader, file: ItemFile) -> list[str]:
    """What earlier meetings left open on a topic that came back."""
    return [
        phrases()["earlier"].format(
            meeting=f"{date_words(meeting.starts)}{meeting.title}", text=outcome.text
        )
        for meeting, outcome in minutes_facts.earlier_talks(reader, file)
    ]


def outcome_words(desk: Desk, outcome: Outcome) -> str:
    """The route a topic took, as minutes and notices put it."""
    key = {
        OutcomeKind.CONSENSUS: "outcome_consensus",
        OutcomeKind.CONTINUE: "outcome_continue",
        OutcomeKind.SUBMIT: "outcome_submit",
    }[outcome.kind]
    addressee = desk.unit.township or desk.unit.name
    return phrases()[key].format(text=outcome.text, addressee=addressee)


def dissent_lines(file: ItemFile) -> tuple[str, ...]:
    """保留意见, by name, or without where the speaker wished so (N15)."""
    return tuple(f"{speaker_words(o)}：{_one_line(o.text)}" for o in file.opinions if o.dissent)


def speaker_words(opinion: Opinion) -> str:
    """`李德发（第三组）`, or somebody without a name."""
    if opinion.unnamed or not opinion.speaker:
        return phrases()["unnamed"]
    if opinion.group:
        return phrases()["speaker"].format(name=opinion.speaker, group=opinion.group)
    return opinion.speaker


def _heading(file: ItemFile) -> str:
    words = phrases()
    title = file.item.title
    heading = words["item_heading"].format(title=title) if file.topic else title
    return heading if file.item.public else words["item_internal"].format(heading=heading)


def _item(facts: Facts, file: ItemFile) -> str:
    return "\n".join(filter(None, _paragraphs(facts, file)))


def _paragraphs(facts: Facts, file: ItemFile) -> Iterator[str]:
    words = phrases()
    if file.topic is not None:
        yield words["background"].format(
            proposer=file.topic.proposer,
            proposed_on=date_words(file.topic.proposed_on),
            source=file.topic.source.official,
            background=file.topic.background,
        )
        for meeting, outcome in facts.earlier[file.topic.id]:
            before = f"{date_words(meeting.starts)}{meeting.title}"
            yield words["earlier"].format(meeting=before, text=outcome.text)
    for research in file.research:
        yield words["research"].format(
            researchers=research.researchers,
            made_on=short_date(research.made_on),
            findings=research.findings,
        )
    yield presence_words(facts, file.item)
    yield from _opinions(facts, file)
    if mood := file.item.mood.strip():
        yield words["mood"].format(text=mood)
    if file.topic is not None and not file.opinions:
        yield words["no_opinion"]


def _opinions(facts: Facts, file: ItemFile) -> Iterator[str]:
    """What was said, in the order it was said, each demand with its answer; what somebody holds
    against the rest stands apart (保留意见)."""
    for opinion in file.opinions:
        if not opinion.dissent:
            yield _opinion(facts, opinion)
        if answer := opinion.answer.strip():
            yield phrases()["answer"].format(speaker=speaker_words(opinion), text=answer)


def _opinion(facts: Facts, opinion: Opinion) -> str:
    words, speaker, stance = phrases(), speaker_words(opinion), _stance(opinion.stance)
    statement = facts.statements.get(opinion.statement_id or "")
    if statement is None:
        return words["opinion"].format(speaker=speaker, stance=stance, text=opinion.text)
    told = words["opinion_told"].format(
        speaker=speaker, told=_told(statement), stance=stance, text=opinion.text
    )
    return told + _taken(statement)


def _told(statement: Statement) -> str:
    day = short_date(statement.told_on) if statement.told_on else ""
    return phrases()["told"].format(day=day, way=statement.way.official)


def _taken(statement: Statement) -> str:
    """Who took it down, and who heard it (N13)."""
    words, people = phrases(), []
    if statement.taken_by.strip():
        people.append(words["taken_by"].format(name=statement.taken_by.strip()))
    if statement.witness.strip():
        people.append(words["witness"].format(name=statement.witness.strip()))
    return words["told_by"].format(people="，".join(people)) if people else ""


def _stance(stance: Stance) -> str:
    return phrases()[f"stance_{stance.value}"]


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip()


def joined(sentences: Iterable[str]) -> str:
    """Paragraphs, the empty ones left out."""
    return "\n".join(filter(None, sentences))
