"""Papers to one village: 督办函 of a letter that went down, 退回单 of all that is returned."""

from __future__ import annotations

from collections.abc import Mapping

from xieshang_desktop.domain import N_, documents
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.outcome import Submission, Task
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.terms import DirectiveKind, TaskState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.township import Directive, Returned, Village
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import (
    NO_SEAL,
    TITLE,
    About,
    Ask,
    PaperGroup,
    PaperKind,
    PaperSpec,
)
from xieshang_desktop.services.papers import Composed, file_name
from xieshang_desktop.services.papers_follow_up import document_number
from xieshang_desktop.storage.unit_of_work import Reader
from xieshang_desktop.township.reviewing import title_here
from xieshang_desktop.township.villages import store_of

_CONTACT = Ask(name="contact", label=N_("联系人"))

#: As the views of papers know them; they are composed here, not by the village's builders.
LETTER = PaperSpec(
    kind=PaperKind.SUPERVISION_LETTER,
    name=N_("督办函"),
    group=PaperGroup.FOLLOW_UP,
    about=About.UNIT,
    builder="",
    asks=(
        TITLE,
        Ask(name="number", label=N_("发文字号，例如：柳政督〔2026〕3号")),
        _CONTACT,
        NO_SEAL,
    ),
)
SLIP = PaperSpec(
    kind=PaperKind.RETURN_SLIP,
    name=N_("退回单"),
    group=PaperGroup.FOLLOW_UP,
    about=About.UNIT,
    builder="",
    asks=(_CONTACT, NO_SEAL),
)


def compose_letter(
    desk: Desk, directive_id: str, answers: Mapping[str, str] | None = None
) -> Composed:
    """督办函; RuleBroken `directive_no_letter` for what is none, `gone`."""
    told = answers or {}
    with desk.store.read() as reader:
        directive = reader.one(Directive, directive_id)
        village = reader.one(Village, directive.village_id)
        theirs = Reader(store_of(desk, village.id), reader.connection)
        record, state = _about(reader, theirs, directive)
    if directive.kind is not DirectiveKind.LETTER:
        raise RuleBroken("directive_no_letter", title=directive.title)
    unit = desk.unit
    paper = documents.SupervisionLetter(
        unit=unit.name,
        title=told.get(TITLE.name, "").strip() or f"关于{directive.title}的督办函",
        number=document_number(told.get("number", "")),
        addressee=village.name,
        record=record.partition("：")[2] or record,
        state=state,
        text=directive.text,
        due=directive.due,
        attachments=tuple(file.name for file in directive.files),
        note=_note(desk, told),
        signer=unit.signer or unit.name,
        seal_space=not told.get(NO_SEAL.name),
        issued_on=directive.issued_at.date(),
        practice=unit.practice,
    )
    name = file_name(LETTER.name, f"{village.name} {directive.title}")
    return Composed(spec=LETTER, object_id=directive_id, name=name, paper=paper)


def compose_slip(desk: Desk, village_id: str, answers: Mapping[str, str] | None = None) -> Composed:
    """退回单 of everything that is returned to a village and open; RuleBroken `returns_none`."""
    told = answers or {}
    with desk.store.read() as reader:
        village = reader.one(Village, village_id)
        found = reader.all(Returned, "returned_at", village_id=village_id, settled_on=None)
    if not found:
        raise RuleBroken("returns_none", name=village.name)
    unit = desk.unit
    paper = documents.ReturnSlip(
        unit=unit.name,
        addressee=village.name,
        records=tuple(
            documents.ReturnedLine(
                record=each.title, reason=each.reason, returned_on=each.returned_at.date()
            )
            for each in found
        ),
        note=_note(desk, told),
        signer=unit.signer or unit.name,
        seal_space=not told.get(NO_SEAL.name),
        issued_on=desk.today,
        practice=unit.practice,
    )
    name = file_name(SLIP.name, f"{village.name} {desk.today:%Y%m%d}")
    return Composed(spec=SLIP, object_id=village_id, name=name, paper=paper)


def _note(desk: Desk, told: Mapping[str, str]) -> str:
    contact = told.get("contact", "").strip() or desk.unit.room
    phone = f"，电话：{desk.unit.official_phone}" if desk.unit.official_phone else ""
    return f"联系人：{contact}{phone}" if contact else ""


def _about(reader: Reader, theirs: Reader, directive: Directive) -> tuple[str, str]:
    """Which record a letter is about, and how that stands."""
    if directive.about_type == Returned.NOUN:
        returned = reader.find(Returned, directive.about_id)
        if returned is None:
            return "", ""
        day = date_words(returned.returned_at)
        return returned.title, f"{day}退回，原因：{returned.reason.rstrip('。')}。"
    kind = RECORDS.get(directive.about_type)
    record = theirs.find(kind, directive.about_id) if kind else None
    if record is None:
        return "", ""
    title = title_here(theirs, directive.about_type, directive.about_id)
    return title, _state_of(record)


def _state_of(record: Record) -> str:
    match record:
        case Task(state=TaskState.DONE, done_on=day) if day is not None:
            return f"责任单位（人）为{record.owner}，{date_words(day)}办结。"
        case Task():
            return f"责任单位（人）为{record.owner}，时限为{date_words(record.due)}，还没有办结。"
        case Topic() | Meeting():
            return f"{record.state.official}。"
        case Submission(replied_on=None):
            return "还没有答复。"
        case _:
            return ""
