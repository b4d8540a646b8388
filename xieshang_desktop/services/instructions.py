"""What the township sent down: read, answered, taken up as a topic, adopted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.messages import RECEIPT, Directives, Receipt, ReturnNote, read_message
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.review_words import title_of
from xieshang_desktop.domain.rules import AdoptedProfile
from xieshang_desktop.domain.superior import Instruction, Reply, Township
from xieshang_desktop.domain.terms import DirectiveKind, TopicClass, TopicSource
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.township import FileName
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import rule_profiles, sent_forms
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.snapshot import Todo
from xieshang_desktop.services.topics import next_number
from xieshang_desktop.storage.messages import newest_message
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: What a directive with a form is about: the form of this name.
FORM: Final = "form"

#: How the text of a topic says of which class it is.
_CLASS: Final = "议题类别："

#: Characters of an answer.
LONGEST_REPLY: Final = 20_000


class InstructionFile(msgspec.Struct, frozen=True, kw_only=True):
    """A directive as the village has it, with its answers and the topic made of it."""

    instruction: Instruction
    replies: tuple[Reply, ...] = ()
    topic: Topic | None = None


class ReturnedHere(msgspec.Struct, frozen=True, kw_only=True):
    """A record that the township returned, with our answers; `title` is what it is called here."""

    note: ReturnNote
    title: str
    replies: tuple[Reply, ...] = ()


class NumberChange(msgspec.Struct, frozen=True):
    """A number of the rules as it is now and as it was sent; None where nothing is said."""

    label: str
    unit: str
    before: int | None
    after: int | None


def receive_directives(uow: UnitOfWork, message: Directives) -> int:
    """Keep the directives that are not known yet, inside the transaction of their message; their
    entries tell the township that they arrived. Gives how many were new."""
    fresh = [
        Instruction(
            id=note.id,
            kind=DirectiveKind(note.kind),
            number=message.number,
            title=note.title,
            text=note.text,
            due=note.due,
            about_type=note.about_type,
            about_id=note.about_id,
            files=tuple(FileName(sha256=file.sha256, name=file.name) for file in note.files),
            issued_at=note.at,
            received_at=uow.at,
        )
        for note in {note.id: note for note in message.directives}.values()
        if uow.find(Instruction, note.id) is None
    ]
    uow.put_all(fresh, "instruction_received")
    return len(fresh)


def list_instructions(desk: Desk) -> tuple[InstructionFile, ...]:
    """Everything that was sent down, the newest first."""
    with desk.store.read() as reader:
        found = reader.all(Instruction, "-issued_at")
        replies = reader.all(Reply, "replied_on", about=[each.id for each in found])
        topics = {t.id: t for t in reader.all(Topic, id=[each.topic_id for each in found])}
    return tuple(
        InstructionFile(
            instruction=each,
            replies=tuple(reply for reply in replies if reply.about == each.id),
            topic=topics.get(each.topic_id or ""),
        )
        for each in found
    )


def open_instructions(desk: Desk) -> tuple[InstructionFile, ...]:
    """What there is still to do about, the earliest day first."""
    waiting = [file for file in list_instructions(desk) if file.instruction.done_on is None]
    return tuple(sorted(waiting, key=lambda file: file.instruction.due or date.max))


def returned_here(desk: Desk) -> tuple[ReturnedHere, ...]:
    """What the township returned and still holds open, the oldest first."""
    with desk.store.read() as reader:
        notes = sorted(_returns(reader), key=lambda note: note.at)
        replies = reader.all(Reply, "replied_on", about=[note.id for note in notes])
        return tuple(
            ReturnedHere(
                note=note,
                title=_called(reader, note),
                replies=tuple(reply for reply in replies if reply.about == note.id),
            )
            for note in notes
        )


def reply(desk: Desk, about_id: str, text: str) -> Reply:
    """Answer a directive or a return; the answer travels with the next bundle.

    BadInput `answer_missing`, `text_too_long`; RuleBroken `gone` when there is no such directive,
    nor a return that is open.
    """
    text = text.strip()
    if not text:
        raise BadInput("answer_missing")
    if len(text) > LONGEST_REPLY:
        raise BadInput("text_too_long", most=LONGEST_REPLY)
    with desk.store.write(desk.actor) as uow:
        known = uow.find(Instruction, about_id) is not None
        if not known and all(note.id != about_id for note in _returns(uow)):
            raise RuleBroken("gone", noun=Instruction.NOUN, id=about_id)
        answer = Reply(
            id=new_id(),
            about=about_id,
            text=text,
            replied_on=desk.today,
            replied_by=desk.actor,
        )
        uow.put(answer, "reply_written")
        uow.commit()
    return answer


def finish(desk: Desk, instruction_id: str) -> Instruction:
    """Nothing more is to do about it; RuleBroken `instruction_done`."""
    with desk.store.write(desk.actor) as uow:
        instruction = _waiting(uow, instruction_id)
        instruction = replace(instruction, done_on=desk.today)
        uow.put(instruction, "instruction_finished")
        uow.commit()
    return instruction


def take_as_topic(desk: Desk, instruction_id: str) -> Topic:
    """Take a 党政点题 up: a topic whose proposer is the township, to be screened like any other.

    RuleBroken `instruction_done`, `instruction_no_topic`, `instruction_is_topic`.
    """
    with desk.store.write(desk.actor) as uow:
        instruction = uow.one(Instruction, instruction_id)
        if instruction.kind is not DirectiveKind.TOPIC:
            raise RuleBroken("instruction_no_topic", title=instruction.title)
        known = uow.find(Topic, instruction.topic_id)
        if known is not None:
            raise RuleBroken("instruction_is_topic", number=known.number, title=known.title)
        _waiting(uow, instruction_id)
        background, topic_class = read_topic(instruction.text)
        day = min(instruction.issued_at.date(), desk.today)
        township = _township(uow)
        topic = Topic(
            id=new_id(),
            number=next_number(uow, Topic, day.year),
            title=instruction.title,
            background=background,
            source=TopicSource.PARTY_GOVERNMENT,
            topic_class=topic_class,
            proposer=(township.name if township else desk.unit.township) or "乡镇",
            proposed_on=day,
        )
        uow.put(topic, "topic_collected")
        taken = replace(instruction, topic_id=topic.id, done_on=desk.today)
        uow.put(taken, "instruction_finished")
        uow.commit()
    return topic


def topic_words(background: str, topic_class: TopicClass) -> str:
    """The text of a directive that names a topic."""
    return f"{_CLASS}{topic_class.official}\n{background}"


def read_topic(text: str) -> tuple[str, TopicClass]:
    """Background and class of a topic as its directive says them; without a class it is one of
    people's livelihood, as when a topic is collected by hand."""
    first, _line, rest = text.partition("\n")
    for topic_class in TopicClass:
        if first.strip() == f"{_CLASS}{topic_class.official}":
            return rest.strip(), topic_class
    return text.strip(), TopicClass.LIVELIHOOD


def profile_changes(desk: Desk, instruction_id: str) -> tuple[NumberChange, ...]:
    """The numbers that would change with a rule profile that was sent down; what
    `rule_profiles.read_profile` raises; RuleBroken `instruction_no_profile`."""
    profile = rule_profiles.read_profile(_of_kind(desk, instruction_id, DirectiveKind.PROFILE).text)
    present = {number.key: number for number in desk.profile.numbers}
    sent = {number.key: number for number in profile.numbers}
    found = []
    for key in dict.fromkeys((*sent, *present)):
        told = sent.get(key) or present[key]
        before, after = desk.profile.number(key), profile.number(key)
        if before != after:
            found.append(NumberChange(told.label, told.unit, before, after))
    return tuple(found)


def adopt_profile(desk: Desk, instruction_id: str) -> AdoptedProfile:
    """Follow a rule profile that was sent down, from today on; raises as `profile_changes`."""
    instruction = _of_kind(desk, instruction_id, DirectiveKind.PROFILE)
    profile = rule_profiles.read_profile(instruction.text)
    adopted = AdoptedProfile(id=new_id(), profile=profile, adopted_on=desk.today)
    unit = replace(desk.unit, profile=profile.id)
    with desk.store.write(desk.actor) as uow:
        uow.put(unit, "unit_changed")
        uow.put(adopted, "profile_adopted")
        uow.put(replace(instruction, done_on=desk.today), "instruction_finished")
        uow.commit()
    desk.unit = unit
    return adopted


def form_changes(desk: Desk, instruction_id: str) -> tuple[sent_forms.FormChange, ...]:
    """What would change with a form that was sent down; what `sent_forms.check` raises; RuleBroken
    `instruction_no_form`."""
    instruction = _of_kind(desk, instruction_id, DirectiveKind.FORMS)
    return sent_forms.changes(instruction.about_id, instruction.text)


def adopt_forms(desk: Desk, instruction_id: str) -> Instruction:
    """Set papers by a form that was sent down; raises as `form_changes`, and as
    `sent_forms.adopt`."""
    instruction = _of_kind(desk, instruction_id, DirectiveKind.FORMS)
    sent_forms.adopt(desk.folder, instruction.about_id, instruction.text)
    with desk.store.write(desk.actor) as uow:
        instruction = replace(instruction, done_on=desk.today)
        uow.put(instruction, "instruction_finished")
        uow.commit()
    return instruction


def file_of(desk: Desk, instruction_id: str, sha256: str) -> bytes:
    """A file that came with a directive; WorldFailed `file_missing_here`, `file_changed`."""
    with desk.store.read() as reader:
        instruction = reader.one(Instruction, instruction_id)
    if all(file.sha256 != sha256 for file in instruction.files):
        raise RuleBroken("gone", noun=Instruction.NOUN, id=instruction_id)
    return desk.files.read(sha256)


def instruction_todos(reader: Reader) -> Iterator[Todo]:
    """What the township waits for: directives nobody saw to, returns nobody answered."""
    waiting = reader.all(Instruction, "due", done_on=None)
    notes = _returns(reader)
    asked = [each.id for each in waiting] + [note.id for note in notes]
    answered = {reply.about for reply in reader.all(Reply, about=asked)} if asked else set()
    for each in waiting:
        if each.kind is not DirectiveKind.LETTER or each.id not in answered:
            yield Todo(kind="instruction_due", due=each.due, title=each.title, object_id=each.id)
    for note in notes:
        if note.id not in answered:
            title = _called(reader, note)
            yield Todo(kind="return_open", due=None, title=title, object_id=note.id)


def _township(reader: Reader) -> Township | None:
    """The one this village joined last."""
    return next(iter(reader.all(Township, "-joined_on", left_on=None)), None)


def _returns(reader: Reader) -> tuple[ReturnNote, ...]:
    """The open returns of the newest receipt."""
    township = _township(reader)
    found = newest_message(reader, township.id, RECEIPT) if township else None
    receipt = read_message(RECEIPT, found.content) if found else None
    return receipt.returns if isinstance(receipt, Receipt) else ()


def _called(reader: Reader, note: ReturnNote) -> str:
    record = RECORDS.get(note.object_type)
    return title_of(note.object_type, reader.find(record, note.object_id) if record else None)


def _waiting(uow: UnitOfWork, instruction_id: str) -> Instruction:
    instruction = uow.one(Instruction, instruction_id)
    if instruction.done_on is not None:
        raise RuleBroken("instruction_done", day=instruction.done_on)
    return instruction


def _of_kind(desk: Desk, instruction_id: str, kind: DirectiveKind) -> Instruction:
    with desk.store.read() as reader:
        instruction = reader.one(Instruction, instruction_id)
    if instruction.kind is not kind:
        profile = kind is DirectiveKind.PROFILE
        code = "instruction_no_profile" if profile else "instruction_no_form"
        raise RuleBroken(code, title=instruction.title)
    return instruction
